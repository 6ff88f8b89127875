"""A percentage that cannot leave its bounds does.

## What it does

Compares the print with the bounds of its label: a share, a pass rate or an appearance rate lies between 0 and 100.

## Why it matters

A share above 100 % is impossible whatever its base.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 合格率102.5% | rep=1025 scale=10 low=0 high=100 | breaks exceeds |
| 合格率-3% | rep=-3 scale=1 low=0 high=100 | breaks below |
| 合格率100% | rep=100 scale=1 low=0 high=100 | ties within |

## Needs

Frame `bounds`, or the column `rate` with `low` and `high`.

## Stays silent

Rates that may exceed 100 (计划完成率, 结收比, growth): no row is built for them.

## Source

Arithmetic; which rates are bounded is data of the lexicon.

## 中文

构成比、合格率、出庭率等不可能超出0至100的百分比，超出即报。计划完成率、结收比、增长率等可超过100%的不检查。
"""

from __future__ import annotations

from expectations.forms import BoundsExpectation, gx_severity

CODE = "ORD102"
NAME = "percentage-out-of-bounds"
TITLE = {"zh": "百分比超出可能范围", "en": "Percentage out of bounds"}
FRAME = "bounds"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 超出可能范围：{formula}{detail}",
    "en": "{label} {reported} is out of its bounds: {formula}{detail}",
}
HELP = {
    "zh": "核对该百分比及其小数点位置。",
    "en": "Check the percentage and its decimal point.",
}


class ExpectPercentagesWithinBounds(BoundsExpectation):
    """Expect every percentage to lie within its bounds."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
