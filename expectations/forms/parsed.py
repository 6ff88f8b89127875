"""A user's pandas column, parsed once per distinct value into integer columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from expectations.errors import ColumnError
from expectations.forms.numbers import MISSING, UNREADABLE, Number, read_day, read_float, read_number

OK, ABSENT, ILLEGIBLE = 0, 1, 2
WIDE = 10**17  # keep ten times the value within int64
EXACT_FLOATS = 2**53  # above it not every integer is a float


@dataclass(frozen=True, slots=True)
class Parsed:
    """value * 10 ** (power - decimals), a row each.

    Attributes: value: int64 or Python ints. decimals, power: int64. mark: '', % or ‰. status: OK, ABSENT, ILLEGIBLE.
    """

    value: np.ndarray
    decimals: np.ndarray
    power: np.ndarray
    mark: np.ndarray
    status: np.ndarray


def column_of(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return a column.

    Args: frame. name. Returns: the column. Raises: ColumnError: absent, or two columns share the name.
    """
    if name not in frame.columns:
        raise ColumnError(f"there is no column {name!r}; there are {', '.join(map(str, frame.columns))}")
    column = frame[name]
    if isinstance(column, pd.DataFrame):
        raise ColumnError(f"two columns are called {name!r}: rename one")
    return column


def parse_figures(column: pd.Series, *, floats: str) -> Parsed:
    """Parse a column of figures: text, integers, Decimals; floats only as `floats` allows.

    Args:
        column: any dtype.
        floats: "whole": floats are accepted where all are whole numbers (counts beside an empty cell);
            "any": the caller was told the printed decimals.
    Returns: the parsed column.
    Raises: ColumnError: floats that would need a guess, booleans, or objects that are no figures.
    """
    if pd.api.types.is_bool_dtype(column.dtype):
        raise ColumnError(f"column {column.name!r} holds booleans, no figures")
    if pd.api.types.is_integer_dtype(column.dtype) and not column.hasnans:
        return _of_integers(column)
    if pd.api.types.is_float_dtype(column.dtype):
        _refuse_floats(column.name, column.dropna().to_numpy(dtype=np.float64), floats)
        return _of_whole_floats(column) if floats == "whole" else _of_texts(column.astype(object), read_number)
    return _of_texts(_objects(column, floats), read_number)


def parse_days(column: pd.Series) -> Parsed:
    """Parse a column of dates: datetimes, date objects, or text.

    Args: column. Returns: the parsed column; value is a day ordinal. Raises: ColumnError: numbers, booleans.
    """
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.dt.strftime("%Y-%m-%d").astype(object).where(column.notna(), None)
    elif pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_integer_dtype(column.dtype):
        raise ColumnError(f"column {column.name!r} is {column.dtype}: dates are datetimes or text such as 2023-12-31")
    return _of_texts(column.astype(object), read_day)


def _of_integers(column: pd.Series) -> Parsed:
    """Take integers as they are."""
    wide = column.dtype.kind == "u" if isinstance(column.dtype, np.dtype) else True
    value = column.to_numpy(dtype=object if wide else np.int64)
    zeros = np.zeros(len(column), dtype=np.int64)
    return Parsed(_narrow(value), zeros, zeros, np.full(len(column), "", object), zeros)


def _of_whole_floats(column: pd.Series) -> Parsed:
    """Take whole floats as integers: counts that became floats beside an empty cell."""
    nulls = column.isna().to_numpy()
    floats = column.to_numpy(dtype=np.float64, na_value=0.0)
    if np.abs(floats).max(initial=0) > EXACT_FLOATS:
        return _of_texts(column.astype(object), read_number)
    value = np.where(nulls, 0, floats).astype(np.int64)
    zeros = np.zeros(len(column), dtype=np.int64)
    return Parsed(value, zeros, zeros, np.full(len(column), "", object), np.where(nulls, ABSENT, OK))


def _objects(column: pd.Series, floats: str) -> pd.Series:
    """Refuse what is no figure in a column of objects."""
    column = column.astype(object)
    present = column[column.notna()]
    inner = np.array([v for v in present if isinstance(v, float | np.floating)], dtype=np.float64)
    _refuse_floats(column.name, inner, floats)
    if any(isinstance(value, bool | np.bool_) for value in present):
        raise ColumnError(f"column {column.name!r} holds booleans among its figures")
    return column


def _refuse_floats(name: object, values: np.ndarray, floats: str) -> None:
    """Raise where floats would need a guess."""
    if floats == "any" or not len(values) or (floats == "whole" and np.all(values == np.floor(values))):
        return
    way_out = "keep it as text or Decimal" if floats == "whole" else "pass decimals=, or keep it as text"
    raise ColumnError(f"column {name!r} holds floats, which do not say how many decimals were printed: {way_out}")


def _of_texts(column: pd.Series, read: Callable[[str], Number]) -> Parsed:
    """Parse each distinct value once; text is compared, since equal numbers may print differently (98.5, 98.50)."""
    nulls = column.isna().to_numpy()
    places: dict[str, int] = {}  # no factorize: pandas 2 compares text only up to a NUL
    codes = np.array(
        [
            -1 if null else places.setdefault(_key(value), len(places))
            for value, null in zip(column.to_numpy(), nulls, strict=True)
        ],
        dtype=np.int64,
    )
    numbers = [_number(key, read) for key in places]
    numbers.append(MISSING)  # at -1, the last place
    value = _narrow(np.array([number.value for number in numbers], dtype=object))
    status = [ABSENT if n is MISSING else ILLEGIBLE if n is UNREADABLE else OK for n in numbers]
    return Parsed(
        value[codes],
        np.array([n.decimals for n in numbers], dtype=np.int64)[codes],
        np.array([n.power for n in numbers], dtype=np.int64)[codes],
        np.array(["" if n is MISSING or n is UNREADABLE else n.mark for n in numbers], dtype=object)[codes],
        np.array(status, dtype=np.int64)[codes],
    )


def _key(value: object) -> str:
    """Return a text that tells 98.5 as a float from 98.50 as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, float | np.floating):
        return f"\x00{value!r}" if not isinstance(value, np.floating) else f"\x00{float(value)!r}"
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


def _number(key: str, read: Callable[[str], Number]) -> Number:
    """Read a key of `_key`."""
    return read_float(float(key[1:])) if key.startswith("\x00") else read(key)


def _narrow(values: np.ndarray) -> np.ndarray:
    """Return int64 where there is room to spare, else Python ints."""
    if values.dtype != object:
        return values
    if all(-WIDE < value < WIDE for value in values):
        return values.astype(np.int64)
    return values
