"""What a report says of the year before, against what the report of that year said: one finding a pair of values.

Only what both reports name alike is compared: figures of whole years that a change is stated of, or a total, and the
carry-over rows of the disclosure tables, where 结转下年度 of one year is 上年结转 of the next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.compare.naming import names_of
from audit.explain.findings import Lines
from audit.model import Audited, Finding, Parsed, Place

CODE = "XDR102"
NOW, BEFORE = "now", "before"
_BEFORE = frozenset(("上年", "去年", "上年度", "去年度", "上年同期", "去年同期"))
_SCOPE = re.compile(r"^(?:全[省市县区乡镇州盟旗]|[本我][省市县区乡镇])")
_REVISED = re.compile(r"调整后|修订|核减|核增|口径|可比|重新核定|更正")
_CARRIED, _LEFT = re.compile(r"上年(?:度)?结转"), re.compile(r"结转下(?:一)?年")
_SAID = ("current", "total")
SHORTEST = 3  # characters of a label that can be told from another


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantity that one report states of one year, as far as another report needs to know it."""

    document: str
    path: str
    sha256: str
    title: str
    signature: str
    place: str
    year: int  # that the value is of
    genre: str
    said: str  # NOW: by the report of that year; BEFORE: by that of the next
    label: str
    unit: str
    low: int  # the value's rounding band, at 10**dec
    high: int
    dec: int
    text: str
    places: tuple[Place, ...]
    line: int
    column: int


def statements_of(document: Audited, signature: str) -> Iterator[Statement]:
    """Yield what one report states of its own year, and of the one before.

    Args:    document: an audited report; signature: of its figures, as for copies.
    Returns: nothing of a report without a place, or a year, or of part of a year.
    """
    parsed = document.parsed
    if not parsed.place or parsed.year is None:
        return
    lines: Lines | None = None
    f = parsed.figures
    for said, i, label in _said(parsed):
        if f["hedge"][i] or f["kind"][i] == "fraction" or f["num"][i] < 0:
            continue
        odd = f["step"][i] & 1
        num, step = f["num"][i] * (10 if odd else 1), f["step"][i] * (10 if odd else 1)
        half = step // 2 if step > 1 else 0
        lines = lines or Lines(parsed.source)
        line, column = lines(f["start"][i])
        place = Place(
            parsed.path, f["start"][i], f["end"][i], "later" if said == BEFORE else "earlier", f["id"][i], f["text"][i]
        )
        yield Statement(
            document.id, parsed.path, parsed.sha256, parsed.title, signature, parsed.place,
            parsed.year - (said == BEFORE), parsed.genre, said, label, f["unit"][i], num - half, num + half,
            f["dec"][i] + odd, f["text"][i], (place,), line, column,
        )  # fmt: skip


def _said(parsed: Parsed) -> Iterator[tuple[str, int, str]]:
    """Yield (NOW or BEFORE, figure, label), a figure once."""
    f, year = parsed.figures, parsed.year
    if year is None:
        return
    whole = {f"{year}年", ""}
    seen: set[tuple[str, int]] = set()
    for r in parsed.relations:
        by_role = dict(r.members)
        now = next((by_role[role] for role in _SAID if role in by_role), None)
        if now is None or f["period"][now] not in whole or f["cell"][now] is not None:
            continue
        label = _plain(f["label"][now])
        if len(label) < SHORTEST:
            continue
        before = by_role.get("previous") if r.kind == "year_on_year" else None
        if before is not None and not _of_last_year(parsed, before, year):
            before = None
        for said, i in ((NOW, now), (BEFORE, before)):
            if i is not None and (said, i) not in seen:
                seen.add((said, i))
                yield said, i, label
    for i, cell in enumerate(f["cell"]):
        words = f["label"][i]
        if cell is None or "结转" not in words:
            continue
        column = words.rpartition("·")[2]
        if _CARRIED.search(words):
            yield BEFORE, i, f"结转·{column}"
        elif _LEFT.search(words):
            yield NOW, i, f"结转·{column}"


