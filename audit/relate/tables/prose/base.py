"""What every reader of prose operands shares: the prose figures, the sheets, and small questions on both."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.tables.build import Builder
from audit.relate.tables.mentions import mentions
from audit.relate.tables.sheet import RATES, Line, Sheet

FALL = re.compile(r"下降|降低|减少|回落|下滑|降幅|减收|少征|少|减|降")
CHANGE = re.compile(
    r"(?:增长|增加|上升|提高|提升|下降|降低|减少|回落|下滑|上涨|增幅|降幅|增速|同比|环比|增收|减收|多征|少征|净增|高于|低于|快于|慢于"
    r"|高出|多|少|增|减|升|降)(?:了|约|为|达|幅度?|各|分别)*[ ]*$"
)
REST = re.compile(r"其他|其它|其余")
NUMBERS = {n: k for k, n in enumerate("二三四五六七八九十", 2)} | {"两": 2} | {str(k): k for k in range(2, 10)}
TOP = re.compile(r"前([两二三四五六七八九十2-9])(?:位|名|项|类|个|家|大)?(?:[一-鿿]{0,6})?(?:合计|共计?|占|总计)")
_CLAUSE = re.compile(r"[，,；;。：:\n]")


class Reader:
    """The prose figures of a document beside its sheets."""

    def __init__(self, build: Builder, sheets: list[Sheet]) -> None:
        self.build, self.c = build, build.c
        self.f = build.c.figures
        self.words = mentions(build.c, sheets)
        self.prose = [
            i for i in range(len(self.f))
            if self.f.cell[i] is None and i not in self.f.fraction
            and not self.words.inside(i)
        ]  # fmt: skip
        self.by_year: dict[int, list[tuple[int, int]]] = {}  # sheet -> cells of this year with those of last year
        self.of: dict[str, set[int]] = {}  # kind of relation -> figures that have one already
        for r in build.out:
            if r.kind == "rate" and len({self.f.unit[i] for role, i in r.members if role != "reported"} - {""}) > 1:
                continue  # of things in different units: a better base may stand in a table
            if r.kind in ("rate", "sum", "year_on_year"):
                self.of.setdefault(r.kind, set()).add(r.about)

    def total(self, s: Sheet, k: int) -> int:
        """The cell of the last total row in column k, or -1."""
        for row in reversed(s.rows.lines):
            if row.total and row.ids[k] >= 0:
                return row.ids[k]
        return -1

    def before(self, at: int) -> list[int]:
        """Counted prose figures of the sentence before the one at this place, nearest first."""
        p = self.prose[at]
        out = []
        for i in reversed(self.prose[max(0, at - 5) : at]):
            if self.c.sentence[i] != self.c.sentence[p]:
                break
            if self.f.kind[i] not in RATES:
                out.append(i)
        return out

    def telling(self, p: int) -> bool:
        """Does a percentage say enough to find its operands by?"""
        f = self.f
        low = f.num[p] != 0 and f.num[p] != 100 * 10 ** f.dec[p]
        return low and (len(str(abs(f.num[p]))) >= 3 or f.hedge[p] != "" or f.dec[p] >= 1)

    def fits(self, num: list[int], den: list[int], p: int) -> bool:
        """Does the quotient print as p, rounded?"""
        how = self.build.fits(num, den, p)
        return how == fit.ROUNDED or (bool(how) and self.f.hedge[p] != "")

    def clause(self, p: int) -> str:
        """The words of its clause before a figure, other figures among them, and the clause before."""
        start = self.f.start[p]
        text = self.c.text[max(self.c.sentence_start[p], start - 60) : start]
        return "，".join(_CLAUSE.split(text)[-2:])

    def pairs(self, s: Sheet) -> list[tuple[Line, Line]]:
        """Pairs of amount columns that may make a rate."""
        cols = [x for x in s.cols.lines if x.kind not in RATES and not x.change and not x.intensive][:8]
        return [(a, b) for a in cols for b in cols if a is not b and a.kind == b.kind]

    def adds(self, p: int, ids: list[int], col: Line) -> bool:
        """Do cells of one line add up to p?"""
        f = self.f
        if min(ids) < 0 or col.intensive or col.change or len(set(ids)) < 2 or p in ids:
            return False
        if any(f.kind[i] != f.kind[p] or (f.unit[i] and f.unit[i] != f.unit[p]) for i in ids):
            return False
        lo, hi = self.build.interval(ids, 8) if all(f.dec[i] <= 7 for i in (*ids, p)) else (1, 0)
        a, b = self.build.interval([p], 8) if lo <= hi else (0, 0)
        return lo <= b and hi >= a and hi > 0

    def slips(self, p: int, ids: list[int], col: Line) -> bool:
        """Would one keying slip make p the sum of cells that state its unit, or none but itself?"""
        f = self.f
        if min(ids) < 0 or col.intensive or col.change or len(set(ids)) < 2 or len(self.build.prints_as(p)) < 3:
            return False
        if any(f.kind[i] != f.kind[p] or f.unit[i] not in (f.unit[p], "") for i in ids):
            return False
        known = any(f.unit[i] for i in ids) or f.unit[p] in col.whole
        return known and sum(f.num[i] for i in ids) > 0 and self.build.explained(p, ids)

    def greatest(self, ids: list[int], number: int) -> list[int]:
        """The figures of the greatest values, in their order; none where a tie leaves it open which they are."""
        f = self.f
        ranked = sorted(ids, key=lambda i: (-f.num[i] * 10 ** (9 - min(9, f.dec[i])), i))
        if len(ranked) <= number or number < 2 or f.num[ranked[number - 1]] == f.num[ranked[number]]:
            return []
        return sorted(ranked[:number])
