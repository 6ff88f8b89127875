"""A paper as a Word file, written part by part: the same bytes for the same content, whatever the day.

python-docx is not used for writing: a table of a thousand rows takes it many seconds, it brings a template with styles of its
own, and neither SEQ and TOC fields nor charts come with it. The tests read the result with it.
"""

from __future__ import annotations

import io
import re
import zipfile

from audit import __version__
from audit.report.paper import word_parts as parts
from audit.report.paper.blocks import Break, Chart, Contents, Facts, Heading, Line, Paper, Paragraph, Sign, Span, Table
from audit.report.paper.text import html
from audit.report.paper.word_chart import chart_xml, drawing, workbook

_STYLES = {"body": "BodyText", "question": "BodyText", "close": "BodyText", "address": "Address", "right": "Right", "center": "Centered", "note": "Note", "title": "Title", "subtitle": "Subtitle"}
_BREAKS = re.compile(r"[\t\r\n]+")
_SPLIT = 420  # a row with more characters than this may break across pages
_DENSE = 24  # a table with more rows than this is set small
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


def write(paper: Paper) -> bytes:
    """The paper as .docx. Core properties hold no date unless the paper has one."""
    body = _Body(paper)
    for block in paper.blocks:
        body.add(block)
    contents = any(isinstance(b, Contents) for b in paper.blocks)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(len(body.charts)),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml"), (None, "docProps/core.xml"), ("extended-properties", "docProps/app.xml"), ("custom-properties", "docProps/custom.xml")]),
        "docProps/core.xml": parts.core(paper.title, paper.author or "gouji", paper.date),
        "docProps/app.xml": parts.app(__version__),
        "docProps/custom.xml": parts.custom(paper.kind, __version__),
        "word/document.xml": body.xml(),
        "word/styles.xml": parts.styles(paper.lang),
        "word/settings.xml": parts.settings(contents),
        "word/fontTable.xml": parts.font_table(),
        "word/theme/theme1.xml": parts.theme(),
        "word/footer1.xml": parts.footer(True, paper.lang),
        "word/footer2.xml": parts.footer(False, paper.lang),
    }
    targets = [("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"), ("footer", "footer1.xml"), ("footer", "footer2.xml"), ("theme", "theme/theme1.xml")]
    for n, chart in enumerate(body.charts, 1):
        targets.append(("chart", f"charts/chart{n}.xml"))
        files[f"word/charts/chart{n}.xml"] = chart_xml(chart)
        files[f"word/charts/_rels/chart{n}.xml.rels"] = _relations([("package", f"../embeddings/chart{n}.xlsx")])
        files[f"word/embeddings/chart{n}.xlsx"] = workbook(chart)
    files["word/_rels/document.xml.rels"] = _relations(targets)
    return pack(files)


