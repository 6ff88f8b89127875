"""Rules that hold on some rows only: where a column of few words has a value, or from a year on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Generic, TypeVar

import numpy as np

from audit.dataset.discover import chance, exact, linear, names, ratios
from audit.dataset.discover.conditions import FEWEST, Condition, conditions
from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import SURE, Fit, allowed
from audit.dataset.discover.orders import Order
from audit.dataset.discover.ratios import Rate

EFFORT = 2400  # conditions times columns that are looked at
LEAST_CONDITIONS = 12
OUTSIDE = 0.9  # a rule that so many of the other rows keep as well needs no condition
REVERSED = 0.2  # of the other rows, at most so many keep an order that depends on a condition


AnyRule = TypeVar("AnyRule", bound="Fit | Rate | Order", covariant=True)
One = TypeVar("One", Fit, Rate, Order)


@dataclass(frozen=True, slots=True)
class Conditional(Generic[AnyRule]):
    """A rule and the rows it holds on; rows of the rule are positions in the whole table."""

    rule: AnyRule
    condition: Condition


def search(data: Data, known: Sequence[Fit], orders: Sequence[Order], unexplained: Sequence[int]) -> list[Conditional]:
    """Find rules that hold under one condition and not without it.

    Args:
        data. known: linear relations of all rows. orders: orders of all rows. unexplained: percentages without a rate.
    """
    made: dict[tuple, list[Conditional]] = {}
    most = max(LEAST_CONDITIONS, EFFORT // max(len(data.live), 1))
    for condition in islice(conditions(data), most):
        rows = np.flatnonzero(condition.rows)
        view = data.take(rows)
        for rule in _rules(data, view, rows, condition, known, orders, unexplained):
            made.setdefault(_identity(rule), []).append(Conditional(rule, condition))
    rates = [made.pop(key) for key in list(made) if key[0] == "rate"]
    chosen = [c for same in made.values() for c in _chosen(same)]
    chosen += _widest_rates(data, [c for same in rates for c in same])
    return sorted(chosen, key=lambda c: (c.condition.column, c.condition.text, _identity(c.rule)))


def _rules(
    data: Data,
    view: Data,
    rows: np.ndarray,
    condition: Condition,
    known: Sequence[Fit],
    orders: Sequence[Order],
    unexplained: Sequence[int],
) -> Iterator[Fit | Rate | Order]:
    outside = ~condition.rows
    fits = [f for f in linear.search(view, deep=False) if not f.constant]
    fits = [f for f in fits if _needed(data, f, outside)]
    ordered = [((f.plus, f.minus), -1) for f in known if not f.constant]
    ordered += [((f.plus, f.minus), n) for n, f in enumerate(fits)]
    for n in exact.rank_basis(ordered, len(data.names)):
        if n >= 0:
            yield linear.restricted(fits[n], rows)
    wanted = [c for c in unexplained if c in view.live]
    for rate in ratios.search(view, wanted) if wanted else ():
        ok, holds = ratios.judge(data, rate.reported, rate.numerator, rate.denominator, rate.per)
        far = ok & outside
        if far.sum() >= FEWEST and (holds & far).sum() < OUTSIDE * far.sum():
            yield replace(rate, broken=rows[rate.broken], also=())
    yield from _reversed(data, condition, orders)


def _needed(data: Data, f: Fit, outside: np.ndarray) -> bool:
    there, holds = linear.partial(data, (f.plus, f.minus))
    far = there & outside
    return bool(far.sum() >= FEWEST and (holds & far).sum() < OUTSIDE * far.sum())


def _reversed(data: Data, condition: Condition, orders: Sequence[Order]) -> Iterator[Order]:
    """Pairs whose order is one way under the condition and the other way without it."""
    settled = {frozenset((o.upper, o.lower)) for o in orders}
    for group in linear.groups(data):
        looks = float(len(group) ** 2)
        value, ok = data.value[group], data.ok[group]
        for i, upper in enumerate(group):
            both = ok & ok[i]
            over = both & (value > value[i])
            inside = (both & condition.rows).sum(axis=1)
            broken = (over & condition.rows).sum(axis=1)
            far = (both & ~condition.rows).sum(axis=1)
            kept = far - (over & ~condition.rows).sum(axis=1)
            for j, lower in enumerate(group):
                if i == j or frozenset((upper, lower)) in settled or inside[j] < FEWEST or far[j] < FEWEST:
                    continue
                if broken[j] > allowed(int(inside[j])) // 4 or kept[j] > REVERSED * far[j]:
                    continue
                if names.is_change(data.names[upper]) or names.is_change(data.names[lower]):
                    continue
                share = (inside[j] - broken[j] + kept[j]) / (inside[j] + far[j])
                log = chance.many_rows(float(share), int(inside[j] - broken[j]), int(inside[j]))
                log = chance.total(log, looks)
                if log <= SURE:
                    rows = np.flatnonzero(over[j] & condition.rows)
                    score = names.bounds(data.names[upper], data.names[lower])
                    yield Order(upper, lower, int(inside[j]), rows, log, score, 0)


def _identity(rule: Fit | Rate | Order) -> tuple:
    if isinstance(rule, Fit):
        return ("sum", rule.plus, rule.minus)
    if isinstance(rule, Rate):
        return ("rate", (rule.reported, *rule.numerator), rule.denominator)
    return ("order", (rule.upper,), (rule.lower,))


def _chosen(same: list[Conditional]) -> list[Conditional]:
    """Of conditions of one rule: the words of a column together, the widest span of years; of these the widest."""
    merged: dict[tuple[str, str], Conditional] = {}
    for c in same:
        key = (c.condition.column, c.condition.op)
        other = merged.get(key)
        if other is None:
            merged[key] = c
        elif c.condition.op == "==":
            merged[key] = _together(other, c)
        elif c.condition.rows.sum() > other.condition.rows.sum():
            merged[key] = c
    return [max(merged.values(), key=lambda c: (int(c.condition.rows.sum()), -len(c.rule.broken), c.condition.text))]


def _widest_rates(data: Data, found: list[Conditional[Rate]]) -> list[Conditional[Rate]]:
    """Of the forms of a rate under several conditions on one column, the one that holds on most rows comes first.

    A form that is simpler on some rows (a / total) may be the special case of one that holds on more (a / (a + b)).
    """
    groups: dict[tuple[int, str, str], list[Conditional[Rate]]] = {}
    for c in found:
        groups.setdefault((c.rule.reported, c.condition.column, c.condition.op), []).append(c)
    chosen: list[Conditional[Rate]] = []
    for same in groups.values():
        conditions = list({c.condition.values: c.condition for c in same}.values())
        forms = {(c.rule.numerator, c.rule.denominator, c.rule.per): c.rule for c in same}
        made = [m for rule in forms.values() if (m := _widened(data, rule, conditions)) is not None]
        made.sort(key=_rank)
        covered = np.zeros(data.n, dtype=bool)
        for c in made:
            if (c.condition.rows & ~covered).any():
                chosen.append(c)
                covered |= c.condition.rows
    best: dict[int, Conditional[Rate]] = {}
    for c in sorted(chosen, key=lambda c: -int(c.condition.rows.sum())):
        first = best.setdefault(c.rule.reported, c)
        if first is not c and c.condition.column != first.condition.column:
            chosen.remove(c)
    return chosen


def _rank(c: Conditional[Rate]) -> tuple[int, int, int]:
    return -int(c.condition.rows.sum()), len(c.rule.numerator + c.rule.denominator), -c.rule.names


def _widened(data: Data, rule: Rate, conditions: list[Condition]) -> Conditional[Rate] | None:
    """One form of a rate under all the conditions that it holds on."""
    ok, holds = ratios.judge(data, rule.reported, rule.numerator, rule.denominator, rule.per)
    out: Conditional[Rate] | None = None
    for condition in conditions:
        judged, held = ok & condition.rows, holds & condition.rows
        if judged.sum() >= FEWEST and judged.sum() - held.sum() <= allowed(int(judged.sum())):
            broken = np.flatnonzero(judged & ~held)
            here = Conditional(replace(rule, judged=int(judged.sum()), broken=broken), condition)
            if out is None:
                out = here
            elif condition.op == "==":
                out = _together(out, here)
            elif condition.rows.sum() > out.condition.rows.sum():
                out = here
    return out


def _together(a: Conditional[One], b: Conditional[One]) -> Conditional[One]:
    rows = a.condition.rows | b.condition.rows
    condition = replace(a.condition, values=(*a.condition.values, *b.condition.values), rows=rows)
    rule = replace(
        a.rule,
        judged=a.rule.judged + b.rule.judged,
        broken=np.sort(np.concatenate([a.rule.broken, b.rule.broken])),
        chance=max(a.rule.chance, b.rule.chance),
    )
    return Conditional(rule, condition)
