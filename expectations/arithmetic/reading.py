"""A frame's columns as integer arrays; what is no integer is an error, what is absent is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from expectations.arithmetic.kind import Kind
from expectations.errors import FrameError

if TYPE_CHECKING:
    import pandas as pd


def read_frame(kind: Kind, frame: pd.DataFrame) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Read the columns of a kind.

    Args:
        kind: which columns.
        frame: integer columns (int64, Int64, Python ints in object dtype); absent values as None, NaN or NA.
    Returns:
        columns: int64, or object where a value exceeds int64; absent values are filled with 1.
        missing: booleans, True where any value of the row is absent.
    Raises: FrameError: a column is absent or holds something that is no integer.
    """
    absent = [name for name in kind.columns if name not in frame.columns]
    if absent:
        needs = ", ".join(kind.columns)
        raise FrameError(f"{kind.name}: the frame has no column {', '.join(absent)}; it needs {needs}")
    missing = np.zeros(len(frame), dtype=bool)
    columns = {}
    for name in kind.columns:
        columns[name], nulls = _integers(kind.name, frame[name])
        missing |= nulls
    return columns, missing


def check_frame(kind: Kind, columns: dict[str, np.ndarray], missing: np.ndarray, index: pd.Index) -> None:
    """Refuse values that no relation can have; such a frame was built wrongly.

    Args: kind, columns, missing: from `read_frame`. index: to name the row.
    Returns: nothing.
    Raises: FrameError: an interval upside down, a scale below 1, a choice outside its set.
    """

    def refuse(wrong: np.ndarray, what: str) -> None:
        rows = np.flatnonzero(wrong & ~missing)
        if len(rows):
            raise FrameError(f"{kind.name}, row {index[rows[0]]}: {what} ({len(rows)} such rows)")

    for stem in kind.intervals:
        refuse(columns[f"{stem}_lo"] > columns[f"{stem}_hi"], f"{stem}_lo is greater than {stem}_hi")
    for name in kind.positive:
        refuse(columns[name] < 1, f"{name} must be at least 1")
    for name, choices in kind.choices.items():
        refuse(~np.isin(columns[name], choices), f"{name} must be one of {', '.join(map(str, choices))}")


def _integers(kind: str, column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return (integers, nulls) of one column."""
    import pandas as pd

    dtype = column.dtype
    if isinstance(dtype, np.dtype) and dtype.kind == "i":
        return column.to_numpy(dtype=np.int64), np.zeros(len(column), dtype=bool)
    if pd.api.types.is_integer_dtype(dtype):  # Int64, uint64, Arrow integers
        nulls = column.isna().to_numpy()
        if dtype.kind == "u":  # uint64 does not fit into int64
            ints = [1 if null else int(value) for value, null in zip(column, nulls, strict=True)]
            return _narrow(np.array(ints, dtype=object)), nulls
        return column.to_numpy(dtype=np.int64, na_value=1), nulls
    if dtype.kind == "O" and isinstance(dtype, np.dtype):
        nulls = column.isna().to_numpy()
        values = column.to_numpy()
        kinds = {type(value) for value in values[~nulls]}
        wrong = [found.__name__ for found in kinds if not issubclass(found, int | np.integer) or found is bool]
        if wrong:
            raise FrameError(f"{kind}: column {column.name} holds {', '.join(sorted(wrong))}, not integers")
        if nulls.any() or kinds != {int}:
            values = np.array([1 if null else int(v) for v, null in zip(values, nulls, strict=True)], dtype=object)
        return _narrow(values), nulls
    if len(column) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    if column.isna().all():
        return np.ones(len(column), dtype=np.int64), np.ones(len(column), dtype=bool)
    raise FrameError(f"{kind}: column {column.name} is {dtype}, not integers")


def _narrow(values: np.ndarray) -> np.ndarray:
    """Return int64 where every value fits, else the Python ints."""
    try:
        return values.astype(np.int64)
    except OverflowError:
        return values
