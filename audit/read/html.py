"""Web pages: the report that a page publishes, without the page around it.

Three steps, none of which recurses, each linear in the page: `_parse` makes a flat tree of it, `_Blocks` lays it out
as lines and tables, `_choose` keeps the report, its title and the lines that say when and by whom it was published.

The markup is taken apart here and not by `html.parser`: every character needs its position in the source, broken
markup must cost no more than sound markup, and the same page must give the same text under every Python.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from audit.errors import InputError
from audit.read.encoding import declared_charset, decode
from audit.read.normalise import normalise, strip_invisible
from audit.read.plain import Cell, Layout, Run, is_data_table
from audit.read.source import RawText

# ------------------------------------------------------------------------------------------------------- the markup


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _words("area base br col embed frame hr img input link meta param source track wbr")
_BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody "
    "td tfoot th thead title tr ul"
)
# What ends an open <p>, as in the HTML standard.
_ENDS_P = _BLOCKS - _words("body caption html legend option tbody td tfoot th thead title tr")
_ENDS_ITSELF = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt"), "option": ("option",)}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_GRID = {
    "td": ("tr", "tbody", "thead", "tfoot", "table"), "th": ("tr", "tbody", "thead", "tfoot", "table"),
    "tr": ("tbody", "thead", "tfoot", "table"), "tbody": ("table",), "thead": ("table",), "tfoot": ("table",),
    "caption": ("table",), "colgroup": ("table",),
}  # fmt: skip
_BARRIERS = frozenset(("table", "td", "th", "caption"))  # an end tag inside ends nothing outside
# What they hold is no markup; where their end tag is missing, browsers take the rest of the page for theirs.
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in _words("iframe noembed noframes noscript script style textarea title xmp")
}
# Left out with all they hold.
_DROPPED = _words(
    "aside audio button canvas datalist footer iframe input map math nav noembed noframes noscript object optgroup "
    "option script select style svg template textarea title video xmp"
)

# A tag with its attributes, quoted values taken whole; nothing in it is ever tried twice (atomic groups).
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)((?>(?:[^>"']+|"[^"]*"|'[^']*')*))>""")
_LOOSE_TAG = re.compile(r"<([a-zA-Z][^\s/>]*+)([^>]*)>")  # where a quote is never closed
_END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*>")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True)
class _Tree:
    """A page, flat: item i is an element or a text; its descendants are items i + 1 to `ends[i]` - 1."""

    tags: list[str] = field(default_factory=list)  # "" for text
    starts: list[int] = field(default_factory=list)  # of the tag or the text, in the source
    stops: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)  # of the elements that have any
    meta: dict[str, str] = field(default_factory=dict)
    unread: int = 0  # characters of markup that never closes


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag; the first of a name counts."""
    out: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        out.setdefault(name.lower(), _unescape(value) if "&" in value else value)
    return out


def _parse(source: str) -> _Tree:
    """Take a page apart.

    Args:
        source: the markup.
    Returns:
        Its tree. Tags that a page leaves out are supplied and tags that close nothing ignored, as browsers do it,
        as far as it matters to where lines break and what a cell holds.
    """
    return _Scanner(source).scan()


class _Scanner:
    """Finds the tags of a page, in time linear in its length whatever it holds.

    What is searched to the end of the page and not found (the end of a comment, a closing quote, an end tag) is not
    searched again.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._tree = _Tree()
        self._builder = _Builder(self._tree)
        self._tag = _TAG
        self._missing: set[str] = set()

    def scan(self) -> _Tree:
        """The tree of the page."""
        source, builder = self._source, self._builder
        at, length = 0, len(source)
        while at < length:
            mark = source.find("<", at)
            if mark < 0:
                mark = length
            following = source[mark + 1 : mark + 2]
            stop = 0
            if following in ("!", "?") and following:
                stop = self._after_comment(mark)
            elif following == "/":
                stop = self._end_tag(at, mark)
            elif following.isalpha() and following.isascii():
                stop = self._start_tag(at, mark)
            if stop == 0:  # no markup: a sign, or the end
                stop = min(mark + 1, length)
                builder.text(at, stop)
            elif following in ("!", "?"):
                builder.text(at, mark)
            at = stop
        builder.finish()
        return self._tree

    def _end_tag(self, at: int, mark: int) -> int:
        """Handle an end tag at `mark` and the text before it; where it ends, 0 where it is none."""
        if "</" in self._missing:
            return 0
        m = _END_TAG.match(self._source, mark)
        close = m.end() if m else self._source.find(">", mark) + 1
        if not close:
            self._missing.add("</")
            return 0
        self._builder.text(at, mark)
        if m:  # else </> or </3>, a comment to browsers
            self._builder.end(m[1].lower(), mark)
        return close

    def _start_tag(self, at: int, mark: int) -> int:
        """Handle a start tag at `mark` and the text before it; where it ends, 0 where it is none."""
        if "<" in self._missing:
            return 0
        m = self._tag.match(self._source, mark)
        if m is None:
            self._tag = _LOOSE_TAG
            m = _LOOSE_TAG.match(self._source, mark)
        if m is None:
            self._missing.add("<")
            return 0
        self._builder.text(at, mark)
        name, written = m[1].lower(), m[2]
        attributes = _attributes(written) if "=" in written or "hidden" in written else {}
        if name == "meta":
            _note_meta(self._tree.meta, attributes)
        self._builder.start(name, mark, m.end(), attributes)
        if name in _RAW:
            return self._after_raw(name, m.end(), closed=written.endswith("/"))
        if written.endswith("/") and name in _DROPPED:
            self._builder.end(name, m.end())
        return m.end()

    def _after_raw(self, name: str, at: int, *, closed: bool) -> int:
        """Where the content of a raw element ends."""
        end = None if name in self._missing else _RAW[name].search(self._source, at)
        if end is not None:
            if name == "title" and (title := _one_line(_unescape(self._source[at : end.start()]))):
                self._tree.meta.setdefault("title", title)
            return end.start()
        self._missing.add(name)
        self._builder.end(name, at)
        if name in ("script", "style") and not closed:
            self._tree.unread += len(self._source) - at
            return len(self._source)
        return at

    def _after_comment(self, mark: int) -> int:
        """Where a comment, document type or processing instruction ends."""
        source = self._source
        if source.startswith("<!--", mark) and "-->" not in self._missing:
            if source.startswith((">", "->"), mark + 4):
                return source.index(">", mark) + 1
            close = source.find("-->", mark + 4)
            if close >= 0:
                return close + 3
            self._missing.add("-->")
        close = source.find(">", mark)
        return len(source) if close < 0 else close + 1


