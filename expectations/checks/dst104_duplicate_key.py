"""Two rows have the same key.

## What it does

Counts the rows of each combination of the key columns of the contract.

## Why it matters

Sums count the row twice, and the value of the year before is not known.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 甲县 2023 两行 | found=2 expected=1 | breaks differs |
| 甲县 2023 一行 | found=1 expected=1 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`; for a table as it is, Great Expectations' own
ExpectCompoundColumnsToBeUnique.

## Stays silent

Where the contract names no keys.

## Source

Frictionless Table Schema: primaryKey.

## 中文

按契约写明的主键（keys）分组，同一主键多于一行即报。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DST104"
NAME = "duplicate-key"
TITLE = {"zh": "主键重复", "en": "Key occurs twice"}
FRAME = "counts"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "主键重复：{label} 有 {reported} 行{detail}",
    "en": "The key {label} has {reported} rows{detail}",
}
HELP = {
    "zh": "核对是否重复录入，或主键缺一列。",
    "en": "Look for a row entered twice, or a column missing from the key.",
}


class ExpectKeysToBeUnique(CountsExpectation):
    """Expect every key to have one row."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
