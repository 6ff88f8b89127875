"""HiGHS where the exact search is too large. What it answers counts only as far as exact integers prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from audit.locate.cells.constraints import Quotient
from audit.locate.cells.cover import Covers, Group, at_least, reduced
from audit.locate.cells.feasible import Answer, Problem, combinations
from audit.locate.cells.variables import Row, TooLarge, View

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

NODES = 200  # of branch and bound; not seconds, which would make the answer depend on the machine
BRANCHES = 400  # of the proof that a cover is the cheapest
DENOMINATOR = 10_000  # of multipliers that are made exact


def cover(groups: Sequence[Group], weights: Mapping[int, int]) -> Covers | None:
    """Find a set that takes one cell of each group, the cheapest by the solver's word; others may be as good.

    Whether exact arithmetic bears the word out is `proved`'s to say, once the set is known to work.
    """
    cells = sorted({c for g in groups for c in g})
    found = _cover(groups, cells, weights, whole=True)
    if found is None:
        return None
    chosen = {c for c, x in zip(cells, found[0], strict=True) if x > 0.5}
    for g in groups:  # a set that misses a group is no cover, whatever the solver's tolerances say
        if not chosen & g:
            chosen.add(min(g, key=lambda c: (weights[c], c)))
    for c in sorted(chosen, key=lambda c: (-weights[c], c)):
        if all(g & (chosen - {c}) for g in groups):
            chosen.discard(c)
    weight = sum(weights[c] for c in chosen)
    return Covers(weight, (frozenset(chosen),), False)


def proved(groups: Sequence[Group], weights: Mapping[int, int], weight: int) -> bool:
    """Does every cover of the groups weigh at least `weight`? False where exact arithmetic does not prove it."""
    return at_least(groups, weights) >= weight or none_below(groups, weights, weight, [BRANCHES])


def none_below(groups: Sequence[Group], weights: Mapping[int, int], goal: int, left: list[int]) -> bool:
    """Prove that every cover of the groups weighs at least `goal`: branch, and bound with the solver's dual prices.

    The prices are made fractions and made to fit (no cell's groups pay more than it weighs); then no cover costs less
    than their sum, whatever the solver has rounded.

    Args:    left: branches that may be looked at; counted down.
    Returns: False where it is not proved.
    """
    if goal <= 0:
        return True
    if not groups or left[0] <= 0:
        return False
    left[0] -= 1
    cells = sorted({c for g in groups for c in g})
    found = _cover(groups, cells, weights, whole=False)
    if found is None:
        return False
    point, prices = found
    fair = [max(Fraction(0), Fraction(y).limit_denominator(DENOMINATOR)) for y in prices]
    load = {c: Fraction(0) for c in cells}
    for g, y in zip(groups, fair, strict=True):
        for c in g:
            load[c] += y
    worst = max((load[c] / weights[c] for c in cells), default=Fraction(1))
    if sum(fair) / max(worst, Fraction(1)) > goal - 1:
        return True
    cell = min(cells, key=lambda c: (abs(point[cells.index(c)] - 0.5), c))
    without = [g - {cell} for g in groups]
    if all(without) and not none_below(reduced(without), weights, goal, left):
        return False
    return none_below([g for g in groups if cell not in g], weights, goal - weights[cell], left)


def _cover(
    groups: Sequence[Group], cells: Sequence[int], weights: Mapping[int, int], *, whole: bool
) -> tuple[list[float], list[float]] | None:
    import numpy as np

    at = {c: i for i, c in enumerate(cells)}
    rows = [({at[c]: 1.0 for c in g}, 1.0, np.inf) for g in groups]
    n = len(cells)
    return _run(n, [0.0] * n, [1.0] * n, rows, [float(weights[c]) for c in cells], whole=whole)


def feasible(p: Problem) -> Answer | None:
    """Find values for the free variables, or prove that there are none; None where neither can be proved exactly."""
    try:
        ways = list(combinations(p))
    except TooLarge:
        return None
    reason: frozenset[int] = frozenset()
    for rows in ways:
        answer = _system(p, rows)
        if answer is None or answer.values is not None:
            return answer
        reason |= answer.reason
    return Answer(None, reason)


def _system(p: Problem, rows: list[Row]) -> Answer | None:
    import numpy as np

    for row in rows:
        if not row.free and row.rhs < 0:
            return Answer(None, row.reason)
    rows = [row for row in rows if row.free]
    order = sorted(p.free)
    at = {v: i for i, v in enumerate(order)}
    low = [float(p.variables[v].least) for v in order]
    high = [float(p.variables[v].most) for v in order]
    # rows are scaled to coefficients near 1: the solver's tolerances are absolute
    size = [max(abs(c) for c in row.free.values()) for row in rows]
    table = [
        ({at[v]: c / k for v, c in row.free.items()}, -np.inf, row.rhs / k) for row, k in zip(rows, size, strict=True)
    ]
    found = _run(len(order), low, high, table, [0.0] * len(order), whole=True)
    if found is not None:
        values = {v: round(x) for v, x in zip(order, found[0], strict=True)}
        _print(p, values)
        if _holds(p, rows, values):
            return Answer(values, frozenset())
        return None
    ray = _ray(len(order), low, high, table)
    if ray is None:
        return None
    weights = [max(Fraction(0), Fraction(y).limit_denominator(DENOMINATOR)) / k for y, k in zip(ray, size, strict=True)]
    return _refuted(p, rows, weights)


def _refuted(p: Problem, rows: Sequence[Row], weights: Sequence[Fraction]) -> Answer | None:
    """Prove with multipliers that rows contradict: their sum cannot be met by any values within bounds."""
    free: dict[int, Fraction] = {}
    fixed: dict[int, Fraction] = {}
    rhs = Fraction(0)
    params: set[int] = set()
    for row, y in zip(rows, weights, strict=True):
        if not y:
            continue
        for v, c in row.free.items():
            free[v] = free.get(v, Fraction(0)) + y * c
        for v, c in row.fixed.items():
            fixed[v] = fixed.get(v, Fraction(0)) + y * c
        rhs += y * row.rhs
        params |= row.params
    least = sum(c * (p.variables[v].least if c > 0 else p.variables[v].most) for v, c in free.items())
    if least <= rhs:
        return None
    return Answer(None, frozenset(params | {v for v, c in fixed.items() if c}))


def _print(p: Problem, values: dict[int, int]) -> None:
    """Give prints that no row could tie to their base the value that their quotient has."""
    view = View(p.variables, p.free)
    for c in p.constraints:
        if isinstance(c, Quotient) and c.twisted(view):
            rest = {v: values[v] for v in c.scope if v in values and v != c.rep}
            span = c.prints(View(p.variables, [c.rep], rest))
            if span is not None and span[0] <= span[1]:
                values[c.rep] = span[0]


def _holds(p: Problem, rows: Sequence[Row], values: Mapping[int, int]) -> bool:
    if any(sum(c * values[v] for v, c in row.free.items()) > row.rhs for row in rows):
        return False
    if any(not p.variables[v].least <= q <= p.variables[v].most for v, q in values.items()):
        return False
    for c, judged in zip(p.constraints, p.judged, strict=True):
        verdict = c.verdict(View(p.variables, (), {v: values[v] for v in c.scope if v in values}))
        if verdict is False or (verdict is None and judged):
            return False
    return True


def _model(
    n: int, low: Sequence[float], high: Sequence[float], rows: Sequence[tuple], cost: Sequence[float]
) -> tuple[Highs, HighsLp]:
    import highspy
    import numpy as np

    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("threads", 1)
    h.setOptionValue("random_seed", 0)
    h.setOptionValue("mip_max_nodes", NODES)
    h.setOptionValue("simplex_iteration_limit", 100_000)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(rows)
    lp.col_cost_ = np.array(cost, dtype=np.double)
    lp.col_lower_, lp.col_upper_ = np.array(low, dtype=np.double), np.array(high, dtype=np.double)
    lp.row_lower_ = np.array([r[1] for r in rows], dtype=np.double)
    lp.row_upper_ = np.array([r[2] for r in rows], dtype=np.double)
    start, index, value = [0], [], []
    for terms, _, _ in rows:
        for i, c in sorted(terms.items()):
            index.append(i)
            value.append(c)
        start.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(start, dtype=np.int32), np.array(index, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(value, dtype=np.double)
    return h, lp


def _run(
    n: int, low: Sequence[float], high: Sequence[float], rows: Sequence[tuple], cost: Sequence[float], *, whole: bool
) -> tuple[list[float], list[float]] | None:
    """The solver's point and its row prices; None where it has none, or is not installed: then nothing is proved."""
    try:
        import highspy
    except ImportError:
        return None

    h, lp = _model(n, low, high, rows, cost)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    h.passModel(lp)
    h.run()
    if h.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = h.getSolution()
    return list(solution.col_value), list(solution.row_dual)


def _ray(n: int, low: Sequence[float], high: Sequence[float], rows: Sequence[tuple]) -> list[float] | None:
    """Multipliers with which the rows contradict: prices of a system in which each row may be missed at a cost."""
    import numpy as np

    # min sum s, rows - s <= rhs, s >= 0: at the optimum the (negative) row prices are the multipliers
    m = len(rows)
    slack = [({**terms, n + i: -1.0}, -np.inf, upper) for i, (terms, _, upper) in enumerate(rows)]
    found = _run(n + m, [*low, *[0.0] * m], [*high, *[np.inf] * m], slack, [*[0.0] * n, *[1.0] * m], whole=False)
    return None if found is None else [-y for y in found[1]]
