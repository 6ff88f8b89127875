"""Judge a frame: read, guard the widths, take the first case that holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from expectations.arithmetic.columns import Arrays, Row
from expectations.arithmetic.kind import Kind
from expectations.arithmetic.kinds import all_kinds
from expectations.arithmetic.reading import check_frame, read_frame
from expectations.arithmetic.verdicts import Judged, pack
from expectations.arithmetic.widths import needs_python_ints
from expectations.errors import FrameError

if TYPE_CHECKING:
    import pandas as pd


def judge_frame(name: str, frame: pd.DataFrame) -> Judged:
    """Judge every row of a frame, exactly.

    Args:
        name: of the kind: rates, sums …
        frame: integer columns as `all_kinds()[name].columns` says; other columns are left alone.
    Returns: one verdict a row, in the frame's order.
    Raises: FrameError: no such kind, a column absent, a value that is no integer, an interval upside down.
    """
    kind = kind_of(name)
    columns, missing = read_frame(kind, frame)
    check_frame(kind, columns, missing, frame.index)
    return judge_columns(kind, columns, missing)


def kind_of(name: str) -> Kind:
    """Return a kind by the name of its frame.

    Args: name. Returns: the kind. Raises: FrameError: there is none of that name.
    """
    try:
        return all_kinds()[name]
    except KeyError:
        raise FrameError(f"there is no frame {name!r}; there are {', '.join(all_kinds())}") from None


def judge_columns(kind: Kind, columns: dict[str, np.ndarray], missing: np.ndarray) -> Judged:
    """Judge arrays that are known to be sound; rows too wide for int64 are computed with Python ints.

    Args: kind. columns, missing: as `read_frame` returns them. Returns: one verdict a row.
    """
    if not len(missing):
        empty = np.zeros(0, dtype=np.int64)
        return Judged(empty.astype(np.int16), empty, empty, empty.astype(bool), empty.astype(np.float64))
    wide = needs_python_ints(kind, columns)
    if not wide.any():
        return _decide(kind, columns, missing)
    big = {name: column.astype(object) for name, column in _rows(columns, wide).items()}
    if wide.all():
        return _decide(kind, big, missing)
    small = {name: column.astype(np.int64) for name, column in _rows(columns, ~wide).items()}
    return _merge(wide, _decide(kind, big, missing[wide]), _decide(kind, small, missing[~wide]))


def judge_row(kind: Kind, row: Mapping[str, int]) -> int:
    """Judge one sound row in Python ints: what `judge_columns` says of it, without arrays; for few rows.

    Args: kind. row: column -> integer, none missing. Returns: the packed verdict.
    """
    for case in kind.cases(Row(row)):
        if case.when:
            return pack(case.verdict, case.how)
    return pack(*kind.otherwise)


def _decide(kind: Kind, columns: dict[str, np.ndarray], missing: np.ndarray) -> Judged:
    """Take the first case that holds; a missing figure comes before all."""
    c = Arrays(columns)
    packed = np.full(c.length, pack(*kind.otherwise), dtype=np.int16)
    for case in reversed(kind.cases(c)):
        packed[case.when] = pack(case.verdict, case.how)
    packed[missing] = pack("undetermined", "missing")
    low, high, known = kind.expected(c)
    power = kind.power(c)
    judged = Judged(packed, low, high, known & ~missing, power)
    power[judged.undetermined] = 0.0
    return judged


def _rows(columns: dict[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return some rows of every column."""
    return {name: column[rows] for name, column in columns.items()}


def _merge(wide: np.ndarray, big: Judged, small: Judged) -> Judged:
    """Put the wide and the narrow rows back into the frame's order."""

    def put(of_big: np.ndarray, of_small: np.ndarray, dtype: type) -> np.ndarray:
        merged: np.ndarray = np.empty(len(wide), dtype=dtype)
        merged[wide], merged[~wide] = of_big, of_small
        return merged

    return Judged(
        put(big.packed, small.packed, np.int16),
        put(big.low, small.low, object),
        put(big.high, small.high, object),
        put(big.known, small.known, bool),
        put(big.power, small.power, np.float64),
    )
