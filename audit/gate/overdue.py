"""Waivers that no longer do what they say, as findings: expired ones (GAT101), stale ones that match nothing (GAT102).

Only waivers within the scope of a run are judged: their reports must be in it, and their code must be one that it
checks. A run over the files of one commit says nothing of the waivers of other reports.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from audit.config import Config
from audit.gate.select import Selector
from audit.gate.waivers import Waiver, values
from audit.model import Finding, Place

if TYPE_CHECKING:
    from expectations.catalogue import Rule

EXPIRED, STALE = "GAT101", "GAT102"
_DETAIL = {
    "zh": {"gone": "：报告已不在原处", "differs": "：条目所写的代码或数值与该处不符", "now": "：数值已变，现为 {}"},
    "en": {
        "gone": ": the report is no longer there",
        "differs": ": its code or values are not those of the finding",
        "now": ": the figure has changed, it is {} now",
    },
}


class Near:
    """What findings stand where a stale waiver may have meant: kept by code and label, for those of waivers only."""

    def __init__(self, waivers: Iterable[Waiver]) -> None:
        self._wanted = {(w.code, w.label) for w in waivers if w.code and w.label}
        self._marks = {w.fingerprint for w in waivers}
        self._found: dict[tuple[str, str, str], list[Finding]] = {}
        self.seen: set[str] = set()  # fingerprints of waivers that some finding has

    def add(self, f: Finding) -> None:
        """Remember a finding if a waiver may be about it."""
        if f.fingerprint in self._marks:
            self.seen.add(f.fingerprint)
        elif (f.code, f.label) in self._wanted:
            self._found.setdefault((f.code, f.label, os.path.abspath(f.path)), []).append(f)

    def one(self, w: Waiver, path: str) -> Finding | None:
        """Return the one finding of a waiver's code and label in its report; None where there is none, or several."""
        found = self._found.get((w.code, w.label, path), [])
        return found[0] if len(found) == 1 else None


def overdue(
    waivers: Iterable[Waiver],
    used: Collection[str],
    near: Near,
    paths: Iterable[str],
    config: Config,
    today: datetime.date | None,
    unjudged: tuple[str, ...] = (),
) -> list[Finding]:
    """Say which waivers are expired or stale.

    Args:
        waivers: in order of their file. used: fingerprints of those that cover a finding. near: findings they may mean.
        paths: the reports of the run. config: what is checked, language. today: the day to judge expiry by, or None.
        unjudged: beginnings of codes that the run did not judge; "" stands for all.
    Returns: findings in order of the file; warnings unless the suite in force says otherwise. `--select GAT` finds
        those of every waiver; one whose own code is ignored is left alone.
    """
    from audit.explain.rules import rules_of, severities_of

    rules, severities, selector = rules_of(config), severities_of(config), Selector(config)
    ignored = selector.ignore
    judged = {os.path.abspath(p) for p in paths}
    out = []
    for w in waivers:
        if w.code.startswith(unjudged) and w.fingerprint not in near.seen:
            continue
        code, detail = _state(w, used, near, judged, severities, ignored, config.lang, today)
        if code and selector.keeps(code):
            out.append(_finding(w, rules[code], severities.get(code, rules[code].severity), detail, config.lang))
    return out


def _state(
    w: Waiver,
    used: Collection[str],
    near: Near,
    judged: Collection[str],
    severities: Mapping[str, str],
    ignored: tuple[str, ...],
    lang: str,
    today: datetime.date | None,
) -> tuple[str, str]:
    """The code that a waiver earns, and what else to say; "" for one in force, or out of the run's scope."""
    if w.fingerprint in used:
        return "", ""
    place = _absolute(w, w.path())
    if w.fingerprint in near.seen:  # a finding has this fingerprint and is not covered
        return (EXPIRED, "") if w.expired(today) else (STALE, _DETAIL[lang]["differs"])
    reports = [_absolute(w, p) for p in w.reports] or ([place] if w.path() else [])
    if w.code and ((ignored and w.code.startswith(ignored)) or w.code not in severities):
        return "", ""
    if any(p == "-" for p in reports):
        return "", ""
    if reports and not all(p in judged for p in reports):
        gone = not any(p in judged or os.path.exists(p) for p in reports)
        return (STALE, _DETAIL[lang]["gone"]) if gone else ("", "")
    if not reports and not judged:
        return "", ""
    now = near.one(w, place)
    return STALE, _DETAIL[lang]["now"].format(now.reported or "、".join(values(now))) if now else ""


def _absolute(w: Waiver, path: str) -> str:
    """A path of an entry counts from the folder of its file."""
    return path if path in ("", "-") else os.path.abspath(Path(os.path.abspath(w.file)).parent / path)


def _finding(w: Waiver, rule: Rule, severity: str, detail: str, lang: str) -> Finding:
    label = " ".join(x for x in (w.code, w.place, w.label) if x) or w.fingerprint
    reported = "、".join(w.values) if lang == "zh" else ", ".join(w.values)
    expected = w.expires.isoformat() if w.expires and rule.code == EXPIRED else ""
    message = rule.message[lang].format(label=label, reported=reported, expected=expected, formula="", detail=detail)
    end = w.start + len(w.fingerprint)
    stem = f"{rule.code}|{w.fingerprint}|{expected}"
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        document="",
        path=w.file,
        start=w.start,
        end=end,
        line=w.line,
        column=w.column,
        places=(Place(w.file, w.start, end, "item", "", w.fingerprint),),
        message=re.sub(r"\s+", " ", message).strip(),
        help=rule.help[lang],
        formula="",
        reported=expected or reported,
        expected="",
        label=label,
        relation="",
        how="expired" if rule.code == EXPIRED else "stale",
        fingerprint=hashlib.sha256(stem.encode()).hexdigest()[:20],
    )
