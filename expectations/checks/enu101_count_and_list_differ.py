"""The text announces a number of items and lists another.

## What it does

Compares the announced number with the items that follow it.

## Why it matters

An item was added or dropped and the number was not, or the other way round.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 作出4项决策：甲、乙、丙 | announced=4 listed=3 | breaks differs |
| 作出3项决策：甲、乙、丙 | announced=3 listed=3 | ties exact |

## Needs

Frame `enumerations`, or the columns `announced` and `listed`.

## Stays silent

Lists that end in 等 or that name only examples: no row is built.

## Source

Consistency of a document with itself.

## 中文

文中称若干项，而其后列举的项数不同的，提示核对。以“等”结尾的举例不检查。
"""

from __future__ import annotations

from expectations.forms import EnumerationsExpectation, gx_severity

CODE = "ENU101"
NAME = "count-and-list-differ"
TITLE = {"zh": "列举数与所称数不符", "en": "Count and list differ"}
FRAME = "enumerations"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 称 {reported} 项，列举 {expected} 项{detail}",
    "en": "{label}: {reported} announced, {expected} listed{detail}",
}
HELP = {
    "zh": "补齐遗漏的项，或更正所称的数。",
    "en": "Add the missing item or correct the number.",
}


class ExpectListsToMatchAnnouncedCount(EnumerationsExpectation):
    """Expect every announced number to be the number of items listed."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
