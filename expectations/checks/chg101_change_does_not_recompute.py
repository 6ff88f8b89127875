"""A printed growth is not what the current and the previous value give.

## What it does

Computes (current - previous) / previous and compares with the print at its printed decimals, with the sign that the
words state. A wrong direction is left to CHG104, truncation to CHG105, where they run beside it.

## Why it matters

Growth is quoted without its base. If the three disagree, one of them is wrong.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 办结129件，上年151件，下降15.2% | cur=129 prev=151 rep=152 scale=10 per=100 sign=-1 | breaks off |
| 办结129件，上年151件，下降14.57% | cur=129 prev=151 rep=1457 scale=100 per=100 sign=-1 | ties half_up |
| 16396万比14515万增12.96% | cur=163955..163965 prev=145145..145155 rep=1296 scale=100 per=100 sign=1 | ties band |
| 上年0件，今年5件，增长100% | cur=5 prev=0 rep=100 scale=1 per=100 sign=1 | undetermined zero_base |

## Needs

Frame `changes`, or the columns `current`, `previous` and `change`.

## Stays silent

Where the previous value is zero or negative (undetermined), and where rounding of the values explains the
difference.

## Source

GB/T 8170-2008: a negative is rounded by its absolute value. Statistics bureaus' 同比 and 环比.

## 中文

按“（本期－上期）÷上期”重算增减幅度，与印出的数值及文字所说的升降比较。基期为零或为负的不作判断。方向相反由 CHG104
、截尾由 CHG105 另报。
"""

from __future__ import annotations

from expectations.forms import ChangesExpectation, gx_severity

CODE = "CHG101"
NAME = "change-does-not-recompute"
TITLE = {"zh": "增减幅度与算式不合", "en": "Change does not recompute"}
FRAME = "changes"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 与算式不合：{formula}，应为 {expected}{detail}",
    "en": "{label} {reported} does not recompute: {formula}, expected {expected}{detail}",
}
HELP = {
    "zh": "核对本期、上期和增减幅度三个数，以及上期数是否调整过口径。",
    "en": "Check all three figures, and whether the previous one was restated.",
}


class ExpectChangesToRecompute(ChangesExpectation):
    """Expect every printed change to be what the current and the previous value give."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
