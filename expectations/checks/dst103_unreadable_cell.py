"""A cell of a column of numbers or dates holds something else.

## What it does

Marks a cell that is neither a figure of the grammar of reports (1,234, 98.50%, 约300, 47.84万) nor a word for no
value (—, …, 无, 未公布).

## Why it matters

A cell that cannot be read is judged by no rule: it would pass unseen.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受理：1O3 | flag=1 | breaks marked |
| 受理：未公布 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

In columns of text.

## Source

Frictionless Table Schema: type errors.

## 中文

数字列、日期列里既不是数（日期）又不是“无数据”用语的单元格即报，因为没有规则能核对它。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST103"
NAME = "unreadable-cell"
TITLE = {"zh": "单元格无法读作该列的类型", "en": "Cell cannot be read"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 的 {reported} 无法读作{detail}",
    "en": "{label}: {reported} cannot be read as {detail}",
}
HELP = {
    "zh": "改为数字；没有数的写“—”或留空。",
    "en": "Write a number; where there is none, write — or leave the cell empty.",
}


class ExpectCellsToBeReadable(MarksExpectation):
    """Expect every cell of a column of numbers to be a number, or a word for none."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
