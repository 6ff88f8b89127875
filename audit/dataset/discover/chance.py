"""How likely it is that a rule holds by chance: logarithms to the base 10, never a verdict.

The null model: the two sides of a rule have nothing to do with each other, as if one were taken from another row. The
share of such strange rows that agree within the bands is the chance of one row; agreement of many rows is bounded after
Chernoff, and multiplied by how many rules of that form were looked at.
"""

from __future__ import annotations

import math

import numpy as np

FLOOR = -9999.0
_SHIFTS = 12  # strange rows per row


def one_row(target: np.ndarray, fitted: np.ndarray, band: np.ndarray, unit: float = 1.0) -> float:
    """The chance that two strange rows agree.

    Args:
        target, fitted: the two sides, rows each, as floats. band: the width within which they agree (2|a - b| <= band).
        unit: the smallest step between two values.
    Returns: a probability, smoothed: few rows never give a very small one.
    """
    n = len(target)
    if n < 2:
        return 1.0
    stride = max(1, n // (_SHIFTS + 1))
    shifts = range(1, n) if n <= _SHIFTS + 1 else [1 + stride * k + k % stride for k in range(_SHIFTS)]
    gaps = np.abs(np.concatenate([target - np.roll(fitted, s) for s in shifts if s % n]))
    width = float(np.median(band))
    met = float(np.mean(gaps * 2 <= width))
    near = float(np.quantile(gaps, 0.25))
    smooth = 0.25 * (width + unit) / (2 * near + unit)
    return min(1 - 1e-9, max(met, smooth, 1e-12))


def many_rows(p: float, held: int, judged: int) -> float:
    """An upper bound of log10 P(at least `held` of `judged` rows agree), each with chance p."""
    if not judged or held <= p * judged:
        return 0.0
    share = held / judged
    kl = share * math.log(share / p)
    if share < 1:
        kl += (1 - share) * math.log((1 - share) / (1 - p))
    return max(FLOOR, -judged * kl / math.log(10))


def total(row_chances: float, looks: float) -> float:
    """The chance with the number of looks counted in: log10, at most 0."""
    return min(0.0, row_chances + math.log10(max(looks, 1.0)))


def ways(columns: int, members: int) -> float:
    """How many relations of so many members the columns allow: one total, the others its parts."""
    return columns * math.comb(columns - 1, members - 1) if members <= columns else 1.0


def shown(log10: float) -> str:
    """A chance as people read it: 0.02, 3e-7, <1e-300."""
    if log10 < -300:
        return "<1e-300"
    if log10 >= -2:
        return f"{10**log10:.2g}"
    return f"1e{math.ceil(log10)}"
