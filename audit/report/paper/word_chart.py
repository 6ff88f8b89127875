"""Paired bars as a native Word chart: drawn by the reader's Word in its fonts, the numbers in a workbook inside."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from audit.report.paper.blocks import Bar, Chart
from audit.report.paper.text import html
from audit.report.paper.word_parts import DRAWING, OFFICE
from audit.report.paper.xml import HEAD, a, c

_FILL = ("8A9099", "1F5F8B")
_FONT = a("latin", typeface="Arial") + a("ea", typeface="宋体")
_NAMES, _VALUES = 50010001, 50010002  # the two axes
_AXIS, _GRID = "808489", "E0E2E6"


def height(chart: Chart) -> int:
    """How high the chart is, in EMU: 12 mm a pair, 24 mm for legend and axis."""
    return (24 + 12 * len(chart.bars)) * 36000


def chart_xml(chart: Chart) -> str:
    """word/charts/chartN.xml. Each bar carries its printed text as its label."""
    columns = ([b.reported for b in chart.bars], [b.recomputed for b in chart.bars])
    texts = ([b.reported_text for b in chart.bars], [_with_gap(b) for b in chart.bars])
    names = [b.label for b in chart.bars]
    bars = c(
        "barChart",
        c("barDir", val="bar"),
        c("grouping", val="clustered"),
        c("varyColors", val=0),
        *(_series(n, chart.series[n], names, columns[n], texts[n]) for n in (0, 1)),
        c("gapWidth", val=60),
        c("axId", val=_NAMES),
        c("axId", val=_VALUES),
    )
    from_zero = min((x for column in columns for x in column), default=Decimal(0)) >= 0
    area = c("plotArea", c("layout"), bars, _name_axis(), _value_axis(chart.unit, from_zero))
    legend = c("legend", c("legendPos", val="t"), c("overlay", val=0), _text(900))
    inner = c(
        "chart",
        c("autoTitleDeleted", val=1),
        area,
        legend,
        c("plotVisOnly", val=1),
        c("dispBlanksAs", val="gap"),
    )
    bare = c("spPr", a("noFill"), a("ln", a("noFill")))
    data = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}/relationships">'
        f"{c('roundedCorners', val=0)}{inner}{bare}{data}</c:chartSpace>"
    )


def _name_axis() -> str:
    """The axis of names, the first on top."""
    return c(
        "catAx",
        c("axId", val=_NAMES),
        c("scaling", c("orientation", val="maxMin")),
        c("delete", val=0),
        c("axPos", val="l"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        _line(_AXIS),
        _text(900),
        c("crossAx", val=_VALUES),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=100),
        c("noMultiLvlLbl", val=1),
    )


def _value_axis(unit: str, from_zero: bool) -> str:
    return c(
        "valAx",
        c("axId", val=_VALUES),
        c("scaling", c("orientation", val="minMax"), c("min", val=0) if from_zero else ""),
        c("delete", val=0),
        c("axPos", val="b"),
        c("majorGridlines", _line(_GRID)),
        c("numFmt", formatCode=f'General"{unit}"', sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="high"),
        _line(_GRID),
        _text(800),
        c("crossAx", val=_NAMES),
        c("crosses", val="autoZero"),
        c("crossBetween", val="between"),
    )


def _with_gap(bar: Bar) -> str:
    """97.69% (−0.13): the difference without its unit, which the legend would repeat."""
    gap = re.match(r"[+−]?[0-9.]+", bar.gap)
    return f"{bar.recomputed_text} ({gap[0]})" if gap else bar.recomputed_text


def _series(n: int, name: str, names: list[str], values: list[Decimal], texts: list[str]) -> str:
    column, last = "BC"[n], len(names) + 1
    labels = c("dLbls", *map(_label, range(len(texts)), texts), c("spPr", a("noFill")), _text(900), _SHOW)
    title = c("strRef", c("f", f"Sheet1!${column}$1"), _cache("strCache", [name]))
    category = c("strRef", c("f", f"Sheet1!$A$2:$A${last}"), _cache("strCache", names))
    numbers = c(
        "numRef", c("f", f"Sheet1!${column}$2:${column}${last}"), _cache("numCache", [f"{v:f}" for v in values])
    )
    return c(
        "ser",
        c("idx", val=n),
        c("order", val=n),
        c("tx", title),
        c("spPr", a("solidFill", a("srgbClr", val=_FILL[n]))),
        c("invertIfNegative", val=0),
        labels,
        c("cat", category),
        c("val", numbers),
    )


_SHOW = c("dLblPos", val="outEnd") + "".join(
    c(f"show{what}", val=int(what == "Val"))
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


def _label(k: int, text: str) -> str:
    """The label of bar k: its printed text, not the number drawn."""
    run = a("r", a("rPr", _FONT, lang="zh-CN", sz=900), a("t", html(text)))
    rich = c("rich", a("bodyPr"), a("p", a("pPr", a("defRPr", _FONT, sz=900)), run))
    return c("dLbl", c("idx", val=k), c("tx", rich), _SHOW)


def _cache(kind: str, texts: list[str]) -> str:
    points = (c("pt", c("v", html(text)), idx=k) for k, text in enumerate(texts))
    return c(kind, c("formatCode", "General") if kind == "numCache" else "", c("ptCount", val=len(texts)), *points)


def _line(colour: str) -> str:
    return c("spPr", a("ln", a("solidFill", a("srgbClr", val=colour)), w=6350))


def _text(size: int) -> str:
    look = a("p", a("pPr", a("defRPr", _FONT, sz=size)), a("endParaRPr", lang="zh-CN"))
    return c("txPr", a("bodyPr"), a("lstStyle"), look)


def workbook(chart: Chart) -> bytes:
    """The numbers of the chart as a workbook, so that "edit data" in Word works."""
    import datetime

    import xlsxwriter

    buffer = io.BytesIO()
    as_they_are = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **as_they_are}) as book:
        book.set_properties({"created": datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)})
        sheet = book.add_worksheet("Sheet1")
        for k, title in enumerate(("", *chart.series)):
            sheet.write_string(0, k, title)
        for n, b in enumerate(chart.bars, 1):
            sheet.write_string(n, 0, b.label)
            sheet.write_number(n, 1, float(b.reported))
            sheet.write_number(n, 2, float(b.recomputed))
    return buffer.getvalue()


def drawing(chart: Chart, n: int, width: int, relation: str) -> str:
    """The run that shows chart n in a paragraph; its description is read out where it cannot be seen."""
    first, second = chart.series
    told = "; ".join(f"{b.label}: {first} {b.reported_text}, {second} {b.recomputed_text}" for b in chart.bars)
    graphic = a(
        "graphic",
        a("graphicData", f'<c:chart r:id="{relation}"/>', uri=f"{DRAWING}/chart"),
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height(chart)}"/><wp:docPr id="{n}" name="Chart {n}" descr="{html(told)}"/>'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing></w:r>"
    )
