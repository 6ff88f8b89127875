"""One indicator is computed on different bases in different reports of a run.

## What it does

Marks an indicator, year and genre whose fitted bases differ between reports. The bases are gathered upstream; this
check carries one mark an indicator.

## Why it matters

Rankings by such an indicator compare different things.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 甲县败诉率按审结，乙县按受理 | flag=1 | breaks marked |
| 甲县、乙县败诉率均按审结 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; needs at least two reports.

## Stays silent

Where a base could not be told, and between copies of one report.

## Source

Comparability across places; declared bases as recorded in the lexicon.

## 中文

同一指标在不同报告中按不同基数计算的，提示不可直接比较。每个指标、年度、文种只报一次。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "XDR101"
NAME = "bases-differ-across-reports"
TITLE = {"zh": "各报告所用基数不一", "en": "Bases differ across reports"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 在各报告中所用基数不一：{formula}{detail}",
    "en": "{label} is computed on different bases: {formula}{detail}",
}
HELP = {
    "zh": "统一口径，或在汇总时注明基数。",
    "en": "Agree on one base, or state the base when compiling.",
}


class ExpectOneBaseAcrossReports(MarksExpectation):
    """Expect one indicator to be on one base in all reports."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
