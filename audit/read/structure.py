"""Text -> blocks: paragraphs (joined across page breaks), headings, list markers, tables and the metadata block."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audit.read import meta, tables
from audit.read.tables import Cell, Piece, Table

if TYPE_CHECKING:
    from audit.read.source import Mark

PARAGRAPH, HEADING, TABLE, META = "p", "h", "table", "meta"

NUMBERS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_CN = r"[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"[ \t]*(?:#{{1,6}}[ ]*)?(?:\*\*)?(?:(?P<part>第{_CN}[章节部分篇])|(?P<l1>{_CN})[、．.]|[（(](?P<l2>{_CN})[)）]"
    r"|(?P<l3>[0-9]{1,2})(?:[．、]|\.(?![0-9]{1,3}(?:[^0-9年]|$))|\)|）)|[（(](?P<l4>[0-9]{1,2})[)）]|(?P<l5>[①-⑳])|【(?P<box>[^】\n]{1,20})】)"
)
_HASH = re.compile(r"[ \t]*(#{1,6})[ \t]")
_BULLET = re.compile(r"[ \t]*(?:[·•◆■●▪◇○\-*—–][ \t]*)(?=[^\-—–*|])")
_TERMINAL = frozenset("。！？!?；;…")
_CLOSERS = frozenset("”’》）)】〉\"'")


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


def structure(text: str, marks: tuple[Mark, ...] = ()) -> Structure:
    """Find the blocks of a text.

    Args:    text: normalised text; marks: blocks that the format itself states (docx, html): tables and headings.
    Returns: a Structure; blocks cover every non-blank line once, in order.
    """
    out = Structure()
    stated = {m.start: m for m in marks}
    seen_text = False
    tables_until = -1
    run: list[tuple[int, int, str]] = []  # table lines waiting
    open_block = -1  # index of the paragraph a following line may continue
    last_line = (0, 0)
    plain_until = aligned_until = 0  # no table of pipes or tabs starts before the one, none of blanks before the other
    ahead: Table | None = None  # a table of blanks that starts further down
    ready: dict[int, Piece] = {}  # tables of pipes or tabs that start further down
    pos = 0
    length = len(text)
    while pos < length or run:
        if pos >= length:
            pos, plain_until = _flush(text, run, ready, out)
            open_block = -1
            continue
        end = text.find("\n", pos)
        if end < 0:
            end = length
        start, pos = pos, end + 1
        if start < tables_until:
            continue
        mark = stated.get(start) if stated else None
        if mark is not None and mark.kind == "table":
            if run and (again := _flush(text, run, ready, out))[0] < start:
                pos, plain_until = again
                continue
            open_block = -1
            out.starts.append(mark.start)
            out.ends.append(mark.end)
            out.kinds.append(TABLE)
            out.tables.append(_stated_table(text, mark, out))
            tables_until = mark.end
            continue
        if ready and start in ready:
            piece = ready.pop(start)
            tables_until, open_block = piece.lines[-1][1], -1
            _record(text, piece, out)
            continue
        line = text[start:end]
        if not line or line.isspace():
            continue  # a table may go on after a blank line
        if start >= plain_until:
            bar = "|" in line or line[:2] in ("+-", "+=")
            if bar or "\t" in line.strip():
                run.append((start, end, "|" if bar else "\t"))
                continue
            if run and _spans_row(text, run[-1], line, end):
                run.append((start, end, "\t"))
                continue
            if run:
                open_block = -1
                if (again := _flush(text, run, ready, out))[0] < start:
                    pos, plain_until = again
                    continue
            if "  " in line and (start >= aligned_until or ahead is not None) and "  " in line.strip():
                if start >= aligned_until:
                    ahead, aligned_until = tables.aligned(text, start)
                if ahead is not None and ahead.start == start:
                    _append(out, start, ahead.end, TABLE)
                    _captioned(text, ahead, out)
                    tables_until, open_block, ahead = ahead.end, -1, None
                    continue
        m = _MARKER.match(line)
        stripped_end = start + len(line.rstrip())
        level = 0
        if m is not None:
            level = _record_marker(text, m, start, stripped_end, out)
        elif (mark is not None and mark.kind == "h") or line.lstrip()[:1] == "#":
            if mark is not None and mark.kind == "h":
                level = mark.level
            elif hashes := _HASH.match(line + " "):
                level = len(hashes[1])
        if mark is not None and mark.kind == "meta":
            meta.meta_line(line, start, out.meta)
            _append(out, start, stripped_end, META)
            open_block = -1
            continue
        if (
            level == 0
            and not seen_text
            and (pair := meta.LINE.match(line))
            and meta.KEY.fullmatch(pair.group(1).replace(" ", ""))
        ):
            meta.meta_line(line, start, out.meta)
            _append(out, start, stripped_end, META)
            open_block = -1
            continue
        stated_heading = mark is not None and mark.kind == "h"
        heading = (level > 0 or stated_heading) and _is_heading(line, m)
        bullet = m is None and _BULLET.match(line) is not None
        seen_text = True
        apart = open_block == 0 and text.count("\n", last_line[1], start) > 1  # a title, then a blank line
        goes_on = open_block >= 0 and m is None and not heading and mark is None and not apart
        if goes_on and _continues(text, last_line, line, bullet):
            if not bullet and text.count("\n", last_line[1], start) > 1 and text[last_line[1] - 1] not in "，,、：:；;":
                out.breaks.append((last_line[1], start))
            if bullet:
                out.bullets.append(start)
            out.ends[open_block] = stripped_end
        else:
            _append(out, start, stripped_end, HEADING if heading else PARAGRAPH)
            open_block = -1 if heading else len(out.starts) - 1
        last_line = (start, stripped_end)
    return out


def _spans_row(text: str, above: tuple[int, int, str], line: str, end: int) -> bool:
    """三、本年度办理结果： on a line of its own between rows of tabs: a row of one cell."""
    if above[2] != "\t" or above[1] + 1 != end - len(line) or len(line) > 40 or line.rstrip()[-1:] in "。；;":
        return False
    below = text.find("\n", end + 1)
    width = text.count("\t", above[0], above[1])
    return width > 1 and text.count("\t", end + 1, len(text) if below < 0 else below) == width


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
    assert kind is not None, "every alternative of _MARKER is a named group"
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
    return (
        not any(c in inner for c in "。；;")
        and inner.count("，") + inner.count(",") <= 2
        and not (body[-1] in "。" and any(c.isdigit() for c in inner))
    )


def _continues(text: str, last: tuple[int, int], line: str, bullet: bool) -> bool:
    """Does `line` go on with the sentence before it (a page break, a hard wrap, a bullet list after a colon)?"""
    start, end = last
    final = text[end - 1]
    if bullet:
        return final in "：:；;，,、" or end - start < 60
    if final in "，,、" or (text[end - 1] in "：:" and len(line) < 60):
        return True
    if final in _TERMINAL or final == "." or end - start < 22:
        return False
    if line[:1] in "　 \t" and line[:2].isspace():
        return False
    if final in _CLOSERS:
        return text[end - 2] not in _TERMINAL and final in '”’》"' and len(line) > 12
    return final not in "：:"


def _flush(text: str, run: list[tables.Line], ready: dict[int, Piece], out: Structure) -> tuple[int, int]:
    """Turn a run of pipe or tab lines into tables and metadata blocks.

    Args:
        text: normalised text.
        run: the waiting lines, taken over.
        ready: tables of the run that stand after lines which turn out to be prose, by their start; added to.
        out: the tables and metadata that stand before any such lines; appended to.
    Returns: where reading goes on, and the end of the lines that are prose or in `ready`.
    """
    lines, run[:] = list(run), []
    end = lines[-1][1]
    resume = end + 1
    for piece in tables.pieces(text, lines):
        if piece.kind == tables.PROSE:
            resume = min(resume, piece.lines[0][0])
        elif resume <= end:
            ready[piece.lines[0][0]] = piece
        else:
            _record(text, piece, out)
    return resume, end


def _record(text: str, piece: Piece, out: Structure) -> None:
    """Record the block of a table or of metadata."""
    _append(out, piece.lines[0][0], piece.lines[-1][1], META if piece.kind == tables.META else TABLE)
    if piece.kind == tables.META:
        for cells in piece.grid:
            meta.meta_cells(text, cells, out.meta)
    else:
        _captioned(text, tables.text_table(text, piece), out)


def _stated_table(text: str, mark: Mark, out: Structure) -> Table:
    """A table that the format states, merged cells laid out on the grid."""
    rows = tables.stated_rows(text, mark.rows)
    grid = [[(c.start, c.end) for c in row] for row in rows]
    if meta.is_meta(text, grid):
        for cells in grid:
            meta.meta_cells(text, cells, out.meta)
        out.kinds[-1] = META
    return Table(mark.start, mark.end, rows, *_caption(text, out))


def _captioned(text: str, table: Table, out: Structure) -> None:
    """Record a table; its block is the last one."""
    table.caption, table.unit = _caption(text, out)
    out.tables.append(table)


def _caption(text: str, out: Structure) -> tuple[str, str]:
    """The one or two short lines above the last block, a table, and the unit they state (单位：万元)."""
    lines = []
    for i in range(len(out.starts) - 2, max(-1, len(out.starts) - 5), -1):
        if out.kinds[i] == TABLE:
            break
        line = text[out.starts[i] : out.ends[i]]
        lines.append(line[-80:])
        if len(line) > 40:
            break
    return " ".join(reversed(lines)), tables.unit_note(lines)


__all__ = ["HEADING", "META", "PARAGRAPH", "TABLE", "Cell", "Structure", "Table", "chinese_number", "structure"]
