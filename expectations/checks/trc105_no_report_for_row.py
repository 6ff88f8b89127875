"""No report of a row's place and year is among those given.

## What it does

Marks a row of a dataset whose place and year are those of none of the reports that it is traced to. This check
carries one mark a row.

## Why it matters

Nothing of such a row was compared. A gate that passed it in silence would say more than it knows.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 行“某县 2022”，所给报告只有 2023 年 | flag=1 | breaks marked |
| 行“某县 2023”，有 2023 年报告 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; `gouji gate DATA --reports PATH`.

## Stays silent

Where the row has no value, and where a report of another year states the value for the year of the row.

## Source

gouji's own rule for traced datasets: docs/trace.md.

## 中文

数据集中某一行的地区、年度，在所给的报告中没有对应的报告，该行的数值一个也没有核对，即报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "TRC105"
NAME = "no-report-for-row"
TITLE = {"zh": "该行没有对应的报告", "en": "No report for a row"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label}：所给报告中没有这一地区、年度的报告{detail}",
    "en": "{label}: no report of this place and year was given{detail}",
}
HELP = {
    "zh": "用 --reports 给出该地区、年度的报告；没有报告的，请注明数据来源。",
    "en": "Give the report with --reports; where there is none, name the source of the data.",
}


class ExpectRowsToHaveAReport(MarksExpectation):
    """Expect every row of a dataset to have a report of its place and year."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
