"""Proposals that follow from others are left out; orders that follow one another are made one chain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import Fit
from audit.dataset.discover.implied import follows
from audit.dataset.discover.orders import Order
from audit.dataset.discover.where import Conditional

Vector = dict[int, int]


def vector(f: Fit) -> Vector:
    """A linear relation as coefficients."""
    return dict.fromkeys(f.plus, 1) | dict.fromkeys(f.minus, -1)


def reduced(data: Data, fits: Sequence[Fit], orders: Sequence[Order], floor: set[int]) -> list[Order]:
    """Orders that do not follow from equalities, from other orders and from columns that are never negative.

    Args: floor: columns that are never negative.
    Returns: orders, those kept that lie close to their bound.
    """
    equal = [vector(f) for f in fits if not f.constant]
    kept = {(o.upper, o.lower): o for o in orders}
    for o in sorted(orders, key=lambda o: (-_gap(data, o), o.upper, o.lower)):
        rest = [{a: 1, b: -1} for a, b in kept if (a, b) != (o.upper, o.lower)]
        if follows({o.upper: 1, o.lower: -1}, equal, rest, floor):
            del kept[(o.upper, o.lower)]
    return sorted(kept.values(), key=lambda o: (o.upper, o.lower))


def _gap(data: Data, o: Order) -> float:
    ok = data.ok[o.upper] & data.ok[o.lower] & (data.value[o.upper] > 0)
    a, b = data.value[o.upper, ok].astype(float), data.value[o.lower, ok]
    return round(float(np.median((a - b) / a)), 6) if len(a) else 0.0


def conditional(
    found: Sequence[Conditional], fits: Sequence[Fit], orders: Sequence[Order], floor: set[int]
) -> list[Conditional]:
    """Conditional rules that do not follow from the rules of all rows, and from conditional ones of as many rows."""
    equal = [vector(f) for f in fits if not f.constant]
    above = [{o.upper: 1, o.lower: -1} for o in orders]
    kept = list(found)
    for c in [c for c in found if isinstance(c.rule, Order)]:
        others = [o for o in kept if o is not c and (o.condition.rows | ~c.condition.rows).all()]
        also_equal = [vector(o.rule) for o in others if isinstance(o.rule, Fit)]
        also_above = [{o.rule.upper: 1, o.rule.lower: -1} for o in others if isinstance(o.rule, Order)]
        if follows({c.rule.upper: 1, c.rule.lower: -1}, equal + also_equal, above + also_above, floor):
            kept.remove(c)
    return kept


def chains(orders: Sequence[Order]) -> list[list[Order]]:
    """Orders joined end to end: each in one chain, the longest first. a >= b, b >= c -> a >= b >= c."""
    left = {(o.upper, o.lower): o for o in orders}
    made = []
    while left:
        path = _longest(left)
        made.append(path)
        for o in path:
            del left[(o.upper, o.lower)]
    return sorted(made, key=lambda path: (path[0].upper, path[0].lower))


def _longest(left: dict[tuple[int, int], Order]) -> list[Order]:
    below: dict[int, list[Order]] = {}
    for o in left.values():
        below.setdefault(o.upper, []).append(o)
    best: dict[int, list[Order]] = {}

    def down(column: int, seen: frozenset[int]) -> list[Order]:
        if column in best:
            return best[column]
        paths = [[o, *down(o.lower, seen | {column})] for o in below.get(column, ()) if o.lower not in seen]
        best[column] = max(paths, key=lambda p: (len(p), -p[0].lower), default=[])
        return best[column]

    return max((down(c, frozenset()) for c in sorted(below)), key=len)
