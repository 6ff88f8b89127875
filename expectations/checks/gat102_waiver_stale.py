"""A waiver matches no finding.

## What it does

Marks an entry of the file of waivers that covers nothing: its finding is gone, its figure has changed, its report is no
longer there, or its code and values are not those of the finding. The gate matches them; this check carries one mark an
entry.

## Why it matters

A waiver that covers nothing today may cover something tomorrow, and nobody will have decided that.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 豁免 77.35%，报告已改为 77.36% | flag=1 | breaks marked |
| 豁免 77.35%，报告仍为 77.35% | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; a file of waivers.

## Stays silent

Where the entry's report is not in the run, where the check it waives is not run, and where the entry is within its
time and covers a finding.

## Source

gouji's own rule for waivers: docs/waivers.md.

## 中文

豁免条目没有对应的问题：问题已改正，数值已变，报告已不在，或条目所写的代码、数值与该处不符。应删去条目；数值有变化的
重新核对。条目所指报告不在本次核对之列的，不报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "GAT102"
NAME = "waiver-stale"
TITLE = {"zh": "豁免无对应问题", "en": "Waiver matches nothing"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "豁免没有对应的问题：{label} {reported}{detail}",
    "en": "The waiver matches no finding: {label} {reported}{detail}",
}
HELP = {
    "zh": "删去该条目；数值有变化的，重新核对该处。",
    "en": "Delete the entry; where the figure has changed, look at it again.",
}


class ExpectWaiversToMatchFindings(MarksExpectation):
    """Expect every waiver to cover a finding."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
