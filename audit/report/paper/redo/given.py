"""What a sum is made from, what it is made into, and the pieces that all sums share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.relate.relations import Relation
from expectations.arithmetic.rounding import round_ratio

_WIDE = str.maketrans("０１２３４５６７８９．－−", "0123456789.--")
_DIGITS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
LARGE = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Given:
    """A relation, the figures of its report, and the language of words."""

    relation: Relation
    figures: Mapping[str, Sequence]
    lang: str


@dataclass(frozen=True, slots=True)
class Redo:
    """What a relation's figures give.

    formula: for a spreadsheet, "" where there is nothing to compute; value: what it gives, a number or a word;
    suffix: the unit after the number; decimals: how many to show; text: value and unit as a reader sees them.
    """

    formula: str = ""
    value: Decimal | str = ""
    decimals: int = 0
    suffix: str = ""

    @property
    def text(self) -> str:
        """The value with its unit: 77.36%."""
        if isinstance(self.value, str):
            return self.value
        return f"{self.value:.{self.decimals}f}{self.suffix}"

    @property
    def number(self) -> bool:
        """Is the value a number?"""
        return isinstance(self.value, Decimal)


NOTHING = Redo()


def members(g: Given, *roles: str) -> list[int]:
    """The figures that play one of some roles, in order."""
    return [i for role, i in g.relation.members if role in roles]


def value_of(g: Given, i: int) -> Decimal | None:
    """A figure's exact value; None where it is a fraction without end, or none."""
    text = str(g.figures["value"][i])
    return None if "/" in text or not text else Decimal(text)


def values_of(g: Given, ids: Iterable[int]) -> list[Decimal] | None:
    """The exact values of figures; None where one has none."""
    values = [value_of(g, i) for i in ids]
    exact = [v for v in values if v is not None]
    return exact if len(exact) == len(values) else None


def expression(g: Given, ids: Sequence[int], integer: int) -> tuple[str, int]:
    """Figures added up, as printed, with what they must be multiplied by to be the judged integer.

    Returns: "(3+2)" and the factor; the integer itself and 1 where the printed values do not give it.
    """
    if values := values_of(g, ids):
        total = sum(values, Decimal(0))
        factor = Decimal(integer) / total if total else Decimal(1)
        if factor >= 1 and factor == 10 ** (len(str(int(factor))) - 1) and total * factor == integer:
            text = "+".join(number(v) for v in values)
            return (f"({text})" if len(values) > 1 else text), int(factor)
    return str(integer), 1


def print_unit(g: Given, ids: Iterable[int], integer: int) -> tuple[list[Decimal], int]:
    """Figures as they are printed, all in one unit, where they are so and an integer that was judged is near them.

    Args:    integer: an end of the band that their sum stands for, in the judged integers.
    Returns: 142.55 and 14255000000/142.55 for 142.55 under 亿元: how many of the judged integers' steps one of the
        print is; ([], 0) where the figures are printed in different units, or none.
    """
    out: list[Decimal] = []
    worth = Decimal(0)
    total = Decimal(0)
    for i in ids:
        value = value_of(g, i)
        m = _DIGITS.match(re.sub(r"[\s,，]", "", str(g.figures["text"][i]).translate(_WIDE)))
        if value is None or m is None or not Decimal(m[0]) or value / Decimal(m[0]) * Decimal(m[0]) != value:
            return [], 0
        if worth and value / Decimal(m[0]) != worth:
            return [], 0
        worth = value / Decimal(m[0])
        total += value
        out.append(Decimal(m[0]))
    if not worth or not total:
        return [], 0
    # the frame's integers are the values times a power of ten
    for shift in range(13):
        scaled = worth * 10**shift
        if scaled == int(scaled) and abs(integer - total * 10**shift) * 2 <= abs(total) * 10**shift:
            return out, int(scaled)
    return [], 0


def number(value: Decimal) -> str:
    """A decimal without exponent, negative ones in brackets."""
    text = format(value, "f")
    return f"({text})" if value < 0 else text


def quotient(top: str, bottom: str, per: int, decimals: int) -> str:
    """top * per / bottom, rounded; multiplied first, so that a half in the last place stays a half."""
    times = f"*{per}" if per != 1 else ""
    return f"ROUND({top}{times}/{bottom},{decimals})"


def rounded(num: int, den: int, decimals: int, per: int) -> Decimal:
    """per * num / den at some decimals, half up, exact."""
    return Decimal(round_ratio(num, den, decimals, per)).scaleb(-decimals)


def between(low: tuple[str, Decimal], high: tuple[str, Decimal] | None, decimals: int, suffix: str) -> Redo:
    """An interval: both ends as a live text; a single number where they print alike."""
    if high is not None and low[1] == high[1]:
        return Redo(f"={low[0]}", low[1], decimals, suffix)
    shape = "0." + "0" * decimals if decimals else "0"
    if high is None:
        sign = "≥"
        return Redo(
            f'="{sign}"&TEXT({low[0]},"{shape}")&"{suffix}"', f"{sign}{low[1]:.{decimals}f}{suffix}", decimals, suffix
        )
    formula = f'=TEXT({low[0]},"{shape}")&"~"&TEXT({high[0]},"{shape}")&"{suffix}"'
    return Redo(formula, f"{low[1]:.{decimals}f}~{high[1]:.{decimals}f}{suffix}", decimals, suffix)


def decimals_of(value: Decimal) -> int:
    """How many decimals a value has."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if value and isinstance(exponent, int) else 0


def large_unit(g: Given, i: int) -> tuple[str, int]:
    """The large unit a figure is printed in: 万, 亿, or none."""
    text = str(g.figures["text"][i])
    for large in ("亿", "万"):
        if large in text and any(c.isdigit() for c in text.split(large)[0]):
            return large, LARGE[large]
    return "", 1


def verdict(condition: str, truth: bool, words: tuple[str, str]) -> Redo:
    """A comparison, live, and the word it gives."""
    return Redo(f'=IF({condition},"{words[0]}","{words[1]}")', words[0] if truth else words[1])
