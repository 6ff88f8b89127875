"""The relations and flags of a fixture: fixtures/source/*.ties to rows of gold.

A line is `R04 rate truncated numerator=xn denominator=xd reported=xr | why`, with the keys of marks, or
`flag 1 RAT,GRN warning must of=R04,R06 at=wt | why`. In cross.ties a key is `report:key`.
"""

from __future__ import annotations

import re
from decimal import Decimal

_TIE = re.compile(r"(R\d+) (\w+) (\w+) (.+?) \| (.+)")
_FLAG = re.compile(r"flag (\d+) ([A-Z,]+) (error|warning) (must|optional) (.+?) \| (.+)")
_SEVERITY = {
    "mismatch": "error", "impossible": "warning", "truncated": "warning", "suspicious": "warning",
    "ambiguous_basis": "warning",
}  # fmt: skip


def read_ties(lines: list[str], report: str, places: dict[str, dict]) -> tuple[list[dict], list[dict]]:
    """Read the relations and flags of one report.

    Args:
        lines: of the file.
        report: its id, `cross` for relations of many reports.
        places: key (or `report:key`) to what the gold says of the mark: id, report, start, end, text, value, …
    Returns:
        rows of relations.jsonl and rows of flags.jsonl.
    Raises:
        ValueError: a line that is not understood; a key that is not marked; a relation that is not there.
    """
    relations: dict[str, dict] = {}
    flags = []
    for line in filter(None, map(str.strip, lines)):
        if tie := _TIE.fullmatch(line):
            name, kind, verdict, said, why = tie.groups()
            members = _members(said, report, places)
            relations[name] = {
                "id": f"{report}-{name}", "report": report, "kind": kind, "members": members,
                "arithmetic": arithmetic(kind, members, places), "verdict": verdict, "explanation": why,
                "severity": _SEVERITY.get(verdict, "info"),
            }  # fmt: skip
        elif flag := _FLAG.fullmatch(line):
            number, families, level, must, said, why = flag.groups()
            parts = dict(part.split("=") for part in said.split())
            of = [relations[name] for name in parts.get("of", "").split(",") if name]
            spans = [(m["report"], m["start"], m["end"]) for r in of for m in r["members"]]
            spans += [_span(places[_full(key, report)]) for key in parts.get("at", "").split(",") if key]
            flags.append({
                "id": f"{report}-{number}", "report": report, "relations": [r["id"] for r in of],
                "families": families.split(","), "level": level, "must": must == "must",
                "spans": [dict(zip(("report", "start", "end"), s, strict=True)) for s in dict.fromkeys(spans)],
                "why": why,
            })  # fmt: skip
        else:
            raise ValueError(f"{report}: not understood: {line}")
    return list(relations.values()), flags


def _members(said: str, report: str, places: dict[str, dict]) -> list[dict]:
    members = []
    for part in said.split():
        role, _, keys = part.partition("=")
        for key in keys.split(","):
            place = places[_full(key, report)]
            members.append({k: place[k] for k in ("id", "report", "start", "end", "text")} | {"role": role})
    return members


def _full(key: str, report: str) -> str:
    return key if ":" in key else f"{report}:{key}"


def _span(place: dict) -> tuple[str, int, int]:
    return place["report"], place["start"], place["end"]


def arithmetic(kind: str, members: list[dict], places: dict[str, dict]) -> str:
    """What a reader can redo.

    Args:    kind; members: of the relation; places: as above, for the values.
    Returns: a line such as `41/53 = 77.358%; printed 77.35%`; of relations without arithmetic the texts.
    """
    by_id = {p["id"]: p for p in places.values() if p["id"]}
    of: dict[str, list[Decimal]] = {}
    for m in members:
        value = by_id[m["id"]]["value"] if m["id"] else None
        if value is not None:
            of.setdefault(m["role"], []).append(Decimal(str(value)))
    printed = "; printed " + "".join(m["text"] for m in members if m["role"] == "reported")
    if kind == "rate" and of.get("numerator") and of.get("denominator") and len(of["denominator"]) == 1:
        top, base = sum(of["numerator"]), of["denominator"][0]
        return f"{top}/{base} = {top / base * 100:.3f}%{printed}"
    if kind in ("sum", "balance") and "part" in of:
        parts = " + ".join(map(str, of["part"]))
        return f"{parts} = {sum(of['part'])}; stated {of['total'][0]}"
    if kind == "subset" and "part" in of:
        return f"{max(of['part'])} of {of['total'][0]}"
    if kind == "order":
        return f"{of['earlier'][0]} then {of['later'][0]}"
    if kind == "year_on_year" and "current" in of and "delta" in of:
        now, more = of["current"][0], of["delta"][0]
        return f"{more}/({now} - {more}) = {more / (now - more) * 100:.3f}%{printed}"
    return "; ".join(f"{m['role']} {m['text']}" for m in members)[:200]
