"""Paired bars as a native Word chart: drawn by the reader's Word with the reader's fonts, its numbers in a workbook inside."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from audit.report.paper.blocks import Bar, Chart
from audit.report.paper.text import html
from audit.report.paper.word_parts import HEAD

_FILL = ("8A9099", "1F5F8B")
_FONT = '<a:latin typeface="Arial"/><a:ea typeface="宋体"/>'


def height(chart: Chart) -> int:
    """How high the chart is, in EMU: 12 mm a pair, 24 mm for legend and axis."""
    return (24 + 12 * len(chart.bars)) * 36000


def chart_xml(chart: Chart) -> str:
    """word/charts/chartN.xml. Each bar carries its printed text as its label."""
    names = [b.label for b in chart.bars]
    columns = ([b.reported for b in chart.bars], [b.recomputed for b in chart.bars])
    texts = ([b.reported_text for b in chart.bars], [_with_gap(b) for b in chart.bars])
    series = "".join(_series(n, chart.series[n], names, columns[n], texts[n]) for n in (0, 1))
    low = "" if min([x for c in columns for x in c], default=Decimal(0)) < 0 else '<c:min val="0"/>'
    return (
        f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:axId val="50010001"/><c:axId val="50010002"/></c:barChart>'
        f'<c:catAx><c:axId val="50010001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_line("808489")}{_text(900)}<c:crossAx val="50010002"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="50010002"/><c:scaling><c:orientation val="minMax"/>{low}</c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorGridlines>{_line("E0E2E6")}</c:majorGridlines>'
        f'<c:numFmt formatCode="General&quot;{html(chart.unit)}&quot;" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="high"/>{_line("E0E2E6")}{_text(800)}'
        '<c:crossAx val="50010001"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text(900)}</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _with_gap(bar: Bar) -> str:
    """97.69% (−0.13): the difference without its unit, which the legend would repeat."""
    gap = re.match(r"[+−]?[0-9.]+", bar.gap)
    return f"{bar.recomputed_text} ({gap[0]})" if gap else bar.recomputed_text


def _series(n: int, name: str, names: list[str], values: list[Decimal], texts: list[str]) -> str:
    column = "BC"[n]
    last = len(names) + 1
    labels = "".join(
        f'<c:dLbl><c:idx val="{k}"/><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900">{_FONT}</a:defRPr></a:pPr><a:r><a:rPr lang="zh-CN" sz="900">{_FONT}</a:rPr><a:t>{html(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
        for k, text in enumerate(texts)
    )
    points = "".join(f'<c:pt idx="{k}"><c:v>{html(x)}</c:v></c:pt>' for k, x in enumerate(names))
    numbers = "".join(f'<c:pt idx="{k}"><c:v>{x:f}</c:v></c:pt>' for k, x in enumerate(values))
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{html(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_FILL[n]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls>{labels}<c:spPr><a:noFill/></c:spPr>{_text(900)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(names)}"/>{points}</c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(names)}"/>{numbers}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _line(colour: str) -> str:
    return f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'


def _text(size: int) -> str:
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">{_FONT}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def workbook(chart: Chart) -> bytes:
    """The numbers of the chart as a workbook, so that "edit data" in Word works."""
    import datetime

    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
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
    text = "; ".join(f"{b.label}: {chart.series[0]} {b.reported_text}, {chart.series[1]} {b.recomputed_text}" for b in chart.bars)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height(chart)}"/><wp:docPr id="{n}" name="Chart {n}" descr="{html(text)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
