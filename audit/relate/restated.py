"""A figure of the prose and the table cell that it restates: equal, within rounding, or a keying slip apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.relations import ERROR, WARNING, Relation, common, scaled
from audit.relate.tables import names
from audit.relate.tables.mentions import IN_CLAUSE, IN_SENTENCE, LIKE, mentions
from audit.relate.tables.sheet import Line

_DELTA = re.compile(
    r"(?:增加|减少|增收|减收|净增|新增加|多|少|增长|下降|上升|提高|降低|回落|上涨|下滑|增|减|升|降|高于|低于|高出|快于|慢于)(?:了|约|近|为|达|到|幅度?|:|：|\s)*$"
)
_CHANGED = re.compile(r"增幅|降幅|涨幅|跌幅|升幅|增速|同比|环比")
_LEVEL = re.compile(r"(?:至|到|为|达)(?:约|近|\s)*$")
_PREVIOUS = re.compile(r"上年|去年|上期|同期|上月|上季|上周|前一年")
_PREVIOUS_VALUE = re.compile(r"(?:上年|去年|上期|同期|上月|上季|上周|前一年)(?:度|同期)?(?:的|为)?\s*$")
_AGAINST = re.compile(r"[较比](?:上|去|同)|同比|环比")
# Rows of the form on requests for information, and the words of the prose for the same.
_FORM = (
    ("next", re.compile(r"结转下年"), re.compile(r"结转[至到]?下年|结转下一?年|延续至下年")),
    ("old", re.compile(r"上年(?:度)?结转"), re.compile(r"上年(?:度)?结转|结转上年")),
    ("done", re.compile(r"办理结果.*总计|^[（(]?[七7]?[)）]?总计$"), re.compile(r"办结|答复|办理完")),
    ("new", re.compile(r"新收.*申请"), re.compile(r"新收|收到|受理|接收|收悉")),
)
_SCOPE = re.compile(r"本级|机关|本局|本单位|其中|网络|信函|当面|书面|电子")
_COMPARABLE = re.compile(r"可比|不变价|同口径|剔除|还原|平均增|年均")
_TOGETHER = re.compile(r"共|总|合计|累计|全部|总计|涉及")
_JOINT = re.compile(r"等|共|合计|总|其中")
_SPACE = re.compile(r"[^一-鿿A-Za-z0-9、]+")
_PLAN = re.compile(r"计划|预算|目标|任务|力争|预期|限额|确保")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_PART = re.compile(r"[0-9一二三四五六七八九十]{1,3}月|季度|上半年|下半年|当月|本月|当季|当日|单日")
_ADDS = ("count", "money", "weight", "length", "area", "volume", "energy", "percent", "duration", "score", "ratio")
_SAME_TIME = re.compile(r"\s")
_CLAUSE = re.compile(r"[，,；;。：:\n]")


class Restated:
    """The cell–prose pairs of one document."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        self.f = f = c.figures
        self.words = mentions(c)
        self.where: dict[int, tuple[int, Line, Line]] = {}  # cell -> sheet, row, column
        for n, s in enumerate(self.words.sheets):
            for row in s.rows.lines:
                for k, i in enumerate(row.ids):
                    if i >= 0 and f.kind[i] in _ADDS:
                        self.where[i] = (n, row, s.cols.lines[k])
        self.prose = [
            i for i in range(len(f))
            if f.cell[i] is None and f.kind[i] in _ADDS and i not in f.fraction
            and not any(s.grid.table.start <= f.start[i] < s.grid.table.end for s in self.words.sheets)
        ]  # fmt: skip
        self.pairs = {frozenset(i for _, i in r.members) for r in out if r.kind == "repeat" and len(r.members) == 2}
        self.tied = {i for r in out if r.kind == "repeat" for _, i in r.members}
        # prose figures that cells add up to are right as they stand
        self.tied |= {
            r.about for r in out
            if r.frame == "sums" and r.note == "grid" and r.kind == "sum" and not r.values["mode"]
            and r.values["parts_lo"] <= r.values["total_hi"] and r.values["parts_hi"] >= r.values["total_lo"]
            and f.cell[r.about] is None
        }  # fmt: skip
        self.as_printed_before: dict[tuple[int, int, int], str] = {}  # cell, decimals and step of the print -> digits
        self.total_keys: dict[tuple[int, int], dict[str, list[tuple[int, int]]]] = {}  # decimals, step -> slip key -> cells
        self.held: dict[int, set[int]] = {}
        for r in out:
            ids = [i for _, i in r.members]
            if len(ids) <= 12:
                for i in ids:
                    self.held.setdefault(i, set()).update(ids)

    def build(self) -> None:
        """Equal figures first: what they restate tells where their neighbours belong."""
        if not self.where or not self.prose:
            return
        self.index()
        self.twin: dict[int, int] = {}  # prose figure -> the cell it restates
        self.disclosure()
        for p in self.prose:
            if p not in self.twin:
                self.equal(p)
        self.linked()
        for p in self.prose:
            if p not in self.twin and p not in self.tied:
                self.slip(p)
        self.linked()

    # ------------------------------------------------------------------ values
    def index(self) -> None:
        """Sort the cells by value, amounts and percentages apart."""
        f = self.c.figures
        self.values: dict[bool, list[tuple[int, int]]] = {}
        for rate in (False, True):
            self.values[rate] = sorted(
                (abs(f.num[i]) * 10 ** (8 - f.dec[i]), i)
                for i in self.where
                if (f.kind[i] == "percent") == rate and f.dec[i] <= 8 and not f.hedge[i]
            )
        self.bands = {i: scaled(self.c, i, 9) for i in self.where if f.dec[i] <= 8}
        self.widest = max((f.step[i] * 10 ** (8 - f.dec[i]) for i in self.where if f.dec[i] <= 8), default=0)

    def around(self, p: int) -> list[int]:
        """The cells whose intervals meet that of p."""
        f = self.c.figures
        if f.dec[p] > 7:
            return []
        rate = f.kind[p] == "percent"
        pool = self.values[rate]
        if f.hedge[p] or rate:
            a = b = abs(f.num[p]) * 10 ** (8 - f.dec[p])
            wide = 0
        else:
            a, b = scaled(self.c, p, 8)
            wide = self.widest // 2
        first, last = bisect_left(pool, (a - wide, -1)), bisect_right(pool, (b + wide, 10**12))
        if last - first > 400:
            return []
        if rate:
            return [i for _, i in pool[first:last] if self.meets(p, i)]
        low, high = scaled(self.c, p, 9)
        bands = self.bands
        return [i for _, i in pool[first:last] if low <= bands[i][1] and bands[i][0] <= high]

    def meets(self, p: int, q: int) -> bool:
        """Can p and q be one value: the same print of a percentage, intervals that meet of amounts?"""
        f = self.c.figures
        if f.kind[p] == "percent":
            return abs(f.num[p]) * 10 ** f.dec[q] == abs(f.num[q]) * 10 ** f.dec[p]
        dec = common(self.c, p, q)
        (a, b), (x, y) = scaled(self.c, p, dec), scaled(self.c, q, dec)
        return a <= y and x <= b

    def digits(self, i: int) -> int:
        """Telling digits of a print: 30.0 has three, 1200 two."""
        f = self.c.figures
        if f.printed[i]:
            return len(str(abs(f.num[i]) // max(1, f.step[i])))
        shown = str(abs(f.num[i]))
        return max(len(shown.rstrip("0")), min(2, len(shown)))

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
        before = bool(_PREVIOUS.search(clause)) and not _AGAINST.search(clause)
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

    # ------------------------------------------------------------------ equal
    def equal(self, p: int) -> bool:
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

    def counts(self, p: int, q: int) -> bool:
        """Do the words of a cell without unit name the unit of p: 评查卷数 of 180卷?"""
        _, row, col = self.where[q]
        return self.c.figures.unit[p] in col.whole or self.c.figures.unit[p] in row.whole

    # ------------------------------------------------------------------ the form of the disclosure reports
    def disclosure(self) -> None:
        """收到政府信息公开申请17件 and the form's rows: what was received, carried over, dealt with, carried on."""
        f = self.f
        for s in self.words.sheets:
            rows = {key: next((x for x in s.rows.lines if words.search(x.whole)), None) for key, words, _ in _FORM}
            totals = [x for x in s.cols.lines if x.total]
            if rows["new"] is None or rows["old"] is None or not totals:
                continue
            for p in self.prose:
                if p in self.twin or f.hedge[p] or f.kind[p] != "count" or f.unit[p] not in ("件", "条", "份", "宗"):
                    continue
                near = self.words.near(p)
                paragraph = self.c.text[max(0, self.f.start[p] - 240) : self.f.start[p]].rsplit("\n", 1)[-1]
                if "申请" not in paragraph or _AGAINST.search(near):
                    continue
                key = next((k for k, _, words in _FORM if words.search(near)), "")
                q = rows[key].ids[totals[-1].n] if key and rows[key] is not None else -1
                if q < 0 or q in self.held.get(p, ()):
                    continue
                a, b = self.prints(p), self.prints(q)
                swapped = len(a) == len(b) >= 2 and sorted(a) == sorted(b)
                least = 2 if "申请" in near and not _SCOPE.search(self.words.wide(p)) else 3
                if self.meets(p, q) or swapped or (max(len(a), len(b)) >= least and fit.slip(a, b)):
                    if self.meets(p, q):
                        self.twin[p] = q
                    if frozenset((p, q)) not in self.pairs:
                        self.add(p, q, cap=ERROR if self.meets(p, q) else WARNING)

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
                (q, x) for q, x in pool
                if self.words.col(x, p) >= 1.5 or (alone and f.unit[q] == f.unit[p] and self.single(row, q))
            ]  # fmt: skip
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

    def single(self, row: Line, q: int) -> bool:
        """Is q the only figure of its row in its unit?"""
        f = self.f
        return sum(1 for i in row.ids if i >= 0 and f.unit[i] == f.unit[q] and f.kind[i] == f.kind[q]) == 1

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
        """Cells whose digits may be those of p but for a slip: of the row that its words name, else of the last row of totals."""
        mentioned = self.words.mentioned(self.words.near(p))
        out = []
        for n in mentioned:
            for row in self.subject(mentioned[n][-1], p):
                out.extend((n, q) for q in row.ids if q in self.where)
        out.extend((n, q) for n, q in self.totals(p, shown) if n not in mentioned)
        return [q for _, q in sorted(out, key=lambda x: x[0])]

    def totals(self, p: int, shown: str) -> list[tuple[int, int]]:
        """(sheet, cell) of the last row of totals of each sheet, where rounded as p is they share a slip key with it."""
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
        return sorted({x for key in fit.slip_keys(shown) for x in index.get(key, ())})

    def as_printed(self, q: int, p: int) -> str:
        """The digits of cell q rounded to the last place that p prints, or "" where q is the coarser one."""
        f = self.f
        key = (q, f.dec[p], f.step[p])
        known = self.as_printed_before.get(key)
        if known is None:
            dec = max(f.dec[p], f.dec[q])
            mine, its = (self.unit_of(i) * 10 ** (dec - f.dec[i]) for i in (p, q))
            value = abs(f.num[q]) * 10 ** (dec - f.dec[q])
            if mine < its:
                known = ""
            else:
                known = str((2 * value + mine) // (2 * mine)) if mine > its else str(value // mine)
            self.as_printed_before[key] = known
        return known

    def subject(self, row: Line, p: int) -> list[Line]:
        """The last row that the words before p name, where p is of that row alone: no 等, 共 or 合计 stands between."""
        words = _SPACE.sub("", self.c.clause_text[p])
        at = self.words.find(row.name, words)
        if at is None:
            return [row]
        return [] if _JOINT.search(words[at[1] :]) or words[: at[0]].endswith(("、", "和", "与", "及")) else [row]

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
            i for j, i in enumerate(row.ids)
            if i >= 0 and j != k and f.kind[i] == f.kind[q]
            and not (cols[j].change or cols[j].plan or cols[j].previous or cols[j].intensive)
        ]  # fmt: skip
        return not rest and not (col.change or col.plan or col.previous)

    def prints(self, i: int) -> str:
        """The printed digits of a figure."""
        return str(abs(self.c.figures.num[i]) // self.unit_of(i))

    def unit_of(self, i: int) -> int:
        """The value of a figure's last printed digit, at its own scale."""
        return max(1, self.c.figures.step[i])

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

    def add(self, p: int, q: int, *, cap: str = ERROR, chance: float = 0.0) -> None:
        """Write the pair, once."""
        c = self.c
        f = c.figures
        self.pairs.add(frozenset((p, q)))
        a, b = (p, q) if p < q else (q, p)
        if f.kind[p] == "percent":  # a printed rate restated is the same print; a fall may have lost its sign
            dec = max(f.dec[a], f.dec[b])
            x, u = (abs(f.num[i]) * 10 ** (dec - f.dec[i]) for i in (a, b))
            values = {"a_lo": x, "a_hi": x, "b_lo": u, "b_hi": u}
        else:
            dec = common(c, a, b)
            (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
            values = {"a_lo": x, "a_hi": y, "b_lo": u, "b_hi": v}
        members = [("announced", a), ("item", b)]
        self.out.append(
            Relation("repeat", "repeats", "REP101", members, values, b, cap, chance, [], c.label[b], "grid")
        )


def restated(c: Context, out: list[Relation]) -> None:
    """Relate prose figures with the table cells that they restate.

    Args:    c: the document laid out; out: relations, appended to; pairs that are there already are left alone, so
             that it may run after `repeats`.
    """
    if c.grids:
        Restated(c, out).build()
