"""Changes and gaps of the prose whose values stand in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from audit.relate.relations import WARNING
from audit.relate.tables import names
from audit.relate.tables.build import TIES
from audit.relate.tables.mentions import LIKE
from audit.relate.tables.prose.base import FALL, Reader
from audit.relate.tables.sheet import RATES, Sheet

_POINTS_OF_YEARS = re.compile(r"((?:19|20)[0-9]{2}) ?年?")
_POINTS_OF_YEARS_2 = re.compile(r"[比较](?:上|去)年")


class Changes(Reader):
    """比上年减少23件，下降11.7%; 公证低于序时进度1.3个百分点; 与末位的沙岭乡相差8.9分."""

    def change(self, at: int, p: int) -> None:
        """A change whose current value, or both values, are cells: of this year's row or column, and of last year's."""
        f, c = self.f, self.c
        sign = -1 if FALL.search(c.pre[p] if c.pre[p].strip() else c.clause_text[p]) else 1
        current = self.before(at)[:4]
        for n, s in self.words.around(p):
            for cur, prev in self.neighbours(n, s):
                twin = next((i for i in current if self.same(i, cur)), None)
                if twin is None and not self.names_row(n, cur, p):
                    continue
                use = cur if twin is None else twin
                if f.kind[p] == "percent":
                    if len(str(abs(f.num[p]))) >= 2 and self.build.changes(use, prev, p, sign) == TIES:
                        self.build.change(use, prev, p, sign, label=c.label[p])
                        return
                elif f.kind[p] == f.kind[cur] and self.build.differs(use, prev, p, sign) == 1 and f.num[p] >= 2:
                    self.build.difference(use, prev, p, sign, label=c.label[p])
                    return

    def neighbours(self, n: int, s: Sheet) -> list[tuple[int, int]]:
        """Cells of this year with those of last year: by columns (上年同期), or by rows that are years."""
        if n not in self.by_year:
            self.by_year[n] = list(self.of_years(s))
        return self.by_year[n]

    def of_years(self, s: Sheet) -> Iterator[tuple[int, int]]:
        """The pairs of `neighbours`, column by column, then row by row."""
        cols = s.cols.lines
        for b in cols:
            if not b.previous or b.kind in RATES or b.change:
                continue
            for a in cols:
                if a.previous or a.change or a.plan or a.kind != b.kind or a.intensive or (a.unit != b.unit and a.unit):
                    continue
                for row in s.rows.lines:
                    if row.ids[a.n] >= 0 and row.ids[b.n] >= 0:
                        yield row.ids[a.n], row.ids[b.n]
        rows = s.rows.lines
        for x, y in pairwise(rows):
            m, n = names.moment(x.whole), names.moment(y.whole)
            if not m or not n or m[1] != n[1] or abs(m[0] - n[0]) != 1:
                continue
            new, old = (x, y) if m[0] > n[0] else (y, x)
            for i, j in zip(new.ids, old.ids, strict=True):
                if i >= 0 and j >= 0 and self.f.kind[i] not in RATES:
                    yield i, j

    def same(self, i: int, cell: int) -> bool:
        """Does a prose figure state the value of a cell?"""
        f = self.f
        return (
            f.kind[i] == f.kind[cell] and len(str(abs(f.num[i])).rstrip("0")) >= 2
            and f.num[i] * 10 ** f.dec[cell] == f.num[cell] * 10 ** f.dec[i]
        )  # fmt: skip

    def names_row(self, n: int, cell: int, p: int) -> bool:
        """Do the words around p name the row of a cell?"""
        return any(cell in row.ids and not row.total for row in self.words.named(n, self.words.near(p)))

    def points(self, at: int, p: int) -> None:
        """Points between a rate of the sentence and a cell of a row that the clause names."""
        f, c = self.f, self.c
        near = self.words.near(p)
        if self.points_of_years(p):
            return
        near_by = [i for i in self.prose[max(0, at - 6) : at] if c.block[i] == c.block[p]]
        prose = [i for i in near_by if f.kind[i] == "percent" and c.sentence[i] >= c.sentence[p] - 1]
        for n, s in self.words.around(p):
            named = [x for x in self.words.named(n, near) if not x.total]
            rows = named[:1] or [x for x in s.rows.lines if self.words.row(n, x, p) >= LIKE and not x.total][:2]
            for row in rows:
                for i in row.ids:
                    if i < 0 or f.kind[i] != "percent":
                        continue
                    for j in prose:
                        for a, b in ((i, j), (j, i)):
                            if self.build.differs(a, b, p, 1, plain=True) == TIES:
                                exact = f.num[p] * 10 ** (6 - f.dec[p]) == abs(
                                    f.num[a] * 10 ** (6 - f.dec[a]) - f.num[b] * 10 ** (6 - f.dec[b])
                                )
                                if exact:
                                    self.build.difference(a, b, p, 1, label=c.label[p], plain=True)
                                    return

    def points_of_years(self, p: int) -> bool:
        """2023年比上年下降0.81个百分点: two rows that are years, in a column of rates that the sentence names."""
        f, c = self.f, self.c
        wide = self.words.wide(p)
        years = _POINTS_OF_YEARS.findall(c.text[max(c.sentence_start[p], f.start[p] - 40) : f.start[p]])
        year = int(years[-1]) if years else c.year
        if not year or not _POINTS_OF_YEARS_2.search(self.clause(p)):
            return False
        sign = -1 if FALL.search(c.pre[p]) else 1
        for _, s in self.words.around(p):
            by_year = {m[0]: x for x in s.rows.lines if (m := names.moment(x.whole)) and m[0] and not m[1]}
            if year not in by_year or year - 1 not in by_year:
                continue
            for col in s.cols.lines:
                a, b = by_year[year].ids[col.n], by_year[year - 1].ids[col.n]
                if col.kind != "percent" or col.change or min(a, b) < 0 or not self.words.find(col.name, wide):
                    continue
                if self.build.differs(a, b, p, sign) == TIES:
                    self.build.difference(a, b, p, sign, label=c.label[p])
                    return True
        return False

    def apart(self, p: int) -> None:
        """The gap between two rows that the sentence names, in one column."""
        f = self.f
        if f.hedge[p] or f.num[p] == 0:
            return
        wide = self.words.wide(p)
        for n, s in self.words.around(p):
            rows = [x for x in self.words.named(n, wide) if not x.total]
            if len(rows) != 2:
                continue
            slips = []
            for col in s.cols.lines:
                i, j = rows[0].ids[col.n], rows[1].ids[col.n]
                if min(i, j) < 0 or f.kind[i] != f.kind[j] or (f.unit[i] and f.unit[i] != f.unit[p]):
                    continue
                if self.words.find(col.name, wide) and len(self.build.prints_as(p)) >= 2:
                    slips.append((i, j))
                dec = max(f.dec[i], f.dec[j], f.dec[p])
                a, b, d = (f.num[x] * 10 ** (dec - f.dec[x]) for x in (i, j, p))
                if abs(a - b) == d and len(str(f.num[p])) >= 2:
                    high, low = (i, j) if a > b else (j, i)
                    self.build.balance([high], [low, p], p)
                    return
            for high, low in [*slips, *(x[::-1] for x in slips)] if len(slips) == 1 else []:
                if self.build.explained(high, [low, p]):
                    self.build.balance([high], [low, p], p, cap=WARNING)
                    return
