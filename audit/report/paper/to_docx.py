"""A paper as a Word file, written part by part: the same bytes for the same content, whatever the day.

python-docx does not write it: a table of a thousand rows takes it many seconds, it brings a template with styles of
its own, and neither SEQ and TOC fields nor charts come with it. The tests read the result with it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from audit import __version__
from audit.report.paper import word_parts as parts
from audit.report.paper.blocks import Contents, Paper
from audit.report.paper.word_body import Body
from audit.report.paper.word_chart import chart_xml, workbook
from audit.report.paper.word_styles import styles
from audit.report.paper.xml import HEAD, plain

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FORMATS = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "application/vnd.openxmlformats-package"
# part -> (type of its content, relation of the document to it, "" where the package has it)
_PARTS = {
    "word/document.xml": (f"{_WORD}.document.main+xml", ""),
    "word/styles.xml": (f"{_WORD}.styles+xml", "styles"),
    "word/settings.xml": (f"{_WORD}.settings+xml", "settings"),
    "word/fontTable.xml": (f"{_WORD}.fontTable+xml", "fontTable"),
    "word/footer1.xml": (f"{_WORD}.footer+xml", "footer"),
    "word/footer2.xml": (f"{_WORD}.footer+xml", "footer"),
    "word/theme/theme1.xml": (f"{_FORMATS}.theme+xml", "theme"),
    "docProps/core.xml": (f"{_PACKAGE}.core-properties+xml", ""),
    "docProps/app.xml": (f"{_FORMATS}.extended-properties+xml", ""),
    "docProps/custom.xml": (f"{_FORMATS}.custom-properties+xml", ""),
}
_OF_PACKAGE = (
    (f"{parts.OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{parts.PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{parts.OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    (f"{parts.OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
)
_OF_DOCUMENT = tuple(
    (f"{parts.OFFICE}/relationships/{kind}", name.removeprefix("word/")) for name, (_, kind) in _PARTS.items() if kind
)


def write(paper: Paper) -> bytes:
    """The paper as .docx. Core properties hold no date unless the paper has one."""
    ids = {target: f"rId{n}" for n, (_, target) in enumerate(_OF_DOCUMENT, 1)}
    body = Body(paper, footers=(ids["footer1.xml"], ids["footer2.xml"]), first_chart=len(ids) + 1)
    for block in paper.blocks:
        body.add(block)
    charts = [f"word/charts/chart{n}.xml" for n in range(1, len(body.charts) + 1)]
    of_charts = [(f"{parts.OFFICE}/relationships/chart", name.removeprefix("word/")) for name in charts]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(charts),
        "_rels/.rels": _relations(_OF_PACKAGE),
        "word/_rels/document.xml.rels": _relations((*_OF_DOCUMENT, *of_charts)),
        "word/document.xml": body.xml(),
        "word/styles.xml": styles(paper.lang),
        "word/settings.xml": parts.settings(any(isinstance(b, Contents) for b in paper.blocks)),
        "word/fontTable.xml": parts.font_table(),
        "word/footer1.xml": parts.footer(True, paper.lang),
        "word/footer2.xml": parts.footer(False, paper.lang),
        "word/theme/theme1.xml": parts.theme(),
        "docProps/core.xml": parts.core(paper.title, paper.author or "gouji", paper.date),
        "docProps/app.xml": parts.app(__version__),
        "docProps/custom.xml": parts.custom(paper.kind, __version__),
    }
    for n, (name, chart) in enumerate(zip(charts, body.charts, strict=True), 1):
        book = f"embeddings/chart{n}.xlsx"
        files[name] = chart_xml(chart)
        files[f"word/charts/_rels/chart{n}.xml.rels"] = _relations(
            ((f"{parts.OFFICE}/relationships/package", f"../{book}"),)
        )
        files[f"word/{book}"] = workbook(chart)
    return pack(files)


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of parts, in order, every time stamp the first that zip knows."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            archive.writestr(info, data.encode("utf-8", "replace") if isinstance(data, str) else data)
    return buffer.getvalue()


def _types(charts: list[str]) -> str:
    """[Content_Types].xml."""
    defaults = (
        ("rels", f"{_PACKAGE}.relationships+xml"),
        ("xml", "application/xml"),
        ("xlsx", f"{_FORMATS}.spreadsheetml.sheet"),
    )
    named = [(name, kind) for name, (kind, _) in _PARTS.items()]
    named += [(name, f"{_FORMATS}.drawingml.chart+xml") for name in charts]
    made = [plain("Default", Extension=suffix, ContentType=kind) for suffix, kind in defaults]
    made += [plain("Override", PartName=f"/{name}", ContentType=kind) for name, kind in named]
    return f'{HEAD}<Types xmlns="{parts.PACKAGE}/content-types">{"".join(made)}</Types>'


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    """A part's relations, numbered rId1, rId2 … in order."""
    made = (
        plain("Relationship", Id=f"rId{n}", Type=kind, Target=target) for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{parts.PACKAGE}/relationships">{"".join(made)}</Relationships>'