def pack(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of parts, in order, every time stamp the first that zip knows."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            archive.writestr(info, data.encode("utf-8", "replace") if isinstance(data, str) else data)
    return buffer.getvalue()


def _types(charts: int) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    own = [("/word/document.xml", f"{word}.document.main+xml"), ("/word/styles.xml", f"{word}.styles+xml"), ("/word/settings.xml", f"{word}.settings+xml"),
           ("/word/fontTable.xml", f"{word}.fontTable+xml"), ("/word/footer1.xml", f"{word}.footer+xml"), ("/word/footer2.xml", f"{word}.footer+xml"),
           ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
           ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
           ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
           ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")]  # fmt: skip
    own += [(f"/word/charts/chart{n}.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml") for n in range(1, charts + 1)]
    return (
        f'{parts.HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in own)
        + "</Types>"
    )


def _relations(targets: list[tuple[str | None, str]]) -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    rows = (f'<Relationship Id="rId{n}" Type="{core if kind is None else f"{_OFFICE}/relationships/{kind}"}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'{parts.HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


def _ordered(first: str, extra: str) -> str:
    """Paragraph properties in the schema's order: keepNext, pageBreakBefore, …, jc."""
    keep = "<w:keepNext/>"
    return keep + first + extra[len(keep) :] if extra.startswith(keep) else first + extra


class _Body:
    """The body of the document, block by block."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.charts = paper, []
        self.hint = '<w:rFonts w:hint="eastAsia"/>' if paper.lang == "zh" else ""  # “ ” … ÷ in the Chinese font
        self.break_before = False
        self.bookmarks = {h.key: n for n, h in enumerate(paper.headings(3), 1)}
        self.out = [self.paragraph((Span(paper.title),), "Title")] if paper.show_title else []
        if paper.subtitle:
            self.out.append(self.paragraph((Span(paper.subtitle),), "Subtitle"))

    def xml(self) -> str:
        m = parts.MARGINS
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
            f'<w:pgSz w:w="{parts.PAGE[0]}" w:h="{parts.PAGE[1]}"/><w:pgMar w:top="{m["top"]}" w:right="{m["right"]}" w:bottom="{m["bottom"]}" w:left="{m["left"]}" w:header="851" w:footer="{parts.FOOTER}" w:gutter="0"/></w:sectPr>'
        )
        return f"{parts.HEAD}<w:document {parts.NS}><w:body>{''.join(self.out)}{section}</w:body></w:document>"

    def add(self, block) -> None:
        if isinstance(block, Break):
            self.break_before = True
            return
        kind = {Heading: self.heading, Paragraph: lambda b: self.paragraph(b.line, _STYLES[b.style], "<w:keepNext/>" if b.style == "close" else ""), Facts: self.facts, Table: self.table, Chart: self.chart, Contents: self.contents, Sign: self.sign}
        made = kind[type(block)](block)
        if self.break_before and not isinstance(block, (Heading, Paragraph)):  # a table cannot start a page by itself
            self.out.append(self.paragraph((), "Normal"))
        self.out.append(made)
        self.break_before = False

    # ------------------------------------------------------------ text
    def run(self, s: Span) -> str:
        text = _BREAKS.sub(" ", s.text)
        props = {"mark": '<w:rStyle w:val="Mark"/>', "code": '<w:rStyle w:val="Code"/>', "muted": '<w:rStyle w:val="Muted"/>'}.get(s.style, "")
        props += self.hint if s.style != "code" else ""
        props += {"strong": "<w:b/>", "gap": '<w:u w:val="single"/>'}.get(s.style, "")
        props = f"<w:rPr>{props}</w:rPr>" if props else ""
        made = f'<w:r>{props}<w:t xml:space="preserve">{html(text)}</w:t></w:r>'
        if s.link in self.bookmarks:
            return f'<w:hyperlink w:anchor="_Toc{self.bookmarks[s.link]:08d}" w:history="1">{made}</w:hyperlink>'
        return made

    def paragraph(self, spans: Line, style: str, extra: str = "", inner: str = "") -> str:
        """A paragraph; `extra` are properties that follow its style in the schema's order."""
        first = "<w:pageBreakBefore/>" if self.break_before else ""
        self.break_before = False
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_ordered(first, extra)}</w:pPr>{inner}{"".join(map(self.run, spans))}</w:p>'

    def heading(self, h: Heading) -> str:
        n = self.bookmarks[h.key]
        first = "<w:pageBreakBefore/>" if self.break_before else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="Heading{h.level}"/>{first}</w:pPr><w:bookmarkStart w:id="{n}" w:name="_Toc{n:08d}"/>{self.run(Span(h.number + h.text))}<w:bookmarkEnd w:id="{n}"/></w:p>'
        )

    def field(self, code: str, result: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>{result}</w:t></w:r></w:fldSimple>'

    def caption(self, word: str, number: int, text: str, style: str = "Caption") -> str:
        """表 1　…, numbered by a SEQ field, so that a table put in by hand renumbers the rest."""
        label = self.run(Span(word + " ")) + self.field(f"SEQ {word} \\* ARABIC", str(number)) + self.run(Span(self.paper.words.label_sep))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{label}{self.run(Span(text))}</w:p>'

    def contents(self, block: Contents) -> str:
        """A contents field with its entries as links; the page numbers are filled in when the reader's Word updates fields."""
        heads = list(self.paper.headings(block.depth))
        out = [self.paragraph((Span(block.title),), "TOCHeading")]
        begin = (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-{block.depth}" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for n, h in enumerate(heads):
            mark = f"_Toc{self.bookmarks[h.key]:08d}"
            link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{self.run(Span(h.number + h.text))}</w:hyperlink>'
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if n == len(heads) - 1 else ""
            out.append(f'<w:p><w:pPr><w:pStyle w:val="TOC{h.level}"/></w:pPr>{begin if n == 0 else ""}{link}{end}</w:p>')
        return "".join(out) if heads else ""

    # ------------------------------------------------------------ tables
    def cell(self, lines: tuple[Line, ...], width: int, style: str, align: str = "", keep: bool = False, borders: str = "") -> str:
        jc = f'<w:jc w:val="{align}"/>' if align and align != "left" else ""
        together = "<w:keepNext/>" if keep else ""
        made = "".join(self.paragraph(x, style, together + jc) for x in (lines or ((),)))
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>{made}</w:tc>'

    @staticmethod
    def frame(style: str, widths: list[int], header: bool) -> str:
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        look = f'<w:tblLook w:val="0000" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        return f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'

    def table(self, t: Table) -> str:
        """Header row repeated, rows unbroken, the caption with the table, no last row alone on a page."""
        total = sum(c.width for c in t.columns)
        widths = [parts.WIDTH * c.width // total for c in t.columns]
        widths[-1] += parts.WIDTH - sum(widths)
        style = "TableSmall" if len(t.rows) > _DENSE else "TableText"
        under = '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:tcBorders><w:vAlign w:val="bottom"/>'
        head = "".join(self.cell(((Span(c.title),),), w, "TableHead", c.align, True, under) for c, w in zip(t.columns, widths, strict=True))
        out = [self.caption(self.paper.words.table, t.number, t.caption)] if t.number else []
        out.append(f'<w:tbl>{self.frame("ThreeLine", widths, True)}<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>')
        last = len(t.rows) - 1
        for n, row in enumerate(t.rows):
            keep = n < last and (last < 6 or n == 0 or n >= last - 1)
            long = sum(len(s.text) for cell in row for x in cell for s in x) > _SPLIT
            bold = t.total and n == last
            cells = "".join(
                self.cell(tuple(tuple(Span(s.text, s.style or "strong") for s in x) for x in cell) if bold else cell, w, style, c.align, keep and not long)
                for c, w, cell in zip(t.columns, widths, row, strict=True)
            )
            out.append(f"<w:tr>{'' if long else '<w:trPr><w:cantSplit/></w:trPr>'}{cells}</w:tr>")
        out.append("</w:tbl>")
        out.append(self.paragraph((Span(t.note),) if t.note else (), "Note"))
        return "".join(out)

    def facts(self, block: Facts) -> str:
        widths = [1360, parts.WIDTH - 1360]
        out = [f"<w:tbl>{self.frame('Card', widths, False)}"]
        for n, (name, lines) in enumerate(block.rows):
            long = sum(len(s.text) for x in lines for s in x) > _SPLIT
            keep = n < min(3, len(block.rows) - 1) and not long  # what, where and the text stay with the heading
            out.append(f"<w:tr>{'' if long else '<w:trPr><w:cantSplit/></w:trPr>'}{self.cell(((Span(name),),), widths[0], 'CardName', '', keep)}{self.cell(lines, widths[1], 'CardText', '', keep)}</w:tr>")
        out.append("</w:tbl>")
        out.append('<w:p><w:pPr><w:pStyle w:val="Note"/><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>')
        return "".join(out)

    def sign(self, block: Sign) -> str:
        widths = [1300, 4000, 1100, parts.WIDTH - 6400]
        line = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders><w:vAlign w:val="bottom"/>'
        bare = '<w:vAlign w:val="bottom"/>'
        out = [f"<w:tbl>{self.frame('TableNormal', widths, False)}"]
        for row in block.rows:
            cells = "".join(self.cell(((Span(text),),) if text else (), w, "CardText", "", True, line if n % 2 else bare) for n, (text, w) in enumerate(zip(row, widths, strict=True)))
            out.append(f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="800" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>')
        out.append("</w:tbl>")
        out.append(self.paragraph((), "Note"))
        return "".join(out)

    def chart(self, c: Chart) -> str:
        self.charts.append(c)
        n = len(self.charts)
        picture = self.paragraph((), "Picture", "", drawing(c, n, parts.WIDTH * 635, f"rId{6 + n}"))
        note = self.paragraph((Span(c.note),), "Note") if c.note else ""
        return picture + self.caption(self.paper.words.figure, c.number, c.caption, "FigureCaption") + note
