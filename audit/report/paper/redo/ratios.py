"""Sums that divide: rates, rates on a declared base, changes, attainable percentages, implied bases."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from audit.relate.relations import OPEN_HIGH
from audit.report.paper.redo.given import (
    LARGE,
    NOTHING,
    Given,
    Redo,
    between,
    expression,
    members,
    number,
    print_unit,
    quotient,
    rounded,
    values_of,
)
from expectations.arithmetic.rounding import round_ratio

_MARK = {100: "%", 1000: "‰", 10000: "‱"}


def _rates(g: Given, base: str = "den") -> Redo:
    v = g.relation.values
    num_lo, num_hi, den_lo, den_hi = v["num_lo"], v["num_hi"], v[f"{base}_lo"], v[f"{base}_hi"]
    decimals, per = len(str(v["scale"])) - 1, v["per"]
    if den_lo <= 0 or num_lo < 0 or num_lo <= -OPEN_HIGH:
        return NOTHING
    suffix, shift = _MARK.get(per, ""), 0
    if g.relation.data.get("mean"):
        suffix, shift = _mean_suffix(g, g.relation.about)
    elif g.relation.note == "multiple":
        if "/" in str(g.figures["value"][g.relation.about]):
            return _fraction(g)
        suffix, decimals = "", max(decimals, 1)
    dens = members(g, "denominator") if base == "den" else [g.relation.data[base]]
    if num_lo == num_hi and den_lo == den_hi:
        top, a = expression(g, members(g, "numerator"), num_lo)
        bottom, b = expression(g, dens, den_lo)
        if a != b:
            top, bottom = str(num_lo), str(den_lo)
        return _shifted(
            f"={quotient(top, bottom, per, decimals)}", rounded(num_lo, den_lo, decimals, per), decimals, suffix, shift
        )
    near = rounded(num_lo, den_hi, decimals, per) if den_hi < OPEN_HIGH else None
    if near is not None and num_hi < OPEN_HIGH and near == rounded(num_hi, den_lo, decimals, per):
        plain = _as_printed(g, members(g, "numerator"), num_lo, dens, den_lo)
        if plain:  # every value of the bands gives the same print: the printed figures do
            return _shifted(f"={quotient(*plain, per, decimals)}", near, decimals, suffix, shift)
    unit = _unit(g, members(g, "numerator"), num_lo, dens, den_lo)

    def end(n: int) -> str:
        """The end of a band in the unit of the print: 77155 for 7715.5万."""
        return number(Decimal(n) / unit) if unit else str(n)

    low = (
        (quotient(end(num_lo), end(den_hi), per, decimals), rounded(num_lo, den_hi, decimals, per))
        if den_hi < OPEN_HIGH
        else ("0", Decimal(0))
    )
    high = (
        (quotient(end(num_hi), end(den_lo), per, decimals), rounded(num_hi, den_lo, decimals, per))
        if num_hi < OPEN_HIGH
        else None
    )
    if shift:
        low = (f"{low[0]}/{10**shift}", low[1].scaleb(-shift))
        high = high and (f"{high[0]}/{10**shift}", high[1].scaleb(-shift))
    return between(low, high, decimals + shift, suffix)


def _unit(g: Given, nums: Sequence[int], top: int, dens: Sequence[int], bottom: int) -> int:
    """What one of the print is in the integers judged, where numerator and denominator are printed alike; else 0."""
    (_, a), (_, b) = print_unit(g, nums, top), print_unit(g, dens, bottom)
    return a if a == b and not any(g.figures["hedge"][i] for i in (*nums, *dens)) else 0


def _as_printed(g: Given, nums: Sequence[int], top: int, dens: Sequence[int], bottom: int) -> tuple[str, str] | None:
    """Numerator and denominator as printed, in one unit; None where they are not printed in one.

    Args: nums, dens: figures; top, bottom: the integers judged.
    """
    if not _unit(g, nums, top, dens, bottom):
        return None
    tops, bottoms = print_unit(g, nums, top)[0], print_unit(g, dens, bottom)[0]
    first, second = (
        "+".join(map(number, values)) if len(values) == 1 else f"({'+'.join(map(number, values))})"
        for values in (tops, bottoms)
    )
    return first, second


def _like(g: Given, ids: Sequence[int], others: Sequence[int]) -> Decimal | None:
    """The print of one figure, where it is in the unit of another's; None where it is not."""
    values = values_of(g, [*ids[:1], *others[:1]])
    if not values or len(values) < 2:
        return None
    (_, a), (other, b) = (print_unit(g, [i], int(x)) for i, x in zip((ids[0], others[0]), values, strict=True))
    return other[0] if a and a == b else None


def _fraction(g: Given) -> Redo:
    """四分之三 is judged as a share of the stated fraction; a reader sees the plain quotient, to four decimals."""
    tops, bottoms = (values_of(g, members(g, role)) for role in ("numerator", "denominator"))
    if tops is None or bottoms is None or not sum(bottoms):
        return NOTHING
    (a, b), (c, d) = sum(tops, Decimal(0)).as_integer_ratio(), sum(bottoms, Decimal(0)).as_integer_ratio()
    top, bottom = ("+".join(map(number, values)) for values in (tops, bottoms))
    return Redo(f"=ROUND(({top})/({bottom}),4)", rounded(a * d, b * c, 4, 1), 4)


