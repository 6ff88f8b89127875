"""A report carries a publication date after its statutory deadline.

## What it does

Compares the publication date on the page with the deadline of its genre.

## Why it matters

Late publication is among the first things that a reviewer of such reports looks at. It says nothing about the
figures.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 年度报告，发布2024年4月8日，期限4月1日 | earlier=738984 later=738977 | breaks out_of_order |
| 年度报告，发布2024年3月28日，期限4月1日 | earlier=738973 later=738977 | ties within |

## Needs

Frame `dates` with the publication as `earlier` and the deadline as `later`, or the columns.

## Stays silent

Where the page has no date. A date on the page may be that of a later correction.

## Source

政府信息公开条例 art. 49 (31 January, 31 March); 法治政府建设与责任落实督察工作规定, 厅字〔2019〕28号 (1 April).

## 中文

页面所载发布日期晚于该类报告的规定公开期限的，作提示。页面日期可能是更正日期。
"""

from __future__ import annotations

from expectations.forms import DatesExpectation, gx_severity

CODE = "PER102"
NAME = "published-after-deadline"
TITLE = {"zh": "公开日期晚于规定期限", "en": "Published after the deadline"}
FRAME = "dates"
SEVERITY = "info"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 晚于规定期限 {expected}{detail}",
    "en": "{label} {reported} is after the deadline {expected}{detail}",
}
HELP = {
    "zh": "核对首次公开日期。",
    "en": "Check when it was first published.",
}


class ExpectPublicationBeforeDeadline(DatesExpectation):
    """Expect every report to be published before its deadline."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
