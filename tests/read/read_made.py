"""What the tests of the readers share: Word documents made by hand, and pages in the style of official sites."""

import io
import zipfile

from audit.errors import AuditError
from audit.read import to_source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)


def make_docx(body: str, *, main: str = "word/document.xml", head: str = "", **parts: str | bytes) -> bytes:
    """A Word document as bytes; `parts` are named by file name with _ for . and no folder (styles_xml=…)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", _RELS.format(main))
        xml = f"{head}<w:document {W} {_MORE}><w:body>{body}</w:body></w:document>"
        package.writestr(main, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
        for name, content in parts.items():
            folder = "docProps/" if name == "core_xml" else "word/"
            package.writestr(folder + name.replace("_", "."), content)
    return buffer.getvalue()


def paragraph(*texts: str, properties: str = "") -> str:
    """A paragraph, one run a text."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def cell(*texts: str, properties: str = "") -> str:
    """A cell, one paragraph a text."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraph(text) for text in texts)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cells_of(raw, mark):
    """A table's cells as (text, rowspan, colspan)."""
    return [[(raw.text[a:b], rows, columns) for a, b, rows, columns in row] for row in mark.rows]


def source_of(raw, wanted):
    """The source of the one place where `wanted` stands in the text."""
    assert raw.text.count(wanted) == 1
    start = raw.text.index(wanted)
    a, b = to_source(raw, start, start + len(wanted))
    return raw.source[a:b]


def outcome(work, *arguments):
    """What `work` returns, or the AuditError that it raises; that one names a way out, on one line."""
    try:
        return work(*arguments)
    except AuditError as error:
        problem = error
    assert problem.hint, problem
    assert "\n" not in str(problem)
    return problem
