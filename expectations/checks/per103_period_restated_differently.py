"""One plan, document or period is named with different years.

## What it does

Compares the first and last year in two mentions of one name: (2021—2025年) and (2021—2026年).

## Why it matters

One of the two is a slip that copies into every later quotation.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 规划（2021—2025年）……（2021—2026年） | a=2025 b=2026 | breaks differs |
| 规划（2021—2025年）……（2021—2025年） | a=2025 b=2025 | ties exact |

## Needs

Frame `repeats` with the years, or the columns `first` and `second`.

## Stays silent

Where the names differ: successive plans have successive periods.

## Source

Consistency of a document with itself.

## 中文

同一规划、文件或时期在文中两处所写年份不同的，提示核对。
"""

from __future__ import annotations

from expectations.forms import RepeatsExpectation, gx_severity

CODE = "PER103"
NAME = "period-restated-differently"
TITLE = {"zh": "时期前后不一致", "en": "Period restated differently"}
FRAME = "repeats"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 的时期前后不一致：{reported} 与 {expected}{detail}",
    "en": "{label} is given different periods: {reported} and {expected}{detail}",
}
HELP = {
    "zh": "以文件原名为准统一。",
    "en": "Use the period in the document's own title.",
}


class ExpectPeriodsToAgree(RepeatsExpectation):
    """Expect two mentions of one period to agree."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
