"""A paragraph opens a bracket and does not close it, or closes one it did not open.

## What it does

Counts what closes against what opens, （ ） ( ) 〔 〕 【 】, a row a paragraph; full-width and ASCII forms may
pair.

## Why it matters

As with quotes, but list markers such as 1） are frequent, so it is only worth a look.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| （其中一审38件，二审4件。 | found=0 expected=1 | breaks differs |
| （其中一审38件，二审4件）。 | found=1 expected=1 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

List markers 1） and 一）.

## Source

GB/T 15834-2011.

## 中文

一段之内括号不成对的，作提示。“1）”之类的序号不计。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DOC105"
NAME = "unbalanced-brackets"
TITLE = {"zh": "括号不成对", "en": "Unbalanced brackets"}
FRAME = "counts"
SEVERITY = "info"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 不成对：开 {expected}，闭 {reported}{detail}",
    "en": "{label} do not balance: {expected} open, {reported} close{detail}",
}
HELP = {
    "zh": "补齐或删去多余的一半。",
    "en": "Add the missing half or drop the odd one.",
}


class ExpectBracketsToBalance(CountsExpectation):
    """Expect every bracket that opens to close."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
