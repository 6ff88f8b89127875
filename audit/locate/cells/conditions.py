"""What a repair must leave as it is: the comparisons of a rule's `where` that name a number."""

from __future__ import annotations

import re
from fractions import Fraction

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|「[^」]*」")
_SIGNS = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!="}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OP = r"(==|!=|<=|>=|=|<|>|≤|≥|≠)"
_NUMBER = r"([+-]?[0-9]+(?:\.[0-9]+)?)%?"
# a name ends where the next character cannot be part of one
_END = r"(?![^\s=<>!≤≥≠()\[\],，`])"
_START = r"(?<![^\s=<>!≤≥≠()\[\],，`])"


def bounds_of(name: str, where: str) -> list[tuple[str, Fraction]] | None:
    """Find how a condition compares a column with numbers.

    Args:    name: of a column; where: the condition.
    Returns: (operator, number) of each comparison, the column on its left; empty where it is not named; None where it
             is named in another way (in a list, against another column): then no repair may touch it.
    """
    bare = _QUOTED.sub('""', where)
    if name not in bare:
        return []
    word = f"{_START}`?{re.escape(name)}`?{_END}"
    named = len(re.findall(word, bare))
    found = [(_SIGNS.get(op, op), Fraction(n)) for op, n in re.findall(rf"{word}\s*{_OP}\s*{_NUMBER}{_END}", bare)]
    for n, op in re.findall(rf"{_START}{_NUMBER}\s*{_OP}\s*{word}", bare):
        op = _SIGNS.get(op, op)
        found.append((_TURNED.get(op, op), Fraction(n)))
    return found if len(found) == named else None
