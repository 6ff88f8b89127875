"""The place that a dataset records for a value does not hold it.

## What it does

Marks a value whose recorded report, digest or span is not what the report's file holds: the file has changed, or the
span holds other text. This check carries one mark a value.

## Why it matters

Provenance is worth having because it can be followed. A span that leads elsewhere is worse than none.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 所记 104–110 为“77.35%”，报告该处为“41件” | flag=1 | breaks marked |
| 所记 104–110 为“77.35%”，报告该处相同 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; columns report, sha256, start, end, text in the dataset; `gouji gate DATA
--reports PATH`.

## Stays silent

Where the dataset records no place, and where the report that it names is not among those given.

## Source

gouji's own rule for traced datasets: docs/trace.md.

## 中文

数据集为数值记有出处（报告、校验值、起止位置、原文），而报告文件的校验值或该处的文字与所记不符的，即报。报告换了版本的，应重新生成。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "TRC106"
NAME = "recorded-place-does-not-hold"
TITLE = {"zh": "所记出处不符", "en": "Recorded place does not hold"}
FRAME = "marks"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label}：{reported} 所记出处不符{detail}",
    "en": "{label}: the place recorded for {reported} does not hold{detail}",
}
HELP = {
    "zh": "报告有新版本的，用 gouji dataset 重新生成；否则核对所记位置。",
    "en": "Make the dataset again with gouji dataset where the report has changed; else look at the recorded place.",
}


class ExpectRecordedPlacesToHold(MarksExpectation):
    """Expect every recorded place of a value to hold what was recorded."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
