"""Two amounts and a sign between them: what a contract states as 审结率 <= 100 or 回访 == 办结."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from expectations.arithmetic.columns import one_in, share
from expectations.arithmetic.kind import Case, Kind
from expectations.arithmetic.kinds.rates import span
from expectations.arithmetic.predicates import meets

OPS = ("<", "<=", "==", ">=", ">", "!=")
LESS, AT_MOST, EQUAL, AT_LEAST, MORE, OTHER = range(6)


def cases(c: Any) -> list[Case]:
    """Compare two intervals: the sign holds where some value of each satisfies it.

    Args: c: columns left_* right_* op. Returns: the cases in order.
    """
    exact = (c.left_lo == c.left_hi) & (c.right_lo == c.right_hi)
    same = exact & (c.left_lo == c.right_lo)
    return [
        Case("ties", "exact", (c.op == EQUAL) & same),
        Case("ties", "band", (c.op == EQUAL) & meets(c.left_lo, c.left_hi, c.right_lo, c.right_hi)),
        Case("ties", "within", (c.op == LESS) & (c.left_lo < c.right_hi)),
        Case("ties", "within", (c.op == AT_MOST) & (c.left_lo <= c.right_hi)),
        Case("ties", "within", (c.op == AT_LEAST) & (c.left_hi >= c.right_lo)),
        Case("ties", "within", (c.op == MORE) & (c.left_hi > c.right_lo)),
        Case("ties", "within", (c.op == OTHER) & ((c.left_lo != c.right_lo) | (c.left_hi != c.right_hi))),
        Case("ties", "within", (c.op == OTHER) & (c.left_lo != c.left_hi)),
        Case("breaks", "exceeds", (c.op == LESS) | (c.op == AT_MOST)),
        Case("breaks", "below", (c.op == AT_LEAST) | (c.op == MORE)),
    ]


def power(c: Any) -> Any:
    """Return 1 / (1 + the widths) of an equality; else how near the two sides are. No probability."""
    equal = one_in(c.left_hi - c.left_lo, c.right_hi - c.right_lo)
    left, right = np.abs(c.left_lo), np.abs(c.right_lo)
    return np.where(c.op == EQUAL, equal, share(np.minimum(left, right), np.maximum(left, right)))


def show(row: Mapping[str, int]) -> str:
    """Write the sides and the sign: ``102.5 <= 100``."""
    return f"{span(row, 'left')} {OPS[row['op']]} {span(row, 'right')}"


KINDS = [
    Kind(
        name="comparisons",
        columns={
            "left_lo": "left side, lower end",
            "left_hi": "left side, upper end",
            "right_lo": "right side, lower end",
            "right_hi": "right side, upper end",
            "op": "the sign: 0 <, 1 <=, 2 ==, 3 >=, 4 >, 5 !=",
        },
        intervals=("left", "right"),
        choices={"op": tuple(range(6))},
        products=(("left",), ("right",)),
        cases=cases,
        otherwise=("breaks", "differs"),
        expected=lambda c: (c.right_lo, c.right_hi, c.right_lo == c.right_lo),
        power=power,
        show=show,
    )
]
