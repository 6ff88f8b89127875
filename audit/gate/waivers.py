"""Waivers: findings that somebody looked at and accepted, each with a reason, in a YAML file that people edit.

A waiver is bound to a fingerprint, and that to the printed values: a changed figure is a new finding, which no waiver
covers. The code and values of an entry are there for its readers; where they differ from the finding's, the entry
covers nothing, so that nobody signs for one thing and silences another.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audit.errors import ConfigError
from audit.gate.yaml_file import content, parsed, shown
from audit.model import Finding

SCHEMA = "gouji/waivers/1"
DEFAULT = ".gouji-waivers.yaml"
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML counts as the end of a line
KEYS = ("fingerprint", "code", "place", "reports", "label", "values", "reason", "owner", "date", "expires")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry.

    Attributes:
        fingerprint, code: of the finding; code may be empty. place: path:line as written, from the file's folder.
        reports: of a finding across reports, all their paths. label, values: what was printed, for people.
        reason, owner, date: why, who, when. expires: the last day it counts; None: it does not end.
        file, start, line, column: where the entry's fingerprint stands (code point from 0; line and column from 1).
    """

    fingerprint: str
    code: str
    place: str
    reports: tuple[str, ...]
    label: str
    values: tuple[str, ...]
    reason: str
    owner: str
    date: str
    expires: datetime.date | None
    file: str
    start: int = 0
    line: int = 1
    column: int = 1

    def expired(self, today: datetime.date | None) -> bool:
        """Say whether its last day is over; without a today it never is."""
        return today is not None and self.expires is not None and self.expires < today

    def covers(self, f: Finding) -> bool:
        """Say whether it is about a finding, and tells its readers the truth about it."""
        if self.fingerprint != f.fingerprint or self.code not in ("", f.code):
            return False
        return not self.values or [_bare(v) for v in self.values] == [_bare(v) for v in values(f)]

    def path(self) -> str:
        """Return the path of its place, without the line; empty where it states none."""
        return re.sub(r":\d+$", "", self.place)

    def note(self) -> dict[str, Any]:
        """Return what a finding says of it (`Finding.waiver`)."""
        about = {"kind": "waiver", "reason": self.reason, "owner": self.owner, "date": self.date}
        about |= {"expires": self.expires.isoformat() if self.expires else "", "file": self.file}
        return {k: v for k, v in about.items() if v} | {"line": self.line}


