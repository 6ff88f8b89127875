"""The arithmetic of a relation, written so that a reader can redo it with the printed figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.relate.relations import Relation

MAX_TERMS, FIRST_TERMS = 24, 8  # a longer sum is written with its first terms, its last, and how many there are
Members = Mapping[str, Sequence[int]]  # role -> figures

_WIDE = str.maketrans("０１２３４５６７８９．－−", "0123456789.--")
_PRINTED = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(.*)")


class Shown:
    """The printed figures of one document, as formulas show them: 43486, 5682万, 77.35%."""

    __slots__ = ("hedges", "kinds", "texts", "units", "values")

    def __init__(self, figures: Mapping[str, Sequence]) -> None:
        self.texts, self.units, self.kinds, self.values = (
            figures["text"],
            figures["unit"],
            figures["kind"],
            figures["value"],
        )
        self.hedges = figures.get("hedge", ())

    def hedged(self, ids: Sequence[int]) -> bool:
        """Does one of some figures stand with 约, 余, 近 …?"""
        return any(self.hedges[i] for i in ids) if self.hedges else False

    def __call__(self, i: int) -> str:
        text = re.sub(r"\s", "", self.texts[i])
        unit = self.units[i]
        if unit and unit not in ("%", "‰", "成", "倍") and text.endswith(unit):
            text = text[: -len(unit)]
        return text or str(self.values[i])


def ratio(num: int, den: int, per: int, decimals: int) -> str:
    """per*num/den in decimal with three more digits than printed, and … where it does not end there.

    Exact integers; ends are cut, not rounded.
    """
    if den == 0:
        return "—"
    places = decimals + 3
    sign = "-" if (num < 0) != (den < 0) and num else ""
    scaled, rest = divmod(abs(num) * per * 10**places, abs(den))
    whole, part = divmod(scaled, 10**places)
    digits = f"{part:0{places}d}"
    if rest:
        return f"{sign}{whole}.{digits}…"
    digits = digits.rstrip("0")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def printed(value: int, scale: int) -> str:
    """An integer at a scale as a decimal with all its digits: 7735 at 100 is 77.35."""
    decimals = len(str(scale)) - 1
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), scale)
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"


def _mark(per: int) -> str:
    return {100: "%", 1000: "‰", 10000: "‱"}.get(per, "")


def formula(relation: Relation, shown: Shown) -> str:
    """The arithmetic of one relation, without its verdict.

    Args:    relation: of one document; shown: the printed figures of that document.
    Returns: a line such as `41 ÷ 53 = 77.358…%`, or "" where there is nothing to compute.
    """
    v = relation.values
    by: dict[str, list[int]] = {}
    for role, i in relation.members:
        by.setdefault(role, []).append(i)
    frame = relation.frame
    if frame == "rates" or relation.kind == "basis":
        return _rate(relation, by, shown)
    if frame == "sums" or relation.check == "SUM103":
        return _sum(relation, by, shown)
    if frame == "changes":
        return _change(relation, by, shown)
    if frame == "differences":
        if relation.note == "from_to":
            return f"{shown(by['earlier'][0])} → {shown(by['later'][0])}"
        cur, prev = by["current"][0], by["previous"][0]
        gap, scale = v["cur_lo"] - v["prev_lo"], _scale(relation, shown)
        exact = v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"]
        value = _bare(ratio(gap, scale, 1, 6 if exact else 2))
        if not exact and (made := summed([cur], [prev], cur, shown)) is not None:
            value = made[0]
        return f"{shown(cur)} − {shown(prev)} {'=' if exact else '≈'} {value}"
    if frame == "back_changes":
        return _back(relation, by, shown)
    if frame == "granularity":
        return _grain(relation)
    if frame == "orders":
        return f"{shown(by['later'][0])} {'≤' if v['small_lo'] <= v['big_hi'] else '>'} {shown(by['earlier'][0])}"
    if frame in ("repeats", "contradictions") or relation.check == "REP102":
        ids = [i for ids in by.values() for i in ids]
        if len(ids) >= 2:
            a, b = ids[0], ids[1]
            one, other = ("a", "b") if "a_lo" in v else ("exact", "hedged")
            same = relation.check == "REP102" or (
                v[f"{one}_lo"] <= v[f"{other}_hi"] and v[f"{other}_lo"] <= v[f"{one}_hi"]
            )
            return f"{shown.texts[a].strip()} {'=' if same else '≠'} {shown.texts[b].strip()}"
        return ""
    if frame == "enumerations":
        return f"{v['announced']} {'=' if v['announced'] == v['listed'] else '≠'} {v['listed']}"
    if frame == "hedges":
        return shown.texts[relation.about].strip()
    if frame == "counts":
        return f"{v['found']}/{v['expected']}"
    return ""


def _bare(number: str) -> str:
    """A number without the zeros that end its decimals: 0.670000 is 0.67, 220 stays."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _scale(relation: Relation, shown: Shown) -> int:
    """The scale that a difference's integers are at, found from the printed value of its current figure."""
    cur = next(i for role, i in relation.members if role == "current")
    value = str(shown.values[cur])
    digits = value.replace(".", "").replace("-", "").lstrip("0") or "0"
    whole = abs(relation.values["cur_lo"])
    decimals = len(value.partition(".")[2])
    base = int(digits)
    shift = 0
    while base and base * 10**shift < whole and shift < 12:
        shift += 1
    return 10 ** (decimals + shift) if base else 1


