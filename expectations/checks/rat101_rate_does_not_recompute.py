"""A printed rate is not what its numerator and denominator give.

## What it does

Divides the numerator by the denominator and compares with the print at its printed decimals. Half-up and half-even
rounding both tie. A rate that only dropping the digits gives is left to RAT102 where that runs beside it.

## Why it matters

The rate is what gets quoted. When it and its two counts disagree, at least one of the three is wrong, and only the
author can say which.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 调解53件，成功41件，成功率77.40% | num=41 den=53 rep=7740 scale=100 per=100 | breaks off |
| 调解53件，成功41件，成功率77.36% | num=41 den=53 rep=7736 scale=100 per=100 | ties half_up |
| 8件中1件，占12.5% | num=1 den=8 rep=125 scale=10 per=100 | ties exact |
| 200件中1件，占0%（修约到偶数） | num=1 den=200 rep=0 scale=1 per=100 | ties half_even |
| 受理35.2万件，化解27万件，76.8% | num=265000..275000 den=351500..352500 rep=768 scale=10 per=100 | ties band |
| 53件中41件，约占八成 | num=41 den=53 rep=80 rep_lo=75 rep_hi=85 scale=1 per=100 | ties hedged |
| 受理0件，办结率100% | num=0 den=0 rep=100 scale=1 per=100 | undetermined zero_base |

## Needs

Frame `rates`, or the columns `numerator`, `denominator` and `rate`. The rate states its decimals by being text, or
with `decimals=`.

## Stays silent

Where the base is zero or absent (undetermined), where the inputs are rounded and some value inside their bands
gives the print, and where the print is hedged and the quotient lies in what the hedge leaves open.

## Source

GB/T 8170-2008 (rounding, negatives by absolute value); rounding bands as in XBRL Calculations 1.1.

## 中文

按文中的分子、分母重算比率，与印出的数值在同一小数位上比较；四舍五入与修约到偶数都算相合。只有截尾才得出的，由
RAT102 另报。分子、分母、比率三者至少一处需要核对，本检查不判断是哪一处。
"""

from __future__ import annotations

from expectations.forms import RatesExpectation, gx_severity

CODE = "RAT101"
NAME = "rate-does-not-recompute"
TITLE = {"zh": "比率与算式不合", "en": "Rate does not recompute"}
FRAME = "rates"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 与算式不合：{formula}，应为 {expected}{detail}",
    "en": "{label} {reported} does not recompute: {formula}, expected {expected}{detail}",
}
HELP = {
    "zh": "核对分子、分母和比率三个数；哪一个有误须由原始数据判断。",
    "en": "Compare all three figures with the source data; the arithmetic does not say which one is wrong.",
}


class ExpectRatesToRecompute(RatesExpectation):
    """Expect every printed rate to be what its numerator and denominator give, rounded at its printed decimals."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
