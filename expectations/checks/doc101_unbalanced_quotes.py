"""A paragraph opens a quotation or a title and does not close it, or closes one it did not open.

## What it does

Counts what closes against what opens, “ ” ‘ ’ 《 》, a row a paragraph.

## Why it matters

Text that was cut or pasted wrongly often lost a figure together with the quote.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 坚持“复议为民理念 | found=0 expected=1 | breaks differs |
| 坚持“复议为民”理念 | found=1 expected=1 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

Straight quotes, whose sides cannot be told apart, unless their number is odd.

## Source

GB/T 15834-2011.

## 中文

一段之内引号、书名号不成对的，提示核对，常为漏字或粘贴错误。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DOC101"
NAME = "unbalanced-quotes"
TITLE = {"zh": "引号不成对", "en": "Unbalanced quotes"}
FRAME = "counts"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 不成对：开 {expected}，闭 {reported}{detail}",
    "en": "{label} do not balance: {expected} open, {reported} close{detail}",
}
HELP = {
    "zh": "补齐或删去多余的一半。",
    "en": "Add the missing half or drop the odd one.",
}


class ExpectQuotesToBalance(CountsExpectation):
    """Expect what opens to close."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
