"""The fixed parts of a Word file but its styles: settings, fonts, theme, page number, properties; the page itself.

After GB/T 9704-2012: A4; margins 37, 28, 35 and 26 mm (type area 156 × 225 mm); page number 4号 with a dash on each
side, outside on facing pages, 7 mm under the type area.
"""

from __future__ import annotations

from audit.report.paper.text import html
from audit.report.paper.xml import HEAD, a, plain, w

_SCHEMAS = "http://schemas.openxmlformats.org"
DRAWING = f"{_SCHEMAS}/drawingml/2006"
OFFICE = f"{_SCHEMAS}/officeDocument/2006"
PACKAGE = f"{_SCHEMAS}/package/2006"
NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", f"{_SCHEMAS}/wordprocessingml/2006/main"),
        ("r", f"{OFFICE}/relationships"),
        ("wp", f"{DRAWING}/wordprocessingDrawing"),
        ("a", f"{DRAWING}/main"),
        ("c", f"{DRAWING}/chart"),
    )
)
PAGE = (11906, 16838)
MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588}
WIDTH = PAGE[0] - MARGINS["left"] - MARGINS["right"]  # 8844 twips, 156 mm
FOOTER = 1304  # 23 mm: the number's upper edge is then 7 mm under the type area
# font -> stand-ins, family, pitch; the stand-ins are what Word takes where the font is missing
_FONTS = {
    "仿宋": ("FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong", "roman", "fixed"),
    "黑体": ("SimHei,Heiti SC", "swiss", "fixed"),
    "楷体": ("KaiTi,楷体_GB2312,KaiTi_GB2312,STKaiti", "roman", "fixed"),
    "宋体": ("SimSun,Songti SC", "roman", "variable"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S,小标宋,华文中宋,STZhongsong,宋体", "roman", "variable"),
    "Times New Roman": ("Liberation Serif", "roman", "variable"),
    "Arial": ("Liberation Sans", "swiss", "variable"),
    "Consolas": ("Courier New,DejaVu Sans Mono", "modern", "fixed"),
}
# the theme's colours; nothing here draws on it, but Word asks for one
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44484E",
    "lt2": "E4E6EA",
    "accent1": "1F5F8B",
    "accent2": "8A9099",
    "accent3": "A3261B",
    "accent4": "8A5A00",
    "accent5": "44566C",
    "accent6": "5D6066",
    "hlink": "1F5F8B",
    "folHlink": "5D6066",
}


def settings(contents: bool) -> str:
    """settings.xml. Args: contents: is there a table of contents, whose page numbers the reader's Word fills in?"""
    word15 = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    made = (
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        w("updateFields", val="true") if contents else "",
        w("compat", word15),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
    return f"{HEAD}<w:settings {NS}>{''.join(made)}</w:settings>"


def font_table() -> str:
    """fontTable.xml: each font with its stand-ins."""
    made = (
        w(
            "font",
            w("altName", val=others),
            w("charset", val="00" if name.isascii() else "86"),
            w("family", val=family),
            w("pitch", val=pitch),
            name=name,
        )
        for name, (others, family, pitch) in _FONTS.items()
    )
    return f"{HEAD}<w:fonts {NS}>{''.join(made)}</w:fonts>"


def theme() -> str:
    """theme1.xml."""
    fill = a("solidFill", a("schemeClr", val="phClr"))
    colours = a("clrScheme", *(a(n, a("srgbClr", val=rgb)) for n, rgb in _COLOURS.items()), name="gouji")
    fonts = (
        a(part, a("latin", typeface=west), a("ea", typeface=east), a("cs", typeface=""))
        for part, west, east in (("majorFont", "Arial", "黑体"), ("minorFont", "Times New Roman", "仿宋"))
    )
    formats = a(
        "fmtScheme",
        a("fillStyleLst", fill * 3),
        a("lnStyleLst", a("ln", fill, w=6350) * 3),
        a("effectStyleLst", a("effectStyle", a("effectLst")) * 3),
        a("bgFillStyleLst", fill * 3),
        name="gouji",
    )
    elements = a("themeElements", colours, a("fontScheme", *fonts, name="gouji"), formats)
    return f'{HEAD}<a:theme xmlns:a="{DRAWING}/main" name="gouji">{elements}</a:theme>'


def footer(odd: bool, lang: str) -> str:
    """The page number: — 1 —, right on odd pages, left on even ones, a character in; in English plain and centred."""
    zh = lang == "zh"
    side = ("right" if odd else "left") if zh else "center"
    edge = w("ind", **{f"{side}Chars": 100, side: 280}) if zh else ""
    before, after = (_text("— "), _text(" —")) if zh else ("", "")
    number = "".join(
        w("r", piece)
        for piece in (
            w("fldChar", fldCharType="begin"),
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            w("fldChar", fldCharType="separate"),
            w("t", "1"),
            w("fldChar", fldCharType="end"),
        )
    )
    look = w("pPr", w("pStyle", val="Footer"), edge, w("jc", val=side))
    return f"{HEAD}<w:ftr {NS}>{w('p', look, before, number, after)}</w:ftr>"


def _text(text: str) -> str:
    return w("r", f'<w:t xml:space="preserve">{html(text)}</w:t>')


def core(title: str, author: str, date: str) -> str:
    """docProps/core.xml; dates only where the user gave one."""
    when = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{html(date)}T00:00:00Z</dcterms:{what}>'
        for what in (("created", "modified") if date else ())
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{html(title)}</dc:title><dc:creator>{html(author)}</dc:creator>{when}</cp:coreProperties>"
    )


def app(version: str) -> str:
    """docProps/app.xml; the version as it must read, XX.YYYY."""
    major, minor, *_ = [*version.split("."), "0", "0"]
    number = f"{int(major):02d}.{int(minor):04d}"
    made = plain("Application", "gouji") + plain("AppVersion", number)
    return f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties">{made}</Properties>'


def custom(kind: str, version: str) -> str:
    """docProps/custom.xml: the mark of our own outputs. Word keeps it when the auditor edits and saves the file."""
    mark = plain(
        "property",
        f"<vt:lpwstr>{html(kind)} {html(version)}</vt:lpwstr>",
        fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
        pid=2,
        name="gouji",
    )
    return (
        f'{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{mark}</Properties>'
    )
