"""Opaque spans: titles, names in quotes, the year of a document number. Only in quotes may a figure stand."""

from __future__ import annotations

import re

from audit.parse import arabic, dates
from audit.parse.grammar import AFTER, CN, DATE, NUMERAL, UNIT
from audit.parse.reader import Reader

SHORT = 26  # characters with both marks; what is longer is a sentence in quotes
# What the first character of a span says of it as a whole. A name of the lexicon starts with its numeral; straight
# quotes, which are matched whatever they hold, are not among them.
REASONS = {"《": "title", "〈": "title", "〖": "title", "〔": "document number", "[": "document number"}
REASONS |= dict.fromkeys("“‘「", "quoted name") | dict.fromkeys(CN, "name")
digit_in = re.compile("[0-9]").search
_NUMERAL = re.compile(rf"[0-9{CN}]").search
_NUMERALS = re.compile(rf"[0-9]+|[{CN}]+").finditer


def read(r: Reader, m: re.Match) -> bool:
    """Read an opaque span: a title or a quoted name without digits is one row of the ledger, its marks included.

    Args:    r: the scan so far; m: a match of the grammar's pattern whose SPAN group closed last.
    Returns: whether the numerals inside are settled; False: the span is prose after all, to be read as such.
    """
    s, e = m.span()
    reason = REASONS.get(r.text[s], "quoted name")
    if reason != "quoted name":
        r.note(s, e, reason)
    elif e - s > SHORT:
        return False
    elif digit_in(r.text, s, e):
        _quoted(r, s, e)
    elif _NUMERAL(r.text, s, e):
        r.note(s, e, reason)
    return True


def note_all(r: Reader, s: int, e: int, reason: str) -> None:
    """Enter every numeral of a span."""
    for m in _NUMERALS(r.text, s, e):
        r.note(*m.span(), reason)


def _quoted(r: Reader, s: int, e: int) -> None:
    """“321”机制 is a name, “4枚印章” a figure: an Arabic numeral with a unit counts in quotes too."""
    text = r.text
    settled = s
    for m in r.g.pattern.finditer(text, s + 1, e - 1):
        a, b = m.span()
        if a < settled:
            continue
        numeral = m[NUMERAL]
        c0, c1 = text[a - 1], text[b]
        joined = c0 in "+-×/." or c1 in "+-×/." or (c0.isascii() and c0.isalpha())
        if joined or not "0" <= numeral[0] <= "9":
            r.note(a, b, "quoted name")
        elif m.lastindex in (UNIT, AFTER):
            settled = arabic.read(r, m)
        elif m.lastindex == DATE and m.end(NUMERAL) == b - len(m[DATE]) and dates.YEAR.fullmatch(numeral):
            dates.year(r, a, m.end(NUMERAL), numeral)
        else:
            r.note(a, arabic.cover(text, m.end(NUMERAL), b), "quoted name")
