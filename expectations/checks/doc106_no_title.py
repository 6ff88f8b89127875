"""A document has no title.

## What it does

Looks for a title among the first lines, 1 of 1 where it is found.

## Why it matters

Place, year and genre are read from the title; without it deadlines and comparisons cannot be checked.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| （正文直接开始）2023年，我县…… | found=0 expected=1 | breaks differs |
| 某县2023年法治政府建设年度报告 | found=1 expected=1 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

Standard input and excerpts.

## Source

GB/T 9704-2012.

## 中文

未识别出文档标题的，作提示；年度、地区、文种均由标题读取。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DOC106"
NAME = "no-title"
TITLE = {"zh": "缺少标题", "en": "No title"}
FRAME = "counts"
SEVERITY = "info"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 未见标题{detail}",
    "en": "{label} has no title{detail}",
}
HELP = {
    "zh": "补上标题。",
    "en": "Add the title.",
}


class ExpectATitle(CountsExpectation):
    """Expect every document to have a title."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
