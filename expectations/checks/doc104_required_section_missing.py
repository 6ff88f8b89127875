"""A section that the genre requires is not found.

## What it does

Looks for each required section by its usual headings; one row a section, 1 of 1 where it is found.

## Why it matters

Annual reports have prescribed contents; a missing part is the first thing a reviewer asks for.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 年度报告无“存在的主要问题”部分 | found=0 expected=1 | breaks differs |
| 年度报告有“存在的主要问题”部分 | found=1 expected=1 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

Where the genre of the document is not known; excerpts.

## Source

政府信息公开条例 art. 50; 国办公开办函〔2021〕30号; 厅字〔2019〕28号 (contents of the annual report).

## 中文

按文种应有的部分（如存在问题、下一步安排）未见的，作提示。标题写法不同可能漏认。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DOC104"
NAME = "required-section-missing"
TITLE = {"zh": "缺少规定的部分", "en": "Required section missing"}
FRAME = "counts"
SEVERITY = "info"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 未见{detail}",
    "en": "{label} was not found{detail}",
}
HELP = {
    "zh": "补写该部分，或核对其标题。",
    "en": "Add the section, or check its heading.",
}


class ExpectRequiredSections(CountsExpectation):
    """Expect every required section to be there."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
