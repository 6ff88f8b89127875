"""Orders: one column never exceeds another, and the bound is one that rows come up to.

That a large column exceeds a small one in every row says nothing. A bound shows in how the rows lie beside it: they
come close to it, or meet it, and stop. How many would lie beyond it if it were none is estimated from how they thin
out on this side; the chance of a bound is the chance that none, or so few, lie there all the same.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from audit.dataset.discover import chance, names
from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import SURE, allowed
from audit.dataset.discover.linear import groups

FEWEST = 8  # rows on which a rate must stay at or below 100
WEAK = -1.3  # log10 of the chance that is small enough where the names vouch for an order
LEAK = 0.15  # of the rows expected beyond a bound, at most so many may be there
STEPS = (0.03, 0.06, 0.12, 0.25, 0.4)  # of the spread of the gap
CLOSE = 0.2  # of stages that only their names order, the later is usually at least such a share of the earlier
ROWS = 6000


@dataclass(frozen=True, slots=True)
class Order:
    """upper >= lower, and what the rows say about it; `broken` are positions in the Data."""

    upper: int
    lower: int
    judged: int
    broken: np.ndarray
    chance: float
    names: int
    equal: int  # rows where both are the same
    of_rate: bool = False  # only a rate that never exceeds 100 shows it


def search(
    data: Data, totals: Sequence[int] = (), wholes: Collection[tuple[int, int]] = (), *, named: bool = True
) -> list[Order]:
    """Find pairs of columns of which one bounds the other.

    Args:
        data. totals: columns that sums make. wholes: base and numerator of percentages that stay at or below 100.
        named: take pairs that the names vouch for, too, where the numbers do not show a bound.
    Returns: orders, implied ones among them.
    """
    found = []
    vouched = {(w, part): False for part, w in _wholes(data, set(totals)).items()} if named else {}
    vouched = dict.fromkeys(wholes, True) | vouched
    for group in groups(data):
        group = [c for c in group if not names.is_change(data.names[c]) and not (data.value[c] < 0).mean() > 0.05]
        looks = float(max(1, len(group) * (len(group) - 1)))
        for i, upper in enumerate(group):
            crossing = _crossing(data, upper, group)
            for j, lower in enumerate(group):
                if i != j and crossing[j]:
                    order = _order(data, upper, lower, looks, named, vouched)
                    if order is not None:
                        found.append(order)
    return found


def _wholes(data: Data, totals: set[int]) -> dict[int, int]:
    """The whole of each column that calls itself 其中: the column before it, else the last total before it."""
    wholes = {}
    for c in data.live:
        if not names.is_part(data.names[c]) or data.percent[c]:
            continue
        before = [x for x in data.live if x < c and not data.percent[x] and not names.is_part(data.names[x])][::-1]
        for x in before[:1] + [x for x in before if x in totals or names.is_total(data.names[x])]:
            ok = data.ok[x] & data.ok[c]
            if (ok & (data.value[c] > data.value[x])).sum() <= allowed(int(ok.sum())):
                wholes[c] = x
                break
    return wholes


def _crossing(data: Data, upper: int, group: Sequence[int]) -> np.ndarray:
    """Which columns of the group exceed `upper` in few enough rows."""
    step = max(1, data.n // ROWS)
    rows = slice(None, None, step)
    both = data.ok[group][:, rows] & data.ok[upper, rows]
    over = (both & (data.value[group][:, rows] > data.value[upper, rows])).sum(axis=1)
    count = both.sum(axis=1)
    return (count >= 3) & (over <= np.maximum(0.06 * count, count >= 5))


def _order(data: Data, upper: int, lower: int, looks: float, named: bool, vouched: dict) -> Order | None:
    ok = data.ok[upper] & data.ok[lower]
    gap = data.value[upper] - data.value[lower]
    broken = np.flatnonzero(ok & (gap < 0))
    judged = int(ok.sum())
    if judged < 3 or len(broken) > allowed(judged) or not (gap[ok] > 0).any():
        return None
    score = names.bounds(data.names[upper], data.names[lower])
    by_rate = vouched.get((upper, lower), False) and len(broken) == 0 and not score
    if (upper, lower) in vouched and (by_rate or not vouched[upper, lower]):
        score = 1
    rows = np.flatnonzero(ok & (data.value[lower] > 0))
    log = chance.total(sharpness(data, upper, lower, rows), looks) if len(rows) else 0.0
    if log > SURE:
        if not named or score < 1 or not len(rows):
            return None
        log = sign_chance(data, upper, lower, rows, len(broken))
        if score == 2 and (log > WEAK or np.median(data.value[lower, rows] / data.value[upper, rows].clip(1)) < CLOSE):
            return None
    return Order(upper, lower, judged, broken, log, score, int((gap[ok] == 0).sum()), by_rate and log > SURE)


def sharpness(data: Data, upper: int, lower: int, rows: np.ndarray) -> float:
    """log10 of the chance that so few rows lie beyond the bound, if it were none.

    Rows are counted in three strips of equal width on this side and beyond it: strips of the gap relative to the sum of
    both, narrow against its spread, and units of the gap. Where density falls off smoothly (its logarithm bends down),
    the strip beyond holds about as many as the extrapolation of the three.
    """
    a, b = data.value[upper, rows].astype(float), data.value[lower, rows].astype(float)
    gap, size = a - b, np.abs(a) + np.abs(b)
    relative = gap / np.maximum(size, 1e-9)
    best = 0.0
    equal = int((gap == 0).sum())
    low, high = np.quantile(relative, (0.25, 0.75))
    over = int((gap < 0).sum())
    for step in (s * float(high - low) for s in STEPS):
        strips = [int(((relative > k * step) & (relative <= (k + 1) * step)).sum()) for k in range(3)]
        beyond = int(((relative < 0) & (relative >= -2 * step)).sum())
        best = min(best, _verdict([strips[0] + min(equal, strips[0]), *strips[1:]], beyond, over))
    unit = float(10**data.scale // 10 ** int(max(data.print_dec[upper].max(), data.print_dec[lower].max())))
    strips = [int((gap == k * unit).sum()) for k in range(3)]
    beyond = int(((gap < 0) & (gap >= -2 * unit)).sum())
    return min(best, _verdict(strips, beyond, over))


def _verdict(strips: list[int], beyond: int, over: int) -> float:
    one, two, three = strips
    if one < 5:
        return 0.0
    straight = one * one / max(two, 1)
    bent = one**3 * max(three, 1) / max(two, 1) ** 3
    expected = min(one, straight, bent)
    if beyond > LEAK * expected or over > expected / 2:
        return 0.0
    return poisson_below(beyond, expected)


def poisson_below(seen: int, expected: float) -> float:
    """log10 P(at most `seen`), of a Poisson number with this mean."""
    terms = [-expected + k * math.log(max(expected, 1e-12)) - math.lgamma(k + 1) for k in range(seen + 1)]
    top = max(terms)
    return min(0.0, (top + math.log(sum(math.exp(t - top) for t in terms))) / math.log(10))


def sign_chance(data: Data, upper: int, lower: int, rows: np.ndarray, broken: int) -> float:
    """log10 of the chance that so many rows keep the order, with the columns of other rows set against each other."""
    if not len(rows):
        return 0.0
    a, b = data.value[upper, rows], data.value[lower, rows]
    shifts = range(1, len(rows)) if len(rows) <= 13 else range(1, 13)
    kept = [float((a >= np.roll(b, s)).mean()) for s in shifts]
    p = min(1 - 1e-9, (sum(kept) + 0.5) / (len(kept) + 0.5)) if kept else 1 - 1e-9
    return chance.many_rows(p, len(rows) - broken, len(rows))
