"""The predicates that decide, written with operators only (+ - * % comparisons & |).

So one function serves Python ints, numpy arrays (int64 or Python ints in object dtype) and pyspark Columns
(cast to decimal(38,0)). Nothing divides; a fraction n/d is compared by cross-multiplication and d must be positive.
Whoever calls them sees to it that the products fit (`widths.py`).
"""

from __future__ import annotations

from typing import Any

Operand = Any  # int, numpy array, or pyspark Column: whatever carries the operators


def rounds_half_up(n: Operand, d: Operand, rep: Operand) -> Operand:
    """Tell whether n/d rounds to `rep` with ties away from zero (四舍五入).

    Args: n: any sign. d: positive. rep: the printed integer.
    Returns: booleans of the operands' shape.
    Source: GB/T 8170-2008 for negatives: round the absolute value, restore the sign.
    """
    twice, low, high = 2 * n, (2 * rep - 1) * d, (2 * rep + 1) * d
    return ((n >= 0) & (low <= twice) & (twice < high)) | ((n < 0) & (low < twice) & (twice <= high))


def rounds_half_even(n: Operand, d: Operand, rep: Operand) -> Operand:
    """Tell whether n/d rounds to `rep` with ties to the even digit.

    Args, Returns: as in `rounds_half_up`.
    Source: GB/T 8170-2008, 修约.
    """
    twice, low, high = 2 * n, (2 * rep - 1) * d, (2 * rep + 1) * d
    return ((low < twice) & (twice < high)) | ((rep % 2 == 0) & (low <= twice) & (twice <= high))


def reaches(
    n_lo: Operand, n_hi: Operand, d_lo: Operand, d_hi: Operand, low: Operand, high: Operand, unit: int
) -> Operand:
    """Tell whether some n/d, n in [n_lo, n_hi] and d in [d_lo, d_hi], lies in [low/unit, high/unit].

    Numerator and base are read as real numbers: an amount need not be whole, and an interval errs to the lenient side.
    The least quotient has n_lo over one of the two ends of d, whichever sign n_lo has; so has the greatest.

    Args: d_lo: positive. low, high: closed ends. unit: 2 where the ends are in half units, 1 otherwise.
    Returns: booleans.
    """
    not_above = (unit * n_lo <= high * d_lo) | (unit * n_lo <= high * d_hi)
    not_below = (unit * n_hi >= low * d_lo) | (unit * n_hi >= low * d_hi)
    return not_above & not_below


def truncates(n_lo: Operand, n_hi: Operand, d_lo: Operand, d_hi: Operand, rep: Operand, shift: Operand = 0) -> Operand:
    """Tell whether some n/d - shift in the intervals is cut to `rep` when digits are dropped (towards zero).

    Args: as in `reaches`; rep: the printed integer; shift: subtracted from n/d, as in (cur - prev)/prev = cur/prev - 1.
    Returns: booleans.
    """
    at, up, down = rep + shift, rep + shift + 1, rep + shift - 1
    from_rep_up = ((n_hi >= at * d_lo) | (n_hi >= at * d_hi)) & ((n_lo < up * d_lo) | (n_lo < up * d_hi))
    from_rep_down = ((n_lo <= at * d_lo) | (n_lo <= at * d_hi)) & ((n_hi > down * d_lo) | (n_hi > down * d_hi))
    return ((rep >= 0) & from_rep_up) | ((rep <= 0) & from_rep_down)


def meets(a_lo: Operand, a_hi: Operand, b_lo: Operand, b_hi: Operand) -> Operand:
    """Tell whether two closed intervals have a value in common.

    Args: ends with lo <= hi. Returns: booleans.
    """
    return (a_lo <= b_hi) & (b_lo <= a_hi)
