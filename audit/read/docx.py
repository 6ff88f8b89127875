"""Word documents: the parts of the package parsed directly, as a reader of the printed document would see them.

Insertions are kept, deletions and hidden text dropped; text boxes stand after their paragraph, once; automatic numbers
of lists are written out (they are on the page, and no part of the text); footnotes follow at the end. Tables of
contents, headers, footers, comments and pictures are left out with a note.

A document is untrusted: a document type or an entity in any part is refused, nothing outside the package is ever
opened, and what a part may unpack to is bounded.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from audit.errors import InputError
from audit.read.normalise import normalise, strip_invisible
from audit.read.plain import Cell, Layout, is_data_table
from audit.read.source import RawText

MAX_PART = 256 * 2**20
MAX_TREE = 32 * 2**20
MAX_RATIO = 200  # a part of a real document unpacks to 5 to 30 times its size, a bomb to 1000 times
_RATIO_FROM = 4 * 2**20
_CHUNK = 2**20

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # strict Open XML
)
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_NAMESPACES = {
    "": _WORD,
    "m": ("http://schemas.openxmlformats.org/officeDocument/2006/math",),
    "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
    "a": (_DRAWING + "main", "http://purl.oclc.org/ooxml/drawingml/main"),
    "c": (_DRAWING + "chart",),
    "v": ("urn:schemas-microsoft-com:vml",),
}
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError, OverflowError,
)  # fmt: skip
_RESAVE = "open it in Word or WPS and save it as .docx again"


def read_docx(path: str, data: bytes, digest: str, form: str = "docx", notes: tuple[str, ...] = ()) -> RawText:
    """Read a Word document.

    Args:
        path: its name; data: its bytes; digest: their sha256; form: `docx`; notes: what is known to be odd.
    Returns:
        The report. `source` is the extracted text, and `text` the same normalised; marks tell paragraphs, headings and
        tables, with their number in the document.
    Raises:
        InputError: damaged, encrypted, a zip bomb, XML with a document type, or no text in it.
    """
    package = _Package(path, data)
    main = package.main_part()
    folder = posixpath.dirname(main)
    styles = _Styles(lambda: package.tree(posixpath.join(folder, "styles.xml")))
    numbering = _Numbering(package.tree(posixpath.join(folder, "numbering.xml")))
    body = _Body(styles, numbering)
    if not package.stream(main, body):
        raise InputError(f"has no {main}", path=path, hint=_RESAVE)
    layout = Layout(mapped=False)
    writer = _Writer(layout)
    writer.write(body.finish())
    for kind in ("footnote", "endnote"):
        note = _Body(styles, numbering)
        if package.stream(posixpath.join(folder, f"{kind}s.xml"), note):
            writer.write(note.finish(), kind)
            body.counts.update(note.counts)
    source, _, marks = layout.finish()
    if not source.strip():
        pictures = body.counts["pictures"]
        raise InputError(
            "holds no text" + (f" but {pictures} pictures" if pictures else ""), path=path,
            hint="recognise its text first (OCR)" if pictures else "check that it is the right file",
        )  # fmt: skip
    meta = _core_properties(package.tree("docProps/core.xml"))
    notes += _notes(body, package, folder) + numbering.notes()
    return RawText(path, digest, form, "utf-8", source, normalise(source), None, marks, meta, notes)


class _Package:
    """The zip that a document is; reads parts within bounds."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except _DAMAGE as error:
            raise InputError(f"is a damaged Word document: {error}", path=path, hint=_RESAVE) from None

    def tree(self, name: str) -> ElementTree.Element:
        """A small part whole (a stream needs less memory and more time); an empty element where there is none."""
        if name not in self.names:
            return ElementTree.Element("none")
        parser = ElementTree.XMLParser(encoding="utf-8")
        try:
            parser.feed(self._xml(name, MAX_TREE))
            return parser.close()
        except ElementTree.ParseError as error:
            raise InputError(f"is damaged: {error}", path=self._path, place=name, hint=_RESAVE) from None

    def stream(self, name: str, body: _Body) -> bool:
        """Send the elements of a part to its reader; False where there is no such part."""
        if name not in self.names:
            return False
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = body.start
        parser.EndElementHandler = body.end
        parser.CharacterDataHandler = body.characters
        try:
            parser.Parse(self._xml(name, MAX_PART), True)
        except expat.ExpatError as error:
            what = f"is damaged: {expat.ErrorString(error.code)}"
            raise InputError(what, path=self._path, place=f"{name} line {error.lineno}", hint=_RESAVE) from None
        return True

    def _xml(self, name: str, most: int) -> bytes:
        """A part as UTF-8, the encoding that both parsers are told; one with a document type is refused.

        In well-formed XML `<!DOCTYPE` and `<!ENTITY` stand nowhere else but in comments, and Word writes neither.
        """
        content = self._read(name, most)
        if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            content = content.decode("utf-16", "replace").encode("utf-8", "replace")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise InputError(
                "declares a document type or an entity, which Word never writes", path=self._path, place=name,
                hint="not opened; " + _RESAVE,
            )  # fmt: skip
        return content

    def _read(self, name: str, most: int) -> bytes:
        pieces = []
        size = 0
        try:
            info = self._zip.getinfo(name)
            with self._zip.open(info) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    if size > most or (size > _RATIO_FROM and size > MAX_RATIO * max(info.compress_size, 1)):
                        raise InputError(
                            f"unpacks to more than {size // 2**20} MB from {info.compress_size // 1024} KB",
                            path=self._path, place=name, hint="not opened, since it looks like a zip bomb; " + _RESAVE,
                        )  # fmt: skip
                    pieces.append(piece)
        except _DAMAGE as error:
            what = "is encrypted" if "encrypted" in str(error) else f"is damaged: {error}"
            raise InputError(what, path=self._path, place=name, hint=_RESAVE) from None
        return b"".join(pieces)

    def main_part(self) -> str:
        """The part that the package names as its document, nearly always word/document.xml."""
        for relation in self.tree("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in self.names:
                return target
        return "word/document.xml"


def _names(handlers: dict[str, Callable]) -> dict[str, Callable]:
    """`p` or `m:t` -> the handler, by the names with namespace that expat gives."""
    out: dict[str, Callable] = {}
    for name, handler in handlers.items():
        prefix, _, local = name.rpartition(":")
        out.update((f"{uri} {local}", handler) for uri in _NAMESPACES[prefix])
    return out


def _value(attributes: dict[str, str], name: str = "val") -> str | None:
    """An attribute of an element, by the names of both parsers."""
    for uri in _WORD:
        if (value := attributes.get(f"{uri} {name}") or attributes.get(f"{{{uri}}}{name}")) is not None:
            return value
    return None


def _number(attributes: dict[str, str], name: str = "val", default: int = 0, most: int = 2**31) -> int:
    value = _value(attributes, name) or ""
    return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 12 else default


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_on(attributes: dict[str, str]) -> bool:
    """A switch such as <w:vanish/>: on unless it says otherwise."""
    return _value(attributes) not in ("0", "false", "off", "none")


# ---------------------------------------------------------------------------------------------- styles and numbering


@dataclass(slots=True)
class _Style:
    name: str = ""
    parent: str = ""
    outline: int = -1
    number: str = ""
    level: int = -1
    hidden: bool = False


_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)


