"""One quantity is stated twice with values that cannot both hold.

## What it does

Compares two statements of one quantity: same label, same scope, same period. Hedged and rounded statements are
intervals and need only overlap.

## Why it matters

One of the two is wrong, and a reader who quotes one will contradict a reader who quotes the other.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 调委会共1127个……调委会1172个 | a=1127 b=1172 | breaks differs |
| 合同金额30.75亿元……30.75亿元 | a=3075000000 b=3075000000 | ties exact |
| 走访800余户……共走访832户 | a=801..899 b=832 | ties band |

## Needs

Frame `repeats`, or the columns `first` and `second`.

## Stays silent

Where the numbers are of different things, periods or scopes: equal labels are decided upstream, and equal numbers
of different things are no restatement.

## Source

Consistency of a document with itself.

## 中文

同一名称、同一口径、同一时期的数据前后两次出现，数值不能同时成立的，即报。约数与修约数按区间比较，有重叠即可。
"""

from __future__ import annotations

from expectations.forms import RepeatsExpectation, gx_severity

CODE = "REP101"
NAME = "restated-differently"
TITLE = {"zh": "同一数据前后不一致", "en": "Restated differently"}
FRAME = "repeats"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 前后不一致：{reported} 与 {expected}{detail}",
    "en": "{label} is stated differently: {reported} and {expected}{detail}",
}
HELP = {
    "zh": "核对两处，以原始台账为准统一。",
    "en": "Check both places against the records.",
}


class ExpectRestatementsToAgree(RepeatsExpectation):
    """Expect two statements of one quantity to agree."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
