"""A value is the report's, with other digits than it prints.

## What it does

Marks a value of a dataset that agrees with its report only by rounding or within a hedge: fewer digits than
printed, more digits than printed, or a plain number for 余 and 近. This check carries one mark a value.

## Why it matters

Digits lost in a dataset cannot be won back, and digits added to a rounded figure were never reported.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 数据集 97.9，报告载 97.87% | flag=1 | breaks marked |
| 数据集 97.87，报告载 97.87% | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; `gouji gate DATA --reports PATH`.

## Stays silent

Where the value is printed in another unit without loss: 15.87亿元 as 1587000000元 or as 158700万元.

## Source

gouji's own rule for traced datasets: docs/trace.md.

## 中文

数据集中的数值与报告只在修约或约数的意义上一致的，提示：位数比报告少，或比报告多，或报告写作“余”“近”而数据集写作整数。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "TRC104"
NAME = "value-rounded"
TITLE = {"zh": "数值经过修约", "en": "Value is rounded"}
FRAME = "marks"
SEVERITY = "info"
STATUS = "stable"
MESSAGE = {
    "zh": "{label}：数据集为 {reported}，报告载为 {expected}{detail}",
    "en": "{label}: the dataset has {reported}, the report prints {expected}{detail}",
}
HELP = {
    "zh": "宜照报告所印位数录入，约数宜保留“约”“余”等字。",
    "en": "Better to keep the digits as printed, and the words of a hedge.",
}


class ExpectValuesAsPrinted(MarksExpectation):
    """Expect every value of a dataset to have the digits that its report prints."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
