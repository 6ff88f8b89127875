"""A Word document from a marked source, as an office writes one, and with the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

_SONG, _FANG, _HEI, _ROMAN = "宋体", "仿宋", "黑体", "Times New Roman"
_LEFT_OUT = ("docProps/thumbnail.jpeg", "customXml/", "word/stylesWithEffects.xml")
_USED = ("Normal", "Title", "Heading 1", "Heading 2", "Default Paragraph Font", "Normal Table", "Table Grid", "No List")
_WHEN = datetime(2024, 1, 1)


def write_docx(text: str, path: Path) -> None:
    """Write a document.

    Args:
        text: lines; `# `, `## `, `### ` begin a title and headings, `|` a row of a table, `|=` its first row; ⟦ and ⟧
            stand around figures, which get runs of their own.
        path: where to.
    """
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    _fonts(document.styles)
    for style in [s for s in document.styles if s.name not in _USED]:
        style.delete()
    lines = text.splitlines()
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = _plain(lines[0]).lstrip("# "), "gouji", "gouji", ""
    core.created = core.modified = _WHEN
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.lstrip("|=").strip().strip("|").split("|")])
            continue
        if rows:
            _table(document, rows, Pt(12))
            rows = []
        if not line:
            continue
        level = len(line) - len(line.lstrip("#"))
        if level == 1:
            paragraph = document.add_paragraph(style="Title")
        elif level:
            paragraph = document.add_heading(level=level - 1)
            paragraph.paragraph_format.first_line_indent = Pt(32)
        else:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Pt(32)
            if line.startswith("表："):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.first_line_indent = None
        _runs(paragraph, line.lstrip("# "))
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_settled(buffer.getvalue()))


def _fonts(styles) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, font, size in (
        ("Normal", _FANG, 16), ("Title", _SONG, 22), ("Heading 1", _HEI, 16), ("Heading 2", _HEI, 16),
    ):  # fmt: skip
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = _ROMAN, Pt(size), name == "Title"
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = Pt(28 if name != "Title" else 40)
    for link in styles.element.xpath(".//w:link"):  # to character styles, which are left out
        link.getparent().remove(link)
    title = styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(20)
    for border in title.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)


def _table(document, rows: list[list[str]], size) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, content in zip(row.cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in _runs(paragraph, content):
                run.font.size = size


def _runs(paragraph, marked: str) -> list:
    """One run a stretch; numerals apart from their units, as Word keeps them after a few edits."""
    made = []
    for number, stretch in enumerate(re.split(r"⟦[^⟦⟧=]*?=|⟦~?|⟧", _named(marked))):
        pieces = re.split(r"(?<=\d)(?=[^\d.])", stretch, maxsplit=1) if number % 2 else [stretch]
        made += [paragraph.add_run(piece) for piece in pieces if piece]
    return made


def _named(marked: str) -> str:
    """Marks of text (`⟦#key=`) taken out, so that figures are what is left marked."""
    while (inner := re.sub(r"⟦#[a-z0-9]+=([^⟦⟧]*)⟧", r"\1", marked)) != marked:
        marked = inner
    return re.sub(r"⟦([a-z][a-z0-9]*)=~", r"⟦\1=", marked)


def _plain(marked: str) -> str:
    return re.sub(r"⟦#?(?:[a-z][a-z0-9]*=)?~?|⟧", "", marked)


def _settled(data: bytes) -> bytes:
    """The package with its parts in order, uncompressed and dated alike: the same bytes on every machine."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist() if not name.startswith(_LEFT_OUT)}
    parts["[Content_Types].xml"] = re.sub(
        rb'<Override PartName="/(?:customXml|docProps/thumb|word/stylesWith)[^>]*/>|<Default Extension="jpeg"[^>]*/>',
        b"", parts["[Content_Types].xml"],
    )  # fmt: skip
    for name in [n for n in parts if n.endswith(".rels")]:
        parts[name] = re.sub(rb"<Relationship [^>]*(?:customXml|thumbnail|stylesWithEffects)[^>]*/>", b"", parts[name])
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _WHEN.timetuple()[:6])
            info.create_system, info.external_attr = 0, 0
            archive.writestr(info, parts[name])
    return new.getvalue()
