"""A printed rate is its quotient with the digits dropped instead of rounded.

## What it does

Speaks where RAT101's arithmetic fails and dropping the digits behind the last printed one reproduces the print
exactly.

## Why it matters

Truncated and rounded rates in one report do not add up to 100, and the last digit misleads. It is a matter of
convention rather than of fact, so it warns and is no error.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 调解53件，成功41件，成功率77.35% | num=41 den=53 rep=7735 scale=100 per=100 | breaks truncated |
| 办结254567件，受理254592件，99.9% | num=254567 den=254592 rep=999 scale=10 per=100 | breaks truncated |
| 调解53件，成功41件，成功率77.36% | num=41 den=53 rep=7736 scale=100 per=100 | ties half_up |
| 净下降41件，占-77.35% | num=-41 den=53 rep=-7735 scale=100 per=100 | breaks truncated |

## Needs

The same rows as RAT101.

## Stays silent

Where rounding gives the print, where neither rounding nor truncation does (RAT101), and where the print is hedged.

## Source

GB/T 8170-2008; truncation seen in published reports is told apart from error.

## 中文

四舍五入不能得出、而直接舍去尾数恰好得出所印比率的，提示为截尾。属修约惯例问题，不作差错论；同一报告通篇截尾的，可降
为提示。
"""

from __future__ import annotations

from expectations.forms import RatesExpectation, gx_severity

CODE = "RAT102"
NAME = "rate-truncated"
TITLE = {"zh": "比率系截尾", "en": "Rate truncated"}
FRAME = "rates"
SEVERITY = "warning"
STATUS = "stable"
ALSO_FOR = ("RAT101",)
SPEAKS = ("truncated",)
MESSAGE = {
    "zh": "{label} {reported} 系截尾：{formula}，四舍五入应为 {expected}{detail}",
    "en": "{label} {reported} is truncated: {formula}, rounded it is {expected}{detail}",
}
HELP = {
    "zh": "按四舍五入改写，或在报告中说明取数规则。",
    "en": "Round it, or state the convention in the report.",
}


class ExpectRatesNotToBeTruncated(RatesExpectation):
    """Expect no printed rate to be its quotient with the digits dropped."""

    code = CODE
    title = TITLE["en"]
    also_for = ALSO_FOR
    speaks = SPEAKS
    severity = gx_severity(SEVERITY)
