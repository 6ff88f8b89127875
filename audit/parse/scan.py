"""Normalised text -> figures and the ledger of every other numeral, in one pass, as columns."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.parse import arabic, chinese, hedging, numerals, spans, tabular
from audit.parse.columns import Scan
from audit.parse.grammar import DATE, NOISE, NUMERAL, SPAN, UNIT, Grammar, grammar
from audit.parse.reader import Reader
from audit.read.structure import META, Structure

# Around a Chinese digit that counts nothing: what makes it a list number, and what calls for a closer look. All else
# is an idiom.
_LISTS = dict.fromkeys([a + b for a in "。；;，,：:、\n \t.”）)！？*" for b in "是要"] + ["（）", "()"], "list number")
_OPEN_BEFORE = frozenset(("第", "（", "(", "数", "几", ""))
_OPEN_AFTER = frozenset("是要、.．至到—-~～)）")
_CENTURIES = ("19", "20")
_YEAR_WORDS = ("年", "年度")
_NOWHERE = (1 << 62, 1 << 62, -1)
_PLAIN_SCALES = {"万": 10**4, "亿": 10**8}
# A character before an Arabic numeral that calls for a closer look: a sign, a letter, 第, 每, 届, 上午. So does the
# last character of each hedge.
_ODD_BEFORE = "第每届午上晨早晚-+.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def scan(text: str, layout: Structure) -> Scan:
    """Read every numeral of a text.

    Args:    text: normalised text; layout: its structure (tables, metadata, list markers).
    Returns: figures, ledger and date parts; each numeral of the text is in exactly one of figures and ledger.
    """
    r = Reader(text, layout, grammar())
    _run(r, 0, len(text), _zones(layout))
    return r.finish()


def _zones(layout: Structure) -> list[tuple[int, int, int]]:
    """(start, end, table or -1) of each block that is not read as prose, in order; the last is behind every text."""
    zones = [(a, b, -1) for a, b, kind in zip(layout.starts, layout.ends, layout.kinds, strict=True) if kind == META]
    zones += [(table.start, table.end, t) for t, table in enumerate(layout.tables)]
    zones.sort()
    zones.append(_NOWHERE)
    return zones


def _run(r: Reader, start: int, end: int, zones: list[tuple[int, int, int]]) -> None:
    """Read the numerals of text[start:end].

    The common cases are settled here: an Arabic numeral with its unit, a year, a Chinese numeral that counts nothing,
    a title. All else is called.
    """
    text, g, dates = r.text, r.g, r.dates
    finditer, kind_of, scales = g.pattern.finditer, g.kind, _PLAIN_SCALES
    opening, digit_in, short = spans.REASONS, spans.digit_in, spans.SHORT
    lists, open_before, open_after, markers = _LISTS, _OPEN_BEFORE, _OPEN_AFTER, r.markers
    value, scaled = numerals.arabic, numerals.scaled
    add, note = r.figures.append, r.ledger.append
    odd, hedge_ends, hedged = _odd(g), g.before, hedging.before
    zone = 0
    zone_start = zones[0][0]
    grids: dict[int, tabular.Grid] = {}
    resume = start
    while resume >= 0:
        position, resume = resume, -1
        for m in finditer(text, position, end):
            s, e = m.span()
            if s >= zone_start:
                while s >= zones[zone][1]:
                    zone += 1
                zone_start = zones[zone][0]
                stop = _in_zone(r, m, zones[zone], grids) if s >= zone_start else None
                if stop is not None:
                    if stop:
                        resume = stop
                        break
                    continue
            closed = m.lastindex
            if closed == UNIT:
                numeral, scale, unit = m.group(1, 2, 7)
                c0 = text[s - 1]
                if c0 == " ":
                    c0 = text[s - 2]
                if (
                    numeral < ":"
                    and (c0 not in odd or (c0 in hedge_ends and not hedged(g, text, s)))
                    and (scale is None or scale in scales)
                    and e - s < 30  # a longer match is looked at more closely
                ):
                    if numeral.isdigit():
                        num = int(numeral)
                        dec = printed = step = 0
                    else:
                        num, printed = value(numeral)
                        dec, step = printed, 1 if printed else 0
                    if scale is not None:
                        num, dec, step = scaled(num, printed, scales[scale])
                    add((s, e, num, dec, num, num, step, printed, unit, kind_of[unit], "", None))
                    continue
            elif closed == NOISE:
                if e - s == 1:
                    around = text[s - 1 : e + 1 : 2]
                    reason = lists.get(around)
                    if reason is None and around[:1] not in open_before and around[1:] not in open_after:
                        reason = "idiom"
                    if reason:
                        note((s, e, reason))
                        continue
            elif closed == DATE:
                numeral, scale, word = m.group(1, 2, 6)
                year = len(numeral) == 4 and numeral[:2] in _CENTURIES and word in _YEAR_WORDS
                if year and scale is None and text[s - 1] not in odd:
                    note((s, s + 4, "year"))
                    dates.append((s, s + 4, "year", int(numeral)))
                    continue
            elif closed == SPAN:
                reason = opening.get(text[s])
                if reason is not None and (reason != "quoted name" or (e - s <= short and not digit_in(text, s, e))):
                    note((s, e, reason))
                    continue
            elif closed == NUMERAL and s in markers:
                note((s, m.end(NUMERAL), "list number"))
                continue
            stop = _read(r, m, zones)
            if stop:
                resume = stop
                break


def _read(r: Reader, m: re.Match, zones: list[tuple[int, int, int]]) -> int:
    """Read a match that the short path leaves; returns where to go on if not at its end, else 0."""
    closed = m.lastindex
    if closed == SPAN:
        if not spans.read(r, m):
            _run(r, m.start() + 1, m.end() - 1, zones)
        return 0
    if m[NUMERAL] < ":":
        return arabic.read(r, m)
    return chinese.read(r, m)


def _in_zone(r: Reader, m: re.Match, zone: tuple[int, int, int], grids: dict[int, tabular.Grid]) -> int | None:
    """Read a numeral of the metadata block or of a table; None: it stands in running text of a cell."""
    t = zone[2]
    if t >= 0:
        grid = grids.get(t)
        if grid is None:
            grid = grids[t] = tabular.Grid(r.text, r.layout.tables[t], r.g.value_pattern)
        return tabular.read(r, m, t, grid)
    before = len(r.figures)
    stop = _read(r, m, [_NOWHERE])
    for row in r.figures[before:]:
        r.note(row[0], row[1], "metadata")
        r.fraction.pop(before, None)
    del r.figures[before:]
    return stop


@lru_cache(maxsize=4)
def _odd(g: Grammar) -> frozenset[str]:
    return frozenset(_ODD_BEFORE) | frozenset(g.before)
