"""Changes on the row before, by key and time: carried values, differences, percentages; and changes within a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audit.dataset.discover import chance, names
from audit.dataset.discover.data import Data, grid
from audit.dataset.discover.fits import SURE, allowed, sample
from audit.dataset.discover.linear import groups
from audit.dataset.discover.prints import prints, prints_banded

PREVIOUS, DELTA, PERCENT = "previous", "delta", "percent"


@dataclass(frozen=True, slots=True)
class Change:
    """A change rule. `lag` is year or period: it looks at the row before; "": `base` is a column of the same row."""

    form: str
    current: int
    stated: int
    base: int | None
    lag: str
    judged: int
    broken: np.ndarray
    chance: float
    names: int


def search(data: Data) -> list[Change]:
    """Find the change rules of a table: for each column that states one, the best."""
    made: list[Change] = []
    for lag, back in data.back.items():
        for form in (PREVIOUS, DELTA, PERCENT):
            made += _lagged(data, form, lag, back)
    made += _in_row(data)
    best: dict[tuple[int, bool], Change] = {}
    for c in sorted(made, key=lambda c: (c.form == PREVIOUS, len(c.broken), -c.names, c.base is None, c.current)):
        best.setdefault((c.stated, c.form == PREVIOUS), c)
    return list(best.values())


def _lagged(data: Data, form: str, lag: str, back: np.ndarray) -> list[Change]:
    rows = np.flatnonzero(back >= 0)
    found = []
    for current, stated in _pairs(data, form, rows, back):
        ok, holds, target, fitted = judge_lagged(data, form, current, stated, rows, back)
        judged, held = int(ok.sum()), int(holds.sum())
        if judged < 3 or judged - held > allowed(judged) or (form == PREVIOUS and _same(data, current, stated)):
            continue
        score = _score(data, form, current, stated)
        looks = 100.0 if score > 1 else float(len(data.live) ** 2)
        log = _likely(data, form, stated, ok, held, target, fitted, looks, rows)
        if log <= SURE:
            found.append(Change(form, current, stated, None, lag, judged, rows[ok & ~holds], log, score))
    return found


def judge_lagged(
    data: Data, form: str, current: int, stated: int, rows: np.ndarray, back: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Judge a change on the rows that have one before.

    Returns: per row of `rows`: can it be judged; does it hold; what is stated; what it should be (floats, for chances).
    """
    now, before = data.value[current, rows], data.value[current, back[rows]]
    says = data.value[stated, rows]
    ok = data.ok[current, back[rows]] & data.ok[stated, rows]
    now_w, before_w = data.width[current, rows], data.width[current, back[rows]]
    if form == PREVIOUS:
        holds = 2 * np.abs(before - says) <= before_w + data.width[stated, rows]
        return ok, ok & holds, says.astype(float), before.astype(float)
    ok = ok & data.ok[current, rows]
    if form == DELTA:
        holds = 2 * np.abs(now - before - says) <= now_w + before_w + data.width[stated, rows]
        return ok, ok & holds, says.astype(float), (now - before).astype(float)
    return _percent(data, stated, rows, ok, now, before, now_w, before_w)


