"""What the words of prose and table allow: unit, change, time, row and column."""

from __future__ import annotations

import re

from audit.relate.restated.cells import Cells
from audit.relate.restated.words import AGAINST
from audit.relate.tables import names
from audit.relate.tables.mentions import IN_CLAUSE, IN_SENTENCE, LIKE
from audit.relate.tables.sheet import Line

_DELTA = re.compile(
    r"(?:增加|减少|增收|减收|净增|新增加|多|少|增长|下降|上升|提高|降低|回落|上涨|下滑|增|减|升|降|高于|低于|高出|快于|慢于)(?:了|约|近|为|达|到|幅度?|:|：|\s)*$"
)
_CHANGED = re.compile(r"增幅|降幅|涨幅|跌幅|升幅|增速|同比|环比")
_LEVEL = re.compile(r"(?:至|到|为|达)(?:约|近|\s)*$")
_PREVIOUS = re.compile(r"上年|去年|上期|同期|上月|上季|上周|前一年")
_PREVIOUS_VALUE = re.compile(r"(?:上年|去年|上期|同期|上月|上季|上周|前一年)(?:度|同期)?(?:的|为)?\s*$")
_JOINT = re.compile(r"等|共|合计|总|其中")
_SPACE = re.compile(r"[^一-鿿A-Za-z0-9、]+")
_PLAN = re.compile(r"计划|预算|目标|任务|力争|预期|限额|确保")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_PART = re.compile(r"[0-9一二三四五六七八九十]{1,3}月|季度|上半年|下半年|当月|本月|当季|当日|单日")
_SAME_TIME = re.compile(r"\s")
_CLAUSE = re.compile(r"[，,；;。：:\n]")


class Wording(Cells):
    """May a prose figure and a cell be one quantity by their words?"""

    # ------------------------------------------------------------------ what words allow
    def comparable(self, p: int, q: int) -> bool:
        """May the two be of one kind and unit; a cell without unit is of any?"""
        f = self.c.figures
        if (f.kind[p] == "percent") != (f.kind[q] == "percent"):
            return False
        if f.kind[p] != f.kind[q] and f.unit[q]:
            return False
        if f.kind[p] in ("count", "percent"):
            return True
        return f.unit[p] == f.unit[q] or not f.unit[p] or not f.unit[q]

    def is_delta(self, p: int) -> bool:
        """Do the words before p say that it is a change?"""
        words = self.c.pre[p] if self.c.pre[p].strip() else self.c.clause_text[p]
        if not words.strip() and self.c.bracket[p] >= 0:
            return _CHANGED.search(self.words.wide(p)) is not None
        return _DELTA.search(words) is not None and _LEVEL.search(words) is None

    def score(self, p: int, q: int) -> tuple[float, float]:
        """How well the words around p name the row and the column of cell q; negative where they deny it."""
        n, row, col = self.where[q]
        change = row.change or col.change
        if change != self.is_delta(p):
            return -1.0, -1.0
        row_named, named = self.words.row(n, row, p), self.words.col(col, p)
        if named < IN_SENTENCE and col.total and names.firm(col.name):
            others = (x for x in self.words.sheets[n].cols.lines if x is not col)
            if row_named >= IN_CLAUSE and not any(self.words.find(x.name, self.words.near(p)) for x in others):
                named = IN_SENTENCE  # no column is named: the one of totals is meant
        f = self.f
        if not named and f.unit[p]:
            alone = f.unit[p] == f.unit[q] and self.single(row, q)
            if alone or (not f.unit[q] and self.counts(p, q)):
                named = LIKE  # the only column in its unit
        return row_named, named

    def same_time(self, p: int, q: int) -> bool:
        """Do p and q speak of one year, one part of it, and both of plans or of results?"""
        _, row, col = self.where[q]
        head = f"{row.whole}/{col.whole}"
        clause = self.c.clause_text[p][-40:]
        before = bool(_PREVIOUS.search(clause)) and not AGAINST.search(clause)
        before = before or _PREVIOUS_VALUE.search(self.c.pre[p]) is not None
        if (row.previous or col.previous) != before:
            return False
        if (row.plan or col.plan) != bool(_PLAN.search(clause + self.c.post[p][:4])):
            return False
        years = _YEAR.findall(_SAME_TIME.sub("", self.c.text[self.c.sentence_start[p] : self.c.figures.start[p]]))
        m = names.moment(head)
        if m and m[0]:
            stated = int(years[-1]) if years else self.c.year
            if stated and stated != m[0]:
                return False
        return bool(m and m[1]) == bool(_PART.search(clause)) or not (m and m[1])

    def counts(self, p: int, q: int) -> bool:
        """Do the words of a cell without unit name the unit of p: 评查卷数 of 180卷?"""
        _, row, col = self.where[q]
        return self.c.figures.unit[p] in col.whole or self.c.figures.unit[p] in row.whole

    def single(self, row: Line, q: int) -> bool:
        """Is q the only figure of its row in its unit?"""
        f = self.f
        return sum(1 for i in row.ids if i >= 0 and f.unit[i] == f.unit[q] and f.kind[i] == f.kind[q]) == 1

    def subject(self, row: Line, p: int) -> list[Line]:
        """The last row that the words before p name, where p is of that row alone: no 等, 共 or 合计 stands between."""
        words = _SPACE.sub("", self.c.clause_text[p])
        at = self.words.find(row.name, words)
        if at is None:
            return [row]
        return [] if _JOINT.search(words[at[1] :]) or words[: at[0]].endswith(("、", "和", "与", "及")) else [row]

    def clause(self, p: int) -> str:
        """The words of its clause before a figure, other figures among them."""
        start = self.f.start[p]
        return _CLAUSE.split(self.c.text[max(self.c.sentence_start[p], start - 60) : start])[-1]

    def alone(self, row: Line, k: int, q: int) -> bool:
        """Is q the only figure of its row that is no rate, change, plan or figure of another year?"""
        f = self.c.figures
        n, _, col = self.where[q]
        cols = self.words.sheets[n].cols.lines
        rest = [
            i
            for j, i in enumerate(row.ids)
            if i >= 0
            and j != k
            and f.kind[i] == f.kind[q]
            and not (cols[j].change or cols[j].plan or cols[j].previous or cols[j].intensive)
        ]
        return not rest and not (col.change or col.plan or col.previous)
