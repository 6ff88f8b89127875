"""Rates: reported = per * numerator / denominator as printed; numerators and denominators may be sums of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audit.dataset.discover import chance, names
from audit.dataset.discover.data import Data, grid
from audit.dataset.discover.fits import SURE, allowed
from audit.dataset.discover.linear import groups
from audit.dataset.discover.prints import prints, prints_banded

PROBES, DRAWS = 8, 5
MEAN_PER = (1, 100, 1000, 10_000, 100_000)
RUN = 8  # columns of a denominator that stand side by side
CROWD = 400_000


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and what the rows say about it; `broken` are positions in the Data."""

    reported: int
    numerator: tuple[int, ...]
    denominator: tuple[int, ...]
    per: int
    judged: int
    broken: np.ndarray
    chance: float
    names: int
    also: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()


class Sums:
    """Candidates for numerators and denominators: columns, sums of two, sums of columns side by side."""

    def __init__(self, data: Data) -> None:
        self.data = data
        plain = [c for c in data.live if not data.percent[c] and (data.value[c] >= 0).mean() > 0.9]
        self.singles: list[tuple[int, ...]] = [(c,) for c in plain]
        self.pairs: list[tuple[int, ...]] = []
        self.runs: list[tuple[int, ...]] = []
        for group in groups(data):
            cols = [c for c in group if c in plain]
            self.pairs += [(a, b) for i, a in enumerate(cols) for b in cols[i + 1 :]]
            self.runs += [tuple(cols[i : i + n]) for n in range(3, RUN + 1) for i in range(len(cols) - n + 1)]

    def stages(self) -> list[list[tuple[list[tuple[int, ...]], list[tuple[int, ...]]]]]:
        """Pairs of (numerators, denominators) to look at, the simple ones first."""
        s, p, r = self.singles, self.pairs, self.runs
        return [[(s, s)], [(s, p), (p, s)], [(p, p), (r, s), (s, r)]]


def search(data: Data, reported: Sequence[int] | None = None) -> list[Rate]:
    """Explain percentages, and means among the columns with decimals.

    Args:    data. reported: columns to explain; None: all that may be rates.
    Returns: for each column that is one, the rate with the fewest exceptions; among equals the simplest, best named.
    """
    sums = Sums(data)
    whole = data.exact
    if reported is None:
        reported = [c for c in data.live if data.percent[c] or not whole[c]]
    found = []
    for c in reported:
        per = ((1000,) if data.units[c] == "‰" else (100,)) if data.percent[c] else MEAN_PER
        for stage in sums.stages()[: 3 if data.percent[c] else 2]:
            best = _explained(data, c, per, stage)
            if best is not None:
                found.append(best)
                break
    return found


def judge(data: Data, reported: int, num: Sequence[int], den: Sequence[int], per: int) -> tuple[np.ndarray, np.ndarray]:
    """Judge a rate exactly.

    Returns: rows that can be judged, rows that hold.
    """
    num, den = list(num), list(den)
    n, d = data.value[num].sum(axis=0), data.value[den].sum(axis=0)
    ok = data.ok[[reported, *num, *den]].all(axis=0) & (d > 0)
    rep, dec = data.print_num[reported], data.print_dec[reported]
    if data.width[num].any() or data.width[den].any():
        nw, dw = data.width[num].sum(axis=0), data.width[den].sum(axis=0)
        return ok, ok & prints_banded(n, d, nw, dw, rep, dec, per, _step(data, reported))
    return ok, ok & prints(n, d, rep, dec, per, _step(data, reported))


def _step(data: Data, c: int) -> np.ndarray:
    """What the last printed digit of each cell is worth, in units of print_num."""
    return data.width[c] // 10 ** (data.scale - data.print_dec[c])


def _explained(data: Data, c: int, per: Sequence[int], stage: list) -> Rate | None:
    made: list[tuple[Rate, int]] = []
    looks = sum(len(a) * len(b) for a, b in stage) * len(per)
    for p in per:
        candidates: dict[tuple[tuple[int, ...], tuple[int, ...]], None] = {}
        for nums, dens in stage:
            for pair in _candidates(data, c, p, nums, dens):
                candidates.setdefault(pair)
        for num, den in list(candidates)[:400]:
            rate = _judged(data, c, num, den, p, looks)
            if rate is not None:
                made.append((rate, len(num) + len(den)))
    if not made:
        return None
    fewest = min(len(r.broken) for r, _ in made)
    near = [(r, k) for r, k in made if len(r.broken) <= 3 * fewest + 2]  # one column's errors are not the other's
    near.sort(key=lambda rk: (rk[1], _overlaps(rk[0]), -rk[0].names, len(rk[0].broken), _far(rk[0])))
    best = near[0][0]
    others = tuple((r.numerator, r.denominator) for r, _ in near[1:4])
    return replace(best, also=others)


def _overlaps(r: Rate) -> bool:
    return bool(set(r.numerator) & set(r.denominator))


def _far(r: Rate) -> tuple:
    return (sum(abs(c - r.reported) for c in r.numerator + r.denominator), r.numerator, r.denominator)


def _judged(data: Data, c: int, num: tuple, den: tuple, per: int, looks: float) -> Rate | None:
    ok, holds = judge(data, c, num, den, per)
    judged, held = int(ok.sum()), int(holds.sum())
    if judged < 3 or judged - held > allowed(judged):
        return None
    score = names.rates(data.names[c], [data.names[x] for x in num], [data.names[x] for x in den])
    log = likely(data, c, num, den, per, ok, held, looks if score < 3 else 100.0)
    if log > SURE:
        return None
    return Rate(c, num, den, per, judged, np.flatnonzero(ok & ~holds), log, score)


