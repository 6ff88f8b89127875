"""Conditions that rules may depend on: a column of few words has one of some values; from a year on, or before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audit.dataset.discover.data import Data

WORDS = 12  # values of a column that conditions are made of
FEWEST = 8  # rows on either side of a condition


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows of a table by one column: one of the values, or at least / below a number."""

    column: str
    values: tuple[str, ...]
    op: str  # == >= <
    rows: np.ndarray  # bool
    of: int  # how many values the column has

    @property
    def text(self) -> str:
        """As a contract writes it."""
        if self.op != "==":
            return f"{self.column} {self.op} {self.values[0]}"
        if len(self.values) == 1:
            return f"{self.column} == {_quoted(self.values[0])}"
        return f"{self.column} in [{', '.join(map(_quoted, self.values))}]"


def conditions(data: Data) -> Iterator[Condition]:
    """Conditions that both enough rows meet and enough do not."""
    least = max(FEWEST, data.n // 33)
    few = {c.name: len(set(c.text)) for c in data.table.columns}
    for column in sorted(data.table.columns, key=lambda c: (c.kind != "text", few[c.name])):
        if column.kind == "text" and 2 <= few[column.name] <= WORDS:
            cells = np.array(column.text, dtype=object)[data.rows]
            for value in sorted(set(column.text)):
                rows = cells == value
                if least <= rows.sum() <= data.n - least and value and _plain(column.name):
                    yield Condition(column.name, (value,), "==", rows, len(set(column.text)))
        elif column.kind == "date" and column.grain == "year" and _plain(column.name) and None not in column.num:
            known = [year for year in column.num if year is not None]
            years = np.array(known)[data.rows]
            for year in sorted(set(known))[1:]:
                late = years >= year
                if least <= late.sum() <= data.n - least:
                    yield Condition(column.name, (str(year),), ">=", late, len(set(known)))
                    yield Condition(column.name, (str(year),), "<", ~late, len(set(known)))


def _plain(name: str) -> bool:
    """Can the name stand in a condition as it is?"""
    return not any(ch in name for ch in " \"'()[]（）=<>!,") and bool(name)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
