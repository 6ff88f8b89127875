"""A value is printed with another number of decimals than the contract declares.

## What it does

Counts the printed decimals of each cell: 98.5 has one, 98.50 has two.

## Why it matters

The last printed digit says how far a rate can be checked; 98.5 among 98.50 may be a dropped digit.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 审结率 98.5%，契约 2 位 | found=1 expected=2 | breaks differs |
| 审结率 98.50% | found=2 expected=2 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

In columns of binary floats, which do not say how they were printed.

## Source

GB/T 8170-2008.

## 中文

印出的小数位数与契约（decimals）不同即报；浮点数列（parquet、无格式的表格）不判断。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DST108"
NAME = "decimals-differ"
TITLE = {"zh": "小数位数与契约不同", "en": "Decimals are not those declared"}
FRAME = "counts"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 有 {reported} 位小数，契约为 {expected} 位{detail}",
    "en": "{label} has {reported} decimals, the contract says {expected}{detail}",
}
HELP = {
    "zh": "按同一位数修约；末尾的 0 也要印出。",
    "en": "Round to the same number of decimals, and print trailing zeros.",
}


class ExpectDecimalsAsDeclared(CountsExpectation):
    """Expect every value to be printed with the decimals that its column declares."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
