"""The next figure of the same row: where a figure restates a cell, its neighbour restates one beside it."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.relations import ERROR, WARNING
from audit.relate.restated.wording import Wording
from audit.relate.tables.mentions import IN_SENTENCE

_COMPARABLE = re.compile(r"可比|不变价|同口径|剔除|还原|平均增|年均")


class Linked(Wording):
    """产值61.74亿元，增长9.6%."""

    # ------------------------------------------------------------------ the next figure of the same row
    def linked(self) -> None:
        """产值61.74亿元，增长9.6%: where a figure restates a cell, its neighbour restates one of the same row."""
        for at, p in enumerate(self.prose):
            if p in self.twin or p in self.tied:
                continue
            found = None
            for step in (-1, 1):
                other = at + step
                if not 0 <= other < len(self.prose):
                    continue
                x = self.prose[other]
                if x not in self.twin or self.c.sentence[x] != self.c.sentence[p]:
                    continue
                if abs(self.c.clause[x] - self.c.clause[p]) <= 1:
                    found = found or self.beside(p, self.twin[x])
            if found is not None:
                q, equal, loud = found
                self.twin[p] = q
                if frozenset((p, q)) not in self.pairs and q not in self.held.get(p, ()):
                    self.add(p, q, cap=ERROR if equal or loud else WARNING)

    def beside(self, p: int, twin: int) -> tuple[int, bool, bool] | None:
        """The cell of twin's row that p restates or slips from: (cell, whether equal, whether surely a slip)."""
        f = self.f
        n, row, _ = self.where[twin]
        s = self.words.sheets[n]
        near = self.words.near(p)
        others = [x for x in self.words.named(n, near) if x is not row]
        if others or f.hedge[p] or f.num[p] == 0 or _COMPARABLE.search(near + s.grid.title[-60:]):
            return None
        delta = self.is_delta(p)
        pool = []
        for k, q in enumerate(row.ids):
            if q not in self.where or q == twin or not self.comparable(p, q) or f.hedge[q]:
                continue
            col = s.cols.lines[k]
            if (col.change or row.change) != delta or not self.same_time(p, q):
                continue
            pool.append((q, col))
        if delta and f.kind[p] == "percent":
            pool = pool if len(pool) == 1 else [(q, x) for q, x in pool if self.words.col(x, p) >= IN_SENTENCE]
        else:
            alone = f.unit[p] != ""
            pool = [
                (q, x)
                for q, x in pool
                if self.words.col(x, p) >= 1.5 or (alone and f.unit[q] == f.unit[p] and self.single(row, q))
            ]
        equal = [q for q, _ in pool if self.meets(p, q)]
        if equal:
            return equal[0], True, False
        shown = self.prints(p)
        for q, _ in pool:
            digits = self.as_printed(q, p)
            if q not in self.tied and min(len(shown), len(digits)) >= 2 and fit.slip(shown, digits):
                swapped = len(shown) >= 3 and sorted(shown) == sorted(digits)
                return q, False, swapped
        return None
