"""Changes on a base: printed growth against (cur - prev) / prev, and whether a printed growth has any integer base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from expectations.arithmetic.columns import half_up, share
from expectations.arithmetic.kind import Case, Kind
from expectations.arithmetic.kinds.rates import PRINT, quotients, span
from expectations.arithmetic.predicates import reaches, rounds_half_even, rounds_half_up, truncates
from expectations.arithmetic.rounding import printed

SIGN = "+1 the words say rise, -1 fall (rep is then printed positive), 0 silent: rep carries its own sign"


def orient(c: Any, low: Any, high: Any) -> tuple[Any, Any, Any]:
    """Return the signed print and its signed hedge interval.

    A printed minus sign states a fall by itself, whatever the words: 增长 -5.2 % and 下降 -5.2 % are both read as -5.2.

    Args: c: columns rep and sign. low, high: the hedge interval as printed.
    Returns: rep, low, high with the sign of the change they state.
    """
    falls = (c.sign < 0) & (c.rep >= 0)
    return c.where(falls, -c.rep, c.rep), c.where(falls, -high, low), c.where(falls, -low, high)


def stated(sign: int, value: int) -> str:
    """Write which way the words go; a printed minus sign says it already. Args: sign, value: as printed."""
    return {1: " (rise)", -1: " (fall)"}.get(sign, "") if value >= 0 else ""


def cases(c: Any) -> list[Case]:
    """Compare the printed change with per * (cur - prev) / prev.

    Over intervals the quotient is per * cur / prev - per, so that prev is not counted twice.

    Args: c: columns cur_* prev_* sign and those of PRINT.
    Returns: the cases in order; the direction comes first, because a wrong direction explains a wrong size.
    """
    unit = c.per * c.scale
    rep, low, high = orient(c, c.rep_lo, c.rep_hi)
    plain = (c.rep_lo == c.rep) & (c.rep_hi == c.rep)
    hedged = (c.rep_lo != c.rep) | (c.rep_hi != c.rep)
    sure = plain & (c.cur_lo == c.cur_hi) & (c.prev_lo == c.prev_hi)
    loose = plain & ((c.cur_lo != c.cur_hi) | (c.prev_lo != c.prev_hi))
    n, d = unit * (c.cur_lo - c.prev_lo), c.prev_lo
    ends = (unit * c.cur_lo, unit * c.cur_hi, c.prev_lo, c.prev_hi)
    against = ((low > 0) & (c.sign != 0) & (c.cur_hi < c.prev_lo)) | ((high < 0) & (c.cur_lo > c.prev_hi))
    return [
        Case("undetermined", "negative_base", c.prev_hi < 0),
        Case("undetermined", "zero_base", c.prev_lo <= 0),
        Case("breaks", "direction", against),
        Case("ties", "exact", sure & (n == rep * d)),
        Case("ties", "half_up", sure & rounds_half_up(n, d, rep)),
        Case("ties", "half_even", sure & rounds_half_even(n, d, rep)),
        Case("ties", "hedged", hedged & reaches(*ends, low + unit, high + unit, 1)),
        Case("ties", "band", loose & reaches(*ends, 2 * (rep + unit) - 1, 2 * (rep + unit) + 1, 2)),
        Case("breaks", "truncated", plain & truncates(*ends, rep, unit)),
    ]


def expected(c: Any) -> tuple[Any, Any, Any]:
    """Return the half-up change as the words would print it: a fall of 5 % under 下降 is 5, a rise under 下降 is -5.

    Args: c: numpy columns. Returns: low, high, known.
    """
    unit = c.per * c.scale
    least = c.where(c.cur_lo >= 0, c.prev_hi, c.prev_lo)
    most = c.where(c.cur_hi >= 0, c.prev_lo, c.prev_hi)
    low, high = half_up(unit * (c.cur_lo - least), least), half_up(unit * (c.cur_hi - most), most)
    falls = (c.sign < 0) & (c.rep >= 0)
    return c.where(falls, -high, low), c.where(falls, -low, high), c.prev_lo > 0


def power(c: Any) -> Any:
    """Return the chance that one unit more in `cur` would have changed the print: min(1, per * scale / prev).

    Args: c: numpy columns. Returns: float64.
    """
    return share(c.per * c.scale, c.prev_hi)


def show(row: Mapping[str, int]) -> str:
    """Write the sum: ``100 × (129 - 151) ÷ 151 = -14.56…; printed 14.57 (fall)``."""
    low = (row["per"] * (row["cur_lo"] - row["prev_hi"]), row["prev_hi"])
    high = (row["per"] * (row["cur_hi"] - row["prev_lo"]), row["prev_lo"])
    words = stated(row["sign"], row["rep"])
    times = f"{row['per']} × " if row["per"] != 1 else ""
    previous, print_ = span(row, "prev"), printed(row["rep"], row["scale"])
    quotient = quotients(row, low, high)
    return f"{times}({span(row, 'cur')} - {previous}) ÷ {previous} = {quotient}; printed {print_}{words}"


def back_cases(c: Any) -> list[Case]:
    """Look for an integer previous value of at least 1 from which the change to `cur` prints as `rep`.

    The previous values that print so form an interval around per * cur / (per + rep), so if any integer lies in it,
    the one next below or next above that point does: only they are tried.

    Args: c: columns cur_lo cur_hi rep scale per sign.
    Returns: the cases in order.
    """
    unit = c.per * c.scale
    rep, _, _ = orient(c, c.rep, c.rep)
    near = c.quotient(unit * c.cur_lo, rep + unit)
    exact = half_up_ = half_even = band = cut = c.cur_lo < c.cur_lo  # nowhere true
    sure, loose = c.cur_lo == c.cur_hi, c.cur_lo != c.cur_hi
    for previous in (near, near + 1):
        there = previous >= 1
        n = unit * (c.cur_lo - previous)
        ends = (n, unit * (c.cur_hi - previous), previous, previous)
        exact = exact | (there & sure & (n == rep * previous))
        half_up_ = half_up_ | (there & sure & rounds_half_up(n, previous, rep))
        half_even = half_even | (there & sure & rounds_half_even(n, previous, rep))
        band = band | (there & loose & reaches(*ends, 2 * rep - 1, 2 * rep + 1, 2))
        cut = cut | (there & truncates(*ends, rep))
    return [
        Case("undetermined", "negative", c.cur_lo < 0),
        Case("breaks", "unattainable", rep + unit < 0),  # nothing falls by more than all
        Case("ties", "exact", (rep + unit == 0) & (c.cur_lo == 0)),
        Case("ties", "half_up", rep + unit == 0),  # a large enough base makes any remainder print as -100 %
        Case("ties", "exact", exact),
        Case("ties", "half_up", half_up_),
        Case("ties", "half_even", half_even),
        Case("ties", "band", band),
        Case("breaks", "truncated", cut),
    ]


def back_expected(c: Any) -> tuple[Any, Any, Any]:
    """Return the nearest prints that an integer base does give, one below and one above; the print itself if it does.

    Args: c: numpy columns. Returns: low, high (as the words would print them), known.
    """
    unit = c.per * c.scale
    rep, _, _ = orient(c, c.rep, c.rep)
    near = np.maximum(c.quotient(unit * c.cur_lo, rep + unit), 1)
    high = half_up(unit * (c.cur_hi - near), near)
    low = half_up(unit * (c.cur_lo - near - 1), near + 1)
    met = (low == rep) | (high == rep)
    low, high = c.where(met, rep, low), c.where(met, rep, high)
    falls = (c.sign < 0) & (c.rep >= 0)
    return c.where(falls, -high, low), c.where(falls, -low, high), (c.cur_lo > 0) & (rep + unit > 0)


def back_power(c: Any) -> Any:
    """Return the share of prints that no integer base gives: 1 - the width of the band of bases, at least 0.

    Args: c: numpy columns. Returns: float64; near 0 for a large count, where every print has a base.
    """
    unit = c.per * c.scale
    rep, _, _ = orient(c, c.rep, c.rep)
    factor = np.maximum(rep + unit, 0)
    return 1.0 - share(unit * c.cur_hi, factor * factor)


def back_show(row: Mapping[str, int]) -> str:
    """Write the question: ``? → 827: -12.3``."""
    signed = -row["rep"] if row["sign"] < 0 <= row["rep"] else row["rep"]
    unit = row["per"] * row["scale"]
    if signed + unit <= 0:
        return f"{span(row, 'cur')} after a change of {printed(signed, row['scale'])}"
    digits = len(str(row["scale"])) + 2
    low, high = (unit * row[end] for end in ("cur_lo", "cur_hi"))
    point = quotients({"scale": 10**digits}, (low, signed + unit), (high, signed + unit))
    return f"{span(row, 'cur')} ÷ (1 + {printed(signed, row['scale'])} ÷ {row['per']}) = {point}"


KINDS = [
    Kind(
        name="changes",
        columns={
            "cur_lo": "current value, lower end",
            "cur_hi": "current value, upper end",
            "prev_lo": "previous value, lower end",
            "prev_hi": "previous value, upper end",
            **PRINT,
            "sign": SIGN,
        },
        intervals=("cur", "prev", "rep"),
        positive=("scale", "per"),
        choices={"sign": (-1, 0, 1)},
        products=(("per", "scale", "cur"), ("per", "scale", "prev"), ("rep", "prev")),
        cases=cases,
        otherwise=("breaks", "off"),
        expected=expected,
        power=power,
        show=show,
    ),
    Kind(
        name="back_changes",
        columns={
            "cur_lo": "current count, lower end",
            "cur_hi": "current count, upper end",
            "rep": PRINT["rep"],
            "scale": PRINT["scale"],
            "per": PRINT["per"],
            "sign": SIGN,
        },
        intervals=("cur",),
        positive=("scale", "per"),
        choices={"sign": (-1, 0, 1)},
        products=(("per", "scale", "per", "scale", "cur"), ("rep", "per", "scale", "cur"), ("rep", "rep")),
        cases=back_cases,
        otherwise=("breaks", "unattainable"),
        expected=back_expected,
        power=back_power,
        show=back_show,
    ),
]
