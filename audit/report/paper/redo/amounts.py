"""Sums that add, subtract or compare: totals, differences, stages, restatements, lists, dates, bounds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from audit.relate.relations import OPEN_HIGH
from audit.report.paper.redo.given import (
    NOTHING,
    Given,
    Redo,
    between,
    decimals_of,
    expression,
    large_unit,
    members,
    number,
    value_of,
    values_of,
    verdict,
)

HOLDS = {"zh": ("成立", "不成立"), "en": ("holds", "does not hold")}
MOST = 200  # arguments of SUM; a spreadsheet takes 255
SAME = {"zh": ("一致", "不一致"), "en": ("agree", "differ")}


def _differences(g: Given) -> Redo:
    if g.relation.note == "from_to":
        return NOTHING
    cur, prev = (value_of(g, members(g, role)[0]) for role in ("current", "previous"))
    if cur is None or prev is None:
        return NOTHING
    large, unit = large_unit(g, g.relation.about)
    cur, prev = cur / unit, prev / unit
    decimals = max(decimals_of(cur), decimals_of(prev))
    sign, printed = g.relation.values["sign"], g.relation.values["delta_hi"]
    suffix = "个百分点" if g.figures["unit"][g.relation.about] in ("个百分点", "百分点") else large
    if sign == 0 and printed >= 0 and cur < prev:  # the words are silent: the size of the difference
        return Redo(f"=ROUND(ABS({number(cur)}-{number(prev)}),{decimals})", prev - cur, decimals, suffix)
    a, b = (prev, cur) if sign < 0 <= printed else (cur, prev)
    return Redo(f"=ROUND({number(a)}-{number(b)},{decimals})", a - b, decimals, suffix)


def _sums(g: Given) -> Redo:
    outs, ins = members(g, "part", "minus"), members(g, "total", "plus")
    roles = {role for role, _ in g.relation.members}
    if {"plus", "minus", "total"} <= roles:
        return _net(g)
    values = values_of(g, outs)
    if not values:
        return NOTHING
    about = ins[0] if ins else outs[0]
    if g.relation.values.get("mode"):
        return _within(g, outs, ins)
    large, unit = large_unit(g, about)
    suffix = g.figures["unit"][about] if g.figures["unit"][about] in ("%", "‰") else large
    if any(g.figures["hedge"][i] for i in outs):
        return _hedged_sum(g, zip(outs, values, strict=True), unit, suffix)
    values = [v / unit for v in values]
    total = sum(values, Decimal(0))
    decimals = max(decimals_of(v) for v in values)
    added = _added(values)
    return Redo(f"=ROUND({added},{decimals})" if decimals else f"={added}", total, decimals, suffix)


def _added(values: Sequence[Decimal]) -> str:
    """SUM(…) of the values; several where there are more than a spreadsheet's function takes."""
    rows = [values[n : n + MOST] for n in range(0, len(values), MOST)]
    return "+".join(f"SUM({','.join(format(v, 'f') for v in row)})" for row in rows)


def _net(g: Given) -> Redo:
    """A surplus, 结余 or 净增: what comes in less what goes out."""
    large, unit = large_unit(g, g.relation.about)
    plus, minus = (values_of(g, members(g, role)) for role in ("plus", "minus"))
    if plus is None or minus is None:
        return NOTHING
    plus, minus = [v / unit for v in plus], [v / unit for v in minus]
    decimals = max(decimals_of(v) for v in [*plus, *minus])
    suffix = g.figures["unit"][g.relation.about] if g.figures["unit"][g.relation.about] in ("%", "‰") else large
    formula = "+".join(map(number, plus)) + "".join(f"-{number(v)}" for v in minus)
    return Redo(f"=ROUND({formula},{decimals})", sum(plus, Decimal(0)) - sum(minus, Decimal(0)), decimals, suffix)


def _within(g: Given, outs: Sequence[int], ins: Sequence[int]) -> Redo:
    """Parts that need not exhaust the whole: are they at most the whole?"""
    low, high = g.relation.values["parts_lo"], g.relation.values["total_hi"]
    if high >= OPEN_HIGH or low <= -OPEN_HIGH:
        return NOTHING
    a, x = expression(g, outs, low)
    b, y = expression(g, ins, high)
    left, right = (a, b) if x == y else (str(low), str(high))
    return verdict(f"{left}<={right}", low <= high, HOLDS[g.lang])


