"""Columns of numbers as a Table of printed cells, and the Table as csv: what the makers of synthetic data share."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from audit.dataset.table import Column, Table

NONE = "—"  # stands where no number does


def text_column(name: str, cells: Sequence[str]) -> Column:
    """A column of words."""
    n = len(cells)
    return Column(
        name=name, head=name, kind="text", text=list(cells), num=[None] * n, dec=[0] * n, step=[0] * n,
        low=[None] * n, high=[None] * n, null=[None if cell else "" for cell in cells],
    )  # fmt: skip


def number_column(name: str, cells: Sequence[int | None], decimals: int = 0, unit: str = "") -> Column:
    """A column of numbers.

    Args:
        cells: the exact values times 10**decimals; None where no number stands.
        decimals: printed; a percentage and whatever has decimals is a rounded print.
        unit: % makes it a column of percentages.
    """
    percent = unit in ("%", "‰")
    step = 1 if percent or decimals else 0
    column = Column(
        name=name, head=f"{name}（{unit}）" if unit else name, unit=unit, kind="percent" if percent else "number"
    )
    for value in cells:
        put(column, None, printed(value, decimals), value, decimals, step)
    return column


def year_column(name: str, years: Sequence[int]) -> Column:
    """A column of years, as the reader of csv files sees it."""
    column = number_column(name, years)
    column.kind, column.grain = "date", "year"
    return column


def put(column: Column, row: int | None, text: str, num: int | None, dec: int, step: int) -> None:
    """Write a cell: a new one at the end, or in place of that of a row."""
    null = NONE if num is None else None
    for cells, item in (
        (column.text, text), (column.num, num), (column.dec, dec if num is not None else 0),
        (column.step, step if num is not None else 0), (column.low, num), (column.high, num), (column.null, null),
    ):  # fmt: skip
        if row is None:
            cells.append(item)
        else:
            cells[row] = item


def printed(value: int | None, decimals: int) -> str:
    """7736 with two decimals is 77.36; None is —."""
    if value is None:
        return NONE
    digits = str(abs(value)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if value < 0 else text


def half_up(num: int, den: int) -> int:
    """num / den to the nearest integer, halves away from zero; `den` is positive."""
    size = (2 * abs(num) + den) // (2 * den)
    return -size if num < 0 else size


def ratio(num: int, den: int, decimals: int, per: int = 100) -> int | None:
    """per * num / den as it is printed, times 10**decimals; None on an empty base."""
    return half_up(per * 10**decimals * num, den) if den > 0 else None


def table(name: str, columns: Sequence[Column]) -> Table:
    """The columns as a table that was read from NAME.csv."""
    rows = len(columns[0].text)
    for n, column in enumerate(columns, 1):
        column.place = n
    return Table(
        name=name, path=f"{name}.csv", sha256="", columns=list(columns), rows=rows, line=list(range(2, rows + 2))
    )


def write_csv(made: Table, path: Path) -> None:
    """Write a table as UTF-8 csv, one line a row."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([c.head for c in made.columns])
        writer.writerows(zip(*(c.text for c in made.columns), strict=True))
