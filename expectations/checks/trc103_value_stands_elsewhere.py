"""A value stands in the reports, but under other words or of another row.

## What it does

Marks a value of a dataset that its report states under words that are not those of the column, or that the report of
another place or year states under those words. This check carries one mark a value.

## Why it matters

Values that have slipped by a column or a row are all true, and all in the wrong place.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 数据集“办结”27，报告载“受理”27 件，办结未载 | flag=1 | breaks marked |
| 数据集“受理”27，报告载受理 27 件 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; `gouji gate DATA --reports PATH`.

## Stays silent

Where the words of the figure fit those of the column, and where the report states another value under them (TRC101).

## Source

gouji's own rule for traced datasets: docs/trace.md.

## 中文

数据集中的数值在报告里另有名称，或见于其他地区、年度的报告的，即报。多为串行、串列，或列名与报告用语不同。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "TRC103"
NAME = "value-stands-elsewhere"
TITLE = {"zh": "数值见于他处", "en": "Value stands elsewhere"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label}：{reported} 在报告中为 {expected}{detail}",
    "en": "{label}: {reported} stands elsewhere as {expected}{detail}",
}
HELP = {
    "zh": "核对该数值应属的列与行；列名与报告用语不同的，可在词典中加上别名。",
    "en": "See which column and row it belongs to; words of a column that no report has go into the lexicon.",
}


class ExpectValuesUnderTheirOwnWords(MarksExpectation):
    """Expect every value of a dataset to stand in its report under the words of its column."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
