"""Text -> blocks: paragraphs (joined across page breaks), headings, list markers, tables and the metadata block."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

PARAGRAPH, HEADING, TABLE, META = "p", "h", "table", "meta"

NUMBERS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_CN = r"[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"[ \t]*(?:#{{1,6}}[ ]*)?(?:\*\*)?(?:(?P<part>第{_CN}[章节部分篇])|(?P<l1>{_CN})[、．.]|[（(](?P<l2>{_CN})[)）]"
    r"|(?P<l3>[0-9]{1,2})(?:[．、]|\.(?![0-9]{1,3}(?:[^0-9年]|$))|\)|）)|[（(](?P<l4>[0-9]{1,2})[)）]|(?P<l5>[①-⑳])|【(?P<box>[^】\n]{1,20})】)"
)
_HASH = re.compile(r"[ \t]*(#{1,6})[ \t]")
_BULLET = re.compile(r"[ \t]*(?:[·•◆■●▪◇○\-*—–][ \t]*)(?=[^\-—–*|])")
_SEPARATOR = re.compile(r"[ \t|:\-—–+]+$")
_META_KEY = re.compile(
    r"(?:索引号?|信息分类|发布机构|发文机关|发布单位|责任部门|制发单位|生成日期|成文日期|发文日期|发布日期|发布时间|公开日期|生效日期|失效日期|印发日期|文号|发文字号"
    r"|是否有效|有效性|名称|标题|主题分类|主题词|公开方式|公开形式|公开范围|公开类别|体裁分类|组配分类|公文种类|信息来源|来源|信息名称|效力状态|关键词|公开时限|统一登记号)"
)
_META_LINE = re.compile(r"[ \t]*(?:【)?((?:[一-鿿][ ]*){2,6})(?:】)?[ ]*[:：][ ]*(.*)")
_TERMINAL = frozenset("。！？!?；;…")
_CLOSERS = frozenset("”’》）)】〉\"'")
_UNIT_NOTE = re.compile(r"单位[ ]*[:：][ ]*([^）)\s，,。]{1,12})")


@dataclass(slots=True)
class Cell:
    """One cell of a grid: half-open span of its trimmed text."""

    row: int
    col: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Table:
    """A grid that stands in the text. `rows` holds cells in reading order; `caption` the line above and its unit note."""

    start: int
    end: int
    rows: list[list[Cell]]
    caption: str = ""
    unit: str = ""


@dataclass(slots=True)
class Structure:
    """Where things stand in the normalised text; all positions are half-open and point into it."""

    starts: list[int] = field(default_factory=list)  # blocks, in order
    ends: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    # markers: (start, end of marker, level, number, end of its heading text)
    markers: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    meta: list[tuple[str, str, int, int]] = field(default_factory=list)  # key, value, start, end of the pair
    breaks: list[tuple[int, int]] = field(default_factory=list)  # paragraph breaks inside a sentence
    bullets: list[int] = field(default_factory=list)  # starts of bullet items inside blocks

    def block_at(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1


def structure(text: str, marks: tuple = ()) -> Structure:
    """Find the blocks of a text.

    Args:    text: normalised text; marks: blocks that the format itself states (docx, html): tables and headings.
    Returns: a Structure; blocks cover every non-blank line once, in order.
    """
    out = Structure()
    stated = {m.start: m for m in marks if m.kind in ("table", "h")}
    tables_until = -1
    run: list[tuple[int, int, str]] = []  # table lines waiting
    open_block = -1  # index of the paragraph a following line may continue
    last_line = (0, 0)
    pos = 0
    length = len(text)
    while pos < length:
        end = text.find("\n", pos)
        if end < 0:
            end = length
        start, pos = pos, end + 1
        if start < tables_until:
            continue
        mark = stated.get(start) if stated else None
        if mark is not None and mark.kind == "table":
            _flush(text, run, out)
            open_block = -1
            out.starts.append(mark.start)
            out.ends.append(mark.end)
            out.kinds.append(TABLE)
            out.tables.append(_stated_table(text, mark, out))
            tables_until = mark.end
            continue
        line = text[start:end]
        if not line or line.isspace():
            if run:
                _flush(text, run, out)
                open_block = -1
            continue
        bar = "|" in line
        if bar or "\t" in line.strip():
            run.append((start, end, "|" if bar else "\t"))
            open_block = -1
            continue
        if run:
            _flush(text, run, out)
            open_block = -1
        m = _MARKER.match(line)
        stripped_end = start + len(line.rstrip())
        level = 0
        if m is not None:
            level = _record_marker(text, m, start, stripped_end, out)
        elif mark is not None or line.lstrip()[:1] == "#":
            level = mark.level if mark is not None else len(_HASH.match(line + " ").group(1)) if _HASH.match(line + " ") else 0
        if level == 0 and not out.kinds.count(PARAGRAPH) and (pair := _META_LINE.match(line)) and _META_KEY.fullmatch(
            pair.group(1).replace(" ", "")
        ):
            _meta_line(line, start, out)
            _append(out, start, stripped_end, META)
            open_block = -1
            continue
        heading = (level > 0 or mark is not None) and _is_heading(line, m)
        bullet = m is None and _BULLET.match(line) is not None
        if open_block >= 0 and m is None and not heading and _continues(text, last_line, line, bullet):
            if not bullet and text.count("\n", last_line[1], start) > 1 and text[last_line[1] - 1] not in "，,、：:；;":
                out.breaks.append((last_line[1], start))
            if bullet:
                out.bullets.append(start)
            out.ends[open_block] = stripped_end
        else:
            _append(out, start, stripped_end, HEADING if heading else PARAGRAPH)
            open_block = -1 if heading else len(out.starts) - 1
        last_line = (start, stripped_end)
    _flush(text, run, out)
    return out


def _append(out: Structure, start: int, end: int, kind: str) -> None:
    out.starts.append(start)
    out.ends.append(end)
    out.kinds.append(kind)


def chinese_number(numeral: str) -> int:
    """一 … 三十九 of a list marker."""
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return (NUMBERS.get(tens, 1) if tens else 1) * 10 + (NUMBERS.get(ones, 0) if ones else 0)
    return NUMBERS.get(numeral, 0)


def _record_marker(text: str, m: re.Match, start: int, line_end: int, out: Structure) -> int:
    kind = m.lastgroup
    value = m.group(kind)
    level = {"part": 1, "l1": 1, "l2": 2, "l3": 3, "l4": 4, "l5": 5, "box": 1}[kind]
    if kind == "part":
        number = chinese_number(value[1:-1])
    elif kind in ("l1", "l2"):
        number = chinese_number(value)
    elif kind == "l5":
        number = ord(value) - ord("①") + 1
    elif kind == "box":
        number = 0
    else:
        number = int(value)
    begin = start + m.start(kind)
    title_end = min(line_end, start + m.end() + 40)
    for i in range(start + m.end(), title_end):
        if text[i] in "。；;":
            title_end = i
            break
    out.markers.append((begin, start + m.end(), level, number, title_end))
    return level


def _is_heading(line: str, m: re.Match | None) -> bool:
    body = line[m.end() :].strip() if m is not None else line.strip().lstrip("# ")
    if len(body) > 42:
        return False
    inner = body.rstrip("。.:：*")
    if not inner or body[-1] in "；;，,、":
        return not inner
    return not any(c in inner for c in "。；;") and inner.count("，") + inner.count(",") <= 2 and not (
        body[-1] in "。" and any(c.isdigit() for c in inner)
    )


def _continues(text: str, last: tuple[int, int], line: str, bullet: bool) -> bool:
    """Does `line` go on with the sentence of the line before it (a page break, a hard wrap, a bullet list after a colon)?"""
    start, end = last
    final = text[end - 1]
    if bullet:
        return final in "：:；;，,、" or end - start < 60
    if final in "，,、" or text[end - 1] in "：:" and len(line) < 60:
        return True
    if final in _TERMINAL or final == "." or end - start < 22:
        return False
    if line[:1] in "　 \t" and line[:2].isspace():
        return False
    if final in _CLOSERS:
        return text[end - 2] not in _TERMINAL and final in "”’》\"" and len(line) > 12
    return final not in "：:"


def _cells(text: str, start: int, end: int, sep: str) -> list[tuple[int, int]]:
    bounds = []
    at = start
    while True:
        nxt = text.find(sep, at, end)
        bounds.append((at, end if nxt < 0 else nxt))
        if nxt < 0:
            break
        at = nxt + 1
    if sep == "|":
        if len(bounds) > 1 and not text[bounds[0][0] : bounds[0][1]].strip():
            bounds.pop(0)
        if len(bounds) > 1 and not text[bounds[-1][0] : bounds[-1][1]].strip():
            bounds.pop()
    out = []
    for a, b in bounds:
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        out.append((a, b))
    return out


def _flush(text: str, run: list[tuple[int, int, str]], out: Structure) -> None:
    """Turn a run of pipe or tab lines into a table, a metadata block, or, where it is neither, paragraphs."""
    if not run:
        return
    lines, run[:] = list(run), []
    start, end = lines[0][0], lines[-1][1]
    grid = []
    for a, b, sep in lines:
        if sep == "|" and _SEPARATOR.fullmatch(text, a, b):
            continue
        grid.append(_cells(text, a, b, sep))
    if _is_meta(text, grid):
        for cells in grid:
            _meta_cells(text, cells, out)
        _append(out, start, end, META)
        return
    if len(grid) < 2 or max(map(len, grid)) < 2:
        for a, b, _ in lines:
            _append(out, a, b, PARAGRAPH)
        return
    rows = [[Cell(r, c, a, b) for c, (a, b) in enumerate(cells)] for r, cells in enumerate(grid)]
    caption, unit = _caption(text, out)
    out.tables.append(Table(start, end, rows, caption, unit))
    _append(out, start, end, TABLE)


def _stated_table(text: str, mark: object, out: Structure) -> Table:
    """A table that the format states, merged cells laid out on the grid."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for r, cells in enumerate(mark.rows):
        row, c = [], 0
        for a, b, rowspan, colspan in cells:
            while (r, c) in taken:
                c += 1
            while a < b and text[a].isspace():
                a += 1
            while b > a and text[b - 1].isspace():
                b -= 1
            row.append(Cell(r, c, a, b, rowspan, colspan))
            for i in range(min(rowspan, 500)):
                for j in range(min(colspan, 100)):
                    taken.add((r + i, c + j))
            c += colspan
        rows.append(row)
    caption, unit = _caption(text, out)
    grid = [[(c.start, c.end) for c in row] for row in rows]
    if _is_meta(text, grid):
        for cells in grid:
            _meta_cells(text, cells, out)
        out.kinds[-1] = META
    return Table(mark.start, mark.end, rows, caption, unit)


