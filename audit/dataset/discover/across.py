"""The same quantity in two tables: columns that agree on the rows whose keys both have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.dataset.discover import chance, names
from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import SURE, allowed
from audit.dataset.discover.proposal import AGREE, SILENT, Proposal, table_name
from audit.dataset.rules import Rule


def search(tables: Sequence[Data]) -> dict[int, list[Proposal]]:
    """Find columns that two tables share.

    Args:    tables: the numbers of each, with keys.
    Returns: number of a table -> repeats of its columns in later tables.
    """
    found: dict[int, list[Proposal]] = {}
    for i, one in enumerate(tables):
        for other in tables[i + 1 :]:
            found.setdefault(i, []).extend(_between(one, other))
    return found


def keys_of(data: Data) -> tuple[str, ...]:
    """The columns that name a row, time last."""
    return (*data.keys, data.time) if data.time else data.keys


def _between(one: Data, other: Data) -> list[Proposal]:
    keys = keys_of(one)
    if not keys or set(keys) != set(keys_of(other)):
        return []
    here, there = (list(zip(*(d.table.column(k).text for k in keys), strict=True)) for d in (one, other))
    at = {key: row for row, key in enumerate(there)}
    rows = np.array([n for n, key in enumerate(here) if key in at], dtype=np.int64)
    if len(rows) < 3:
        return []
    far = np.array([at[here[n]] for n in rows], dtype=np.int64)
    looks = float(len(one.live) * len(other.live))
    made = []
    for a in one.live:
        best: Proposal | None = None
        for b in other.live:
            if one.percent[a] == other.percent[b]:
                found = _repeat(one, other, a, b, rows, far, looks, keys)
                if found and (best is None or _rank(found) < _rank(best)):
                    best = found
        if best is not None:
            made.append(best)
    return made


def _rank(p: Proposal) -> tuple[bool, float]:
    return p.names != AGREE, p.chance


def _repeat(
    one: Data, other: Data, a: int, b: int, rows: np.ndarray, far: np.ndarray, looks: float, keys: Sequence[str]
) -> Proposal | None:
    x = one.value[a, rows].astype(object) * 10**other.scale
    y = other.value[b, far].astype(object) * 10**one.scale
    band = one.width[a, rows].astype(object) * 10**other.scale + other.width[b, far].astype(object) * 10**one.scale
    ok = one.ok[a, rows] & other.ok[b, far]
    holds = ok & np.array(2 * abs(x - y) <= band, dtype=bool)
    judged, held = int(ok.sum()), int(holds.sum())
    if judged < 3 or judged - held > allowed(judged):
        return None
    same = one.names[a] == other.names[b]
    p = chance.one_row(x[ok].astype(float), y[ok].astype(float), band[ok].astype(float), float(10**one.scale))
    log = chance.total(chance.many_rows(p, held, judged), 10.0 if same else looks)
    if log > SURE:
        return None
    columns = {"a": (one.names[a],), "b": (f"{table_name(other.table)}.{other.names[b]}",), "key": tuple(keys)}
    agrees = same or names.common(one.names[a], other.names[b]) >= 2
    broken = tuple(int(r) for r in rows[ok & ~holds])
    return Proposal(Rule("", "repeat", columns), judged, broken, log, AGREE if agrees else SILENT)
