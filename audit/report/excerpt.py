"""A line of a report as a terminal shows it, with marks under the figures: columns right for Chinese, nothing raw."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from wcwidth import wcwidth

GAP = "…"
CONTEXTS = (400, 60, 40, 28, 20, 14, 10, 7, 5)  # characters kept on each side of a figure, most first
LEAST = (7, 4, 2)  # and where the figures need several rows
MAX_ROWS = 4
TAB = "    "


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a line (half-open, in characters of the line), what it is, and whether the finding is about it."""

    start: int
    end: int
    label: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an excerpt: its text, and the marks on it as (column, width, label, main) in terminal columns."""

    text: str
    marks: tuple[tuple[int, int, str, bool], ...]


def safe(text: str) -> str:
    """Return text that a terminal cannot be told anything by: control, format and private characters are spelled out.

    A tab becomes spaces, other spaces plain ones (the ideographic one keeps its width).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(c: str) -> str:
    if c.isprintable() or c == "\u3000":
        return c
    if c == "\t":
        return TAB
    if unicodedata.category(c) == "Zs":
        return " "
    code = ord(c)
    return {"\n": "\\n", "\r": "\\r"}.get(c) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def width(text: str) -> int:
    """Return the columns that safe text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(max(wcwidth(c), 0) for c in text)


def excerpt(line: str, marks: Sequence[Mark], columns: int) -> tuple[list[Row], int]:
    """Lay out a line with its marks in rows of at most `columns`, cut to windows around the figures where it is longer.

    Returns: the rows, and how many marks found no room.
    """
    columns = max(columns, 20)
    marks = sorted(marks, key=lambda m: (m.start, m.end))
    if len(line) <= columns and width(safe(line)) <= columns:
        return [_row(line, [(0, len(line))], marks)], 0
    for context in CONTEXTS:
        windows = _windows(line, marks, context)
        if _windows_width(line, windows) <= columns:
            return [_row(line, windows, marks)], 0
    for context in LEAST:
        groups = _groups(line, marks, columns, context)
        if len(groups) <= MAX_ROWS:
            break
    rows = [
        _row(line, [_clipped(line, w, columns) for w in _windows(line, group, context)], group)
        for group in _with_main(groups, marks)
    ]
    return rows, len(marks) - sum(len(r.marks) for r in rows)


def _groups(line: str, marks: Sequence[Mark], columns: int, context: int) -> list[list[Mark]]:
    """The marks of each row: as many as fit, in order."""
    groups: list[list[Mark]] = []
    for m in marks:
        if groups and _windows_width(line, _windows(line, [*groups[-1], m], context)) <= columns:
            groups[-1].append(m)
        else:
            groups.append([m])
    return groups


def _with_main(groups: list[list[Mark]], marks: Sequence[Mark]) -> list[list[Mark]]:
    """At most MAX_ROWS rows, the one with the figure that the finding is about among them."""
    if len(groups) <= MAX_ROWS:
        return groups
    main = next((m for m in marks if m.main), marks[0])
    at = next(n for n, group in enumerate(groups) if main in group)
    return groups[:MAX_ROWS] if at < MAX_ROWS else [*groups[: MAX_ROWS - 1], groups[at]]


def _windows(line: str, marks: Sequence[Mark], context: int) -> list[tuple[int, int]]:
    """Spans around the marks, those that touch made one."""
    out: list[tuple[int, int]] = []
    for m in marks:
        a, b = max(0, m.start - context), min(len(line), m.end + context)
        if out and a <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _clipped(line: str, window: tuple[int, int], columns: int) -> tuple[int, int]:
    """A window that alone fits a row: what stands too far right is left out."""
    a, b = window
    room = columns - 2
    at = a
    while at < b and room > 0:
        room -= width(_shown(line[at]))
        at += 1
    return a, at if room >= 0 else at - 1


def _windows_width(line: str, windows: Sequence[tuple[int, int]]) -> int:
    if sum(b - a for a, b in windows) > 4000:  # never measured: it fits nowhere
        return 1 << 30
    edges = len(windows) + 1 - (windows[0][0] == 0) - (windows[-1][1] == len(line))
    return edges + sum(width(safe(line[a:b])) for a, b in windows)


def _row(line: str, windows: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Row:
    text, found = "", []
    column = 0
    for a, b in windows:
        if a > 0:
            text += GAP
            column += 1
        for m in marks:
            if a <= m.start < b or m.start == b == len(line):
                begin = column + width(safe(line[a : m.start]))
                found.append((begin, max(1, width(safe(line[m.start : min(m.end, b)]))), m.label, m.main))
        part = safe(line[a:b])
        text += part
        column += width(part)
    if windows and windows[-1][1] < len(line):
        text += GAP
    return Row(text, tuple(found))


def underline(row: Row) -> tuple[list[tuple[int, str, bool]], list[list[tuple[int, str, bool]]]]:
    """Return the marks of a row as drawn under it, and their labels in as many rows as keep them apart.

    Returns: pieces (column, text, main) of the one line of ^ and -, and of each line of labels.
    """
    pieces = [(column, ("^" if main else "-") * n, main) for column, n, _, main in row.marks]
    labels: list[list[tuple[int, str, bool]]] = []
    ends: list[int] = []
    for column, _, label, main in row.marks:
        if not label:
            continue
        for n, end in enumerate(ends):
            if column > end:
                labels[n].append((column, label, main))
                ends[n] = column + width(label)
                break
        else:
            labels.append([(column, label, main)])
            ends.append(column + width(label))
    return pieces, labels