def _caption(text: str, out: Structure) -> tuple[str, str]:
    """The one or two short lines above a table, and the unit they state (单位：万元)."""
    lines = []
    for i in range(len(out.starts) - 1, max(-1, len(out.starts) - 4), -1):
        if out.kinds[i] == TABLE:
            if i == len(out.starts) - 1:
                continue
            break
        line = text[out.starts[i] : out.ends[i]]
        lines.append(line[-80:])
        if len(line) > 40:
            break
    unit = ""
    for line in lines:
        if m := _UNIT_NOTE.search(line):
            unit = m.group(1)
            break
    return " ".join(reversed(lines)), unit


def _is_meta(text: str, grid: list[list[tuple[int, int]]]) -> bool:
    keys = 0
    for cells in grid:
        for a, b in cells:
            if b - a <= 12 and _META_KEY.fullmatch(text[a:b].replace(" ", "").rstrip(":：")):
                keys += 1
    return keys >= 2 and keys * 2 >= len(grid)


def _meta_cells(text: str, cells: list[tuple[int, int]], out: Structure) -> None:
    """索引号: | 0001 | 发布机构: | 生成日期: | … — a key whose next cell is a key, or empty, or missing, has no value."""
    keys = []
    for a, b in cells:
        name = text[a:b].replace(" ", "").rstrip(":：")
        inline = re.match(r"((?:[一-鿿] *){2,6})[:：] *(\S.*)", text[a:b])
        if inline and _META_KEY.fullmatch(inline.group(1).replace(" ", "")):
            keys.append((inline.group(1).replace(" ", ""), inline.group(2), a, b))
        else:
            keys.append((name if _META_KEY.fullmatch(name) else None, None, a, b))
    i = 0
    while i < len(keys):
        key, value, a, b = keys[i]
        if key is None:
            i += 1
            continue
        if value is None and i + 1 < len(keys) and keys[i + 1][0] is None:
            value, end = text[keys[i + 1][2] : keys[i + 1][3]], keys[i + 1][3]
            i += 1
        else:
            end = b
        out.meta.append((key, (value or "").strip("| "), a, end))
        i += 1


def _meta_line(line: str, start: int, out: Structure) -> None:
    """发布日期：2024-03-04  来源：县政府办 — several pairs may share a line."""
    pairs = list(re.finditer(r"((?:[一-鿿] *){2,6})[:：]", line))
    for i, m in enumerate(pairs):
        key = m.group(1).replace(" ", "")
        end = pairs[i + 1].start() if i + 1 < len(pairs) else len(line)
        if _META_KEY.fullmatch(key):
            out.meta.append((key, line[m.end() : end].strip(), start + m.start(), start + end))
