"""Is a sum of two or a rate that breaks an error somebody could have made, or figures that do not belong together?

A sum that is wrong is mostly wrong by a digit, two digits swapped, a unit, or by little. Two parts that miss a total by
far, which no such slip explains, are more likely read together wrongly, and nothing is said of them. A longer list is
no coincidence, and stays. Likewise a rate that is neither near its print nor one slip away: 97 of 663000 is no attempt
at 8.1 %.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.relate.context import Context
from audit.relate.relations import Relation, common, scaled

_TIMES = 2  # a rate that misses its print by less than this factor
_AROUND = 12  # figures on either side of a base
_NEAR = 20  # a sum that misses its total by less than a twentieth


def only_plausible(c: Context, out: list[Relation]) -> None:
    """Take out sums and balances of two parts, and rates, that break by more than a slip.

    Args:    c: the document laid out; out: relations, changed in place. Tables are left alone: their rows say what
             belongs together.
    """
    out[:] = [r for r in out if c.figures.cell[r.about] is not None or _could_be(c, r)]


def _could_be(c: Context, r: Relation) -> bool:
    """Does a relation tie, or break as a slip would make it?"""
    if r.frame == "rates":
        return _rate(c, r)
    return r.frame != "sums" or len(r.members) > 3 or _sum(c, r)


def slips(c: Context, i: int) -> Iterator[int]:
    """What a keying slip would make of a figure, at its own decimals: a digit changed, two swapped, one lost or
    doubled, and other units.
    """
    f = c.figures
    step = f.step[i] if f.step[i] > 1 else 1
    digits = str(abs(f.num[i]) // step)
    seen = {digits}
    for k in range(len(digits)):
        for d in "0123456789":
            seen.add(digits[:k] + d + digits[k + 1 :])
            seen.add(digits[:k] + d + digits[k:])
        seen.add(digits[:k] + digits[k + 1 :])
        if k:
            seen.add(digits[: k - 1] + digits[k] + digits[k - 1] + digits[k + 1 :])
    for d in "0123456789":
        seen.add(digits + d)
    for shown in sorted(seen - {digits, ""}):
        yield int(shown) * step
    for power in (1, 2, 3, 4, 8):
        yield f.num[i] * 10**power
        if f.num[i] % 10**power == 0:
            yield f.num[i] // 10**power


def _sum(c: Context, r: Relation) -> bool:
    """Does a sum tie, miss by little, or tie but for a slip in one of its figures?"""
    v, f = r.values, c.figures
    low, high = v["parts_lo"] - v["total_hi"], v["parts_hi"] - v["total_lo"]
    if v["mode"] or low <= 0 <= high:
        return True
    size = max(abs(v["total_lo"]), abs(v["parts_lo"]))
    if min(abs(low), abs(high)) * _NEAR <= size:
        return True
    ids = [i for _, i in r.members]
    dec = common(c, *ids)
    for i in ids:
        shift = 10 ** (dec - f.dec[i])
        for value in slips(c, i):
            change = (value - f.num[i]) * shift
            if low + change <= 0 <= high + change or low - change <= 0 <= high - change:
                return True
    return False


def _rate(c: Context, r: Relation) -> bool:
    """Does a rate tie, come near its print, or tie but for a slip in one of its figures?"""
    v, f = r.values, c.figures
    k = v["per"] * v["scale"]
    if v["den_lo"] <= 0 or (
        (2 * v["rep_lo"] - 1) * v["den_lo"] <= 2 * k * v["num_hi"]
        and 2 * k * v["num_lo"] <= (2 * v["rep_hi"] + 2) * v["den_hi"]
    ):
        return True
    whole = v["rep"] == k and v["per"] == 100  # 100 % is said of what is complete: only a slip speaks against it
    if (
        not whole
        and k * v["num_lo"] <= _TIMES * v["rep"] * v["den_hi"]
        and v["rep"] * v["den_lo"] <= _TIMES * k * v["num_hi"]
    ):
        return True
    ids = {role: [i for name, i in r.members if name == role] for role in ("numerator", "denominator", "reported")}
    dec = common(c, *ids["numerator"], *ids["denominator"])
    for role, of in ids.items():
        for i in of:
            shift = 1 if role == "reported" else 10 ** (dec - f.dec[i])
            for value in slips(c, i):
                if value and _gives(v, role, (value - f.num[i]) * shift, value, f.num[i]):
                    return True
    return len(ids["denominator"]) == 1 and _on_another_base(c, v, ids["denominator"][0], ids["numerator"], dec)


def _gives(v: dict[str, int], role: str, change: int, value: int, was: int) -> bool:
    """Does a rate tie once the figure of one role is changed? The band of a figure grows with it."""
    k, low, high = v["per"] * v["scale"], dict(v), dict(v)
    stem = {"numerator": "num", "denominator": "den"}.get(role)
    rep = v["rep"]
    if stem is None:
        rep += change
    else:
        wide = (v[f"{stem}_hi"] - v[f"{stem}_lo"]) * abs(value) // max(1, abs(was)) if abs(value) > abs(was) else 0
        low[f"{stem}_lo"] += change - wide
        high[f"{stem}_hi"] += change + wide
    if low["den_lo"] <= 0 or low["num_lo"] < 0:
        return False
    return (2 * rep - 1) * low["den_lo"] <= 2 * k * high["num_hi"] and 2 * k * low["num_lo"] <= (2 * rep + 1) * high[
        "den_hi"
    ]


def _on_another_base(c: Context, v: dict[str, int], den: int, num: list[int], dec: int) -> bool:
    """Does a figure of the unit and the paragraph of the base give the print in its place?"""
    f, k = c.figures, v["per"] * v["scale"]
    for d in range(max(0, den - _AROUND), min(len(f), den + _AROUND)):
        if d == den or d in num or f.unit[d] != f.unit[den] or f.kind[d] != f.kind[den] or c.block[d] != c.block[den]:
            continue
        low, high = scaled(c, d, max(dec, common(c, d)))
        shift = 10 ** (max(dec, common(c, d)) - dec)
        if (
            low > 0
            and (2 * v["rep"] - 1) * low <= 2 * k * v["num_hi"] * shift
            and (2 * k * v["num_lo"] * shift <= (2 * v["rep"] + 1) * high)
        ):
            return True
    return False