def _note_meta(meta: dict[str, str], attributes: dict[str, str]) -> None:
    """<meta name="PubDate" content="…">: government pages state title, source and date so."""
    name, content = attributes.get("name", "").strip(), attributes.get("content", "")
    if name and content.strip() and len(meta) < 200:
        meta.setdefault(name, _one_line(content))


def _one_line(text: str) -> str:
    return normalise(" ".join(strip_invisible(text).split()))


class _Builder:
    """Builds the tree from tags, supplying what browsers supply."""

    def __init__(self, tree: _Tree) -> None:
        self._tree = tree
        self._stack: list[tuple[int, str]] = []
        self._scopes: list[Counter[str]] = [Counter()]  # open elements by name, since each barrier
        self._tables: list[tuple[int, int]] = []  # sizes of the stack and of the scopes, at each open table

    def text(self, start: int, stop: int) -> None:
        if stop > start:
            tree = self._tree
            tree.tags.append("")
            tree.starts.append(start)
            tree.stops.append(stop)
            tree.ends.append(len(tree.tags))

    def start(self, name: str, start: int, stop: int, attributes: dict[str, str]) -> None:
        if name in _GRID:
            if not self._tables:
                return
            self._unwind_to(_GRID[name])
        elif name in _ENDS_P and self._scopes[-1]["p"]:
            self._close("p")
        elif name == "a" and self._scopes[-1]["a"]:
            self._close("a")
        elif name == "body" and self._scopes[-1]["head"]:
            self._close("head")
        for other in _ENDS_ITSELF.get(name, ()):
            if self._scopes[-1][other]:
                self._close_nearest(other)
        if name in _HEADINGS and self._stack and self._stack[-1][1] in _HEADINGS:
            self._pop()
        tree = self._tree
        number = len(tree.tags)
        tree.tags.append(name)
        tree.starts.append(start)
        tree.stops.append(stop)
        tree.ends.append(number + 1)
        if attributes:
            tree.attributes[number] = attributes
        if name in _VOID:
            return
        self._scopes[-1][name] += 1
        self._stack.append((number, name))
        if name == "table":
            self._tables.append((len(self._stack), len(self._scopes)))
        if name in _BARRIERS:
            self._scopes.append(Counter())

    def end(self, name: str, at: int) -> None:
        if name == "br" or (name == "p" and not self._scopes[-1]["p"]):
            self.start(name, at, at, {})  # browsers make an empty one, and so a line break
            if name == "p":
                self._pop()
        elif name == "table":
            if self._tables:
                self._unwind_to(("table",))
                self._pop()
        elif name in _GRID:
            if self._tables and self._scopes[self._tables[-1][1]][name]:
                size = self._tables[-1][0]
                while len(self._stack) > size and self._pop() != name:
                    pass
        elif name in _HEADINGS:
            if any(self._scopes[-1][other] for other in _HEADINGS):
                while self._pop() not in _HEADINGS:
                    pass
        elif self._scopes[-1][name] and name not in ("body", "html"):
            self._close(name)

    def finish(self) -> None:
        while self._stack:
            self._pop()

    def _pop(self) -> str:
        number, name = self._stack.pop()
        if name in _BARRIERS:
            self._scopes.pop()
        if name == "table":
            self._tables.pop()
        self._scopes[-1][name] -= 1
        self._tree.ends[number] = len(self._tree.tags)
        return name

    def _close(self, name: str) -> None:
        while self._pop() != name:
            pass

    def _close_nearest(self, name: str) -> None:
        """End an open <li> unless a list inside it is open: that one's items are not its."""
        for depth in range(len(self._stack) - 1, max(-1, len(self._stack) - 64), -1):
            other = self._stack[depth][1]
            if other == name:
                self._close(name)
                return
            if other in ("ul", "ol", "dl", "div", "select") or other in _BARRIERS:
                return

    def _unwind_to(self, names: tuple[str, ...]) -> None:
        """End what is open inside the innermost table, up to one of these."""
        size = self._tables[-1][0]
        while len(self._stack) > size and self._stack[-1][1] not in names:
            self._pop()


# ---------------------------------------------------------------------------------------------------- character data

_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_INK = re.compile(r"[^ \t\n\r\f]+")


