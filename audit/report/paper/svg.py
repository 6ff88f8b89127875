"""Paired bars as SVG: text and shapes only, coloured by the page's style sheet, fonts those of the reader's machine."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from audit.report.paper.blocks import Chart
from audit.report.paper.text import html

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 190, 210, 40, 34


def svg(chart: Chart) -> str:
    """The chart as one <svg>; every number is a text in it, so nothing is told by length or colour alone."""
    low, high, step = _axis([x for b in chart.bars for x in (b.reported, b.recomputed)])
    height = TOP + ROW * len(chart.bars) + 26
    span = WIDTH - LEFT - RIGHT

    def x(value: Decimal) -> str:
        return _n(LEFT + span * (value - low) / (high - low))

    out = [
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="figure{chart.number}">',
        f'<title id="figure{chart.number}">{html(chart.caption)}</title>',
        f'<rect class="a" x="{LEFT}" y="8" width="12" height="8"/><text x="{LEFT + 18}" y="16">'
        f"{html(chart.series[0])}</text>",
        f'<rect class="b" x="{LEFT + 110}" y="8" width="12" height="8"/><text x="{LEFT + 128}" y="16">'
        f"{html(chart.series[1])}</text>",
        f'<text class="end" x="{WIDTH - 4}" y="16">{html(chart.gap)}</text>',
    ]
    tick = low
    while tick <= high:
        out.append(
            f'<line class="grid" x1="{x(tick)}" x2="{x(tick)}" y1="{TOP - 6}" y2="{height - 22}"/><text class="tick" '
            f'x="{x(tick)}" y="{height - 6}">{tick:f}{html(chart.unit)}</text>'
        )
        tick += step
    for n, bar in enumerate(chart.bars):
        y = TOP + ROW * n
        out.append(f'<text class="name" x="{LEFT - 10}" y="{y + 20}">{html(bar.label)}</text>')
        for value, text, kind, dy in (
            (bar.reported, bar.reported_text, "a", 2),
            (bar.recomputed, bar.recomputed_text, "b", 16),
        ):
            a, b = sorted((Decimal(0), value))
            out.append(
                f'<rect class="{kind}" x="{x(a)}" y="{y + dy}" width="{_n(span * (b - a) / (high - low))}" '
                'height="11"/>'
            )
            out.append(
                f'<text x="{_n(LEFT + span * (max(b, Decimal(0)) - low) / (high - low) + 6)}" y="{y + dy + 10}">'
                f"{html(text)}</text>"
            )
        out.append(f'<text class="end" x="{WIDTH - 4}" y="{y + 20}">{html(bar.gap)}</text>')
    out.append("</svg>")
    return "".join(out)


def _n(value: Decimal) -> str:
    """A coordinate to one decimal."""
    return f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP):f}"


def _axis(values: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Least and greatest value of an axis that holds zero, and its step: 1, 2 or 5 times a power of ten."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    if low == high:
        high = Decimal(1)
    rough = (high - low) / 4
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    low = (low / step).to_integral_value("ROUND_FLOOR") * step
    high = (high / step).to_integral_value("ROUND_CEILING") * step
    return low, high, step
