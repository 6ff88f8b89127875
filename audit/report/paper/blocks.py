"""The content of a paper, without its looks: what the writers of Markdown, HTML and Word have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. Styles: "", strong, mark (a figure in a quotation), code, muted, gap (to be filled in).

    `link` is the key of a heading of the same paper; Markdown, whose anchors differ from site to site, leaves it out.
    """

    text: str
    style: str = ""
    link: str = ""


Line = tuple[Span, ...]


def words(*parts: str | Span) -> Line:
    """A line of plain text and styled pieces; empty ones are dropped."""
    spans = (Span(p) if isinstance(p, str) else p for p in parts)
    return tuple(s for s in spans if s.text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 to 3; number such as 一、 or 2.1; key is unique in a paper and anchors links."""

    level: int
    text: str
    key: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. Styles: body, note (small), address, question, close, right, center, title, subtitle."""

    line: Line
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """A card of name and content, one finding or the head of a paper; `level` (error, warning, info) may colour it."""

    rows: tuple[tuple[str, tuple[Line, ...]], ...]
    level: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, share of the width, alignment (left, right, center)."""

    title: str
    width: int = 1
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a numbered caption (number 0: without one); a cell is one or more lines."""

    caption: str
    number: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    note: str = ""
    total: bool = False  # the last row is a total


@dataclass(frozen=True, slots=True)
class Bar:
    """Two values of one thing side by side, and their printed forms; `gap` is their difference as text."""

    label: str
    reported: Decimal
    recomputed: Decimal
    reported_text: str
    recomputed_text: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Paired bars with a numbered caption: what was printed against what the arithmetic gives."""

    caption: str
    number: int
    series: tuple[str, str]
    gap: str
    bars: tuple[Bar, ...]
    unit: str = "%"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings down to `depth`."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign-off block: role, name and date of each signer; empty ones leave room for a pen."""

    rows: tuple[tuple[str, str, str, str], ...]  # role, name, word for date, date


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Block = Heading | Paragraph | Facts | Table | Chart | Contents | Sign | Break


@dataclass(frozen=True, slots=True)
class Words:
    """The few words a writer itself needs, in the language of the paper."""

    table: str
    figure: str
    label_sep: str  # between number and caption


WORDS = {"zh": Words("表", "图", "　"), "en": Words("Table", "Figure", ". ")}


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `kind` (memo, letter) goes into the mark by which a later run knows it for gouji's own."""

    title: str
    kind: str
    lang: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    author: str = ""
    date: str = ""  # ISO; "" unless the user gave one
    words: Words = field(default_factory=lambda: WORDS["zh"])
    show_title: bool = True  # False where the blocks hold titles of their own
    landscape: bool = False  # in HTML: wide, and printed so

    def headings(self, depth: int) -> Iterable[Heading]:
        """The headings down to a level, in order."""
        return (b for b in self.blocks if isinstance(b, Heading) and b.level <= depth)