class _Styles:
    """What paragraph styles say of headings, lists and contents.

    Styles are often the largest part of a short document, and read only when a paragraph names one.
    """

    def __init__(self, load: Callable[[], ElementTree.Element]) -> None:
        self._load = load
        self._styles: dict[str, _Style] | None = None
        self._resolved: dict[str, _Style] = {"": _Style()}

    @staticmethod
    def _style(element: ElementTree.Element) -> _Style:
        style = _Style()
        for part in element.iter():
            name, attributes = _local(part), part.attrib
            if name == "name":
                style.name = _value(attributes) or ""
            elif name == "basedOn":
                style.parent = _value(attributes) or ""
            elif name == "outlineLvl":
                style.outline = _number(attributes, default=9)
            elif name == "numId":
                style.number = _value(attributes) or ""
            elif name == "ilvl":
                style.level = _number(attributes)
            elif name == "vanish":
                style.hidden = _is_on(attributes)
        return style

    def resolve(self, style_id: str) -> _Style:
        """A style with what it inherits."""
        if (known := self._resolved.get(style_id)) is not None:
            return known
        if self._styles is None:
            self._styles = {
                _value(element.attrib, "styleId") or "": self._style(element)
                for element in self._load()
                if _local(element) == "style" and _value(element.attrib, "type") in (None, "paragraph")
            }
        out = _Style(name=self._styles[style_id].name if style_id in self._styles else style_id)
        at, seen = style_id, set()
        while at in self._styles and at not in seen:
            seen.add(at)
            style = self._styles[at]
            if out.outline < 0:
                out.outline = style.outline
                if out.outline < 0 and (m := _HEADING.match(style.name)):
                    out.outline = int(m[1]) - 1
            if not out.number:
                out.number = style.number
            if out.level < 0:
                out.level = style.level
            out.hidden = out.hidden or style.hidden
            at = style.parent
        if out.outline < 0 and (m := _HEADING.fullmatch(style_id)):
            out.outline = int(m[1]) - 1
        if out.outline < 0 and out.name.lower() in ("title", "标题"):
            out.outline = 0
        self._resolved[style_id] = out
        return out


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int = -1


