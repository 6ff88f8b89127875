"""The text that stands for a binary file: a line a row, cells apart by tabs, so that findings can point into it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Extracted:
    """Rows of printed cells as one text.

    Args: rows: as they stand in the file, the first in line 1: a row of the file that is empty is an empty line.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.starts: list[int] = []
        lines, at = [], 0
        for row in rows:
            line = "\t".join(_BREAKS.sub(" ", cell) for cell in row)
            self.starts.append(at)
            lines.append(line)
            at += len(line) + 1
        self.text = "\n".join(lines) + "\n"
        self._last: tuple[int, list[tuple[int, int]]] = (-1, [])

    def of(self, rows: Sequence[int]) -> ExtractedRows:
        """The same by the rows of a table; rows: of the file, from 0."""
        return ExtractedRows(self, rows)

    def row(self, row: int) -> tuple[int, int]:
        """The span of a whole row."""
        start = self.starts[row]
        end = self.starts[row + 1] - 1 if row + 1 < len(self.starts) else len(self.text) - 1
        return start, end

    def span(self, row: int, column: int) -> tuple[int, int]:
        """The span of a cell of the file."""
        if self._last[0] != row:
            at, end = self.row(row)
            spans = []
            for cell in self.text[at:end].split("\t"):
                spans.append((at, at + len(cell)))
                at += len(cell) + 1
            self._last = (row, spans)
        spans = self._last[1]
        return spans[column] if 0 <= column < len(spans) else (self.row(row)[1],) * 2


class ExtractedRows:
    """Row and column of a table -> the span; `row` gives that of a whole row."""

    def __init__(self, text: Extracted, rows: Sequence[int]) -> None:
        self._text, self._rows = text, rows

    def __call__(self, row: int, column: int) -> tuple[int, int]:
        return self._text.span(self._rows[row], column)

    def row(self, row: int) -> tuple[int, int]:
        return self._text.row(self._rows[row])
