"""Sums among exact columns by hashing: the rows of a column as one number; the hash of a sum is the sum of the hashes.

Two sides that agree on the hashed rows have equal hashes, so relations of up to five columns are found by sorting sums
of pairs, and runs of columns by differences of running totals. Several draws of rows, as some rows are in error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from audit.dataset.discover.data import Data, grid
from audit.dataset.discover.fits import sample, sift

DRAWS, DRAWN = 8, 16  # how many draws, of how many rows
SPARSE_DRAWS, SPARSE_DRAWN = 40, 5  # where cells are missing here and there
ALL_ROWS = 24  # a table of so few rows is hashed whole, and with each row left out
FEW = 70  # columns up to which sums of five are looked for
CROWD = 200_000  # candidates of one form in one draw: more are coincidences of small numbers

Relation = tuple[tuple[int, ...], tuple[int, ...]]  # plus, minus: as `canonical` has them


def search(data: Data, columns: Sequence[int], *, deep: bool = True) -> tuple[set[Relation], int]:
    """Find relations among exact columns.

    Args:    data. columns: to search. deep: also pairs against pairs, four parts, five members.
    Returns: relations that hold on a sample of the rows, and how many members the largest form has.
    """
    found: set[Relation] = set()
    rows = sample(data)
    twins: dict[int, int] = {}
    columns = list(columns)
    for take in _draws(data, columns):
        there = [c for c in columns if c not in twins and data.ok[c, take].all() and data.value[c, take].any()]
        if len(there) < 2:
            continue
        hashes = _hashes(data, there, take)
        for forms in _forms(hashes, there, deep):
            fresh = [r for r in forms if r not in found]
            found.update(_sifted(data, fresh, rows))
            for plus, minus in fresh:
                if len(plus) == len(minus) == 1 and (plus, minus) in found:
                    twins[minus[0]] = plus[0]
    return {r for r in found if not (set(r[0] + r[1]) & twins.keys()) or len(r[0] + r[1]) == 2}, 5 if deep else 4


def _draws(data: Data, columns: Sequence[int]) -> Iterator[np.ndarray]:
    """Rows to hash: all and all but one of a short table; of a long one random ones, such as say something."""
    if data.n <= ALL_ROWS:
        yield np.arange(data.n)
        if data.n >= 5:
            for left in range(data.n):
                yield np.delete(np.arange(data.n), left)
        return
    rng = np.random.default_rng(11)
    ok, telling = data.ok[columns], (data.value[columns] != 0) & data.ok[columns]
    full = ok.all(axis=0)
    for rows in ([full] if full.any() else []) + [ok[i] for i in _gapped(ok)]:
        pool = np.flatnonzero(rows)
        order = pool[np.argsort(-telling[:, pool].sum(axis=0), kind="stable")]
        best = order[: max(len(order) // 2, 4 * DRAWN)]
        gaps = not ok[:, best].all(axis=0).mean() > 0.5
        draws, drawn = (SPARSE_DRAWS, SPARSE_DRAWN) if gaps else (DRAWS, DRAWN)
        for _ in range(draws):
            yield np.sort(rng.choice(best, min(drawn, len(best)), replace=False))


def _gapped(ok: np.ndarray) -> list[int]:
    """One column for each pattern of missing cells; at most eight patterns, the most usual first."""
    patterns: dict[bytes, list[int]] = {}
    for i, column in enumerate(ok):
        if not column.all() and column.any():
            patterns.setdefault(column.tobytes(), []).append(i)
    return [cols[0] for cols in sorted(patterns.values(), key=lambda cols: (-len(cols), cols[0]))[:8]]


def _hashes(data: Data, columns: Sequence[int], rows: np.ndarray) -> np.ndarray:
    weights = np.random.default_rng(13).integers(1, 2**63, len(rows), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return (data.value[grid(columns, rows)].astype(np.uint64) * weights).sum(axis=1, dtype=np.uint64)


def _forms(h: np.ndarray, columns: list[int], deep: bool) -> Iterator[list[Relation]]:
    """Relations whose hashes agree, form by form: a = b; a + b = c; runs; a + b = c + d; and so on."""
    m = len(columns)
    single = np.arange(m)
    one = single.reshape(-1, 1)
    yield _named(_joined(h, one, h, one), columns)
    i, j = np.triu_indices(m, 1)
    pairs, pair_h = np.stack([i, j], axis=1), h[i] + h[j]
    yield _named(_joined(pair_h, pairs, h, one), columns)
    yield from (_named(r, columns) for r in _runs(h))
    if not deep:
        return
    yield _named(_joined(pair_h, pairs, pair_h, pairs), columns)
    # a + b = d - c, kept as plus (a, b, c), minus (d)
    d, c = (x.ravel() for x in np.meshgrid(single, single, indexing="ij"))
    apart = d != c
    d, c = d[apart], c[apart]
    yield _named(_moved(_joined(pair_h, pairs, h[d] - h[c], np.stack([d, c], axis=1))), columns)
    if m > FEW:
        return
    # a + b = d - (c + e)  and  a + b = (c + e) - d
    p, s = (x.ravel() for x in np.meshgrid(np.arange(len(pairs)), single, indexing="ij"))
    apart = (pairs[p] != s[:, None]).all(axis=1)
    p, s = p[apart], s[apart]
    three = np.column_stack([pairs[p], s])
    four = _joined(pair_h, pairs, h[s] - pair_h[p], three)
    yield _named((np.column_stack([four[0], four[1][:, :2]]), four[1][:, 2:]), columns)
    five = _joined(pair_h, pairs, pair_h[p] - h[s], three)
    yield _named((np.column_stack([five[0], five[1][:, 2:]]), five[1][:, :2]), columns)


def _joined(
    left_h: np.ndarray, left: np.ndarray, right_h: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows of `left` and `right` with equal hashes that share no column."""
    order = np.argsort(left_h, kind="stable")
    keys = left_h[order]
    start, stop = np.searchsorted(keys, right_h, "left"), np.searchsorted(keys, right_h, "right")
    count = stop - start
    if count.sum() > CROWD * 4:
        count = np.where(count > 50, 0, count)
    total = int(count.sum())
    r = np.repeat(np.arange(len(right_h)), count)
    offset = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    l = order[np.repeat(start, count) + offset]
    a, b = left[l], right[r]
    apart = ~(a[:, :, None] == b[:, None, :]).any(axis=(1, 2))
    return a[apart][:CROWD], b[apart][:CROWD]


