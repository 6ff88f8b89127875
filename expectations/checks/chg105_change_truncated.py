"""A printed growth is its quotient with the digits dropped instead of rounded.

## What it does

Speaks where CHG101's arithmetic fails and dropping the digits behind the last printed one reproduces the print.

## Why it matters

As with RAT102: a matter of convention, worth a warning and no error.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受理6380件，上年6143件，增长3.85% | cur=6380 prev=6143 rep=385 scale=100 per=100 sign=1 | breaks truncated |
| 受理6380件，上年6143件，增长3.86% | cur=6380 prev=6143 rep=386 scale=100 per=100 sign=1 | ties half_up |
| 受理151件，上年66件，增长128.78% | cur=151 prev=66 rep=12878 scale=100 per=100 sign=1 | breaks truncated |

## Needs

The same rows as CHG101.

## Stays silent

Where rounding gives the print and where neither does (CHG101).

## Source

GB/T 8170-2008; truncation seen in published reports is told apart from error.

## 中文

四舍五入不能得出、而直接舍去尾数恰好得出所印增减幅度的，提示为截尾。
"""

from __future__ import annotations

from expectations.forms import ChangesExpectation, gx_severity

CODE = "CHG105"
NAME = "change-truncated"
TITLE = {"zh": "增减幅度系截尾", "en": "Change truncated"}
FRAME = "changes"
SEVERITY = "warning"
STATUS = "stable"
ALSO_FOR = ("CHG101",)
SPEAKS = ("truncated",)
MESSAGE = {
    "zh": "{label} {reported} 系截尾：{formula}，四舍五入应为 {expected}{detail}",
    "en": "{label} {reported} is truncated: {formula}, rounded it is {expected}{detail}",
}
HELP = {
    "zh": "按四舍五入改写，或在报告中说明取数规则。",
    "en": "Round it, or state the convention in the report.",
}


class ExpectChangesNotToBeTruncated(ChangesExpectation):
    """Expect no printed change to be its quotient with the digits dropped."""

    code = CODE
    title = TITLE["en"]
    also_for = ALSO_FOR
    speaks = SPEAKS
    severity = gx_severity(SEVERITY)
