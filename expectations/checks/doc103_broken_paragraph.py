"""A paragraph ends in the middle of a sentence and goes on in the next.

## What it does

Counts the paragraphs that end as a sentence ends against all paragraphs of body text.

## Why it matters

Where a line was broken, words or digits may have been lost, and a figure may be cut in two.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| ……共受理案件42⏎件，办结40件。 | found=1 expected=2 | breaks differs |
| 共受理案件42件，办结40件。 | found=1 expected=1 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

Headings, list items, table rows, addresses and signatures.

## Source

Layout as published on the page.

## 中文

正文段落在句中断开、下一段接续的，作提示，应看断处是否缺字缺数。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DOC103"
NAME = "broken-paragraph"
TITLE = {"zh": "段落断开", "en": "Broken paragraph"}
FRAME = "counts"
SEVERITY = "info"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 在句中断开{detail}",
    "en": "{label} is broken in the middle of a sentence{detail}",
}
HELP = {
    "zh": "接合段落并核对断处。",
    "en": "Join the lines and check what stands at the break.",
}


class ExpectParagraphsUnbroken(CountsExpectation):
    """Expect no paragraph to break off in the middle of a sentence."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
