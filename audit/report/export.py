"""Tables of a run as csv, jsonl, parquet or xlsx, row by row: inert in a spreadsheet, and text stays text."""

from __future__ import annotations

import csv
import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from audit.errors import ConfigError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FORMS = ("csv", "jsonl", "parquet", "xlsx")
GROUP = 50_000  # rows of a parquet row group
SHEET_ROWS = 1_048_576
CELL = 32_767  # characters that Excel holds in a cell
EPOCH = datetime.datetime(2000, 1, 1)  # written where a format asks for a time: the same run gives the same bytes
# What a spreadsheet takes for a formula, full-width signs included, and a plain number, which is none.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ARROW = {"string": "string", "int64": "int64", "float64": "double"}

Schema = Mapping[str, tuple[str, str]]  # column -> dtype, what it holds: audit.model.FIGURES and its like
Rows = Iterable[Sequence[Any]]


def form_of(path: str | None, asked: str | None) -> str:
    """The form of a file: the one asked for, else that of its suffix; csv on standard output.

    Raises: ConfigError: a suffix that is none of the forms, or a form that standard output cannot take.
    """
    if path in (None, "-", ""):
        if asked in ("parquet", "xlsx"):
            raise ConfigError(f"{asked} goes to a file", hint=f"-o table.{asked}")
        return asked or "csv"
    if asked:
        return asked
    suffix = PurePath(path).suffix.lower().lstrip(".")
    if suffix not in FORMS:
        raise ConfigError(
            "has no suffix of a table", path=path, hint="name it .csv, .jsonl, .parquet or .xlsx, or give --format"
        )
    return suffix


def inert(text: str) -> str:
    """Return text that no spreadsheet runs: what it would take for a formula gets an apostrophe before it."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def write_text(form: str, schema: Schema, rows: Rows, out: Any) -> int:
    """Write csv or jsonl to a text stream.

    Returns: the number of rows.
    """
    n = 0
    if form == "jsonl":
        for row in rows:
            n += 1
            out.write(json.dumps(dict(zip(schema, row, strict=True)), ensure_ascii=False) + "\n")
        return n
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(schema)
    for row in rows:
        n += 1
        table.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return n


def write_file(form: str, sheets: Mapping[str, tuple[Schema, Rows]], out: BinaryIO) -> int:
    """Write tables to a binary stream. Only xlsx holds more than the first.

    Args: form: of FORMS. sheets: name -> schema and rows, in columns' order. out: a file.
    Returns: the number of rows of the first table.
    Raises: ConfigError: the library of the form is not installed.
    """
    schema, rows = next(iter(sheets.values()))
    if form == "xlsx":
        return _xlsx(sheets, out)
    if form == "parquet":
        return _parquet(schema, rows, out)
    # the mark before the first byte tells Excel that a csv is UTF-8
    text = TextIOWrapper(out, "utf-8-sig" if form == "csv" else "utf-8", errors="backslashreplace", newline="")
    n = write_text(form, schema, rows, text)
    text.flush()
    text.detach()
    return n


def _groups(rows: Rows, size: int) -> Iterator[list[Sequence[Any]]]:
    group: list[Sequence[Any]] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _parquet(schema: Schema, rows: Rows, out: BinaryIO) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError(
            "parquet needs pyarrow", hint="pip install gouji[parquet], or write .csv or .jsonl"
        ) from error
    fields = [pa.field(name, _ARROW[dtype], metadata={"description": what}) for name, (dtype, what) in schema.items()]
    shape = pa.schema(fields)
    n = 0
    with pq.ParquetWriter(out, shape, compression="zstd") as writer:
        for group in _groups(rows, GROUP):
            columns = [[_plain(cell) for cell in column] for column in zip(*group, strict=True)]
            writer.write_table(pa.table(dict(zip(schema, columns, strict=True)), schema=shape))
            n += len(group)
    return n


def _plain(cell: Any) -> Any:
    """Arrow holds no lone surrogates, which a file name that is no UTF-8 may bring."""
    return (
        cell.encode("utf-8", "backslashreplace").decode("utf-8")
        if isinstance(cell, str) and not cell.isascii()
        else cell
    )


def _xlsx(sheets: Mapping[str, tuple[Schema, Rows]], out: BinaryIO) -> int:
    try:
        import xlsxwriter
    except ImportError as error:
        raise ConfigError("xlsx needs XlsxWriter", hint="pip install gouji[xlsx], or write .csv or .jsonl") from error
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    counts = []
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": EPOCH})
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        for name, (schema, rows) in sheets.items():
            counts.append(
                sum(
                    _sheet(book, f"{name} {k}" if k else name, schema, group, bold, text)
                    for k, group in enumerate(_pages(rows))
                )
            )
    return counts[0]


def _pages(rows: Rows) -> Iterator[Rows]:
    """The rows of each sheet: one goes on where another is full. At least one, be it empty."""
    from itertools import chain, islice

    rest = iter(rows)
    first = True
    while True:
        head = list(islice(rest, 1))
        if not head and not first:
            return
        first = False
        yield chain(head, islice(rest, SHEET_ROWS - 2))
        if not head:
            return


def _sheet(book: Workbook, name: str, schema: Schema, rows: Rows, bold: Format, text: Format) -> int:
    sheet = book.add_worksheet(name)
    for n, (column, (dtype, _)) in enumerate(schema.items()):
        sheet.set_column(
            n,
            n,
            {"text": 18, "label": 28, "formula": 48, "document": 32, "section": 28}.get(column, 12),
            text if dtype == "string" else None,
        )
        sheet.write_string(0, n, column, bold)
    sheet.freeze_panes(1, 1)
    count = 0
    for count, row in enumerate(rows, 1):
        for n, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(count, n, _cell(cell), text)
            elif cell is not None:
                sheet.write_number(count, n, cell)
    sheet.autofilter(0, 0, max(count, 1), len(schema) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{SHEET_ROWS}"})
    return count


def _cell(text: str) -> str:
    """Text as a cell can hold it: XML has no control characters, Excel no end beyond its limit."""
    text = _ILLEGAL.sub("\ufffd", text)
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
