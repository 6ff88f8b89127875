"""A cell is not one of the values, or not of the form, that the contract allows.

## What it does

Marks a cell that is not in `values` of its column, does not match its `pattern`, or has decimals in a column of
whole numbers.

## Why it matters

甲县 and 甲县人民政府 are two keys to a program: the year before is then not found.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 层级：县级（只许县、区、市） | flag=1 | breaks marked |
| 层级：县 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; for a table as it is, Great Expectations' own ExpectColumnValuesToBeInSet and
ExpectColumnValuesToMatchRegex.

## Stays silent

Where the contract names neither values nor a pattern; empty cells.

## Source

Frictionless Table Schema: constraints, enum and pattern.

## 中文

单元格内容不在契约该列的 values 之中、不合 pattern，或整数列里有小数的即报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST107"
NAME = "value-not-listed"
TITLE = {"zh": "内容不在契约规定之列", "en": "Value is not of its list"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 的 {reported} 不合契约规定：{detail}",
    "en": "{label}: {reported} is not what the contract allows: {detail}",
}
HELP = {
    "zh": "改为规定的写法，或在契约里加上。",
    "en": "Write it as the contract says, or add it there.",
}


class ExpectValuesOfTheList(MarksExpectation):
    """Expect every cell to be one of the values that its column allows."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
