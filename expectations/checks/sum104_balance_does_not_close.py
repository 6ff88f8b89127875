"""What came in is not what went out and what remains.

## What it does

Adds carried-over and new on one side, closed and pending on the other: 上年结转 + 新收 = 办结 + 结转下年, 受理 = 办
结 + 在办.

## Why it matters

The balance is printed in the form itself. If it does not close, at least one of the counts needs another look.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 新收60件，上年结转0件，办结61件，结转0件 | total=60 parts=61 mode=0 | breaks off |
| 新收14069件，结转560件；办结13810，转下年819 | total=14629 parts=14629 mode=0 | ties exact |

## Needs

Frame `sums` with mode 0, or the columns `incoming` and `outgoing`.

## Stays silent

Where carry-over is not stated: closed may then exceed the new cases, and no row is built.

## Source

国办公开办函〔2021〕30号, table of section 三: 新收 + 结转 = 总计 + 结转下年度继续办理.

## 中文

“上年结转＋新收＝办结＋结转下年”“受理＝办结＋在办”等平衡关系须闭合。未交代结转的不作判断。
"""

from __future__ import annotations

from expectations.forms import BalancesExpectation, gx_severity

CODE = "SUM104"
NAME = "balance-does-not-close"
TITLE = {"zh": "收支存平衡不成立", "en": "Balance does not close"}
FRAME = "sums"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 不平衡：{formula}，一方 {reported}，另一方 {expected}{detail}",
    "en": "{label} does not close: {formula}, {reported} on one side, {expected} on the other{detail}",
}
HELP = {
    "zh": "核对结转、新收、办结、未结四个数及其统计时点。",
    "en": "Check carried-over, new, closed and pending, and the day they were counted.",
}


class ExpectBalancesToClose(BalancesExpectation):
    """Expect what comes in to be what goes out or remains, in every row."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
