"""A report as its reader knows it: lines, headings and tables, cut into pieces where figures and quoted places stand.

The page never computes with positions: what it shows are pieces of text in order, each with the number of the figure,
ledger entry or place that it belongs to. Positions are code points of the source here, and stay here.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audit.model import Parsed

MAX_SHOWN = 2_000_000  # characters of one report that a page holds; what follows is listed, not shown
MAX_SPAN = 400  # characters of a place without figure that are marked
MAX_MERGED = 100  # columns or rows that a merged cell may cover on the page
PLAIN, FIGURE, LEDGER, MARKUP = 0, 1, 2, 3

# What readers cannot see must not change what they see: direction marks, zero-width characters, control characters.
# (The joiner and the variation selectors that emoji are made with stay.)
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONE = re.compile("[\ud800-\udfff]")
_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]")


def clean(text: str) -> str:
    """A text as it may be shown: control characters as pictures (␀), nothing that reorders or hides its neighbours."""
    text = _UNSEEN.sub("", text)
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda m: chr(0x2400 + ord(m[0])) if m[0] < " " else "␡" if m[0] == "\x7f" else "�", text)
    return _LONE.sub("�", text)


@dataclass(slots=True)
class _View:
    """The text that was parsed, and the way to and from the source."""

    source: str
    text: str
    offsets: array | None
    marks: tuple
    markup: bool  # is the source the markup of a page?

    def at(self, position: int) -> int:
        """The place in the text of a position in the source."""
        return position if self.offsets is None else bisect_left(self.offsets, position)

    def origin(self, position: int) -> int:
        """The place in the source of a position in the text."""
        return position if self.offsets is None else self.offsets[position]

    def shown(self, a: int, b: int) -> str:
        """The characters of a span as the source has them: full-width digits stay, entities of a page are resolved."""
        if b <= a:
            return ""
        if self.offsets is None:
            return clean(self.source[a:b])
        if not self.markup:
            return clean(self.source[self.offsets[a] : self.offsets[b - 1] + 1])
        from audit.read.normalise import normalise

        out = []
        for i in range(a, b):
            c = self.source[self.offsets[i]] if self.offsets[i] < len(self.source) else ""
            out.append(c if c not in "&<" and normalise(c) == self.text[i] else self.text[i])
        return clean("".join(out))


def _view(parsed: Parsed) -> _View:
    """Read the source once more, for what `Parsed` does not keep: the text between the tags, headings, merged cells."""
    from audit.errors import AuditError
    from audit.read.html import read_html
    from audit.read.normalise import normalise
    from audit.read.plain import read_plain

    if parsed.format == "docx" and (again := _docx(parsed)) is not None:
        return again
    data = b"\xef\xbb\xbf" + parsed.source.encode("utf-8", "replace")
    try:
        if parsed.format == "html":
            raw = read_html(parsed.path, data, parsed.sha256)
        else:
            raw = read_plain(parsed.path, data, parsed.sha256, "txt")
    except AuditError:  # what was read from another encoding may not be read from this one: then as it stands
        return _View(parsed.source, normalise(parsed.source), None, (), False)
    return _View(parsed.source, raw.text, raw.offsets, raw.marks, parsed.format == "html")


def _docx(parsed: Parsed) -> _View | None:
    """A Word document's own headings and merged cells, where the file is still the one that was audited."""
    import os

    from audit.errors import AuditError
    from audit.read import read_raw

    if not os.path.isfile(parsed.path):
        return None
    try:
        raw = read_raw(parsed.path)
    except AuditError:
        return None
    if raw.sha256 != parsed.sha256 or raw.source != parsed.source:
        return None
    return _View(raw.source, raw.text, raw.offsets, raw.marks, False)


class _Cutter:
    """Cuts spans of the text into pieces: figures, ledger entries, quoted places, and what lies between."""

    def __init__(self, view: _View, atoms: list[tuple[int, int, int, int]], spans: Sequence[tuple[int, int]]) -> None:
        self.view = view
        self.atoms = atoms
        self.starts = [a[0] for a in atoms]
        events: dict[int, list[tuple[bool, int]]] = {}
        for k, (a, b) in enumerate(spans):
            events.setdefault(a, []).append((True, k))
            events.setdefault(b, []).append((False, k))
        self.bounds: list[int] = []  # where the set of places changes
        self.active: list[tuple[int, ...]] = []  # the places in force from there on
        now: set[int] = set()
        for at in sorted(events):
            for opens, k in events[at]:
                (now.add if opens else now.discard)(k)
            self.bounds.append(at)
            self.active.append(tuple(sorted(now)))

    def pieces(self, a: int, b: int) -> list[Any]:
        """The pieces of [a, b): a string, or [kind, number, text, places] (places left out where there are none)."""
        out: list[Any] = []
        at = a
        k = max(0, bisect_right(self.starts, a) - 1)
        while k < len(self.atoms) and self.atoms[k][0] < b:
            start, end, kind, number = self.atoms[k]
            k += 1
            start, end = max(start, at), min(end, b)
            if end <= start:
                continue
            self._plain(at, start, out)
            held = sorted({p for i in range(*self._window(start, end)) for p in self.active[i]})
            out.append([kind, number, self.view.shown(start, end), *([held] if held else [])])
            at = end
        self._plain(at, b, out)
        return out

    def _window(self, a: int, b: int) -> tuple[int, int]:
        """The stretches of `active` that [a, b) touches."""
        return max(0, bisect_right(self.bounds, a) - 1), bisect_left(self.bounds, b)

    def _plain(self, a: int, b: int, out: list[Any]) -> None:
        """Text that is no numeral, cut where a quoted place begins or ends."""
        while a < b:
            i = bisect_right(self.bounds, a)
            stop = min(b, self.bounds[i]) if i < len(self.bounds) else b
            held = self.active[i - 1] if i else ()
            text = self.view.shown(a, stop)
            if text:
                out.append([PLAIN, -1, text, list(held)] if held else text)
            a = stop


