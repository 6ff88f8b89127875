"""A line of JSON states a field twice.

## What it does

Marks an object in which a name occurs more than once.

## Why it matters

Programs silently keep one of the two values.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| {"受理":7,"受理":8} | flag=1 | breaks marked |
| {"受理":7} | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`.

## Stays silent

Outside jsonl.

## Source

RFC 8259, section 4: names within an object should be unique.

## 中文

jsonl 一行之内同名字段出现两次即报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST114"
NAME = "field-stated-twice"
TITLE = {"zh": "同一行重复写同一字段", "en": "Field is stated twice"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 在同一行写了两次，取后一个 {reported}{detail}",
    "en": "{label} is stated twice in one line; the last, {reported}, is read{detail}",
}
HELP = {
    "zh": "每个字段只写一次。",
    "en": "State each field once.",
}


class ExpectFieldsStatedOnce(MarksExpectation):
    """Expect every field of a line to be stated once."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
