"""A cell that the contract requires holds no value.

## What it does

Marks an empty cell, or one with a word for no value (—, …, 无, 未公布), in a required column or a key.

## Why it matters

A missing value is judged by no rule.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受理：—（必填） | flag=1 | breaks marked |
| 受理：0（必填） | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

In columns that are not required; 0 is a value.

## Source

Frictionless Table Schema: constraints, required.

## 中文

契约写明必填（required）的列及主键列，单元格为空或为“—”“未公布”等即报。0 是数值，不算空。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST105"
NAME = "required-cell-empty"
TITLE = {"zh": "必填单元格为空", "en": "Required cell is empty"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 必填而无值（{reported}）{detail}",
    "en": "{label} is required and holds no value ({reported}){detail}",
}
HELP = {
    "zh": "补上数值；确无数据的，在契约里取消必填。",
    "en": "Fill it in; where there is no value, do not require it in the contract.",
}


class ExpectRequiredCellsFilled(MarksExpectation):
    """Expect every required cell to hold a value."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
