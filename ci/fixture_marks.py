"""The markup of fixtures/source: a report in which every figure stands between ⟦ and ⟧.

`⟦53件⟧` is a figure, `⟦xd=53件⟧` one that a relation names, `⟦~321⟧` a numeral that is part of a name,
`⟦#wt=二、存在的问题⟧` a stretch of text that a relation or a flag points at, `⟦41.26@万吨⟧` a cell whose unit stands in
the head of its column. Marks nest. Of a page, tags before and
after the figure may stand inside the marks; the figure is what is between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

_OPEN = re.compile(r"⟦(#)?(?:([a-z][a-z0-9]*)=)?(~)?")
_TAGS_BEFORE = re.compile(r"(?:<[^>]*>)+")
_TAGS_AFTER = re.compile(r"(?:<[^>]*>)+\Z")
_FIGURE = re.compile(
    r"(?P<none>无)?(?P<number>-?\d+(?:\.\d+)?|[一二两三四五六七八九十]+)(?P<odd>余)?(?P<scale>[万亿])?(?P<unit>\D*)"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_KINDS = {"%": "percent", "元": "money", "吨": "weight", "年": "duration", "周": "duration"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch: `kind` is `figure`, `name` or `span`; `start` and `end` are positions in the clean text."""

    key: str | None
    kind: str
    start: int
    end: int
    text: str
    unit: str = ""


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """Take the marks out of a text.

    Args:    marked: the text with marks.
    Returns: the text without them, and the marks in order of their start.
    Raises:  ValueError: marks that are not closed, or a key that stands twice.
    """
    clean: list[str] = []
    length, at = 0, 0
    opened: list[tuple[str | None, str, int]] = []
    marks: list[Mark] = []
    for sign in re.finditer(r"⟦|(?:@([^⟦⟧@\s]+))?⟧", marked):
        clean.append(marked[at : sign.start()])
        length += sign.start() - at
        if sign.group() == "⟦":
            head = _OPEN.match(marked, sign.start())
            assert head is not None
            opened.append((head[2], "span" if head[1] else "name" if head[3] else "figure", length))
            at = head.end()
            continue
        at = sign.end()
        key, kind, start = opened.pop() if opened else (None, "", -1)
        if start < 0:
            raise ValueError(f"⟧ without ⟦ at {sign.start()}")
        marks.append(_mark("".join(clean), key, kind, start, length, sign[1] or ""))
    if opened:
        raise ValueError(f"⟦ is not closed: {opened[-1]}")
    clean.append(marked[at:])
    keys = [m.key for m in marks if m.key]
    if twice := {k for k in keys if keys.count(k) > 1}:
        raise ValueError(f"keys that stand twice: {sorted(twice)}")
    return "".join(clean), sorted(marks, key=lambda m: (m.start, -m.end))


def _mark(text: str, key: str | None, kind: str, start: int, end: int, unit: str) -> Mark:
    if kind != "span":
        before, after = _TAGS_BEFORE.match(text, start, end), _TAGS_AFTER.search(text, start, end)
        start = before.end() if before else start
        end = after.start() if after else end
    return Mark(key, kind, start, end, text[start:end], unit)


def figure(mark: Mark, before: str = "") -> dict[str, object]:
    """What a marked figure says.

    Args:    mark: of a figure or a name; before: the character before it, which may be 约.
    Returns: value (a number, None of a name), unit, kind, hedge, decimals.
    Raises:  ValueError: a figure that is not understood.
    """
    if mark.kind == "name":
        return {"value": None, "unit": "", "kind": "name_number", "hedge": None, "decimals": 0}
    text = unescape(re.sub(r"<[^>]*>|[\s,]", "", mark.text)) + mark.unit
    read = _FIGURE.fullmatch(text)
    if not read:
        raise ValueError(f"no figure: {mark.text}")
    number, unit = read["number"], read["unit"]
    value = Decimal(0) if read["none"] else Decimal(number) if number[-1].isdigit() else Decimal(_chinese(number))
    value *= {"万": 10**4, "亿": 10**8}.get(read["scale"], 1)
    return {
        "value": int(value) if value == int(value) else float(value),
        "unit": unit,
        "kind": _KINDS.get(unit, "count"),
        "hedge": "余" if read["odd"] else "约" if before == "约" else None,
        "decimals": len(number.partition(".")[2]),
    }


def _chinese(number: str) -> int:
    """Up to 九十九."""
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS[number]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
