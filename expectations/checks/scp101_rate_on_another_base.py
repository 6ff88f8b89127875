"""A rate fits a base that the text offers, but not the base declared for it.

## What it does

Computes the rate on both bases. Speaks where the fitted base gives the print and the declared one gives another.

## Why it matters

败诉率 over closed cases and over filed cases are two different indicators. Readers compare places by them.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 受案25件，审结23件，败诉2件，败诉率8.7% | num=2 fitted=23 declared=25 rep=87 scale=10 per=100 | breaks other_base |
| 受案25件，审结23件，败诉2件，败诉率8.0% | num=2 fitted=25 declared=25 rep=80 scale=10 per=100 | ties exact |
| 两个基数都不合 | num=2 fitted=20 declared=25 rep=87 scale=10 per=100 | undetermined unfit_base |
| 另一基数截尾可得 | num=41 fitted=53 declared=53 rep=7735 scale=100 per=100 | undetermined either_base |

## Needs

Frame `bases`, or the columns `numerator`, `fitted`, `declared` and `rate`.

## Stays silent

Where a clause names its base (审结案件败诉率, 占受理的…): it is taken at its word. Where both bases give the
print.

## Source

The declared base of a rate is a row of the lexicon with its own source, which a user can override.

## 中文

比率按文中某一基数算得通，而按该指标规定或通行的口径算得另一数值的，提示写明基数。文中已写明基数的，从其所写。
"""

from __future__ import annotations

from expectations.forms import BasesExpectation, gx_severity

CODE = "SCP101"
NAME = "rate-on-another-base"
TITLE = {"zh": "比率所用基数与口径不同", "en": "Rate on another base"}
FRAME = "bases"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 按另一基数算得：{formula}，按口径应为 {expected}{detail}",
    "en": "{label} {reported} is on another base: {formula}, on the declared base {expected}{detail}",
}
HELP = {
    "zh": "写明比率的基数，或按规定口径重算。",
    "en": "State the base of the rate, or compute it on the declared one.",
}


class ExpectRatesOnDeclaredBase(BasesExpectation):
    """Expect every rate to be on its declared base."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
