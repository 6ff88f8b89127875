"""Equal numbers: which cell a prose figure restates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from audit.relate.relations import WARNING, Relation, common, scaled
from audit.relate.restated.wording import Wording
from audit.relate.tables.mentions import IN_CLAUSE, IN_SENTENCE, LIKE


class Equal(Wording):
    """The cell of one value whose row and column the words name best."""

    # ------------------------------------------------------------------ equal
    def equal(self, p: int) -> bool:
        """The cell that p restates: of its value, in the row and the column that the words name best."""
        f = self.c.figures
        if f.hedge[p] and f.hedge[p] != "range":
            return self.hedged(p)
        if f.hedge[p] or f.num[p] == 0:
            return False
        best: tuple | None = None
        for q in self.around(p):
            if not self.comparable(p, q) or f.num[q] == 0:
                continue
            if f.kind[p] == "percent" and f.num[p] == 100 * 10 ** f.dec[p]:
                continue
            a, b = self.score(p, q)
            if a < 0:
                continue
            digits = min(self.digits(p), self.digits(q))
            if not self.enough(p, q, a, b, digits):
                continue
            exact = f.num[p] * 10 ** f.dec[q] == f.num[q] * 10 ** f.dec[p]
            value = (exact, self.same_time(p, q), a + b, -abs(f.start[p] - f.start[q]))
            if best is None or value > best[0]:
                best = (value, q, digits)
        if best is None:
            return False
        _, q, digits = best
        self.twin[p] = q
        pair = frozenset((p, q))
        if pair not in self.pairs and q not in self.held.get(p, ()):
            self.add(p, q, chance=10.0**-digits)
        return True

    def enough(self, p: int, q: int, row: float, col: float, digits: int) -> bool:
        """Are equal numbers of so many digits, so named, one quantity?"""
        f = self.c.figures
        unit = f.unit[p] != "" and (f.unit[p] == f.unit[q] or (not f.unit[q] and self.counts(p, q)))
        both = row >= LIKE and col >= LIKE
        if f.kind[p] == "percent":
            if digits >= 3:
                return row >= LIKE or col >= IN_SENTENCE
            return digits == 2 and row >= IN_SENTENCE and col >= LIKE
        if digits >= 4:
            return unit or row >= LIKE or col > LIKE
        if digits == 3:
            return both or (unit and max(row, col) >= IN_SENTENCE) or max(row, col) >= IN_CLAUSE
        if digits == 2:
            return both and (row + col >= IN_CLAUSE + LIKE or (unit and row + col >= IN_CLAUSE))
        return both and row >= IN_SENTENCE and row + col >= IN_CLAUSE + LIKE

    # ------------------------------------------------------------------ 近1100件 and the cell 1107
    def hedged(self, p: int) -> bool:
        """A hedged figure that names its cell must leave room for it."""
        f = self.c.figures
        if f.kind[p] == "percent" or (f.low[p] is None and f.high[p] is None):
            return False
        value = abs(f.num[p]) * 10 ** (8 - min(8, f.dec[p]))
        pool = self.values[False]
        first, last = bisect_left(pool, (value * 9 // 10, -1)), bisect_right(pool, (value * 11 // 10, 10**12))
        best: tuple | None = None
        for _, q in pool[first:last][:200]:
            if not self.comparable(p, q) or f.step[q] or not self.same_time(p, q):
                continue
            a, b = self.score(p, q)
            if min(a, b) < IN_SENTENCE or a + b < IN_CLAUSE + IN_SENTENCE:
                continue
            if best is None or a + b > best[0]:
                best = (a + b, q)
        if best is None:
            return False
        _, q = best
        c = self.c
        dec = common(c, p, q)
        (x, y), (u, v) = scaled(c, q, dec), scaled(c, p, dec)
        values = {"exact_lo": x, "exact_hi": y, "hedged_lo": u, "hedged_hi": v}
        members = [("announced", min(p, q)), ("item", max(p, q))]
        self.twin[p] = q
        if frozenset((p, q)) not in self.pairs:
            self.out.append(
                Relation("repeat", "contradictions", "HDG102", members, values, p, WARNING, 0.0, [], c.label[p], "grid")
            )
        return True
