"""Quotations: the sentence that a figure stands in, cut to what fits, the figures concerned marked."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.report.paper.blocks import Line, Span
from audit.report.paper.text import visible

WIDTH = 150  # characters of a quotation; beyond, the window closes in on the figures
MARGIN = 28  # characters kept on each side of a figure where it must
# A full stop in a text that writes . for 。 stands between two Chinese words, or after a bracket or a percentage.
_STOP = r"(?<=[一-鿿%）)])\.(?=[一-鿿])"
_END = re.compile(rf"[。！？!?；;\n]|{_STOP}")
# In a page the source is markup: a block's tag ends a sentence as a newline does.
# A cell's tag does not, so that a row is quoted as one; nor does the ; of a character reference, matched to be skipped.
_BLOCK_END = re.compile(
    rf"&#?\w{{1,10}};|[。！？!?；;]|{_STOP}|</?(?:p|div|br|tr|table|li|ul|ol|h[1-6]|section|title|body)\b[^>]*>", re.I
)
_CELL = re.compile(r"</t[dh]\s*>", re.I)
_HIDDEN_PART = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_REACH = 600  # how far a sentence is looked for
_SPACE = re.compile(r"[ \t\r\n\u3000\xa0]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted passage: its pieces in order, where it begins in the source, and on which line its first figure is."""

    spans: Line
    start: int
    line: int


def quotations(
    source: str,
    form: str,
    places: Sequence[tuple[int, int]],
    line_of: Callable[[int], int],
    about: int = -1,
    most: int = 6,
) -> list[Quotation]:
    """Quote every place of a source once.

    Args:
        source, form: a report's source text and format; of a page the tags are left out.
        places: half-open positions of the figures concerned, in any order.
        line_of: position -> line number. about: the position that must be among the passages, where there are too many.
        most: how many passages at most.
    Returns: passages in order of the source; figures in one sentence share one passage.
    """
    passages: list[tuple[int, int, list[tuple[int, int]]]] = []
    for a, b in sorted({(a, b) for a, b in places if 0 <= a < b <= len(source)}):
        if passages and a < passages[-1][1]:
            passages[-1][2].append((a, b))
            if b > passages[-1][1]:
                passages[-1] = (passages[-1][0], _sentence_end(source, form, b), passages[-1][2])
            continue
        passages.append((_sentence_start(source, form, a), _sentence_end(source, form, b), [(a, b)]))
    if len(passages) > most:
        key = next((p for p in passages if any(a <= about < b for a, b in p[2])), passages[0])
        passages = sorted([key, *[p for p in passages if p is not key][: most - 1]])
    out = []
    for start, end, marks in passages:
        spans = _pieces(source, form, start, end, marks)
        if spans:
            out.append(Quotation(spans, start, line_of(marks[0][0])))
    return out


def _sentence_start(source: str, form: str, at: int) -> int:
    low = max(0, at - _REACH)
    pattern = _BLOCK_END if form == "html" else _END
    start = low
    for m in pattern.finditer(source, low, at):
        if m[0][0] != "&":
            start = m.end()
    if form == "html":  # never begin inside a tag
        close, open_ = source.find(">", start, at), source.find("<", start, at)
        if close >= 0 and (open_ < 0 or close < open_):
            start = close + 1
    return start


def _sentence_end(source: str, form: str, at: int) -> int:
    pattern = _BLOCK_END if form == "html" else _END
    m = next((m for m in pattern.finditer(source, at, min(len(source), at + _REACH)) if m[0][0] != "&"), None)
    if m is None:
        return min(len(source), at + _REACH)
    if form == "html" and m[0].startswith("<"):
        return max(m.start(), at)
    return max(m.end() if m[0] != "\n" else m.start(), at)


def _pieces(source: str, form: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> Line:
    """Plain pieces and marked ones; overlapping marks are joined; long plain pieces are cut in the middle."""
    joined: list[list[int]] = []
    for a, b in sorted(marks):
        if joined and a <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], b)
        else:
            joined.append([a, b])
    parts: list[tuple[str, bool]] = []
    at = start
    for a, b in joined:
        parts.append((_plain(source[at:a], form), False))
        parts.append((_plain(source[a:b], form), True))
        at = b
    parts.append((_plain(source[at:end], form), False))
    return tuple(Span(text, "mark" if marked else "") for text, marked in _cut(parts) if text)


def _plain(text: str, form: str) -> str:
    if form == "html":
        text = entities.unescape(_TAG.sub("", _CELL.sub(" | ", _HIDDEN_PART.sub("", text))))
    return _SPACE.sub(" ", visible(text.replace("\t", " | ") if form == "docx" else text))


def _cut(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Keep a passage within WIDTH: words far from every figure give way to …"""
    if parts:
        parts[0] = (parts[0][0].lstrip(" |"), parts[0][1])
        parts[-1] = (parts[-1][0].rstrip(" |"), parts[-1][1])
    if sum(len(text) for text, _ in parts) <= WIDTH:
        return parts
    out = []
    for n, (text, marked) in enumerate(parts):
        first, last = n == 0, n == len(parts) - 1
        if marked and len(text) > WIDTH:
            text = text[: WIDTH // 2] + "…" + text[-WIDTH // 4 :]
        elif not marked and first and len(text) > 2 * MARGIN:
            text = "…" + text[-2 * MARGIN :]
        elif not marked and last and len(text) > MARGIN:
            text = text[:MARGIN] + "…"
        elif not marked and not (first or last) and len(text) > 2 * MARGIN + 4:
            text = text[:MARGIN] + "……" + text[-MARGIN:]
        out.append((text, marked))
    return out
