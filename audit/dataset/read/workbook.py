"""xlsx: cells as a spreadsheet shows them; merged cells, formulas without a value, hidden parts found and said."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
import zipfile
from typing import Any

from audit.dataset.read.build import Rows, build, refuse_cells
from audit.dataset.read.display import shown
from audit.dataset.read.extracted import Extracted
from audit.dataset.table import MERGED, NO_VALUE, Fault, Table
from audit.errors import FormatError, InputError

MAX_UNPACKED = 160 * 2**20  # openpyxl takes some ten times that in memory
MAX_RATIO = 400  # a sheet of equal cells is packed a hundredfold
MAX_COLUMNS = 2000


def read_workbook(where: str, data: bytes) -> list[Table]:
    """Read the tables of a workbook: one a sheet that holds one.

    Args:    where: its path. data: its bytes.
    Returns: the tables, in the order of the sheets; `source` is the extracted text of the sheet, row n in line n.
    Raises:  InputError: damaged, encrypted, too large, without any table. FormatError: openpyxl is not there.
    """
    try:
        import openpyxl
    except ImportError:
        raise FormatError(
            "is a workbook, which needs openpyxl", path=where, hint='pip install "gouji[xlsx]", or save it as csv'
        ) from None
    _refuse_bomb(where, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep when it writes does not matter here
        book = _opened(openpyxl, where, data, True)
        formulas = _opened(openpyxl, where, data, False) if _has_formulas(data) else None
    digest = hashlib.sha256(data).hexdigest()
    tables, refused, notes = [], [], []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"the sheet {sheet.title} is hidden, and read")
        try:
            found = _table(where, digest, sheet, formulas[sheet.title] if formulas else None)
        except InputError as error:
            refused.append((sheet.title, error))
            continue
        if found is None:
            notes.append(f"the sheet {sheet.title} is empty")
        else:
            tables.append(found)
    if not tables:
        if refused:
            title, why = refused[0]
            raise InputError(why.message, path=where, place=why.place or f"sheet {title}", hint=why.hint)
        raise InputError("holds no cell", path=where)
    for title, why in refused:
        notes.append(f"the sheet {title} is no table and is left out: it {why.message}")
    tables[0].notes += notes
    return tables


def _refuse_bomb(where: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(i.file_size, i.compress_size, i.flag_bits) for i in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"is damaged: {error}", path=where, hint="save it again") from error
    if any(flags & 1 for _, _, flags in sizes):
        raise InputError("is encrypted", path=where, hint="remove the password first")
    total = sum(size for size, _, _ in sizes)
    if total > MAX_UNPACKED or any(size > 2**20 and size > MAX_RATIO * max(packed, 1) for size, packed, _ in sizes):
        raise InputError(
            f"unpacks to {total // 2**20:,} MB, more than is read from a workbook",
            path=where, hint="delete unused rows and columns, or save the sheet as csv",
        )  # fmt: skip


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(
            name.startswith("xl/worksheets/") and name.endswith(".xml") and b"<f" in archive.read(name)
            for name in archive.namelist()
        )


def _opened(openpyxl: Any, where: str, data: bytes, values: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            f"is damaged: {what}", path=where, hint="open it in a spreadsheet and save it again"
        ) from error


def _table(where: str, digest: str, sheet: Any, formulas: Any) -> Table | None:
    if sheet.max_column > MAX_COLUMNS and len(sheet._cells) < sheet.max_row * sheet.max_column:
        raise InputError(
            f"has {sheet.max_column:,} columns", path=where, place=f"sheet {sheet.title}",
            hint="delete unused columns",
        )  # fmt: skip
    refuse_cells(len(sheet._cells), where)
    grid, floats, typed, without = _cells(sheet, formulas)
    if not any(any(row) for row in grid):
        return None
    refuse_cells(sum(map(len, grid)), where)
    used = [n for n in range(len(grid[0])) if any(row[n] for row in grid)]
    first, last = used[0], used[-1] + 1
    grid = [row[first:last] for row in grid]
    merged = _merged(sheet, grid, first)
    top = next((i for i, row in enumerate(grid) if sum(map(bool, row)) > min(1, len(row) - 1)), 0)
    deep = _deep_head(grid, merged, top)
    name = os.path.splitext(os.path.basename(where))[0]
    table = Table(name, where, digest, sheet=sheet.title, format="xlsx")
    rows = Rows(
        grid, list(range(1, len(grid) + 1)),
        {(r, c - first): kind for (r, c), kind in typed.items() if first <= c < last},
        frozenset(c - first for c in floats if first <= c < last),
    )  # fmt: skip
    if deep > top:
        grid[deep] = _joined(grid, merged, top, deep)
        rows.heads = deep
        table.notes.append(f"the head takes the rows {top + 1} to {deep + 1}")
    filled = _fill_merged(grid, merged, deep)
    text = Extracted(grid)
    table.source = text.text
    kept = build(table, rows)
    table.cell = text.of(kept)
    at = {i: n for n, i in enumerate(kept)}
    table.faults += [Fault(MERGED, at[r], c, grid[r][c], ref, line=r + 1) for r, c, ref in filled if r in at]
    table.faults += [
        Fault(NO_VALUE, at[r], c - first, formula, line=r + 1)
        for r, c, formula in without
        if r in at and first <= c < last
    ]
    for c in table.columns:
        c.place += first
    _say_hidden(table, sheet, kept)
    table.faults = [_placed(f, table) for f in table.faults]
    return table


def _placed(f: Fault, table: Table) -> Fault:
    from dataclasses import replace

    if f.start or f.end or f.row < 0:
        return f
    start, end = table.span(f.row, f.column) if f.column >= 0 else table.row_span(f.row)
    return replace(f, start=start, end=end)


def _cells(sheet: Any, formulas: Any) -> tuple[list[list[str]], set[int], dict, list[tuple[int, int, str]]]:
    """The printed cells; columns with binary floats; typed dates; formulas without a value."""
    grid = [[""] * sheet.max_column for _ in range(sheet.max_row)]
    floats: set[int] = set()
    typed: dict[tuple[int, int], str] = {}
    without = []
    for (row, column), cell in sheet._cells.items():
        value = cell.value
        if value is None:
            continue
        text, binary = shown(value, cell.number_format or "General")
        grid[row - 1][column - 1] = text
        if binary:
            floats.add(column - 1)
        if cell.is_date and not isinstance(value, str):
            typed[row - 1, column - 1] = "date"
    if formulas is not None:
        for (row, column), cell in formulas._cells.items():
            if cell.data_type == "f" and not grid[row - 1][column - 1] and sheet.cell(row, column).value is None:
                without.append((row - 1, column - 1, str(getattr(cell.value, "text", cell.value))))
    return grid, floats, typed, without


def _merged(sheet: Any, grid: list[list[str]], first: int) -> list[tuple[int, int, int, int, str]]:
    """Merged ranges as (top, left, bottom, right, name), counted from 0 in the grid, in reading order."""
    width = len(grid[0])
    out = []
    for found in sheet.merged_cells.ranges:
        top, bottom = found.min_row - 1, found.max_row - 1
        left, right = found.min_col - 1 - first, found.max_col - 1 - first
        if right < 0 or left >= width or top >= len(grid):
            continue
        out.append((top, max(left, 0), min(bottom, len(grid) - 1), min(right, width - 1), found.coord))
    return sorted(out)


def _deep_head(grid: list[list[str]], merged: list[tuple[int, int, int, int, str]], top: int) -> int:
    """The last row of a head in several rows: merged cells of its first row reach down to it, or span its heads."""
    deep = max((bottom for t, _, bottom, _, _ in merged if t == top), default=top)
    spans = [(left, right) for t, left, _, right, _ in merged if t == top and right > left]
    if deep == top and spans and top + 1 < len(grid):
        below = [text for left, right in spans for text in grid[top + 1][left : right + 1]]
        if all(below) and not any(text.replace(",", "").replace(".", "").strip("%-").isdigit() for text in below):
            deep = top + 1
    return deep if deep - top <= 3 else top


def _joined(grid: list[list[str]], merged: list, top: int, deep: int) -> list[str]:
    """The names of a head in several rows: the lowest word; with the words above it where it recurs."""
    words = [[grid[r][c] for r in range(top, deep + 1)] for c in range(len(grid[0]))]
    for t, left, bottom, right, _ in merged:
        if top <= t <= deep:
            for c in range(left, right + 1):
                for r in range(t, min(bottom, deep) + 1):
                    words[c][r - top] = grid[t][left]
    paths = [list(dict.fromkeys(w for w in column if w.strip())) for column in words]
    leaves = [path[-1] if path else "" for path in paths]
    return [
        leaf if leaves.count(leaf) == 1 or len(path) < 2 else "·".join(path)
        for leaf, path in zip(leaves, paths, strict=True)
    ]


def _fill_merged(grid: list[list[str]], merged: list, deep: int) -> list[tuple[int, int, str]]:
    """Give the rows below the head what a merged cell beside them says, unless it is a number: that stands once.

    Returns: (row, column, name) of the merged cells below the head.
    """
    out = []
    for top, left, bottom, right, name in merged:
        if bottom <= deep or not grid[top][left]:
            continue
        out.append((top, left, name))
        text = grid[top][left]
        number = text.replace(",", "").replace(".", "").strip("%-‰ ").isdigit() and not _year(text)
        if bottom > top and left == right and not number:
            for r in range(top + 1, bottom + 1):
                grid[r][left] = text
    return out


def _year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("19", "20")


def _say_hidden(table: Table, sheet: Any, kept: list[int]) -> None:
    rows = sum(1 for i in kept if (d := sheet.row_dimensions.get(i + 1)) is not None and d.hidden)
    columns = [name for name, d in sheet.column_dimensions.items() if d.hidden]
    if rows:
        table.notes.append(f"{rows} hidden rows are read too")
    if columns:
        table.notes.append(f"hidden columns are read too: {', '.join(sorted(columns))}")
