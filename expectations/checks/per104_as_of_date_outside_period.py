"""A figure is given as of a day that does not belong to the report's period.

## What it does

Compares the as-of day with the first day of the period, and the last day with it: one row each.

## Why it matters

A figure as of another year does not belong to this year's balance.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 2023年度报告：截至2022年11月底…… | earlier=738521 later=738489 | breaks out_of_order |
| 2023年度报告：截至2023年11月底…… | earlier=738521 later=738854 | ties within |

## Needs

Frame `dates`, or the columns `earlier` and `later`.

## Stays silent

Where the figure is named as one of an earlier year.

## Source

The calendar: a report's figures are those of its period.

## 中文

“截至某日”的日期不在报告统计期之内的，提示核对年份。
"""

from __future__ import annotations

from expectations.forms import DatesExpectation, gx_severity

CODE = "PER104"
NAME = "as-of-date-outside-period"
TITLE = {"zh": "截止日期不在统计期内", "en": "As-of date outside the period"}
FRAME = "dates"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 不在统计期内（{expected}）{detail}",
    "en": "{label} {reported} is outside the period ({expected}){detail}",
}
HELP = {
    "zh": "核对截止日期的年份。",
    "en": "Check the year of the as-of date.",
}


class ExpectAsOfDatesWithinPeriod(DatesExpectation):
    """Expect every as-of date to lie within the period."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
