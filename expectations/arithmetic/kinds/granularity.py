"""Granularity: can any integer numerator on that base print so? (GRIM)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from expectations.arithmetic.attainable import attained
from expectations.arithmetic.columns import half_up, share
from expectations.arithmetic.kind import Case, Kind
from expectations.arithmetic.kinds.rates import PRINT, span
from expectations.arithmetic.predicates import rounds_half_even, rounds_half_up, truncates
from expectations.arithmetic.rounding import printed

SEARCHED = ("", "exact", "half_up", "half_even", "truncated")


def search(rep: int, scale: int, per: int, den_lo: int, den_hi: int) -> int:
    """Return the place in SEARCHED of what `attained` finds; for bases given as a range."""
    return SEARCHED.index(attained(rep, scale, per, den_lo, den_hi))


def cases(c: Any) -> list[Case]:
    """Look for an integer k, 0 <= k <= den, with per * k / den printing as `rep`.

    The numerators that print so form an interval around rep * den / (per * scale), so the integers next to that
    point suffice. A mean (per 1) may have a numerator above its base.

    Args: c: columns rep scale per den_lo den_hi.
    Returns: the cases in order.
    """
    unit, den = c.per * c.scale, c.den_lo
    near = c.quotient(c.rep * den, unit)
    exact = up = even = cut = c.rep < c.rep  # nowhere true
    for k in (near, near + 1):
        there = (k >= 0) & ((k <= den) | (c.per == 1))
        n = unit * k
        exact = exact | (there & (n == c.rep * den))
        up = up | (there & rounds_half_up(n, den, c.rep))
        even = even | (there & rounds_half_even(n, den, c.rep))
        cut = cut | (there & truncates(n, n, den, den, c.rep))
    ranged = (den > 0) & (den != c.den_hi)
    found = c.search(search, ("rep", "scale", "per", "den_lo", "den_hi"), ranged)
    single = den == c.den_hi
    return [
        Case("undetermined", "zero_base", den <= 0),
        Case("ties", "exact", (found == 1) | (single & exact)),
        Case("ties", "half_up", (found == 2) | (single & up)),
        Case("ties", "half_even", (found == 3) | (single & even)),
        Case("breaks", "truncated", (found == 4) | (single & cut)),
    ]


def expected(c: Any) -> tuple[Any, Any, Any]:
    """Return the nearest prints that integers do give, one below and one above; the print itself if they give it.

    Args: c: numpy columns. Returns: low, high, known (only for a single base).
    """
    unit, den = c.per * c.scale, c.den_lo
    top = c.where(c.per == 1, np.maximum(c.rep, 0) + 1, 1) * np.maximum(den, 0)
    below = np.minimum(np.maximum(c.quotient(c.rep * den, unit), 0), top)
    low, high = half_up(unit * below, den), half_up(unit * np.minimum(below + 1, top), den)
    met = (low == c.rep) | (high == c.rep)
    return c.where(met, c.rep, low), c.where(met, c.rep, high), (den > 0) & (den == c.den_hi)


def power(c: Any) -> Any:
    """Return the share of prints that no numerator gives: 1 - bases * mean base / (per * scale), at least 0.

    Args: c: numpy columns. Returns: float64; 0 once the base reaches per * scale, where everything is attainable.
    """
    return 1.0 - share((c.den_lo + c.den_hi) * (c.den_hi - c.den_lo + 1), 2 * c.per * c.scale)


def show(row: Mapping[str, int]) -> str:
    """Write the question: ``100 × k ÷ 130 = 97.56 for no whole k``, with the point where k would lie."""
    times = f"{row['per']} × " if row["per"] != 1 else ""
    return f"{times}k ÷ {span(row, 'den')} = {printed(row['rep'], row['scale'])}, k whole"


KINDS = [
    Kind(
        name="granularity",
        columns={
            "rep": PRINT["rep"],
            "scale": PRINT["scale"],
            "per": PRINT["per"],
            "den_lo": "base, lower end",
            "den_hi": "base, upper end",
        },
        intervals=("den",),
        positive=("scale", "per"),
        products=(("rep", "den"), ("per", "scale", "den"), ("den", "den")),
        cases=cases,
        otherwise=("breaks", "unattainable"),
        expected=expected,
        power=power,
        show=show,
    )
]