def _percent(
    data: Data,
    stated: int,
    rows: np.ndarray,
    ok: np.ndarray,
    now: np.ndarray,
    before: np.ndarray,
    now_w: np.ndarray,
    before_w: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rep, dec = data.print_num[stated, rows], data.print_dec[stated, rows]
    per = 1000 if data.units[stated] == "‰" else 100
    ok = ok & (before > 0)
    if now_w.any() or before_w.any():
        # (now - before) / before is now / before less one whole: the bands of now and before stay apart
        whole = rep + per * 10**dec
        holds = prints_banded(now, before, now_w, before_w, whole, dec, per)
    else:
        holds = prints(now - before, before, rep, dec, per)
    digits = 10.0 ** int(dec.max(initial=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = np.where(before > 0, per * digits * (now - before) / np.maximum(before, 1), 0.0)
    return ok, ok & holds, data.value[stated, rows] * (digits / 10.0**data.scale), fitted


def _likely(
    data: Data,
    form: str,
    stated: int,
    ok: np.ndarray,
    held: int,
    target: np.ndarray,
    fitted: np.ndarray,
    looks: float,
    rows: np.ndarray,
) -> float:
    unit = 1.0 if form == PERCENT else float(10**data.scale // 10 ** int(data.print_dec[stated].max()))
    band = np.ones(1) if form == PERCENT else data.width[stated, rows].astype(float)
    p = chance.one_row(target[ok][:4000], fitted[ok][:4000], band, unit)
    return chance.total(chance.many_rows(p, held, int(ok.sum())), looks)


def _pairs(data: Data, form: str, rows: np.ndarray, back: np.ndarray) -> Iterator[tuple[int, int]]:
    """(current, stated) that hold on a sample of the rows."""
    take = rows[np.isin(rows, sample(data, 600))] if len(rows) > 600 else rows
    if len(take) < 3:
        return
    if form == PERCENT:
        stated = [c for c in data.live if data.percent[c]]
        current = [c for c in data.live if not data.percent[c]]
        couples = [(x, s) for s in stated for x in current]
    else:
        couples = [
            (x, s)
            for group in [*groups(data), [c for c in data.live if data.percent[c]]]
            for s in group
            for x in group
            if x != s
        ]
    for x, s in couples:
        ok, holds, *_ = judge_lagged(data, form, x, s, take[:24], back)
        if (ok & ~holds).sum() > 4:
            continue
        ok, holds, *_ = judge_lagged(data, form, x, s, take, back)
        count = int(ok.sum())
        if count >= 3 and (ok & ~holds).sum() <= max(0.1 * count, count >= 5):
            yield x, s


def _same(data: Data, a: int, b: int) -> bool:
    """Are the columns equal within the row? Then nothing is carried."""
    ok = data.ok[a] & data.ok[b]
    return bool((data.value[a, ok] == data.value[b, ok]).mean() > 0.5) if ok.any() else False


def _in_row(data: Data) -> list[Change]:
    """Percentages of change between two columns of the row."""
    found = []
    rows = np.arange(data.n)
    take = sample(data)
    for group in groups(data):
        for s in (c for c in data.live if data.percent[c]):
            for x, base in _likely_pairs(data, s, group, take):
                ok = np.all(data.ok[[x, base, s]], axis=0)
                ok, holds, target, fitted = _percent(
                    data, s, rows, ok, data.value[x], data.value[base], data.width[x], data.width[base]
                )
                judged, held = int(ok.sum()), int(holds.sum())
                if judged < 3 or judged - held > allowed(judged):
                    continue
                score = names.changes(data.names[s], data.names[x])
                score += names.carried(data.names[base], data.names[x])
                looks = 100.0 if score > 1 else float(len(group) ** 2)
                log = _likely(data, PERCENT, s, ok, held, target, fitted, looks, rows)
                if log <= SURE:
                    found.append(Change(PERCENT, x, s, base, "", judged, np.flatnonzero(ok & ~holds), log, score))
    return found


def _likely_pairs(data: Data, stated: int, group: list[int], take: np.ndarray) -> Iterator[tuple[int, int]]:
    take = take[data.ok[stated, take]]
    if len(take) < 3:
        return
    value, ok = data.value[grid(group, take)].astype(float), data.ok[grid(group, take)]
    width = data.width[grid(group, take)].astype(float)
    per = 1000.0 if data.units[stated] == "‰" else 100.0
    target = data.value[stated, take] / 10.0**data.scale / per
    half = 0.5 * 10.0 ** -data.print_dec[stated, take].astype(float) / per
    for b, base in enumerate(group):
        there = ok & ok[b] & (value[b] > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = value / value[b]
            slack = (width + quotient * width[b]) / value[b]
            bad = there & ~(np.abs(quotient - 1 - target) <= (half + slack) * (1 + 1e-6) + 1e-12)
        count = there.sum(axis=1)
        for x in np.flatnonzero((count >= 3) & (bad.sum(axis=1) <= np.maximum(0.1 * count, count >= 5))):
            if group[x] != base:
                yield group[int(x)], base


def _score(data: Data, form: str, current: int, stated: int) -> int:
    says, of = data.names[stated], data.names[current]
    if form == PREVIOUS:
        return names.carried(says, of)
    return names.changes(says, of)
