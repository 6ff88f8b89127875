"""Where reports come from: paths, bytes and formats; and `RawText`, what every reader makes of them."""

from __future__ import annotations

import codecs
import glob
import hashlib
import os
import re
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.errors import FormatError, InputError

MAX_BYTES = 256 * 2**20

FORMATS = {".txt": "txt", ".md": "md", ".markdown": "md", ".docx": "docx", ".html": "html", ".htm": "html"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A block that the format itself states.

    `kind` is `p`, `h` (heading, `level` 1 to 9), `table` or `meta` (a line such as 发布日期：… that a page states
    beside the report). `start` and `end` are half-open positions in `RawText.text`. `rows` are a table's: each a tuple
    of cells (start, end, rowspan, colspan); a place that a merged cell covers has no cell of its own. `place` is for
    people: `paragraph 12`, `table 2`.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[tuple[int, int, int, int], ...], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class RawText:
    """One report as text, with the way back to its source.

    `source` is the decoded file: the text itself, the markup of a page, the extracted text of a Word document; without
    byte-order mark, newlines untouched. `text` is what is parsed, normalised. `offsets` gives for each position of
    `text`, and its end, the position in `source`; None where they are the same. `sha256` is of the file's bytes.
    """

    path: str
    sha256: str
    format: str
    encoding: str
    source: str
    text: str
    offsets: array | None = None
    marks: tuple[Mark, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def to_source(raw: RawText, start: int, end: int) -> tuple[int, int]:
    """The source span of a text span.

    Args:
        raw: the report.
        start, end: half-open positions in `raw.text`.
    Returns:
        Half-open positions in `raw.source`: from the first character to the end of the last one, so that tags inside
        are covered and tags around are not. A character reference (&#37;) is covered whole.
    """
    if raw.offsets is None:
        return start, end
    first = raw.offsets[start]
    if end <= start:
        return first, first
    last = raw.offsets[end - 1]
    if raw.format != "html":
        return first, last + 1
    from audit.read.html import reference_end

    return first, reference_end(raw.source, last)


# What the first bytes say. Only these decide against a suffix: a .txt that is a page is read as a page.
_MAGIC = (
    (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"PAR1", "parquet"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"II*\0", "picture"),
    (b"MM\0*", "picture"), (b"RIFF", "picture"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"), (b"BZh", "archive"), (b"\xfd7zXZ", "archive"), (b"MIME-Version:", "mhtml"),
)  # fmt: skip
_ZIP_MEMBERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd"), ("content.xml", "odt"))
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S)
_FRAGMENT = re.compile(rb"\s*<(?:!--|(?:meta|title|div|p|table|section|article|main|h[1-6])[\s>])", re.I)

_OFFICE = "soffice --headless --convert-to docx"
_GATE = "it is a dataset, not a report: gouji gate"
# Why a format is not read, and the way out; {} is the file's name.
_UNREAD = {
    "pdf": ("is a PDF", "pdftotext -layout {} report.txt; a scan needs text recognition first"),
    "ole": ("is an old Word or WPS document, or an encrypted one", _OFFICE + " {}; remove a password first"),
    "doc": ("is an old Word document", _OFFICE + " {}"),
    "wps": ("is a WPS document", _OFFICE + " {}"),
    "rtf": ("is rich text", _OFFICE + " {}"),
    "odt": ("is an OpenDocument text", _OFFICE + " {}"),
    "ofd": ("is an OFD document", "export it to docx in the OFD reader, or print it to PDF and run pdftotext -layout"),
    "pptx": ("is a presentation", "save its text as .txt"),
    "mhtml": ("is a web archive", "open it in a browser or in Word and save it as .html or .docx"),
    "xlsx": ("is a workbook", _GATE + " {}"),
    "csv": ("is a table", _GATE + " {}"),
    "parquet": ("is a table", _GATE + " {}"),
    "picture": ("is a picture", "recognise its text first (OCR) and save that as .txt"),
    "archive": ("is an archive", "unpack it first"),
    "zip": ("is a zip archive that holds no Word document", "unpack it first"),
}
_UNREAD_SUFFIXES = {
    ".pdf": "pdf", ".doc": "doc", ".dot": "doc", ".wps": "wps", ".wpt": "wps", ".rtf": "rtf", ".odt": "odt",
    ".ofd": "ofd", ".ppt": "pptx", ".pptx": "pptx", ".mht": "mhtml", ".mhtml": "mhtml", ".parquet": "parquet",
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".et", ".ods"), "xlsx"),
    **dict.fromkeys((".csv", ".tsv", ".json", ".jsonl"), "csv"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), "picture"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), "archive"),
}  # fmt: skip


