"""A relation as a sum that a reader can redo: a spreadsheet formula of plain numbers, and the exact value it must give.

The formulas hold digits, operators and a few function names, nothing from a report's text. Numbers stand as printed
where those give the integers that were judged, else the integers themselves.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.relate.relations import OPEN_HIGH, Relation
from expectations.arithmetic.rounding import round_ratio

HOLDS = {"zh": ("成立", "不成立"), "en": ("holds", "does not hold")}
SAME = {"zh": ("一致", "不一致"), "en": ("agree", "differ")}
_LARGE = {"万": 10**4, "亿": 10**8}
_MARK = {100: "%", 1000: "‰", 10000: "‱"}


@dataclass(frozen=True, slots=True)
class Redo:
    """What a relation's figures give.

    formula: for a spreadsheet, "" where there is nothing to compute; value: what it gives, a number or a word;
    suffix: the unit after the number; decimals: how many to show; text: value and unit as a reader sees them.
    """

    formula: str = ""
    value: Decimal | str = ""
    decimals: int = 0
    suffix: str = ""

    @property
    def text(self) -> str:
        """The value with its unit: 77.36%."""
        if isinstance(self.value, str):
            return self.value
        return f"{self.value:.{self.decimals}f}{self.suffix}"

    @property
    def number(self) -> bool:
        """Is the value a number?"""
        return isinstance(self.value, Decimal)


NOTHING = Redo()


def redo(r: Relation, figures: Mapping[str, Sequence], lang: str = "zh") -> Redo:
    """The sum of one relation.

    Args:    r: the relation, with the integers that were judged; figures: columns of its report; lang: of words.
    Returns: a Redo; NOTHING where a relation compares no numbers (a quotation mark, a missing part).
    """
    maker = _MAKERS.get(r.frame)
    return maker(r, figures, lang) if maker else NOTHING


def _members(r: Relation, *roles: str) -> list[int]:
    return [i for role, i in r.members if role in roles]


def _value(figures: Mapping, i: int) -> Decimal | None:
    text = str(figures["value"][i])
    return None if "/" in text or not text else Decimal(text)


def _expression(figures: Mapping, ids: Sequence[int], integer: int) -> tuple[str, int]:
    """Figures added up, as printed, with what they must be multiplied by to be the judged integer.

    Returns: "(3+2)" and the factor; the integer itself and 1 where the printed values do not give it.
    """
    values = [_value(figures, i) for i in ids]
    if values and None not in values:
        total = sum(values, Decimal(0))
        factor = Decimal(integer) / total if total else Decimal(1)
        if factor >= 1 and factor == 10 ** (len(str(int(factor))) - 1) and total * factor == integer:
            text = "+".join(_plain(v) for v in values)
            return (f"({text})" if len(values) > 1 else text), int(factor)
    return str(integer), 1


def _plain(value: Decimal) -> str:
    """A decimal without exponent, negative ones in brackets."""
    text = format(value, "f")
    return f"({text})" if value < 0 else text


def _ratio(top: str, bottom: str, per: int, decimals: int) -> str:
    times = f"*{per}" if per != 1 else ""
    return f"ROUND({top}{times}/{bottom},{decimals})"


def _fixed(num: int, den: int, decimals: int, per: int) -> Decimal:
    return Decimal(round_ratio(num, den, decimals, per)).scaleb(-decimals)


def _between(low: tuple[str, Decimal], high: tuple[str, Decimal] | None, decimals: int, suffix: str, lang: str) -> Redo:
    """An interval: both ends as a live text; a single number where they print alike."""
    if high is not None and low[1] == high[1]:
        return Redo(f"={low[0]}", low[1], decimals, suffix)
    shape = "0." + "0" * decimals if decimals else "0"
    if high is None:
        sign = "≥"
        return Redo(
            f'="{sign}"&TEXT({low[0]},"{shape}")&"{suffix}"', f"{sign}{low[1]:.{decimals}f}{suffix}", decimals, suffix
        )
    formula = f'=TEXT({low[0]},"{shape}")&"~"&TEXT({high[0]},"{shape}")&"{suffix}"'
    return Redo(formula, f"{low[1]:.{decimals}f}~{high[1]:.{decimals}f}{suffix}", decimals, suffix)


def _rates(r: Relation, figures: Mapping, lang: str, base: str = "den") -> Redo:
    v = r.values
    num_lo, num_hi, den_lo, den_hi = v["num_lo"], v["num_hi"], v[f"{base}_lo"], v[f"{base}_hi"]
    decimals, per = len(str(v["scale"])) - 1, v["per"]
    if den_lo <= 0 or num_lo < 0 or num_lo <= -OPEN_HIGH:
        return NOTHING
    suffix, shift = _MARK.get(per, ""), 0
    if r.data.get("mean"):
        suffix, shift = _mean_suffix(figures, r.about)
    elif r.note == "multiple":
        if "/" in str(figures["value"][r.about]):
            return _fraction(r, figures)
        suffix, decimals = "", max(decimals, 1)
    dens = _members(r, "denominator") if base == "den" else [r.data[base]]
    if num_lo == num_hi and den_lo == den_hi:
        top, a = _expression(figures, _members(r, "numerator"), num_lo)
        bottom, b = _expression(figures, dens, den_lo)
        if a != b:
            top, bottom = str(num_lo), str(den_lo)
        return _shifted(
            f"={_ratio(top, bottom, per, decimals)}", _fixed(num_lo, den_lo, decimals, per), decimals, suffix, shift
        )
    low = (
        (_ratio(str(num_lo), str(den_hi), per, decimals), _fixed(num_lo, den_hi, decimals, per))
        if den_hi < OPEN_HIGH
        else ("0", Decimal(0))
    )
    high = (
        (_ratio(str(num_hi), str(den_lo), per, decimals), _fixed(num_hi, den_lo, decimals, per))
        if num_hi < OPEN_HIGH
        else None
    )
    if shift:
        low = (f"{low[0]}/{10**shift}", low[1].scaleb(-shift))
        high = high and (f"{high[0]}/{10**shift}", high[1].scaleb(-shift))
    return _between(low, high, decimals + shift, suffix, lang)


def _fraction(r: Relation, figures: Mapping) -> Redo:
    """四分之三 is judged as a share of the stated fraction; a reader sees the plain quotient, to four decimals."""
    tops, bottoms = ([_value(figures, i) for i in _members(r, role)] for role in ("numerator", "denominator"))
    if None in tops or None in bottoms or not sum(bottoms):
        return NOTHING
    (a, b), (c, d) = sum(tops).as_integer_ratio(), sum(bottoms).as_integer_ratio()
    top, bottom = ("+".join(map(_plain, values)) for values in (tops, bottoms))
    return Redo(f"=ROUND(({top})/({bottom}),4)", _fixed(a * d, b * c, 4, 1), 4)


def _shifted(formula: str, value: Decimal, decimals: int, suffix: str, shift: int) -> Redo:
    if not shift:
        return Redo(formula, value, decimals, suffix)
    return Redo(f"{formula}/{10**shift}", value.scaleb(-shift), decimals + shift, suffix)


def _mean_suffix(figures: Mapping, i: int) -> tuple[str, int]:
    """An average is judged at its print's last unit: 7.2万元 is 72 thousand-yuan; it is shown as 7.2 and 万."""
    text = str(figures["text"][i]).strip()
    large = next((c for c in text if c in _LARGE), "")
    if not large:
        return "", 0
    digits = text[: text.index(large)].strip().replace("．", ".")
    return large, len(digits.partition(".")[2])


