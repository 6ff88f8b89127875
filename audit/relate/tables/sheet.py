"""A grid seen as lines: rows across columns, or columns across rows, so that every rule is written once for both."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.parse.figures import Figures
from audit.parse.grids import Grid
from audit.relate.context import Context
from audit.relate.relations import common, scaled
from audit.relate.tables import names

RATES = ("percent", "percentage_point")


@dataclass(slots=True)
class Line:
    """A row or a column: its words, and its figures at each place across (-1: none)."""

    n: int  # its place among the axis' lines
    path: tuple[str, ...]
    ids: list[int]
    kind: str = "count"  # that most of its figures have
    unit: str = ""  # that all of them have, else ""
    indent: int = 0
    name: str = ""  # the last of its words
    level: int = 0  # of its list number
    total: bool = False
    among: int = -1  # which of its words says 其中, or -1
    change: bool = False
    share: bool = False
    previous: bool = False
    plan: bool = False
    intensive: bool = False

    @property
    def whole(self) -> str:
        """All its words."""
        return "/".join(self.path)

    @property
    def additive(self) -> bool:
        """May its figures be added up with those of other lines?"""
        return self.kind not in RATES and not self.intensive


@dataclass(slots=True)
class Axis:
    """The lines of one direction; `across` are those of the other, in the order of the lines' figures."""

    lines: list[Line]
    across: list[Line]
    rows: bool  # the lines are rows


@dataclass(slots=True)
class Sheet:
    """One grid, both ways, and the interval of every figure of it at one scale."""

    c: Context
    grid: Grid
    rows: Axis
    cols: Axis
    band: dict[int, tuple[int, int]] = field(default_factory=dict)
    dec: int = 0


def sheet(c: Context, grid: Grid) -> Sheet | None:
    """Look at a grid as lines.

    Args:    c: the document laid out; grid: one of its grids.
    Returns: the sheet, or None where the grid holds no figures.
    """
    f = c.figures
    rows = [r for r in range(grid.first_row, grid.rows) if any(i >= 0 for i in grid.at[r])]
    cols = [k for k in range(grid.first_col, grid.cols) if any(grid.at[r][k] >= 0 for r in rows)]
    if not rows or not cols:
        return None
    row_lines = [
        _line(f, n, grid.side_paths[r], [grid.at[r][k] for k in cols], grid.indents[r]) for n, r in enumerate(rows)
    ]
    col_lines = [_line(f, n, grid.head_paths[k], [grid.at[r][k] for r in rows], 0) for n, k in enumerate(cols)]
    for lines in (row_lines, col_lines):
        _period_totals(lines)
    ids = [i for line in row_lines for i in line.ids if i >= 0]
    dec = common(c, *ids)
    band = {i: scaled(c, i, dec) for i in ids}
    return Sheet(c, grid, Axis(row_lines, col_lines, True), Axis(col_lines, row_lines, False), band, dec)


def _period_totals(lines: list[Line]) -> None:
    """全年 over quarters or months is their total."""
    whole = [x for x in lines if not x.total and names.period_total(x.name)]
    if len(whole) == 1 and sum(1 for x in lines if (m := names.moment(x.name)) and m[1]) == len(lines) - 1 > 1:
        whole[0].total = True


def _line(f: Figures, n: int, path: tuple[str, ...], ids: list[int], indent: int) -> Line:
    here = [i for i in ids if i >= 0]
    kinds = [f.kind[i] for i in here]
    units = {f.unit[i] for i in here}
    name = path[-1] if path else ""
    whole = "/".join(path)
    return Line(
        n,
        path,
        ids,
        max(sorted(set(kinds)), key=kinds.count),
        next(iter(units)) if len(units) == 1 else "",
        indent,
        name,
        names.level(name),
        any(names.total(p) for p in path),
        next((k for k, p in enumerate(path) if names.among(p)), -1),
        names.change(name) or (len(path) > 1 and names.change(whole) and not names.share(name)),
        names.share(name),
        names.previous(whole),
        names.plan(name),
        names.intensive(name),
    )
