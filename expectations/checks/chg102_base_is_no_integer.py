"""No whole previous count leads to the current count by the printed growth.

## What it does

Solves for the previous count and asks whether any whole number from 1 upwards prints as that growth.

## Why it matters

Cases are counted in whole numbers. Growth to 7 cases of 10 % has no base: it was computed on something else.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 办结7件，同比增长10% | cur=7 rep=10 scale=1 per=100 sign=1 | breaks unattainable |
| 办结827件，同比下降12.3% | cur=827 rep=123 scale=10 per=100 sign=-1 | ties half_up |
| 办结129件，同比增长-14.57% | cur=129 rep=-1457 scale=100 per=100 sign=1 | ties half_up |
| 办结6件，同比下降100% | cur=6 rep=100 scale=1 per=100 sign=-1 | ties half_up |

## Needs

Frame `back_changes`, or the columns `current` and `change`; counts, not amounts.

## Stays silent

Large counts have a base for every growth; the verdict then says a power of 0. Amounts and rounded counts: no row is
built.

## Source

GRIM (Brown & Heathers 2017) carried over to growth.

## 中文

只有本期数和增减幅度时，倒推是否存在整数的上期数。不存在的，提示幅度可能按别的口径计算。本期数较大时总能倒推出整数，
此时检验力为零。
"""

from __future__ import annotations

from expectations.forms import BackChangesExpectation, gx_severity

CODE = "CHG102"
NAME = "base-is-no-integer"
TITLE = {"zh": "增减幅度倒推不出整数基数", "en": "Base is no integer"}
FRAME = "back_changes"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 倒推不出整数的上期数：{formula}；最接近的为 {expected}{detail}",
    "en": "{label} {reported} has no whole base: {formula}; the nearest are {expected}{detail}",
}
HELP = {
    "zh": "核对增减幅度所用的上期数。",
    "en": "Check which previous count the growth was computed on.",
}


class ExpectChangesToHaveAWholeBase(BackChangesExpectation):
    """Expect every printed change to have a whole previous count."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
