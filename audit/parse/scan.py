"""Normalised text -> figures and the ledger of every other numeral, in one pass, as columns."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.parse import arabic, chinese, numerals, spans, tabular
from audit.parse.columns import Scan
from audit.parse.grammar import DATE, NOISE, NUMERAL, SPAN, UNIT, Grammar, grammar
from audit.parse.reader import Reader
from audit.read.structure import META, Structure

# Around a Chinese digit that counts nothing: what says what it is, or, where "", that a closer look is called for. All
# else is an idiom.
_LISTS = dict.fromkeys([a + b for a in "。；;，,：:、\n \t.”）)！？*" for b in "是要"] + ["（）", "()"], "list number")
_BEFORE = {"第": "ordinal"} | dict.fromkeys(("（", "(", "数", "几", "”", "、", "和", "及", ""), "")
_AFTER = dict.fromkeys("是要、.．至到—-~～)）", "") | dict.fromkeys("级审甲线", "level")
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
    read_arabic, read_chinese = arabic.read, chinese.read
    lists, before, after, markers = _LISTS, _BEFORE, _AFTER, r.markers
    value, scaled = numerals.arabic, numerals.scaled
    add, note = r.figures.append, r.ledger.append
    odd, ends, pairs = _odd(g)
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
                at = s
                c0 = text[s - 1]
                if c0 == " ":
                    at = s - 1
                    c0 = text[s - 2]
                digits = numeral.isdigit()
                if (
                    numeral < ":"
                    and (c0 not in odd or (c0 in ends and text[at - 2 : at] not in pairs))
                    and (scale is None or scale in scales)
                    and (digits or s not in markers)
                    and e - s < 30  # a longer match is looked at more closely
                ):
                    if digits:
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
                if s and e - s == 1:
                    around = text[s - 1 : e + 1 : 2]
                    reason = lists.get(around)
                    if reason is None:
                        reason = before.get(around[:1])
                        if reason is None:
                            reason = after.get(around[1:], "idiom")
                    if reason or s in markers:
                        note((s, e, reason or "list number"))
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
            elif closed == NUMERAL and s in markers and m.end(NUMERAL) - s < 3:
                note((s, m.end(NUMERAL), "list number"))
                continue
            if closed == SPAN:
                if not spans.read(r, m):
                    _run(r, s + 1, e - 1, zones)
                continue
            stop = read_arabic(r, m) if text[s] < ":" else read_chinese(r, m)
            if stop:
                resume = stop
                break


def _in_zone(r: Reader, m: re.Match, zone: tuple[int, int, int], grids: dict[int, tabular.Grid]) -> int | None:
    """Read a numeral of the metadata block or of a table; None: it stands in running text of a cell."""
    t = zone[2]
    if t >= 0:
        grid = grids.get(t)
        if grid is None:
            grid = grids[t] = tabular.Grid(r.text, r.layout.tables[t], r.g.value_pattern)
        return tabular.read(r, m, t, grid)
    before, noted = len(r.figures), len(r.ledger)
    if m.lastindex == SPAN:
        spans.note_all(r, *m.span(), "metadata")
        return 0
    stop = arabic.read(r, m) if m[NUMERAL] < ":" else chinese.read(r, m)
    for i in range(before, len(r.figures)):
        r.note(*r.figures[i][:2], "metadata")
        r.fraction.pop(i, None)
        r.upper.pop(i, None)
    del r.figures[before:]
    r.ledger[noted:] = sorted(r.ledger[noted:])
    return stop


@lru_cache(maxsize=4)
def _odd(g: Grammar) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What before an Arabic numeral calls for a closer look.

    Returns: the characters; those of them that only the last two characters of a hedge make odd; such pairs.
    """
    single = {word[-1] for rows in g.before.values() for word, *_ in rows if len(word) == 1}
    ends = frozenset(g.before) - single - frozenset(_ODD_BEFORE)
    pairs = frozenset(word[-2:] for rows in g.before.values() for word, *_ in rows if len(word) > 1)
    return frozenset(_ODD_BEFORE) | frozenset(g.before), ends, pairs
