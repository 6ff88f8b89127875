"""A rate right behind its part, which one keying slip keeps from tying: 签约47个，开工81个，开工率66.0%."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.plausible import slips
from audit.relate.rates.bases import Bases
from audit.relate.rates.operands import PER
from audit.relate.relations import WARNING, common

_CLAUSES = 3  # between the base and the rate


class Slipped(Bases):
    """The part is named by the rate itself, its whole is the figure of the unit before it."""

    def slipped_pair(self, p: int, name: str, row: dict, sentence: list[int]) -> bool:
        """Relate the part before a rate with the figure before the part, where a slip in one of the three explains it.

        Returns: whether a relation was made; it breaks, since one that ties was found before.
        """
        c, f = self.c, self.c.figures
        if f.hedge[p] or f.dec[p] + len(str(abs(f.num[p]))) < 3:
            return False
        pool = [i for i in sentence if c.bracket[i] < 0 and not f.hedge[i] and f.num[i] > 0]
        if len(pool) < 2:
            return False
        n = pool[0]
        if c.clause[p] - c.clause[n] > 1 or not self.names_it(n, name, row):
            return False
        d = next((i for i in pool[1:] if f.unit[i] == f.unit[n] and f.kind[i] == f.kind[n]), None)
        if d is None or c.clause[n] - c.clause[d] > _CLAUSES or f.kind[n] != "count":
            return False
        between = [i for i in range(d + 1, n) if f.kind[i] == "percent"]
        if between or not self.one_slip(n, d, p):
            return False
        self.add([n], [d], p, label=name, cap=WARNING, data={"rate": row["rate"]})
        return True

    def slipped_share(self, p: int, num: list[int]) -> bool:
        """24项报告，…的有99项，占79.2%: a share right behind its part, whose whole opens the sentence, where a slip
        in one of the three explains it.

        Returns: whether a relation was made; it breaks, since one that ties was found before.
        """
        c, f = self.c, self.c.figures
        n = num[0]
        if len(num) > 1 or f.hedge[p] or f.dec[p] + len(str(abs(f.num[p]))) < 3 or c.clause[p] - c.clause[n] > 1:
            return False
        before = [i for i in self.counts_before(n, 4, 0) if c.half[i] == c.half[n] and c.bracket[i] == c.bracket[n]]
        alike = [
            i for i in before if f.unit[i] == f.unit[n] and f.kind[i] == "count" and not f.hedge[i] and f.num[i] > 0
        ]
        if len(alike) != 1 or c.delta[n] or f.hedge[n]:
            return False
        d = alike[0]
        told = "其中" in c.text[f.end[d] : f.start[n]] or re.search(r"[中里][^，,。；;]{0,14}[，,]?", c.post[d][:14])
        if not told or not self.one_slip(n, d, p):
            return False
        self.add([n], [d], p, label=c.label[n], cap=WARNING, data={"share": True})
        return True

    def names_it(self, i: int, name: str, row: dict) -> bool:
        """开工31个，开工率: does the rate hold the last two characters before the figure, or that its word?"""
        words = self.c.pre[i].rstrip("了为有的 ")
        tail = words[-2:]
        return (len(tail) == 2 and tail in name[:-1]) or any(w in words[-6:] for w in row["of"])

    def one_slip(self, n: int, d: int, p: int) -> bool:
        """Does one keying slip in numerator, base or print make the rate tie?"""
        f = self.c.figures
        dec = common(self.c, n, d)
        scale, per = 10 ** f.dec[p], PER.get(f.unit[p], 100)
        a, b = (f.num[i] * 10 ** (dec - f.dec[i]) for i in (n, d))

        def gives(num: int, den: int, rep: int) -> bool:
            return 0 <= num <= den and fit.ratio(num, num, den, den, rep, scale, per) == fit.ROUNDED

        return (
            any(gives(a, b, value) for value in slips(self.c, p))
            or any(gives(value * 10 ** (dec - f.dec[n]), b, f.num[p]) for value in slips(self.c, n))
            or any(gives(a, value * 10 ** (dec - f.dec[d]), f.num[p]) for value in slips(self.c, d))
        )