def _bases(r: Relation, figures: Mapping, lang: str) -> Redo:
    return _rates(r, figures, lang, "declared")


def _changes(r: Relation, figures: Mapping, lang: str) -> Redo:
    v = r.values
    decimals, per = len(str(v["scale"])) - 1, v["per"]
    if v["prev_lo"] <= 0 or v["cur_hi"] >= OPEN_HIGH or v["prev_hi"] >= OPEN_HIGH or v["cur_lo"] <= -OPEN_HIGH:
        return NOTHING
    falls = v["sign"] < 0 and v["rep"] >= 0
    suffix = _MARK.get(per, "")
    if v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"]:
        cur, a = _expression(figures, _members(r, "current"), v["cur_lo"])
        prev, b = _expression(figures, _members(r, "previous"), v["prev_lo"])
        if a != b:
            cur, prev = str(v["cur_lo"]), str(v["prev_lo"])
        top, gap = (
            (f"({prev}-{cur})", v["prev_lo"] - v["cur_lo"])
            if falls
            else (f"({cur}-{prev})", v["cur_lo"] - v["prev_lo"])
        )
        return Redo(f"={_ratio(top, prev, per, decimals)}", _fixed(gap, v["prev_lo"], decimals, per), decimals, suffix)

    def end(cur: int, prev: int) -> tuple[str, Decimal]:
        top, gap = (f"({prev}-{cur})", prev - cur) if falls else (f"({cur}-{prev})", cur - prev)
        return _ratio(top, str(prev), per, decimals), _fixed(gap, prev, decimals, per)

    first, last = end(v["cur_lo"], v["prev_hi"]), end(v["cur_hi"], v["prev_lo"])
    return _between(*((last, first) if falls else (first, last)), decimals, suffix, lang)