def _reference(text: str) -> tuple[str, int]:
    """A character reference: what it stands for, and how many characters of it do (0: it is no reference)."""
    if text[1] == "#":
        return (unescape(text), len(text)) if len(text) < 12 else ("\ufffd", len(text))
    name = text[1:]
    if name in html5:
        return html5[name], len(text)
    for stop in range(len(name.rstrip(";")), 1, -1):  # &nbsp5: the old names need no semicolon
        if name[:stop] in html5:
            return html5[name[:stop]], stop + 1
    return "", 0


def reference_end(source: str, at: int) -> int:
    """Where the character that stands at `at` ends: behind its reference, or after one character."""
    m = _REFERENCE.match(source, at) if source[at] == "&" else None
    return at + max(_reference(m[0])[1], 1) if m else at + 1


def _unescape(text: str) -> str:
    return "".join(run[0] for run in _decode(text, 0))


def _decode(text: str, at: int) -> Iterator[Run]:
    """Character data as runs, references decoded, invisible characters left out.

    Args:
        text: markup without tags; at: where it stands in the source.
    """
    start = 0
    for m in _REFERENCE.finditer(text) if "&" in text else ():
        plain, length = _reference(m[0])
        if not length or m.start() < start:
            continue
        if m.start() > start:
            yield from _visible(text[start : m.start()], at + start)
        plain = strip_invisible(_BLANK.sub(" ", plain))
        if plain:
            yield plain, at + m.start(), 0
        start = m.start() + length
    if start < len(text):
        yield from _visible(text[start:] if start else text, at + start)


_BLANK = re.compile(r"[\t\n\r\f]")
_INVISIBLE_RUN = re.compile("[^\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")


def _visible(text: str, at: int) -> Iterator[Run]:
    if strip_invisible(text) is text:
        yield text, at, 1
    else:
        for m in _INVISIBLE_RUN.finditer(text):
            yield m[0], at + m.start(), 1


# ----------------------------------------------------------------------------------------------------------- blocks


@dataclass(slots=True)
class _Block:
    """A line of the page, or a table."""

    item: int  # the first item of the tree that it holds
    runs: list[Run] = field(default_factory=list)
    level: int = 0  # of a heading
    rows: list[list[Cell]] | None = None
    linked: int = 0  # characters inside links
    files: int = 0  # links to files
    titled: bool = False  # an element around it is called a title
    around: tuple[int, ...] = ()  # the blocks that it stands in, the innermost last
    text: str = ""

    def size(self) -> int:
        """Characters, without blanks."""
        return len("".join(self.text.split()))


def _target(tree: _Tree, item: int) -> str:
    """Where a link leads; empty for an <a> that is no link but the place of one."""
    attributes = tree.attributes.get(item)
    return attributes.get("href", "") if attributes else ""


_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u2018-\u201d—…]")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z|jpe?g|png)(?:[?#]|$)", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?:^|[\s_-])(?:[a-z]*title\d?|bt|tit|biaoti)(?:$|[\s_-])", re.IGNORECASE)


