"""Listed parts that are not said to be exhaustive miss the total by one keying slip.

## What it does

Marks a list whose sum becomes the total when one figure has two neighbouring digits swapped, one digit doubled,
dropped or changed. The search is done upstream; this check carries the mark.

## Why it matters

Where the words leave open whether the list is complete, an exact fit but for one slip is unlikely to be chance, and
worth a look.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 共324件：其中民事215件、刑事127件 | flag=1 | breaks marked |
| 共324件：其中民事215件、刑事57件 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Where the list is exhaustive (SUM101 speaks), and where more than one slip is needed.

## Source

Damerau (1964) on single typing errors; error localisation after Fellegi & Holt (1976).

## 中文

分项未写明穷尽列举，但只要其中一个数改动一处常见笔误（相邻数字颠倒、漏打、多打、错打一位）即恰好等于合计的，提示核
对。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "SUM103"
NAME = "parts-nearly-sum"
TITLE = {"zh": "分项之和与合计仅差一处笔误", "en": "Parts nearly sum"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 与所列分项仅差一处笔误：{formula}{detail}",
    "en": "{label} {reported} misses its listed parts by one keying slip: {formula}{detail}",
}
HELP = {
    "zh": "核对被指出的那个数；如列举本不穷尽，可标为无误。",
    "en": "Check the figure pointed out; waive it if the list was not meant to be complete.",
}


class ExpectPartsNotToMissByASlip(MarksExpectation):
    """Expect no list to miss its total by one keying slip."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
