"""A printed difference is not the current value minus the previous one.

## What it does

Subtracts and compares: 增加22件, 提高0.66个百分点. Rates are compared as the bands they were rounded from. A wrong
direction is left to CHG104 where it runs beside it.

## Why it matters

A difference off by ten is the usual sign of a slipped decimal point, and 百分点 are easily mistaken for %.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 97.19%，提高6.7个百分点，上年96.52% | cur=9719 prev=9652 delta=670 sign=1 | breaks off |
| 98.78%，较上年98.12%提高0.66个百分点 | cur=9878 prev=9812 delta=66 sign=1 | ties exact |
| 129件，上年151件，减少22件 | cur=129 prev=151 delta=22 sign=-1 | ties exact |
| 两数相差22件：129件、151件 | cur=129 prev=151 delta=22 sign=0 | ties exact |

## Needs

Frame `differences`, or the columns `current`, `previous` and `difference`.

## Stays silent

Within one unit of the last digit where both are rounded rates: the rows then come as intervals.

## Source

Interval subtraction; GB/T 8170-2008.

## 中文

按“本期－上期”重算增减量（含百分点），与印出的数值比较。两个修约过的比率相减，允许末位相差一个单位。
"""

from __future__ import annotations

from expectations.forms import DifferencesExpectation, gx_severity

CODE = "CHG103"
NAME = "difference-does-not-recompute"
TITLE = {"zh": "增减量与算式不合", "en": "Difference does not recompute"}
FRAME = "differences"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 与算式不合：{formula}，应为 {expected}{detail}",
    "en": "{label} {reported} does not recompute: {formula}, expected {expected}{detail}",
}
HELP = {
    "zh": "核对本期、上期和增减量，注意小数点与“%”“百分点”之别。",
    "en": "Check the three figures, the decimal point, and % against percentage points.",
}


class ExpectDifferencesToRecompute(DifferencesExpectation):
    """Expect every printed difference to be the current value minus the previous one."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