def _level(element: ElementTree.Element) -> _Level:
    level = _Level()
    for part in element:
        name, attributes = _local(part), part.attrib
        if name == "start":
            level.start = _number(attributes)
        elif name == "numFmt":
            level.form = _value(attributes) or "decimal"
        elif name == "lvlText":
            level.text = _value(attributes) or ""
        elif name == "suff":
            level.suffix = _value(attributes) or "tab"
        elif name == "isLgl":
            level.legal = _is_on(attributes)
        elif name == "lvlRestart":
            level.restart = _number(attributes)
    return level


class _Numbering:
    """Automatic numbers, counted as Word counts them."""

    def __init__(self, tree: ElementTree.Element) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._numbers: dict[str, str] = {}  # list -> its abstract definition
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._unknown: set[str] = set()
        linked: dict[str, str] = {}  # a list style -> the definition that it is
        links: dict[str, str] = {}  # a definition -> the list style that it stands for
        for element in tree:
            name = _local(element)
            if name == "abstractNum":
                key = _value(element.attrib, "abstractNumId") or ""
                levels = self._abstract[key] = {}
                for part in element:
                    if _local(part) == "lvl":
                        levels[_number(part.attrib, "ilvl")] = _level(part)
                    elif _local(part) == "styleLink":
                        linked[_value(part.attrib) or ""] = key
                    elif _local(part) == "numStyleLink":
                        links[key] = _value(part.attrib) or ""
            elif name == "num":
                self._define(_value(element.attrib, "numId") or "", element)
        for key, style in links.items():
            self._abstract[key] = self._abstract.get(linked.get(style, ""), {})

    def _define(self, number: str, element: ElementTree.Element) -> None:
        """A list: its abstract definition, and where it departs from it."""
        for part in element:
            if _local(part) == "abstractNumId":
                self._numbers[number] = _value(part.attrib) or ""
            elif _local(part) == "lvlOverride":
                depth = _number(part.attrib, "ilvl")
                for inner in part:
                    if _local(inner) == "startOverride":
                        self._restarts.setdefault(number, {})[depth] = _number(inner.attrib)
                    elif _local(inner) == "lvl":
                        self._overrides.setdefault(number, {})[depth] = _level(inner)

    def notes(self) -> tuple[str, ...]:
        """What could not be shown as it is printed."""
        if not self._unknown:
            return ()
        return ("list numbers in a format that is not known, shown as 1, 2, 3: " + ", ".join(sorted(self._unknown)),)

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph of a list and give its number as printed, with the blank that follows it."""
        abstract = self._numbers.get(number)
        if abstract is None:
            return ""
        levels = {**self._abstract.get(abstract, {}), **self._overrides.get(number, {})}
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(abstract, {})
        restart = self._restarts.get(number, {}).get(depth)
        if restart is not None and (number, depth) not in self._begun:
            counters[depth] = restart
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = restart if restart is not None else level.start
        self._begun.add((number, depth))
        for deeper in [d for d in counters if d > depth]:
            if (limit := levels.get(deeper, level).restart) != 0 and (limit < 0 or depth < limit):
                del counters[deeper]
        if level.form in ("bullet", "none"):
            return ""

        def one(m: re.Match) -> str:
            at = int(m[1]) - 1
            shown = levels.get(at, level)
            if shown.form in ("bullet", "none"):
                return ""
            count = counters.get(at, shown.start)
            text = _format_number(count, "decimal" if level.legal else shown.form)
            if text is None:
                self._unknown.add(shown.form)
                return str(count)
            return text

        label = re.sub("%([1-9])", one, level.text)
        if not label or level.suffix == "nothing" or label[-1] in "、．。）】〕":
            return label
        return label + " "


_DIGITS = "〇一二三四五六七八九"
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def _chinese(count: int, digits: str = _DIGITS, places: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """1 to 9999 in Chinese: 十二, 一百零五."""
    out, zero = "", False
    text = str(count)
    for i, digit in enumerate(text):
        if digit == "0":
            zero = bool(out)
            continue
        out += ("零" if zero else "") + digits[int(digit)] + places[len(text) - 1 - i]
        zero = False
    return out.removeprefix(digits[1]) if 10 <= count < 20 and digits == _DIGITS else out


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True,
    ):  # fmt: skip
        out += sign * (count // value)
        count %= value
    return out


def _format_number(count: int, form: str) -> str | None:
    """A list number in one of Word's number formats; None for a format that is not known."""
    if form == "decimal" or count > 9999 or count < 1:
        return str(count)
    if form in _COUNTING:
        return _chinese(count)
    if form == "chineseLegalSimplified":
        return _chinese(count, *_LEGAL)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(d)] for d in str(count))
    if form == "ideographTraditional":
        return _STEMS[(count - 1) % 10]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(0x2460 + count - 1) if count <= 20 else str(count)
    if form == "decimalZero":
        return f"{count:02}"
    if form in ("decimalFullWidth", "decimalFullWidth2", "decimalHalfWidth", "numberInDash"):
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        return _letters(count) if form[0] == "l" else _letters(count).upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form[0] == "l" else _roman(count).upper()
    return None


