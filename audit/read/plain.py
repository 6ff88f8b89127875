"""Plain text: files that are it, and blocks and tables laid out as it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from audit.read.encoding import decode
from audit.read.normalise import drop_invisible, normalise
from audit.read.source import Mark, RawText

LONG_CELL = 150  # a sentence of this length in a cell is prose, not an entry
HUGE_CELL = 1000


def read_plain(path: str, data: bytes, digest: str, form: str, notes: tuple[str, ...] = ()) -> RawText:
    """Read a text or Markdown file.

    Args:
        path: its name; data: its bytes; digest: their sha256; form: `txt` or `md`; notes: what is known to be odd.
    Returns:
        The report; `text` is as long as `source` and `offsets` None, unless the source holds invisible characters,
        which `text` leaves out.
    Raises:
        EncodingError: no known encoding.
    """
    decoded = decode(data, path=path)
    text, offsets = drop_invisible(normalise(decoded.text))
    if offsets is not None:
        dropped = len(decoded.text) - len(text)
        notes += (f"{dropped} invisible characters left out",)
    notes += decoded.notes
    return RawText(path, digest, form, decoded.encoding, decoded.text, text, offsets, notes=notes)


# A piece of text: the text, where its first character stands in the source, and 1 where the others follow it there
# one by one, 0 where all stand at that place (what a character reference or a line break becomes).
Run = tuple[str, int, int]


@dataclass(slots=True)
class Cell:
    """One cell of a table."""

    runs: list[Run] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1

    def text(self) -> str:
        return "".join(run[0] for run in self.runs)


def is_data_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Does a table hold entries, rather than frame text?

    Args:
        rows: its cells, without those that merged cells cover.
    Returns:
        False where fewer than two cells hold anything, where it has a single column, or where most of its text is
        sentences: such a table frames a page or a form's text.
    """
    if max((len(row) for row in rows), default=0) < 2:
        return False
    lengths, prose, filled = 0, 0, 0
    for row in rows:
        for cell in row:
            text = cell.text()
            length = len(text)
            lengths += length
            filled += bool(text.strip())
            if length >= HUGE_CELL:
                return False
            if length >= LONG_CELL and ("。" in text or "；" in text):
                prose += length
    return filled >= 2 and prose * 5 <= lengths * 3


class Layout:
    """Lays blocks out as lines of text, and keeps their places and the way back to the source.

    A block is a line. A row of a table is a line, its cells separated by tabs.
    """

    def __init__(self, *, mapped: bool) -> None:
        """Start an empty text; `mapped` where its source is another text (the markup of a page)."""
        self._mapped = mapped
        self._pieces: list[str] = []
        self._offsets = array("I")
        self._length = 0
        self._source = 0  # where the last character ends in the source
        self._marks: list[Mark] = []

    def block(self, runs: Iterable[Run], kind: str = "p", level: int = 0, place: str = "") -> None:
        """Add a line (or, with line breaks in its runs, a few) of one kind."""
        self._break()
        start = self._length
        for run in runs:
            self._add(*run)
        self._marks.append(Mark(kind, start, self._length, level, (), place))

    def table(self, rows: Iterable[Iterable[Cell]], place: str = "") -> None:
        """Add a table."""
        self._break()
        start = self._length
        spans: list[tuple] = []
        lines = 0
        for row in rows:
            cells: list[tuple[int, int, int, int]] = []
            for cell in row:
                if cells:
                    self._glue("\t")
                elif lines:
                    self._glue("\n")
                begin = self._length
                for run in cell.runs:
                    self._add(*run)
                cells.append((begin, self._length, cell.rowspan, cell.colspan))
            lines += bool(cells)
            spans.append(tuple(cells))
        self._marks.append(Mark("table", start, self._length, 0, tuple(spans), place))

    def finish(self) -> tuple[str, array | None, tuple[Mark, ...]]:
        """The text, not normalised; its offsets, None where it is its own source; the marks."""
        if not self._mapped:
            return "".join(self._pieces), None, tuple(self._marks)
        self._offsets.append(self._source)
        return "".join(self._pieces), self._offsets, tuple(self._marks)

    def _break(self) -> None:
        if self._length:
            self._glue("\n")

    def _glue(self, separator: str) -> None:
        self._add(separator, self._source, 0)

    def _add(self, text: str, source: int, step: int) -> None:
        count = len(text)
        self._pieces.append(text)
        self._length += count
        if self._mapped:
            self._offsets.extend(range(source, source + count) if step else (source,) * count)
            self._source = source + count if step else max(source, self._source)
