"""Numbered items skip or repeat a number.

## What it does

Compares the last number of a run of headings or items (一、二、四、) with how many there are.

## Why it matters

A gap is what remains of a deleted section; a repeated number breaks every reference to it.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 一、二、四、 | announced=4 listed=3 | breaks differs |
| 一是、二是、三是 | announced=3 listed=3 | ties exact |

## Needs

Frame `enumerations` with the last number as `announced`, or the columns `announced` and `listed`.

## Stays silent

Runs that begin elsewhere than at one, and lists that are quoted from another document.

## Source

GB/T 9704-2012 (levels of headings 一、（一）1.（1）).

## 中文

标题或列举的序号跳号、重号的，提示核对。
"""

from __future__ import annotations

from expectations.forms import EnumerationsExpectation, gx_severity

CODE = "ENU102"
NAME = "numbering-gap"
TITLE = {"zh": "序号不连续", "en": "Numbering gap"}
FRAME = "enumerations"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 序号至 {reported}，实有 {expected} 项{detail}",
    "en": "{label} is numbered up to {reported}, but there are {expected}{detail}",
}
HELP = {
    "zh": "补齐或重排序号。",
    "en": "Renumber, or restore what is missing.",
}


class ExpectNumberingWithoutGaps(EnumerationsExpectation):
    """Expect every run of numbers to be without gap or repetition."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