def _atoms(parsed: Parsed, view: _View) -> list[tuple[int, int, int, int]]:
    """Figures and ledger entries in reading order, none overlapping another; a figure goes before a ledger entry."""
    f, led = parsed.figures, parsed.ledger
    rows = [(view.at(a), view.at(b), FIGURE, i) for i, (a, b) in enumerate(zip(f["start"], f["end"], strict=True))]
    rows += [(view.at(a), view.at(b), LEDGER, i) for i, (a, b) in enumerate(zip(led["start"], led["end"], strict=True))]
    rows.sort(key=lambda r: (r[0], r[2], -r[1]))
    figures = sorted((r[0], r[1]) for r in rows if r[2] == FIGURE)
    begins = [a for a, _ in figures]
    out: list[tuple[int, int, int, int]] = []
    until = -1
    for row in rows:
        a, b, kind, _ = row
        if a < until or b <= a:
            continue
        if kind == LEDGER:
            k = bisect_left(begins, a)
            if k < len(figures) and figures[k][0] < b:
                continue
        out.append(row)
        until = b
    return out


def display(parsed: Parsed, spans: Sequence[tuple[int, int]]) -> tuple[list[dict[str, Any]], bool]:
    """Lay one report out for the page.

    Args:
        parsed: the report. spans: places without figure that findings and relations quote, half-open in its source.
    Returns:
        Blocks in reading order, and whether the report was cut at MAX_SHOWN. A block is {"k": kind, "n": line of the
        source, from 1} with "s": pieces, where kind is p, h (and "v": level), title or meta; or "r": rows of cells
        [column span, row span, pieces], where kind is table. A piece is a text, or [kind, number, text, places].
    """
    from audit.explain.findings import Lines
    from audit.read.structure import HEADING, META, structure

    view = _view(parsed)
    text = view.text
    layout = structure(text, view.marks)
    lines = Lines(view.source)
    marked = [(view.at(a), max(view.at(a) + 1, view.at(min(b, a + MAX_SPAN)))) for a, b in spans]
    cutter = _Cutter(view, _atoms(parsed, view), marked)
    levels: dict[int, int] = {}
    for begin, _, level, _, _ in layout.markers:
        levels[layout.block_at(begin)] = min(levels.get(layout.block_at(begin), level), level)
    stated = {m.start: m.level for m in view.marks if m.kind == "h"}
    tables = [(t.start, t.end, t) for t in layout.tables if _kind_at(layout, t.start) != META]
    tables.sort(key=lambda t: t[0])
    out: list[dict[str, Any]] = []
    title = parsed.title
    at, t = 0, 0
    while at < len(text):
        if at >= MAX_SHOWN:
            return out, True
        while t < len(tables) and tables[t][1] <= at:
            t += 1
        if t < len(tables) and tables[t][0] <= at:
            out.append(_table(tables[t][2], cutter, lines(view.origin(tables[t][0]))[0]))
            at = tables[t][1] + 1
            continue
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        start, at = at, end + 1
        end = min(end, start + MAX_SHOWN)
        while end > start and text[end - 1] in " \r\t":
            end -= 1
        if not text[start:end].strip():
            continue
        block: dict[str, Any] = {"k": "p", "n": lines(view.origin(start))[0], "s": cutter.pieces(start, end)}
        number = layout.block_at(start)
        kind = layout.kinds[number] if number >= 0 else "p"
        hashes = _HASHES.match(text[start : start + 12])
        if hashes:  # Markdown's own signs stay, in the background
            cut = min(end, start + hashes.end())
            block["s"] = [[MARKUP, -1, view.shown(start, cut)], *cutter.pieces(cut, end)]
        if title and re.sub(r"[\s#*]+", "", text[start : min(end, start + 200)]) == title:
            block["k"], title = "title", ""
        elif kind == META:
            block["k"] = "meta"
        elif kind == HEADING and layout.starts[number] == start:
            block["k"] = "h"
            level = levels.get(number) or stated.get(start) or (len(hashes[1]) - 1 if hashes else 2)
            block["v"] = min(4, max(1, level))
        out.append(block)
    return out, False


def _kind_at(layout: Any, start: int) -> str:
    number = layout.block_at(start)
    return layout.kinds[number] if number >= 0 else ""


def _table(table: Any, cutter: _Cutter, line: int) -> dict[str, Any]:
    """A grid as rows of cells; the rows before the first that holds a figure are its header."""
    rows: list[list[list[Any]]] = []
    head = 0
    for row in table.rows:
        cells = [[min(c.colspan, MAX_MERGED), min(c.rowspan, MAX_MERGED), cutter.pieces(c.start, c.end)] for c in row]
        if not any(isinstance(p, list) and p[0] == FIGURE for c in cells for p in c[2]) and head == len(rows):
            head += 1
        rows.append(cells)
    return {"k": "table", "n": line, "r": rows, "h": head if head < len(rows) else 0}
