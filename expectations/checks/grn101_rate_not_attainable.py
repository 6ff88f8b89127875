"""No whole numerator on the base gives the printed percentage.

## What it does

Looks for a whole k between 0 and the base whose percentage prints so. Speaks where no numerator is known and the
clause has one candidate base.

## Why it matters

130 answers can make 97.69 % or 96.92 % and nothing between. A percentage that no count can give was computed on
another base, or mistyped.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 回访130户，满意率97.56% | rep=9756 scale=100 per=100 den=130 | breaks unattainable |
| 回访130户，满意率97.69% | rep=9769 scale=100 per=100 den=130 | ties half_up |
| 走访企业37家，96.0% | rep=960 scale=10 per=100 den=37 | breaks unattainable |
| 53件，成功率77.35% | rep=7735 scale=100 per=100 den=53 | breaks truncated |
| 四十余户，满意率97.56% | rep=9756 scale=100 per=100 den=41..49 | ties half_up |

## Needs

Frame `granularity`, or the columns `rate` and `base`.

## Stays silent

Once the base reaches per * scale every print is attainable; the verdict then says a power of 0. Rates whose base is
usually the rated ones (满意, 好评, 知晓) are at most a warning.

## Source

GRIM (Brown & Heathers 2017).

## 中文

只知比率和基数、不知分子时，检查是否存在整数分子能得出该百分比。不存在的，提示该比率可能另有基数或为笔误。基数足够大
时任何比率都取得到，此时只说明检验力为零。
"""

from __future__ import annotations

from expectations.forms import GranularityExpectation, gx_severity

CODE = "GRN101"
NAME = "rate-not-attainable"
TITLE = {"zh": "比率在该基数上不可能取到", "en": "Rate not attainable"}
FRAME = "granularity"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 在基数上取不到：{formula}；最接近的为 {expected}{detail}",
    "en": "{label} {reported} is not attainable: {formula}; the nearest are {expected}{detail}",
}
HELP = {
    "zh": "核对该比率实际所用的基数（如有效参评数）。",
    "en": "Check on which base the rate was computed, such as the valid answers.",
}


class ExpectRatesToBeAttainable(GranularityExpectation):
    """Expect every printed rate to be attainable by a whole numerator on its base."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
