"""A table as integers that can be searched: one scale for all columns, masks, rounding bands, the row before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from audit.dataset import periods
from audit.dataset.table import Column, Table

SAFE = 2**57  # sums of up to 32 such values stay inside int64
NONE, FEW, SAME, LARGE = "nonum", "few", "same", "large"  # why a column is not searched
TOLD = 3  # rows that must state a column before it is searched
MAX_KEY = 3  # columns of a key
MOST_WORDS = 12  # columns of words that a key is looked for in
DOUBLED = 0.02  # of the rows may repeat a key; one row of a short table
LEAST_ROWS = 5  # of a table in which one row may do so
GAPS = 0.05  # of the cells of a key, or of a time, may be empty or unreadable; one cell of a short table
LONG_CELL = 30  # characters: what is longer is a text, no name
_REMARKS = re.compile(r"备注|备考|说明|附注|注释|注解|来源|remarks?|notes?|comments?", re.I)
_SENTENCE = re.compile(r"[。；;！？]")
_RATE = re.compile(r"(?:率|占比|比重|比例|百分比|构成比?|满意度)$")
_CHANGE = re.compile(r"(?:同比|环比|增幅|升幅|降幅|涨幅|跌幅|增速|增长率?|增减率|变化率)$")


@dataclass(slots=True)
class Data:
    """The numbers of a table, column by row.

    Attributes:
        table: where they come from. rows: rows of the table, as this view takes them.
        names, units: of the columns of numbers. at: their places among the columns of the table.
        value: int64 (columns, rows), exact, all times 10**scale. ok: bool, a plain number stands there.
        width: int64, the rounding band of each print at that scale; 0 where the print is exact.
        print_num, print_dec: as printed: value == print_num * 10**(scale - print_dec).
        percent: bool a column. live: columns that vary, and so can be searched.
        keys: key columns without the time. time: the name of the time column, "".
        back: lag -> row before of each row, -1 where there is none; lag is year or period.
        left_out: columns of numbers that are not searched, with the reason: nonum, few, same, large.
    """

    table: Table
    rows: np.ndarray
    names: list[str]
    units: list[str]
    at: list[int]
    scale: int
    value: np.ndarray
    ok: np.ndarray
    width: np.ndarray
    print_num: np.ndarray
    print_dec: np.ndarray
    percent: np.ndarray
    live: list[int]
    keys: tuple[str, ...] = ()
    time: str = ""
    back: dict[str, np.ndarray] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many rows."""
        return len(self.rows)

    @property
    def exact(self) -> np.ndarray:
        """Columns all of whose prints are exact counts."""
        return np.logical_not(self.width.any(axis=1))

    def is_change(self, column: int) -> bool:
        """Does the name say a change in percent?"""
        return bool(_CHANGE.search(self.names[column]))

    def take(self, rows: np.ndarray) -> Data:
        """A view of some rows (positions in this view). The rows before are not kept."""
        value, ok = self.value[:, rows], self.ok[:, rows]
        view = Data(
            self.table, self.rows[rows], self.names, self.units, self.at, self.scale, value, ok, self.width[:, rows],
            self.print_num[:, rows], self.print_dec[:, rows], self.percent, [], self.keys, self.time,
        )  # fmt: skip
        view.live = [c for c in self.live if _varies(value[c], ok[c])]
        return view


def load(table: Table) -> Data:
    """Put a table's columns of numbers at one scale.

    Args:    table: as audit.dataset.read gives it.
    Returns: the numbers, with keys, time and rows before. Hedged cells (约300) and null words are not `ok`.
    """
    numeric, left_out = [], {}
    for place, c in enumerate(table.columns):
        if c.kind not in ("number", "percent"):
            continue
        if any(num is not None for num in c.num):
            numeric.append((place, c))
        else:
            left_out[c.name] = NONE
    scale = max((max(c.dec) for _, c in numeric), default=0)
    kept, parts = [], []
    for place, c in numeric:
        largest = max(abs(num) * 10 ** (scale - dec) for num, dec in zip(c.num, c.dec, strict=True) if num is not None)
        if largest >= SAFE:
            left_out[c.name] = LARGE
            continue
        kept.append((place, c))
        parts.append(_arrays(c, scale))
    kinds = (np.int64, bool, np.int64, np.int64, np.int64)
    value, ok, width, num, dec = (
        np.stack([p[i] for p in parts]) if parts else np.zeros((0, table.rows), dtype=kind)
        for i, kind in enumerate(kinds)
    )
    data = Data(
        table, np.arange(table.rows), [c.name for _, c in kept], [c.unit for _, c in kept], [p for p, _ in kept], scale,
        value, ok, width, num, dec, np.array([c.kind == "percent" for _, c in kept], dtype=bool), [],
    )  # fmt: skip
    data.left_out = left_out
    for i, name in enumerate(data.names):
        if _varies(value[i], ok[i]):
            data.live.append(i)
        else:
            left_out[name] = SAME if ok[i].sum() >= TOLD else FEW
    _find_keys(data)
    return data


