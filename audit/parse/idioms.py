"""Chinese numerals that count nothing: list numbers, ordinals, names, vague numbers, idioms."""

from __future__ import annotations

import re

from audit.parse.grammar import CN
from audit.parse.numerals import integer
from audit.parse.reader import Reader

_POINTS = frozenset("。；;，,：:、\n \t　.”）)！？*")
_JOINTS = frozenset("、和及至—-")
_RANGE_SIGNS = frozenset("至到—-～~")
_MULTIPLIERS = frozenset("十百千万亿")
_VAGUE = re.compile("一两|两三|三两|二三|三四|三五|四五|五六|六七|七八|八九")


def is_vague(numeral: str) -> bool:
    """两三, 七八十, 十七八: neighbouring digits that name no number."""
    return (
        len(numeral) > 1
        and _VAGUE.search(numeral) is not None
        and (len(numeral) == 2 or not _MULTIPLIERS.isdisjoint(numeral))
        and integer(numeral) is None
    )


def is_ordinal(r: Reader, s: int) -> bool:
    """Whether 第 stands before a numeral, or before the ordinal that it goes on from: 第一、二批."""
    c0 = r.text[s - 1 : s]
    return c0 == "第" or (c0 in _JOINTS and bool(r.ledger) and r.ledger[-1][1:] == (s - 1, "ordinal"))


def may_open_range(text: str, e: int) -> bool:
    """Whether a sign and another Chinese numeral follow: 三至五件."""
    return text[e : e + 1] in _RANGE_SIGNS and text[e + 1 : e + 2] != "" and text[e + 1] in CN


def _is_listed(r: Reader, s: int, e: int, c0: str, nxt: str) -> bool:
    """一、 （二） 三是 四要."""
    bracket = c0 in "（(" and (s - 1 in r.markers or nxt in "）)")
    return s in r.markers or bracket or (nxt in "是要" and e - s <= 2 and c0 in _POINTS)


def note(r: Reader, s: int, e: int) -> None:
    """Enter a Chinese numeral that nothing countable follows in the ledger.

    Args:    r: the scan so far; s, e: its span.
    """
    text, numeral = r.text, r.text[s:e]
    c0, nxt = text[s - 1 : s] or "\n", text[e : e + 1] or "\n"
    if is_ordinal(r, s):
        reason = "ordinal"
    elif _is_listed(r, s, e, c0, nxt):
        reason = "list number"
    elif numeral in r.g.numeral_names:
        reason = "name"
    elif (c0 in "数几" and numeral[0] in "十百千万亿") or is_vague(numeral):
        reason = "indefinite"
    else:
        reason = "bare number" if e - s > 1 and integer(numeral) is not None else "idiom"
    r.note(s, e, reason)