def _rate(relation: Relation, by: Members, shown: Shown) -> str:
    v = relation.values
    nums, dens = by.get("numerator", []), by.get("denominator", [])
    if relation.kind == "basis" and relation.check == "SCP101":
        fitted, declared = relation.data["fitted"], relation.data["declared"]
        top = added(nums, shown)
        dec = len(str(v["scale"])) - 1
        return (
            f"{top} ÷ {shown(fitted)} = {ratio(v['num_lo'], v['fitted_lo'], v['per'], dec)}{_mark(v['per'])}；"
            f"{top} ÷ {shown(declared)} = {ratio(v['num_lo'], v['declared_lo'], v['per'], dec)}{_mark(v['per'])}"
        )
    top = added(nums, shown)
    days = relation.data.get("days")
    bottom = added(dens, shown) or (str(days) if days else "")
    if relation.note == "complement" and len(dens) == 1:
        top = f"({shown(dens[0])} − {top})"  # 抽查200卷，不合格10卷，合格率95%
    elif len(nums) > 1:
        top = f"({top})"
    if len(dens) > 1:
        bottom = f"({bottom})"
    if relation.check == "SCP102" or "num_lo" not in v:
        return f"{top} ÷ {bottom}"
    dec = len(str(v["scale"])) - 1
    low = ratio(v["num_lo"], v["den_hi"], v["per"], dec)
    high = ratio(v["num_hi"], v["den_lo"], v["per"], dec) if v["den_lo"] > 0 else "—"
    times = f" × {v['per']}" if relation.data.get("mean") and v["per"] > 1 else ""
    mark = "" if relation.data.get("mean") else _mark(v["per"])
    if relation.note == "multiple":
        return f"{top} ÷ {bottom}"
    if relation.data.get("mean"):
        unit = _unit_value(relation, shown)
        exact = ratio(v["num_lo"] * unit, v["den_hi"], v["per"], dec)
        return (
            f"{top} ÷ {bottom}{times} = {exact}"
            if v["num_lo"] == v["num_hi"] and v["den_lo"] == v["den_hi"]
            else f"{top} ÷ {bottom}{times} ≈ {exact}"
        )
    if low == high:
        return f"{top} ÷ {bottom} = {low}{mark}"
    return f"{top} ÷ {bottom} = {low}{mark} ~ {high}{mark}"


