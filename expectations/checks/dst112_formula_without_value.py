"""A cell holds a formula whose value is not in the file.

## What it does

Marks a formula without a stored result: a program wrote the workbook and no spreadsheet has calculated it.

## Why it matters

The cell reads as empty, and no rule judges it.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| =C3+C4，无结果 | flag=1 | breaks marked |
| =C3+C4，结果 1284 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; a workbook.

## Stays silent

Where the result is stored.

## Source

ECMA-376, 18.3.1.4: c, f and v.

## 中文

公式单元格在文件中没有存储结果的即报：读出来是空的，没有规则能核对。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "DST112"
NAME = "formula-without-value"
TITLE = {"zh": "公式没有结果", "en": "Formula has no value"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 是公式 {reported}，文件里没有它的结果{detail}",
    "en": "{label} is the formula {reported}, whose value is not in the file{detail}",
}
HELP = {
    "zh": "用电子表格软件打开、重算、保存一次，或改为数值。",
    "en": "Open, recalculate and save the file in a spreadsheet, or write values.",
}


class ExpectFormulasToHaveValues(MarksExpectation):
    """Expect every formula to have its value stored."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
