"""A prose figure whose digits are those of the cell that its words name, but for one keying slip."""

from __future__ import annotations

import re
from bisect import bisect_left

from audit.relate import fit
from audit.relate.relations import ERROR, WARNING
from audit.relate.restated.wording import Wording
from audit.relate.tables.mentions import IN_CLAUSE, IN_SENTENCE, LIKE

_GENERIC = re.compile("其他|其它|其余")
_TOGETHER = re.compile(r"共|总|合计|累计|全部|总计|涉及")


class Slips(Wording):
    """Words name the cell, digits almost agree."""

    # ------------------------------------------------------------------ a slip apart
    def slip(self, p: int) -> None:
        """A prose figure whose words name one cell, and whose digits are that cell's but for one slip."""
        f = self.c.figures
        if f.hedge[p] or f.num[p] <= 0 or f.kind[p] == "ratio":
            return
        shown = self.prints(p)
        if len(shown) < 2:
            return
        best: tuple | None = None
        held = self.held.get(p, ())
        for q in self.a_slip_away(p, shown):
            if q in held or f.hedge[q] or q in self.tied:
                continue
            digits = self.as_printed(q, p)
            if not fit.slip(shown, digits) or not self.comparable(p, q) or self.meets(p, q):
                continue
            if len(shown) < 3 and _GENERIC.search(self.c.label[q]):
                continue  # 其他12件 and a row 其他 of 21 are seldom the same others
            a, b = self.score(p, q)
            if a < IN_SENTENCE or b < 0 or not self.same_time(p, q):
                continue
            _, row, col = self.where[q]
            swapped = len(shown) == len(digits) and sorted(shown) == sorted(digits)
            alone = self.alone(row, col.n, q)
            if not self.sure(p, q, a, b, shown, swapped, alone):
                continue
            value = (swapped, a + b, -abs(f.start[p] - f.start[q]))
            if best is None or value > best[0]:
                named = a >= IN_SENTENCE and (b >= IN_SENTENCE or alone)
                best = (value, q, swapped and len(shown) >= 3 and named)
        if best is not None:
            _, q, loud = best
            self.twin[p] = q
            if frozenset((p, q)) not in self.pairs:
                self.add(p, q, cap=ERROR if loud else WARNING)

    def a_slip_away(self, p: int, shown: str) -> list[int]:
        """Cells whose digits may be those of p but for a slip: of the row that its words name, else of the last
        row of totals.
        """
        mentioned = self.words.mentioned(self.words.near(p))
        out: list[tuple[int, int]] = []
        sheets = self.words.around(p)
        if not sheets:
            return []
        for n, _ in sheets if mentioned else ():
            if n in mentioned:
                for row in self.subject(mentioned[n][-1], p):
                    out.extend((n, q) for q in row.ids if q in self.where)
        found = self.totals(p, shown, sheets[0][0], sheets[-1][0])
        out.extend((n, q) for n, q in found if n not in mentioned)
        return [q for _, q in sorted(out, key=lambda x: x[0])]

    def totals(self, p: int, shown: str, first: int, last: int) -> list[tuple[int, int]]:
        """(sheet, cell) of the last row of totals of each sheet, where rounded as p is they share a slip key with
        it.
        """
        f = self.f
        print_of = f.dec[p], f.step[p]
        index = self.total_keys.get(print_of)
        if index is None:
            index = self.total_keys[print_of] = {}
            for n, s in enumerate(self.words.sheets):
                row = next((x for x in reversed(s.rows.lines) if x.total), None)
                for q in row.ids if row is not None else ():
                    if q in self.where:
                        for key in fit.slip_keys(self.as_printed(q, p)):
                            index.setdefault(key, []).append((n, q))
        found: set[tuple[int, int]] = set()
        for key in fit.slip_keys(shown):
            cells = index.get(key, ())
            found.update(cells[bisect_left(cells, (first, -1)) : bisect_left(cells, (last + 1, -1))])
        return sorted(found)

    def sure(self, p: int, q: int, row: float, col: float, shown: str, swapped: bool, alone: bool) -> bool:
        """Do the words name the cell so well that digits a slip apart must be one quantity?"""
        f = self.c.figures
        unit = (f.unit[p] == f.unit[q] and f.unit[p] != "") or not f.unit[q]
        named = col >= IN_SENTENCE or alone
        if self.grand(p, q, alone) and max(len(shown), len(self.prints(q))) >= 3 and unit:
            return True
        if f.kind[p] == "percent":
            return row >= IN_CLAUSE and named and len(shown) >= 3
        if swapped:
            return unit and named and row >= IN_SENTENCE and (len(shown) >= 3 or (row >= IN_CLAUSE and col >= LIKE))
        if len(shown) >= 4:
            return unit and named and row >= IN_SENTENCE and row + col >= IN_CLAUSE + LIKE
        whole = self.where[q][2].total and col >= IN_SENTENCE  # a row is named and no column: its total
        return unit and len(shown) == 3 and row >= IN_CLAUSE and (col >= IN_CLAUSE or alone or whole)

    def grand(self, p: int, q: int, alone: bool) -> bool:
        """Right above a table, 共288卷 in the unit of its first column or its only one: the total of the whole."""
        f = self.f
        n, row, col = self.where[q]
        s = self.words.sheets[n]
        if not row.total or f.unit[p] != (f.unit[q] or f.unit[p]) or not f.unit[p]:
            return False
        first = next((x for x in s.cols.lines if x.kind == f.kind[q] and not x.plan), None)
        close = 0 <= s.grid.table.start - f.end[p] < 200
        return (
            close
            and (alone or col is first or col.total)
            and _TOGETHER.search(self.clause(p)) is not None
            and (f.unit[q] == f.unit[p] or self.counts(p, q))
        )
