"""A rate's label narrows its cases, but its base is the wider count.

## What it does

Marks a rate whose label has a qualifier (一审败诉率) that its only fitting base lacks (全部应诉案件). The labels
are compared upstream; this check carries the mark.

## Why it matters

The rate then understates or overstates what its name promises.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 应诉42件，一审败诉2件，一审败诉率4.76% | flag=1 | breaks marked |
| 一审案件42件，败诉2件，一审败诉率4.76% | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Where the text says that both counts are the same cases.

## Source

Containment of labels; scope as recorded in the lexicon.

## 中文

比率名称带有限定（如“一审”），而算得通的基数不带该限定的，提示核对名称或基数。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "SCP102"
NAME = "rate-label-narrower-than-base"
TITLE = {"zh": "比率名称窄于所用基数", "en": "Rate label narrower than its base"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 的名称窄于所用基数：{formula}{detail}",
    "en": "{label} {reported} is named more narrowly than its base: {formula}{detail}",
}
HELP = {
    "zh": "统一比率名称与基数的口径。",
    "en": "Make the label and the base name the same cases.",
}


class ExpectRateLabelsToMatchBase(MarksExpectation):
    """Expect no rate to be named more narrowly than its base."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
