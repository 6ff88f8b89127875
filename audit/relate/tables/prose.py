"""Prose figures that rest on table cells: shares, sums, changes, gaps and averages of rows that the sentence names."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.relations import WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.mentions import IN_CLAUSE, LIKE, Mentions
from audit.relate.tables.sheet import RATES, Line, Sheet
from audit.relate.words import overlap, shared

_CHANGE = re.compile(
    r"(?:增长|增加|上升|提高|提升|下降|降低|减少|回落|下滑|上涨|增幅|降幅|增速|同比|环比|增收|减收|多征|少征|净增|高于|低于|快于|慢于|高出|多|少|增|减|升|降)"
    r"(?:了|约|为|达|幅度?|各|分别)*[ ]*$"
)
_FALL = re.compile(r"下降|降低|减少|回落|下滑|降幅|减收|少征|少|减|降")
_SHARE = re.compile(r"占|比重|占比|比例|相当于")
_OF = re.compile(r"(?:占(?!比)|相当于)(?:到|据|了)?([^占，,。；;：:]{2,16}?)(?:的|总数的|总量的)?(?:约|近)?$")
_TOGETHER = re.compile(r"合计|共计?|总计|之和|两|三|四|五|含|以上|一并")
_APART = re.compile(r"相差|差距|相距|高出|高于|低于|差")
_MEAN = re.compile(r"平均|人均|均")
_PARTS = re.compile(r"^(?:[^，,。；;]{0,12})?(?:案件|事项|诉求|问题|项目|人员|类|当)?(?:之)?中$")
_ALL = re.compile(r"全部|总|合计|全[市县区省州旗]|同期")
_BELOW = re.compile(r"(?:如下|见下|下表|见表|如表|分布|构成|分别)")
_AT_MOST = 60  # pairs tried for one figure


class Prose:
    """Finds the operands of prose figures among cells. Numbers decide: only what ties is written."""

    def __init__(self, build: Builder, sheets: list[Sheet]) -> None:
        self.build, self.c = build, build.c
        self.f = build.c.figures
        self.words = Mentions(build.c, sheets)
        inside = [(s.grid.table.start, s.grid.table.end) for s in self.words.sheets]
        self.prose = [
            i for i in range(len(self.f))
            if self.f.cell[i] is None and i not in self.f.fraction
            and not any(a <= self.f.start[i] < b for a, b in inside)
        ]  # fmt: skip
        self.of: dict[str, set[int]] = {}
        for r in build.out:
            if r.kind == "rate" and len({self.f.unit[i] for role, i in r.members if role != "reported"}) > 1:
                continue  # of things in different units: a better base may stand in a table
            if r.kind in ("rate", "sum", "year_on_year"):
                self.of.setdefault(r.kind, set()).add(r.about)

    def run(self) -> None:
        for at, p in enumerate(self.prose):
            kind = self.f.kind[p]
            words = self.c.pre[p] if self.c.pre[p].strip() else self.c.clause_text[p]
            moved = _CHANGE.search(words.rstrip()) is not None
            if moved:
                self.change(at, p)
            elif kind == "percent" and p not in self.of.get("rate", ()):
                self.share(at, p)
            elif kind == "percentage_point" and p not in self.of.get("year_on_year", ()):
                self.points(at, p)
            elif kind not in RATES and not self.f.hedge[p]:
                if p not in self.of.get("sum", ()):
                    self.sum(p)
                self.subset(p)
                if p not in self.of.get("rate", ()):
                    self.mean(p)
            if _APART.search(self.words.near(p)) and kind not in RATES:
                self.apart(p)
        for s in self.words.sheets:
            self.whole(s)

    # ------------------------------------------------------------------ 共1525项，具体构成如下
    def whole(self, s: Sheet) -> None:
        """The total of a table without one stands in the text above it: 共…，分布如下."""
        f, c = self.f, self.c
        if any(x.total for x in (*s.rows.lines, *s.cols.lines)) or len(s.rows.lines) < 2:
            return
        start = s.grid.table.start
        near = [p for p in self.prose if start - 500 < f.start[p] < start and f.kind[p] not in RATES]
        tops = [x for x in s.rows.lines if x.among < 0 and not x.indent]
        for col in s.cols.lines:
            if not col.additive or col.change or col.previous:
                continue
            ids = [x.ids[col.n] for x in tops if x.ids[col.n] >= 0]
            if len(ids) < 2 or len({f.kind[i] for i in ids}) > 1:
                continue
            for p in reversed(near):
                if f.kind[p] != f.kind[ids[0]] or f.hedge[p] or (col.unit and f.unit[p] != col.unit):
                    continue
                if self.adds(p, ids, col) and len(str(abs(f.num[p]))) >= 2:
                    self.build.sum(p, ids, label=c.label[p])
                    break
                last = c.block[p] >= c.block[ids[0]] - 1 and _BELOW.search(c.text[f.end[p] : start])
                if last and col.unit and len(self.build.prints_as(p)) >= 3 and self.build.explained(p, ids):
                    self.build.sum(p, ids, cap=WARNING, label=c.label[p])
                    break

    # ------------------------------------------------------------------ helpers
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
        f = self.f
        low = f.num[p] != 0 and f.num[p] != 100 * 10 ** f.dec[p]
        return low and (len(str(abs(f.num[p]))) >= 3 or f.hedge[p] != "" or f.dec[p] >= 1)

    def fits(self, num: list[int], den: list[int], p: int) -> bool:
        how = self.build.fits(num, den, p)
        return how == fit.ROUNDED or (bool(how) and self.f.hedge[p] != "")

    # ------------------------------------------------------------------ 民事案件占66.1%
    def share(self, at: int, p: int) -> None:
        """A share or rate whose numerator, denominator or both stand in a table."""
        if not self.telling(p) or not _SHARE.search(self.words.near(p)) and "率" not in self.words.near(p):
            return
        numerators = self.before(at)[:2]
        base = _OF.search(self.c.clause_text[p].rstrip())
        base_words = base.group(1) if base else ""
        tried = 0
        best: tuple | None = None
        for n, s in enumerate(self.words.sheets):
            near = self.words.near(p)
            head = near.split("占")[0] if base else near
            rows = [x for x in self.words.named(n, head) if not x.total] or self.like(s, p)
            bases = self.words.named(n, self.words.near(numerators[0])) if numerators else []
            bases = list({id(x): x for x in (*bases, *(self.by_base(s, p) if numerators else ()))}.values())
            for k, col in enumerate(s.cols.lines):
                if col.kind in RATES or col.change or col.intensive:
                    continue
                whole = self.total(s, k)
                # rows over the total of their column, or over what the words after 占 name
                for den, base_score in self.denominators(n, s, k, whole, base_words):
                    groups = [[x] for x in rows]
                    if len(rows) >= 2 and _TOGETHER.search(near):
                        groups.insert(0, rows)
                    for group in groups:
                        num = [x.ids[k] for x in group if x.ids[k] >= 0]
                        if len(num) != len(group) or den in num:
                            continue
                        tried += 1
                        if self.fits(num, [den], p):
                            score = 2 + base_score + self.words.col(col, p) / 3 + len(num) / 10
                            best = max(best or (0,), (score, -abs(self.f.start[den] - self.f.start[p]), num, den))
                    for i in numerators[:1]:
                        if self.f.kind[i] == self.f.kind[den] and base_score:
                            tried += 1
                            if self.fits([i], [den], p):
                                best = max(best or (0,), (2 + base_score, -abs(self.f.start[den] - self.f.start[p]), [i], den))
                # a prose numerator over the row it is a part of: 公办幼儿园51所，占53.1%
                for i in numerators[:1]:
                    for row in bases:
                        d = row.ids[k]
                        if d < 0 or row.total or self.f.unit[d] != self.f.unit[i] or not self.f.unit[d]:
                            continue
                        tried += 1
                        if self.fits([i], [d], p):
                            best = max(best or (0,), (2.5, -abs(self.f.start[d] - self.f.start[p]), [i], d))
            # two columns of a named row, or of the total: 速裁团队 …, 出庭率
            if "率" in near:
                for row in rows or [x for x in s.rows.lines if x.total][-1:]:
                    for a, b in self.pairs(s):
                        i, d = row.ids[a.n], row.ids[b.n]
                        if min(i, d) < 0:
                            continue
                        tried += 1
                        words = self.words.col(a, p)
                        if words > LIKE and self.fits([i], [d], p):
                            best = max(best or (0,), (1 + words, -abs(self.f.start[d] - self.f.start[p]), [i], d))
        if best is None or best == (0,):
            self.share_slip(p, base_words)
            return
        if tried > _AT_MOST * 3:
            return
        digits = len(str(abs(self.f.num[p])))
        if tried * 10 > 10**digits and not self.f.hedge[p] and best[0] < 3:
            return
        self.build.rate(best[2], [best[3]], p, label=self.c.label[p], share=True)

    def share_slip(self, p: int, base_words: str) -> None:
        """X占Y的P%, both rows (or the row and the total) named outright: P a keying slip from their quotient."""
        f = self.f
        if not base_words or f.hedge[p] or len(str(f.num[p])) < 2:
            return
        head = self.words.near(p).split("占")[0]
        found = []
        for n, s in enumerate(self.words.sheets):
            rows = [x for x in self.words.named(n, head) if not x.total]
            bases = [x for x in self.words.named(n, re.sub(r"[^一-鿿]", "", base_words)) if not x.total]
            if not bases and _ALL.search(base_words):
                bases = [x for x in s.rows.lines if x.total][-1:]
            if len(rows) != 1 or len(bases) != 1 or rows[0] is bases[0]:
                continue
            for col in s.cols.lines:
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

    def denominators(self, n: int, s: Sheet, k: int, whole: int, words: str):
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
        return overlap(names.bare(row.name), words) >= 0.5 and len(re.sub(r"[^一-鿿]", "", row.name)) >= 3

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

    def pairs(self, s: Sheet):
        cols = [x for x in s.cols.lines if x.kind not in RATES and not x.change and not x.intensive][:8]
        return [(a, b) for a in cols for b in cols if a is not b and a.kind == b.kind]

    # ------------------------------------------------------------------ 撤销、变更等共138件
    def sum(self, p: int) -> None:
        """The sum of several rows, or of several columns of one row, that the clause names."""
        f = self.f
        near = self.words.near(p)
        if f.num[p] < 2 or not _TOGETHER.search(near):
            return
        for n, s in enumerate(self.words.sheets):
            rows = [x for x in self.words.named(n, near) if not x.total]
            slips: list[list[int]] = []
            if len(rows) >= 2:
                for k, col in enumerate(s.cols.lines):
                    ids = [x.ids[k] for x in rows]
                    if self.adds(p, ids, col):
                        self.build.sum(p, ids, label=self.c.label[p])
                        return
                    if self.slips(p, ids, col):
                        slips.append(ids)
            cols = [x for x in s.cols.lines if x.kind not in RATES and self.words.find(x.name, near)]
            if len(cols) >= 2:
                named = [x for x in rows if not x.total] or [x for x in s.rows.lines if x.total][-1:]
                for row in named[:2]:
                    ids = [row.ids[x.n] for x in cols]
                    if self.adds(p, ids, cols[0]):
                        self.build.sum(p, ids, label=self.c.label[p])
                        return
                    if self.slips(p, ids, cols[0]):
                        slips.append(ids)
            if len(slips) == 1:
                self.build.sum(p, slips[0], cap=WARNING, label=self.c.label[p])
                return

    def slips(self, p: int, ids: list[int], col: Line) -> bool:
        """Would one keying slip make p the sum of cells that state its unit, or none but itself?"""
        f = self.f
        if min(ids) < 0 or col.intensive or col.change or len(set(ids)) < 2 or len(self.build.prints_as(p)) < 3:
            return False
        if any(f.kind[i] != f.kind[p] or f.unit[i] not in (f.unit[p], "") for i in ids):
            return False
        known = any(f.unit[i] for i in ids) or f.unit[p] in col.whole
        return known and sum(f.num[i] for i in ids) > 0 and self.build.explained(p, ids)

    def adds(self, p: int, ids: list[int], col: Line) -> bool:
        f = self.f
        if min(ids) < 0 or col.intensive or col.change or len(set(ids)) < 2 or p in ids:
            return False
        if any(f.kind[i] != f.kind[p] or (f.unit[i] and f.unit[i] != f.unit[p]) for i in ids):
            return False
        lo, hi = self.build.interval(ids, 8) if all(f.dec[i] <= 7 for i in (*ids, p)) else (1, 0)
        a, b = self.build.interval([p], 8) if lo <= hi else (0, 0)
        return lo <= b and hi >= a and hi > 0

    # ------------------------------------------------------------------ 终止案件中，…286件
    def subset(self, p: int) -> None:
        """A part of a row that the words before it name as their whole."""
        f, c = self.f, self.c
        if f.num[p] <= 0 or f.kind[p] != "count":
            return
        start = max(c.sentence_start[p], f.start[p] - 60)
        clauses = re.split(r"[，,：:]", c.text[start : f.start[p]])
        subject = next((x.strip() for x in clauses[:-1] if _PARTS.match(x.strip())), "")
        if "其中" in clauses[-1][:6] and len(clauses) > 1:
            subject = clauses[-2].strip()
        at = start + c.text[start : f.start[p]].rfind(subject)
        if any(at <= f.start[i] < f.start[p] and f.kind[i] == "count" for i in range(max(0, p - 6), p)):
            return  # the whole is counted there
        if not subject:
            return
        for n, s in enumerate(self.words.sheets):
            rows = [x for x in self.words.named(n, re.sub(r"[^一-鿿A-Za-z0-9]", "", subject)) if not x.total]
            if len(rows) != 1:
                continue
            cols = [x for x in s.cols.lines if x.kind == "count" and not x.change and not x.previous]
            if len({x.unit for x in cols}) > 1:
                cols = [x for x in cols if x.unit == f.unit[p]]
            whole = [x for x in cols if x.total or names.period_total(x.name)] or (cols if len(cols) == 1 else [])
            if len(whole) != 1:
                continue
            t = rows[0].ids[whole[0].n]
            if t >= 0 and (not f.unit[t] or f.unit[t] == f.unit[p]):
                self.build.sum(t, [p], mode=1, cap=WARNING, label=c.label[p])
                return

    # ------------------------------------------------------------------ 比上年减少23件，下降11.7%
    def change(self, at: int, p: int) -> None:
        """A change whose current value, or both values, are cells: of this year's row or column, and of last year's."""
        f, c = self.f, self.c
        sign = -1 if _FALL.search(c.pre[p] if c.pre[p].strip() else c.clause_text[p]) else 1
        current = self.before(at)[:4]
        for s in self.words.sheets:
            n = self.words.sheets.index(s)
            for cur, prev in self.neighbours(s):
                twin = next((i for i in current if self.same(i, cur)), None)
                if twin is None and not self.names_row(n, s, cur, p):
                    continue
                use = cur if twin is None else twin
                if f.kind[p] == "percent":
                    if len(str(abs(f.num[p]))) >= 2 and self.build.changes(use, prev, p, sign) == 1:
                        self.build.change(use, prev, p, sign, label=c.label[p])
                        return
                elif f.kind[p] == f.kind[cur] and self.build.differs(use, prev, p, sign) == 1 and f.num[p] >= 2:
                    self.build.difference(use, prev, p, sign, label=c.label[p])
                    return

    def neighbours(self, s: Sheet):
        """Cells of this year with those of last year: by columns (上年同期), or by rows that are years."""
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
        for x, y in zip(rows, rows[1:], strict=False):
            a, b = names.moment(x.whole), names.moment(y.whole)
            if not a or not b or a[1] != b[1] or abs(a[0] - b[0]) != 1:
                continue
            new, old = (x, y) if a[0] > b[0] else (y, x)
            for i, j in zip(new.ids, old.ids, strict=True):
                if i >= 0 and j >= 0 and self.f.kind[i] not in RATES:
                    yield i, j

    def same(self, i: int, cell: int) -> bool:
        f = self.f
        return (
            f.kind[i] == f.kind[cell] and len(str(abs(f.num[i])).rstrip("0")) >= 2
            and f.num[i] * 10 ** f.dec[cell] == f.num[cell] * 10 ** f.dec[i]
        )  # fmt: skip

    def names_row(self, n: int, s: Sheet, cell: int, p: int) -> bool:
        row = next((x for x in s.rows.lines if cell in x.ids), None)
        return row is not None and not row.total and row in self.words.named(n, self.words.near(p))

    # ------------------------------------------------------------------ 公证低于序时进度（50%）1.3个百分点
    def points(self, at: int, p: int) -> None:
        """Points between a rate of the sentence and a cell of a row that the clause names."""
        f, c = self.f, self.c
        near = self.words.near(p)
        prose = [i for i in self.prose[max(0, at - 6) : at] if f.kind[i] == "percent" and c.sentence[i] >= c.sentence[p] - 1]
        prose = [i for i in prose if c.block[i] == c.block[p]]
        for n, s in enumerate(self.words.sheets):
            named = [x for x in self.words.named(n, near) if not x.total]
            rows = named[:1] or [x for x in s.rows.lines if self.words.row(n, x, p) >= LIKE and not x.total][:2]
            for row in rows:
                for i in row.ids:
                    if i < 0 or f.kind[i] != "percent":
                        continue
                    for j in prose:
                        for a, b in ((i, j), (j, i)):
                            if self.build.differs(a, b, p, 1, plain=True) == 1:
                                exact = f.num[p] * 10 ** (6 - f.dec[p]) == abs(
                                    f.num[a] * 10 ** (6 - f.dec[a]) - f.num[b] * 10 ** (6 - f.dec[b])
                                )
                                if exact:
                                    self.build.difference(a, b, p, 1, label=c.label[p], plain=True)
                                    return

    # ------------------------------------------------------------------ 与末位的沙岭乡相差8.9分
    def apart(self, p: int) -> None:
        """The gap between two rows that the sentence names, in one column."""
        f = self.f
        if f.hedge[p] or f.num[p] == 0:
            return
        wide = self.words.wide(p)
        for n, s in enumerate(self.words.sheets):
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

    # ------------------------------------------------------------------ 小学平均班额44人
    def mean(self, p: int) -> None:
        """An average of a named row: one of its columns, in the unit of the average, over another that words name."""
        f = self.f
        near = self.words.near(p)
        if not _MEAN.search(near) or f.num[p] < 2:
            return
        tail = near[near.rfind("均") :]
        for n, s in enumerate(self.words.sheets):
            for row in [x for x in self.words.named(n, near) if not x.total][:1]:
                hits = []
                for a, b in self.pairs(s):
                    i, j = row.ids[a.n], row.ids[b.n]
                    if min(i, j) < 0 or f.unit[i] != f.unit[p] or not f.unit[p] or f.num[j] <= 0:
                        continue
                    if not set(re.sub(r"[^一-鿿]", "", names.bare(b.name))) & set(tail[1:]):
                        continue
                    unit = max(1, f.step[p])
                    (lo, hi), (x, y) = s.band[i], s.band[j]
                    scale = 10 ** f.dec[p]
                    if 2 * scale * lo <= (2 * f.num[p] + unit) * y and 2 * scale * hi >= (2 * f.num[p] - unit) * x:
                        hits.append((i, j))
                if len(hits) == 1:
                    self.build.mean(*hits[0], p, 1, label=self.c.label[p])
                    return


def prose(build: Builder, sheets: list[Sheet]) -> None:
    """Relate prose figures with the cells they are made of; only what ties is written.

    Args:    build: writes the relations; sheets: those of the document.
    """
    if sheets:
        Prose(build, sheets).run()


__all__ = ["IN_CLAUSE", "prose"]
