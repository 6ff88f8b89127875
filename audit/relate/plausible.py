"""Is a sum of two that breaks an error somebody could have made, or figures that do not belong together?

A sum that is wrong is mostly wrong by a digit, two digits swapped, a unit, or by little. Two parts that miss a total by
far, which no such slip explains, are more likely read together wrongly, and nothing is said of them. A longer list is
no coincidence, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.relate.context import Context
from audit.relate.relations import Relation, common

_NEAR = 20  # a sum that misses its total by less than a twentieth


def only_plausible(c: Context, out: list[Relation]) -> None:
    """Take out sums and balances of two parts that break by more than a slip.

    Args:    c: the document laid out; out: relations, changed in place. Tables are left alone: their rows say what
             belongs together.
    """
    out[:] = [
        r for r in out if r.frame != "sums" or len(r.members) > 3 or c.figures.cell[r.about] is not None or _sum(c, r)
    ]


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
