"""A report is dated before the period whose full figures it gives had ended.

## What it does

Compares the last day of the period with the date of the document.

## Why it matters

Figures for a whole year cannot be final in December of that year.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 2023年度报告，落款2023年12月20日 | earlier=738885 later=738874 | breaks out_of_order |
| 2023年度报告，落款2024年1月15日 | earlier=738885 later=738900 | ties within |

## Needs

Frame `dates` with the period's end as `earlier`, or the columns `earlier` and `later`.

## Stays silent

Where the text says up to which day it counts.

## Source

The calendar: a period's figures are final only after its last day.

## 中文

报告落款或发布日期早于其统计期末日的，提示核对日期或说明统计截止日。
"""

from __future__ import annotations

from expectations.forms import DatesExpectation, gx_severity

CODE = "PER101"
NAME = "dated-before-period-end"
TITLE = {"zh": "落款早于统计期末", "en": "Dated before the period ended"}
FRAME = "dates"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 早于统计期末 {expected}{detail}",
    "en": "{label} {reported} is before the period ended on {expected}{detail}",
}
HELP = {
    "zh": "核对日期；如按截止日统计，请写明截止日。",
    "en": "Check the date, or state up to which day was counted.",
}


class ExpectDatesAfterPeriodEnd(DatesExpectation):
    """Expect every document to be dated after its period ended."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
