"""What was cut from what was sent in: 送审9.84亿元，审定9.02亿元，审减率8.3%."""

from __future__ import annotations

import re

from audit.relate.changes.operands import Operands
from audit.relate.relations import ERROR, Relation, common, scaled

_CUT = re.compile(r"送审|申报|报审")
_CUT_2 = re.compile(r"(?:审减|核减)[^，,。；;]{0,4}$")
_CUT_3 = re.compile(r"审定|核定|审核后")


class Cuts(Operands):
    """Rates of cuts, which their words give as changes."""

    def cut(self, p: int, before: list[int]) -> bool:
        """送审9.84亿元，审定9.02亿元，审减0.82亿元，审减率8.3%: what was cut, over what was sent in."""
        c, f = self.c, self.c.figures
        sent = next((i for i in before if _CUT.search(c.pre[i])), None)
        cut = next((i for i in before if _CUT_2.search(c.pre[i])), None)
        left = next((i for i in before if _CUT_3.search(c.pre[i])), None)
        part = cut if cut is not None else left
        if sent is None or part is None or f.kind[sent] != f.kind[part]:
            return False
        dec = common(c, sent, part)
        (a, b), (x, y) = scaled(c, part, dec), scaled(c, sent, dec)
        if cut is None:
            a, b = x - b, y - a
        v = {
            "num_lo": a,
            "num_hi": b,
            "den_lo": x,
            "den_hi": y,
            "rep": f.num[p],
            "rep_lo": f.num[p],
            "rep_hi": f.num[p],
            "scale": 10 ** f.dec[p],
            "per": 100,
        }
        members = [("numerator", part), ("denominator", sent), ("reported", p)]
        self.out.append(
            Relation(
                "rate",
                "rates",
                "RAT101",
                members,
                v,
                p,
                ERROR,
                0.0,
                [],
                c.label[part],
                "" if cut is not None else "complement",
                {"named": True},
            )
        )
        return True
