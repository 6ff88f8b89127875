"""The words say rise and the figures fall, or the other way round.

## What it does

Speaks on the rows of CHG101 and CHG103 where every possible current value lies on the other side of every possible
previous value than the words or the printed sign say.

## Why it matters

A wrong direction turns the message of the sentence around.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 办结129件，上年151件，增长14.57% | cur=129 prev=151 rep=1457 scale=100 per=100 sign=1 | breaks direction |
| 办结129件，上年151件，下降14.57% | cur=129 prev=151 rep=1457 scale=100 per=100 sign=-1 | ties half_up |
| 办结129件，上年151件，增加22件 | differences: cur=129 prev=151 delta=22 sign=1 | breaks direction |
| 办结129件，上年151件，减少22件 | differences: cur=129 prev=151 delta=22 sign=-1 | ties exact |

## Needs

The same rows as CHG101 and CHG103; `frame` says which of the two frames a batch is.

## Stays silent

Where the words are silent and no sign is printed, where the values are equal, and where the intervals overlap.

## Source

Comparison of signs.

## 中文

文字说上升而数字下降，或相反，即报。数值相等、区间重叠或文字未说升降的不判断。
"""

from __future__ import annotations

from typing import Literal

from expectations.forms import ChangesExpectation, gx_severity

CODE = "CHG104"
NAME = "direction-contradicts"
TITLE = {"zh": "升降方向与数字相反", "en": "Direction contradicts the figures"}
FRAME = ("changes", "differences")
SEVERITY = "error"
STATUS = "stable"
ALSO_FOR = ("CHG101", "CHG103")
SPEAKS = ("direction",)
MESSAGE = {
    "zh": "{label} {reported} 的方向与数字相反：{formula}{detail}",
    "en": "{label} {reported} goes the other way than the figures: {formula}{detail}",
}
HELP = {
    "zh": "核对升降用词与两期数字，看是否两期颠倒。",
    "en": "Check the words and the two values; they may be swapped.",
}


class ExpectDirectionsToAgree(ChangesExpectation):
    """Expect the words of every change to go the way the figures go."""

    code = CODE
    title = TITLE["en"]
    also_for = ALSO_FOR
    speaks = SPEAKS
    severity = gx_severity(SEVERITY)
    frame: Literal["changes", "differences"] = "changes"

    def frame_name(self) -> str:
        """Return which of the two frames the batch is."""
        return self.frame
