"""A part, or several that exclude each other, exceed the whole they are part of.

## What it does

Compares the parts, added up where they exclude each other, with the whole. 其中 implies part <= whole and nothing
more.

## Why it matters

A part cannot be greater than its whole under any reading; either number, or the word that ties them, is wrong.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受理42件，其中调解45件 | total=42 parts=45 mode=1 | breaks exceeds |
| 受理42件，其中调解40件 | total=42 parts=40 mode=1 | ties within |
| 走访800余户，其中困难户850户 | total=801..899 parts=850 mode=1 | ties within |

## Needs

Frame `sums` with mode 1, or the columns `total` and `parts`.

## Stays silent

Where units differ (件 and 人次) or carry-over is counted, which the builder of the rows decides.

## Source

Fellegi & Holt (1976), inequality edits.

## 中文

“其中”的部分不得大于整体；互斥的几个部分之和也不得大于整体。只检验上限，不要求相等。
"""

from __future__ import annotations

from expectations.forms import SumsExpectation, gx_severity

CODE = "SUM102"
NAME = "part-exceeds-whole"
TITLE = {"zh": "部分大于整体", "en": "Part exceeds whole"}
FRAME = "sums"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 大于所属的整体：{formula}{detail}",
    "en": "{label} {reported} exceeds the whole it is part of: {formula}{detail}",
}
HELP = {
    "zh": "核对部分与整体两个数，以及两者是否同一口径、同一单位。",
    "en": "Check both figures, and whether they share scope and unit.",
}


class ExpectPartsWithinWhole(SumsExpectation):
    """Expect the parts of every row to be at most the whole."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
    mode = 1