_COUNTING = frozenset(
    ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
     "koreanCounting")
)  # fmt: skip


# ------------------------------------------------------------------------------------------------------ the document


@dataclass(slots=True)
class _Paragraph:
    text: str
    level: int = 0  # of a heading
    boxed: bool = False  # in a text box


@dataclass(slots=True)
class _Table:
    rows: list[list[_Entry]] = field(default_factory=list)
    nested: bool = False


class _Flow(list):
    """Blocks one after the other: of the body, a cell, a text box."""

    pending: list[str] | None = None  # text whose paragraph mark was deleted: the next paragraph goes on with it


@dataclass(slots=True)
class _Entry:
    """A cell as Word stores it: on a grid, each row of a vertically merged cell a cell of its own."""

    blocks: _Flow = field(default_factory=_Flow)
    span: int = 1
    merge: str = ""  # "restart", "continue" or nothing
    sideways: bool = False  # continues the cell to the left


@dataclass(slots=True)
class _Row:
    cells: list[_Entry] = field(default_factory=list)
    deleted: bool = False


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    outline: int = -1
    number: str = ""
    depth: int = -1
    joined: bool = False  # its paragraph mark was deleted: the next one goes on in the same line
    boxes: list[_Paragraph | _Table] = field(default_factory=list)


class _Body:
    """Reads word/document.xml, or the notes, as a stream; nothing recurses, however deep the nesting."""

    def __init__(self, styles: _Styles, numbering: _Numbering) -> None:
        self.counts: Counter[str] = Counter()
        self._styles = styles
        self._numbering = numbering
        self._flows = [_Flow()]
        self._tables: list[_Table] = []
        self._rows: list[_Row] = []
        self._cells: list[_Entry] = []
        self._paragraphs: list[_Open] = []
        self._skip = 0  # depth inside an element that is left out, 0 outside
        self._control = False  # that element says what a content control is
        self._text = False
        self._hidden = False  # the run
        self._placeholder = False  # the content control that follows holds only its prompt
        self._properties = 0  # depth inside pPr
        self._boxes = 0
        self._raised = False  # the run stands above the line
        self._alternatives: list[bool] = []  # of each mc:AlternateContent: has a choice been read?
        self._starts = _names({
            "t": self._start_text, "m:t": self._start_text, "p": self._start_p, "r": self._start_r,
            "pPr": self._start_ppr, "pStyle": self._start_style, "outlineLvl": self._start_outline,
            "numId": self._start_number, "ilvl": self._start_depth, "vanish": self._start_vanish,
            "ins": self._start_ins, "tab": self._start_tab, "br": self._start_break, "cr": self._start_break,
            "ptab": self._start_tab, "noBreakHyphen": self._start_hyphen, "tbl": self._start_table,
            "tr": self._start_row, "tc": self._start_cell, "gridSpan": self._start_span, "vMerge": self._start_merge,
            "hMerge": self._start_sideways, "gridBefore": self._start_before, "txbxContent": self._start_box,
            "a:blip": self._start_picture, "v:imagedata": self._start_picture, "c:chart": self._start_picture,
            "mc:AlternateContent": self._start_alternatives, "mc:Choice": self._start_choice,
            "vertAlign": self._start_raised, "m:den": self._start_denominator, "m:sup": self._start_power,
            "altChunk": self._start_chunk, "sdtContent": self._start_content, "footnote": self._start_note,
            "endnote": self._start_note, "commentReference": self._start_comment, "del": self._start_deletion,
            "moveFrom": self._start_deletion, "sdtPr": self._start_control, "mc:Fallback": self._leave_out,
            # readings above the line; what a paragraph, run or table looked like before a tracked change of format
            "rt": self._leave_out, "pPrChange": self._leave_out, "rPrChange": self._leave_out,
            "tblPrChange": self._leave_out, "trPrChange": self._leave_out, "tcPrChange": self._leave_out,
            "sectPrChange": self._leave_out,
        })  # fmt: skip
        self._ends = _names({
            "t": self._end_text, "m:t": self._end_text, "p": self._end_p, "r": self._end_r, "pPr": self._end_ppr,
            "tbl": self._end_table, "tr": self._end_row, "tc": self._end_cell, "txbxContent": self._end_box,
            "mc:AlternateContent": self._end_alternatives,
        })  # fmt: skip

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its name with its namespace."""
        if self._skip:
            self._skip += 1
            if self._control and name.endswith(" showingPlcHdr"):
                self._placeholder = _is_on(attributes)
        elif (handler := self._starts.get(name)) is not None:
            handler(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skip:
            self._skip -= 1
        elif (handler := self._ends.get(name)) is not None:
            handler()

    def characters(self, text: str) -> None:
        """Text, in whatever pieces."""
        if not self._text or self._skip:
            return
        if self._hidden:
            self.counts["hidden characters"] += len(text)
        elif self._paragraphs:
            pieces = self._paragraphs[-1].pieces
            if self._raised and pieces and pieces[-1][-1:].isdigit() and text[0].isdigit():
                pieces.append("^")  # 10 to the 4th, or 53 with a note 1, is no 104 or 531
            pieces.append(text)

    # what is left out

    def _leave_out(self, _: dict[str, str]) -> None:
        self._skip, self._control = 1, False

    def _start_deletion(self, _: dict[str, str]) -> None:
        if self._properties and self._paragraphs:
            self._paragraphs[-1].joined = True  # <w:pPr><w:rPr><w:del/>: the paragraph mark itself
        elif len(self._cells) < len(self._rows):
            self._rows[-1].deleted = True  # <w:trPr><w:del/>
        else:
            self.counts["deletions"] += 1
        self._skip, self._control = 1, False

    def _start_control(self, _: dict[str, str]) -> None:
        self._skip, self._control, self._placeholder = 1, True, False

    # text and paragraphs

    def _start_text(self, _: dict[str, str]) -> None:
        self._text = True

    def _end_text(self) -> None:
        self._text = False

    def _start_p(self, _: dict[str, str]) -> None:
        self._paragraphs.append(_Open())
        self._hidden = False

    def _end_p(self) -> None:
        paragraph = self._paragraphs.pop()
        flow = self._flows[-1]
        if flow.pending:
            paragraph.pieces[:0] = flow.pending
            flow.pending = None
        if paragraph.joined:
            flow.pending = paragraph.pieces
        elif (block := self._finished(paragraph)) is not None:
            flow.append(block)
        flow.extend(paragraph.boxes)

    def _finished(self, paragraph: _Open) -> _Paragraph | None:
        """A paragraph with its automatic number and heading level; None where it shows nothing."""
        style = self._styles.resolve(paragraph.style)
        text = strip_invisible("".join(paragraph.pieces)).strip("\r\n").rstrip()
        if _CONTENTS.match(style.name):
            self.counts["lines of contents"] += bool(text)
            return None
        number = paragraph.number or style.number
        depth = paragraph.depth if paragraph.depth >= 0 else max(style.level, 0)
        label = self._numbering.label(number, depth) if number and number != "0" else ""
        if not text.strip():
            return None
        if style.hidden:
            self.counts["hidden characters"] += len(text)
            return None
        if label:
            self.counts["automatic numbers"] += 1
            text = label + text.lstrip()
        outline = paragraph.outline if paragraph.outline >= 0 else style.outline
        level = outline + 1 if 0 <= outline < 9 else 0
        return _Paragraph(text.lstrip() if level else text, level, bool(self._boxes))

    def _close_flow(self) -> _Flow:
        """End a flow; text that waits for a paragraph which never came is a paragraph."""
        flow = self._flows.pop()
        if flow.pending and (block := self._finished(_Open(flow.pending))) is not None:
            flow.append(block)
        return flow

    def finish(self) -> _Flow:
        """The blocks of the whole part, when it has been parsed."""
        return self._close_flow()

    def _start_r(self, _: dict[str, str]) -> None:
        self._hidden = self._raised = False

    def _end_r(self) -> None:
        self._hidden = self._raised = False

    def _start_raised(self, attributes: dict[str, str]) -> None:
        self._raised = _value(attributes) == "superscript"

    def _start_denominator(self, _: dict[str, str]) -> None:
        self._piece("/")

    def _start_power(self, _: dict[str, str]) -> None:
        self._piece("^")

    def _start_ppr(self, _: dict[str, str]) -> None:
        self._properties += 1

    def _end_ppr(self) -> None:
        self._properties -= 1

    def _start_style(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = _value(attributes) or ""

    def _start_outline(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].outline = _number(attributes, default=9)

    def _start_number(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].number = _value(attributes) or ""

    def _start_depth(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].depth = _number(attributes)

    def _start_vanish(self, attributes: dict[str, str]) -> None:
        if not self._properties:
            self._hidden = _is_on(attributes)

    def _start_ins(self, _: dict[str, str]) -> None:
        self.counts["insertions"] += 1

    def _piece(self, text: str) -> None:
        if self._paragraphs and not self._properties and not self._hidden:
            self._paragraphs[-1].pieces.append(text)

    def _start_tab(self, _: dict[str, str]) -> None:
        self._piece("\t")  # a tab stop in pPr is no tab

    def _start_break(self, _: dict[str, str]) -> None:
        self._piece("\n")

    def _start_hyphen(self, _: dict[str, str]) -> None:
        self._piece("-")

    # tables

    def _start_table(self, _: dict[str, str]) -> None:
        self._tables.append(_Table())

    def _end_table(self) -> None:
        table = self._tables.pop()
        if self._cells:
            for outer in self._tables[-1:]:
                outer.nested = True
        self._flows[-1].append(table)

    def _start_row(self, _: dict[str, str]) -> None:
        self._rows.append(_Row())

    def _end_row(self) -> None:
        row = self._rows.pop()
        if row.deleted:
            self.counts["deletions"] += 1
        elif self._tables:
            self._tables[-1].rows.append(row.cells)

    def _start_cell(self, _: dict[str, str]) -> None:
        self._cells.append(_Entry())
        self._flows.append(self._cells[-1].blocks)

    def _end_cell(self) -> None:
        entry = self._cells.pop()
        self._close_flow()
        if self._rows:
            self._rows[-1].cells.append(entry)

    def _start_span(self, attributes: dict[str, str]) -> None:
        if self._cells:
            self._cells[-1].span = max(1, _number(attributes, default=1, most=1000))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        if self._cells:
            self._cells[-1].merge = _value(attributes) or "continue"

    def _start_sideways(self, attributes: dict[str, str]) -> None:
        if self._cells:
            self._cells[-1].sideways = (_value(attributes) or "continue") == "continue"

    def _start_before(self, attributes: dict[str, str]) -> None:
        if self._rows and (span := _number(attributes, most=1000)):
            self._rows[-1].cells.append(_Entry(span=span))

    # what stands beside the text

    def _start_alternatives(self, _: dict[str, str]) -> None:
        self._alternatives.append(False)

    def _end_alternatives(self) -> None:
        self._alternatives.pop()

    def _start_choice(self, _: dict[str, str]) -> None:
        if self._alternatives and self._alternatives[-1]:
            self._leave_out({})
        elif self._alternatives:
            self._alternatives[-1] = True

    def _start_box(self, _: dict[str, str]) -> None:
        self._flows.append(_Flow())
        self._boxes += 1

    def _end_box(self) -> None:
        blocks = self._close_flow()
        self._boxes -= 1
        if self._paragraphs:
            self._paragraphs[-1].boxes.extend(blocks)
        else:
            self._flows[-1].extend(blocks)

    def _start_picture(self, _: dict[str, str]) -> None:
        self.counts["pictures"] += 1

    def _start_chunk(self, _: dict[str, str]) -> None:
        self.counts["embedded documents"] += 1

    def _start_comment(self, _: dict[str, str]) -> None:
        self.counts["comments"] += 1

    def _start_content(self, _: dict[str, str]) -> None:
        if self._placeholder:
            self._placeholder = False
            self._leave_out({})
            self.counts["unfilled form fields"] += 1

    def _start_note(self, attributes: dict[str, str]) -> None:
        if _value(attributes, "type") not in (None, "normal"):  # the line that separates notes from text
            self._leave_out({})


class _Writer:
    """Writes blocks as text, in document order."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._counts: Counter[str] = Counter()

    def write(self, blocks: list[_Paragraph | _Table], kind: str = "paragraph") -> None:
        """Write blocks; a table that only frames text is written as that text.

        Args:
            blocks: paragraphs and tables.
            kind: what the paragraphs are called: paragraph, footnote, endnote.
        """
        waiting = list(reversed(blocks))
        while waiting:
            block = waiting.pop()
            if isinstance(block, _Paragraph):
                name = "text box" if block.boxed else kind
                self._layout.block(
                    [(block.text, 0, 0)], "h" if block.level else "p", block.level, self._place(name)
                )  # fmt: skip
                continue
            rows = _merge(block.rows)
            if not block.nested and is_data_table(rows):
                self._layout.table(rows, self._place("table"))
            else:
                inside = [
                    inner for row in block.rows for entry in row if entry.merge != "continue" for inner in entry.blocks
                ]
                waiting.extend(reversed(inside))

    def _place(self, name: str) -> str:
        self._counts[name] += 1
        return f"{name} {self._counts[name]}"


