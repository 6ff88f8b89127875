"""csv and tsv: decoded as reports are, taken apart by Python's csv reader; cells found again in the text on demand."""

from __future__ import annotations

import csv
import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator

from audit.dataset.read.build import Rows, build, refuse_cells
from audit.dataset.table import EMPTY_HEAD, RAGGED, Fault, Table
from audit.errors import EncodingError, InputError

DELIMITERS = ",\t;|"
LONGEST_CELL = 1_000_000
_SNIFFED = 20


def read_csv(where: str, data: bytes, form: str = "csv", **dialect: object) -> Table:
    """Read a csv or tsv file.

    Args:
        where: its path. data: its bytes. form: csv or tsv.
        dialect: what a data package states: delimiter, quotechar, encoding, header (False: none), skipinitialspace.
    Returns: the table; `source` is the text, `cell` gives the span of a cell in it, without its quotes.
    Raises: EncodingError, InputError: each names the line or byte.
    """
    from audit.read.encoding import decode

    if encoding := dialect.get("encoding"):
        text, name, notes = _declared(data, str(encoding), where)
    else:
        decoded = decode(data, path=where)
        text, name, notes = decoded.text, decoded.encoding, decoded.notes
    if "\0" in text:
        raise InputError("holds NUL characters", path=where, place=_line(text, text.index("\0")))
    lines = _lines(text)
    delimiter = str(dialect.get("delimiter") or ("\t" if form == "tsv" else _delimiter(text, lines)))
    quote = str(dialect.get("quotechar") or '"')
    refuse_cells(text.count(delimiter) + len(lines), where)
    table = Table(
        os.path.splitext(os.path.basename(where))[0], where, hashlib.sha256(data).hexdigest(), format=form,
        encoding=name, source=text,
    )  # fmt: skip
    table.notes += list(notes)
    if name not in ("utf-8", "utf-8-sig"):
        table.notes.append(f"read as {name}")
    if delimiter != ("\t" if form == "tsv" else ","):
        table.notes.append(f"cells are apart by {delimiter!r}")
    rows, starts = _rows(text, lines, delimiter, quote, where, bool(dialect.get("skipinitialspace")))
    if dialect.get("header") is False:
        width = max(map(len, rows.cells))
        rows.cells.insert(0, [f"column {n + 1}" for n in range(width)])
        rows.line.insert(0, 0)
        starts.insert(0, 0)
        rows.heads = 0
    kept = build(table, rows)
    cells = Cells(text, starts, delimiter, quote)
    table.cell = cells.of([kept[i] for i in range(table.rows)])
    head = next(
        (i for i in range(len(rows.cells)) if i not in set(kept) and len(rows.cells[i]) == len(table.columns)), 0
    )
    table.faults = [_placed(f, table, cells, head) for f in table.faults]
    return table


def _placed(f: Fault, table: Table, cells: Cells, head: int) -> Fault:
    """A fault with the span of its cell, or of its row."""
    from dataclasses import replace

    if f.row >= 0 and f.column >= 0:
        start, end = table.span(f.row, f.column)
    elif f.what == RAGGED:
        start, end = table.row_span(f.row)
    else:
        start, end = cells.span(head, f.column)
        if f.what == EMPTY_HEAD:
            end = max(end, start)
    return replace(f, start=start, end=end)


