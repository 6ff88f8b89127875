"""The body of a Word file, block by block: headings, fields, tables that break well, charts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from audit.report.paper import word_parts as parts
from audit.report.paper.blocks import (
    Block,
    Break,
    Chart,
    Contents,
    Facts,
    Heading,
    Line,
    Paper,
    Paragraph,
    Sign,
    Span,
    Table,
)
from audit.report.paper.text import html
from audit.report.paper.word_chart import drawing
from audit.report.paper.xml import HEAD, w

_STYLES = {
    "body": "BodyText",
    "question": "BodyText",
    "close": "BodyText",
    "address": "Address",
    "right": "Right",
    "center": "Centered",
    "note": "Note",
    "title": "Title",
    "subtitle": "Subtitle",
}
_RUNS = {
    "mark": w("rStyle", val="Mark"),
    "code": w("rStyle", val="Code"),
    "muted": w("rStyle", val="Muted"),
    "strong": w("b"),
    "gap": w("u", val="single"),
}
_BREAKS = re.compile(r"[\t\r\n]+")
_SPLIT = 420  # a row with more characters than this may break across pages
_DENSE = 24  # a table with more rows than this is set small
_SHORT = 6  # a table with no more rows than this stays on one page
_NAME = 1360  # twips: the names of a card
KEEP, NEW_PAGE, WHOLE = w("keepNext"), w("pageBreakBefore"), w("trPr", w("cantSplit"))
HEADER_ROW = w("trPr", w("cantSplit"), w("tblHeader"))
LOW = w("vAlign", val="bottom")


def _under(size: int) -> str:
    """A cell with a line under it."""
    return w("tcBorders", w("bottom", val="single", sz=size, space=0, color="000000")) + LOW


class Body:
    """Collects the body of one document.

    Args: paper. footers: relations of the footers of odd and even pages. first_chart: number of the first chart's.
    """

    def __init__(self, paper: Paper, footers: tuple[str, str], first_chart: int) -> None:
        self.paper = paper
        self.charts: list[Chart] = []
        self._footers, self._first_chart = footers, first_chart
        # “ ” … ÷ stand in the Chinese font of a Chinese paper
        self._hint = w("rFonts", hint="eastAsia") if paper.lang == "zh" else ""
        self._new_page = False
        self._marks = {h.key: f"_Toc{n:08d}" for n, h in enumerate(paper.headings(3), 1)}
        self._made: list[str] = []
        if paper.show_title:
            self._made.append(self._paragraph((Span(paper.title),), "Title"))
        if paper.subtitle:
            self._made.append(self._paragraph((Span(paper.subtitle),), "Subtitle"))

    def xml(self) -> str:
        """document.xml."""
        odd, even = self._footers
        width, height = parts.PAGE
        section = w(
            "sectPr",
            f'<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>',
            w("pgSz", w=width, h=height),
            w("pgMar", **parts.MARGINS, header=851, footer=parts.FOOTER, gutter=0),
        )
        return f"{HEAD}<w:document {parts.NS}><w:body>{''.join(self._made)}{section}</w:body></w:document>"

    def add(self, block: Block) -> None:
        """Add a block."""
        if isinstance(block, Break):
            self._new_page = True
            return
        if self._new_page and not isinstance(block, (Heading, Paragraph)):  # a table starts no page by itself
            self._made.append(self._paragraph((), "Note"))
        self._made.append(_MAKERS[type(block)](self, block))

    # ------------------------------------------------------------ text
    def _run(self, s: Span) -> str:
        look = (_RUNS[s.style] if s.style in ("mark", "code", "muted") else "") + (
            self._hint if s.style != "code" else ""
        )
        look += _RUNS[s.style] if s.style in ("strong", "gap") else ""
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        made = f'<w:r>{look}<w:t xml:space="preserve">{html(_BREAKS.sub(" ", s.text))}</w:t></w:r>'
        return self._link(self._marks[s.link], made) if s.link in self._marks else made

    @staticmethod
    def _link(mark: str, made: str) -> str:
        return w("hyperlink", made, anchor=mark, history=1)

    def _paragraph(self, spans: Line, style: str, keep: bool = False, jc: str = "", inner: str = "") -> str:
        """A paragraph; its properties in the schema's order."""
        first, self._new_page = NEW_PAGE if self._new_page else "", False
        look = f'<w:pPr><w:pStyle w:val="{style}"/>{KEEP if keep else ""}{first}{jc}</w:pPr>'
        return f"<w:p>{look}{inner}{''.join(map(self._run, spans))}</w:p>"

    def _text(self, block: Paragraph) -> str:
        return self._paragraph(block.line, _STYLES[block.style], keep=block.style == "close")

    def _heading(self, h: Heading) -> str:
        mark = self._marks[h.key]
        n = int(mark[4:])
        text = self._run(Span(h.number + h.text))
        inner = w("bookmarkStart", id=n, name=mark) + text + w("bookmarkEnd", id=n)
        return self._paragraph((), f"Heading{h.level}", inner=inner)

    def _caption(self, word: str, number: int, text: str, style: str = "Caption") -> str:
        """表 1　…, numbered by a SEQ field, so that a table put in by hand renumbers the rest."""
        field = w("fldSimple", w("r", w("t", str(number))), instr=f" SEQ {word} \\* ARABIC ")
        label = self._run(Span(word + " ")) + field + self._run(Span(self.paper.words.label_sep))
        return self._paragraph((Span(text),), style, inner=label)

    def _contents(self, block: Contents) -> str:
        """A contents field, its entries links; the reader's Word fills the page numbers in when it updates fields."""
        heads = list(self.paper.headings(block.depth))
        out = [self._paragraph((Span(block.title),), "TOCHeading")]
        code = f'<w:instrText xml:space="preserve"> TOC \\o "1-{block.depth}" \\h \\z \\u </w:instrText>'
        begin, middle, end = (w("r", w("fldChar", fldCharType=x)) for x in ("begin", "separate", "end"))
        for n, h in enumerate(heads):
            link = self._link(self._marks[h.key], self._run(Span(h.number + h.text)))
            inner = (begin + w("r", code) + middle if n == 0 else "") + link + (end if n == len(heads) - 1 else "")
            out.append(self._paragraph((), f"TOC{h.level}", inner=inner))
        return "".join(out)

    # ------------------------------------------------------------ tables
    def _cell(
        self, lines: tuple[Line, ...], width: int, style: str, align: str = "left", keep: bool = False, look: str = ""
    ) -> str:
        jc = "" if align == "left" else f'<w:jc w:val="{align}"/>'
        made = "".join(self._paragraph(x, style, keep, jc) for x in (lines or ((),)))
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{made}</w:tc>'

    @staticmethod
    def _frame(style: str, widths: list[int], header: bool = False) -> str:
        look = w(
            "tblLook", val="0000", firstRow=int(header), lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
        )
        return w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            look,
        ) + w("tblGrid", *(w("gridCol", w=width) for width in widths))

    def _table(self, t: Table) -> str:
        """Header row repeated, rows unbroken, the caption with the table, no last row alone on a page."""
        total = sum(column.width for column in t.columns)
        widths = [parts.WIDTH * column.width // total for column in t.columns]
        widths[-1] += parts.WIDTH - sum(widths)
        shape = list(zip(t.columns, widths, strict=True))
        style = "TableSmall" if len(t.rows) > _DENSE else "TableText"
        last = len(t.rows) - 1
        out = [self._caption(self.paper.words.table, t.number, t.caption)] if t.number else []
        head = (self._cell(((Span(x.title),),), width, "TableHead", x.align, True, _under(8)) for x, width in shape)
        out.append(f"<w:tbl>{self._frame('ThreeLine', widths, True)}<w:tr>{HEADER_ROW}{''.join(head)}</w:tr>")
        for n, row in enumerate(t.rows):
            long = sum(len(s.text) for cell in row for x in cell for s in x) > _SPLIT
            keep = not long and n < last and (last < _SHORT or n == 0 or n == last - 1)
            if t.total and n == last:
                row = tuple(tuple(tuple(Span(s.text, s.style or "strong") for s in x) for x in cell) for cell in row)
            cells = (self._cell(cell, width, style, x.align, keep) for (x, width), cell in zip(shape, row, strict=True))
            out.append(f"<w:tr>{'' if long else WHOLE}{''.join(cells)}</w:tr>")
        out.append("</w:tbl>")
        out.append(self._paragraph((Span(t.note),) if t.note else (), "Note"))
        return "".join(out)

    def _facts(self, block: Facts) -> str:
        """A card; what, where and the text stay with the heading above."""
        widths = [_NAME, parts.WIDTH - _NAME]
        out = [f"<w:tbl>{self._frame('Card', widths)}"]
        for n, (name, lines) in enumerate(block.rows):
            long = sum(len(s.text) for x in lines for s in x) > _SPLIT
            keep = not long and n < min(3, len(block.rows) - 1)
            cells = self._cell(((Span(name),),), widths[0], "CardName", keep=keep)
            cells += self._cell(lines, widths[1], "CardText", keep=keep)
            out.append(f"<w:tr>{'' if long else WHOLE}{cells}</w:tr>")
        gap = w("spacing", before=0, after=0, line=160, lineRule="exact")
        return "".join(out) + "</w:tbl>" + w("p", w("pPr", w("pStyle", val="Note"), gap))

    def _sign(self, block: Sign) -> str:
        widths = [1300, 4000, 1100, parts.WIDTH - 6400]
        tall = w("trPr", w("cantSplit"), w("trHeight", val=800, hRule="atLeast"))
        out = [f"<w:tbl>{self._frame('TableNormal', widths)}"]
        for row in block.rows:
            cells = (
                self._cell(((Span(x),),) if x else (), width, "CardText", keep=True, look=_under(6) if n % 2 else LOW)
                for n, (x, width) in enumerate(zip(row, widths, strict=True))
            )
            out.append(f"<w:tr>{tall}{''.join(cells)}</w:tr>")
        return "".join(out) + "</w:tbl>" + self._paragraph((), "Note")

    def _chart(self, block: Chart) -> str:
        self.charts.append(block)
        n = len(self.charts)
        picture = drawing(block, n, parts.WIDTH * 635, f"rId{self._first_chart + n - 1}")
        out = self._paragraph((), "Picture", inner=picture)
        out += self._caption(self.paper.words.figure, block.number, block.caption, "FigureCaption")
        return out + (self._paragraph((Span(block.note),), "Note") if block.note else "")


_MAKERS: dict[type, Callable[[Body, Any], str]] = {
    Heading: Body._heading,
    Paragraph: Body._text,
    Facts: Body._facts,
    Table: Body._table,
    Chart: Body._chart,
    Contents: Body._contents,
    Sign: Body._sign,
}
