"""The head of a column states another unit than the contract.

## What it does

Marks a column whose head states a unit (金额（元）) where the contract declares another (万元).

## Why it matters

Figures of two releases then differ ten thousandfold.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 金额（元），契约 万元 | flag=1 | breaks marked |
| 金额（万元），契约 万元 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Where the head or the contract states none.

## Source

The contract.

## 中文

表头写明的单位与契约（unit）不同即报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST115"
NAME = "unit-differs"
TITLE = {"zh": "单位与契约不同", "en": "Unit is not the one declared"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 的单位是 {reported}，契约为 {expected}{detail}",
    "en": "{label} is in {reported}, the contract says {expected}{detail}",
}
HELP = {
    "zh": "统一单位，或改契约。",
    "en": "Use one unit, or change the contract.",
}


class ExpectUnitsAsDeclared(MarksExpectation):
    """Expect every column to be in the unit that the contract declares."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
