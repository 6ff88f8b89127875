"""One figure carries two hedges that exclude each other.

## What it does

Marks 近30余, 至少30以上, 不到30左右, 超过30以上. The words are found upstream; this check carries the mark.

## Why it matters

近30 is below 30 and 30余 above it: no number is both.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 近30余家 | flag=1 | breaks marked |
| 约30余家 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

约 with 余: disputed style, but no contradiction.

## Source

GB/T 15835-2011; usage guides on contradictory approximations.

## 中文

同一数字前后的约数词互相矛盾（近……余、至少……以上、不到……左右）的，提示改写。“约……余”不报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "HDG103"
NAME = "hedges-contradict-each-other"
TITLE = {"zh": "约数词互相矛盾", "en": "Hedges contradict each other"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 的约数词互相矛盾{detail}",
    "en": "{label} {reported} carries hedges that contradict each other{detail}",
}
HELP = {
    "zh": "保留其中一个约数词。",
    "en": "Keep one of the hedges.",
}


class ExpectHedgesNotToContradict(MarksExpectation):
    """Expect no figure to carry hedges that exclude each other."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
