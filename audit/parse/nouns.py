"""What a number counts with 大 between: 八大领域, 六大攻坚, 10大工程."""

from __future__ import annotations

from audit.parse.grammar import CN
from audit.parse.reader import Reader

_NOT_BIG = frozenset("的会报精以代后前上，,。、；;：:”》）) \n届" + CN[:13])


def big(r: Reader, s: int, end: int, value: int | None) -> None:
    """Read a numeral that 大 follows.

    The span takes in a noun of the lexicon, and two characters before it (五大基本原则). 党的二十大 is a name.

    Args:    r: the scan so far; s, end: the span of the numeral; value: what it says, None where it is no number.
    """
    text = r.text
    nxt = text[end + 1 : end + 2]
    two = value == 2 and text[s] != "二"
    if value is None or not (two or 2 < value <= 12) or not nxt or nxt in _NOT_BIG:
        r.note(s, end, "name")
        return
    at, noun = end + 1, ""
    for skipped in (0, 2):
        noun = next((n for n in r.g.bare_nouns if text.startswith(n, at + skipped)), "")
        if noun:
            at += skipped + len(noun)
            break
    r.figure(s, at, (value, 0, 0), 0, noun or "大", "count")