def _differences(r: Relation, figures: Mapping, lang: str) -> Redo:
    if r.note == "from_to":
        return NOTHING
    cur, prev = (_value(figures, _members(r, role)[0]) for role in ("current", "previous"))
    if cur is None or prev is None:
        return NOTHING
    large, unit = _unit_of(figures, r.about)
    cur, prev = cur / unit, prev / unit
    decimals = max(_decimals(cur), _decimals(prev))
    sign, printed = r.values["sign"], r.values["delta_hi"]
    suffix = "个百分点" if figures["unit"][r.about] in ("个百分点", "百分点") else large
    if sign == 0 and printed >= 0 and cur < prev:  # the words are silent: the size of the difference
        return Redo(f"=ROUND(ABS({_plain(cur)}-{_plain(prev)}),{decimals})", prev - cur, decimals, suffix)
    a, b = (prev, cur) if sign < 0 <= printed else (cur, prev)
    return Redo(f"=ROUND({_plain(a)}-{_plain(b)},{decimals})", a - b, decimals, suffix)


def _decimals(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent) if value else 0


def _unit_of(figures: Mapping, i: int) -> tuple[str, int]:
    """The large unit a figure is printed in: 万, 亿, or none."""
    text = str(figures["text"][i])
    for large in ("亿", "万"):
        if large in text and any(c.isdigit() for c in text.split(large)[0]):
            return large, _LARGE[large]
    return "", 1


def _sums(r: Relation, figures: Mapping, lang: str) -> Redo:
    outs, ins = _members(r, "part", "minus"), _members(r, "total", "plus")
    roles = {role for role, _ in r.members}
    if {"plus", "minus", "total"} <= roles:
        return _net(r, figures)
    values = [_value(figures, i) for i in outs]
    if not outs or None in values:
        return NOTHING
    about = ins[0] if ins else outs[0]
    if r.values.get("mode"):
        return _within(r, figures, outs, ins, lang)
    large, unit = _unit_of(figures, about)
    suffix = figures["unit"][about] if figures["unit"][about] in ("%", "‰") else large
    if any(figures["hedge"][i] for i in outs):
        return _hedged_sum(figures, outs, unit, suffix, lang)
    values = [v / unit for v in values]
    total = sum(values, Decimal(0))
    decimals = max(_decimals(v) for v in values)
    listed = ",".join(format(v, "f") for v in values)
    return Redo(f"=ROUND(SUM({listed}),{decimals})" if decimals else f"=SUM({listed})", total, decimals, suffix)


