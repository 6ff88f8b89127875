"""The fixed parts of a Word file: styles, settings, fonts, footers, properties. Sizes and fonts follow GB/T 9704-2012.

A4; margins 37, 28, 35 and 26 mm (type area 156 × 225 mm); body 3号 (16 pt) 仿宋, 22 lines of 28 characters a page; levels in
黑体, 楷体, 仿宋; title 2号 小标宋; page number 4号 with a dash on each side, outside on facing pages, 7 mm under the type area.
Fonts are named, not embedded: the reader's machine has them, or the stand-ins that the font table names.
"""

from __future__ import annotations

from audit.report.paper.text import html

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE = (11906, 16838)
MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588}
WIDTH = PAGE[0] - MARGINS["left"] - MARGINS["right"]  # 8844 twips, 156 mm
FOOTER = 1304  # 23 mm: the number's upper edge is then 7 mm under the type area
LINE = 579  # twips: 22 lines in 225 mm
# font -> (stand-ins, family, pitch); the stand-ins are what Word takes where the font is missing
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


def _fonts(east: str, west: str = "Times New Roman") -> str:
    return f'<w:rFonts w:ascii="{west}" w:hAnsi="{west}" w:eastAsia="{east}" w:cs="{west}"/>'


def _size(points: float) -> str:
    n = round(points * 2)
    return f'<w:sz w:val="{n}"/><w:szCs w:val="{n}"/>'


def styles(lang: str) -> str:
    """styles.xml: real headings, captions, contents, table texts. Args: lang: zh or en, which sets sizes and indents."""
    zh = lang == "zh"
    body, lead = (16, f'w:line="{LINE}" w:lineRule="exact"') if zh else (12, 'w:line="300" w:lineRule="auto"')
    tight = '<w:spacing w:val="-5"/>' if zh else ""  # 28 characters a line
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if zh else ""
    gap = "0" if zh else "120"
    out = [
        HEAD, f"<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('仿宋')}{_size(body)}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>",
        _style("Normal", "Normal", "", "<w:widowControl/>", _size(body), default=True, quick=True),
        _style("BodyText", "Body Text", "Normal", f'<w:spacing w:after="{gap}" {lead}/>{indent}<w:jc w:val="both"/>', tight, quick=True),
        _style("Address", "Address", "Normal", f'<w:spacing w:before="240" w:after="{gap}" {lead}/>', tight),
        _style("Right", "Signature", "Normal", f'<w:spacing w:after="{gap}" {lead}/><w:ind w:rightChars="400" w:right="{body * 80}"/><w:jc w:val="right"/>', ""),
        _style("Centered", "Centered", "Normal", f'<w:spacing w:after="{gap}" {lead}/><w:jc w:val="center"/>', ""),
        _style("Note", "Note", "Normal", '<w:spacing w:before="60" w:after="120" w:line="300" w:lineRule="auto"/>', f'{_fonts("宋体")}<w:color w:val="55595F"/>{_size(10 if zh else 9)}'),
        _style("Title", "Title", "Normal", '<w:keepNext/><w:spacing w:before="0" w:after="120" w:line="700" w:lineRule="atLeast"/><w:jc w:val="center"/>',
               f"{_fonts('方正小标宋简体')}{'' if zh else '<w:b/>'}{_size(22 if zh else 18)}", next_="BodyText", quick=True),
        _style("Subtitle", "Subtitle", "Normal", '<w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/>', f"{_fonts('楷体')}{_size(body)}", next_="BodyText", quick=True),
    ]  # fmt: skip
    heads = (("黑体", "Arial", "", "<w:b/>"), ("楷体", "Arial", "", "<w:b/>"), ("仿宋", "Times New Roman", "<w:b/>", "<w:b/>"))
    for n, (east, west, bold, bold_en) in enumerate(heads, 1):
        size = body if zh else (15, 13, 12)[n - 1]
        space = f'<w:spacing w:before="{(180, 120, 120)[n - 1]}" w:after="60" {lead}/>' + (indent if n < 3 else "")
        out.append(_style(f"Heading{n}", f"heading {n}", "Normal", f'<w:keepNext/><w:keepLines/>{space}<w:outlineLvl w:val="{n - 1}"/>',
                          f"{_fonts(east, west)}{bold if zh else bold_en}{_size(size if n < 3 or not zh else 14)}", next_="BodyText", quick=True))  # fmt: skip
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs>'
    out += [
        _style("TOCHeading", "TOC Heading", "Normal", '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:jc w:val="center"/>', f"{_fonts('黑体', 'Arial')}{_size(body)}"),
        _style("TOC1", "toc 1", "Normal", f'{tab}<w:spacing w:before="40" w:after="20" w:line="320" w:lineRule="atLeast"/>', _size(12 if zh else 11)),
        _style("TOC2", "toc 2", "Normal", f'{tab}<w:spacing w:after="0" w:line="290" w:lineRule="atLeast"/><w:ind w:left="480"/>', _size(10.5)),
        _style("Caption", "caption", "Normal", '<w:keepNext/><w:spacing w:before="200" w:after="80"/><w:jc w:val="center"/>', f"{_fonts('黑体', 'Arial')}{_size(10.5)}", quick=True),
        _style("FigureCaption", "Figure Caption", "Caption", '<w:keepNext w:val="0"/><w:spacing w:before="80" w:after="200"/>', ""),
        _style("TableText", "Table Text", "Normal", '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="264" w:lineRule="auto"/>', f"{_fonts('宋体')}{_size(10.5 if zh else 10)}"),
        _style("TableHead", "Table Head", "TableText", "", f"{_fonts('黑体', 'Arial')}{_size(10 if zh else 9)}"),
        _style("TableSmall", "Table Small", "TableText", '<w:spacing w:before="0" w:after="0" w:line="250" w:lineRule="auto"/>', _size(9)),
        _style("CardText", "Card Text", "Normal", '<w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40" w:line="300" w:lineRule="auto"/>', f"{_fonts('仿宋')}{_size(12 if zh else 10.5)}"),
        _style("CardName", "Card Name", "CardText", "", f"{_fonts('黑体', 'Arial')}<w:color w:val=\"44484E\"/>{_size(10.5 if zh else 9)}"),
        _style("Picture", "Picture", "Normal", '<w:keepNext/><w:spacing w:before="160" w:after="0"/><w:jc w:val="center"/>', ""),
        _style("Footer", "footer", "Normal", "", f"{_fonts('宋体', 'SimSun' if zh else 'Times New Roman')}{_size(14 if zh else 10.5)}"),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="Mark"><w:name w:val="Figure Marked"/><w:rPr><w:b/><w:u w:val="single"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Code"><w:name w:val="Code"/><w:rPr>' + "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:noProof/>" + _size(8) + "</w:rPr></w:style>",
        '<w:style w:type="character" w:styleId="Muted"><w:name w:val="Muted"/><w:rPr><w:color w:val="5D6066"/></w:rPr></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        _table_style("ThreeLine", "Three-line Table", '<w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="12" w:space="0" w:color="000000"/>'
                     '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="C4C7CC"/>'),
        _table_style("Card", "Finding Card", '<w:top w:val="single" w:sz="8" w:space="0" w:color="44484E"/><w:bottom w:val="single" w:sz="6" w:space="0" w:color="44484E"/>'
                     '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D4D7DB"/>'),
        "</w:styles>",
    ]  # fmt: skip
    return "".join(out)


