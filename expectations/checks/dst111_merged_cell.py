"""A merged cell stands below the head.

## What it does

Marks each merged range of a workbook below its head. Words of a range within one column are read for each of its
rows; a number is read once, in its first row.

## Why it matters

Only the first cell of a merged range holds the value; programs read the others as empty.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| A3:A5 合并：甲县 | flag=1 | breaks marked |
| 每行都写甲县 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; a workbook.

## Stays silent

In titles and heads.

## Source

ECMA-376, 18.3.1.55: mergeCells.

## 中文

表头以下的合并单元格逐个报出。同一列内合并的文字按各行都有读入，数字只算第一行。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST111"
NAME = "merged-cell"
TITLE = {"zh": "数据区有合并单元格", "en": "Merged cell among the data"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 的 {reported} 是合并单元格{detail}",
    "en": "{label}: {reported} is a merged cell{detail}",
}
HELP = {
    "zh": "取消合并，每行写全。",
    "en": "Unmerge it and write the value in every row.",
}


class ExpectNoMergedCells(MarksExpectation):
    """Expect no merged cell below the head."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
