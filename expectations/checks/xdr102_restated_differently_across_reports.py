"""Two reports state one quantity with values that cannot both hold.

## What it does

Compares a figure with its restatement elsewhere: last year's value in this year's report, a county in the city's
table, opening with last year's closing balance.

## Why it matters

One of them was revised without a word, or is wrong.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 2022年报告42件；2023年报告称上年45件 | a=42 b=45 | breaks differs |
| 2022年报告42件；2023年报告称上年42件 | a=42 b=42 | ties exact |

## Needs

Frame `repeats`, or the columns `first` and `second`.

## Stays silent

Where a revision is announced, and where scope changed between the years.

## Source

Carry-over rows: 结转下年度 of one year is 上年结转 of the next (国办公开办函〔2021〕30号).

## 中文

两份报告对同一数据的表述不能同时成立（如本年报告所引上年数与上年报告不同）的，提示核对是否调整过口径。
"""

from __future__ import annotations

from expectations.forms import RepeatsExpectation, gx_severity

CODE = "XDR102"
NAME = "restated-differently-across-reports"
TITLE = {"zh": "两份报告所载不一致", "en": "Restated differently across reports"}
FRAME = "repeats"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 两份报告不一致：{reported} 与 {expected}{detail}",
    "en": "{label} differs between two reports: {reported} and {expected}{detail}",
}
HELP = {
    "zh": "核对两份报告；如数据已修订，请注明。",
    "en": "Check both reports; say so if the figure was revised.",
}


class ExpectReportsToAgree(RepeatsExpectation):
    """Expect two reports to state one quantity alike."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