def _net(r: Relation, figures: Mapping) -> Redo:
    """A surplus, 结余 or 净增: what comes in less what goes out."""
    large, unit = _unit_of(figures, r.about)
    plus, minus = ([_value(figures, i) for i in _members(r, role)] for role in ("plus", "minus"))
    if None in plus or None in minus:
        return NOTHING
    plus, minus = [v / unit for v in plus], [v / unit for v in minus]
    decimals = max(_decimals(v) for v in [*plus, *minus])
    suffix = figures["unit"][r.about] if figures["unit"][r.about] in ("%", "‰") else large
    formula = "+".join(map(_plain, plus)) + "".join(f"-{_plain(v)}" for v in minus)
    return Redo(f"=ROUND({formula},{decimals})", sum(plus, Decimal(0)) - sum(minus, Decimal(0)), decimals, suffix)


def _within(r: Relation, figures: Mapping, outs: Sequence[int], ins: Sequence[int], lang: str) -> Redo:
    """Parts that need not exhaust the whole: are they at most the whole?"""
    low, high = r.values["parts_lo"], r.values["total_hi"]
    if high >= OPEN_HIGH or low <= -OPEN_HIGH:
        return NOTHING
    a, x = _expression(figures, outs, low)
    b, y = _expression(figures, ins, high)
    left, right = (a, b) if x == y else (str(low), str(high))
    return _test(f"{left}<={right}", low <= high, HOLDS[lang])


def _hedged_sum(figures: Mapping, outs: Sequence[int], unit: int, suffix: str, lang: str) -> Redo:
    """A sum with hedged parts: 800余 stands for 801 to 899."""
    lows, highs = [], []
    for i in outs:
        value = _value(figures, i)
        low, high = figures["low"][i], figures["high"][i]
        lows.append((Decimal(low) if low else Decimal(0)) / unit if figures["hedge"][i] else value / unit)
        highs.append(((Decimal(high) / unit) if high else None) if figures["hedge"][i] else value / unit)
    decimals = max(_decimals(v) for v in [*lows, *(h for h in highs if h is not None)])
    low = (f"SUM({','.join(format(v, 'f') for v in lows)})", sum(lows, Decimal(0)))
    high = None if None in highs else (f"SUM({','.join(format(v, 'f') for v in highs)})", sum(highs, Decimal(0)))
    return _between(low, high, decimals, suffix, lang)


def _granularity(r: Relation, figures: Mapping, lang: str) -> Redo:
    """The attainable print next to the one printed: k ÷ n for the whole k nearest to rep × n."""
    v = r.values
    n, unit, decimals = v["den_lo"], v["per"] * v["scale"], len(str(v["scale"])) - 1
    if n <= 0 or n != v["den_hi"]:
        return NOTHING
    k = round_ratio(v["rep"] * n, unit)
    formula = f"=ROUND(ROUND({v['rep']}*{n}/{unit},0)*{v['per']}/{n},{decimals})"
    return Redo(formula, _fixed(k, n, decimals, v["per"]), decimals, _MARK.get(v["per"], ""))


def _back(r: Relation, figures: Mapping, lang: str) -> Redo:
    """The base that a change implies, to one decimal: a count has a whole one near by."""
    v = r.values
    unit = v["per"] * v["scale"]
    rep = -v["rep"] if v["sign"] < 0 <= v["rep"] else v["rep"]
    if v["cur_lo"] != v["cur_hi"] or unit + rep <= 0:
        return NOTHING
    cur, factor = _expression(figures, _members(r, "current"), v["cur_lo"])
    if factor != 1:
        cur = str(v["cur_lo"])
    return Redo(f"=ROUND({cur}*{unit}/{unit + rep},1)", _fixed(v["cur_lo"] * unit, unit + rep, 1, 1), 1)


def _test(condition: str, truth: bool, words: tuple[str, str]) -> Redo:
    return Redo(f'=IF({condition},"{words[0]}","{words[1]}")', words[0] if truth else words[1])


def _pair(r: Relation, figures: Mapping, low_role: str, high_role: str, low: int, high: int) -> tuple[str, str]:
    """Two numbers to compare, as printed where both are at one factor of the judged integers."""
    a, x = _expression(figures, _members(r, low_role)[:1], low)
    b, y = _expression(figures, _members(r, high_role)[:1], high)
    return (a, b) if x == y else (str(low), str(high))


