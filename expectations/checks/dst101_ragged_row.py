"""A row has more or fewer cells than the head.

## What it does

Counts the cells of each row of a csv or tsv file and compares them with the cells of the head.

## Why it matters

One missing separator moves every figure behind it into another column.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 表头 6 列，该行 4 列 | found=4 expected=6 | breaks differs |
| 表头 6 列，该行 6 列 | found=6 expected=6 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

Where a row ends in empty cells that the head does not have; blank rows and notes below the table, which are listed
in the notes of the run.

## Source

RFC 4180, section 2: each line should contain the same number of fields.

## 中文

逐行数单元格个数，与表头不一致即报；多出的内容不丢弃，写在信息里。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DST101"
NAME = "ragged-row"
TITLE = {"zh": "行的单元格数与表头不同", "en": "Row is not as wide as the head"}
FRAME = "counts"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 有 {reported} 个单元格，表头有 {expected} 个{detail}",
    "en": "{label} has {reported} cells, the head has {expected}{detail}",
}
HELP = {
    "zh": "核对该行是否缺列、多列，或单元格内的分隔符未加引号。",
    "en": "Look for a missing cell, one too many, or a separator inside a cell without quotes.",
}


class ExpectRowsAsWideAsTheHead(CountsExpectation):
    """Expect every row to have as many cells as the head."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
