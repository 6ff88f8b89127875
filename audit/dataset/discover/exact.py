"""Linear relations by exact elimination, whatever their length: the null space of rows without error, modulo a prime.

What sorting of sums cannot reach (six columns and more that do not stand side by side) is found here where the table
has more rows than columns. Rows are drawn often, as one row in error hides every relation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from audit.dataset.discover.data import Data, grid
from audit.dataset.discover.fits import sample, sift
from audit.dataset.discover.hashed import Relation, canonical

PRIME = 2**31 - 1  # products stay inside int64
TRIES = 40
LONGEST = 16  # members
SPARE = 8  # rows beyond the number of columns


def search(data: Data, columns: Sequence[int], known: Iterable[Relation]) -> set[Relation]:
    """Find relations with coefficients 1 and -1 that do not follow from those that are known.

    Args:    data. columns: exact ones. known: relations found otherwise; one member of each is left out of the search,
             and the rows that break them are not drawn.
    Returns: relations that hold on a sample of the rows.
    """
    known = [r for r in known if set(r[0] + r[1]) <= set(columns)]
    free = [c for c in columns if c not in _pivots(known, columns)]
    clean = data.ok[free].all(axis=0) & (data.value[free] != 0).any(axis=0)
    for plus, minus in known:
        clean &= data.value[list(plus)].sum(axis=0) == data.value[list(minus)].sum(axis=0)
    pool, need = np.flatnonzero(clean), len(free) + SPARE
    found: set[Relation] = set()
    if len(free) < 3 or len(pool) < need:
        return found
    rng = np.random.default_rng(17)
    rows, seen = sample(data), set()
    for _ in range(TRIES if len(pool) > need else 1):
        take = rng.choice(pool, need, replace=False)
        for vector in _null_space(data.value[grid(free, take)].T):
            relation = _relation(vector, free)
            if relation is None or relation in seen:
                continue
            seen.add(relation)
            if sift(data, np.array([relation[0]]), np.array([relation[1]]), rows)[0]:
                found.add(relation)
    return found


def rank_basis(ordered: Iterable[tuple[Relation, int]], columns: int) -> list[int]:
    """Of relations in order of preference, those that do not follow from the ones before.

    Args:    ordered: (relation, its number). columns: how many there are.
    Returns: the numbers that are kept. Exact but for a chance of about 1 in 2**31.
    """
    echelon: list[tuple[int, np.ndarray]] = []
    kept = []
    for (plus, minus), number in ordered:
        row = np.zeros(columns, dtype=np.int64)
        np.add.at(row, list(plus), 1)
        np.add.at(row, list(minus), -1)
        row %= PRIME
        for pivot, other in echelon:
            if row[pivot]:
                row = (row - row[pivot] * other) % PRIME
        if row.any():
            pivot = int(np.flatnonzero(row)[0])
            row = row * pow(int(row[pivot]), -1, PRIME) % PRIME
            echelon.append((pivot, row))
            kept.append(number)
    return kept


def _pivots(known: list[Relation], columns: Sequence[int]) -> set[int]:
    """One column of each known relation, so that no known relation is left among the others."""
    out: set[int] = set()
    for plus, minus in sorted(known, key=lambda r: len(r[0] + r[1])):
        rest = [c for c in (*plus, *minus) if c not in out]
        if rest:
            out.add(max(rest, key=lambda c: (len(plus) == 1 and c == plus[0], c)))
    return out & set(columns)


def _null_space(rows: np.ndarray) -> list[np.ndarray]:
    """A basis of the relations that all rows keep, modulo the prime: one vector a dependent column."""
    a = rows % PRIME
    n, m = a.shape
    pivots: list[int] = []
    r = 0
    for c in range(m):
        if r == n:
            break
        below = np.flatnonzero(a[r:, c])
        if not len(below):
            continue
        p = r + int(below[0])
        a[[r, p]] = a[[p, r]]
        a[r] = a[r] * pow(int(a[r, c]), -1, PRIME) % PRIME
        others = a[:, c].copy()
        others[r] = 0
        hit = np.flatnonzero(others)
        a[hit] = (a[hit] - others[hit, None] * a[r] % PRIME) % PRIME
        pivots.append(c)
        r += 1
    vectors = []
    for c in set(range(m)) - set(pivots):
        v = np.zeros(m, dtype=np.int64)
        v[c] = 1
        v[pivots] = -a[: len(pivots), c] % PRIME
        vectors.append(np.where(v > PRIME // 2, v - PRIME, v))
    return _sparser(vectors)


def _sparser(vectors: list[np.ndarray]) -> list[np.ndarray]:
    """Add and subtract vectors as long as that makes one of them shorter."""
    for _ in range(4):
        changed = False
        for i, v in enumerate(vectors):
            for j, w in enumerate(vectors):
                if i == j:
                    continue
                for mixed in (v - w, v + w):
                    if 0 < np.count_nonzero(mixed) < np.count_nonzero(vectors[i]):
                        vectors[i], changed = mixed, True
        if not changed:
            break
    return vectors


def _relation(vector: np.ndarray, columns: list[int]) -> Relation | None:
    at = np.flatnonzero(vector)
    if not 2 <= len(at) <= LONGEST or not (np.abs(vector[at]) == 1).all():
        return None
    plus, minus = (tuple(columns[i] for i in at if vector[i] == sign) for sign in (1, -1))
    return canonical(plus, minus) if plus and minus else None
