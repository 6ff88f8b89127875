"""A value stands nowhere in the report of its place and year.

## What it does

Marks a value of a dataset that the report of its row does not state, neither under the words of its column nor under
others, neither as printed nor rounded. This check carries one mark a value.

## Why it matters

What cannot be found in the source cannot be checked by a reader. It may come of another source, or of a slip.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 数据集“信访件”512，报告全文没有 512 | flag=1 | breaks marked |
| 数据集“受理”27，报告载受理 27 件 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; `gouji gate DATA --reports PATH`.

## Stays silent

Where the report states the value, under whatever words, and where no report of the row is among those given (TRC105).

## Source

gouji's own rule for traced datasets: docs/trace.md.

## 中文

数据集中的数值在所属地区、年度的报告中找不到：既无相同名称的数字，也无相同的值，修约后也没有的，即报。可能另有来源，也可能录入有误。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "TRC102"
NAME = "value-not-in-report"
TITLE = {"zh": "数值未见于报告", "en": "Value is not in its report"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label}：{reported} 未见于报告{detail}",
    "en": "{label}: {reported} is not in the report{detail}",
}
HELP = {
    "zh": "注明该数值的来源，或对照报告核对。",
    "en": "Name the source of the value, or compare it with the report.",
}


class ExpectValuesToStandInReports(MarksExpectation):
    """Expect every value of a dataset to stand in its report."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
