"""The cheapest sets of cells that take one of every group: all of them, exactly, or one of them by the solver."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from audit.locate.cells.variables import TooLarge

MOST_NODES = 10_000
MOST_COVERS = 400
Group = frozenset[int]


class Covers(NamedTuple):
    """The least weight, the sets that have it in a fixed order, and whether these are all."""

    weight: int
    sets: tuple[frozenset[int], ...]
    complete: bool


def reduced(groups: Collection[Group]) -> list[Group]:
    """The groups that no other group is a part of, small ones first, in a fixed order."""
    out: list[Group] = []
    for g in sorted(set(groups), key=lambda g: (len(g), sorted(g))):
        if not any(kept <= g for kept in out):
            out.append(g)
    return out


def covers(
    groups: Collection[Group], weights: Mapping[int, int], most: int = MOST_COVERS, left: list[int] | None = None
) -> Covers:
    """Find every set of least weight that takes at least one cell of each group.

    Args:    groups: none empty; weights: of every cell in them, above 0; most: sets that are listed.
             left: choices that may be tried, counted down; MOST_NODES where not given.
    Returns: the sets.
    Raises:  TooLarge: no choice is left.
    """
    wanted = reduced(groups)
    search = _Search(wanted, weights, most, left if left is not None else [MOST_NODES])
    search.run(frozenset(wanted), 0, [], frozenset())
    found = sorted(search.found, key=sorted)
    return Covers(search.best or 0, tuple(found[:most]), len(found) <= most)


def at_least(groups: Sequence[Group], weights: Mapping[int, int], banned: Collection[int] = ()) -> int:
    """A lower bound of every cover's weight: each group pays what its cells have not paid to earlier groups.

    The payments of the groups of a cell never exceed its weight, so no cover costs less than their sum (weak duality).
    """
    left: dict[int, int] = {}
    total = 0
    for g in groups:
        pay = min((left.get(c, weights[c]) for c in g if c not in banned), default=0)
        if pay > 0:
            total += pay
            for c in g:
                left[c] = left.get(c, weights[c]) - pay
    return total


class _Search:
    def __init__(self, groups: Sequence[Group], weights: Mapping[int, int], most: int, left: list[int]) -> None:
        self.groups, self.weights, self.most, self.left = groups, weights, most, left
        self.best: int | None = None
        self.found: list[frozenset[int]] = []

    def run(self, left: frozenset[Group], weight: int, chosen: list[int], banned: frozenset[int]) -> None:
        """Take a cell of the group that leaves least choice; what was tried before is not taken again."""
        self.left[0] -= 1
        if self.left[0] < 0:
            raise TooLarge
        if not left:
            if self.best is None or weight < self.best:
                self.best, self.found = weight, []
            if len(self.found) <= self.most:
                self.found.append(frozenset(chosen))
            return
        open_ = [g for g in self.groups if g in left]
        if self.best is not None and weight + at_least(open_, self.weights, banned) > self.best:
            return
        group = min(open_, key=lambda g: (len(g - banned), sorted(g)))
        for cell in sorted(group - banned, key=lambda c: (self.weights[c], -sum(c in g for g in open_), c)):
            if self.best is None or weight + self.weights[cell] <= self.best:
                rest = frozenset(g for g in left if cell not in g)
                self.run(rest, weight + self.weights[cell], [*chosen, cell], banned)
            banned |= {cell}
