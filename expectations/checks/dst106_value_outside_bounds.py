"""A value is outside the bounds of its column.

## What it does

Compares each value with the `min` and `max` of its column in the contract.

## Why it matters

A count below nothing, or a percentage above 100, shows a wrong figure or a wrong unit.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 满意率 102.5%，上限 100 | left=1025 right=1000 op=1 | breaks exceeds |
| 人员 0，下限 1 | left=0 right=1 op=3 | breaks below |
| 满意率 100%，上限 100 | left=100 right=100 op=1 | ties within |

## Needs

Frame `comparisons`, or the columns `left` and `right` with `op`; one side may be a number.

## Stays silent

Where the contract gives no bounds; a hedged value breaks only when nothing it leaves open is within them.

## Source

Frictionless Table Schema: constraints, minimum and maximum.

## 中文

数值与契约中该列的上下限（min、max）比较，超出即报；约数所留范围与界限有交的不报。
"""

from __future__ import annotations

from expectations.forms import ComparisonsExpectation, gx_severity

CODE = "DST106"
NAME = "value-outside-bounds"
TITLE = {"zh": "数值超出契约规定的范围", "en": "Value is outside its bounds"}
FRAME = "comparisons"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 超出范围：{formula}{detail}",
    "en": "{label} {reported} is outside its bounds: {formula}{detail}",
}
HELP = {
    "zh": "核对数值及其单位。",
    "en": "Check the value and its unit.",
}


class ExpectValuesWithinBounds(ComparisonsExpectation):
    """Expect every value to be within the bounds of its column."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
