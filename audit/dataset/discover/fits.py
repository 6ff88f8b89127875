"""How well a linear relation fits: plus columns and minus columns whose sums agree within the bands of their prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.dataset.discover import chance
from audit.dataset.discover.data import Data

MAX_BROKEN = 0.05  # of the rows that a rule is judged on
SAMPLE = 240  # rows that sort out what cannot hold
SURE = -3.0  # log10 of the chance below which a rule is proposed


@dataclass(frozen=True, slots=True)
class Fit:
    """A relation and what the rows say about it; `broken` are positions in the Data."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    judged: int
    broken: np.ndarray
    chance: float
    constant: int = 0  # stands on the plus side, times 10**scale

    @property
    def members(self) -> tuple[int, ...]:
        """All columns."""
        return self.plus + self.minus

    @property
    def share(self) -> float:
        """The share of rows that break it."""
        return len(self.broken) / max(self.judged, 1)


def allowed(judged: int) -> int:
    """How many rows of so many may break a rule that is proposed all the same."""
    return max(int(MAX_BROKEN * judged), 1 if judged >= 5 else 0)


def residual(data: Data, plus: Sequence[int], minus: Sequence[int], constant: int = 0) -> tuple[np.ndarray, ...]:
    """Per row: plus less minus; the band; whether all cells are there; whether any of them is not zero."""
    members = list(plus) + list(minus)
    left = data.value[list(plus)].sum(axis=0) + constant
    gap = left - data.value[list(minus)].sum(axis=0)
    ok = np.all(data.ok[members], axis=0)
    return gap, data.width[members].sum(axis=0), ok, np.any(data.value[members] != 0, axis=0)


def fit(data: Data, plus: Sequence[int], minus: Sequence[int], *, constant: int = 0, looks: float = 1.0) -> Fit | None:
    """Judge a relation on every row.

    Args:    data. plus, minus: columns. constant: beside plus. looks: how many relations like it were looked at.
    Returns: the fit; None where too many rows break it, or where a member does not matter to it.
    """
    gap, band, ok, telling = residual(data, plus, minus, constant)
    holds = 2 * np.abs(gap) <= band
    judged = ok & telling
    count, held = int(judged.sum()), int((judged & holds).sum())
    if count < 3 or count - held > allowed(count):
        return None
    agreeing = judged & holds
    for c in (*plus, *minus):  # a column of noughts belongs to every sum
        if int((agreeing & (2 * np.abs(data.value[c]) > band)).sum()) < min(3, count):
            return None
    log = likely(data, plus, minus, constant, judged, held, looks)
    broken = np.flatnonzero(ok & ~holds)
    return Fit(tuple(plus), tuple(minus), int(ok.sum()), broken, log, constant)


def likely(
    data: Data, plus: Sequence[int], minus: Sequence[int], constant: int, judged: np.ndarray, held: int, looks: float
) -> float:
    """log10 of the chance that so many rows agree: the largest member against all the others."""
    rows = np.flatnonzero(judged)[:4000]
    members = list(plus) + list(minus)
    size = np.abs(data.value[members][:, rows].astype(float)).mean(axis=1)
    big = members[int(size.argmax())]
    sign = 1 if big in plus else -1
    target = data.value[big][rows].astype(float)
    others = data.value[[c for c in plus if c != big]][:, rows].sum(axis=0).astype(float)
    others -= data.value[[c for c in minus if c != big]][:, rows].sum(axis=0)
    fitted = -sign * (others + constant)
    band = data.width[members][:, rows].sum(axis=0).astype(float)
    unit = float(max(1, 10**data.scale // 10 ** int(data.print_dec[members].max())))
    p = chance.one_row(target, fitted, band, unit)
    return chance.total(chance.many_rows(p, held, int(judged.sum())), looks)


def sift(data: Data, plus: np.ndarray, minus: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Which of many relations of one form hold on a sample of rows.

    Args:    plus, minus: int arrays (relations, members). rows: positions.
    Returns: bool a relation: at most a tenth of the rows where all cells are there break it.
    """
    keep = np.zeros(len(plus), dtype=bool)
    if not len(rows):
        return keep
    value, ok, width = data.value[:, rows], data.ok[:, rows], data.width[:, rows]
    chunk = max(1, 400_000 // len(rows))
    for start in range(0, len(plus), chunk):
        part = slice(start, start + chunk)
        gap = value[plus[part]].sum(axis=1) - value[minus[part]].sum(axis=1)
        band = width[plus[part]].sum(axis=1) + width[minus[part]].sum(axis=1)
        there = ok[plus[part]].all(axis=1) & ok[minus[part]].all(axis=1)
        broken = (there & (2 * np.abs(gap) > band)).sum(axis=1)
        count = there.sum(axis=1)
        keep[part] = (count >= 3) & (broken <= np.maximum(0.1 * count, (count >= 5) * 1))
    return keep


def sample(data: Data, size: int = SAMPLE) -> np.ndarray:
    """Rows spread over the table, the same in every run."""
    if data.n <= size:
        return np.arange(data.n)
    return np.sort(np.random.default_rng(7).choice(data.n, size, replace=False))
