"""Blocks made one after another: numbers of tables and figures, keys of headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.report.paper.blocks import Bar, Block, Chart, Column, Facts, Heading, Line, Paragraph, Span, Table, words

Cell = str | Line | Sequence[Line]  # of a table: text, one line, or several
_CHINESE = "零一二三四五六七八九"


def chinese(n: int) -> str:
    """1 to 99 as 一 … 九十九."""
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (
        _CHINESE[ones] if ones or not tens else ""
    )


class Builder:
    """Collects the blocks of one paper in one language."""

    def __init__(self, lang: str) -> None:
        """Start an empty paper. Args: lang: zh or en."""
        self.lang = lang
        self.blocks: list[Block] = []
        self.tables = self.figures = self._keys = 0
        self._levels = [0, 0, 0]

    def t(self, zh: str, en: str) -> str:
        """The text in the paper's language."""
        return zh if self.lang == "zh" else en

    def date(self, iso: str) -> str:
        """A day as papers write it: 2024年5月20日."""
        if self.lang == "zh" and iso:
            year, month, day = iso.split("-")
            return f"{year}年{int(month)}月{int(day)}日"
        return iso

    def add(self, block: Block) -> None:
        """Add a block as it is."""
        self.blocks.append(block)

    def heading(self, level: int, zh: str, en: str | None = None, numbered: bool = True, key: str = "") -> None:
        """Add a heading, numbered as official papers are: 一、 （一） in Chinese, 1 and 1.1 in English."""
        number = ""
        if numbered:
            self._levels[level - 1] += 1
            self._levels[level:] = [0] * (3 - level)
            n = self._levels[level - 1]
            if self.lang == "zh":
                number = {1: f"{chinese(n)}、", 2: f"（{chinese(n)}）", 3: f"{n}．"}[level]
            else:
                number = ".".join(map(str, self._levels[:level])) + " "
        self._keys += 1
        self.add(Heading(level, zh if self.lang == "zh" or en is None else en, key or f"s{self._keys}", number))

    def restart(self) -> None:
        """Number headings from one again, as in a new letter."""
        self._levels = [0, 0, 0]

    def text(self, *parts: str | Span, style: str = "body") -> None:
        """Add a paragraph."""
        if line := words(*parts):
            self.add(Paragraph(line, style))

    def table(
        self,
        caption: str,
        columns: Sequence[tuple[str, int, str]],
        rows: Iterable[Sequence[Cell]],
        note: str = "",
        total: bool = False,
        numbered: bool = True,
    ) -> int:
        """Add a table with a numbered caption, or without one.

        Args: columns: title, width, align; rows: cells of text or lines. Returns: its number, 0 without a caption.
        """
        self.tables += numbered
        made = tuple(tuple(cell_lines(cell) for cell in row) for row in rows)
        self.add(Table(caption, self.tables if numbered else 0, tuple(Column(*c) for c in columns), made, note, total))
        return self.tables if numbered else 0

    def chart(
        self, caption: str, series: tuple[str, str], gap: str, bars: Sequence[Bar], unit: str = "%", note: str = ""
    ) -> int:
        """Add a chart. Returns: its number."""
        self.figures += 1
        self.add(Chart(caption, self.figures, series, gap, tuple(bars), unit, note))
        return self.figures

    def facts(self, rows: Sequence[tuple[str, Sequence[str | Line]]], level: str = "") -> None:
        """Add a card; rows without content are left out."""
        kept = tuple(
            (name, lines)
            for name, content in rows
            if (lines := tuple(x for c in content if (x := words(c) if isinstance(c, str) else c)))
        )
        self.add(Facts(kept, level))


def cell_lines(cell: Cell) -> tuple[Line, ...]:
    """The lines of a cell given as text, as one line or as several."""
    if isinstance(cell, str):
        return (words(cell),)
    spans = tuple(x for x in cell if isinstance(x, Span))
    return (spans,) if spans else tuple(x for x in cell if not isinstance(x, Span))
