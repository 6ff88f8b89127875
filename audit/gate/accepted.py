"""What a run accepts: waivers and a baseline, applied report by report, and what is to be said of them at its end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from audit.config import Config
from audit.model import Finding


class Accepted:
    """The waivers and the baseline in force, for one run.

    Feed it every finding that the run keeps, in any portions (`mark`), then ask for what it has to say (`close`).
    Memory grows with the waivers, not with the run.

    Args:   config: `waivers` and `baseline` name the files.
        today: the day by which waivers expire; None: the configuration's, and without one the system's.
    Raises: ConfigError: a file that cannot be followed, before any work is done.
    """

    def __init__(self, config: Config, today: datetime.date | None = None) -> None:
        from audit.gate.overdue import Near
        from audit.gate.waivers import day, read

        self._config = config
        self._today = today or (day(config.today, "today") if config.today else datetime.date.today())
        self.waivers = read(Path(config.waivers)) if config.waivers else []
        self._in_force = {w.fingerprint: w for w in self.waivers if not w.expired(self._today)}
        self._near = Near(self.waivers)
        self._used: set[str] = set()
        self._baseline: frozenset[str] = frozenset()
        self._baseline_file = ""
        self._known: set[str] = set()
        if config.baseline:
            from audit.gate.baseline import read as read_baseline

            self._baseline, self._baseline_file = read_baseline(config.baseline)

    def mark(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return all the findings, `waiver` filled where one is accepted. A waiver goes before a baseline."""
        if not (self.waivers or self._baseline):
            return list(findings)
        return [self._one(f) for f in findings]

    def _one(self, f: Finding) -> Finding:
        self._near.add(f)
        w = self._in_force.get(f.fingerprint)
        if w and w.covers(f):
            self._used.add(w.fingerprint)
            return replace(f, waiver=w.note())
        if f.fingerprint in self._baseline:
            self._known.add(f.fingerprint)
            return replace(f, waiver={"kind": "baseline", "reason": "", "file": self._baseline_file})
        return f

    def close(self, paths: Iterable[str], unjudged: tuple[str, ...] = ()) -> list[Finding]:
        """Return the findings about the waivers themselves: expired (GAT101) and stale ones (GAT102).

        Args: paths: the reports that the run audited. unjudged: beginnings of codes that it did not judge.
        """
        if not self.waivers:
            return []
        from audit.gate.overdue import overdue

        return overdue(self.waivers, self._used, self._near, paths, self._config, self._today, unjudged)

    @property
    def baseline(self) -> dict[str, int]:
        """Return, where a baseline is in use, how many of its findings are still there and how many are gone."""
        if not self._baseline_file:
            return {}
        return {"known": len(self._known), "gone": len(self._baseline) - len(self._known)}
