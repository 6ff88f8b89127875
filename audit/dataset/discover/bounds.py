"""What single columns keep: the domain of their values, and percentages that some whole number of a base must make."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from audit.dataset.discover import chance, names
from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import SURE, allowed
from audit.dataset.discover.orders import poisson_below
from audit.dataset.discover.prints import prints

ROWS = 50  # before it is said that a count is never 0


@dataclass(frozen=True, slots=True)
class Domain:
    """The bounds of a column's values, as printed numbers; None is open. `broken` are positions in the Data."""

    column: int
    low: int | None
    high: int | None
    judged: int
    broken: np.ndarray


@dataclass(frozen=True, slots=True)
class Attainable:
    """A percentage that whole numbers of a base make, where no column is its numerator."""

    reported: int
    base: int
    judged: int
    broken: np.ndarray
    chance: float
    names: int


def domains(data: Data) -> list[Domain]:
    """Find the domain of each column."""
    found = []
    for c in range(len(data.names)):
        ok = data.ok[c]
        judged = int(ok.sum())
        if not judged:
            continue
        value, one = data.value[c], 10**data.scale
        low, high = None, None
        if (ok & (value < 0)).sum() <= allowed(judged) // 5 and not names.is_change(data.names[c]):
            low = 1 if _never_nought(data, c) else 0
        hundred = 100 * one
        if data.percent[c] and data.units[c] != "‰" and not names.is_change(data.names[c]):
            over = int((ok & (value > hundred)).sum())
            if low is not None and over <= allowed(judged) // 5:
                high = 100
        if low is None and data.percent[c] and names.is_change(data.names[c]):
            low = -100 if (ok & (value < -hundred)).sum() <= allowed(judged) // 5 else None
        outside = np.zeros_like(ok)
        if low is not None:
            outside |= ok & (value < low * one)
        if high is not None:
            outside |= ok & (value > high * one)
        found.append(Domain(c, low, high, judged, np.flatnonzero(outside)))
    return found


def _never_nought(data: Data, c: int) -> bool:
    """Is 0 missing where the counts next to it would lead to expect it?"""
    if not data.exact[c] or (data.print_dec[c] > 0).any():
        return False
    value, one = data.value[c][data.ok[c]], 10**data.scale
    noughts = int((value < one).sum())
    ones, twos, threes = (int((value == k * one).sum()) for k in (1, 2, 3))
    if noughts > 0.02 * ones or ones < 5 or len(value) < ROWS:
        return False
    straight, bent = ones**2 / max(twos, 1), ones**3 * max(threes, 1) / max(twos, 1) ** 3
    expected = min(ones, straight, bent)
    return poisson_below(noughts, expected) <= SURE


def attainable(data: Data, explained: set[int]) -> list[Attainable]:
    """Find bases of percentages whose numerator no column states.

    Args: data. explained: percentages that a rate or change explains.
    """
    found = []
    whole = data.exact
    for c in data.live:
        if not data.percent[c] or c in explained or data.is_change(c):
            continue
        bases = [b for b in data.live if whole[b] and not data.percent[b] and not names.is_change(data.names[b])]
        best: Attainable | None = None
        for b in bases:
            made = _attained(data, c, b, len(bases))
            if made is not None and (best is None or made.chance < best.chance):
                best = made
        if best is not None:
            found.append(best)
    return found


def _attained(data: Data, c: int, base: int, looks: int) -> Attainable | None:
    one = 10**data.scale
    ok = data.ok[c] & data.ok[base] & (data.value[base] > 0) & (data.value[base] % one == 0)
    rows = np.flatnonzero(ok)
    if len(rows) < 5:
        return None
    n = data.value[base, rows] // one
    rep, dec = data.print_num[c, rows], data.print_dec[c, rows]
    per = 1000 if data.units[c] == "‰" else 100
    scale = per * 10**dec
    if int(n.max()) * int(np.abs(rep).max(initial=1)) > 2**60:
        return None
    near = rep * n // scale
    holds = np.zeros(len(rows), dtype=bool)
    for k in (near - 1, near, near + 1, near + 2):
        holds |= (k >= 0) & (k <= n) & prints(k, n, rep, dec, per)
    if len(rows) - int(holds.sum()) > allowed(len(rows)):
        return None
    # how many of the prints there are does a base of n make? Those of rows that can tell count
    p = np.minimum(1.0, (n + 1) / (scale + 1))
    logs = np.where(holds & (p < 1), np.log10(p), 0.0)
    telling = int((p < 1).sum())
    missed = int((~holds).sum())
    log = float(logs.sum()) + _ways(telling, missed)
    total = chance.total(max(chance.FLOOR, log), looks)
    score = names.rates(data.names[c], [], [data.names[base]])
    return Attainable(c, base, len(rows), rows[~holds], total, score) if total <= SURE else None


def _ways(n: int, k: int) -> float:
    """log10 of the ways to choose the rows that miss."""
    if not k or k > n:
        return 0.0
    return (math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)) / math.log(10)