def _style(key: str, name: str, based: str, ppr: str, rpr: str, *, default: bool = False, next_: str = "", quick: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{key}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{next_}"/>' if next_ else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:style>"
    )


def _table_style(key: str, name: str, borders: str) -> str:
    return f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>'


def settings(contents: bool) -> str:
    """settings.xml. Args: contents: is there a table of contents, whose page numbers the reader's Word fills in?"""
    return (
        f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        + ('<w:updateFields w:val="true"/>' if contents else "")
        + '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """fontTable.xml: each font with its stand-ins."""
    out = [f"{HEAD}<w:fonts {NS}>"]
    for name, (others, family, pitch) in _FONTS.items():
        charset = "86" if not name.isascii() else "00"
        out.append(f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>')
    return "".join([*out, "</w:fonts>"])


def theme() -> str:
    """theme1.xml: Word asks for one; nothing here draws on it."""
    names = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
    colours = ("000000", "FFFFFF", "44484E", "E4E6EA", "1F5F8B", "8A9099", "A3261B", "8A5A00", "44566C", "5D6066", "1F5F8B", "5D6066")
    scheme = "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in zip(names, colours, strict=True))
    fonts = "".join(f'<a:{n}><a:latin typeface="{w}"/><a:ea typeface="{e}"/><a:cs typeface=""/></a:{n}>' for n, w, e in (("majorFont", "Arial", "黑体"), ("minorFont", "Times New Roman", "仿宋")))
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="gouji"><a:themeElements><a:clrScheme name="gouji">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="gouji">{fonts}</a:fontScheme><a:fmtScheme name="gouji"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def footer(odd: bool, lang: str) -> str:
    """The page number: — 1 —, right on odd pages and left on even ones, a character in from the edge; centred in English."""
    zh = lang == "zh"
    side = ("right" if odd else "left") if zh else "center"
    edge = f'<w:ind w:{side}Chars="100" w:{side}="280"/>' if zh else ""
    dash = "— " if zh else ""
    return (
        f'{HEAD}<w:ftr {NS}><w:p><w:pPr><w:pStyle w:val="Footer"/>{edge}<w:jc w:val="{side}"/></w:pPr>'
        + (f'<w:r><w:t xml:space="preserve">{dash}</w:t></w:r>' if dash else "")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + (f'<w:r><w:t xml:space="preserve">{dash[::-1]}</w:t></w:r>' if dash else "")
        + "</w:p></w:ftr>"
    )


def core(title: str, author: str, date: str) -> str:
    """docProps/core.xml; dates only where the user gave one."""
    when = f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified>' if date else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{html(title)}</dc:title><dc:creator>{html(author)}</dc:creator>{when}</cp:coreProperties>"
    )


def app(version: str) -> str:
    """docProps/app.xml."""
    number = ".".join((version.split(".") + ["0", "0"])[:2]).zfill(1)
    return f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>gouji</Application><AppVersion>{_app_version(number)}</AppVersion></Properties>'


def _app_version(number: str) -> str:
    """AppVersion must read XX.YYYY."""
    a, _, b = number.partition(".")
    return f"{int(a):02d}.{int(b or 0):04d}"


def custom(kind: str, version: str) -> str:
    """docProps/custom.xml: the mark of our own outputs. Word keeps it when the auditor edits and saves the file."""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="gouji"><vt:lpwstr>{html(kind)} {html(version)}</vt:lpwstr></property></Properties>'
    )
