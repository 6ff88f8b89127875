"""Rates: a printed value against per * numerator / denominator. The heart; changes and bases lean on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from expectations.arithmetic.columns import half_up, share
from expectations.arithmetic.kind import Case, Kind
from expectations.arithmetic.predicates import reaches, rounds_half_even, rounds_half_up, truncates
from expectations.arithmetic.rounding import printed, quotient_text

PRINT = {
    "rep": "the printed value times scale",
    "rep_lo": "lower end of what the print's hedge leaves open, at the same scale; equal to rep where not hedged",
    "rep_hi": "upper end of it",
    "scale": "10 to the printed decimals",
    "per": "100 for %, 1000 for ‰, 1 for a mean",
}


def cases(c: Any) -> list[Case]:
    """Compare the print with per * num / den.

    Args: c: columns num_lo num_hi den_lo den_hi and those of PRINT.
    Returns: the cases in order.
    Source: rounding bands as in XBRL Calculations 1.1; both roundings of GB/T 8170-2008; truncation told apart.
    """
    unit = c.per * c.scale
    n_lo, n_hi, d_lo, d_hi = unit * c.num_lo, unit * c.num_hi, c.den_lo, c.den_hi
    plain = (c.rep_lo == c.rep) & (c.rep_hi == c.rep)
    hedged = (c.rep_lo != c.rep) | (c.rep_hi != c.rep)
    sure = plain & (c.num_lo == c.num_hi) & (d_lo == d_hi)
    loose = plain & ((c.num_lo != c.num_hi) | (d_lo != d_hi))
    return [
        Case("undetermined", "negative_base", d_hi < 0),
        Case("undetermined", "zero_base", d_lo <= 0),
        Case("ties", "exact", sure & (n_lo == c.rep * d_lo)),
        Case("ties", "half_up", sure & rounds_half_up(n_lo, d_lo, c.rep)),
        Case("ties", "half_even", sure & rounds_half_even(n_lo, d_lo, c.rep)),
        Case("ties", "hedged", hedged & reaches(n_lo, n_hi, d_lo, d_hi, c.rep_lo, c.rep_hi, 1)),
        Case("ties", "band", loose & reaches(n_lo, n_hi, d_lo, d_hi, 2 * c.rep - 1, 2 * c.rep + 1, 2)),
        Case("breaks", "truncated", plain & truncates(n_lo, n_hi, d_lo, d_hi, c.rep)),
    ]


def prints(c: Any, num_lo: Any, num_hi: Any, den_lo: Any, den_hi: Any) -> tuple[Any, Any]:
    """Return the least and the greatest half-up print of per * num / den.

    Args: c: numpy columns with per and scale. num_lo, num_hi, den_lo, den_hi: closed intervals.
    Returns: two integer arrays; equal where the inputs are exact.
    """
    unit = c.per * c.scale
    low = half_up(unit * num_lo, c.where(num_lo >= 0, den_hi, den_lo))
    return low, half_up(unit * num_hi, c.where(num_hi >= 0, den_lo, den_hi))


def expected(c: Any) -> tuple[Any, Any, Any]:
    """Return the half-up print, or the interval of prints, where there is a base.

    Args: c: numpy columns. Returns: low, high, known.
    """
    low, high = prints(c, c.num_lo, c.num_hi, c.den_lo, c.den_hi)
    return low, high, c.den_lo > 0


def power(c: Any) -> Any:
    """Return the chance that one unit more in the numerator would have changed the print: min(1, per * scale / den).

    Args: c: numpy columns. Returns: float64; a percentage with one decimal on a base of 10000 scores 0.1.
    """
    return share(c.per * c.scale, c.den_hi)


def span(row: Mapping[str, int], stem: str) -> str:
    """Write an interval of a row: 41, or 801..899; `unit` says at what scale a user's amounts were made whole."""
    low, high = (printed(row[f"{stem}_{end}"], row.get("unit", 1)) for end in ("lo", "hi"))
    return low if low == high else f"{low}..{high}"


def quotients(row: Mapping[str, int], low: tuple[int, int], high: tuple[int, int]) -> str:
    """Write the quotient, or both ends of it, with two digits more than were printed; nothing where a base is 0."""
    if low[1] <= 0 or high[1] <= 0:
        return "?"
    digits = len(str(row["scale"])) + 1
    ends = [quotient_text(*low, digits), quotient_text(*high, digits)]
    return ends[0] if low == high else "..".join(ends)


def show(row: Mapping[str, int]) -> str:
    """Write the sum: ``100 × 41 ÷ 53 = 77.3584…; printed 77.35``.

    Args: row: the frame's columns. Returns: text.
    """
    low = (row["per"] * row["num_lo"], row["den_hi"] if row["num_lo"] >= 0 else row["den_lo"])
    high = (row["per"] * row["num_hi"], row["den_lo"] if row["num_hi"] >= 0 else row["den_hi"])
    times = f"{row['per']} × " if row["per"] != 1 else ""
    print_ = printed(row["rep"], row["scale"])
    return f"{times}{span(row, 'num')} ÷ {span(row, 'den')} = {quotients(row, low, high)}; printed {print_}"


KINDS = [
    Kind(
        name="rates",
        columns={
            "num_lo": "numerator, lower end",
            "num_hi": "numerator, upper end",
            "den_lo": "denominator, lower end",
            "den_hi": "denominator, upper end",
            **PRINT,
        },
        intervals=("num", "den", "rep"),
        positive=("scale", "per"),
        products=(("per", "scale", "num"), ("rep", "den"), ("per", "scale", "den")),
        cases=cases,
        otherwise=("breaks", "off"),
        expected=expected,
        power=power,
        show=show,
    )
]
