"""Shares that partition a whole do not add up to 100 within their rounding.

## What it does

Adds the printed shares, each as its rounding band, and asks whether 100 lies in the sum of the bands: m shares may
miss by m half units.

## Why it matters

Shares that miss by more than rounding can explain have a share that is wrong, missing or counted twice.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 占38.2%、46.1%、25.7% | total=1000 parts=1098..1101 mode=0 | breaks off |
| 占33.3%、33.3%、33.3% | total=2000 parts=1995..2001 mode=0 | ties band |
| 占60%、40% | total=100 parts=100 mode=0 | ties exact |

## Needs

Frame `sums` with the shares' bands added up in a unit that makes half units whole, or the columns `shares`.

## Stays silent

Where the shares are not said to be exhaustive (其中, 等), which the builder of the rows decides, and within the
rounding bands.

## Source

|sum - 100| <= m * u / 2, u the unit of the last printed digit; GB/T 8170-2008.

## 中文

各构成比按修约区间相加，看能否得到100%。m 个构成比允许相差 m 个半单位；超出即提示核对是否漏项、重复或笔误。
"""

from __future__ import annotations

from expectations.forms import SharesExpectation, gx_severity

CODE = "RAT103"
NAME = "shares-do-not-make-100"
TITLE = {"zh": "构成比合计不为100%", "en": "Shares do not make 100"}
FRAME = "sums"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 合计 {reported}，修约误差之内得不到 {expected}：{formula}{detail}",
    "en": "{label} add up to {reported}, which rounding cannot make {expected}: {formula}{detail}",
}
HELP = {
    "zh": "核对各项构成比，以及是否漏项或重复计入。",
    "en": "Check each share, and whether one is missing or counted twice.",
}


class ExpectSharesToMakeHundred(SharesExpectation):
    """Expect the shares of every row to make the whole within their rounding."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