class _Blocks:
    """Lays the tree out as lines and tables."""

    def __init__(self, source: str, tree: _Tree, dropped: bytearray) -> None:
        self._source = source
        self._tree = tree
        self._dropped = dropped
        self.blocks: list[_Block] = []
        self._open: _Block | None = None
        self._space: tuple[int, bool] | None = None  # blanks that wait for the next word; does a line end in them?
        self._last = ""
        self._linked = 0  # characters inside links, in the cells of a table

    def lay_out(self) -> list[_Block]:
        """All blocks of the page, those of framing tables as lines."""
        self._walk(0, len(self._tree.tags), cell=False)
        return self.blocks

    def _walk(self, item: int, stop: int, *, cell: bool) -> None:
        """Go over the items [item, stop); in a cell, blocks are separated by a blank instead of a line break."""
        tree = self._tree
        tags, ends = tree.tags, tree.ends
        closing: list[tuple[int, int, int]] = []  # where a block ends, which item it is, the heading level before it
        level, link, raised, pre, titled = 0, 0, 0, 0, 0
        while item < stop:
            while closing and closing[-1][0] <= item:
                _, _, level = closing.pop()
                self._break(cell)
            if self._dropped[item]:
                item = ends[item]
                continue
            name = tags[item]
            if not name:
                self._text(item, level, linked=item < link, raised=item < raised, pre=item < pre and not cell)
                if self._open is not None and not cell:
                    self._open.titled = self._open.titled or item < titled
                    self._open.around = tuple(entry[1] for entry in closing[-4:])
                item += 1
                continue
            if name == "br":
                if level and not cell and self._open is not None:
                    self._space = (tree.starts[item], False)  # a title over two lines is one title
                else:
                    self._break(cell)
            elif name == "a" and (target := _target(tree, item)):
                link = ends[item]
                if _FILE.search(target):
                    self._block(item, level).files += 1
            elif name == "sup":
                raised = ends[item]
            elif name == "table" and not cell:
                self._break(cell)
                if self._table(item):
                    item = ends[item]
                    continue
            if name in _BLOCKS:
                self._break(cell)
                closing.append((ends[item], item, level))
                if name in _HEADINGS:
                    level = int(name[1])
                elif name == "pre":
                    pre = ends[item]
                elif ends[item] > titled and name in ("div", "p", "td", "li"):
                    attributes = tree.attributes.get(item)
                    if attributes and _TITLE_NAME.search(f"{attributes.get('class', '')} {attributes.get('id', '')}"):
                        titled = ends[item]
            item += 1
        self._break(cell)

    def _block(self, item: int, level: int) -> _Block:
        if self._open is None:
            self._open = _Block(item, level=level)
        return self._open

    def _break(self, cell: bool) -> None:
        """End the line."""
        if cell:
            if self._open is not None and self._open.runs and self._space is None:
                self._space = (-1, False)
            return
        block, self._open, self._space, self._last = self._open, None, None, ""
        if block is not None and block.runs:
            self._finish(block)

    def _finish(self, block: _Block) -> None:
        block.runs = _trimmed(block.runs, both=block.level > 0)
        block.text = "".join(run[0] for run in block.runs)
        if block.text.strip():
            self.blocks.append(block)

    def _text(self, item: int, level: int, *, linked: bool, raised: bool, pre: bool) -> None:
        start, stop = self._tree.starts[item], self._tree.stops[item]
        text = self._source[start:stop]
        if pre:
            self._preformatted(item, level, text, start)
            return
        at = 0
        for m in _INK.finditer(text):
            if m.start() > at:
                self._wait(text[at : m.start()], start + at)
            block = self._block(item, level)
            for run in _decode(m[0], start + m.start()):
                self._word(block, run, raised)
                if linked:
                    block.linked += len(run[0])
            at = m.end()
        if at < len(text):
            self._wait(text[at:], start + at)

    def _wait(self, blanks: str, at: int) -> None:
        if self._open is not None and self._open.runs and self._space is None:
            self._space = (at, "\n" in blanks)

    def _word(self, block: _Block, run: Run, raised: bool) -> None:
        """Add a word, and the blank before it: not where a line of the source ends between Chinese characters."""
        if self._space is not None:
            at, line = self._space
            if block.runs and not (line and _WIDE.match(self._last) and _WIDE.match(run[0])):
                block.runs.append((" ", at if at >= 0 else run[1], 0))
            self._space = None
        elif raised and self._last.isdigit() and run[0][0].isdigit():
            block.runs.append(("^", run[1], 0))  # 10 to the 4th, or 53 with a note 1, is no 104 or 531
        block.runs.append(run)
        self._last = run[0][-1]

    def _preformatted(self, item: int, level: int, text: str, start: int) -> None:
        for m in re.finditer(r"[^\r\n]+|\r\n?|\n", text):
            if m[0][0] in "\r\n":
                self._break(False)
                continue
            block = self._block(item, level)
            block.runs.extend(_decode(m[0], start + m.start()))

    # tables

    def _table(self, table: int) -> bool:
        """Lay out a table that holds data, its caption before it; False where it frames other blocks."""
        tree = self._tree
        tags, ends = tree.tags, tree.ends
        rows: list[list[int]] = []
        captions = []
        item = table + 1
        while item < ends[table]:
            name = tags[item]
            if self._dropped[item]:
                item = ends[item]
            elif name in ("td", "th"):
                if self._frames(item):
                    return False
                if not rows:
                    rows.append([])
                rows[-1].append(item)
                item = ends[item]
            elif name == "caption":
                captions.append(item)
                item = ends[item]
            else:
                if name == "tr":
                    rows.append([])
                item += 1
        self._linked = 0
        out = [[self._cell(item) for item in row] for row in rows]
        linked = self._linked
        if not is_data_table(out):
            return False
        for number, row in enumerate(out):  # no cell reaches beyond the table; 0 means to its end
            for cell in row:
                cell.rowspan = min(cell.rowspan or len(out), len(out) - number)
        for item in captions:
            self._walk(item, ends[item], cell=False)
        block = _Block(table, rows=out, linked=linked)
        block.text = " ".join(cell.text() for row in out for cell in row)
        self.blocks.append(block)
        return True

    def _frames(self, cell: int) -> bool:
        """Does a cell hold what no entry of a table holds?"""
        tags = self._tree.tags
        return any(tags[i] in _FRAMED for i in range(cell + 1, self._tree.ends[cell]))

    def _cell(self, item: int) -> Cell:
        attributes = self._tree.attributes.get(item, {})
        self._open, self._space, self._last = _Block(item), None, ""
        self._walk(item + 1, self._tree.ends[item], cell=True)
        runs = _trimmed(self._open.runs, both=True)
        self._linked += self._open.linked
        self._open, self._space, self._last = None, None, ""
        return Cell(runs, _span(attributes.get("rowspan"), 65534, 0), _span(attributes.get("colspan"), 1000, 1))


_FRAMED = frozenset(("table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section"))


def _span(value: str | None, most: int, least: int) -> int:
    m = re.match(r"\s*([0-9]{1,6})", value or "")
    return min(max(int(m[1]), least), most) if m else 1


def _trimmed(runs: list[Run], *, both: bool) -> list[Run]:
    """Runs without blanks at the end, nor, where `both`, at the beginning (the indent of a paragraph stays)."""
    runs = list(runs)
    while runs and not (rest := runs[-1][0].rstrip()):
        runs.pop()
    if runs:
        runs[-1] = (rest, *runs[-1][1:])
    first = 0
    while both and first < len(runs) and not runs[first][0].strip():
        first += 1
    if both and first < len(runs):
        text, at, step = runs[first]
        bare = text.lstrip()
        runs[first] = (bare, at + (len(text) - len(bare)) * step, step)
    return runs[first:]


# ------------------------------------------------------------------------------------------------- what is the report

