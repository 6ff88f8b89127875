"""A comparison that the contract states does not hold.

## What it does

Compares two sums of columns, or a column and a number, by < <= == >= > or !=, exactly.

## Why it matters

What everybody who keeps the table knows (回访 = 办结 since 2021) is written down once and checked in every row.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 回访 31，办结 28，须 <= | left=31 right=28 op=1 | breaks exceeds |
| 回访 27，办结 28，须 == | left=27 right=28 op=2 | breaks differs |
| 回访 28，办结 28，须 == | left=28 right=28 op=2 | ties exact |
| 未结 3，须 != 0 | left=3 right=0 op=5 | ties within |

## Needs

Frame `comparisons`, or the columns `left` and `right` with `op`; one side may be a number.

## Stays silent

Where a figure is missing, and where rounding or a hedge leaves room for the comparison to hold.

## Source

The contract.

## 中文

契约所写的比较式（两侧为列、列之和或数）逐行按精确值判断；修约或约数所留余地之内能成立的不报。
"""

from __future__ import annotations

from expectations.forms import ComparisonsExpectation, gx_severity

CODE = "DST109"
NAME = "comparison-does-not-hold"
TITLE = {"zh": "契约中的不等式不成立", "en": "Comparison does not hold"}
FRAME = "comparisons"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 不成立：{formula}{detail}",
    "en": "{label} does not hold: {formula}{detail}",
}
HELP = {
    "zh": "核对式中各数。",
    "en": "Check the figures on both sides.",
}


class ExpectComparisonsToHold(ComparisonsExpectation):
    """Expect a comparison of columns to hold in every row."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
