"""Plain comparisons of whole numbers: counts, lists, dates, hedges, marks."""

from __future__ import annotations

from typing import Any

from expectations.arithmetic.columns import one_in, share
from expectations.arithmetic.kind import Case, Kind

ROUND_NUMBER, APPROXIMATE = 1, 2  # 余 多 近 need a round number; 约 左右 allow a few digits
FREE_BELOW = 10  # 几 and 余 after a single digit are idiom (5余件)
EXACT_DIGITS = 5  # 约71013 states five significant digits: that is no approximation


def hedge_cases(c: Any) -> list[Case]:
    """A hedge says that the figure is not exact, so the figure must not be exact to the unit.

    Args: c: columns value unit digits hedge. Returns: the cases in order.
    """
    to_the_unit = c.unit == 1
    return [
        Case("breaks", "unround", (c.hedge == ROUND_NUMBER) & to_the_unit & (c.value > FREE_BELOW)),
        Case("breaks", "unround", (c.hedge == APPROXIMATE) & to_the_unit & (c.digits >= EXACT_DIGITS)),
    ]


def _certain(c: Any, column: str) -> Any:
    """Return 1.0 a row: any other value would have broken."""
    return one_in(0 * getattr(c, column))


KINDS = [
    Kind(
        name="enumerations",
        columns={"announced": "how many the text announces", "listed": "how many it lists"},
        products=(("announced",), ("listed",)),
        cases=lambda c: [Case("ties", "exact", c.announced == c.listed)],
        otherwise=("breaks", "differs"),
        expected=lambda c: (c.listed, c.listed, c.listed == c.listed),
        power=lambda c: _certain(c, "listed"),
        show=lambda row: f"announced {row['announced']}, listed {row['listed']}",
    ),
    Kind(
        name="counts",
        columns={"found": "how many there are", "expected": "how many there should be"},
        products=(("found",), ("expected",)),
        cases=lambda c: [Case("ties", "exact", c.found == c.expected)],
        otherwise=("breaks", "differs"),
        expected=lambda c: (c.expected, c.expected, c.expected == c.expected),
        power=lambda c: _certain(c, "found"),
        show=lambda row: f"found {row['found']}, expected {row['expected']}",
    ),
    Kind(
        name="dates",
        columns={"earlier": "day ordinal", "later": "day ordinal"},
        products=(("earlier",), ("later",)),
        cases=lambda c: [Case("ties", "within", c.earlier <= c.later)],
        otherwise=("breaks", "out_of_order"),
        expected=lambda c: (c.earlier, c.earlier, c.earlier == c.earlier),
        power=lambda c: one_in(c.later - c.earlier),
        show=lambda row: f"{_day(row['earlier'])}, then {_day(row['later'])}",
        tell=lambda _, value: _day(value),
    ),
    Kind(
        name="hedges",
        columns={
            "value": "the hedged figure, as printed in base units",
            "unit": "place value of its last non-zero digit: 369 -> 1, 800 -> 100",
            "digits": "its significant digits: 369 -> 3, 71013 -> 5",
            "hedge": "1: 余, 多, 近 and the like; 2: 约, 左右 and the like",
        },
        choices={"hedge": (ROUND_NUMBER, APPROXIMATE)},
        positive=("unit", "digits"),
        products=(("value",), ("unit",)),
        cases=hedge_cases,
        otherwise=("ties", "hedged"),
        expected=lambda c: (c.value, c.value, c.value != c.value),
        power=lambda c: _certain(c, "value"),
        show=lambda row: f"{row['value']} is exact to {row['unit']}, {row['digits']} significant digits",
    ),
    Kind(
        name="marks",
        columns={"flag": "0 ties, 1 breaks; found upstream"},
        choices={"flag": (0, 1)},
        products=(("flag",),),
        cases=lambda c: [Case("ties", "exact", c.flag == 0)],
        otherwise=("breaks", "marked"),
        expected=lambda c: (c.flag, c.flag, c.flag != c.flag),
        power=lambda c: share(1 + 0 * c.flag, 1),
        show=lambda row: f"flag {row['flag']}",
    ),
]


def _day(ordinal: int) -> str:
    """Write a day ordinal as a date, or as it is where no calendar reaches."""
    from datetime import date

    return date.fromordinal(ordinal).isoformat() if 1 <= ordinal <= date.max.toordinal() else str(ordinal)