def likely(
    data: Data, c: int, num: Sequence[int], den: Sequence[int], per: int, ok: np.ndarray, held: int, looks: float
) -> float:
    """log10 of the chance that so many prints agree with the quotients."""
    rows = np.flatnonzero(ok)[:4000]
    digits = 10.0 ** int(data.print_dec[c].max())
    target = data.value[c, rows] * (digits / 10.0**data.scale)
    n = data.value[list(num)][:, rows].sum(axis=0).astype(float)
    d = data.value[list(den)][:, rows].sum(axis=0).astype(float)
    band = np.maximum(_step(data, c)[rows], 1).astype(float)
    p = chance.one_row(target, per * digits * n / d, band, float(np.median(band)))
    return chance.total(chance.many_rows(p, held, int(ok.sum())), looks)


def _candidates(data: Data, c: int, per: int, nums: list, dens: list) -> list[tuple[tuple, tuple]]:
    """Pairs of numerator and denominator that print as the rate on nearly all of a few rows, in one of the draws."""
    found: dict[tuple[int, int], None] = {}
    for rows in draws(data, c):
        left, right = _values(data, nums, rows), _values(data, dens, rows)
        target = data.value[c, rows] / 10.0**data.scale / per
        half = 0.5 * np.maximum(data.width[c, rows], 1) / 10.0**data.scale / per
        for i, j in _met(left, right, target, half):
            found.setdefault((i, j))
    return [(nums[i], dens[j]) for i, j in found if not set(dens[j]) <= set(nums[i])]


def draws(data: Data, c: int) -> list[np.ndarray]:
    """Rows on which candidates for a rate must show themselves: with large numbers and a rate that says something."""
    rows = np.flatnonzero(data.ok[c])
    if not len(rows):
        return []
    plain = [x for x in data.live if not data.percent[x]]
    size = np.log1p(np.abs(data.value[grid(plain, rows)]).astype(float)).sum(axis=0)
    size += data.ok[grid(plain, rows)].sum(axis=0) * 4.0
    edge = np.isin(data.value[c, rows], (0, 100 * 10**data.scale))
    order = rows[np.lexsort((-size, edge))]
    if len(order) <= 3 * PROBES:
        return [np.roll(order, -k) for k in range(min(3, len(order)))]
    best = order[: max(len(order) // 3, PROBES * 4)]
    rng = np.random.default_rng(19 + c)
    return [rng.choice(best, PROBES, replace=False) for _ in range(DRAWS)]


def _values(data: Data, sums: list[tuple[int, ...]], rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value, half band and presence of each sum on the rows, as floats."""
    value = np.zeros((len(sums), len(rows)))
    width, ok = np.zeros_like(value), np.ones(value.shape, dtype=bool)
    by_size: dict[int, list[int]] = {}
    for k, s in enumerate(sums):
        by_size.setdefault(len(s), []).append(k)
    for same in by_size.values():
        members = np.array([sums[k] for k in same])
        value[same] = data.value[members[:, :, None], rows].sum(axis=1)
        width[same] = data.width[members[:, :, None], rows].sum(axis=1) / 2
        ok[same] = data.ok[members[:, :, None], rows].all(axis=1)
    return value, width, ok


def _met(left: tuple, right: tuple, target: np.ndarray, half: np.ndarray) -> list[tuple[int, int]]:
    """Indexes of sums whose quotient is the target on all rows but one in eight: by sorting on the first row."""
    (n, nw, n_ok), (d, dw, d_ok) = left, right
    if not len(n) or not len(d):
        return []
    order = np.argsort(n[:, 0], kind="stable")
    keys = n[order, 0]
    slack = float(nw[:, 0].max(initial=0.0))
    usable = d_ok[:, 0] & (d[:, 0] > 0)
    low = (d[:, 0] - dw[:, 0]) * (target[0] - half[0]) - slack
    high = (d[:, 0] + dw[:, 0]) * (target[0] + half[0]) + slack
    room = 1e-9 * np.abs(high) + 1e-9
    start = np.searchsorted(keys, low - room, "left")
    count = np.where(usable, np.searchsorted(keys, high + room, "right") - start, 0)
    found: list[tuple[int, int]] = []
    for part in _parts(count):
        j = np.repeat(part, count[part])
        offset = np.arange(len(j)) - np.repeat(np.cumsum(count[part]) - count[part], count[part])
        i = order[np.repeat(start[part], count[part]) + offset]
        bad, seen = np.zeros(len(i), dtype=np.int64), np.zeros(len(i), dtype=np.int64)
        for r in range(len(target)):
            there = n_ok[i, r] & d_ok[j, r] & (d[j, r] > 0)
            with np.errstate(divide="ignore", invalid="ignore"):
                q = n[i, r] / d[j, r]
                wide = half[r] + (nw[i, r] + np.abs(q) * dw[j, r]) / np.maximum(d[j, r] - dw[j, r], 1e-9)
                bad += there & ~(np.abs(q - target[r]) <= wide * (1 + 1e-6) + 1e-12)
            seen += there
            keep = bad <= len(target) // 8
            i, j, bad, seen = i[keep], j[keep], bad[keep], seen[keep]
        good = (seen >= 3) & n_ok[i, 0]
        found += zip(i[good].tolist(), j[good].tolist(), strict=True)
    return found


def _parts(count: np.ndarray) -> Iterator[np.ndarray]:
    """Denominators in portions of so many candidates."""
    at = np.flatnonzero(count)
    if not len(at):
        return
    portion = np.cumsum(count[at]) // CROWD
    for k in np.unique(portion):
        yield at[portion == k]
