"""An exact figure lies outside what a hedged statement of it leaves open.

## What it does

Compares 超过4000家次 with the exact 3907家次 of the same quantity.

## Why it matters

The hedged statement is the one that gets quoted, and here it is untrue.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 超过4000家次……累计3907家次 | exact=3907 hedged=4001..4999 | breaks differs |
| 近4000家次……累计3907家次 | exact=3907 hedged=3001..3999 | ties hedged |

## Needs

Frame `contradictions`, or the columns `exact`, `low` and `high`.

## Stays silent

Where the two are of different scope or period: no row is built.

## Source

Interval semantics of hedges: N余 is (N, N + unit), 近N is (N - unit, N), 超N is above N.

## 中文

同一数据一处写约数、一处写精确数，而精确数不在约数所允许的范围内的，即报。
"""

from __future__ import annotations

from expectations.forms import ContradictionsExpectation, gx_severity

CODE = "HDG102"
NAME = "hedge-contradicts-figure"
TITLE = {"zh": "约数与精确数矛盾", "en": "Hedge contradicts the figure"}
FRAME = "contradictions"
SEVERITY = "error"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} {reported} 不在约数所说的 {expected} 之内{detail}",
    "en": "{label} {reported} is not within the hedged {expected}{detail}",
}
HELP = {
    "zh": "统一两处表述，以精确数为准改写约数。",
    "en": "Reconcile both statements; reword the hedge to fit the figure.",
}


class ExpectFiguresWithinHedges(ContradictionsExpectation):
    """Expect every exact figure to lie within its hedged statement."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
