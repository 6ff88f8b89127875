"""Tables that stand in a text: pipes, Markdown, tabs, columns of blanks, and those that the format itself states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from audit.read import meta

_SEPARATOR = re.compile(r"[ \t|:\-—–+=]+$")
_UNIT_NOTE = re.compile(r"单位[ ]*[:：][ ]*([^）)\n，,。]{1,16})")
_AMOUNT = re.compile(r"[0-9]\.[0-9]|[0-9],[0-9]{3}")  # a line with an amount states the unit of that
_LONGEST_HEAD = 30  # of a group of rows, in characters
_GAP = re.compile(r" {2,}")
# A cell that holds a value and no words: 41,206  -4.7%  12件  98.5分  —
_VALUE = re.compile(
    r"[-+]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)? ?(?:%|‰|[一-鿿]{1,2})?|[-—/]{1,4}|\.{3}|…+"
)
_NUMERAL = re.compile(r"[-+]?[0-9][0-9,，]*(?:\.[0-9]+)? ?(?:%|‰)?")
_ITEM = re.compile(r"(?:[0-9]{1,2}|[（(]?[一二三四五六七八九十]{1,3})[.、．)）]?")


@dataclass(slots=True)
class Cell:
    """One cell of a grid: half-open span of its trimmed text; `indent`: blanks that stand before it in its column."""

    row: int
    col: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    indent: int = 0


@dataclass(slots=True)
class Table:
    """A grid in the text. `rows` holds cells in reading order; `caption` the line above and its unit note."""

    start: int
    end: int
    rows: list[list[Cell]]
    caption: str = ""
    unit: str = ""


Line = tuple[int, int, str]  # start, end, what separates its cells: "|", a tab, or "  "
Spans = list[list[tuple[int, int]]]  # the cells of rows, half-open
DATA, META, PROSE = "data", "meta", "prose"


@dataclass(slots=True)
class Piece:
    """Table lines that belong together. `ruled`: a Markdown separator is among them."""

    lines: list[Line]
    grid: Spans
    widths: set[int]
    ruled: bool = False
    kind: str = DATA


def split_cells(text: str, start: int, end: int, sep: str, outer: bool = True) -> list[tuple[int, int]]:
    """Cut a line into cells.

    Args:
        text: normalised text.
        start, end: the line.
        sep: "|", a tab, or two blanks.
        outer: the table's lines begin with a bar; else a blank before the first bar is an empty cell.
    Returns: half-open spans of the trimmed cells, left to right.
    """
    bounds = []
    if sep == "  ":
        at = start
        for m in _GAP.finditer(text, start, end):
            bounds.append((at, m.start()))
            at = m.end()
        bounds.append((at, end))
        bounds = [(a, b) for a, b in bounds if b > a and not text[a:b].isspace()]
    else:
        at = start
        while True:
            nxt = text.find(sep, at, end)
            bounds.append((at, end if nxt < 0 else nxt))
            if nxt < 0:
                break
            at = nxt + 1
        if sep == "|":
            if outer and len(bounds) > 1 and not text[bounds[0][0] : bounds[0][1]].strip():
                bounds.pop(0)
            if len(bounds) > 1 and not text[bounds[-1][0] : bounds[-1][1]].strip():
                bounds.pop()
    return [trim(text, a, b) for a, b in bounds]


def trim(text: str, a: int, b: int) -> tuple[int, int]:
    """The span without the blanks around its text, and without the marks of bold type."""
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    if text.startswith("**", a) and text.endswith("**", a + 2, b) and b - a > 4:
        return trim(text, a + 2, b - 2)
    return a, b


def indent(text: str, start: int) -> int:
    """How many blanks stand before a cell's text."""
    at = start
    while at and text[at - 1] == " ":
        at -= 1
    return start - at


