"""A date stands as the number of a day.

## What it does

Marks 45291 in a column of dates: spreadsheets count days from 1899-12-30, and an export without a format leaves the
count.

## Why it matters

A reader cannot read it, and two systems count from different days.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 日期：45291 | flag=1 | breaks marked |
| 日期：2023-12-31 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Outside columns whose head says 日期 or 时间, or whose other cells are dates.

## Source

ECMA-376, 18.17.4.1: serial dates.

## 中文

日期列里出现 45291 之类电子表格日期序列数的即报，并写出它所代表的日期。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST110"
NAME = "date-as-number"
TITLE = {"zh": "日期成了序列数", "en": "Date is a serial number"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 的 {reported} 像是电子表格的日期序列数{detail}",
    "en": "{label}: {reported} looks like a spreadsheet's number of a day{detail}",
}
HELP = {
    "zh": "在电子表格里设为日期格式后重新导出。",
    "en": "Format the cells as dates and export the table again.",
}


class ExpectDatesNotToBeSerials(MarksExpectation):
    """Expect no date to stand as the number of a day."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