def _shifted(formula: str, value: Decimal, decimals: int, suffix: str, shift: int) -> Redo:
    if not shift:
        return Redo(formula, value, decimals, suffix)
    return Redo(f"{formula}/{10**shift}", value.scaleb(-shift), decimals + shift, suffix)


def _mean_suffix(g: Given, i: int) -> tuple[str, int]:
    """An average is judged at its print's last unit: 7.2万元 is 72 thousand-yuan; it is shown as 7.2 and 万."""
    text = str(g.figures["text"][i]).strip()
    large = next((c for c in text if c in LARGE), "")
    if not large:
        return "", 0
    digits = text[: text.index(large)].strip().replace("．", ".")
    return large, len(digits.partition(".")[2])


def _bases(g: Given) -> Redo:
    return _rates(g, "declared")


def _changes(g: Given) -> Redo:
    v = g.relation.values
    decimals, per = len(str(v["scale"])) - 1, v["per"]
    if v["prev_lo"] <= 0 or v["cur_hi"] >= OPEN_HIGH or v["prev_hi"] >= OPEN_HIGH or v["cur_lo"] <= -OPEN_HIGH:
        return NOTHING
    falls = v["sign"] < 0 and v["rep"] >= 0
    suffix = _MARK.get(per, "")
    if v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"]:
        cur, a = expression(g, members(g, "current"), v["cur_lo"])
        prev, b = expression(g, members(g, "previous"), v["prev_lo"])
        if a != b:
            cur, prev = str(v["cur_lo"]), str(v["prev_lo"])
        top, gap = (
            (f"({prev}-{cur})", v["prev_lo"] - v["cur_lo"])
            if falls
            else (f"({cur}-{prev})", v["cur_lo"] - v["prev_lo"])
        )
        return Redo(
            f"={quotient(top, prev, per, decimals)}", rounded(gap, v["prev_lo"], decimals, per), decimals, suffix
        )

    curs, a = print_unit(g, members(g, "current"), v["cur_lo"])
    prevs, b = print_unit(g, members(g, "previous"), v["prev_lo"])
    if deltas := members(g, "delta"):  # the earlier value is not printed: it follows from the two that are
        moved, b = _like(g, members(g, "current"), deltas), a
        falls_by = v["cur_lo"] < v["prev_lo"]
        prevs = [curs[0] + moved if falls_by else curs[0] - moved] if curs and moved is not None else []
    held = any(g.figures["hedge"][i] for i in members(g, "current", "previous", "delta"))
    unit = a if curs and prevs and a == b and not held else 0

    def end(cur: int, prev: int) -> tuple[str, Decimal]:
        # the end of a band in the unit of the print: 142.545 for 142.55亿
        x, y = (number(Decimal(n) / unit) for n in (cur, prev)) if unit else (str(cur), str(prev))
        top, gap = (f"({y}-{x})", prev - cur) if falls else (f"({x}-{y})", cur - prev)
        return quotient(top, y, per, decimals), rounded(gap, prev, decimals, per)

    first, last = end(v["cur_lo"], v["prev_hi"]), end(v["cur_hi"], v["prev_lo"])
    if unit and first[1] == last[1]:  # every value of the bands gives the same print: the printed figures do
        x, y = (number(sum(values, Decimal(0))) for values in (curs, prevs))
        top = f"({y}-{x})" if falls else f"({x}-{y})"
        return Redo(f"={quotient(top, y, per, decimals)}", first[1], decimals, suffix)
    return between(*((last, first) if falls else (first, last)), decimals, suffix)


def _granularity(g: Given) -> Redo:
    """The attainable print next to the one printed: k ÷ n for the whole k nearest to rep × n."""
    v = g.relation.values
    n, unit, decimals = v["den_lo"], v["per"] * v["scale"], len(str(v["scale"])) - 1
    if n <= 0 or n != v["den_hi"]:
        return NOTHING
    k = round_ratio(v["rep"] * n, unit)
    formula = f"=ROUND(ROUND({v['rep']}*{n}/{unit},0)*{v['per']}/{n},{decimals})"
    return Redo(formula, rounded(k, n, decimals, v["per"]), decimals, _MARK.get(v["per"], ""))


def _back(g: Given) -> Redo:
    """The base that a change implies, to one decimal: a count has a whole one near by."""
    v = g.relation.values
    unit = v["per"] * v["scale"]
    rep = -v["rep"] if v["sign"] < 0 <= v["rep"] else v["rep"]
    if v["cur_lo"] != v["cur_hi"] or unit + rep <= 0:
        return NOTHING
    cur, factor = expression(g, members(g, "current"), v["cur_lo"])
    if factor != 1:
        cur = str(v["cur_lo"])
    return Redo(f"=ROUND({cur}*{unit}/{unit + rep},1)", rounded(v["cur_lo"] * unit, unit + rep, 1, 1), 1)


RATIOS = {
    "rates": _rates,
    "bases": _bases,
    "changes": _changes,
    "granularity": _granularity,
    "back_changes": _back,
}
