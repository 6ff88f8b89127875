"""Bases: a rate that fits the base the text offers, against the base that was declared for it (口径)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from expectations.arithmetic.columns import share
from expectations.arithmetic.kind import Case, Kind
from expectations.arithmetic.kinds.rates import PRINT, prints, quotients, span
from expectations.arithmetic.predicates import reaches, rounds_half_even, rounds_half_up, truncates
from expectations.arithmetic.rounding import printed


def cases(c: Any) -> list[Case]:
    """The declared base must give the print that the fitted base gives.

    Args: c: columns num_* fitted_* declared_* rep scale per.
    Returns: the cases in order. A row whose fitted base does not give the print is no question of the base.
    """
    unit = c.per * c.scale
    n_lo, n_hi = unit * c.num_lo, unit * c.num_hi
    half = (2 * c.rep - 1, 2 * c.rep + 1, 2)
    fits = reaches(n_lo, n_hi, c.fitted_lo, c.fitted_hi, *half)
    fits = fits | truncates(n_lo, n_hi, c.fitted_lo, c.fitted_hi, c.rep)
    low, high = c.declared_lo, c.declared_hi
    sure = (c.num_lo == c.num_hi) & (low == high)
    loose = (c.num_lo != c.num_hi) | (low != high)
    return [
        Case("undetermined", "zero_base", (c.fitted_lo <= 0) | (low <= 0)),
        Case("undetermined", "unfit_base", c.where(fits, False, True)),
        Case("ties", "exact", sure & (n_lo == c.rep * low)),
        Case("ties", "half_up", sure & rounds_half_up(n_lo, low, c.rep)),
        Case("ties", "half_even", sure & rounds_half_even(n_lo, low, c.rep)),
        Case("ties", "band", loose & reaches(n_lo, n_hi, low, high, *half)),
        # a print that the declared base gives by truncation does not prove another base
        Case("undetermined", "either_base", truncates(n_lo, n_hi, low, high, c.rep)),
    ]


def expected(c: Any) -> tuple[Any, Any, Any]:
    """Return the half-up print on the declared base. Args: c: numpy columns. Returns: low, high, known."""
    return *prints(c, c.num_lo, c.num_hi, c.declared_lo, c.declared_hi), c.declared_lo > 0


def show(row: Mapping[str, int]) -> str:
    """Write both sums: ``100 × 2 ÷ 23 = 8.695…; 100 × 2 ÷ 25 = 8; printed 8.7``."""
    sums = []
    for stem in ("fitted", "declared"):
        low = (row["per"] * row["num_lo"], row[f"{stem}_hi"])
        high = (row["per"] * row["num_hi"], row[f"{stem}_lo"])
        sums.append(f"{row['per']} × {span(row, 'num')} ÷ {span(row, stem)} = {quotients(row, low, high)}")
    return f"{'; '.join(sums)}; printed {printed(row['rep'], row['scale'])}"


KINDS = [
    Kind(
        name="bases",
        columns={
            "num_lo": "numerator, lower end",
            "num_hi": "numerator, upper end",
            "fitted_lo": "the base that gives the print, lower end",
            "fitted_hi": "the base that gives the print, upper end",
            "declared_lo": "the declared base, lower end",
            "declared_hi": "the declared base, upper end",
            "rep": PRINT["rep"],
            "scale": PRINT["scale"],
            "per": PRINT["per"],
        },
        intervals=("num", "fitted", "declared"),
        positive=("scale", "per"),
        products=(
            ("per", "scale", "num"),
            ("rep", "fitted"),
            ("rep", "declared"),
            ("per", "scale", "declared"),
        ),
        cases=cases,
        otherwise=("breaks", "other_base"),
        expected=expected,
        power=lambda c: share(c.per * c.scale, c.declared_hi),
        show=show,
    )
]
