"""Does a linear inequality follow from others? Linear programming finds the reason, exact arithmetic proves it.

A rule a >= b follows when a - b is a sum of rules known to hold: equalities times anything, inequalities times numbers
that are not negative, and columns that are never negative. The multipliers that the solver finds are read as fractions
and the sum is redone in them; only where it comes out exactly is the rule said to follow (Farkas).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

Vector = Mapping[int, int]  # column -> coefficient; the inequality is sum of coefficient * column >= 0
LARGEST = 60  # denominators of multipliers


def follows(target: Vector, equalities: Iterable[Vector], inequalities: Iterable[Vector], floor: Iterable[int]) -> bool:
    """Say whether target >= 0 follows.

    Args:    target. equalities: vectors that are 0. inequalities: vectors that are never negative. floor: columns that
             are never negative.
    Returns: True where a proof in exact fractions was found.
    """
    equal, above = [dict(v) for v in equalities], [dict(v) for v in inequalities]
    columns = sorted({c for v in (target, *equal, *above) for c in v})
    floored = set(floor) & set(columns)
    multipliers = _solved(target, equal, above, columns, floored)
    if multipliers is None:
        return False
    rest = {c: Fraction(target.get(c, 0)) for c in columns}
    for vector, factor, free in multipliers:
        if not free and factor < 0:
            return False
        for c, k in vector.items():
            rest[c] -= factor * k
    return all(v == 0 or (v > 0 and c in floored) for c, v in rest.items())


def _solved(target, equal, above, columns, floored) -> list[tuple[Vector, Fraction, bool]] | None:
    """Multipliers as fractions: minimise their sum, such that the target is made. None: there are none."""
    import numpy as np
    from scipy.optimize import linprog

    vectors = [*above, *equal]
    if not vectors:
        return []
    at = {c: n for n, c in enumerate(columns)}
    a = np.zeros((len(columns), len(vectors) + len(equal)))
    for n, v in enumerate(vectors):
        for c, k in v.items():
            a[at[c], n] = k
    for n in range(len(equal)):  # an equality may be taken either way round
        a[:, len(vectors) + n] = -a[:, len(above) + n]
    b = np.array([float(target.get(c, 0)) for c in columns])
    loose = np.array([c in floored for c in columns])
    solved = linprog(
        np.ones(a.shape[1]),
        A_ub=a[loose] if loose.any() else None,
        b_ub=b[loose] if loose.any() else None,
        A_eq=a[~loose] if (~loose).any() else None,
        b_eq=b[~loose] if (~loose).any() else None,
        bounds=(0, None),
        method="highs-ds",
    )
    if solved.status != 0:
        return None
    x = [Fraction(float(v)).limit_denominator(LARGEST) for v in solved.x]
    made = [(v, x[n], False) for n, v in enumerate(above)]
    k = len(above)
    return made + [(v, x[k + n] - x[len(vectors) + n], True) for n, v in enumerate(equal)]