# How government sites call the element that holds a document: class names and ids, by the systems that make the pages
# (TRS WCM, UCAP of www.gov.cn, ewb, jpage, VSB and the like). The first are used for nothing else, the others at times
# for the whole page.
_SURE_NAMES = _words(
    "ucap-content trs_editor trs_ueditor zoom zoomcon contenttext pages_content article-content article_content "
    "articlecontent article-con article_con article-body article_body articlebody articlecon arti_con my_doccontent "
    "doccontent ivs_content ewb-article-content bt_content bt-content content_body content-body detail-content "
    "detail_content detailcontent news_content news-content newscontent news_con_content xl_cont xl-content "
    "xxgk_content xxgk-content info-content info_content infocontent custom_unionstyle wzcon nrcontent main-txt "
    "vsb_content vsb_content_2 v_news_content zwcontent zw_content j-fontcontent font_content fontzoom con_text "
    "con-text wznr wz_content printcontent print-content"
)
_CONTENT_NAMES = _SURE_NAMES | _words(
    "maincontent main-content main_content content_main textcontent text-content conten view contentbox article "
    "content container-content detail con"
)
_CONTENT_TAGS = frozenset(("article", "main"))
_CONTAINERS = _words(
    "html head body div section article main form center td tr tbody table font span fieldset blockquote"
)
# What surrounds it. An element called so is left out unless it holds most of the text.
_NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|crumbs?|breadcrumbs?|dqwz|location|position|weizhi|curpos|share\w*|fenxiang|bdshare\w*"
    r"|jiathis\w*|foot|footer|copyright|banquan|side|sidebar|related|xgwj|xgxw|recommend|toolbar|tools?|print|qrcode|ewm"
    r"|pagination|pages?bar|pager|prevnext|prenext|fontsize|login|search\w*|top_?bar|header|friendlink\w*|links?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOISE_SIZE = 400

