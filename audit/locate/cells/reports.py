"""The same engine on a report: figures that are wrong together where no single one explains what breaks.

Cells are figures, rules are relations whose recipe is known (`audit.locate.recipes`) and whose verdict this arithmetic
gives back. A figure of any other relation is left alone: nothing could be proved of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.locate.cells.constraints import Constraint, Linear, Quotient
from audit.locate.cells.faults import OPEN, Engine
from audit.locate.cells.variables import Variable, View, merged, times
from audit.locate.columns import Recipe, Stem
from audit.locate.index import Index
from audit.locate.prints import Value

ROOM = 100  # times a figure: beyond that no repair is looked for
MOST = 200  # broken relations of one report that are looked at together
RELATION = "relation"  # every constraint of a report is one, by its number
_HOLDS = {"ties": True, "breaks": False, "undetermined": None}


@dataclass(frozen=True, slots=True)
class Together:
    """Relations of a report that break together, and the smallest sets of figures whose change mends them all.

    relations: numbers in the report. sets: figures by index, each set as good as the others. prints: of the first set,
    figure -> a print with which everything ties (one of several there may be). proved: that no smaller set does.
    """

    relations: tuple[int, ...]
    sets: tuple[tuple[int, ...], ...]
    prints: dict[int, str]
    undecided: bool
    proved: bool


def together(index: Index, least: int = 2) -> list[Together]:
    """Find the faults of a report that need several figures changed at once.

    Args:    index: the report, its recipes and outcomes; least: figures in a set, 1 for every fault.
    Returns: one a fault, in the order of its first relation; none where more than MOST relations break.
    """
    net = ReportNetwork(index)
    broken = net.broken()
    if not broken or len(broken) > MOST:
        return []
    engine = Engine(net, exact_only=True)
    out = []
    for fault in engine.faults(broken):
        if not fault.sets or len(fault.sets[0]) < least:
            continue
        sets = tuple(tuple(sorted(net.figures[v] for v in s)) for s in fault.sets)
        answer = engine.feasible(fault.sets[0])
        values = (answer.values if answer is not None else None) or {}
        prints = {net.figures[v]: net.text(v, q) for v, q in values.items() if v in fault.sets[0]}
        relations = tuple(sorted({net.constraints[c].rule[1] for c in fault.broken}))
        out.append(Together(relations, sets, prints, len(sets) > 1 or not fault.complete, fault.how != OPEN))
    return sorted(out, key=lambda t: t.relations)


class ReportNetwork:
    """The figures of a report and its relations as constraints."""

    def __init__(self, index: Index) -> None:
        self.index, self.f = index, index.f
        self.scale = 2 * 10 ** max(self.f.dec, default=0)
        self.variables: list[Variable] = []
        self.figures: list[int] = []
        self.constraints: list[Constraint] = []
        self._at: dict[int, int] = {}
        self._touching: dict[int, list[int]] = {}
        self._verdicts: list[bool | None] = []
        for k in range(len(index.relations)):
            self._add(k)

    def _add(self, k: int) -> None:
        verdict = _HOLDS[self.index.outcomes[k]["verdict"]]
        recipe = self.index.recipe(k)
        made = self._constraint(k, recipe) if recipe is not None else None
        if made is None or made.verdict(View(self.variables)) is not verdict:
            for _, i in self.index.relations[k].members:
                self.variables[self.variable(i)].weight = None
            return
        for v in made.scope:
            self._touching.setdefault(v, []).append(len(self.constraints))
        self.constraints.append(made)
        self._verdicts.append(verdict)

    def touching(self, v: int) -> Sequence[int]:
        """The constraints that hold a variable."""
        return self._touching.get(v, ())

    def verdict(self, c: int) -> bool | None:
        """Does a constraint hold as printed?"""
        return self._verdicts[c]

    def broken(self) -> list[int]:
        """The constraints that do not hold."""
        return [c for c, verdict in enumerate(self._verdicts) if verdict is False]

    # ------------------------------------------------------------------ figures
    def variable(self, i: int) -> int:
        """The variable of figure i."""
        if i not in self._at:
            f, shift = self.f, self.scale // 10 ** self.f.dec[i]
            mid, step = f.num[i] * shift, f.step[i] * shift
            unit = max(1, f.step[i]) * shift
            if f.hedge[i]:
                low, high = (None if e is None else e * shift for e in (f.low[i], f.high[i]))
            else:
                low, high = mid - step // 2, mid + step // 2
            most = ROOM * max(1, abs(mid) // unit)
            self._at[i] = len(self.variables)
            self.figures.append(i)
            self.variables.append(
                Variable(
                    i,
                    mid,
                    low,
                    high,
                    unit,
                    unit,
                    step // 2,
                    -most if mid < 0 else 0,
                    most,
                    1 if self.index.print(i) is not None else None,
                    hedged=bool(f.hedge[i]),
                )
            )
        return self._at[i]

    def hidden(self) -> int:
        """A new integer that is no figure."""
        top = ROOM * max((abs(n) for n in self.f.num), default=1)
        self.figures.append(-1)
        self.variables.append(Variable(None, 0, 0, 0, self.scale, self.scale, 0, 0, top, None, hidden=True))
        return len(self.variables) - 1

    def text(self, v: int, q: int) -> str:
        """A value in units as the figure would print it; "" where its print cannot hold it."""
        i, x = self.figures[v], self.variables[v]
        p = self.index.print(i)
        num = q * x.unit * 10 ** self.f.dec[i] // self.scale
        if p is None:
            return ""
        numeral = p.numeral_of(num, self.f.dec[i])
        return (p.write(numeral) or "").strip() if numeral else ""

    def value(self, v: int, q: int) -> Value:
        """A value in units as the relations read it."""
        i = self.figures[v]
        return Value(q * max(1, self.f.step[i]), self.f.dec[i], self.f.step[i])

    # ------------------------------------------------------------------ relations
    def _constraint(self, k: int, r: Recipe) -> Constraint | None:
        sides = {name: self._side(r, stem) for name, stem in r.stems.items()}
        if None in sides.values() or r.per_unit:
            return None
        made = _MAKERS.get(r.frame, lambda *_: None)(self, k, r, sides)
        if made is not None:
            exact = {stem.mode for stem in r.stems.values() if stem.members} == {"exact"}
            made.bands = not exact
        return made

    def _side(self, r: Recipe, stem: Stem) -> tuple[list[tuple[int, int]], int] | None:
        """Terms and constant of one side of a relation; None where it is no plain sum of figures."""
        if not stem.members:
            low, high = stem.constant
            return ([], low * self.scale // 10**r.dec) if low == high and r.dec <= self._digits() else None
        if stem.mode not in ("band", "exact"):
            return None
        return merged([(self.variable(i), -stem.factor if i in stem.less else stem.factor) for i in stem.members]), 0

    def _digits(self) -> int:
        return len(str(self.scale // 2)) - 1


Side = tuple[list[tuple[int, int]], int]


def _between(k: int, a: Side, b: Side, *, equal: bool) -> Linear:
    """a = b, or a >= b."""
    at = b[1] - a[1]
    return Linear((RELATION, k), merged(a[0], times(b[0], -1)), at, at if equal else None)


def _sums(_: ReportNetwork, k: int, r: Recipe, s: dict[str, Side]) -> Constraint:
    return _between(k, s["total"], s["parts"], equal=not r.fixed["mode"])


def _differences(net: ReportNetwork, k: int, r: Recipe, s: dict[str, Side]) -> Constraint | None:
    falls = _falls(net, r, s["delta"][0][0][0] if s["delta"][0] else -1)
    if falls is None:
        return None
    gain = merged(s["cur"][0], times(s["prev"][0], -1)), s["cur"][1] - s["prev"][1]
    if falls:
        gain = times(gain[0], -1), -gain[1]
    return _between(k, gain, s["delta"], equal=True)


def _falls(net: ReportNetwork, r: Recipe, v: int) -> bool | None:
    """Do the words say that it falls, the figure being printed without a sign? None where they leave it open."""
    if v < 0 or (r.frame == "differences" and not r.fixed["sign"]):
        return None
    return r.fixed["sign"] < 0 <= net.variables[v].mid


def _rates(net: ReportNetwork, k: int, r: Recipe, s: dict[str, Side]) -> Constraint | None:
    if r.print < 0 or s["num"][1] or s["den"][1] or not s["num"][0] or not s["den"][0]:
        return None
    return Quotient((RELATION, k), net.variable(r.print), s["num"][0], s["den"][0], r.fixed["per"], net.scale)


def _changes(net: ReportNetwork, k: int, r: Recipe, s: dict[str, Side]) -> Constraint | None:
    if r.print < 0 or s["cur"][1] or s["prev"][1] or not s["prev"][0]:
        return None
    rep = net.variable(r.print)
    gain = merged(s["cur"][0], times(s["prev"][0], -1))
    gain = times(gain, -1) if _falls(net, r, rep) else gain
    return Quotient((RELATION, k), rep, gain, s["prev"][0], r.fixed["per"], net.scale)


def _granularity(net: ReportNetwork, k: int, r: Recipe, s: dict[str, Side]) -> Constraint | None:
    if (
        r.print < 0
        or s["den"][1]
        or any(net.f.dec[net.figures[v]] or net.f.step[net.figures[v]] for v, _ in s["den"][0])
    ):
        return None
    per = r.fixed["per"]
    return Quotient(
        (RELATION, k), net.variable(r.print), [(net.hidden(), 1)], s["den"][0], per, net.scale, part=per != 1
    )  # fmt: skip


_MAKERS = {
    "sums": _sums, "differences": _differences, "rates": _rates, "changes": _changes, "granularity": _granularity,
    "orders": lambda _net, k, _r, s: _between(k, s["big"], s["small"], equal=False),
    "repeats": lambda _net, k, _r, s: _between(k, s["a"], s["b"], equal=True),
}  # fmt: skip