def _moved(pair: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """a + b = d - c is a + b + c = d."""
    a, dc = pair
    return np.column_stack([a, dc[:, 1:]]), dc[:, :1]


def _runs(h: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Totals of three and more columns that stand side by side, or with one or two others between."""
    m = len(h)
    order = np.argsort(h, kind="stable")
    keys = h[order]
    for step in (1, 2, 3):
        for first in range(m):
            line = np.arange(first, m, step)
            if len(line) < 3:
                continue
            sums = np.cumsum(h[line], dtype=np.uint64)[2:]
            start, stop = np.searchsorted(keys, sums, "left"), np.searchsorted(keys, sums, "right")
            for k in np.flatnonzero(stop > start):
                run = line[: k + 3]
                for t in order[start[k] : stop[k]]:
                    if t not in run:
                        yield run.reshape(1, -1), np.array([[t]])


def _named(found: tuple[np.ndarray, np.ndarray], columns: list[int]) -> list[Relation]:
    names = np.array(columns)
    plus, minus = (np.sort(names[side], axis=1) for side in found)
    both = zip(plus.tolist(), minus.tolist(), strict=True)
    return list(dict.fromkeys(canonical(tuple(a), tuple(b)) for a, b in both))


def canonical(a: tuple[int, ...], b: tuple[int, ...]) -> Relation:
    """The longer side is minus; of equal sides the smaller is plus."""
    a, b = tuple(sorted(a)), tuple(sorted(b))
    return (a, b) if (len(a), a) <= (len(b), b) else (b, a)


def _sifted(data: Data, relations: list[Relation], rows: np.ndarray) -> Iterator[Relation]:
    by_form: dict[tuple[int, int], list[Relation]] = {}
    for r in relations:
        by_form.setdefault((len(r[0]), len(r[1])), []).append(r)
    for group in by_form.values():
        plus, minus = np.array([r[0] for r in group]), np.array([r[1] for r in group])
        keep = sift(data, plus, minus, rows)
        yield from (r for r, good in zip(group, keep, strict=True) if good)


def named_runs(columns: Sequence[int], totals: Sequence[int]) -> Iterator[Relation]:
    """For columns that call themselves totals: every run of columns right before or behind."""
    place = {c: n for n, c in enumerate(columns)}
    for t in totals:
        n = place[t]
        before, behind = list(columns[:n]), list(columns[n + 1 :])
        for size in range(2, 16):
            if size <= len(before):
                yield canonical((t,), tuple(before[-size:]))
            if size <= len(behind):
                yield canonical((t,), tuple(behind[:size]))
