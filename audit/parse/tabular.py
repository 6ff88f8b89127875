"""Numerals in tables: a number that fills its cell is a figure; numerals in header and label cells are words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from audit.parse import arabic, chains, dates, hedging
from audit.parse.grammar import AFTER, BEFORE_CELL, BEHIND_CELL, DATE, NUMERAL, SCALE, UNIT
from audit.parse.numerals import LONGEST, scaled
from audit.parse.reader import Reader
from audit.read.structure import Cell, Table

_BEFORE = re.compile(BEFORE_CELL)
_BEHIND = re.compile(BEHIND_CELL)
_DASH = re.compile(r"[-—–/… ]+")
_YEAR = re.compile(r"[*_ ]*(?:19|20)[0-9]{2}[*_ ]*")
_ROW_NUMBER = re.compile(r"[*_ ]*(?:序号|编号|行次|栏次|行号|№|No\.?)[*_ ]*", re.I)
_SENTENCE = re.compile("[。；;]|[，,].*[，,]")


class Grid:
    """One table, laid out for its numerals: which cell holds a position, and which cells are labels."""

    __slots__ = ("cells", "first_col", "first_row", "numbered", "pure", "starts", "text")

    def __init__(self, text: str, table: Table, value: re.Pattern) -> None:
        self.text = text
        filled_cells = [c for row in table.rows for c in row if c.end > c.start]
        self.cells: list[Cell] = sorted(filled_cells, key=lambda c: c.start)
        self.starts = [c.start for c in self.cells]
        self.numbered = {c.col for row in table.rows[:3] for c in row if _ROW_NUMBER.fullmatch(text, c.start, c.end)}
        values = [c for c in self.cells if c.end - c.start <= 40 and value.fullmatch(text, c.start, c.end)]
        values = [c for c in values if not _YEAR.fullmatch(text, c.start, c.end)]
        self.pure = {c.start for c in values}
        self.first_row = min((c.row for c in values if c.col not in self.numbered), default=-1)
        # a column of numbers: half of its cells are numbers, from the first row with numbers on
        numbers = Counter(c.col for c in values if c.col not in self.numbered)
        below = [c for c in self.cells if c.row >= self.first_row]
        filled = Counter(c.col for c in below if not _DASH.fullmatch(text, c.start, c.end))
        self.first_col = min((col for col, n in numbers.items() if 2 * n >= filled[col]), default=-1)

    def at(self, position: int) -> Cell | None:
        """The cell that holds a position."""
        i = bisect_right(self.starts, position) - 1
        return self.cells[i] if i >= 0 and position < self.cells[i].end else None

    def is_label(self, cell: Cell) -> bool:
        """A header or label cell: above or left of the numbers, and no sentence."""
        if self.first_col < 0 or (cell.row >= self.first_row and cell.col >= self.first_col):
            return False
        return cell.end - cell.start <= 60 and _SENTENCE.search(self.text, cell.start, cell.end) is None

    def is_word(self, cell: Cell, numeral: str) -> bool:
        """Whether a bare number only names its row or column: a serial number, a year in a header or beside a row."""
        if cell.col in self.numbered:
            return True
        return (cell.col == 0 or cell.row < self.first_row) and dates.YEAR.fullmatch(numeral) is not None


def read(r: Reader, m: re.Match, t: int, grid: Grid) -> int | None:
    """Read a numeral that stands in a table.

    Args:    r: the scan so far; m: a match of the grammar's pattern; t, grid: the table.
    Returns: where to go on, 0 for behind the match; None: the cell is prose, to be read as such.
    """
    s, e = m.span()
    cell = grid.at(s)
    if cell is None:
        return None
    numeral = m[NUMERAL]
    pure = cell.start in grid.pure
    alone = pure and m.lastindex == NUMERAL and s == cell.start and m.end(NUMERAL) == cell.end
    if alone and not grid.is_word(cell, numeral):  # the common cell: nothing but a number
        num, printed = arabic.arabic(numeral)
        step = 1 if printed else 0
        r.figures.append((s, cell.end, num, printed, num, num, step, printed, "", "count", "", (t, cell.row, cell.col)))
        return 0
    if not pure and grid.is_label(cell):
        return _label(r, m, e)
    if "0" <= numeral[0] <= "9" and m[DATE] is None and _BEFORE.fullmatch(r.text, cell.start, s):
        return _value(r, m, t, grid, cell)
    return None


def _value(r: Reader, m: re.Match, t: int, grid: Grid, cell: Cell) -> int | None:
    """A number that fills its cell; None where more than a number stands in it."""
    text = r.text
    s, end = m.start(), m.end(NUMERAL)
    numeral, scale, unit, behind = m.group(NUMERAL, SCALE, UNIT, AFTER)
    e = m.end(UNIT) if unit else m.end(SCALE) if scale else end
    hedge = r.g.after_pattern.match(text, e)
    stop = hedge.end() if hedge else e
    if end > cell.end or not _BEHIND.fullmatch(text, stop, cell.end) or end - s > LONGEST:
        return None
    if unit is None and not scale and grid.is_word(cell, numeral):
        if cell.col in grid.numbered:
            r.note(s, end, "row number")
        else:
            dates.year(r, s, end, numeral)
        return 0
    if text[s - 1 : s] == "第":
        return None
    num, printed = arabic.arabic(numeral)
    if "-" in text[cell.start : s]:
        num = -num
        s = text.rindex("-", cell.start, s)
    factor, inner = r.g.scales.get((scale or "").replace(" ", ""), (1, ""))
    kind = r.g.kind[unit] if unit else "count"
    code = hedging.after(r.g, behind or (hedge[1] if hedge else ""), kind, unit or "")
    e = end + len(text[end:e].rstrip())
    r.figure(s, e, scaled(num, printed, factor), printed, unit or "", kind, inner, code, (t, cell.row, cell.col))
    return max(stop, m.end()) if stop > m.end() else 0


def _label(r: Reader, m: re.Match, e: int) -> int | None:
    numeral = m[NUMERAL]
    if m[DATE] is not None or m.lastindex == 9 or (len(numeral) == 4 and dates.YEAR.fullmatch(numeral)):
        return None
    if m.lastindex == NUMERAL and (dates.IN_DIGITS.match(r.text, m.start()) or chains.is_dated(r.text, m.start())):
        return None
    r.note(m.start(), arabic.cover(r.text, m.end(NUMERAL), e), "row label")
    return 0
