"""The columns of a frame as numpy arrays, with the few operations that are not operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


class Arrays:
    """Columns by name (`c.num_lo`), all int64 or all Python ints in object dtype."""

    def __init__(self, columns: dict[str, np.ndarray]) -> None:
        """Keep the columns as attributes.

        Args: columns: name -> array; all of one length.
        """
        self.__dict__.update(columns)
        self.length = len(next(iter(columns.values())))

    @staticmethod
    def where(condition: Any, yes: Any, no: Any) -> Any:
        """Choose row by row."""
        return np.where(condition, yes, no)

    @staticmethod
    def quotient(num: Any, den: Any) -> Any:
        """Divide and round down; rows whose `den` is below 1 divide by 1 (no case may use their value).

        Where to look: a predicate then decides.
        """
        return num // np.where(den > 0, den, 1)

    def search(self, function: Callable[..., int], names: tuple[str, ...], rows: Any) -> np.ndarray:
        """Call a scalar function on some rows; for what has no closed form in columns.

        Args: function: of ints, gives a small int. names: its arguments. rows: mask.
        Returns: int64, 0 elsewhere.
        """
        found = np.zeros(self.length, dtype=np.int64)
        columns = [getattr(self, name) for name in names]
        for i in np.flatnonzero(rows):
            found[i] = function(*(int(column[i]) for column in columns))
        return found


class Row:
    """One row of a frame as Python ints, with the same few operations; conditions are bools."""

    def __init__(self, values: Mapping[str, int]) -> None:
        """Keep the values as attributes.

        Args: values: column -> integer.
        """
        self.__dict__.update(values)

    @staticmethod
    def where(condition: bool, yes: Any, no: Any) -> Any:
        """Choose."""
        return yes if condition else no

    @staticmethod
    def quotient(num: int, den: int) -> int:
        """Divide and round down; a `den` below 1 divides by 1 (no case may use the value)."""
        return num // max(den, 1)

    def search(self, function: Callable[..., int], names: tuple[str, ...], rows: bool) -> int:
        """Call a scalar function where the row asks for it; 0 elsewhere."""
        return function(*(getattr(self, name) for name in names)) if rows else 0


def half_up(num: np.ndarray, den: np.ndarray) -> np.ndarray:
    """Round num/den to an integer, ties away from zero; rows whose `den` is below 1 are computed with 1.

    Args: num, den: int64 or Python ints; 2 * num + den must fit.
    Returns: integers of the same dtype.
    """
    den = np.where(den > 0, den, 1)
    size = (2 * np.abs(num) + den) // (2 * den)
    return np.where(num < 0, -size, size)


def share(part: Any, whole: Any) -> np.ndarray:
    """Return part/whole as floats between 0 and 1, for display only; a whole below 1 gives 0.

    Args: part, whole: integers of any size. Returns: float64.
    """
    part, whole = np.broadcast_arrays(part, whole)
    full = (part >= whole) & (whole > 0)
    some = (part > 0) & (part < whole)
    result = full.astype(np.float64)
    result[some] = part[some] / whole[some]  # Python ints divide exactly however large; below 1 no overflow
    return result


def one_in(*widths: Any) -> np.ndarray:
    """Return 1 / (1 + the sum of the widths): 1 for exact figures, near 0 where wide intervals prove little.

    Args: widths: non-negative integers. Returns: float64.
    """
    total = sum(widths[1:], start=widths[0])
    return share(np.ones_like(total), 1 + np.maximum(total, 0))
