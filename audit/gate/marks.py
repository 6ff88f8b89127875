"""Marks: what reviewers decided of findings, in a filled checklist (.xlsx) or the review page's export (.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from audit.errors import ConfigError

SCHEMA = "gouji/marks/1"
# What a verdict says of a finding: True accepts it (a waiver), False upholds it (the report is to be mended).
VERDICTS = {"误报": True, "口径": True, "口径说明": True, "不适用": True, "属实": False, "有误": False, "": False}


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision. `facts`: what the file says of the finding besides (code, place, label, values)."""

    fingerprint: str
    verdict: str
    reason: str = ""
    name: str = ""
    date: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""  # in its file: row 12 of the sheet, marks[3]

    def told(self) -> str:
        """Return what names it to people, its row first."""
        about = " ".join(str(self.facts[k]) for k in ("code", "place", "label") if self.facts.get(k))
        told = " ".join(x for x in (self.fingerprint, about, self.verdict) if x)
        return f"{self.where}: {told}" if self.where else told


def accepts(mark: Mark) -> bool:
    """Say whether a mark accepts its finding: 误报, 口径. 属实 upholds it.

    Raises: ConfigError: a verdict that nobody knows.
    """
    verdict = mark.verdict.strip()
    if verdict not in VERDICTS:
        known = ", ".join(v for v in VERDICTS if v)
        raise ConfigError(f"unknown verdict {verdict!r} on {mark.told()}", hint=f"known: {known}")
    return VERDICTS[verdict]


def read_marks(path: Path) -> list[Mark]:
    """Read the marks of a file.

    Raises: ConfigError: no such file, or neither a checklist nor an export of marks.
    """
    if not path.is_file():
        raise ConfigError("no such file of marks", path=path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        from audit.report.checklist import read_marks as read_checklist

        return [_mark(asdict(row), f"row {row.row}", path) for row in read_checklist(path)]
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(
            f"cannot be read as marks: {error}", path=path, hint="give the .json of the review page"
        ) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("marks"), list):
        raise ConfigError(
            f"is no {SCHEMA}", path=path, hint="export it from the review page, or give a checklist (.xlsx)"
        )
    return [_mark(m, f"marks[{n}]", path) for n, m in enumerate(data["marks"])]


def _mark(m: Any, place: str, path: Path) -> Mark:
    if not isinstance(m, Mapping) or not isinstance(m.get("fingerprint"), str) or not m["fingerprint"].strip():
        raise ConfigError("a mark has no fingerprint", path=path, place=place)
    facts: dict[str, Any] = {k: str(m[k]) for k in ("code", "place", "label") if m.get(k)}
    if isinstance(m.get("values"), list):
        facts["values"] = [str(v) for v in m["values"]]
    texts = {k: str(m.get(k) or "").strip() for k in ("verdict", "name", "date")}
    texts["date"] = texts["date"][:10]
    if texts["date"]:
        from audit.gate.waivers import day

        texts["date"] = day(texts["date"], "date", path=path, place=place).isoformat()
    reason = str(m.get("reason") or m.get("note") or "").strip()
    return Mark(fingerprint=m["fingerprint"].strip(), reason=reason, facts=facts, where=place, **texts)
