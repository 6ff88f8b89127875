"""Sums, parts and averages of the prose that rest on cells."""

from __future__ import annotations

import re

from audit.relate.relations import WARNING
from audit.relate.tables import names
from audit.relate.tables.closing import PARTIAL
from audit.relate.tables.prose.base import CHANGE, NUMBERS, REST, TOP, Reader
from audit.relate.tables.sheet import RATES, Sheet

_TOGETHER = re.compile(r"合计|共计?|总计|之和|两|三|四|五|含|以上|一并")
_COUNTED = re.compile(r"([两三四五六七八2-8])(?:项|类|个|种|家)[一-鿿]{0,8}(?:合计|共计?|总计|总额|之和)|较上年合计")
_PARTS = re.compile(r"^(?:[^，,。；;]{0,12})?(?:案件|事项|诉求|问题|项目|人员|类|当)?(?:之)?中$")
_BELOW = re.compile(r"(?:如下|见下|下表|见表|如表|分布|构成|分别)")
_MEAN = re.compile(r"平均|人均|均")
_LAWSUITS = re.compile(r"行政诉讼$|诉讼案件$|行政诉讼案件")
_SUBSET = re.compile(r"[，,：:]")
_SUBSET_2 = re.compile(r"[^一-鿿A-Za-z0-9]")
_MEAN_2 = re.compile(r"[^一-鿿]")


class Sums(Reader):
    """撤销、变更等共138件; 共1525项，构成如下; 终止案件中，…286件; 小学平均班额44人."""

    def sum(self, p: int) -> None:
        """The sum of several rows, or of several columns of one row, that the clause names or counts."""
        f = self.f
        near = self.words.near(p)
        if f.num[p] < 2 or not _TOGETHER.search(near):
            return
        if self.counted(p):
            return
        for n, s in self.words.around(p):
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

    def counted(self, p: int) -> bool:
        """两项收费合计406万元: as many rows as are counted state the unit; 前三位合计: the greatest ones."""
        clause = self.clause(p)
        few, top = _COUNTED.search(clause), TOP.search(clause)
        counted = top or few
        if counted is None:
            return False
        number = NUMBERS.get(counted.group(1), 0)
        moved = CHANGE.search(self.c.pre[p].rstrip()) is not None
        for _, s in self.words.around(p):
            for col in s.cols.lines:
                lines = [x for x in s.rows.lines if not x.total and x.among < 0 and x.ids[col.n] >= 0]
                ids = [x.ids[col.n] for x in lines if not top or not REST.search(x.name)]
                ids = [i for i in ids if self.f.kind[i] == self.f.kind[p] and self.f.unit[i] == self.f.unit[p]]
                if top:
                    ids = self.greatest(ids, number)
                if number < 2 or len(ids) != number or col.change != moved:
                    continue
                lo, hi = self.build.interval(ids, 8) if all(self.f.dec[i] <= 7 for i in (*ids, p)) else (1, 0)
                a, b = self.build.interval([p], 8) if lo <= hi else (0, 0)
                if lo <= b and hi >= a:
                    self.build.sum(p, ids, label=self.c.label[p])
                    return True
        return False

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
                between = c.text[f.end[p] : start]
                last = c.block[p] >= c.block[ids[0]] - 1 and _BELOW.search(between)
                if self.build.has_subset(p, ids) or PARTIAL.search(between.rstrip("：: \n")):
                    break
                if last and col.unit and len(self.build.prints_as(p)) >= 3 and self.build.explained(p, ids):
                    self.build.sum(p, ids, cap=WARNING, label=c.label[p])
                    break

    def lawsuits(self, s: Sheet) -> None:
        """Lawsuits over disclosure: those filed at once and those after a reconsideration."""
        lines = (*s.rows.lines, *s.cols.lines)
        direct = next((x for x in lines if "直接起诉" in x.whole and (x.total or x in s.rows.lines)), None)
        after = next((x for x in lines if "复议后起诉" in x.whole and (x.total or x in s.rows.lines)), None)
        if direct is None or after is None:
            return
        for p in self.prose:
            near = self.words.near(p)
            if self.f.kind[p] != "count" or self.f.hedge[p] or not _LAWSUITS.search(near):
                continue
            for k in range(len(direct.ids) - 1, -1, -1):
                across = (s.cols if direct in s.rows.lines else s.rows).lines[k]
                if (across.total or len(direct.ids) == 1) and self.adds(p, [direct.ids[k], after.ids[k]], direct):
                    self.build.sum(p, [direct.ids[k], after.ids[k]], label=self.c.label[p])
                    return

    def subset(self, p: int) -> None:
        """A part of a row that the words before it name as their whole."""
        f, c = self.f, self.c
        if f.num[p] <= 0 or f.kind[p] != "count":
            return
        start = max(c.sentence_start[p], f.start[p] - 60)
        clauses = _SUBSET.split(c.text[start : f.start[p]])
        subject = next((x.strip() for x in clauses[:-1] if _PARTS.match(x.strip())), "")
        if "其中" in clauses[-1][:6] and len(clauses) > 1:
            subject = clauses[-2].strip()
        at = start + c.text[start : f.start[p]].rfind(subject)
        if any(at <= f.start[i] < f.start[p] and f.kind[i] == "count" for i in range(max(0, p - 6), p)):
            return  # the whole is counted there
        if not subject:
            return
        for n, s in self.words.around(p):
            rows = [x for x in self.words.named(n, _SUBSET_2.sub("", subject)) if not x.total]
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

    def mean(self, p: int) -> None:
        """An average of a named row: one of its columns, in the unit of the average, over another that words name."""
        f = self.f
        near = self.words.near(p)
        if not _MEAN.search(near) or f.num[p] < 2:
            return
        tail = near[near.rfind("均") :]
        for n, s in self.words.around(p):
            for row in [x for x in self.words.named(n, near) if not x.total][:1]:
                hits = []
                for a, b in self.pairs(s):
                    i, j = row.ids[a.n], row.ids[b.n]
                    if min(i, j) < 0 or f.unit[i] != f.unit[p] or not f.unit[p] or f.num[j] <= 0:
                        continue
                    if not set(_MEAN_2.sub("", names.bare(b.name))) & set(tail[1:]):
                        continue
                    unit = max(1, f.step[p])
                    (lo, hi), (x, y) = s.band[i], s.band[j]
                    scale = 10 ** f.dec[p]
                    if 2 * scale * lo <= (2 * f.num[p] + unit) * y and 2 * scale * hi >= (2 * f.num[p] - unit) * x:
                        hits.append((i, j))
                if len(hits) == 1:
                    self.build.mean(*hits[0], p, 1, label=self.c.label[p])
                    return
