"""Two columns have the same head.

## What it does

Marks a head that has occurred before in the row of heads, after units in brackets and spaces are taken off.

## Why it matters

A reader, and a program, cannot say which of the two columns a rule is about.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受理、办结、受理 | flag=1 | breaks marked |
| 受理（件）、受理（人） | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Where the heads differ in their units.

## Source

Frictionless Table Schema: field names should be unique.

## 中文

同一表内两列同名即报；第二列按“名称#2”读入，不丢弃。仅单位不同的不算重名。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST102"
NAME = "duplicate-column-head"
TITLE = {"zh": "列名重复", "en": "Column head occurs twice"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "列名重复：{label} 在第 {reported} 列再次出现{detail}",
    "en": "The head {label} occurs again in column {reported}{detail}",
}
HELP = {
    "zh": "给每一列起不同的名称。",
    "en": "Give each column a name of its own.",
}


class ExpectColumnHeadsToDiffer(MarksExpectation):
    """Expect no two columns to have the same head."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
