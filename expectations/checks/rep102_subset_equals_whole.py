"""A qualified subset is given the very number that elsewhere is the whole.

## What it does

Marks a figure whose label narrows another's (一审行政诉讼案件 against 行政诉讼案件) and that has the same value in
the same period. The labels are compared upstream; this check carries the mark.

## Why it matters

It may be true, but more often a label was dropped or a number copied.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 行政诉讼42件……一审行政诉讼42件 | flag=1 | breaks marked |
| 行政诉讼42件……一审行政诉讼38件 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Where the text says that all are of the subset (均为, 全部).

## Source

Containment of labels; scope as recorded in the lexicon.

## 中文

带限定的部分与不带限定的整体取同一数值，而文中未说“均为”“全部”的，提示核对限定语或数值。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "REP102"
NAME = "subset-equals-whole"
TITLE = {"zh": "部分与整体取同一数值", "en": "Subset equals whole"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 与其整体取同一数值{detail}",
    "en": "{label} {reported} has the same value as the whole{detail}",
}
HELP = {
    "zh": "核对限定语是否遗漏，或数值是否误抄。",
    "en": "Check whether a qualifier was dropped or a number copied.",
}


class ExpectSubsetsToDifferFromWhole(MarksExpectation):
    """Expect no qualified subset to be given the number of the whole."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
