"""Sums among rounded columns, whose prints agree only within their bands: pairs, triples and runs, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import sample, sift
from audit.dataset.discover.hashed import Relation, canonical

TRIPLES = 40  # columns up to which sums of three parts are looked for without regard to place
PROBES = 6
LONGEST = 16  # columns of a run


def search(data: Data, columns: Sequence[int], *, deep: bool = True) -> set[Relation]:
    """Find totals of two and three parts, and of runs of columns.

    Args:    data. columns: of one unit, in the order of the table. deep: three parts wherever they stand, too.
    Returns: relations that hold on a sample of the rows.
    """
    columns = list(columns)
    rows = sample(data)
    found: set[Relation] = set()
    for block in _blocks(data, columns, deep):
        if len(block[0]):
            keep = sift(data, *block, rows)
            found.update(canonical(tuple(a), tuple(b)) for a, b in zip(*(x[keep].tolist() for x in block), strict=True))
    return found


def shares(data: Data, columns: Sequence[int], constant: int) -> list[tuple[int, ...]]:
    """Runs of columns that make a constant, such as shares that make 100.

    Args:    columns: percentages, in the order of the table. constant: times 10**scale.
    Returns: the runs that hold on a sample of the rows.
    """
    rows = sample(data)
    value, ok, width = data.value[:, rows], data.ok[:, rows], data.width[:, rows]
    found = []
    for run in _lines(list(columns), 2):
        there = ok[run].all(axis=0)
        count = int(there.sum())
        gap = np.abs(value[run].sum(axis=0) - constant)
        broken = int((there & (2 * gap > width[run].sum(axis=0))).sum())
        if count >= 3 and broken <= max(0.1 * count, 1 if count >= 5 else 0):
            found.append(tuple(run))
    return found


def _blocks(data: Data, columns: list[int], deep: bool) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Candidates form by form as (plus, minus): totals and their parts, thinned by a few rows."""
    yield _equal(columns)
    m = len(columns)
    i, j = np.triu_indices(m, 1)
    c = np.array(columns)
    pairs = np.stack([c[i], c[j]], axis=1) if m > 1 else np.empty((0, 2), dtype=np.int64)
    for t in columns:
        apart = pairs[(pairs != t).all(axis=1)]
        yield np.full((len(apart), 1), t), apart
        if deep and m <= TRIPLES:
            for k in columns:
                three = apart[(apart > k).all(axis=1)]
                if k != t and len(three):
                    parts = np.column_stack([np.full(len(three), k), three])
                    keep = _probe(data, t, parts)
                    yield np.full((int(keep.sum()), 1), t), parts[keep]
    runs: dict[int, list[list[int]]] = {}
    for run in _lines(columns, 3):
        runs.setdefault(len(run), []).append(run)
    for same in runs.values():
        parts = np.array(same)
        for t in columns:
            apart = parts[(parts != t).all(axis=1)]
            if len(apart):
                keep = _probe(data, t, apart)
                yield np.full((int(keep.sum()), 1), t), apart[keep]


def _equal(columns: list[int]) -> tuple[np.ndarray, np.ndarray]:
    i, j = np.triu_indices(len(columns), 1)
    c = np.array(columns, dtype=np.int64)
    return c[i].reshape(-1, 1), c[j].reshape(-1, 1)


def _probe(data: Data, total: int, parts: np.ndarray) -> np.ndarray:
    """Which parts make the total on most of a few rows with large numbers."""
    rows = np.flatnonzero(data.ok[total])
    rows = np.sort(rows[np.argsort(-np.abs(data.value[total, rows]), kind="stable")][: max(len(rows) // 4, PROBES)])
    rows = rows[:: max(1, len(rows) // PROBES)][:PROBES]
    value, ok, width = data.value[:, rows], data.ok[:, rows], data.width[:, rows]
    gap = np.abs(value[parts].sum(axis=1) - value[total])
    there = ok[parts].all(axis=1)
    broken = (there & (2 * gap > width[parts].sum(axis=1) + width[total])).sum(axis=1)
    return broken <= 1


def _lines(columns: list[int], shortest: int) -> Iterator[list[int]]:
    """Columns that stand side by side, or with one or two others between."""
    for step in (1, 2, 3):
        for first in range(len(columns)):
            line = columns[first::step][:LONGEST]
            yield from (line[:size] for size in range(shortest, len(line) + 1))