def read_raw(
    path: str | os.PathLike, data: bytes | None = None, name: str = "-", *, max_bytes: int = MAX_BYTES
) -> RawText:
    """Read one report.

    The content decides the format where it is plain (a zip with a Word document, a page, a PDF), else the suffix does:
    sites offer pages as .doc and .txt. Where they differ a note says so.

    Args:
        path: a file, or `-` for standard input.
        data: its bytes, where they are at hand already; the file is then not opened.
        name: what standard input is called in the result.
        max_bytes: the largest file that is read.
    Returns:
        The report as text.
    Raises:
        FormatError: a format that is not read here; says how to convert it.
        EncodingError: text in no known encoding.
        InputError: missing, unreadable, empty, too large or damaged.
    """
    where = os.fspath(path)
    stdin = where == "-"
    if data is None:
        data = _read_bytes(where, max_bytes)
    if stdin:
        where = name
    if len(data) > max_bytes:
        raise InputError(
            f"is larger than {max_bytes // 2**20} MB", path=where, hint="split it; a report is rarely beyond 1 MB"
        )
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InputError("is empty", path=where, hint="fetch the file again")
    suffix = os.path.splitext(where)[1].lower()
    form, notes = _format(data, suffix, where)
    digest = hashlib.sha256(data).hexdigest()
    if form == "docx":
        from audit.read.docx import read_docx

        return read_docx(where, data, digest, form, notes)
    if form == "html":
        from audit.read.html import read_html

        return read_html(where, data, digest, form, notes)
    from audit.read.plain import read_plain

    return read_plain(where, data, digest, form, notes)


def _read_bytes(path: str, max_bytes: int) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read(max_bytes + 1)
        with open(path, "rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise InputError("does not exist", path=path, hint="check the path") from None
    except IsADirectoryError:
        raise InputError("is a folder", path=path, hint="expand it to its files first") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", path=path, hint="check its permissions") from error


def _format(data: bytes, suffix: str, path: str) -> tuple[str, tuple[str, ...]]:
    """The format to read a file as, and a note where its suffix says another one."""
    stated = FORMATS.get(suffix)
    head = data[:4096]
    found = _sniff(data, head, suffix)
    if found in _UNREAD:
        raise _unread(found, path)
    if found is None:
        if suffix in _UNREAD_SUFFIXES:
            raise _unread(_UNREAD_SUFFIXES[suffix], path)
        if stated == "docx":
            raise FormatError("is not a Word document", path=path, hint="open it in Word or WPS and save it as .docx")
        if stated is None and suffix:
            raise FormatError(
                f"has a suffix that is not read ({suffix})", path=path, hint="give .txt, .md, .docx or .html"
            )
        found = stated or ("html" if _FRAGMENT.match(_without_bom(head)) else "txt")
    notes = (f"read as {found}, which it is, in spite of its suffix {suffix}",) if suffix and stated != found else ()
    return found, notes


def _unread(kind: str, path: str) -> FormatError:
    what, way_out = _UNREAD[kind]
    return FormatError(what, path=path, hint=way_out.format(path))


def _without_bom(head: bytes) -> bytes:
    """The first bytes as ASCII goes, whatever the byte order."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)


def _sniff(data: bytes, head: bytes, suffix: str) -> str | None:
    """The format that the content itself shows, if it shows one."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        names = _zip_names(data)
        for member, kind in _ZIP_MEMBERS:
            if any(name.startswith(member) for name in names):
                return kind
        return "docx" if suffix == ".docx" else "zip"  # the reader of docx says what is damaged
    if _PAGE.match(_without_bom(head)):
        return "html"
    return None


def _zip_names(data: bytes) -> list[str]:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError):
        return []


# Results that gouji itself wrote beside the reports are not reports: by name, or by the mark that the renderers put
# into the head of a file (<meta name="generator" content="gouji …">, <!-- gouji … -->).
_OWN_NAME = re.compile(r"(?:^gouji[-_.]|\.gouji\.)", re.IGNORECASE)
_OWN_MARK = re.compile(rb"""<!--\s*gouji\b|<meta name="generator" content="gouji\b""", re.IGNORECASE)


