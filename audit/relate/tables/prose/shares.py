"""Shares and rates of the prose whose numerator, denominator or both stand in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.relate import fit
from audit.relate.relations import WARNING
from audit.relate.tables import names
from audit.relate.tables.mentions import LIKE
from audit.relate.tables.prose.base import NUMBERS, REST, TOP, Reader
from audit.relate.tables.sheet import RATES, Line, Sheet
from audit.relate.words import overlap, shared

_SHARE = re.compile(r"占|比重|占比|比例|相当于")
_OF = re.compile(r"(?:占(?!比)|相当于)(?:到|据|了)?([^占，,。；;：:]{2,16}?)(?:的|总数的|总量的)?(?:约|近)?$")
_TOGETHER = re.compile(r"合计|共计?|总计|之和|两|三|四|五|含|以上|一并")
_ALL = re.compile(r"全部|总|合计|全[市县区省州旗院校局系镇乡]|同期")
_MOST = 180  # pairs tried for one figure
_ALIKE = re.compile(r"[^一-鿿]")
_BY_COLUMN = re.compile(r"((?:19|20)[0-9]{2}) ?年")


class Shares(Reader):
    """民事案件占66.1%; 公办幼儿园51所，占53.1%; 前三位合计占七成."""

    def share(self, at: int, p: int) -> None:
        """Find the operands of a percentage by the rows and columns that its words name; numbers decide."""
        near = self.words.near(p)
        if not self.telling(p) or (not _SHARE.search(near) and "率" not in near):
            return
        base = _OF.search(self.c.clause_text[p].rstrip())
        base_words = base.group(1) if base else ""
        tried = 0
        best: tuple | None = None
        for score, num, den in self.candidates(at, p, near, base_words):
            tried += 1
            if self.fits(num, [den], p):
                # like scores: the nearest table, there the column that comes first
                col = (self.f.cell[den] or (0, 0, 0))[2]
                value = (score, -abs(self.f.start[den] - self.f.start[p]) // 1000, -col)
                if best is None or value > best[0]:
                    best = (value, num, den)
        if best is None:
            if not self.by_column(p, self.before(at), base_words):
                self.share_slip(p, base_words)
            return
        digits = len(str(abs(self.f.num[p])))
        if tried > _MOST or (tried * 10 > 10**digits and not self.f.hedge[p] and best[0][0] < 3):
            return  # one of so many would fit by chance
        self.build.rate(best[1], [best[2]], p, label=self.c.label[p], share=True)

    def candidates(self, at: int, p: int, near: str, base_words: str) -> Iterator[tuple[float, list[int], int]]:
        """Pairs that the words allow: (score of the words, numerators, denominator)."""
        f = self.f
        numerators = self.before(at)[:1]
        head = near.split("占")[0] if base_words else near
        for n, s in self.words.around(p):
            rows = [x for x in self.words.named(n, head) if not x.total] or self.like(s, p)
            groups = [[x] for x in rows]
            if len(rows) >= 2 and _TOGETHER.search(near):
                groups.insert(0, rows)
            wholes: list[Line] = []
            if numerators:
                wholes = [*self.words.named(n, self.words.near(numerators[0])), *self.by_base(s, p)]
                wholes = list({id(x): x for x in wholes if not x.total}.values())
            for col in s.cols.lines:
                k = col.n
                if col.kind in RATES or col.change or col.intensive:
                    continue
                named = self.words.col(col, p) / 3
                for den, sure in self.denominators(s, k, self.total(s, k), base_words):
                    for group in groups:
                        num = [x.ids[k] for x in group if x.ids[k] >= 0]
                        if len(num) == len(group) and den not in num:
                            yield 2 + sure + named + len(num) / 10, num, den
                    if numerators and f.kind[numerators[0]] == f.kind[den]:
                        yield 2 + sure, numerators, den
                for row in wholes:  # 公办幼儿园51所，占53.1%
                    den = row.ids[k]
                    if den >= 0 and f.unit[den] and f.unit[den] == f.unit[numerators[0]]:
                        yield 2.5, numerators, den
            if "率" in near:
                for row in rows or [x for x in s.rows.lines if x.total][-1:]:
                    for a, b in self.pairs(s):
                        words = self.words.col(a, p)
                        if words > LIKE and min(row.ids[a.n], row.ids[b.n]) >= 0:
                            yield 1 + words, [row.ids[a.n]], row.ids[b.n]

    def denominators(self, s: Sheet, k: int, whole: int, words: str) -> Iterator[tuple[int, float]]:
        """Cells of column k that may be the base, with how well words name them: the total, or a named row."""
        if whole >= 0:
            yield whole, 0.5 if not words else 1.0
        if words:
            ending = [x for x in s.rows.lines if names.bare(x.name)[-2:] == words[-2:]]
            for row in s.rows.lines:
                if row.total or row.ids[k] < 0:
                    continue
                if self.words.find(row.name, words) or self.alike(row, words) or ending == [row]:
                    yield row.ids[k], 1.0

    def alike(self, row: Line, words: str) -> bool:
        """Do some words name a row by most of its own?"""
        return overlap(names.bare(row.name), words) >= 0.5 and len(_ALIKE.sub("", row.name)) >= 3

    def by_base(self, s: Sheet, p: int) -> list[Line]:
        """Rows that stand in the clause of a percentage in other words: 按在园幼儿数计算."""
        near = self.words.near(p)
        return [x for x in s.rows.lines if not x.total and shared(names.bare(x.name), near) >= 2]

    def like(self, s: Sheet, p: int) -> list[Line]:
        """Rows that share most of their words with the clause: 基层 … of 基层医疗卫生机构."""
        near = self.words.near(p)
        got = [(shared(x.name, near), x) for x in s.rows.lines if not x.total]
        best = max((n for n, _ in got), default=0)
        top = [x for n, x in got if n == best]
        return top if best >= 2 and len(top) == 1 else []

    def top_share(self, p: int) -> bool:
        """前三位合计占七成以上: the greatest rows of a column over its total."""
        m = TOP.search(self.clause(p))
        if m is None:
            return False
        for _, s in self.words.around(p):
            for col in s.cols.lines:
                whole = self.total(s, col.n)
                if col.kind in RATES or col.change or col.intensive or whole < 0:
                    continue
                lines = [x for x in s.rows.lines if not (x.total or x.among >= 0 or REST.search(x.name))]
                ids = [x.ids[col.n] for x in lines if x.ids[col.n] >= 0]
                top = self.greatest(ids, NUMBERS.get(m.group(1), 0))
                if top and self.f.kind[top[0]] == self.f.kind[whole] and self.fits(top, [whole], p):
                    self.build.rate(top, [whole], p, label=self.c.label[p], share=True)
                    return True
        return False

    def by_column(self, p: int, numerators: list[int], words: str) -> bool:
        """撤诉149件，占全部审结案件的28.0%: the column that is named, in the row of the year or the total."""
        subject = self.words.near(p).split("占")[0]
        like = [i for i in numerators if shared(subject, self.c.pre[i]) > 0]
        if not words or not numerators:
            return False
        n = (like or numerators)[0]
        years = _BY_COLUMN.findall(self.c.topic(p)) or ([str(self.c.year)] if self.c.year else [])
        for _, s in self.words.around(p):
            cols = [x for x in s.cols.lines if x.kind == self.f.kind[n] and self.words.find(x.name, words)]
            rows = [x for x in s.rows.lines if (m := names.moment(x.whole)) and str(m[0]) in years and not m[1]]
            rows += [x for x in s.rows.lines if x.total]
            for col in cols[:2]:
                for row in rows[:2]:
                    d = row.ids[col.n]
                    if d >= 0 and self.f.kind[d] == self.f.kind[n] and self.fits([n], [d], p):
                        self.build.rate([n], [d], p, label=self.c.label[p], share=True)
                        return True
        return False

    def share_slip(self, p: int, base_words: str) -> None:
        """X占Y的P%, both rows (or the row and the total) named outright: P a keying slip from their quotient."""
        f = self.f
        if not base_words or f.hedge[p] or len(str(f.num[p])) < 2:
            return
        head = self.words.near(p).split("占")[0]
        found = []
        for n, s in self.words.around(p):
            rows = [x for x in self.words.named(n, head) if not x.total]
            bases = [x for x in self.words.named(n, _ALIKE.sub("", base_words)) if not x.total]
            if not bases and _ALL.search(base_words):
                bases = [x for x in s.rows.lines if x.total][-1:]
            if len(rows) != 1 or len(bases) != 1 or rows[0] is bases[0]:
                continue
            named = [x for x in s.cols.lines if x.kind not in RATES and self.words.find(x.name, base_words)]
            for col in named or s.cols.lines:
                i, j = rows[0].ids[col.n], bases[0].ids[col.n]
                if col.kind in RATES or col.change or col.plan or col.previous or col.intensive or min(i, j) < 0:
                    continue
                if f.kind[i] != f.kind[j] or f.num[j] <= 0:
                    continue
                dec = max(f.dec[i], f.dec[j])
                a, b = f.num[i] * 10 ** (dec - f.dec[i]), f.num[j] * 10 ** (dec - f.dec[j])
                want = (2 * 100 * 10 ** f.dec[p] * a + b) // (2 * b)
                found.append((fit.slip(str(f.num[p]), str(want)), i, j, col))
        if len(found) > 1:
            found = [x for x in found if x[3].total or names.period_total(x[3].name)]
        if len(found) == 1 and found[0][0]:
            self.build.rate([found[0][1]], [found[0][2]], p, cap=WARNING, label=self.c.label[p], share=True)
