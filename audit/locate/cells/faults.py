"""Broken rules -> the cheapest sets of cells whose change makes every rule hold; independent ones apart.

Fellegi and Holt, by implicit hitting sets: every broken rule names a group of cells of which one must be wrong. The
cheapest set that takes one of each group is tried; where it cannot be made to work, the reason is a group more. When
every cheapest set works, no cheaper one can: the groups are the proof, the values found are the other half of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from audit.locate.cells import solver
from audit.locate.cells.constraints import Constraint
from audit.locate.cells.cover import Covers, Group, covers, reduced
from audit.locate.cells.feasible import Answer, Problem, solve
from audit.locate.cells.variables import TooLarge, Variable

EXACT, SOLVER, OPEN = "exact", "solver", "open"  # how a set was found; OPEN: not proved to be the cheapest
MOST_SHOWN = 60  # sets of one fault that are tried where there are very many equally cheap ones
MOST_GROUPS = 2_000
# Of one run; what is beyond is said to be open. A rule that is wrong itself ties wrong cells together without end.
PART_NODES, RUN_NODES = 6_000, 100_000
ROUNDS = 60  # of the solver


class Network(Protocol):
    """Cells and the rules that tie them, made as they are asked for."""

    variables: list[Variable]
    constraints: list[Constraint]

    def touching(self, v: int) -> Collection[int]:
        """The constraints that hold a variable."""

    def verdict(self, c: int) -> bool | None:
        """Does a constraint hold as printed?"""


@dataclass(slots=True)
class Fault:
    """Broken rules that belong together, and the equally good sets of cells that explain them."""

    broken: tuple[int, ...]
    sets: tuple[frozenset[int], ...]  # of least weight, each proved to work; empty: no cell may be changed
    weight: int
    groups: tuple[Group, ...]  # one cell of each must be wrong
    complete: bool  # `sets` are all there are
    how: str


@dataclass(slots=True)
class _Part:
    """Groups of cells that are solved together."""

    groups: set[Group]
    sets: tuple[frozenset[int], ...] = ()
    weight: int = 0
    complete: bool = True
    how: str = EXACT
    left: list[int] = field(default_factory=lambda: [PART_NODES])


@dataclass(slots=True)
class Engine:
    """Solves the faults of one network."""

    net: Network
    exact_only: bool = False
    always_solver: bool = False  # for tests: the solver proposes, exact arithmetic decides
    tried: dict[frozenset[int], Answer | None] = field(default_factory=dict)
    nodes: int = RUN_NODES
    rounds: int = ROUNDS

    # ------------------------------------------------------------------ whole
    def faults(self, broken: Iterable[int]) -> list[Fault]:
        """Explain broken constraints.

        Args:    broken: numbers of constraints that do not hold as printed.
        Returns: one fault an independent part: no rule holds a possible culprit of two of them.
        """
        broken = sorted(set(broken))
        # parts by number; owner: cell -> the part whose groups hold it
        parts: dict[int, _Part] = {}
        owner: dict[int, int] = {}
        queue: list[int] = []
        hopeless: list[int] = []
        for n, c in enumerate(broken):
            group = self.group_of(c)
            if group:
                self._claim(parts, owner, n, _Part({group}))
                queue.append(n)
            elif group is not None:
                hopeless.append(c)
        while queue:
            n = queue.pop(0)
            if n not in parts:
                continue
            part = parts[n] = self.solved(parts[n].groups)
            met = {owner[c] for g in part.groups for c in g if owner.get(c, n) != n}
            met |= self._neighbours(n, part, parts, owner)
            if met:
                queue.append(self._claim(parts, owner, n, part, met))
            else:
                self._claim(parts, owner, n, part)
        out = [f for n in sorted(parts) for f in self._split(parts[n])]
        told = self._tell(out, broken)
        return told + [Fault((c,), (), 0, (), True, EXACT) for c in hopeless]

    def _claim(
        self, parts: dict[int, _Part], owner: dict[int, int], n: int, part: _Part, met: Collection[int] = ()
    ) -> int:
        """Own the cells of a part, and swallow the parts it has met."""
        for m in sorted(met):
            part.groups |= parts.pop(m).groups
        parts[n] = part
        others = {owner[c] for g in part.groups for c in g if owner.get(c, n) != n} & parts.keys()
        for m in sorted(others):
            part.groups |= parts.pop(m).groups
        for g in part.groups:
            for c in g:
                owner[c] = n
        return n

    def _neighbours(self, n: int, part: _Part, parts: Mapping[int, _Part], owner: Mapping[int, int]) -> set[int]:
        """Solved parts of which a possible culprit shares a rule with one of this part."""
        met = set()
        for v in sorted({v for s in part.sets for v in s}):
            for c in self.net.touching(v):
                for w in self.net.constraints[c].scope:
                    m = owner.get(w, n)
                    if m != n and m in parts and any(w in s for s in parts[m].sets):
                        met.add(m)
        return met

    def _tell(self, faults: list[Fault], broken: list[int]) -> list[Fault]:
        """Say which broken rules each fault explains."""
        mine: dict[int, list[int]] = {}
        for n, f in enumerate(faults):
            for v in {v for s in f.sets for v in s} or {v for g in f.groups for v in g}:
                for c in self.net.touching(v):
                    mine.setdefault(c, []).append(n)
        told: dict[int, list[int]] = {}
        for c in broken:
            for n in sorted(set(mine.get(c, ()))):
                told.setdefault(n, []).append(c)
        for n, f in enumerate(faults):
            f.broken = tuple(told.get(n, ()))
        return sorted((f for f in faults if f.broken), key=lambda f: f.broken)

    # ------------------------------------------------------------------ one part
    def solved(self, groups: Collection[Group]) -> _Part:
        """Find all cheapest sets of a part, adding the groups that are found on the way."""
        part = _Part(set(groups))
        while True:
            found = self._covers(part)
            if found is None:
                part.sets, part.weight, part.how = (), 0, OPEN
                return part
            part.weight, part.complete = found.weight, found.complete
            good, more = [], set()
            for s in found.sets[: MOST_SHOWN if not found.complete else None]:
                answer = self.feasible(s)
                if answer is None:
                    more.add(self._others(s, part.groups))
                    part.how = OPEN
                elif answer.values is None:
                    more.add(self.allowed(answer.reason))
                else:
                    good.append(s)
                if len(more) >= 24:
                    break
            if not more:
                part.sets = tuple(good)
                part.groups = set(reduced(part.groups))
                if part.how == SOLVER and not solver.proved(reduced(part.groups), self._weights(part), part.weight):
                    part.how = OPEN
                return part
            if frozenset() in more or len(part.groups) > MOST_GROUPS:  # cells that are never wrong stand in the way
                part.sets, part.weight = (), 0
                part.how = part.how if frozenset() in more else OPEN
                return part
            part.groups = set(reduced(part.groups | more))

    def _covers(self, part: _Part) -> Covers | None:
        """The cheapest sets by the groups known so far: exactly, or, once that was too large, by the solver."""
        if part.how == EXACT and not self.always_solver:
            before = part.left[0] = min(part.left[0], self.nodes)
            try:
                return covers(part.groups, self._weights(part), left=part.left)
            except TooLarge:
                pass
            finally:
                self.nodes -= before - max(0, part.left[0])
        self.rounds -= 1
        if self.exact_only or self.rounds < 0:
            return None
        part.how = part.how if part.how == OPEN else SOLVER
        return solver.cover(reduced(part.groups), self._weights(part))

    def _weights(self, part: _Part) -> dict[int, int]:
        return {c: self._weight(c) for g in part.groups for c in g}

    def _weight(self, v: int) -> int:
        """How much a cell that may be wrong is trusted."""
        weight = self.net.variables[v].weight
        if weight is None:
            raise ValueError(f"cell {v} is never wrong")
        return weight

    def _others(self, s: frozenset[int], groups: Collection[Group]) -> Group:
        return frozenset(c for g in groups for c in g) - s

    # ------------------------------------------------------------------ questions, each answered once
    def group_of(self, c: int) -> Group | None:
        """The cells of a broken constraint of which one must be wrong; None where it is not broken."""
        if self.net.verdict(c) is not False:
            return None
        answer = solve(self._problem([], [c]))
        return self.allowed(answer.reason) if answer.values is None else self.allowed(self.net.constraints[c].scope)

    def allowed(self, cells: Iterable[int]) -> Group:
        """Those cells that can be wrong."""
        return frozenset(v for v in cells if self.net.variables[v].weight is not None)

    def feasible(self, s: frozenset[int]) -> Answer | None:
        """Can these cells be changed so that every rule that holds one of them holds? None: not known."""
        values: dict[int, int] = {}
        for p in self.blocks(s):
            key = frozenset(p.free)
            if key not in self.tried:
                self.tried[key] = self._answer(p)
            answer = self.tried[key]
            if answer is None or answer.values is None:
                return answer
            values |= answer.values
        return Answer(values, frozenset())

    def blocks(self, s: frozenset[int]) -> list[Problem]:
        """The cells of a set in blocks that no rule ties together, each with its rules."""
        todo, out = set(s), []
        while todo:
            stack, block, rules = [min(todo)], set(), set()
            while stack:
                v = stack.pop()
                if v in block:
                    continue
                block.add(v)
                for c in self.net.touching(v):
                    if c not in rules:
                        rules.add(c)
                        stack += [w for w in self.net.constraints[c].scope if w in s and w not in block]
            todo -= block
            out.append(self._problem(sorted(block), sorted(rules)))
        return out

    def _problem(self, free: list[int], rules: list[int]) -> Problem:
        constraints = [self.net.constraints[c] for c in rules]
        hidden = {v for c in constraints for v in c.scope if self.net.variables[v].hidden}
        judged = [self.net.verdict(c) is not None for c in rules]
        return Problem(self.net.variables, tuple(sorted({*free, *hidden})), constraints, judged)

    def _answer(self, p: Problem) -> Answer | None:
        answer = solver.feasible(p) if self.always_solver else None
        if answer is not None:
            return answer
        try:
            return solve(p)
        except TooLarge:
            return None if self.exact_only or self.always_solver else solver.feasible(p)

    # ------------------------------------------------------------------ independent parts
    def _split(self, part: _Part) -> list[Fault]:
        """One fault a set of cells that no rule ties to the rest, where the sets are all combinations of theirs."""
        whole = Fault((), part.sets, part.weight, tuple(sorted(part.groups, key=sorted)), part.complete, part.how)
        cells = sorted({v for s in part.sets for v in s})
        pieces = self._pieces(cells)
        shares = [sorted({s & piece for s in part.sets}, key=sorted) for piece in pieces]
        count = 1
        for sets in shares:
            count *= len(sets)
        if len(pieces) < 2 or not part.complete or count != len(part.sets):
            return [whole]
        out = []
        for piece, sets in zip(pieces, shares, strict=True):
            weight = sum(self._weight(v) for v in sets[0])
            groups = tuple(sorted((g for g in part.groups if g & piece), key=sorted))
            out.append(Fault((), tuple(sets), weight, groups, True, part.how))
        return out

    def _pieces(self, cells: list[int]) -> list[frozenset[int]]:
        todo, out = set(cells), []
        while todo:
            stack, piece = [min(todo)], set()
            while stack:
                v = stack.pop()
                if v in piece:
                    continue
                piece.add(v)
                for c in self.net.touching(v):
                    stack += [w for w in self.net.constraints[c].scope if w in todo]
            todo -= piece
            out.append(frozenset(piece))
        return out