def _orders(r: Relation, figures: Mapping, lang: str) -> Redo:
    small, big = r.values["small_lo"], r.values["big_hi"]
    if big >= OPEN_HIGH or small <= -OPEN_HIGH:
        return NOTHING
    a, b = _pair(r, figures, "later", "earlier", small, big)
    return _test(f"{a}<={b}", small <= big, HOLDS[lang])


def _intervals(a: tuple[int, int], b: tuple[int, int], words: tuple[str, str]) -> Redo:
    """Do two intervals meet? Open ends are left out of the condition."""
    parts = []
    for low, high in ((a[0], b[1]), (b[0], a[1])):
        if low > -OPEN_HIGH and high < OPEN_HIGH:
            parts.append(f"{low}<={high}")
    if not parts:
        return NOTHING
    condition = f"AND({','.join(parts)})" if len(parts) > 1 else parts[0]
    return _test(condition, a[0] <= b[1] and b[0] <= a[1], words)


def _repeats(r: Relation, figures: Mapping, lang: str) -> Redo:
    v = r.values
    meet = v["a_lo"] <= v["b_hi"] and v["b_lo"] <= v["a_hi"]
    points = [_value(figures, i) for _, i in r.members] if len(r.members) == 2 else []
    if len(points) == 2 and None not in points and (points[0] == points[1]) == meet:
        large, unit = min((_unit_of(figures, i) for _, i in r.members), key=lambda x: x[1])
        del large
        a, b = (_plain(p / unit) for p in points)
        return _test(f"{a}={b}", meet, SAME[lang])
    if v["a_lo"] == v["a_hi"] and v["b_lo"] == v["b_hi"]:
        return _test(f"{v['a_lo']}={v['b_lo']}", meet, SAME[lang])
    return _intervals((v["a_lo"], v["a_hi"]), (v["b_lo"], v["b_hi"]), SAME[lang])


def _contradictions(r: Relation, figures: Mapping, lang: str) -> Redo:
    v = r.values
    return _intervals((v["exact_lo"], v["exact_hi"]), (v["hedged_lo"], v["hedged_hi"]), SAME[lang])


def _enumerations(r: Relation, figures: Mapping, lang: str) -> Redo:
    a, b = r.values["announced"], r.values["listed"]
    return _test(f"{a}={b}", a == b, SAME[lang])


def _counts(r: Relation, figures: Mapping, lang: str) -> Redo:
    if r.note != "quotes" and "opens" not in r.data:
        return NOTHING
    a, b = r.values["found"], r.values["expected"]
    return _test(f"{b}={a}", a == b, SAME[lang])


def _dates(r: Relation, figures: Mapping, lang: str) -> Redo:
    try:
        a, b = (datetime.date.fromordinal(r.values[k]) for k in ("earlier", "later"))
    except (ValueError, OverflowError):
        return NOTHING
    if a.year < 1901 or b.year < 1901:  # before a spreadsheet's calendar
        return NOTHING
    shown = [f"DATE({x.year},{x.month},{x.day})" for x in (a, b)]
    return _test(f"{shown[0]}<={shown[1]}", a <= b, HOLDS[lang])


def _bounds(r: Relation, figures: Mapping, lang: str) -> Redo:
    v = r.values
    rep = _plain(Decimal(v["rep"]) / v["scale"])
    return _test(
        f"AND({rep}>={v['low']},{rep}<={v['high']})",
        v["low"] * v["scale"] <= v["rep"] <= v["high"] * v["scale"],
        HOLDS[lang],
    )


_MAKERS = {
    "rates": _rates, "bases": _bases, "changes": _changes, "differences": _differences, "sums": _sums, "granularity": _granularity, "back_changes": _back,
    "orders": _orders, "repeats": _repeats, "contradictions": _contradictions, "enumerations": _enumerations, "counts": _counts, "dates": _dates, "bounds": _bounds,
}  # fmt: skip
