"""A later stage counts more than the stage before it.

## What it does

Compares neighbours in a chain of stages of one cohort: 申请 >= 受理 >= 办结 >= 按时办结, 应考 >= 参考 >= 合格.

## Why it matters

Nothing can be closed that was not accepted; a later stage that is greater shows a wrong figure or two different
scopes.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受理28件，办结31件 | big=28 small=31 | breaks exceeds |
| 受理31件，办结28件 | big=31 small=28 | ties within |
| 受理近30件，办结29件 | big=21..29 small=29 | ties within |

## Needs

Frame `orders`, or the columns `stages` from the first to the last.

## Stays silent

Where cases of earlier years may be closed in this one (carry-over), and across units such as 件 and 人次: no row is
built.

## Source

行政复议法 (stages of a case); chain and caveats in the notes on indicators.

## 中文

同一批事项的前后环节（申请、受理、办结、按时办结等）后者不得大于前者。存在上年结转或单位不同的，不作判断。
"""

from __future__ import annotations

from expectations.forms import OrdersExpectation, gx_severity

CODE = "ORD101"
NAME = "stage-exceeds-earlier-stage"
TITLE = {"zh": "后一环节大于前一环节", "en": "Stage exceeds an earlier stage"}
FRAME = "orders"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 大于前一环节 {expected}：{formula}{detail}",
    "en": "{label} {reported} exceeds the stage before it, {expected}: {formula}{detail}",
}
HELP = {
    "zh": "核对两个环节的数，以及是否含上年结转。",
    "en": "Check both stages, and whether cases carried over are counted.",
}


class ExpectStagesInOrder(OrdersExpectation):
    """Expect no stage to exceed the stage before it."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
