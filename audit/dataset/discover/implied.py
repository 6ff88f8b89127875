"""Does a linear inequality follow from others? HiGHS finds the reason, exact arithmetic proves it.

A rule a >= b follows when a - b is a sum of rules known to hold: equalities times anything, inequalities times numbers
that are not negative, and columns that are never negative. The multipliers that the solver finds are read as fractions
and the sum is redone in them; only where it comes out exactly is the rule said to follow (Farkas).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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


def _solved(
    target: Vector, equal: Sequence[Vector], above: Sequence[Vector], columns: Sequence[int], floored: Collection[int]
) -> list[tuple[Vector, Fraction, bool]] | None:
    """Multipliers as fractions: minimise their sum, such that the target is made. None: there are none."""
    vectors = [*above, *equal, *({c: -k for c, k in v.items()} for v in equal)]  # an equality may be taken either way
    if not vectors:
        return []
    rows: dict[int, list[tuple[int, float]]] = {c: [] for c in columns}
    for n, v in enumerate(vectors):
        for c, k in v.items():
            rows[c].append((n, float(k)))
    x = _minimum(len(vectors), [(rows[c], float(target.get(c, 0)), c in floored) for c in columns])
    if x is None:
        return None
    exact = [Fraction(float(v)).limit_denominator(LARGEST) for v in x]
    k, e = len(above), len(equal)
    made = [(v, exact[n], False) for n, v in enumerate(above)]
    return made + [(v, exact[k + n] - exact[k + e + n], True) for n, v in enumerate(equal)]


def _minimum(n: int, rows: list[tuple[list[tuple[int, float]], float, bool]]) -> list[float] | None:
    """The smallest sum of n numbers that are not negative, by HiGHS.

    Args:    rows: (coefficients, sum, whether less than that sum will do).
    Returns: the numbers; None where there are none.
    """
    import highspy
    import numpy as np

    h = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "simplex_iteration_limit": 100_000}
    for option, value in options.items():
        h.setOptionValue(option, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.ones(n), np.zeros(n), np.full(n, highspy.kHighsInf)
    lp.row_lower_ = np.array([-highspy.kHighsInf if loose else b for _, b, loose in rows])
    lp.row_upper_ = np.array([b for _, b, _ in rows])
    entries = [entry for row, *_ in rows for entry in row]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, *_ in rows)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for c, _ in entries], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([k for _, k in entries], dtype=np.double)
    h.passModel(lp)
    h.run()
    return list(h.getSolution().col_value) if h.getModelStatus() == highspy.HighsModelStatus.kOptimal else None
