"""A figure that is exact to the unit carries a hedge.

## What it does

余, 多 and 近 need a round number: 800余件, not 369余件. 约 and 左右 may have a few digits, but five significant
ones are no approximation.

## Why it matters

18余次 leaves open whether there were 18, 19 or more; the writer knew the number or did not.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 会前学法18余次 | value=18 unit=1 digits=2 hedge=1 | breaks unround |
| 约71013件 | value=71013 unit=1 digits=5 hedge=2 | breaks unround |
| 800余件 | value=800 unit=100 digits=1 hedge=1 | ties hedged |
| 5余件 | value=5 unit=1 digits=1 hedge=1 | ties hedged |
| 约369件 | value=369 unit=1 digits=3 hedge=2 | ties hedged |

## Needs

Frame `hedges`, or the columns `value`, `unit`, `digits` and `hedge`.

## Stays silent

Single digits (5余件), round numbers, and 约 with up to four significant digits.

## Source

GB/T 15835-2011 (approximate numbers with 余, 多, 约, 左右).

## 中文

“余”“多”“近”等约数词须接整数；“约”“左右”可接少量有效数字。精确到个位的数再加约数词的，提示核对。
"""

from __future__ import annotations

from expectations.forms import HedgesExpectation, gx_severity

CODE = "HDG101"
NAME = "exact-number-hedged"
TITLE = {"zh": "精确数后加约数词", "en": "Exact number hedged"}
FRAME = "hedges"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 精确到个位而加约数词{detail}",
    "en": "{label} {reported} is exact to the unit, yet hedged{detail}",
}
HELP = {
    "zh": "删去约数词，或改写为整数。",
    "en": "Drop the hedge, or round the number.",
}


class ExpectHedgesOnRoundNumbers(HedgesExpectation):
    """Expect every hedge to stand on a round number."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