_LABELS = (
    r"(?:发布|发文|成文|公开|生成|印发|生效|失效|废止)(?:日期|时间)|(?:信息|文章|稿件|内容)?来源|稿源|索引号|发布(?:机构|单位)"
    r"|发文(?:机关|单位|字号)|公开(?:主体|方式|形式|时限)|制发(?:单位|机关)|责任(?:部门|编辑)|文号|(?:信息|主题|体裁)分类"
    r"|主题词|关键词|(?:是否)?有效性?|效力状态|统一登记号|日期|时间|作者|编辑|审核|名称|标题"
)
_LABEL = re.compile(rf"[\[【(（]?(?:{_LABELS})[\]】)）]?[:：]")
_LABEL_CELL = re.compile(rf"[\[【(（]?(?:{_LABELS})[\]】)）]?(?:[:：]|$)")
_SURE_LABEL = re.compile(
    r"(?:发布|发文|成文|生成)\s*(?:日期|时间)\s*[:：]|(?:信息|文章|稿件)?来\s*源\s*[:：]|索\s*引\s*号\s*[:：]|发布\s*机构\s*[:：]"
    r"|责任编辑\s*[:：]"
)
_DATE_OR_SOURCE = re.compile(r"(?:发布|发文|成文)\s*(?:日期|时间)|来\s*源|索\s*引\s*号")
_DATE_LINE = re.compile(r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?(?:$|来源[:：])")
_META_SIZE = 200
# Beside the date stand counters and buttons, whose numbers are no figures of the report.
_CONTROLS = re.compile(
    r"[【\[(（|]?\s*(?:(?:浏览|点击|访问|阅读)(?:次数|数|量|率|人数)?\s*[:：]\s*[0-9,]*\s*次?"
    r"|(?:字体|字号|文字大小)(?:大小)?\s*[:：]?(?:\s*[\[【（(]?\s*(?:特大|[大中小]|[+\-]|默认|A[+-]?)\s*[\]】）)]?)+"
    r"|打印(?:本页|此页|本文)?|关闭(?:窗口|本页|页面)?|(?:我要)?纠错|收藏(?:本页)?|返回顶部|分享(?:到|至)?\s*[:：]?"
    r"|(?:微信|微博|QQ空间|QQ好友|新浪微博|朋友圈)|扫一扫[^，。]{0,16})\s*[】\])）|]?"
)
_REST_OF_CONTROLS = re.compile(r"[\s|｜/·:：【】\[\]()（）大中小,，、-]*")
# Lines of the site, at the top and the bottom of its pages.
_SITE = re.compile(
    r"^今天是|^您?(?:当前|现在|所在|现在所在|现在的|所在的)位置|您是第.{1,12}位|版权所有|ICP备|公网安备|网站标识码|设为首页|网站地图"
    r"|^(?:主办|承办|技术支持|联系我们|网站维护)(?:单位)?[:：]|建议使用.{1,20}浏览"
)
_NUMERAL = re.compile(r"[0-9０-９一二三四五六七八九十百千万〇]")
_STEP = re.compile(r"(?:上|下)一(?:篇|条|页)\s*(?:[:：]|$)")


def read_html(path: str, data: bytes, digest: str, form: str = "html", notes: tuple[str, ...] = ()) -> RawText:
    """Read a page.

    Args:
        path: its name; data: its bytes; digest: their sha256; form: `html`; notes: what is known to be odd.
    Returns:
        The report that the page publishes, with its title and metadata lines. `source` is the markup, and offsets lead
        into it; `meta` holds <title> as `title` and the named <meta>; notes tell what was left out, and how much.
    Raises:
        EncodingError: no known encoding.
        InputError: a page without text.
    """
    decoded = decode(data, path=path, declared=declared_charset(data))
    source = decoded.text
    tree = _parse(source)
    picked, odd = _pick(source, tree)
    layout = Layout(mapped=True)
    counts: Counter[str] = Counter()
    for block, kind in picked:
        name = "table" if block.rows is not None else "heading" if kind == "h" else "paragraph"
        counts[name] += 1
        place = f"{name} {counts[name]}"
        if block.rows is not None:
            layout.table(block.rows, place)
        else:
            layout.block(block.runs, kind, block.level if kind == "h" else 0, place)
    text, offsets, marks = layout.finish()
    if not text.strip():
        pictures = sum(tag in ("img", "iframe", "frame", "embed", "object") for tag in tree.tags)
        raise InputError(
            "holds no text" + (f" but {pictures} pictures or frames" if pictures else ""), path=path,
            hint="the report may be an attachment, or a script loads it: save that, or the page as a browser shows it",
        )  # fmt: skip
    notes += decoded.notes + odd
    return RawText(path, digest, form, decoded.encoding, source, normalise(text), offsets, marks, tree.meta, notes)


def _pick(source: str, tree: _Tree) -> tuple[list[tuple[_Block, str]], tuple[str, ...]]:
    """The blocks to read, each with its kind, and notes of what was left out."""
    notes = []
    dropped = _dropped(tree, hidden=True)
    sizes = _Sizes(source, tree, dropped)
    if not sizes.shown:
        dropped = _dropped(tree, hidden=False)
        sizes = _Sizes(source, tree, dropped)
        if sizes.shown:
            notes.append("the page hides its whole text; read all the same")
    _drop_noise(source, tree, dropped, sizes)
    sizes = _Sizes(source, tree, dropped)
    blocks = _joined(_Blocks(source, tree, dropped).lay_out(), tree)
    main, scope, sure = _main(tree, sizes)
    picked, left = _choose(blocks, main, scope, tree, sure=sure)
    if not picked:
        everything = [(0, len(tree.tags))]
        picked, left = _choose(blocks, everything, everything, tree, sure=True)
    left["navigation and surroundings"] += sizes.dropped
    if files := left.pop("attachment links", 0):
        notes.append(f"links to attachments left out: {files}")
    notes += [f"{name} of {count} characters left out" for name, count in left.items() if count]
    if "ol" in tree.tags:
        notes.append("the numbers of ordered lists are not in the text")
    if tree.unread:
        notes.append(f"{tree.unread} characters after an unclosed script or style left out, as browsers do")
    return picked, tuple(notes)


def _dropped(tree: _Tree, *, hidden: bool) -> bytearray:
    """Which elements are left out whatever they hold: scripts, controls, navigation, and with `hidden` what is hidden.

    A <header> that holds a heading stays: it may be the report's own.
    """
    out = bytearray(name in _DROPPED for name in tree.tags)
    headed = _Count(tree, ("h1", "h2"))
    for item, name in enumerate(tree.tags):
        if name == "header" and not headed.inside(item):
            out[item] = 1
    if hidden:
        for item, attributes in tree.attributes.items():
            if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"])):
                out[item] = 1
    return out


class _Count:
    """How many elements of some names an element holds: found once, then two look-ups."""

    def __init__(self, tree: _Tree, names: tuple[str, ...]) -> None:
        self._at = [item for item, name in enumerate(tree.tags) if name in names]
        self._ends = tree.ends

    def inside(self, item: int) -> int:
        return bisect_left(self._at, self._ends[item]) - bisect_left(self._at, item)


class _Sizes:
    """How much text there is between two items, by running sums: any element is measured at once."""

    def __init__(self, source: str, tree: _Tree, dropped: bytearray) -> None:
        self.dropped = 0  # characters in what is left out, scripts and styles apart
        self._words = [0]  # characters outside links and outside what is left out
        self._sentences = [0]  # full stops among them
        words = links = sentences = 0
        until = link = silent = 0
        for item, name in enumerate(tree.tags):
            if name:
                if dropped[item]:
                    until = max(until, tree.ends[item])
                if name == "a" and _target(tree, item):
                    link = tree.ends[item]
                elif name in _RAW or name == "template":
                    silent = max(silent, tree.ends[item])
            elif item >= silent:
                text = strip_invisible(source[tree.starts[item] : tree.stops[item]])
                size = len("".join((_REFERENCE.sub(" ", text) if "&" in text else text).split()))
                if item < until:
                    self.dropped += size
                elif item < link:
                    links += size
                else:
                    words += size
                    sentences += text.count("。")
            self._words.append(words)
            self._sentences.append(sentences)
        self.shown = words + links

    def words(self, start: int, stop: int) -> int:
        """Characters between two items, outside links."""
        return self._words[stop] - self._words[start]

    def sentences(self, start: int, stop: int) -> int:
        """Full stops between two items."""
        return self._sentences[stop] - self._sentences[start]


def _drop_noise(source: str, tree: _Tree, dropped: bytearray, sizes: _Sizes) -> None:
    """Leave out elements whose name says that they surround the report.

    Not where one holds much of the text, a heading, or the line with date and source, which often stands in a bar of
    tools: their names are only habits.
    """
    whole = sizes.words(0, len(tree.tags))
    headed = _Count(tree, ("h1", "h2", "article", "main"))
    labels = [m.start() for m in _DATE_OR_SOURCE.finditer(source)]
    for item, attributes in tree.attributes.items():
        name = tree.tags[item]
        if name in ("html", "body", "p", "td", "table") or name in _HEADINGS or name in _CONTENT_TAGS:
            continue
        called = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if called == " " or not _NOISE_NAME.search(called) or _names(attributes) & _CONTENT_NAMES:
            continue
        end = tree.ends[item]
        words = sizes.words(item, end)
        if words >= _NOISE_SIZE or words * 3 >= whole or headed.inside(item):
            continue
        if bisect_left(labels, tree.starts[item]) == bisect_left(labels, tree.stops[end - 1]):
            dropped[item] = 1


def _names(attributes: dict[str, str]) -> set[str]:
    return set(f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split())


_Spans = list[tuple[int, int]]


def _main(tree: _Tree, sizes: _Sizes) -> tuple[_Spans, _Spans, bool]:
    """The items that hold the report, and those where more of it may stand.

    A sure name must hold a fifth of the text outside links, another one half; of several, the narrowest that holds
    four fifths of what the widest does. Within what has no sure name, the innermost element is sought that holds four
    fifths of the text and nearly all sentences of the one around it.

    Args:
        tree: the page; sizes: what its elements hold.
    Returns:
        Two lists of ranges of items, in order. Beyond the first, within the second, what may hold a figure is read as
        well: a counter taken for a figure does less harm than a figure that nobody sees. And whether a sure name
        says so.
    """
    count = len(tree.tags)
    everything = [(0, count)]
    named = _named(tree)
    held = {key: sum(sizes.words(*span) for span in spans) for key, spans in named.items()}
    whole = sizes.words(0, count)
    able = [key for key in held if held[key] * (5 if key in _SURE_NAMES else 2) >= whole > 0]
    sure = [key for key in able if key in _SURE_NAMES]
    scope = everything
    if able:
        widest = max(held[key] for key in sure or able)
        fit = [key for key in sure or able if held[key] * 5 >= widest * 4]
        best = named[min(fit, key=lambda key: (held[key], sum(b - a for a, b in named[key]), key))]
        if sum(sizes.sentences(*span) for span in best) * 5 >= sizes.sentences(0, count) * 4:
            scope = best
        if sure or len(best) > 1:
            return best, scope, bool(sure)
    found = at = scope[0]
    while (step := _holder(tree, sizes, *at)) is not None:
        at = (step, tree.ends[step])
        if tree.tags[step] not in ("table", "tbody", "tr"):  # unless a single cell holds it all, a table is content
            found = at
    return [found], scope, False


def _named(tree: _Tree) -> dict[str, _Spans]:
    """The elements that a name for content is given to, by name, without those inside one of the same name."""
    out: dict[str, _Spans] = {}
    for item, name in enumerate(tree.tags):
        keys = _CONTENT_TAGS & {name}
        if (attributes := tree.attributes.get(item)) is not None and name not in ("a", "img", "input"):
            if "class" in attributes or "id" in attributes:
                keys |= _names(attributes) & _CONTENT_NAMES
            if attributes.get("role") == "main" or attributes.get("itemprop") == "articleBody":
                keys |= {"main"}
        for key in keys:
            spans = out.setdefault(key, [])
            if not spans or spans[-1][1] <= item:
                spans.append((item, tree.ends[item]))
    return out


def _holder(tree: _Tree, sizes: _Sizes, start: int, stop: int) -> int | None:
    """The element directly inside [start, stop) that holds nearly all of it; None if none does."""
    words, sentences = sizes.words(start, stop), sizes.sentences(start, stop)
    item = start
    if item < stop and tree.ends[item] == stop and tree.tags[item] in _CONTAINERS:
        item += 1  # the element itself
    while item < stop and words:
        end = tree.ends[item]
        if (
            tree.tags[item] in _CONTAINERS
            and sizes.words(item, end) * 5 >= words * 4
            and (sentences - sizes.sentences(item, end)) * 50 <= sentences
        ):
            return item
        item = end
    return None


def _choose(
    blocks: list[_Block], main: _Spans, scope: _Spans, tree: _Tree, *, sure: bool
) -> tuple[list[tuple[_Block, str]], Counter[str]]:
    """Pick the report's blocks, its title and its metadata lines.

    Args:
        blocks: all of the page; main, scope, sure: as `_main` gives them; tree: the page.
    Returns:
        The blocks with their kinds, in the order of the page, and how many characters were left out, by what they are.
    """
    titles = {_compact(tree.meta.get(name, "")) for name in ("ArticleTitle", "title", "og:title")} - {""}
    inside = [_is_inside(block, main, tree) for block in blocks]
    title = _title(blocks, inside, titles)
    menus = _menus(blocks)
    picked: list[tuple[_Block, str]] = []
    left: Counter[str] = Counter({"navigation and surroundings": 0})
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        text = _compact(block.text)
        linked = block.linked * 5 >= len(text) * 4
        near = inside[number] or (_is_inside(block, scope, tree) and not linked)
        if block.rows is not None:
            if _is_metadata(block) or (near and not linked):
                picked.append((block, "table"))
            else:
                left["lists of links" if linked else "navigation and surroundings"] += len(text)
        elif not sure and len(text) <= _META_SIZE and "。" not in text and _SITE.search(text):
            left["navigation and surroundings"] += len(text)
        elif _is_control(block.text) or _STEP.match(text):
            left["buttons and neighbouring pages"] += len(text)
        elif _is_meta_line(text, inside=inside[number]):
            bare = _without_controls(block)
            if inside[number] or _compact(bare.text) not in seen:
                picked.append((bare, "meta"))
            seen.add(_compact(bare.text))
        elif block.files and block.linked * 5 >= len(text) * 3 and len(text) < 200 * block.files:
            left["attachment links"] += block.files
        elif number in menus:
            left["lists of links"] += len(text)
        elif number == title:
            block.level = block.level or 1
            picked.append((block, "h"))
        elif inside[number] or (near and _may_count(text)):
            picked.append((block, "h" if block.level else "p"))
        else:
            left["navigation and surroundings"] += len(text)
    return picked, left


def _joined(blocks: list[_Block], tree: _Tree) -> list[_Block]:
    """Join a label that stands in a block of its own (索引号：) and its value, where one element holds just these."""
    out: list[_Block] = []
    for number, block in enumerate(blocks):
        label = out[-1] if out else None
        if label is not None and label.rows is None and block.rows is None and _LABEL.fullmatch(_compact(label.text)):
            after = blocks[number + 1].item if number + 1 < len(blocks) else len(tree.tags)
            before = out[-2].item if len(out) > 1 else -1
            if not _LABEL.match(_compact(block.text)) and any(
                item in block.around and before < item and tree.ends[item] <= after for item in label.around
            ):
                label.runs = [*label.runs, (" ", block.runs[0][1], 0), *_trimmed(block.runs, both=True)]
                label.text = "".join(run[0] for run in label.runs)
                label.linked += block.linked
                continue
        out.append(block)
    return out


def _compact(text: str) -> str:
    return "".join(text.split())


def _is_inside(block: _Block, spans: _Spans, tree: _Tree) -> bool:
    stop = tree.ends[block.item] if block.rows is not None else block.item + 1
    number = bisect_left(spans, (stop,))  # the first range that begins at or after the block's end
    return number > 0 and spans[number - 1][1] > block.item


def _title(blocks: list[_Block], inside: list[bool], titles: set[str]) -> int:
    """Which block is the report's title; -1 if none is.

    The first lines of the report itself, where <title> repeats one; else a line before it that <title> repeats, or a
    heading, or what the page calls a title; of several the nearest.
    """
    first = inside.index(True) if True in inside else len(blocks)
    for number in range(first, min(first + 6, len(blocks))):
        if inside[number] and blocks[number].rows is None and _is_said(_compact(blocks[number].text), titles):
            return number
    best, rank = -1, (False, False, False)
    for number, block in enumerate(blocks[:first]):
        text = _compact(block.text)
        if block.rows is not None or not 4 <= len(text) <= 120 or block.linked * 2 > len(text):
            continue
        here = (_is_said(text, titles), block.level == 1, block.titled)
        if any(here) and here >= rank:
            best, rank = number, here
    return best


def _is_said(text: str, titles: set[str]) -> bool:
    """Does one of the page's titles begin with this line, or this line hold one?"""
    if not 6 <= len(text) <= 120:
        return False
    return any(title.startswith(text) or (len(title) >= 8 and title in text) for title in titles)


def _menus(blocks: list[_Block]) -> set[int]:
    """Lines that are links and stand three or more together: menus, related pages, pages of a list."""
    out: set[int] = set()
    row: list[int] = []
    for number, block in enumerate([*blocks, _Block(-1)]):
        size = block.size()
        if size and block.rows is None and block.linked * 5 >= size * 4 and "。" not in block.text:
            row.append(number)
            continue
        if len(row) >= 3:
            out.update(row)
        row = []
    return out


def _may_count(text: str) -> bool:
    """May a line beside the report be of the report: is it prose, or does it hold a numeral?"""
    return "。" in text or _NUMERAL.search(text) is not None


def _is_meta_line(text: str, *, inside: bool) -> bool:
    """发布日期：2024-03-04 来源：…; inside the report only by labels that no sentence of it begins with."""
    if len(text) > _META_SIZE:
        return False
    if inside:
        return _SURE_LABEL.match(text) is not None and "。" not in text
    return _LABEL.match(text) is not None or _DATE_LINE.match(text) is not None


def _is_metadata(block: _Block) -> bool:
    """索引号 | … | 发布机构 | …: a table of which two cells are such labels."""
    cells = (_compact(cell.text()) for row in block.rows or () for cell in row)
    return sum(len(text) <= 60 and bool(_LABEL_CELL.match(text)) for text in cells) >= 2


def _is_control(text: str) -> bool:
    """Is a line nothing but buttons and counters?"""
    return len(text) <= _META_SIZE and bool(_REST_OF_CONTROLS.fullmatch(_CONTROLS.sub("", text))) and len(text) > 1


def _without_controls(block: _Block) -> _Block:
    """A metadata line without the counters and buttons in it."""
    cuts = [m.span() for m in _CONTROLS.finditer(block.text)]
    if not cuts:
        return block
    runs: list[Run] = []
    position = 0
    for text, at, step in block.runs:
        start = 0
        for a, b in cuts:
            a, b = max(a - position, 0), min(b - position, len(text))
            if a < b:
                if a > start:
                    runs.append((text[start:a], at + start * step, step))
                start = b
        if start < len(text):
            runs.append((text[start:], at + start * step, step))
        position += len(text)
    runs = _trimmed(runs, both=True)
    return _Block(block.item, runs, text="".join(run[0] for run in runs))