def _of_last_year(parsed: Parsed, i: int, year: int) -> bool:
    """Is a figure plainly said of the whole year before, with no word of a revision in its sentence?"""
    f = parsed.figures
    if f["period"][i] not in _BEFORE and f["period"][i] != f"{year - 1}年":
        return False
    start, end = f["start"][i], f["end"][i]
    left = max(parsed.source.rfind(c, 0, start) for c in "。；\n")
    stop = min((at for c in "。；\n" if (at := parsed.source.find(c, end)) >= 0), default=len(parsed.source))
    return not _REVISED.search(parsed.source[left + 1 : stop])


def _plain(label: str) -> str:
    """A label without the words that say no more than where."""
    return _SCOPE.sub("", label)


def restated_across(rows: Sequence[Statement], lang: str, first: int) -> tuple[list[dict], list[Finding]]:
    """Set what a report says of last year beside what last year's report said.

    Args:    rows: statements of distinct reports; lang: of the messages; first: number of the first relation.
    Returns: relations (kind repeat) and a finding where no value is both; none where either report says it twice.
    """
    from expectations.arithmetic.judging import judge_row, kind_of
    from expectations.arithmetic.verdicts import unpack
    from expectations.catalogue import rule_of

    groups: dict[tuple, dict[str, list[Statement]]] = {}
    for row in rows:
        key = (row.place, row.genre, row.year, row.label, row.unit)
        groups.setdefault(key, {NOW: [], BEFORE: []})[row.said].append(row)
    relations: list[dict] = []
    findings = []
    for key, group in sorted(groups.items()):
        earlier, later = _one(group[NOW]), _one(group[BEFORE])
        if earlier is None or later is None or earlier.document == later.document:
            continue
        dec = max(earlier.dec, later.dec)
        a, b = ([x * 10 ** (dec - s.dec) for x in (s.low, s.high)] for s in (later, earlier))
        verdict, how = unpack(judge_row(kind_of("repeats"), {"a_lo": a[0], "a_hi": a[1], "b_lo": b[0], "b_hi": b[1]}))
        label, places = key[3], later.places + earlier.places
        sign = "=" if verdict == "ties" else "≠"
        formula = f"{later.text} {sign} {earlier.text}"
        number = f"x{first + len(relations)}"
        relations.append({
            "id": number, "kind": "repeat", "check": CODE, "verdict": verdict, "how": how, "label": label,
            "year": earlier.year, "genre": earlier.genre, "formula": formula, "power": 1.0, "chance": 0.0,
            "members": [
                {"figure": p.figure, "path": p.path, "start": p.start, "end": p.end, "role": p.role} for p in places
            ],
        })  # fmt: skip
        if verdict != "breaks":
            continue
        rule = rule_of(CODE)
        where = f"{earlier.place}{earlier.year}年" if lang == "zh" else f"{earlier.place} {earlier.year}: "
        message = rule.message[lang].format(
            label=where + label,
            reported=later.text, expected=earlier.text, formula=formula, detail=_detail(earlier, later, lang),
        )  # fmt: skip
        stem = f"{CODE}|{'|'.join(map(str, key))}|{later.text}|{earlier.text}"
        findings.append(Finding(
            CODE, rule.name, rule.severity, "", later.path, later.places[0].start, later.places[0].end, later.line,
            later.column, places, message, rule.help[lang], formula, later.text, earlier.text, label, number, how,
            fingerprint=hashlib.sha256(stem.encode()).hexdigest()[:20],
        ))  # fmt: skip
    return relations, findings


def _one(rows: Sequence[Statement]) -> Statement | None:
    """The one value that is stated; None where there is none, or where one report states several."""
    values = {(row.document, row.low, row.high, row.dec) for row in rows}
    return rows[0] if len(values) == 1 else None


def _detail(earlier: Statement, later: Statement, lang: str) -> str:
    """Which report says which."""
    new, old = names_of((later, earlier), by_file=True)
    return f"（{new} 所引；{old} 原载）" if lang == "zh" else f" (as {new} quotes it; as {old} gave it)"
