"""The styles of a Word file: sizes, fonts and levels after GB/T 9704-2012 in Chinese, a plain report in English.

Body 3号 (16 pt) 仿宋 on a fixed line of 28.95 pt, 22 lines of 28 characters a page; levels in 黑体, 楷体, 仿宋; title
2号 小标宋. Fonts are named, not embedded: the reader's machine has them, or the stand-ins that the font table names.
"""

from __future__ import annotations

from audit.report.paper.word_parts import NS, WIDTH
from audit.report.paper.xml import HEAD, w

LINE = 579  # twips: 22 lines in 225 mm
SERIF, SANS, MONO = "Times New Roman", "Arial", "Consolas"
CENTER, RIGHT, BOTH = (w("jc", val=side) for side in ("center", "right", "both"))
KEEP = w("keepNext")


def _size(points: float) -> str:
    half = round(points * 2)
    return w("sz", val=half) + w("szCs", val=half)


def _fonts(east: str, west: str = SERIF) -> str:
    return w("rFonts", ascii=west, hAnsi=west, eastAsia=east, cs=west)


def _space(before: int = 0, after: int = 0, line: int | None = None, rule: str | None = None) -> str:
    return w("spacing", before=before, after=after, line=line, lineRule=rule)


def styles(lang: str) -> str:
    """styles.xml: real headings, captions, contents, table texts. Args: lang: zh or en, which sets the sizes."""
    zh = lang == "zh"
    body = 16 if zh else 12
    line, rule = (LINE, "exact") if zh else (300, "auto")
    after = 0 if zh else 120
    indent = w("ind", firstLineChars=200, firstLine=640) if zh else ""
    tight = w("spacing", val=-5) if zh else ""  # 28 characters a line
    flow = _space(0, after, line, rule)
    latin = w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    tab = w("tabs", w("tab", val="right", leader="dot", pos=WIDTH))
    small = _space(20, 20, 264, "auto")
    title = _fonts("方正小标宋简体") + ("" if zh else w("b")) + _size(22 if zh else 18)
    grid = w("snapToGrid", val=0)  # tables keep their own lines
    card = _fonts("仿宋") + _size(12 if zh else 10.5)
    black = {size: _fonts("黑体", SANS) + _size(size) for size in (9, 10, 10.5, body)}
    rows = [
        # key, name, based on, paragraph, run
        ("Normal", "Normal", "", w("widowControl"), _size(body)),
        ("BodyText", "Body Text", "Normal", flow + indent + BOTH, tight),
        ("Address", "Address", "Normal", _space(240, after, line, rule), tight),
        ("Right", "Signature", "Normal", flow + w("ind", rightChars=400, right=body * 80) + RIGHT, ""),
        ("Centered", "Centered", "Normal", flow + CENTER, ""),
        ("Note", "Note", "Normal", _space(60, 120, 300, "auto"), _fonts("宋体") + _grey() + _size(10 if zh else 9)),
        ("Title", "Title", "Normal", KEEP + _space(0, 120, 700, "atLeast") + CENTER, title),
        ("Subtitle", "Subtitle", "Normal", KEEP + _space(0, 240) + CENTER, _fonts("楷体") + _size(body)),
        *_headings(zh, body, line, rule, indent),
        ("TOCHeading", "TOC Heading", "Normal", KEEP + _space(360, 120) + CENTER, black[body]),
        ("TOC1", "toc 1", "Normal", tab + _space(40, 20, 320, "atLeast"), _size(12 if zh else 11)),
        ("TOC2", "toc 2", "Normal", tab + _space(0, 0, 290, "atLeast") + w("ind", left=480), _size(10.5)),
        ("Caption", "caption", "Normal", KEEP + _space(200, 80) + CENTER, black[10.5]),
        ("FigureCaption", "Figure Caption", "Caption", w("keepNext", val=0) + _space(80, 200), ""),
        ("TableText", "Table Text", "Normal", grid + small, _fonts("宋体") + _size(10.5 if zh else 10)),
        ("TableHead", "Table Head", "TableText", "", black[10 if zh else 9]),
        ("TableSmall", "Table Small", "TableText", _space(0, 0, 250, "auto"), _size(9)),
        ("CardText", "Card Text", "Normal", grid + _space(40, 40, 300, "auto"), card),
        ("CardName", "Card Name", "CardText", "", _fonts("黑体", SANS) + _grey("44484E") + _size(10.5 if zh else 9)),
        ("Picture", "Picture", "Normal", KEEP + _space(160, 0) + CENTER, ""),
        ("Footer", "footer", "Normal", "", _fonts("宋体", "SimSun" if zh else SERIF) + _size(14 if zh else 10.5)),
    ]
    defaults = w("rPrDefault", w("rPr", _fonts("仿宋"), _size(body), latin)) + w("pPrDefault")
    made = [w("docDefaults", defaults), *(_paragraph_style(*row) for row in rows), *_others()]
    return f"{HEAD}<w:styles {NS}>{''.join(made)}</w:styles>"


