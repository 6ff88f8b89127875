"""A column has no head.

## What it does

Marks an empty cell in the row of heads.

## Why it matters

No rule can name the column, so nothing in it is checked.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 表头：地区、（空）、受理 | flag=1 | breaks marked |
| 表头：地区、年度、受理 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Where the column is empty throughout at the edge of a sheet.

## Source

Frictionless Table Schema: a field has a name.

## 中文

表头有空单元格即报；该列按“column 序号”读入，不丢弃。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST113"
NAME = "unnamed-column"
TITLE = {"zh": "列没有名称", "en": "Column has no head"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 没有名称{detail}",
    "en": "{label} has no head{detail}",
}
HELP = {
    "zh": "补上列名，或删去该列。",
    "en": "Name the column, or delete it.",
}


class ExpectColumnsToHaveHeads(MarksExpectation):
    """Expect every column to have a head."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
