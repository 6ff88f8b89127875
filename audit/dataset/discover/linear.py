"""Sums, differences, balances and repeated columns: linear relations, the ones that follow from others left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from audit.dataset.discover import banded, chance, exact, hashed, names
from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import SURE, Fit, fit, residual
from audit.dataset.discover.hashed import Relation, canonical


def search(data: Data, *, deep: bool = True) -> list[Fit]:
    """Find the linear relations of a table.

    Args:    data. deep: also by elimination, and what the exceptions of a relation say.
    Returns: relations of which none follows from the others, in the order of the columns.
    """
    fits: list[Fit] = []
    for group in groups(data):
        fits += _of_group(data, group, deep)
    return sorted(fits + _shares(data), key=lambda f: (min(f.members), f.members))


def groups(data: Data) -> list[list[int]]:
    """Columns that can be added up: of one unit; a column without a unit goes with the most usual one."""
    units = [data.units[c] for c in data.live if not data.percent[c]]
    usual = max(sorted(set(units)), key=lambda u: (u != "", units.count(u)), default="")
    by_unit: dict[str, list[int]] = {}
    for c in data.live:
        if not data.percent[c]:
            by_unit.setdefault(data.units[c] or usual, []).append(c)
    return [cols for cols in by_unit.values() if len(cols) > 1]


def _of_group(data: Data, group: list[int], deep: bool) -> list[Fit]:
    whole = data.exact
    counts, rounded = [c for c in group if whole[c]], [c for c in group if not whole[c]]
    found: set[Relation] = set()
    if len(counts) > 1:
        found |= hashed.search(data, counts, deep=deep)[0]
    if len(rounded) > 1:
        found |= banded.search(data, rounded, deep=deep)
    totals = [c for c in group if names.is_total(data.names[c])]
    found.update(hashed.named_runs(group, totals))
    fits = judged(data, found, group)
    if deep and len(counts) > 5:
        known = [(f.plus, f.minus) for f in fits if set(f.members) <= set(counts)]
        more = exact.search(data, counts, known)
        fits = judged(data, [(f.plus, f.minus) for f in fits] + sorted(more), group)
    return _completed(data, fits, group) if deep else fits


def judged(data: Data, relations: Iterable[Relation], group: Sequence[int]) -> list[Fit]:
    """Judge relations on all rows and keep a basis: fewer exceptions first, then fewer members, then better names."""
    fits = []
    for plus, minus in relations:
        size = len(plus) + len(minus)
        looks = chance.ways(len(group), size) if not _named(data, plus, minus) else 10.0 * len(group)
        made = fit(data, plus, minus, looks=looks)
        if made is not None and made.chance <= SURE:
            fits.append(made)
    return _basis(data, fits)


def _named(data: Data, plus: Sequence[int], minus: Sequence[int]) -> bool:
    """Do the names of a sum say that it is one? Then few such sums were looked at."""
    if len(plus) > 1 or len(minus) < 2:
        return False
    members = (*plus, *minus)
    side_by_side = max(members) - min(members) == len(members) - 1
    return side_by_side and names.sums(data.names[plus[0]], [data.names[c] for c in minus]) > 0


def _basis(data: Data, fits: list[Fit]) -> list[Fit]:
    ordered = sorted(fits, key=lambda f: _order(data, f))
    kept = exact.rank_basis((((f.plus, f.minus), n) for n, f in enumerate(ordered)), len(data.names))
    return [ordered[n] for n in kept]


def _order(data: Data, f: Fit) -> tuple:
    near = max(f.members) - min(f.members)
    score = names.sums(data.names[f.plus[0]], [data.names[c] for c in f.minus]) if len(f.plus) == 1 else 0
    return (f.share > 0.02, len(f.members), -score, round(f.share, 3), near, f.members)


def _completed(data: Data, fits: list[Fit], group: Sequence[int]) -> list[Fit]:
    """Where a column explains the exceptions of a relation, as a part that is mostly 0, take it in."""
    done = []
    for f in fits:
        best = f
        if len(f.broken) > 2:
            gap, *_ = residual(data, f.plus, f.minus)
            for c in group:
                if c in f.members or not data.ok[c].any():
                    continue
                for sign in (1, -1):
                    met = int((gap[f.broken] == sign * data.value[c, f.broken]).sum())
                    if 2 * met <= len(f.broken):
                        continue
                    wider = canonical((*f.plus, c), f.minus) if sign < 0 else canonical(f.plus, (*f.minus, c))
                    made = fit(data, *wider, looks=chance.ways(len(group), len(f.members) + 1))
                    if made is not None and len(made.broken) < len(best.broken):
                        best = made
        done.append(best)
    return _basis(data, done)


def _shares(data: Data) -> list[Fit]:
    """Percentages side by side that make 100."""
    columns = [c for c in data.live if data.percent[c] and data.units[c] != "‰" and not data.is_change(c)]
    hundred = 100 * 10**data.scale
    fits = []
    for run in banded.shares(data, columns, hundred):
        named = all(names.is_share(data.names[c]) for c in run)
        looks = 10.0 if named else float(len(columns) ** 2)
        made = fit(data, (), run, constant=hundred, looks=looks)
        if made is not None and made.chance <= SURE:
            fits.append(made)
    fits.sort(key=lambda f: (len(f.members), len(f.broken), f.members))
    kept: list[Fit] = []
    for f in fits:
        if not any(set(f.members) & set(k.members) for k in kept):
            kept.append(f)
    return kept


def partial(data: Data, relation: Relation) -> tuple[np.ndarray, np.ndarray]:
    """Rows where a relation can be judged and says something, and rows where it holds."""
    gap, band, ok, telling = residual(data, *relation)
    there = ok & telling
    return there, there & (2 * np.abs(gap) <= band)


def restricted(f: Fit, rows: np.ndarray) -> Fit:
    """A fit of a view with the places of its broken rows in the whole."""
    return replace(f, broken=rows[f.broken])