def _grey(colour: str = "55595F") -> str:
    return w("color", val=colour)


def _headings(zh: bool, body: int, line: int, rule: str, indent: str) -> list[tuple[str, str, str, str, str]]:
    """Levels 1 to 3: 黑体, 楷体, 仿宋 bold; in English bold sans, sans, serif."""
    out = []
    faces = (("黑体", SANS, 15), ("楷体", SANS, 13), ("仿宋", SERIF, 12))
    for n, (east, west, english) in enumerate(faces, 1):
        size = english if not zh else body if n < 3 else 14
        bold = w("b") if n == 3 or not zh else ""
        place = _space((180, 120, 120)[n - 1], 60, line, rule) + (indent if n < 3 else "") + w("outlineLvl", val=n - 1)
        look = _fonts(east, west) + bold + _size(size)
        out.append((f"Heading{n}", f"heading {n}", "Normal", KEEP + w("keepLines") + place, look))
    return out


_QUICK = ("Normal", "BodyText", "Title", "Subtitle", "Heading1", "Heading2", "Heading3", "Caption")


def _paragraph_style(key: str, name: str, based: str, paragraph: str, run: str) -> str:
    follows = "BodyText" if key.startswith("Heading") or key in ("Title", "Subtitle") else ""
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else "",
        w("next", val=follows) if follows else "",
        w("qFormat") if key in _QUICK else "",
        w("pPr", paragraph) if paragraph else "",
        w("rPr", run) if run else "",
        type="paragraph",
        default="1" if key == "Normal" else None,
        styleId=key,
    )


def _others() -> list[str]:
    """Character styles (a marked figure, code, muted) and table styles (three lines; a finding's card)."""
    mono = w("rFonts", ascii=MONO, hAnsi=MONO, cs=MONO) + w("noProof") + _size(8)
    runs = (
        ("Mark", "Figure Marked", w("b") + w("u", val="single")),
        ("Code", "Code", mono),
        ("Muted", "Muted", _grey()),
    )
    margins = "".join(w(side, w=wide, type="dxa") for side, wide in _CELL)
    bare = w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", margins))
    hidden = w("uiPriority", val=99) + w("semiHidden")
    font = w("name", val="Default Paragraph Font") + w("uiPriority", val=1) + w("semiHidden")
    normal = w("name", val="Normal Table") + hidden + bare
    return [
        w("style", font, type="character", default=1, styleId="DefaultParagraphFont"),
        *(w("style", w("name", val=name), w("rPr", look), type="character", styleId=key) for key, name, look in runs),
        w("style", normal, type="table", default=1, styleId="TableNormal"),
        _table_style("ThreeLine", "Three-line Table", (12, "000000"), (12, "000000"), (4, "C4C7CC")),
        _table_style("Card", "Finding Card", (8, "44484E"), (6, "44484E"), (4, "D4D7DB")),
    ]


_CELL = (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))


def _table_style(key: str, name: str, *lines: tuple[int, str]) -> str:
    """A table style by its lines: above, below, between the rows; each a width in eighths of a point and a colour."""
    sides = zip(("top", "bottom", "insideH"), lines, strict=True)
    borders = "".join(w(side, val="single", sz=sz, space=0, color=colour) for side, (sz, colour) in sides)
    look = w("tblPr", w("tblBorders", borders))
    return w(
        "style", w("name", val=name), w("basedOn", val="TableNormal"), look, type="table", customStyle=1, styleId=key
    )
