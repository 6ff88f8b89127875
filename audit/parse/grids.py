"""Tables as grids: header paths over several rows, label columns, panels, units, what each cell is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import pairwise

from audit.parse.cells import apply_units, caption_unit, known
from audit.parse.figures import Figures, Ledger
from audit.read.structure import Structure, Table

_DASHES = re.compile(r"[-—–/\\.…＊*×~一 ]+|无|空")
_TIDY = re.compile(r"\s+|\*\*|<br ?/?>|`")
_SERIAL = re.compile(r"序号|编号|行次|栏次|项目编号|代码|项次")
_RANKING = re.compile(r"名次|排名|位次|排序")
_NUMBER = re.compile(r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.．、]?")
_UNIT_HEAD = re.compile(r"(?:计量)?单位(?:[（(].*)?")
_MEMO = re.compile(r"备注|说明|责任|时限|牵头|趋势|等级|等次|评价|升降|状态|是否|联系|依据|来源|文号|日期|时间")
_LABEL_HEAD = re.compile(
    r"项目|支出|收入|指标|名称|科目|类别|类型|地区|部门|区域|领域|县|区|乡镇|街道|行业|内容|单位|院别|渠道|事项"
)
_HEAD_WORD = re.compile(r"数|量|额|率|比|计|年|月|名称|项目|内容|情况|件|人|收入|支出|完成|同比|单位|金额|类别|指标")
_YEARS = range(1980, 2050)
_UP_DOWN = re.compile(
    r"(?:同比|环比|较上年(?:同期)?|比上年(?:同期)?)?(?:(?P<up>增长|上升|增加|提高|上涨|增|升|↑|▲|\+)|(?P<down>下降|减少|降低|回落|下跌|减|降|↓|▼))?(?:了|约|近|超|:|：)*"
)
_LOOSE = re.compile(r"^(?:余|多|以上|左右)")
_AFTER = re.compile(r"(?P<up>↑|▲)|(?P<down>↓|▼)|[\s*①-⑳左右以上余多]+|[（(][^（）()]*[)）]")


@dataclass(slots=True)
class Grid:
    """One table, or one panel of it, as a matrix; rows and columns are counted in the panel.

    `at[row][col]` is a figure's index, or -1. `heads` and `sides` are the words of a column's and a row's header cells,
    from the top or the left down, joined by "/"; `head_paths` and `side_paths` are the same as tuples, the latter
    with the head of the group that a row stands in (一、税务部门征收) before its own words.
    """

    table: Table
    at: list[list[int]]
    heads: list[str]
    sides: list[str]
    first_row: int = 1
    first_col: int = 1
    units: list[str] = field(default_factory=list)
    rows: int = 0
    cols: int = 0
    head_paths: list[tuple[str, ...]] = field(default_factory=list)
    side_paths: list[tuple[str, ...]] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)  # a row's blanks before its label, less the least of its column
    signs: dict[int, int] = field(default_factory=dict)  # figure -> +1 or -1 where words or arrows in its cell say it
    title: str = ""  # caption, and a line of the table that names the panel
    number: int = 0  # index of the table among the document's


def grids(text: str, layout: Structure, figures: Figures, ledger: Ledger | None = None) -> list[Grid]:
    """Lay out every table and give its bare numbers their unit, scale and kind.

    Args:
        text: normalised text.
        layout: its structure.
        figures: changed in place: cell is (grid, row, col) of the grids returned; num, dec, step, low, high, unit and
            kind of table cells as their heads and captions say.
        ledger: where given, numbers that only name a row or a column (years, serial numbers) move to it.
    Returns: the grids, in order; a table of several panels gives several.
    """
    if not layout.tables:
        return []
    sheets = [_Matrix(text, t, table, figures) for t, table in enumerate(layout.tables)]
    if ledger is not None and (dropped := {i: why for m in sheets for i, why in m.names.items()}):
        moved = _drop(figures, ledger, dropped)
        for m in sheets:
            m.num = [[moved.get(i, -1) for i in row] for row in m.num]
            m.signs = {moved[i]: s for i, s in m.signs.items() if i in moved}
    out: list[Grid] = []
    for i, at in enumerate(figures.cell):
        if at is not None:
            figures.cell[i] = None
    for m in sheets:
        for rows, cols, title in m.panels():
            grid = m.grid(rows, cols, title, figures)
            for r, row in enumerate(grid.at):
                for c, i in enumerate(row):
                    if i >= 0:
                        figures.cell[i] = (len(out), r, c)
            if ledger is None:  # labels stay figures: they still belong to the table
                for i, (r, c) in m.labels.items():
                    if r in rows and c in cols:
                        figures.cell[i] = (len(out), rows.index(r), cols.index(c))
            out.append(grid)
    return out


class _Matrix:
    """The cells of one table, merged ones laid out."""

    def __init__(self, text: str, number: int, table: Table, figures: Figures) -> None:
        self.number, self.table = number, table
        self.height = len(table.rows)
        self.width = max((c.col + c.colspan for row in table.rows for c in row), default=0)
        self.num = [[-1] * self.width for _ in range(self.height)]
        self.txt = [[""] * self.width for _ in range(self.height)]
        self.own = [[False] * self.width for _ in range(self.height)]  # the cell itself stands here
        self.dash = [[False] * self.width for _ in range(self.height)]
        self.ind = [[0] * self.width for _ in range(self.height)]
        self.signs: dict[int, int] = {}
        self.names: dict[int, str] = {}  # figures that are labels, with the reason
        self.labels: dict[int, tuple[int, int]] = {}  # where they stand
        for row in table.rows:
            for cell in row:
                if cell.col >= self.width:
                    continue
                self.own[cell.row][cell.col] = True
                self.ind[cell.row][cell.col] = cell.indent
                if cell.start == cell.end:
                    continue
                i = self._figure(text, cell.start, cell.end, figures)
                if i >= 0:
                    self.num[cell.row][cell.col] = i
                    continue
                words = _TIDY.sub("", text[cell.start : cell.end])
                if _DASHES.fullmatch(words):
                    self.dash[cell.row][cell.col] = True
                    continue
                for dr in range(min(cell.rowspan, self.height - cell.row)):
                    for dc in range(min(cell.colspan, self.width - cell.col)):
                        self.txt[cell.row + dr][cell.col + dc] = words
        self._labels(text, figures)

    def _figure(self, text: str, start: int, end: int, figures: Figures) -> int:
        """The one figure that a cell states, or -1: 12, -4.7%, 12件, 下降4.1%, ↓4.1, 41（含2件并案）."""
        starts = figures.start
        k = bisect_left(starts, start)
        if k == len(starts) or starts[k] >= end:
            return -1
        before, after = text[start : starts[k]], text[figures.end[k] : end].strip()
        if len(before) > 10:
            return -1
        up = down = False
        if before:
            m = _UP_DOWN.fullmatch(before.strip())
            if m is None:
                return -1
            up, down = m.group("up") is not None, m.group("down") is not None
        if after:
            m = _AFTER.fullmatch(after)
            if m is None or (_LOOSE.search(after) and not figures.hedge[k]):
                return -1
            up, down = up or m.group("up") is not None, down or m.group("down") is not None
        if up or down:
            self.signs[k] = -1 if down else 1
        return k

    # ------------------------------------------------------------------ numbers that are labels
    def _labels(self, text: str, figures: Figures) -> None:
        """Years over columns and beside rows, serial numbers, and the row that numbers the columns, are words."""
        first = next((r for r in range(self.height) if any(i >= 0 for i in self.num[r])), self.height)
        for r in range(first, min(first + 2, self.height)):
            ids = [i for i in self.num[r] if i >= 0]
            below = any(i >= 0 for row in self.num[r + 1 : r + 4] for i in row)
            if ids and below and all(self._is_year(figures, i) for i in ids) and self._is_under_head(r):
                self._to_words(text, figures, [(r, c) for c in range(self.width)], "year")
            elif len(ids) >= 3 and below and self._numbers_columns(figures, r, ids):
                self._to_words(text, figures, [(r, c) for c in range(self.width)], "list number", blank=True)
            elif ids:
                break
        head = next((r for r in range(self.height) if any(i >= 0 for i in self.num[r])), self.height)
        for c in range(min(3, self.width)):
            ids = [self.num[r][c] for r in range(head, self.height) if self.num[r][c] >= 0]
            title = "".join(self.txt[r][c] for r in range(head))
            text_right = c + 1 < self.width and sum(1 for r in range(head, self.height) if self.txt[r][c + 1]) >= 2
            if not ids:
                if _SERIAL.search(title) or _RANKING.search(title):
                    self._blank(c, head)
                continue
            cells = [(r, c) for r in range(head, self.height)]
            if all(self._is_year(figures, i) for i in ids) and (len(ids) > 1 or re.search("年", title)):
                self._to_words(text, figures, cells, "year")
                break
            counted = [figures.num[i] for i in ids] == list(range(1, len(ids) + 1))
            counted = counted and not any(figures.unit[i] for i in ids)
            if _SERIAL.search(title) or ((counted or _RANKING.search(title)) and text_right):
                self._to_words(text, figures, cells, "list number", blank=True)
                self._blank(c, head)
                continue
            break

    def _is_under_head(self, r: int) -> bool:
        """Does a row of years stand among the headers: the first one, or without a label of its own?"""
        above = [x for x in range(r) if self.kind(x) != "title"]
        return not above or not self.txt[r][0] or self.txt[r][0] == self.txt[above[-1]][0]

    def _blank(self, c: int, head: int) -> None:
        """Serial numbers in words (一, ①, 1.) say nothing of a row; 合计 in their column does."""
        for r in range(head, self.height):
            if _NUMBER.fullmatch(self.txt[r][c]):
                self.txt[r][c] = ""

    def _is_year(self, figures: Figures, i: int) -> bool:
        return figures.num[i] in _YEARS and not figures.dec[i] and not figures.unit[i] and not figures.hedge[i]

    def _numbers_columns(self, figures: Figures, r: int, ids: list[int]) -> bool:
        counted = [figures.num[i] for i in ids]
        first = counted[0]
        if any(figures.unit[i] for i in ids) or first > 2 or counted != list(range(first, first + len(ids))):
            return False
        words = {w for w in self.txt[r] if w}
        return all(re.fullmatch(r"[甲乙丙丁A-D]|栏次|行次|序号|列次", w) for w in words)

    def _to_words(
        self, text: str, figures: Figures, cells: Iterable[tuple[int, int]], why: str, *, blank: bool = False
    ) -> None:
        for r, c in cells:
            i = self.num[r][c]
            if i >= 0:
                self.num[r][c] = -1
                self.names[i] = why
                self.labels[i] = (r, c)
                self.txt[r][c] = "" if blank else text[figures.start[i] : figures.end[i]]

    # ------------------------------------------------------------------ panels
    def kind(self, r: int) -> str:
        """data, head (words over columns), title (one cell of words), or blank."""
        if any(i >= 0 for i in self.num[r]):
            return "data"
        words = {w for w in self.txt[r] if w}
        if not words:
            return "blank"
        own = sum(1 for c in range(self.width) if self.own[r][c] and self.txt[r][c])
        if len(words) == 1 or own == 1:
            if any(self.dash[r]):
                return "data"
            return "title" if self.width > 1 else "data"
        if any(self.dash[r]) and not any(len(w) > 1 for w in self.txt[r][1:]):
            return "data"
        return "head"

    def panels(self) -> Iterable[tuple[list[int], list[int], str]]:
        """(rows, columns, title) of each panel: stacked ones begin at a header, those side by side at a label."""
        kinds = [self.kind(r) for r in range(self.height)]
        starts = [0]
        seen = False
        r = 0
        while r < self.height:
            if kinds[r] == "data":
                seen = True
            elif seen and kinds[r] in ("head", "title"):
                at = r
                while r < self.height and kinds[r] != "data":
                    r += 1
                heads = [x for x in range(at, r) if kinds[x] == "head" and self._is_head(x)]
                if heads and r < self.height:
                    starts.append(at)
                    seen = False
                continue
            r += 1
        starts.append(self.height)
        for a, b in pairwise(starts):
            rows = list(range(a, b))
            if not any(i >= 0 for x in rows for i in self.num[x]):
                continue
            title = ""
            while rows and kinds[rows[0]] in ("title", "blank"):
                words = next((w for w in self.txt[rows[0]] if w), "")
                title = f"{title} {words}".strip()
                rows.pop(0)
            for cols in self._columns(rows):
                yield rows, cols, title

    def _is_head(self, r: int) -> bool:
        """A header in the midst of a table repeats the first column's head, or its words are those of heads."""
        words = [w for c, w in enumerate(self.txt[r]) if w and self.own[r][c]]
        if any(self.dash[r]):
            return False
        first = next((w for w in self.txt[r] if w), "")
        tops = {self.txt[x][0] for x in range(min(3, self.height)) if self.txt[x][0]}
        if first in tops and len(words) > 1:
            return True
        return len(words) > 1 and sum(1 for w in words[1:] if len(w) > 1 and _HEAD_WORD.search(w)) * 2 >= len(words) - 1

    def _columns(self, rows: list[int]) -> list[list[int]]:
        head = next((n for n, r in enumerate(rows) if any(i >= 0 for i in self.num[r])), len(rows))
        data = rows[head:]
        counts = [sum(1 for r in data if self.num[r][c] >= 0) for c in range(self.width)]
        words = [[self.txt[r][c] for r in data if self.txt[r][c] and self.num[r][c] < 0] for c in range(self.width)]
        titles = ["".join(dict.fromkeys(self.txt[r][c] for r in rows[:head])) for c in range(self.width)]
        cuts = [0]
        seen = False
        for c in range(self.width):
            if counts[c]:
                seen = True
            elif seen and len(words[c]) >= 2 and any(counts[c + 1 :]):
                distinct = len(set(words[c])) * 10 >= len(words[c]) * 6 and max(map(len, words[c])) > 1
                named = titles[c] and (titles[c] == titles[0] or _LABEL_HEAD.search(titles[c]))
                if distinct and len(words[c]) * 2 >= len(data) and named and not _MEMO.search(titles[c]):
                    cuts.append(c)
                    seen = False
        cuts.append(self.width)
        return [list(range(a, b)) for a, b in pairwise(cuts)]

    # ------------------------------------------------------------------ one panel
    def grid(self, rows: list[int], cols: list[int], title: str, figures: Figures) -> Grid:
        """The Grid of one panel."""
        at = [[self.num[r][c] for c in cols] for r in rows]
        height, width = len(rows), len(cols)
        first_row = next((r for r in range(height) if any(i >= 0 for i in at[r])), height)
        first_col = next((c for c in range(width) if any(at[r][c] >= 0 for r in range(first_row, height))), width)
        txt = [[self.txt[r][c] for c in cols] for r in rows]
        own = [[self.own[r][c] for c in cols] for r in rows]
        self._inherit(txt, first_row, first_col)
        head_paths = [_path(txt[r][c] for r in range(first_row)) for c in range(width)]
        unit_col = next((c for c in range(width) if self._is_units(head_paths[c], txt[first_row:], c)), -1)
        unit_of_row = [txt[r][unit_col] if unit_col >= 0 and r >= first_row else "" for r in range(height)]
        labels = [c for c in range(first_col) if c != unit_col]
        side_paths: list[tuple[str, ...]] = []
        indents = []
        group = ""
        for r in range(height):
            words = [txt[r][c] for c in labels]
            bare = r >= first_row and all(i < 0 for i in at[r]) and not any(self.dash[rows[r]])
            if bare and len({w for w in txt[r] if w}) == 1:
                group = next(w for w in txt[r] if w)
                side_paths.append((group,))
            else:
                path = _path(words)
                side_paths.append((group, *path) if group and r >= first_row and path else path)
            deepest = next((c for c in reversed(labels) if own[r][c] and txt[r][c]), -1)
            indents.append((deepest, self.ind[rows[r]][cols[deepest]] if deepest >= 0 else 0))
        least: dict[int, int] = {}
        for c, blanks in indents[first_row:]:
            least[c] = min(blanks, least.get(c, blanks))
        grid = Grid(
            self.table,
            at,
            ["/".join(p) for p in head_paths],
            ["/".join(_path(txt[r][c] for c in labels)) for r in range(height)],
            first_row,
            first_col,
            [""] * width,
            height,
            width,
            head_paths,
            side_paths,
            [max(0, blanks - least.get(c, blanks)) for c, blanks in indents],
            {i: s for i, s in self.signs.items() if any(i in row for row in at)} if self.signs else {},
            f"{self.table.caption} {title}".strip(),
            self.number,
        )
        if first_row < height:
            note = next((u for u in (_note(title), self.table.unit) if u), "") or caption_unit(self.table.caption)
            apply_units(figures, grid, unit_of_row, note)
            for c in range(width):
                seen = {figures.unit[at[r][c]] for r in range(first_row, height) if at[r][c] >= 0}
                grid.units[c] = next(iter(seen)) if len(seen) == 1 else ""
        return grid

    def _is_units(self, head: tuple[str, ...], body: list[list[str]], c: int) -> bool:
        """Is a column headed 单位 one of units, and not of the bodies that report?"""
        if not head or not _UNIT_HEAD.fullmatch(head[-1]):
            return False
        words = [row[c] for row in body if row[c]]
        return bool(words) and sum(1 for w in words if known(w)) * 2 >= len(words)

    def _inherit(self, txt: list[list[str]], first_row: int, first_col: int) -> None:
        """Blank cells that a merged cell of a text table leaves: heads go on to the right, labels down."""
        width = len(txt[0]) if txt else 0
        for r in range(first_row - 1):
            for c in range(max(1, first_col), width):
                below = any(txt[x][c] for x in range(r + 1, first_row))
                if not txt[r][c] and txt[r][c - 1] and c - 1 >= first_col and below:
                    txt[r][c] = txt[r][c - 1]
        bare = [[not w for w in row[:first_col]] for row in txt]
        for c in range(first_col - 1):
            for r in range(first_row + 1, len(txt)):
                if all(bare[r][: c + 1]) and not all(bare[r]) and not txt[r][c]:
                    txt[r][c] = txt[r - 1][c]


def _note(title: str) -> str:
    m = re.search(r"单位[:：]([^）)，。]{1,16})", title)
    return m.group(1) if m else ""


def _path(parts: Iterable[str]) -> tuple[str, ...]:
    out: list[str] = []
    for part in parts:
        if part and (not out or out[-1] != part):
            out.append(part)
    return tuple(out)


def _drop(figures: Figures, ledger: Ledger, dropped: dict[int, str]) -> dict[int, int]:
    """Move figures to the ledger.

    Args:    figures, ledger: changed in place; dropped: index -> reason.
    Returns: old index -> new one of the figures that stay.
    """
    count = len(figures)
    for i in sorted(dropped):
        ledger.start.append(figures.start[i])
        ledger.end.append(figures.end[i])
        ledger.reason.append(dropped[i])
    keep = [i for i in range(count) if i not in dropped]
    moved = {old: new for new, old in enumerate(keep)}
    for column in fields(figures):
        value = getattr(figures, column.name)
        if isinstance(value, list) and len(value) == count:
            value[:] = [value[i] for i in keep]
        elif isinstance(value, dict):
            setattr(figures, column.name, {moved[i]: v for i, v in value.items() if i in moved})
    return moved
