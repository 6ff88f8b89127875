"""Can some cells be changed so that every rule that holds one of them holds? Exact: values, or the reason why not.

The free cells' inequalities are eliminated one cell after the other (Fourier-Motzkin, the fixed cells carried along as
symbols); what is left speaks of printed cells only: an implied edit, in the words of Fellegi and Holt. The integers are
then tried from the first cell on, each within the bounds that elimination has left it, nearest to the print first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import gcd
from operator import itemgetter
from typing import NamedTuple

from audit.locate.cells.constraints import Constraint, Quotient
from audit.locate.cells.variables import Row, TooLarge, Variable, View

_END = itemgetter(0)
MOST_ROWS = 600  # of one elimination
MOST_NODES = 20_000  # values tried in one block of cells
MOST_WAYS = 256


class Problem(NamedTuple):
    """Free variables that rules tie together, the rules that hold one of them, and which are judged as printed."""

    variables: list[Variable]
    free: tuple[int, ...]
    constraints: Sequence[Constraint]
    judged: Sequence[bool]


class Answer(NamedTuple):
    """Values in units for the free variables, or the printed cells that cannot all stand."""

    values: Mapping[int, int] | None
    reason: frozenset[int]


class Range(NamedTuple):
    """The integers that rows leave one variable, and the rows that set the ends."""

    low: int
    high: int
    below: Row
    above: Row


def solve(p: Problem, pins: Mapping[int, int] | None = None, budget: int = MOST_NODES) -> Answer:
    """Find values with which every rule of the problem holds.

    Args:    p: the problem; pins: variables whose value (in units) is given; budget: values that may be tried.
    Returns: values, or the cells that make it impossible as long as they stand as printed.
    Raises:  TooLarge: the budget is spent.
    """
    reason: frozenset[int] = frozenset()
    left = [budget]
    for ways in combinations(p):
        search = Search(p, ways, pins or {}, left)
        values = search.run()
        if values is not None:
            return Answer(values, frozenset())
        reason |= search.reason
    return Answer(None, reason)


def combinations(p: Problem) -> Iterator[list[Row]]:
    """Yield the rows of each choice among the alternatives of the rules."""
    view = View(p.variables, p.free)
    options = [c.ways(view, judged) for c, judged in zip(p.constraints, p.judged, strict=True)]
    if sum(len(o) > 1 for o in options) > 8:
        raise TooLarge
    for choice in product(*options):
        yield [row for way in choice for row in way]


class Search:
    """One system of rows. `run` gives values or None; then `reason` says why. `order`: variables that come first."""

    def __init__(
        self, p: Problem, rows: list[Row], pins: Mapping[int, int], left: list[int], order: Sequence[int] = ()
    ) -> None:
        self.p, self.left = p, left
        self.reason: frozenset[int] = frozenset()
        view = View(p.variables, p.free)
        self.twisted = [c for c in p.constraints if isinstance(c, Quotient) and c.twisted(view)]
        first = {v: i - len(order) for i, v in enumerate(order)}
        self.order = sorted(p.free, key=lambda v: (first.get(v, 0), p.variables[v].hidden, self._is_print(v), v))
        self.rank = {v: i for i, v in enumerate(self.order)}
        self.last: dict[int, list[Quotient]] = {}
        for c in self.twisted:
            at = max((v for v in c.scope if v in self.rank), key=self.rank.__getitem__)
            self.last.setdefault(at, []).append(c)
        none: frozenset[int] = frozenset()
        rows = list(rows)
        for v in self.order:
            x = p.variables[v]
            low, high = (pins[v], pins[v]) if v in pins else (x.least, x.most)
            rows.append(Row({v: 1}, {}, high, none))
            rows.append(Row({v: -1}, {}, -low, none))
        self.levels: list[list[Row]] = []
        self.feasible = self._eliminate(rows)
        # prints are checked once more at the end: of two halves only one is even
        self.checked = [
            (c, judged) for c, judged in zip(p.constraints, p.judged, strict=True)
            if isinstance(c, Quotient) and c.rep in self.rank
        ]  # fmt: skip

    def _is_print(self, v: int) -> bool:
        return any(isinstance(c, Quotient) and c.rep == v for c in self.p.constraints)

    def _eliminate(self, rows: list[Row]) -> bool:
        """Fill `levels`: of each variable the rows that hold it and earlier ones only. False: they contradict."""
        for i, row in enumerate(rows):
            row.parents = 1 << i
        levels: list[list[Row]] = []
        for r in rows:
            if not r.free and r.rhs < 0:
                self.reason = r.reason
                return False
        for eliminated, v in enumerate(reversed(self.order), 1):
            mine = [r for r in rows if v in r.free]
            levels.append(mine)
            rest = [r for r in rows if v not in r.free]
            up = [r for r in mine if r.free[v] > 0]
            down = [r for r in mine if r.free[v] < 0]
            new = [added(a, b, v) for a in up for b in down]
            # a row of more parents than variables eliminated, plus one, follows from others (Chernikov)
            new = [r for r in new if r.parents.bit_count() <= eliminated + 1]
            rows = pruned(rest + new)
            for r in rows:
                if not r.free and r.rhs < 0:
                    self.reason = r.reason
                    return False
            rows = [r for r in rows if r.free]
            if len(rows) > MOST_ROWS:
                raise TooLarge
        self.levels = levels[::-1]
        return True

    def range(self, i: int, values: Mapping[int, int]) -> Range | None:
        """The integers left for the i-th variable, those before it given; None, and a reason, where there are none."""
        v = self.order[i]
        lows: list[tuple[int, Row]] = []
        highs: list[tuple[int, Row]] = []
        for row in [*self.levels[i], *self._untwisted(v, values)]:
            a = row.free[v]
            rhs = row.rhs - sum(c * values[w] for w, c in row.free.items() if w != v)
            if a > 0:
                highs.append((rhs // a, row))
            else:
                lows.append((-(rhs // -a), row))
        # every variable has its own bounds among the rows
        (low, below), (high, above) = max(lows, key=_END), min(highs, key=_END)
        if low > high:
            self.reason |= below.reason | above.reason
            return None
        return Range(low, high, below, above)

    def _untwisted(self, v: int, values: Mapping[int, int]) -> list[Row]:
        """The rows of quotients whose only open variable is this one."""
        out = []
        for c in self.last.get(v, ()):
            held = {w: values[w] for w in c.scope if w in self.rank and w != v}
            view = View(self.p.variables, [v], held)
            params = frozenset(w for w in c.scope if w not in self.rank)
            base = (view if c.bands else view.sharp()).ends(c.den)[0] if all(w != v for w, _ in c.den) else 1
            if base is not None and base <= 0:
                continue  # undetermined; where it may not be, a row of its own says so
            if v == c.rep:
                span = c.prints(view)
                if span is not None:
                    out += [Row({v: 1}, {}, span[1], params), Row({v: -1}, {}, -span[0], params)]
                continue
            for row in (r for way in c.ways(view, True)[:1] for r in way):
                if v in row.free:
                    out.append(Row({v: row.free[v]}, {}, row.rhs, params | row.params))
                elif row.rhs < 0:
                    out += [Row({v: 1}, {}, -1, params), Row({v: -1}, {}, 0, params)]
        return out

    def run(self) -> dict[int, int] | None:
        """Search values depth first."""
        if not self.feasible:
            return None
        values: dict[int, int] = {}
        return dict(values) if self._dive(0, values) else None

    def completes(self, values: Mapping[int, int]) -> bool:
        """Do values of the first variables leave any for the rest?"""
        return self._dive(len(values), dict(values))

    def _dive(self, i: int, values: dict[int, int]) -> bool:
        if i == len(self.order):
            return self.holds(values)
        found = self.range(i, values)
        if found is None:
            return False
        v = self.order[i]
        for q in outward(found.low, found.high, self.p.variables[v].near):
            self.left[0] -= 1
            if self.left[0] < 0:
                raise TooLarge
            values[v] = q
            if self._dive(i + 1, values):
                return True
        values.pop(v, None)
        self.reason |= found.below.reason | found.above.reason
        return False

    def holds(self, values: Mapping[int, int]) -> bool:
        """Do the prints among the values hold to the last half?"""
        for c, judged in self.checked:
            view = View(self.p.variables, (), {w: values[w] for w in c.scope if w in self.rank})
            verdict = c.verdict(view)
            if verdict is False or (verdict is None and judged):
                self.reason |= frozenset(w for w in c.scope if w not in self.rank)
                return False
        return True


def added(a: Row, b: Row, v: int) -> Row:
    """The sum of two rows in which a variable cancels out; `a` bounds it above, `b` below."""
    x, y = a.free[v], -b.free[v]
    g = gcd(x, y)
    x, y = x // g, y // g
    free = _sum(a.free, b.free, y, x)
    fixed = _sum(a.fixed, b.fixed, y, x)
    rhs = a.rhs * y + b.rhs * x
    d = gcd(*free.values())
    if d > 1 and all(c % d == 0 for c in fixed.values()):  # every value is an integer, printed or not: cut the fraction
        free, fixed = {w: c // d for w, c in free.items()}, {w: c // d for w, c in fixed.items()}
        rhs //= d
    return Row(free, fixed, rhs, a.params | b.params, a.parents | b.parents)


def _sum(a: Mapping[int, int], b: Mapping[int, int], y: int, x: int) -> dict[int, int]:
    out = {w: c * y for w, c in a.items()}
    for w, c in b.items():
        total = out.get(w, 0) + c * x
        if total:
            out[w] = total
        else:
            out.pop(w, None)
    return out


def pruned(rows: Sequence[Row]) -> list[Row]:
    """Of rows with the same direction the tightest."""
    best: dict[tuple, tuple[int, int, Row]] = {}
    for row in rows:
        d = gcd(*row.free.values()) or 1
        key = tuple(sorted((w, c // d) for w, c in row.free.items()))
        other = best.get(key)
        if other is None or row.rhs * other[1] < other[0] * d:
            best[key] = (row.rhs, d, row)
    return [row for _, _, row in best.values()]


def outward(low: int, high: int, near: int) -> Iterator[int]:
    """The integers of a range, nearest to `near` first."""
    near = min(high, max(low, near))
    yield near
    up, down = near + 1, near - 1
    while up <= high or down >= low:
        if up <= high:
            yield up
            up += 1
        if down >= low:
            yield down
            down -= 1