def pieces(text: str, lines: list[Line]) -> list[Piece]:
    """Cut a run of table lines where one table ends and the next begins, and say what each piece is.

    Blank lines between the rows of one table are common in text that was copied. Elsewhere a blank line ends a table,
    unless the next line goes on with its values.

    Args:    text; lines: the run, Markdown separators among them.
    Returns: the pieces, in order; every line is in one.
    """
    gaps = [text.count("\n", a[1], b[0]) > 1 for a, b in pairwise(lines)]
    outer = sum(1 for line in lines if text.startswith("|", trim(text, line[0], line[1])[0])) * 2 > len(lines)
    airy = len(lines) > 2 and sum(gaps) * 5 >= len(gaps) * 4  # a blank line after every row
    out: list[Piece] = []
    for k, line in enumerate(lines):
        rule = is_separator(text, line)
        cells = [] if rule else split_cells(text, *line, outer)
        piece = out[-1] if out else None
        fresh = False
        if piece is not None and gaps[k - 1] and not rule and not is_separator(text, lines[k - 1]):
            ruled = k + 1 < len(lines) and is_separator(text, lines[k + 1]) and piece.ruled
            goes_on = len(cells) in piece.widths and _has_value(text, cells)
            fresh = ruled or line[2] != piece.lines[0][2] or not (airy or goes_on)
        if piece is None or fresh:
            piece = Piece([], [], set())
            out.append(piece)
        piece.lines.append(line)
        piece.ruled |= rule
        if not rule:
            piece.grid.append(cells)
            piece.widths.add(len(cells))
    for piece in out:
        if meta.is_meta(text, piece.grid):
            piece.kind = META
        elif not is_table(text, piece.grid, piece.lines[0][2]):
            piece.kind = PROSE
    return out


def is_separator(text: str, line: Line) -> bool:
    """Is a line a rule between rows (|---|:--:|, +====+), no row?"""
    return line[2] == "|" and _SEPARATOR.fullmatch(text, line[0], line[1]) is not None


def _has_value(text: str, cells: list[tuple[int, int]]) -> bool:
    return any(_NUMERAL.fullmatch(text, a, b) for a, b in cells[1:])


def is_table(text: str, grid: list[list[tuple[int, int]]], sep: str) -> bool:
    """Are rows of cells a table? Two tabbed list items are not: a table without bars has a value that fills a cell."""
    if len(grid) < 2 or max(map(len, grid)) < 2:
        return False
    if sep == "|":
        return True
    for cells in grid:
        for n, (a, b) in enumerate(cells):
            if b > a and _NUMERAL.fullmatch(text, a, b) and not (n == 0 and _ITEM.fullmatch(text, a, b)):
                return True
    return False


def text_table(text: str, piece: Piece) -> Table:
    """The table of a piece, without caption."""
    rows = [
        [Cell(r, c, a, b, 1, 1, indent(text, a)) for c, (a, b) in enumerate(cells)]
        for r, cells in enumerate(piece.grid)
    ]
    return Table(piece.lines[0][0], piece.lines[-1][1], rows)


def stated_rows(text: str, rows: tuple) -> list[list[Cell]]:
    """The cells of a table that the format states, merged cells laid out on the grid.

    Args:    text; rows: each a tuple of cells (start, end, rowspan, colspan).
    Returns: rows of cells; a place that a merged cell covers has no cell of its own.
    """
    taken: set[tuple[int, int]] = set()
    out = []
    for r, cells in enumerate(rows):
        row, c = [], 0
        for a, b, rowspan, colspan in cells:
            while (r, c) in taken:
                c += 1
            first = a
            a, b = trim(text, a, b)
            row.append(Cell(r, c, a, b, rowspan, colspan, a - first))
            for i in range(min(rowspan, 500)):
                for j in range(min(colspan, 100)):
                    taken.add((r + i, c + j))
            c += colspan
        out.append(row)
    return out


def unit_note(lines: list[str]) -> str:
    """The unit that the lines above a table state, the nearest first: 单位：亿元、%."""
    for line in lines:
        if (m := _UNIT_NOTE.search(line)) and not _AMOUNT.search(line, 0, m.start()):
            return m.group(1).strip()
    return ""


# ---------------------------------------------------------------------------- columns of blanks


