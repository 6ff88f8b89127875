"""The listed parts do not add up to the stated total.

## What it does

Adds the parts and compares with the total, exactly for counts; amounts given in 万 or 亿 as the bands they were
rounded from.

## Why it matters

A total that is not its parts means a part is wrong, missing or counted twice, or that the total is of something
else.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 共1127件：972、49、81、6、2、1 | total=1127 parts=1111 mode=0 | breaks off |
| 共3934件：480、3454 | total=3934 parts=3934 mode=0 | ties exact |
| 共47.84万元：20.1万、27.7万 | total=478350..478450 parts=477000..479000 mode=0 | ties band |

## Needs

Frame `sums` with mode 0, or the columns `total` and `parts`.

## Stays silent

Where the list is not exhaustive (其中, 等), which the builder of the rows decides; where rounding explains the
difference.

## Source

Fellegi & Holt (1976), balance edits; interval sums as in XBRL Calculations 1.1.

## 中文

把列举的分项相加，与合计比较。件数须完全相等；以万、亿为单位的数按修约区间相加。是否穷尽列举由上游按文字判断。
"""

from __future__ import annotations

from expectations.forms import SumsExpectation, gx_severity

CODE = "SUM101"
NAME = "parts-do-not-sum"
TITLE = {"zh": "分项之和不等于合计", "en": "Parts do not sum"}
FRAME = "sums"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 与分项之和 {expected} 不等：{formula}{detail}",
    "en": "{label} {reported} is not the sum of its parts, {expected}: {formula}{detail}",
}
HELP = {
    "zh": "核对合计与各分项，看是否漏项、重复或统计口径不同。",
    "en": "Check the total and each part: one may be missing, counted twice, or of another scope.",
}


class ExpectPartsToSumToTotal(SumsExpectation):
    """Expect the parts of every row to add up to the total."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
