"""A value is not the one that its report states.

## What it does

Marks a value of a dataset where the report of its place and year states another value under the same words. The
tracing compares them exactly: rounded, hedged and converted forms of one value agree. This check carries one mark a
value.

## Why it matters

A dataset is quoted in the place of its source. Where the two differ, one of them is not what was reported.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 数据集“调解成功率”77.36，报告载 77.35% | flag=1 | breaks marked |
| 数据集“调解成功率”77.35，报告载 77.35% | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; `gouji gate DATA --reports PATH`.

## Stays silent

Where no figure of the report has the words of the column (TRC102, TRC103), and where the value is the report's
rounded or hedged one (TRC104). A warning where the report has several figures under like words.

## Source

gouji's own rule for traced datasets: docs/trace.md.

## 中文

数据集中的数值，与同一地区、同一年度的报告在相同名称下所载的数值不同的，即报。修约、约数、换算单位后相同的不报；报告中另有名称相近的数字的，降为警告。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "TRC101"
NAME = "value-differs-from-report"
TITLE = {"zh": "数值与报告不一致", "en": "Value differs from its report"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label}：数据集为 {reported}，报告载为 {expected}{detail}",
    "en": "{label}: the dataset has {reported}, the report states {expected}{detail}",
}
HELP = {
    "zh": "对照报告原文核对；报告本身有误的，请在数据说明中注明。",
    "en": "Compare with the report; where the report itself is wrong, say so in the notes of the dataset.",
}


class ExpectValuesToAgreeWithReports(MarksExpectation):
    """Expect every value of a dataset to be the one that its report states."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