def _unit_value(relation: Relation, shown: Shown) -> int:
    """Averages of amounts are kept at the print's own unit: 7.2万元 at 1000 yuan; the formula shows yuan."""
    v = relation.values
    rep = relation.about
    value = str(shown.values[rep]).split(".")[0]
    try:
        return (
            max(1, int(value) // max(1, v["rep"] // v["scale"]))
            if "." not in str(shown.values[rep]) and v["rep"]
            else 1
        )
    except (ValueError, ZeroDivisionError):
        return 1


def added(ids: Sequence[int], shown: Shown, sign: str = " + ") -> str:
    """Some figures as a sum; a long one in short: 12 + 9 + … + 4 (n = 40)."""
    if len(ids) <= MAX_TERMS:
        return sign.join(shown(i) for i in ids)
    return f"{sign.join(shown(i) for i in ids[:FIRST_TERMS])}{sign}…{sign}{shown(ids[-1])} (n = {len(ids)})"


def _value(i: int, shown: Shown) -> Decimal | None:
    """A figure's exact value; None for a fraction."""
    text = str(shown.values[i])
    return None if "/" in text or not text else Decimal(text)


def _unit_of(i: int, shown: Shown) -> tuple[Decimal, str, int] | None:
    """How a figure is printed: what one of its print is worth, the word after the digits, how many decimals.

    Returns: 100000000, 亿, 2 for 186.35亿; None where the digits are not decimal ones, or zero.
    """
    m = _PRINTED.fullmatch(re.sub("[,，]", "", shown(i).translate(_WIDE)))
    value = _value(i, shown)
    if m is None or not value or not Decimal(m[1]):
        return None
    worth = value / Decimal(m[1])
    if worth <= 0 or worth * Decimal(m[1]) != value or worth.normalize().as_tuple().digits != (1,):
        return None
    return worth, m[2], len(m[1].partition(".")[2])


def summed(plus: Sequence[int], minus: Sequence[int], like: int, shown: Shown) -> tuple[str, Decimal] | None:
    """The sum of the figures as printed, in the unit that one of them is printed in: 1596.42亿.

    Args:    plus, minus: what is added, what is taken off; like: the figure whose unit is used.
    Returns: the sum as a text, and its exact value; None where a figure has no decimal value.
    """
    unit = _unit_of(like, shown)
    values = [_value(i, shown) for i in (*plus, *minus)]
    if unit is None or any(v is None for v in values):
        return None
    worth, word, decimals = unit
    n = len(plus)
    total = sum((v if k < n else -v for k, v in enumerate(values) if v is not None), Decimal(0))
    units = [_unit_of(i, shown) for i in (*plus, *minus)]
    if all(u is None or u[0] == worth for u in units):
        decimals = max([decimals, *(u[2] for u in units if u)])
    shape = f"{total / worth:.{decimals}f}"
    if Decimal(shape) * worth != total:  # parts printed in a smaller unit keep all their digits
        shape = f"{(total / worth).normalize():f}"
    return ("−" + shape[1:] if shape[0] == "-" else shape) + word, total


def _sum(relation: Relation, by: Members, shown: Shown) -> str:
    v = relation.data.get("sum", relation.values)
    if by.get("plus") and by.get("minus") and by.get("total"):  # a surplus: what comes in less what goes out
        left = f"{added(by['plus'], shown)} − {added(by['minus'], shown, ' − ')}"
        meet = v["parts_lo"] <= v["total_hi"] and v["parts_hi"] >= v["total_lo"]
        made = summed(by["plus"], by["minus"], by["total"][0], shown)
        return _equation(left, made, by["total"], meet, shown.hedged((*by["plus"], *by["minus"])), shown)
    ins = by.get("plus", []) or by.get("total", [])
    outs = by.get("minus", []) or by.get("part", [])
    right = added(outs, shown)
    if not ins:
        # shares of one whole
        low = sum(_hundredth(shown.values[i]) for i in outs)
        return f"{right} = {printed(low, 10**6).rstrip('0').rstrip('.')}%"
    made = summed(outs, (), ins[0], shown) if len(outs) > 1 else None
    if v.get("mode"):
        sign = "≤" if v["parts_lo"] <= v["total_hi"] else ">"
        between = f" {'≈' if shown.hedged(outs) else '='} {made[0]}" if made else ""
        return f"{right}{between} {sign} {added(ins, shown)}"
    meet = v["parts_lo"] <= v["total_hi"] and v["parts_hi"] >= v["total_lo"]
    return _equation(right, made, ins, meet, shown.hedged(outs), shown)


def _equation(
    left: str, made: tuple[str, Decimal] | None, ins: Sequence[int], meet: bool, hedged: bool, shown: Shown
) -> str:
    """`a + b = sum ≠ total`: the sum of the printed figures stands between, unless it is the total as printed.

    Args:    left: the terms; made: their sum; ins: the total, or what it is made of; meet: do the bands that the
             figures stand for meet; hedged: is a term hedged, so that its sum is about that much.
    """
    right = added(ins, shown)
    other = summed(ins, (), ins[0], shown)
    if len(ins) > 1 and other:
        right += f" {'≈' if shown.hedged(ins) else '='} {other[0]}"
    same = bool(made and other and made[1] == other[1])
    # rounded and hedged figures stand for bands: those may meet where the prints differ
    sign = "≠" if not meet else "=" if same or not made else "≈"
    if made is None or (same and meet and len(ins) == 1):
        return f"{left} {sign} {right}"
    return f"{left} {'≈' if hedged else '='} {made[0]} {sign} {right}"


def _hundredth(value: str) -> int:
    whole, _, part = str(value).partition(".")
    return int(whole + (part + "000000")[:6])


def _change(relation: Relation, by: Members, shown: Shown) -> str:
    v = relation.values
    cur = by["current"][0]
    dec = len(str(v["scale"])) - 1
    if "delta" in by:
        d = by["delta"][0]
        down = v["cur_lo"] < v["prev_lo"]
        base = f"{shown(cur)} {'+' if down else '−'} {shown(d)}"
        value = ratio(v["cur_lo"] - v["prev_lo"], v["prev_lo"], v["per"], dec) if v["prev_lo"] > 0 else "—"
        return (
            f"{'−' if down else ''}{shown(d)} ÷ ({base}) = {value.lstrip('-') if not down else value}{_mark(v['per'])}"
        )
    prev = by["previous"][0]
    value = ratio(v["cur_lo"] - v["prev_lo"], v["prev_lo"], v["per"], dec) if v["prev_lo"] > 0 else "—"
    sign = "=" if v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"] else "≈"
    return f"({shown(cur)} − {shown(prev)}) ÷ {shown(prev)} {sign} {value}{_mark(v['per'])}"


def _back(relation: Relation, by: Members, shown: Shown) -> str:
    v = relation.values
    k = v["per"] * v["scale"]
    base = ratio(v["cur_lo"] * k, k + v["sign"] * v["rep"], 1, 1) if k + v["sign"] * v["rep"] > 0 else "—"
    sign = "+" if v["sign"] > 0 else "−"
    return f"{shown(by['current'][0])} ÷ (1 {sign} {printed(v['rep'], v['scale'])}%) = {base}"


def _grain(relation: Relation) -> str:
    v = relation.values
    n = v["den_lo"]
    if v["den_lo"] != v["den_hi"]:
        return f"k ÷ {v['den_lo']}…{v['den_hi']} → {printed(v['rep'], v['scale'])}%"
    k = v["per"] * v["scale"]
    near = v["rep"] * n // k
    dec = len(str(v["scale"])) - 1
    pairs = [x for x in (near, near + 1) if 0 <= x <= n]
    return "；".join(f"{x} ÷ {n} = {ratio(x, n, v['per'], dec)}%" for x in pairs)