_BREAK = re.compile(r"[\t\n\r]+")


def _merge(rows: list[list[_Entry]]) -> list[list[Cell]]:
    """Word's grid of cells as rows with row and column spans; what a merged cell covers has no cell."""
    out = []
    above: dict[int, Cell] = {}  # grid column -> the vertically merged cell that reaches down to it
    for row in rows:
        cells: list[Cell] = []
        below: dict[int, Cell] = {}
        column = 0
        for entry in row:
            if entry.sideways and cells:
                cells[-1].colspan += entry.span
            elif entry.merge == "continue" and column in above:
                above[column].rowspan += 1
                below[column] = above[column]
            else:
                text = " ".join(block.text for block in entry.blocks if isinstance(block, _Paragraph))
                cell = Cell([(_BREAK.sub(" ", text).strip(), 0, 0)], 1, entry.span)
                cells.append(cell)
                if entry.merge:
                    below[column] = cell
            column += entry.span
        above = below
        out.append(cells)
    return out


# --------------------------------------------------------------------------------------------- properties and notes


def _core_properties(tree: ElementTree.Element) -> dict[str, str]:
    """Title and dates of docProps/core.xml."""
    wanted = ("title", "subject", "created", "modified")
    return {_local(e): e.text.strip() for e in tree if _local(e) in wanted and e.text and e.text.strip()}


_COUNTED = {
    "deletions": "{} tracked deletions left out", "insertions": "{} tracked insertions kept",
    "hidden characters": "hidden text of {} characters left out", "lines of contents": "contents of {} lines left out",
    "pictures": "{} pictures or charts, whose text is not read", "comments": "{} comments left out",
    "embedded documents": "{} embedded documents not read", "unfilled form fields": "{} unfilled form fields left out",
    "automatic numbers": "{} automatic list numbers written out",
}  # fmt: skip


def _notes(body: _Body, package: _Package, folder: str) -> tuple[str, ...]:
    notes = [text.format(count) for key, text in _COUNTED.items() if (count := body.counts[key])]
    beside = [name for name in ("header", "footer") if any(n.startswith(f"{folder}/{name}") for n in package.names)]
    if beside:
        notes.append(" and ".join(f"{name}s" for name in beside) + " left out")
    return tuple(notes)