def _declared(data: bytes, encoding: str, where: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        text = data.decode("utf-8-sig" if encoding.lower().replace("-", "") == "utf8" else encoding)
    except LookupError:
        raise InputError(f"its data package names an encoding that does not exist: {encoding}", path=where) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EncodingError(
            f"is not {encoding}, as its data package says", path=where, place=f"byte {error.start} (line {line})"
        ) from None
    return text, encoding, ()


def _lines(text: str) -> list[int]:
    """Where each line starts."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    if "\r" in text.replace("\r\n", ""):  # lines that end in a lone carriage return
        starts = sorted({*starts, *(i + 1 for i, c in enumerate(text) if c == "\r" and text[i + 1 : i + 2] != "\n")})
    if starts[-1] >= len(text) and len(starts) > 1:
        starts.pop()
    return starts


def _line(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"


def _delimiter(text: str, starts: list[int]) -> str:
    """The sign that stands in most of the first lines equally often; a comma where none does."""
    lines = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)][:_SNIFFED]
    lines = [line for line in lines if line.strip()]
    best, most = ",", 0
    for sign in DELIMITERS:
        counts = [_outside(line, sign) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n)) if counts else 0
        score = counts.count(usual) * min(usual, 50) if usual else 0
        if score > most:
            best, most = sign, score
    return best


def _outside(line: str, sign: str) -> int:
    """How often a sign stands in a line outside quotes."""
    return line.count(sign) if '"' not in line else sum(part.count(sign) for part in line.split('"')[::2])


def _rows(text: str, lines: list[int], delimiter: str, quote: str, where: str, spaces: bool) -> tuple[Rows, list[int]]:
    """All rows, the line each begins on, and its position."""
    ends = [*lines[1:], len(text)]

    def feed() -> Iterator[str]:
        for a, b in zip(lines, ends, strict=True):
            yield text[a:b]

    csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(feed(), delimiter=delimiter, quotechar=quote, strict=True, skipinitialspace=spaces)
    except (TypeError, ValueError) as error:
        raise InputError(f"cannot be taken apart: {error}", path=where) from error
    cells, line, starts = [], [], []
    begin = 0
    try:
        for row in reader:
            cells.append(row)
            line.append(begin + 1)
            starts.append(lines[begin])
            begin = reader.line_num
    except csv.Error as error:
        what = str(error)
        if "unexpected end of data" in what:
            raise InputError(
                "a quoted cell is not closed", path=where, place=f"line {begin + 1}", hint=f"close it with {quote}"
            ) from None
        if "field larger" in what:
            raise InputError(
                f"a cell is longer than {LONGEST_CELL:,} characters",
                path=where, place=f"line {begin + 1}", hint=f"a quote {quote} may not be closed",
            ) from None  # fmt: skip
        raise InputError(f"cannot be taken apart: {what}", path=where, place=f"line {reader.line_num}") from None
    return Rows(cells, line), starts


class Cells:
    """Where cells stand in the text: a row is taken apart again when it is asked for."""

    def __init__(self, text: str, starts: list[int], delimiter: str, quote: str) -> None:
        self.text, self.starts, self.delimiter, self.quote = text, starts, delimiter, quote
        self._last: tuple[int, list[tuple[int, int]]] = (-1, [])

    def of(self, rows: list[int]) -> _OfRows:
        """The same by the rows of a table."""
        return _OfRows(self, rows)

    def end(self, row: int) -> int:
        """Where a row of the file ends, its line break left out."""
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        while end > self.starts[row] and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def span(self, row: int, column: int) -> tuple[int, int]:
        """The span of a cell of the file, its quotes left out; of a cell that a short row lacks, the end of the row."""
        if self._last[0] != row:
            self._last = (row, self._taken_apart(row))
        spans = self._last[1]
        end = self.end(row)
        return spans[column] if 0 <= column < len(spans) else (end, end)

    def _taken_apart(self, row: int) -> list[tuple[int, int]]:
        text, at, end = self.text, self.starts[row], self.end(row)
        spans = []
        while True:
            if text[at : at + 1] == self.quote and at < end:
                stop = at + 1
                while stop < end:
                    stop = text.find(self.quote, stop, end)
                    if stop < 0:
                        stop = end
                        break
                    if text[stop + 1 : stop + 2] != self.quote:
                        break
                    stop += 2
                spans.append((at + 1, stop))
                after = text.find(self.delimiter, stop, end)
            else:
                after = text.find(self.delimiter, at, end)
                stop = end if after < 0 else after
                a, b = at, stop
                while a < b and text[a] in " \t":
                    a += 1
                while b > a and text[b - 1] in " \t":
                    b -= 1
                spans.append((a, b) if b > a else (at, stop))
            if after < 0:
                return spans
            at = after + 1


class _OfRows:
    """Row and column of a table -> the span; `row` gives that of a whole row."""

    def __init__(self, cells: Cells, rows: list[int]) -> None:
        self._cells, self._rows = cells, rows

    def __call__(self, row: int, column: int) -> tuple[int, int]:
        return self._cells.span(self._rows[row], column)

    def row(self, row: int) -> tuple[int, int]:
        at = self._rows[row]
        return self._cells.starts[at], self._cells.end(at)


def line_of(starts: list[int], position: int) -> int:
    """The line, from 1, that holds a position."""
    return bisect_right(starts, position)
