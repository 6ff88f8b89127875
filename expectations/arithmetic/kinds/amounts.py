"""Amounts against amounts: totals, differences, stages, bounds, restatements. Intervals, no division."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from expectations.arithmetic.columns import one_in, share
from expectations.arithmetic.kind import Case, Kind
from expectations.arithmetic.kinds.changes import stated
from expectations.arithmetic.kinds.rates import PRINT, span
from expectations.arithmetic.predicates import meets
from expectations.arithmetic.rounding import printed


def sum_cases(c: Any) -> list[Case]:
    """Mode 0: the total is the parts (the intervals meet). Mode 1: the parts are at most the total.

    Args: c: columns total_lo total_hi parts_lo parts_hi mode. Returns: the cases in order.
    """
    whole, part = c.mode == 0, c.mode == 1
    exact = (c.total_lo == c.total_hi) & (c.parts_lo == c.parts_hi)
    return [
        Case("ties", "exact", exact & (c.total_lo == c.parts_lo)),
        Case("ties", "band", whole & meets(c.total_lo, c.total_hi, c.parts_lo, c.parts_hi)),
        Case("ties", "within", part & (c.parts_lo <= c.total_hi)),
        Case("breaks", "exceeds", part),
    ]


def sum_expected(c: Any) -> tuple[Any, Any, Any]:
    """Return what the parts add up to."""
    return c.parts_lo, c.parts_hi, c.parts_lo == c.parts_lo


def sum_power(c: Any) -> Any:
    """Mode 0: 1 / (1 + the widths), 1 for exact counts. Mode 1: nearness, parts / total, 0 for an empty total."""
    equal = one_in(c.total_hi - c.total_lo, c.parts_hi - c.parts_lo)
    return np.where(c.mode == 0, equal, share(c.parts_hi, c.total_lo))


def sum_show(row: Mapping[str, int]) -> str:
    """Write ``parts 1111, total 1127``."""
    return f"parts {span(row, 'parts')}, total {span(row, 'total')}"


def difference_cases(c: Any) -> list[Case]:
    """Compare the printed difference with cur - prev; the sign of the words, if any, must agree.

    A printed minus sign states a fall by itself, as in the changes.

    Args: c: columns cur_* prev_* delta_* sign. Returns: the cases in order.
    """
    low, high = c.cur_lo - c.prev_hi, c.cur_hi - c.prev_lo
    minus = c.delta_hi < 0
    rises = ((c.sign > 0) & (c.delta_hi >= 0)) | minus  # cur - prev is delta as printed, minus sign included
    falls = (c.sign < 0) & (c.delta_hi >= 0)
    silent = (c.sign == 0) & (c.delta_hi >= 0)
    states_rise = (c.sign > 0) & (c.delta_lo > 0)
    states_fall = ((c.sign < 0) & (c.delta_lo > 0)) | minus
    up = meets(low, high, c.delta_lo, c.delta_hi)
    down = meets(-high, -low, c.delta_lo, c.delta_hi)
    sure = (c.cur_lo == c.cur_hi) & (c.prev_lo == c.prev_hi) & (c.delta_lo == c.delta_hi)
    agrees = (rises & up) | (falls & down) | (silent & (up | down))
    return [
        Case("breaks", "direction", (states_rise & (high < 0)) | (states_fall & (low > 0))),
        Case("ties", "exact", sure & agrees),
        Case("ties", "band", agrees),
    ]


def difference_expected(c: Any) -> tuple[Any, Any, Any]:
    """Return cur - prev as the words would print it: its size where they are silent, turned where they say fall."""
    low, high = c.cur_lo - c.prev_hi, c.cur_hi - c.prev_lo
    printed_minus = c.delta_hi < 0
    turned = ~printed_minus & ((c.sign < 0) | ((c.sign == 0) & (high < 0)))
    low, high = c.where(turned, -high, low), c.where(turned, -low, high)
    astride = (c.sign == 0) & ~printed_minus & (low < 0)  # the size of an interval that holds zero
    high = c.where(astride, np.maximum(-low, high), high)
    return c.where(astride, 0 * low, low), high, c.cur_lo == c.cur_lo


def difference_power(c: Any) -> Any:
    """Return 1 / (1 + the widths of the three intervals)."""
    return one_in(c.cur_hi - c.cur_lo, c.prev_hi - c.prev_lo, c.delta_hi - c.delta_lo)


def difference_show(row: Mapping[str, int]) -> str:
    """Write ``129 - 151; printed 22 (fall)``."""
    words = stated(row["sign"], row["delta_hi"])
    return f"{span(row, 'cur')} - {span(row, 'prev')}; printed {span(row, 'delta')}{words}"


def order_cases(c: Any) -> list[Case]:
    """The smaller must be able to be at most the bigger. Args: c: big_* small_*. Returns: the cases in order."""
    return [Case("ties", "within", c.small_lo <= c.big_hi)]


def order_power(c: Any) -> Any:
    """Return the nearness small / big: 1 where they are equal, 0 where big is 0. No probability."""
    return share(c.small_hi, c.big_lo)


def bound_cases(c: Any) -> list[Case]:
    """low * scale <= rep <= high * scale. Args: c: rep scale low high. Returns: the cases in order."""
    return [
        Case("breaks", "exceeds", c.rep > c.high * c.scale),
        Case("breaks", "below", c.rep < c.low * c.scale),
    ]


def bound_power(c: Any) -> Any:
    """Return how near the middle of the bounds is left: 0 in the middle, 1 on a bound. No probability."""
    low, high = c.low * c.scale, c.high * c.scale
    return share(np.abs(2 * c.rep - low - high), np.maximum(high - low, 1))


def repeat_cases(c: Any) -> list[Case]:
    """Two statements of one quantity must be able to be equal. Args: c: a_* b_*. Returns: the cases in order."""
    exact = (c.a_lo == c.a_hi) & (c.b_lo == c.b_hi)
    return [
        Case("ties", "exact", exact & (c.a_lo == c.b_lo)),
        Case("ties", "band", meets(c.a_lo, c.a_hi, c.b_lo, c.b_hi)),
    ]


def repeat_power(c: Any) -> Any:
    """Return 1 / (1 + the widths)."""
    return one_in(c.a_hi - c.a_lo, c.b_hi - c.b_lo)


def contradiction_cases(c: Any) -> list[Case]:
    """The exact figure must lie in what the hedge leaves open. Args: c: exact_* hedged_*. Returns: the cases."""
    return [Case("ties", "hedged", meets(c.exact_lo, c.exact_hi, c.hedged_lo, c.hedged_hi))]


def contradiction_power(c: Any) -> Any:
    """Return 1 / (1 + the widths)."""
    return one_in(c.exact_hi - c.exact_lo, c.hedged_hi - c.hedged_lo)


def bound_show(row: Mapping[str, int]) -> str:
    """Write ``102.5, bounds 0..100``."""
    return f"{printed(row['rep'], row['scale'])}, bounds {row['low']}..{row['high']}"


KINDS = [
    Kind(
        name="sums",
        columns={
            "total_lo": "the stated total, lower end",
            "total_hi": "the stated total, upper end",
            "parts_lo": "the parts added up, lower end",
            "parts_hi": "the parts added up, upper end",
            "mode": "0: total equals parts; 1: parts are at most the total",
        },
        intervals=("total", "parts"),
        choices={"mode": (0, 1)},
        products=(("total",), ("parts",)),
        cases=sum_cases,
        otherwise=("breaks", "off"),
        expected=sum_expected,
        power=sum_power,
        show=sum_show,
    ),
    Kind(
        name="differences",
        columns={
            "cur_lo": "current value, lower end",
            "cur_hi": "current value, upper end",
            "prev_lo": "previous value, lower end",
            "prev_hi": "previous value, upper end",
            "delta_lo": "printed difference, lower end",
            "delta_hi": "printed difference, upper end",
            "sign": "+1 the words say rise, -1 fall, 0 silent",
        },
        intervals=("cur", "prev", "delta"),
        choices={"sign": (-1, 0, 1)},
        products=(("cur",), ("prev",), ("delta",)),
        cases=difference_cases,
        otherwise=("breaks", "off"),
        expected=difference_expected,
        power=difference_power,
        show=difference_show,
    ),
    Kind(
        name="orders",
        columns={
            "big_lo": "the earlier stage or the whole, lower end",
            "big_hi": "the earlier stage or the whole, upper end",
            "small_lo": "the later stage or the part, lower end",
            "small_hi": "the later stage or the part, upper end",
        },
        intervals=("big", "small"),
        products=(("big",), ("small",)),
        cases=order_cases,
        otherwise=("breaks", "exceeds"),
        expected=lambda c: (c.big_lo, c.big_hi, c.big_lo == c.big_lo),
        power=order_power,
        show=lambda row: f"earlier {span(row, 'big')}, later {span(row, 'small')}",
    ),
    Kind(
        name="bounds",
        columns={
            "rep": PRINT["rep"],
            "scale": PRINT["scale"],
            "low": "least value, at scale 1",
            "high": "greatest value, at scale 1",
        },
        positive=("scale",),
        products=(("rep",), ("low", "scale"), ("high", "scale")),
        cases=bound_cases,
        otherwise=("ties", "within"),
        expected=lambda c: (c.low * c.scale, c.high * c.scale, c.rep == c.rep),
        power=bound_power,
        show=bound_show,
    ),
    Kind(
        name="repeats",
        columns={
            "a_lo": "one statement, lower end",
            "a_hi": "one statement, upper end",
            "b_lo": "the other statement, lower end",
            "b_hi": "the other statement, upper end",
        },
        intervals=("a", "b"),
        products=(("a",), ("b",)),
        cases=repeat_cases,
        otherwise=("breaks", "differs"),
        expected=lambda c: (c.a_lo, c.a_hi, c.a_lo == c.a_lo),
        power=repeat_power,
        show=lambda row: f"{span(row, 'a')} and {span(row, 'b')}",
    ),
    Kind(
        name="contradictions",
        columns={
            "exact_lo": "the exact figure, lower end",
            "exact_hi": "the exact figure, upper end",
            "hedged_lo": "what the hedged figure leaves open, lower end",
            "hedged_hi": "what the hedged figure leaves open, upper end",
        },
        intervals=("exact", "hedged"),
        products=(("exact",), ("hedged",)),
        cases=contradiction_cases,
        otherwise=("breaks", "differs"),
        expected=lambda c: (c.hedged_lo, c.hedged_hi, c.hedged_lo == c.hedged_lo),
        power=contradiction_power,
        show=lambda row: f"{span(row, 'exact')}, hedged {span(row, 'hedged')}",
    ),
]