def expand(paths: Iterable[str | os.PathLike[str]], *, suffixes: Iterable[str] | None = None) -> list[Path]:
    """The files that a command is to read.

    A file that is named is taken as it is. Of a folder, all below it with a known suffix are taken, in order of their
    path; hidden files, lock files of Word (~$) and our own outputs are not. A pattern selects files by its own suffix
    where it states one (`*.pdf`), else by the known ones, and folders as above. Each file is taken once.

    Args:
        paths: files, folders, patterns (`**` reaches into subfolders), `-` for standard input.
        suffixes: what a folder is searched for; the formats that are read here by default.
    Returns:
        The files, in the order of the arguments, sorted within each.
    Raises:
        InputError: a path that does not exist, a pattern that matches nothing, a folder that holds no report.
    """
    known = frozenset(suffixes if suffixes is not None else FORMATS)
    found: dict[str, Path] = {}
    for path in paths:
        for file in _expand_one(os.fspath(path), known):
            found.setdefault(file if file == "-" else os.path.abspath(file), Path(file))
    return list(found.values())


def passed_over(paths: Iterable[str | os.PathLike[str]]) -> list[tuple[str, str]]:
    """The documents in named folders whose format is not read here: PDF, old Word, WPS, RTF, OpenDocument, OFD.

    Args:    paths: files, folders, patterns, as a command was given them; only folders are looked into.
    Returns: (file, why it is not read and the way out), in order of their path.
    """
    documents = frozenset(
        s for s, kind in _UNREAD_SUFFIXES.items() if kind in ("pdf", "doc", "wps", "rtf", "odt", "ofd")
    )
    found = {file for path in paths if os.path.isdir(path) for file in _walk(os.fspath(path), documents)}
    out = []
    for file in sorted(found, key=_order):
        what, way = _UNREAD[_UNREAD_SUFFIXES[os.path.splitext(file)[1].lower()]]
        out.append((file, f"{what} and was not read: {way.format(os.path.basename(file))}"))
    return out


def _expand_one(path: str, known: frozenset[str]) -> Iterator[str]:
    if path == "-" or os.path.isfile(path):
        yield path
        return
    if os.path.isdir(path):
        files = sorted(_walk(path, known), key=_order)
        if not files:
            raise InputError("holds no report", path=path, hint="known suffixes: " + " ".join(sorted(known)))
        yield from files
        return
    if os.path.exists(path):  # a pipe, a device
        yield path
        return
    if not glob.has_magic(path):
        raise InputError("does not exist", path=path, hint="check the path")
    stated = os.path.splitext(path)[1]
    wanted = known if not stated or glob.has_magic(stated) else None
    matched = False
    for match in sorted(glob.iglob(path, recursive=True), key=_order):
        if os.path.isdir(match):
            if not path.endswith("**"):  # which lists what is in its folders already
                inside = sorted(_walk(match, known), key=_order)
                matched = matched or bool(inside)
                yield from inside
        elif _is_report(match, wanted):
            matched = True
            yield match
    if not matched:
        raise InputError("matches no report", path=path, hint="quote the pattern and check the folder it starts from")


def _order(path: str) -> tuple[str, ...]:
    return tuple(path.split(os.sep))


def _walk(folder: str, known: frozenset[str]) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        for name in files:
            file = os.path.join(root, name)
            if _is_report(file, known):
                yield file


def _is_report(file: str, known: frozenset[str] | None) -> bool:
    """Is a file that nobody named one to read?"""
    name = os.path.basename(file)
    if name.startswith((".", "~$")) or _OWN_NAME.search(name):
        return False
    suffix = os.path.splitext(name)[1].lower()
    if known is not None and suffix not in known:
        return False
    if suffix in (".html", ".htm", ".md", ".markdown"):
        try:
            with open(file, "rb") as opened:
                return not _OWN_MARK.search(opened.read(1024))
        except OSError:
            return True  # reading it will say why
    return suffix != ".docx" or not _own_docx(file)


def _own_docx(file: str) -> bool:
    """Did gouji write a Word file? A custom property says so, which Word keeps when somebody edits and saves it."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(file) as archive, archive.open("docProps/custom.xml") as part:
            return b'name="gouji"' in part.read(4096)
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False  # reading it will say why
