"""A waiver is past the last day that it was given for.

## What it does

Marks an entry of the file of waivers whose `expires` lies before the day of the run. The finding it covered is open
again. The gate compares the dates; this check carries one mark an entry.

## Why it matters

A waiver with an end is a promise to look again. Past that day nobody has.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| expires: 2026-03-31，今天 2026-04-01 | flag=1 | breaks marked |
| expires: 2026-03-31，今天 2026-03-31 | flag=0 | ties exact |

## Needs

Frame `marks`, or the column `flag`; a file of waivers, and the day of the run.

## Stays silent

Where the entry has no end, where its report is not in the run, and where the check it waives is not run.

## Source

gouji's own rule for waivers: docs/waivers.md.

## 中文

豁免条目写明的期限已过，原问题重新按未豁免处理。核对后续期，或改正报告。条目所指报告不在本次核对之列的，不报。
"""

from __future__ import annotations

from expectations.forms import MarksExpectation, gx_severity

CODE = "GAT101"
NAME = "waiver-expired"
TITLE = {"zh": "豁免已到期", "en": "Waiver has expired"}
FRAME = "marks"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "豁免已于 {expected} 到期：{label} {reported}{detail}",
    "en": "The waiver expired on {expected}: {label} {reported}{detail}",
}
HELP = {
    "zh": "重新核对后以 gouji waive 续期，或改正报告并删去该条目。",
    "en": "Look again and renew it with gouji waive, or mend the report and delete the entry.",
}


class ExpectWaiversToBeInForce(MarksExpectation):
    """Expect every waiver that a finding rests on to be within its time."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