def _arrays(c: Column, scale: int) -> tuple[np.ndarray, ...]:
    """Value, presence, band, printed number and decimals of a column."""
    ok = np.array([num is not None and low == num == high for num, low, high in zip(c.num, c.low, c.high, strict=True)])
    num = np.array([v if good else 0 for v, good in zip(c.num, ok, strict=True)], dtype=np.int64)
    dec = np.array(c.dec, dtype=np.int64)
    factor = 10 ** (scale - dec)
    width = np.where(ok, np.array(c.step, dtype=np.int64) * factor, 0)
    return num * factor, ok, width, num, dec


def grid(columns: Sequence[int], rows: np.ndarray) -> tuple[np.ndarray, ...]:
    """The index of some columns at some rows, for the arrays of a Data."""
    return np.ix_(np.array(columns, dtype=np.int64), rows)


def _varies(value: np.ndarray, ok: np.ndarray) -> bool:
    held = value[ok]
    return len(held) >= TOLD and bool((held != held[0]).any())


def _find_keys(data: Data) -> None:
    """Find the smallest set of columns of names and of time that tells rows apart, and the row before of each row."""
    from itertools import combinations

    table = data.table
    dates = [c for c in table.columns if c.kind == "date"]
    words = [c for c in table.columns if c.kind == "text" and len(set(c.text)) > 1 and _names_rows(c)][:MOST_WORDS]
    time = next((c for c in dates if len(set(c.num)) > 1), None)
    if time is not None and time.num.count(None) > _few(table.rows):
        time = None
    if time is not None:
        best = _best([(k, (*k, time)) for size in range(MAX_KEY) for k in combinations(words, size)])
        if best is not None:  # empty where the time alone tells rows apart
            data.keys, data.time = tuple(c.name for c in best), time.name
            for lag in ("year", "period"):
                back = _back(best, time, lag)
                if (back >= 0).any() and not any(np.array_equal(back, other) for other in data.back.values()):
                    data.back[lag] = back
            return
    best = _best([(k, k) for size in range(1, MAX_KEY + 1) for k in combinations(words, size)])
    if best is not None:
        data.keys = tuple(c.name for c in best)


def _few(rows: int) -> int:
    """How many cells of a key or a time may lack their value."""
    return int(max(1, GAPS * rows))


def _names_rows(c: Column) -> bool:
    """May a column of words be a key? Remarks and free text never are, though they may happen to differ."""
    if _REMARKS.search(c.name) or sum(null is not None for null in c.null) > _few(len(c.text)):
        return False
    return not any(len(text) > LONG_CELL or _SENTENCE.search(text) for text in c.text)


def _best(choices: list[tuple[tuple[Column, ...], tuple[Column, ...]]]) -> tuple[Column, ...] | None:
    """The first key that tells all rows apart, else the first that does so but for a few that were entered twice."""
    nearly = None
    for key, columns in choices:
        rows = len(columns[0].text)
        doubled = rows - len(set(zip(*(c.text for c in columns), strict=True)))
        if not doubled:
            return key
        if nearly is None and rows >= LEAST_ROWS and doubled <= max(1, DOUBLED * rows):
            nearly = key
    return nearly


def _back(keys: tuple[Column, ...], time: Column, lag: str) -> np.ndarray:
    """The row of the same key and the period before, -1 where the table has none, or the time cannot be read."""
    names = list(zip(*(k.text for k in keys), strict=True)) if keys else [()] * len(time.num)
    at: dict[tuple, int] = {}
    for row, known in enumerate(zip(names, time.num, strict=True)):
        at[known] = -1 if known in at else row  # two rows of one key and time: which is meant is open
    return np.array(
        [
            -1 if when is None else at.get((name, periods.before(when, time.grain or "year", lag)), -1)
            for name, when in zip(names, time.num, strict=True)
        ],
        dtype=np.int64,
    )
