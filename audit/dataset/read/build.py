"""Rows of printed cells -> a Table: the head found, titles and notes apart, names unique, faults named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.dataset import cells
from audit.dataset.table import DUPLICATE_HEAD, EMPTY_HEAD, RAGGED, Column, Fault, Table
from audit.errors import InputError
from audit.parse.cells import listed

MAX_CELLS = 6_000_000  # a cell takes some 300 bytes while a gate runs: text, exact value, band, frames
_UNIT_NOTE = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s,，;；)）]{1,12}(?:[、,，/][^\s,，;；)）]{1,6})*)")
_FOOTNOTE = re.compile(
    r"^\s*[(（【\[*＊]?\s*(?:注|备注|说明|附注|数据来源|资料来源|来源|填报人|制表|审核|填表)\s*[0-9一二三]?\s*[:：】\]]"
)
_TITLES = 6  # rows above the head that are looked at


@dataclass(slots=True)
class Rows:
    """The rows of one table as they stand in the file.

    Attributes:
        cells: a row each, printed. line: where each begins. typed: (row, column) -> kind, of cells the file types.
        floats: columns (from 0) that hold binary floats. heads: rows that the file says are the head, None: find it.
    """

    cells: list[list[str]]
    line: list[int]
    typed: dict[tuple[int, int], str] = field(default_factory=dict)
    floats: frozenset[int] = frozenset()
    heads: int | None = None


def refuse_cells(number: int, where: str) -> None:
    """Refuse a table that would not fit into memory.

    Raises: InputError: more than MAX_CELLS.
    """
    if number > MAX_CELLS:
        raise InputError(
            f"holds about {number:,} cells, more than {MAX_CELLS:,}",
            path=where,
            hint="split it by region and name all parts: rules hold row by row; a key keeps its years together",
        )


def build(table: Table, rows: Rows) -> list[int]:
    """Fill a table from its rows.

    Args:    table: name, path … are set. rows: of the file.
    Returns: for each row of the table, the row of `rows` it came from.
    Raises:  InputError: no head, no column, no row, too many cells.
    """
    grid = rows.cells
    refuse_cells(sum(map(len, grid)), table.path)
    head_at, caption = _head(table, rows)
    heads = grid[head_at]
    width = len(heads)
    kept, ragged = _body(table, rows, head_at + 1, width)
    if not kept:
        raise InputError("holds a head and no row", path=table.path, place=_place(table, rows.line[head_at]))
    table.columns = [Column(*_named(h), place=n + 1, floats=n in rows.floats) for n, h in enumerate(heads)]
    _name_heads(table, rows.line[head_at])
    table.rows = len(kept)
    table.line = [rows.line[i] for i in kept]
    at = {i: n for n, i in enumerate(kept)}
    for i, found in ragged:
        extra = [t for t in grid[i][width:] if t.strip()]
        table.faults.append(Fault(RAGGED, at[i], -1, " | ".join(extra), f"{found}/{width}", line=rows.line[i]))
    plain, rates = listed(caption) if caption else ((), "")
    unit = plain[0] if len(plain) == 1 else ""
    for n, column in enumerate(table.columns):
        texts = [grid[i][n] if n < len(grid[i]) else "" for i in kept]
        given = {at[r]: kind for (r, c), kind in rows.typed.items() if c == n and r in at} if rows.typed else {}
        table.faults += cells.fill(column, texts, caption=unit, given=given)
    del rates
    return kept


def _named(head: str) -> tuple[str, str, str]:
    name, unit = cells.head_name(head)
    return name, head, unit


def _head(table: Table, rows: Rows) -> tuple[int, str]:
    """The row of the head; titles above it become notes. Also the unit that a caption states."""
    grid = rows.cells
    if rows.heads is not None:
        return rows.heads, ""
    widest = max((_filled(row) for row in grid[: _TITLES + 3]), default=0)
    if not widest:
        raise InputError("holds no cell", path=table.path)
    caption = ""
    for i, row in enumerate(grid[: _TITLES + 1]):
        filled = [t.strip() for t in row if t.strip()]
        unit = _UNIT_NOTE.search(" ".join(filled)) if len(filled) <= 2 else None
        if len(filled) > 1 and not unit:
            return i, caption
        if widest == 1 and filled and not unit:  # a table of one column
            return i, caption
        if filled:
            table.notes.append(f"line {rows.line[i]} is above the head: {' '.join(filled)[:80]}")
        if unit:
            caption = unit[1]
    raise InputError("has no row that could be the head", path=table.path, hint="name the columns in the first row")


def _filled(row: Sequence[str]) -> int:
    return sum(1 for t in row if t.strip())


def _body(table: Table, rows: Rows, start: int, width: int) -> tuple[list[int], list[tuple[int, int]]]:
    """The rows below the head: blank ones and footnotes left out (said in the notes), ragged ones named."""
    kept, ragged, blank = [], [], 0
    grid = rows.cells
    for i in range(start, len(grid)):
        row = grid[i]
        if len(row) == width and row[0] and (width < 3 or any(row[1:])):
            kept.append(i)
            continue
        filled = _filled(row)
        if not filled:
            blank += 1
            continue
        if filled == 1 and width > 2 and _FOOTNOTE.match(next(t for t in row if t.strip())):
            table.notes.append(f"line {rows.line[i]} is a note: {next(t for t in row if t.strip()).strip()[:80]}")
            continue
        kept.append(i)
        found = len(row)
        while found > width and not row[found - 1].strip():
            found -= 1
        if found != width:
            ragged.append((i, found))
    if blank:
        table.notes.append(f"{blank} blank rows are left out")
    return kept, ragged


def _name_heads(table: Table, line: int) -> None:
    """Make the names of columns unique: a head without a name gets its number, one that recurs its whole print."""
    columns = table.columns
    for c in columns:
        if not c.name:
            c.name = f"column {c.place}"
            table.faults.append(Fault(EMPTY_HEAD, -1, c.place - 1, "", c.name, line=line))
    by_name: dict[str, list[Column]] = {}
    for c in columns:
        by_name.setdefault(c.name, []).append(c)
    for name, same in by_name.items():
        if len(same) > 1 and len({c.head for c in same}) == len(same):
            for c in same:  # 受理（件） beside 受理（人）
                c.name = cells.clean(c.head)
            same = [c for c in same if sum(d.name == c.name for d in columns) > 1]
        for n, c in enumerate(same):
            if n:
                c.name = f"{name}#{n + 1}"
                table.faults.append(Fault(DUPLICATE_HEAD, -1, c.place - 1, c.head, name, line=line))


def _place(table: Table, line: int) -> str:
    return f"{table.sheet}, row {line}" if table.sheet else f"line {line}"