def aligned(text: str, start: int) -> tuple[Table | None, int]:
    """A table whose columns are kept apart by two or more blanks, as in text taken from a PDF.

    It is one only where it cannot be prose: at least two lines of equally many cells, all but the first of which are
    values, under a line of as many words.

    Args:    text; start: of a line that holds two blanks between words.
    Returns: the table of the run of such lines, or None; and the end of the run.
    """
    lines: list[tuple[int, int, list[tuple[int, int]]]] = []
    pos, length = start, len(text)
    while pos < length:
        end = text.find("\n", pos)
        end = length if end < 0 else end
        a, b = trim(text, pos, end)
        if a == b or "|" in text[a:b] or "\t" in text[a:b]:
            break
        if text.find("  ", a, b) < 0 and not (lines and _is_group(text, a, b, end + 1)):
            break
        lines.append((pos, end, split_cells(text, a, b, "  ")))
        pos = end + 1
    stop = max(pos, start + 1)
    data = [n for n, (_, _, cells) in enumerate(lines) if _is_data(text, cells)]
    if not data:
        return None, stop
    widths = [len(lines[n][2]) for n in data]
    width = max(set(widths), key=lambda w: (widths.count(w), w))
    first, last = data[0], data[-1]
    head = first - 1
    least = 3 if width == 2 else 2
    if width >= 4 and head >= 0 and len(lines[head][2]) == width:
        least = 1  # a line of values under as many words
    if widths.count(width) < least:
        return None, stop
    if head < 0 or not width - 1 <= len(lines[head][2]) <= width or _is_prose(text, lines[head][2]):
        return None, stop
    above = lines[head - 1][2] if head else []
    if 2 <= len(above) <= width and not _is_prose(text, above) and text[above[0][0]] not in "表附续":
        head -= 1
    if any(n not in data and len(lines[n][2]) > 2 for n in range(first, last)):
        return None, stop
    used = lines[head : last + 1]
    return Table(used[0][0], used[-1][1], _placed(text, used, width)), used[-1][1]


def _is_group(text: str, a: int, b: int, following: int) -> bool:
    """Is a line of one cell the head of a group of rows (三、本年度办理结果): short, no sentence, and values below?"""
    if b - a > _LONGEST_HEAD or text[b - 1] in "。；;：:，,！？":
        return False
    for _ in range(2):  # another head may stand between: 三、不予公开, （一）予以公开
        end = text.find("\n", following)
        end = len(text) if end < 0 else end
        x, y = trim(text, following, end)
        if x == y:
            return False
        if text.find("  ", x, y) >= 0:
            return _is_data(text, split_cells(text, x, y, "  "))
        if y - x > _LONGEST_HEAD or text[y - 1] in "。；;：:，,！？":
            return False
        following = end + 1
    return False


def _is_data(text: str, cells: list[tuple[int, int]]) -> bool:
    values = [_VALUE.fullmatch(text, a, b) is not None for a, b in cells]
    numbered = (
        len(cells) >= 3 and not values[1] and _ITEM.fullmatch(text, *cells[0]) is not None
    )  # 1  公安  283  24.11%
    return (
        len(cells) >= 2
        and all(values[2 if numbered else 1 :])
        and any(_NUMERAL.fullmatch(text, a, b) for a, b in cells[1:])
        and (cells[0][1] - cells[0][0] <= 40)
    )


def _is_prose(text: str, cells: list[tuple[int, int]]) -> bool:
    """Words of a head are short and end no sentence."""
    return any(
        b - a > 20 or text[b - 1] in "。；;：:，," or _NUMERAL.fullmatch(text, a, b) or _UNIT_NOTE.search(text, a, b)
        for a, b in cells
    )


def _placed(text: str, lines: list, width: int) -> list[list[Cell]]:
    """Cells in their columns: a full line in order, one that lacks some by where its cells stand on the page."""
    spans: list[list[int]] = [[10**9, -1] for _ in range(width)]
    places = []
    for start, _, cells in lines:
        row = []
        for a, b in cells:
            left = _screen(text, start, a)
            row.append((left, left + _screen(text, a, b)))
        places.append(row)
        if len(cells) == width:
            for c, (x, y) in enumerate(row):
                spans[c] = [min(spans[c][0], x), max(spans[c][1], y)]
    rows = []
    for r, ((_, _, cells), row) in enumerate(zip(lines, places, strict=True)):
        out: list[Cell] = []
        least = 0
        for n, (a, b) in enumerate(cells):
            if len(cells) == width:
                c = n
            else:
                x, y = row[n]
                rest = range(least, width - (len(cells) - n) + 1)
                c = min(rest, key=lambda k: _apart(spans[k], x, y))
            least = c + 1
            out.append(Cell(r, c, a, b, 1, 1, row[n][0] if c == 0 else 0))
        rows.append(out)
    return rows


def _apart(span: list[int], x: int, y: int) -> tuple[int, int]:
    """How far a cell stands from a column: the blank between them, then between their middles."""
    return max(span[0] - y, x - span[1], 0), abs(span[0] + span[1] - x - y)


def _screen(text: str, a: int, b: int) -> int:
    """The width of a stretch of text on a page: Chinese characters are two wide."""
    return sum(2 if ch > "⹿" else 1 for ch in text[a:b])