def values(f: Finding) -> list[str]:
    """Return the printed texts that a finding rests on, in its order: 41件, 53件, 77.35%."""
    return [re.sub(r"\s+", " ", p.text).strip() for p in f.places]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def default_file() -> Path | None:
    """Return this checkout's .gouji-waivers.yaml, which the command line uses where no other file is named.

    It is looked for from the current folder up to the root of the repository (the folder with .git); outside one, in
    the current folder only.
    """
    here = Path.cwd()
    folders = [here, *here.parents]
    root = next((n for n, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    return next((folder / DEFAULT for folder in folders[: root + 1] if (folder / DEFAULT).is_file()), None)


def read(path: Path) -> list[Waiver]:
    """Read a file of waivers.

    Args:    path: the YAML file.
    Returns: its entries, in order.
    Raises:  ConfigError: no such file, no YAML, an unknown key, an entry without fingerprint or reason, a date that is
        none, one fingerprint twice. It names the file, the line and the entry.
    """
    name = shown(path)
    if not path.exists():
        raise ConfigError("no such file of waivers", path=name, hint="gouji waive writes one")
    text = content(path)
    data = parsed(text, name)
    if data is None:
        return []
    if not isinstance(data, dict) or not isinstance(data.get("waivers") or [], list):
        raise ConfigError("is no file of waivers", path=name, hint=f"it begins with `schema: {SCHEMA}` and `waivers:`")
    if data.get("schema", SCHEMA) != SCHEMA:
        raise ConfigError(f"has schema {data['schema']!r}", path=name, hint=f"this version reads {SCHEMA}")
    if unknown := sorted(set(data) - {"schema", "waivers"}, key=str):
        raise ConfigError(f"unknown key {unknown[0]!r}", path=name, hint="known keys: schema, waivers")
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    out: list[Waiver] = []
    lines: dict[str, int] = {}
    for n, entry in enumerate(data.get("waivers") or []):
        line, column = data["waivers"].lc.item(n)
        waiver = _entry(entry, name, line, column, starts)
        if waiver.fingerprint in lines:
            first = lines[waiver.fingerprint]
            raise ConfigError(
                f"{waiver.fingerprint} is waived on line {first} already", path=name, place=f"line {waiver.line}"
            )
        lines[waiver.fingerprint] = waiver.line
        out.append(waiver)
    return out


def _value_at(mapping: Any, key: str) -> tuple[int, int]:
    """Where ruamel read the value of a key; line and column count from 0."""
    return mapping.lc.value(key)


def _entry(entry: Any, file: str, line: int, column: int, starts: Sequence[int]) -> Waiver:
    """Check one entry; `line` and `column` of its first key count from 0."""
    here = f"line {line + 1}"
    if not isinstance(entry, dict):
        raise ConfigError("an entry is a mapping of " + ", ".join(KEYS), path=file, place=here)
    if unknown := [key for key in entry if key not in KEYS]:
        raise ConfigError(f"unknown key {unknown[0]!r}", path=file, place=here, hint="known keys: " + ", ".join(KEYS))
    fingerprint = entry.get("fingerprint")
    if not isinstance(fingerprint, str) or not fingerprint.strip():
        hint = "put it in quotes" if fingerprint is not None else "every finding shows its own"
        raise ConfigError("an entry has no fingerprint that is a text", path=file, place=here, hint=hint)
    line, column = _value_at(entry, "fingerprint")
    here = f"line {line + 1}: {fingerprint}"
    reason = entry.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        about = " ".join(str(entry[k]) for k in ("code", "place", "label") if entry.get(k))
        about = f" ({about})" if about else ""
        raise ConfigError(f"the waiver states no reason{about}", path=file, place=here, hint="say why it is accepted")
    printed = entry.get("values") or []
    printed = [printed] if isinstance(printed, (str, int, float)) else printed
    reports = entry.get("reports") or []
    reports = [reports] if isinstance(reports, str) else reports
    for key, value in (("values", printed), ("reports", reports)):
        if not isinstance(value, list) or any(isinstance(v, (dict, list)) for v in value):
            raise ConfigError(f"{key} is a list of texts", path=file, place=here)
    day = _day(entry.get("date"), "date", file, here)
    return Waiver(
        fingerprint=fingerprint.strip(),
        code=str(entry.get("code") or "").strip(),
        place=str(entry.get("place") or "").strip(),
        reports=tuple(str(v) for v in reports),
        label=str(entry.get("label") or "").strip(),
        values=tuple(str(v) for v in printed),
        reason=reason.strip(),
        owner=str(entry.get("owner") or "").strip(),
        date=day.isoformat() if day else "",
        expires=_day(entry.get("expires"), "expires", file, here),
        file=file,
        start=starts[line] + column,
        line=line + 1,
        column=column + 1,
    )


def _day(value: Any, key: str, file: str, here: str) -> datetime.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return day(str(value), key, path=file, place=here)


def day(text: str, name: str, **where: Any) -> datetime.date:
    """Return a date given as 2026-12-31.

    Raises: ConfigError: it is none; `where` says in which file.
    """
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError as error:
        raise ConfigError(f"{name} is no date: {text!r}", hint="write it as 2026-12-31", **where) from error


def apply(findings: Iterable[Finding], waivers: Iterable[Waiver], today: datetime.date | None) -> list[Finding]:
    """Return the findings with `waiver` filled where one covers them. Expired ones cover nothing; nothing is left out.

    Args: findings, waivers. today: the day that expiry is judged by, None: not at all.
    """
    by = {w.fingerprint: w for w in waivers if not w.expired(today)}
    return [replace(f, waiver=w.note()) if (w := by.get(f.fingerprint)) and w.covers(f) else f for f in findings]
