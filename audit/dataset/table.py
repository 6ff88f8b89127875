"""A table in memory: columns of printed cells with their exact values. Text first: "98.50" has two decimals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

# What can be wrong with a table's form; the check that reports each is in audit.dataset.form.
RAGGED, DUPLICATE_HEAD, EMPTY_HEAD, UNREADABLE, SERIAL_DATE, MERGED, NO_VALUE, DUPLICATE_FIELD = (
    "ragged", "duplicate head", "empty head", "unreadable", "serial date", "merged", "no value", "duplicate field"
)  # fmt: skip


@dataclass(slots=True)
class Column:
    """One column. Every list has one item a row.

    The exact value of a cell is num / 10**dec in base units (万/亿 applied; a percentage as printed), as in
    audit.parse.columns.Figures; `step` is the value of its last printed digit at that scale where the print is a
    rounded amount (47.84万 -> 100, 3.2 -> 1), else 0: an exact count. low and high bound a hedged cell (约300, 800余);
    None is an open end; both are num where nothing hedges. `null` is the word that stands where no number does
    (—, …, 无, 未公布, or "" for an empty cell), None where the cell holds something.

    Of a date column `num` is a number that sorts: 2023 of a year, 20232 of its second quarter (20231 of its first half
    where `grain` is half), 202303 of a month, 20230331 of a day; `grain` says which. A cell of a number column that is
    no number has num None and null None: the gate reports it.
    """

    name: str  # the head as the contract names it: trimmed, unit bracket cut off
    head: str = ""  # the head as printed
    unit: str = ""  # stated in the head, else by all cells
    kind: str = "text"  # text, number, percent, date
    text: list[str] = field(default_factory=list)
    num: list[int | None] = field(default_factory=list)
    dec: list[int] = field(default_factory=list)
    step: list[int] = field(default_factory=list)
    low: list[int | None] = field(default_factory=list)
    high: list[int | None] = field(default_factory=list)
    null: list[str | None] = field(default_factory=list)
    grain: str = ""  # of a date column: year, half, quarter, month, day
    place: int = 0  # of the column in its file, counted from 1
    floats: bool = False  # the file keeps binary floats, which do not say how many decimals were printed


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a table's form, and where. `row` and `column` count from 0; -1: none in particular."""

    what: str
    row: int
    column: int
    text: str = ""
    detail: str = ""
    line: int = 0  # where no row holds it: a head
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Table:
    """One table of a dataset."""

    name: str
    path: str
    sha256: str
    columns: list[Column] = field(default_factory=list)
    rows: int = 0
    line: list[int] = field(
        default_factory=list
    )  # where each row begins: line of a text file, row of a sheet, counted from 1
    sheet: str = ""
    notes: list[str] = field(default_factory=list)  # what was done to read it: encoding, separator, hidden rows
    format: str = ""  # csv, tsv, jsonl, parquet, xlsx
    encoding: str = ""
    source: str = (
        ""  # the decoded text of the file; of a workbook its extracted text, a line a row, cells apart by tabs
    )
    faults: list[Fault] = field(default_factory=list)
    schema: dict = field(default_factory=dict)  # the Table Schema of a data package
    cell: Callable[[int, int], tuple[int, int]] | None = None  # row, column (from 0) -> code points in `source`

    def column(self, name: str) -> Column:
        """The column of a name.

        Raises: KeyError: there is none.
        """
        for c in self.columns:
            if c.name == name:
                return c
        raise KeyError(name)

    def index(self, name: str) -> int:
        """The place of a column among the columns, from 0.

        Raises: KeyError: there is none.
        """
        for n, c in enumerate(self.columns):
            if c.name == name:
                return n
        raise KeyError(name)

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell stands in `source`, half-open code points; (0, 0) where that is not known."""
        return self.cell(row, column) if self.cell else (0, 0)

    def row_span(self, row: int) -> tuple[int, int]:
        """Where a whole row stands in `source`; (0, 0) where that is not known."""
        of_row = getattr(self.cell, "row", None)
        return of_row(row) if of_row else (0, 0)