def _hedged_sum(g: Given, parts: Iterable[tuple[int, Decimal]], unit: int, suffix: str) -> Redo:
    """A sum of figures with their values, some hedged: 800余 stands for 801 to 899."""
    lows: list[Decimal] = []
    highs: list[Decimal] = []
    is_open = False
    for i, value in parts:
        hedged = bool(g.figures["hedge"][i])
        low, high = (g.figures["low"][i], g.figures["high"][i]) if hedged else (value, value)
        lows.append(Decimal(low or 0) / unit)
        if high in (None, ""):
            is_open = True
        else:
            highs.append(Decimal(high) / unit)
    decimals = max(decimals_of(v) for v in [*lows, *highs])
    bottom = (_added(lows), sum(lows, Decimal(0)))
    top = None if is_open else (_added(highs), sum(highs, Decimal(0)))
    return between(bottom, top, decimals, suffix)


def _pair(g: Given, low_role: str, high_role: str, low: int, high: int) -> tuple[str, str]:
    """Two numbers to compare, as printed where both are at one factor of the judged integers."""
    a, x = expression(g, members(g, low_role)[:1], low)
    b, y = expression(g, members(g, high_role)[:1], high)
    return (a, b) if x == y else (str(low), str(high))


def _orders(g: Given) -> Redo:
    small, big = g.relation.values["small_lo"], g.relation.values["big_hi"]
    if big >= OPEN_HIGH or small <= -OPEN_HIGH:
        return NOTHING
    a, b = _pair(g, "later", "earlier", small, big)
    return verdict(f"{a}<={b}", small <= big, HOLDS[g.lang])


def _intervals(a: tuple[int, int], b: tuple[int, int], words: tuple[str, str]) -> Redo:
    """Do two intervals meet? Open ends are left out of the condition."""
    parts = []
    for low, high in ((a[0], b[1]), (b[0], a[1])):
        if low > -OPEN_HIGH and high < OPEN_HIGH:
            parts.append(f"{low}<={high}")
    if not parts:
        return NOTHING
    condition = f"AND({','.join(parts)})" if len(parts) > 1 else parts[0]
    return verdict(condition, a[0] <= b[1] and b[0] <= a[1], words)


def _repeats(g: Given) -> Redo:
    v = g.relation.values
    meet = v["a_lo"] <= v["b_hi"] and v["b_lo"] <= v["a_hi"]
    points = values_of(g, (i for _, i in g.relation.members)) if len(g.relation.members) == 2 else None
    if points and (points[0] == points[1]) == meet:
        unit = min(large_unit(g, i)[1] for _, i in g.relation.members)
        a, b = (number(p / unit) for p in points)
        return verdict(f"{a}={b}", meet, SAME[g.lang])
    if v["a_lo"] == v["a_hi"] and v["b_lo"] == v["b_hi"]:
        return verdict(f"{v['a_lo']}={v['b_lo']}", meet, SAME[g.lang])
    return _intervals((v["a_lo"], v["a_hi"]), (v["b_lo"], v["b_hi"]), SAME[g.lang])


def _contradictions(g: Given) -> Redo:
    v = g.relation.values
    return _intervals((v["exact_lo"], v["exact_hi"]), (v["hedged_lo"], v["hedged_hi"]), SAME[g.lang])


def _enumerations(g: Given) -> Redo:
    a, b = g.relation.values["announced"], g.relation.values["listed"]
    return verdict(f"{a}={b}", a == b, SAME[g.lang])


def _counts(g: Given) -> Redo:
    if g.relation.note != "quotes" and "opens" not in g.relation.data:
        return NOTHING
    a, b = g.relation.values["found"], g.relation.values["expected"]
    return verdict(f"{b}={a}", a == b, SAME[g.lang])


def _dates(g: Given) -> Redo:
    try:
        a, b = (datetime.date.fromordinal(g.relation.values[k]) for k in ("earlier", "later"))
    except (ValueError, OverflowError):
        return NOTHING
    if a.year < 1901 or b.year < 1901:  # before a spreadsheet's calendar
        return NOTHING
    shown = [f"DATE({x.year},{x.month},{x.day})" for x in (a, b)]
    return verdict(f"{shown[0]}<={shown[1]}", a <= b, HOLDS[g.lang])


def _bounds(g: Given) -> Redo:
    v = g.relation.values
    rep = number(Decimal(v["rep"]) / v["scale"])
    return verdict(
        f"AND({rep}>={v['low']},{rep}<={v['high']})",
        v["low"] * v["scale"] <= v["rep"] <= v["high"] * v["scale"],
        HOLDS[g.lang],
    )


AMOUNTS = {
    "sums": _sums,
    "differences": _differences,
    "orders": _orders,
    "repeats": _repeats,
    "contradictions": _contradictions,
    "enumerations": _enumerations,
    "counts": _counts,
    "dates": _dates,
    "bounds": _bounds,
}
