"""Columns as arrays of integers at one scale: points, rounding bands, what hedges leave open. Exact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit.dataset.table import Column
from audit.parse.cells import known
from audit.parse.numerals import MULTIPLIER

if TYPE_CHECKING:
    import numpy as np

OPEN_HIGH = 10**30  # stands for an end that a hedge leaves open, as in audit.relate.relations
_ROOM = 2**58


class Arrays:
    """One column as numpy arrays; int64 where there is room, Python ints beyond.

    Attributes: present: a boolean a row. num, dec, step: as in Column, 0 where absent. hedged: rows with an interval.
    """

    def __init__(self, column: Column) -> None:
        import numpy as np

        self.column = column
        n = len(column.text)
        self.present = np.fromiter((x is not None for x in column.num), dtype=bool, count=n)
        self.num = ints([0 if x is None else x for x in column.num])
        self.dec = np.fromiter(column.dec, dtype=np.int64, count=n)
        self.step = ints(column.step)
        self.hedged = np.fromiter(
            (
                x is not None and not (low == x == high)
                for x, low, high in zip(column.num, column.low, column.high, strict=True)
            ),
            dtype=bool,
            count=n,
        )

    def take(self, rows: np.ndarray) -> Cells:
        """The cells of some rows."""
        return Cells(self, rows)


class Cells:
    """The cells of one column in some rows."""

    def __init__(self, arrays: Arrays, rows: np.ndarray) -> None:
        self.arrays, self.rows = arrays, rows
        self.present = arrays.present[rows]
        self.num, self.dec, self.step = arrays.num[rows], arrays.dec[rows], arrays.step[rows]
        self.hedged = arrays.hedged[rows]

    def decimals(self, rounded: bool = True) -> int:
        """A scale at which the cells and their rounding bands are integers."""
        if not len(self.dec):
            return 0
        odd = (self.step % 2 == 1) & ~self.hedged
        need = self.dec + odd.astype("int64") if rounded else self.dec
        return int(need[self.present].max(initial=0))

    def band(self, dec: int, rounded: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """The closed interval of each cell at 10**dec."""
        shift = dec - self.dec
        value = times_power(self.num, shift)
        low = high = value
        if rounded and self.step.any():
            half = times_power(self.step, shift) // 2
            low, high = value - half, value + half
        if self.hedged.any():
            import numpy as np

            low, high = low.astype(object), high.astype(object)
            column = self.arrays.column
            for i in np.flatnonzero(self.hedged):
                row, by = int(self.rows[i]), 10 ** int(shift[i])
                a, b = column.low[row], column.high[row]
                low[i] = -OPEN_HIGH if a is None else a * by
                high[i] = OPEN_HIGH if b is None else b * by
        return low, high


class Constant:
    """A number of the contract in the place of a column."""

    def __init__(self, text: str, rows: int) -> None:
        whole, _, part = text.rstrip("%").partition(".")
        self.num, self.dec, self.length, self.text = int(whole + part), len(part), rows, text

    def decimals(self, rounded: bool = True) -> int:  # noqa: ARG002 - as Cells has it
        """Its own decimals: it is exact."""
        return self.dec

    def band(self, dec: int, rounded: bool = True) -> tuple[np.ndarray, np.ndarray]:  # noqa: ARG002 - as Cells has it
        """Itself, in every row."""
        value = ints([self.num * 10 ** (dec - self.dec)] * self.length)
        return value, value


def factor_of(column: Column, text: str = "") -> int:
    """What a printed numeral is multiplied by: 10,000 for a cell in 万, or a bare one under a head in 万."""
    sign = next((s for s in ("亿", "万") if s in text), "")
    unit = known(column.unit) if column.unit and not sign else None
    return MULTIPLIER.get(sign or (unit[0] if unit and unit[0] else ""), 1)


def per_of(column: Column) -> int:
    """What a rate printed in a column is per: 100 for %, 1000 for ‰, 1 for a mean or a bare ratio."""
    if column.unit == "‰":
        return 1000
    return 100 if column.kind == "percent" or column.unit in ("%", "百分点", "个百分点") else 1


def ints(values: Sequence[int]) -> np.ndarray:
    """int64 where every value fits with room to spare, Python ints beyond."""
    import numpy as np

    try:
        out = np.array(values, dtype=np.int64)
    except OverflowError:
        return np.array(values, dtype=object)
    return out if not len(out) or max(-int(out.min()), int(out.max())) < _ROOM else out.astype(object)


def times_power(values: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """values * 10**shift, shift at least 0; Python ints where int64 has no room."""
    import numpy as np

    if not len(values):
        return values
    shift = np.maximum(shift, 0)
    steps = int(shift.max())
    if not steps:
        return values
    if values.dtype != object:
        top = max(-int(values.min()), int(values.max()), 1)
        if top * 10**steps < _ROOM:
            return values * 10**shift
    powers = np.array([10**k for k in range(steps + 1)], dtype=object)
    return values.astype(object) * powers[shift]


def total(parts: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The sum of intervals, row by row."""
    return plus([low for low, _ in parts]), plus([high for _, high in parts])


def plus(terms: Sequence[np.ndarray]) -> np.ndarray:
    """The sum of arrays; Python ints where int64 has no room."""
    if len(terms) == 1:
        return terms[0]
    if all(t.dtype != object for t in terms):
        top = sum(max(-int(t.min()), int(t.max())) for t in terms if len(t))
        if top >= _ROOM:
            terms = [t.astype(object) for t in terms]
    out = terms[0]
    for term in terms[1:]:
        out = out + term
    return out
