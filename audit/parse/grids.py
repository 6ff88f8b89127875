"""Tables as grids: header paths, units from headers and captions, and what each numeric cell is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audit.parse.figures import Figures
from audit.parse.grammar import grammar
from audit.parse.numerals import MULTIPLIER
from audit.read.structure import Structure, Table

_UNIT_IN_HEADER = re.compile(r"[（(\[]\s*(?:单位[:：]?)?\s*([^（）()\[\]]{1,8})\s*[)）\]]|[，,/]\s*([^，,/（）()]{1,5})$")
_MULTIPLIED = re.compile(r"^(万亿|[十百千]?[万亿]|[百千])?(.*)$")
_PERCENT_HEAD = re.compile(r"%|‰|百分比|(?:率|占比|比重|比例|增幅|升幅|降幅)[（(]?$")
_RATE_HEAD = re.compile(r"率$|占比|比重|比例|增幅|增速|同比|环比|增减|增长|升降|较上|比上|变化")


@dataclass(slots=True)
class Grid:
    """One table as a matrix. `at[row][col]` is a figure's index, or -1; heads and sides hold the header texts."""

    table: Table
    at: list[list[int]]
    heads: list[str]  # one a column: the path of its header cells
    sides: list[str]  # one a row: the path of its label cells
    first_row: int = 1
    first_col: int = 1
    units: list[str] = field(default_factory=list)
    rows: int = 0
    cols: int = 0


def grids(text: str, layout: Structure, figures: Figures) -> list[Grid]:
    """Lay out every table and give its bare numbers their unit, scale and kind.

    Args:    text; layout; figures: changed in place: num, dec, step, low, high, unit and kind of table cells.
    Returns: one Grid a table, in order.
    """
    out = []
    by_cell: dict[tuple[int, int, int], int] = {c: i for i, c in enumerate(figures.cell) if c is not None}
    inside: dict[int, dict[tuple[int, int], int]] = {}
    if layout.tables:
        _cells_with_units(layout, figures, by_cell)
    for (t, r, c), i in by_cell.items():
        inside.setdefault(t, {})[r, c] = i
    for t, table in enumerate(layout.tables):
        out.append(_grid(text, table, inside.get(t, {}), figures))
    return out


def _cells_with_units(layout: Structure, figures: Figures, by_cell: dict) -> None:
    """A cell such as 13.3% or 12件 is a figure with a unit of its own; it belongs to the grid when it fills its cell."""
    at = {s: i for i, s in enumerate(figures.start)}
    for t, table in enumerate(layout.tables):
        for row in table.rows:
            for cell in row:
                i = at.get(cell.start)
                if i is not None and figures.end[i] >= cell.end - 1 and figures.cell[i] is None:
                    figures.cell[i] = (t, cell.row, cell.col)
                    by_cell[t, cell.row, cell.col] = i


def _grid(text: str, table: Table, numbers: dict[tuple[int, int], int], figures: Figures) -> Grid:
    rows = len(table.rows)
    cols = max((c.col + c.colspan for row in table.rows for c in row), default=0)
    at = [[-1] * cols for _ in range(rows)]
    words = [[""] * cols for _ in range(rows)]
    for row in table.rows:
        for c in row:
            i = numbers.get((c.row, c.col), -1)
            if c.col < cols:
                at[c.row][c.col] = i
            if i < 0:
                value = text[c.start : c.end].replace("\n", "").replace("**", "").strip()
                for dr in range(min(c.rowspan, rows - c.row)):
                    for dc in range(min(c.colspan, cols - c.col)):
                        words[c.row + dr][c.col + dc] = value
    first_row = 0
    while first_row < rows and all(i < 0 for i in at[first_row]):
        first_row += 1
    data = range(first_row, rows)
    first_col = 0
    while first_col < cols and all(at[r][first_col] < 0 for r in data):
        first_col += 1
    heads = [_path(words[r][c] for r in range(first_row)) for c in range(cols)]
    sides = [_path(words[r][c] for c in range(first_col)) for r in range(rows)]
    grid = Grid(table, at, heads, sides, first_row, first_col, [""] * cols, rows, cols)
    if first_row < rows:
        _units(grid, words, figures)
    return grid


def _path(parts) -> str:
    out: list[str] = []
    for part in parts:
        if part and part not in ("——", "—", "-", "/") and (not out or out[-1] != part):
            out.append(part)
    return "/".join(out)


def _units(grid: Grid, words: list[list[str]], figures: Figures) -> None:
    g = grammar()
    unit_col = next((c for c in range(grid.first_col) if re.sub(r"\s", "", grid.heads[c]) in ("单位", "计量单位")), -1)
    for c in range(grid.first_col, grid.cols):
        head = re.sub(r"\s", "", grid.heads[c])
        percent = _PERCENT_HEAD.search(head) is not None
        stated = ""
        for m in _UNIT_IN_HEADER.finditer(head):
            candidate = m.group(1) or m.group(2)
            if _known(candidate, g):
                stated = candidate
        for r in range(grid.first_row, grid.rows):
            i = grid.at[r][c]
            if i < 0 or figures.unit[i]:
                continue
            side = re.sub(r"\s", "", grid.sides[r])
            unit = stated
            if unit_col >= 0 and not unit:
                unit = words[r][unit_col]
            row_percent = _PERCENT_HEAD.search(side) is not None or re.search(r"[（(]%[)）]", side) is not None
            if not unit:
                for m in _UNIT_IN_HEADER.finditer(side):
                    if _known(m.group(1) or m.group(2), g):
                        unit = m.group(1) or m.group(2)
            if percent and (stated in ("", "%") or "%" in head) or (row_percent and unit in ("", "%")):
                figures.kind[i] = "percent"
                figures.step[i] = 1
                continue
            if not unit:
                unit = grid.table.unit
            if unit:
                _apply(figures, i, unit, g)
    for c in range(grid.cols):
        seen = {figures.unit[grid.at[r][c]] for r in range(grid.first_row, grid.rows) if grid.at[r][c] >= 0}
        grid.units[c] = next(iter(seen)) if len(seen) == 1 else ""


def _known(unit: str, g) -> bool:
    unit = unit.strip()
    m = _MULTIPLIED.match(unit)
    return unit in g.kind or (m.group(1) is not None and m.group(2) in g.kind) or unit in ("%", "万", "亿")


def _apply(figures: Figures, i: int, unit: str, g) -> None:
    """Give a bare number the unit of its header: 89275 under 单位：万元 is 892750000 yuan, rounded to 万."""
    unit = unit.strip("：: ")
    if unit in g.kind:
        multiplier, base = None, unit
    else:
        multiplier, base = _MULTIPLIED.match(unit).groups()
        if base and base not in g.kind:
            return
    kind = g.kind.get(base, "count")
    figures.kind[i] = kind
    figures.unit[i] = base
    factor = MULTIPLIER.get(multiplier, 1)
    if factor > 1:
        shift = len(str(factor)) - 1
        dec = figures.dec[i]
        if shift >= dec:
            scale, figures.dec[i], figures.step[i] = 10 ** (shift - dec), 0, 10 ** (shift - dec)
        else:
            scale, figures.dec[i], figures.step[i] = 1, dec - shift, 1
        figures.num[i] *= scale
        figures.low[i] = None if figures.low[i] is None else figures.low[i] * scale
        figures.high[i] = None if figures.high[i] is None else figures.high[i] * scale
    elif kind == "percent":
        figures.step[i] = 1
