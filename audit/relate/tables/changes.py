"""Lines that state a change: 同比%, 增减, 较上年, in percent, in points or in the units of the amounts."""

from __future__ import annotations

import re

from audit.relate.changes import back_solvable
from audit.relate.relations import ERROR, WARNING
from audit.relate.tables import names
from audit.relate.tables.build import BREAKS, SILENT, TIES, Builder
from audit.relate.tables.sheet import RATES, Axis, Line, Sheet

NEAR = 16  # lines that a change may compare, nearest first
_REAL = re.compile(r"可比|不变价|实际增|生产总值|增加值|GDP|年均|平均增|拉动|贡献")
_REAL_ROW = re.compile("生产总值|增加值|GDP|总产值")
_PLAN = re.compile(r"计划|预算|目标|任务")


class Changes:
    """The change lines of one axis."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.sheet, self.axis, self.build = sheet, axis, build
        self.f = sheet.c.figures
        self.levels = [x for x in axis.lines if not x.change]

    def run(self) -> None:
        for line in self.axis.lines:
            if line.change and not _REAL.search(line.whole):
                self.line(line)

    def sign(self, line: Line, k: int) -> int:
        """-1 where a fall is printed without its sign: a head such as 降幅, a cell such as ↓4.1%."""
        i = line.ids[k]
        if self.f.num[i] < 0:
            return 0
        here = self.build.signs.get(i, 0)
        if here:
            return here
        return -1 if names.falls(line.name) or names.falls(self.axis.across[k].name) else 0

    def line(self, line: Line) -> None:
        near = sorted(self.levels, key=lambda x: (abs(x.n - line.n), x.n))[:NEAR]
        best: tuple | None = None
        for prev in near:
            for cur in near:
                if cur is prev or cur.plan != prev.plan:
                    continue
                told = self.told(cur, prev, line)
                if told < 0:
                    continue
                tally = self.tally(cur, prev, line)
                if tally is None:
                    continue
                mode, hits, misses, telling = tally
                value = (telling * 3 > len(misses), telling + told, len(hits) - len(misses), -abs(cur.n - line.n))
                if best is None or value > best[0]:
                    best = (value, told, mode, cur, prev, hits, misses, telling)
        if best is not None:
            _, told, mode, cur, prev, hits, misses, telling = best
            tried = len(hits) + len(misses)
            if len(hits) * 5 >= tried * 3 and (telling >= 2 or (told >= 1 and telling >= 1)):
                self.write(line, mode, cur, prev, hits, misses, sure=telling >= 3 or (told >= 2 and telling >= 1))
                return
            if told >= 2 and tried <= 2 and telling:
                self.write(line, mode, cur, prev, hits, misses, sure=False)
                return
        if self.series(line):
            return
        if line.kind == "percent" and (best is None or not best[1]):
            self.back(line)

    # ------------------------------------------------------------------ rows that are years: against the row before
    def series(self, line: Line) -> bool:
        """Changes from place to place: 2022 560, 2023 616, 10.0%."""
        moments = [names.moment(x.whole) for x in self.axis.across]
        steps = []
        for k in range(len(moments)):
            for m in (k - 1, k + 1):
                if 0 <= m < len(moments) and self.next_to(moments[m], moments[k]):
                    steps.append((k, m))
        if len(steps) < 2:
            return False
        best: tuple | None = None
        for level in sorted(self.levels, key=lambda x: (abs(x.n - line.n), x.n))[:NEAR]:
            for mode in ("percent", "difference"):
                hits: list[tuple[int, int, int, int]] = []
                misses: list[tuple[int, int, int, int]] = []
                telling = 0
                for k, m in steps:
                    x, a, b = line.ids[k], level.ids[k], level.ids[m]
                    if min(x, a, b) < 0 or self.f.hedge[x]:
                        continue
                    verdict = self.judge(mode, a, b, x, self.sign(line, k))
                    if verdict != SILENT:
                        (hits if verdict == TIES else misses).append((a, b, x, k))
                        telling += verdict == TIES and self.f.num[x] != 0
                if telling >= 2 and len(hits) * 3 >= (len(hits) + len(misses)) * 2:
                    value = (telling, -abs(level.n - line.n))
                    if best is None or value > best[0]:
                        best = (value, mode, hits, misses)
        if best is None:
            return False
        _, mode, hits, misses = best
        for a, b, x, k in sorted((*hits, *misses), key=lambda h: h[3]):
            cap = ERROR if (a, b, x, k) in hits or len(hits) >= 3 else WARNING
            write = self.build.change if mode == "percent" else self.build.difference
            write(a, b, x, self.sign(line, k), cap=cap, label=f"{self.axis.across[k].name}·{line.name}")
        return True

    def next_to(self, before: tuple[int, int] | None, now: tuple[int, int] | None) -> bool:
        """Does one moment follow the other: the next year, the next month or quarter?"""
        if before is None or now is None:
            return False
        if before[1] == now[1]:
            return now[0] - before[0] == 1
        return now[0] == before[0] and now[1] - before[1] == 1

    def told(self, cur: Line, prev: Line, line: Line) -> int:
        """What the words say of a pair: 2 they name it, 1 they allow it, 0 only numbers could, -1 they forbid it."""
        if (cur.kind in RATES and prev.kind not in RATES) or cur.previous:
            return -1
        if cur.unit != prev.unit and cur.unit and prev.unit:
            return -1
        a, b = names.moment(cur.whole), names.moment(prev.whole)
        score = 0
        if a and b and a != b:
            later = (a[0] > b[0] and a[1] == b[1]) or (a[0] == b[0] and a[1] > b[1])
            if not later:
                return -1
            score = 2 if a[0] - b[0] == 1 or a[0] == b[0] else 1
        if prev.previous:
            score = 2
        group = line.path[:-1]
        if len(group) and cur.path[: len(group)] == group and prev.path[: len(group)] == group:
            score += 1
        elif len(group) and self.groups(line) and (cur.path[:-1] != prev.path[:-1]):
            score -= 1
        stem = names.bare(line.name)
        if _PLAN.search(stem) and prev.plan:
            score = 2
        elif prev.plan or cur.plan:
            return -1
        return max(score, 0)

    def groups(self, line: Line) -> bool:
        return any(x.path[:-1] == line.path[:-1] for x in self.levels if len(x.path) == len(line.path))

    def tally(self, cur: Line, prev: Line, line: Line) -> tuple | None:
        """The reading (percent or difference) that ties at more places: mode, places that tie and break, telling."""
        best: tuple | None = None
        for mode in ("percent", "difference"):
            hits: list[int] = []
            misses: list[int] = []
            telling = 0
            for k, x in enumerate(line.ids):
                a, b = cur.ids[k], prev.ids[k]
                if x < 0 or a < 0 or b < 0 or self.f.hedge[x]:
                    continue
                verdict = self.judge(mode, a, b, x, self.sign(line, k))
                if verdict == SILENT:
                    continue
                (hits if verdict == TIES else misses).append(k)
                telling += verdict == TIES and self.f.num[x] != 0 and self.far(a, b)
                if len(misses) > 4 and len(misses) > 2 * len(hits):
                    break
            if hits or misses:
                value = (telling, len(hits) - len(misses))
                if best is None or value > best[0]:
                    best = (value, mode, hits, misses, telling)
        return None if best is None else best[1:]

    def far(self, a: int, b: int) -> bool:
        return self.f.num[a] != self.f.num[b]

    def judge(self, mode: str, a: int, b: int, x: int, sign: int) -> int:
        f = self.f
        rates = f.kind[a] in RATES and f.kind[b] in RATES
        if mode == "percent":
            if rates or f.kind[x] not in ("percent", "count"):
                return SILENT
            return self.build.changes(a, b, x, sign)
        if not rates and f.kind[x] != f.kind[a]:
            return SILENT
        return self.build.differs(a, b, x, sign)

    def write(
        self, line: Line, mode: str, cur: Line, prev: Line, hits: list[int], misses: list[int], *, sure: bool
    ) -> None:
        if mode == "percent":  # 生产总值 grows at constant prices: amounts of two years do not give it
            misses = [k for k in misses if not _REAL_ROW.search(self.axis.across[k].name)]
        few = len(misses) * 3 <= len(hits)
        for k in sorted((*hits, *misses)):
            a, b, x = cur.ids[k], prev.ids[k], line.ids[k]
            cap = ERROR if k in hits or (sure and few) else WARNING
            label = f"{self.axis.across[k].name}·{line.name}"
            if mode == "percent":
                self.build.change(a, b, x, self.sign(line, k), cap=cap, label=label)
            else:
                self.build.difference(a, b, x, self.sign(line, k), cap=cap, label=label)

    # ------------------------------------------------------------------ only this year's values stand in the table
    def back(self, line: Line) -> None:
        f = self.f
        before = [x for x in self.levels if x.n < line.n and not x.previous and not x.plan and x.kind not in RATES]
        if not before:
            return
        cur = before[-1]
        if cur.intensive and cur.kind != "count":
            return
        good: list[tuple[int, int, int]] = []
        bad: list[tuple[int, int, int]] = []
        told = 0
        for k, p in enumerate(line.ids):
            i = cur.ids[k]
            if p < 0 or i < 0 or f.kind[i] != "count" or f.step[i] or f.dec[i] or f.hedge[i] or f.hedge[p]:
                continue
            if f.num[i] <= 0 or f.kind[p] != "percent":
                continue
            sign = self.sign(line, k) or (1 if f.num[p] >= 0 else -1)
            ok = back_solvable(f.num[i], abs(f.num[p]), 10 ** f.dec[p], sign)
            (good if ok else bad).append((i, p, sign))
            told += ok and f.num[i] < 50 * 10 ** f.dec[p]
        for i, p, sign in good:
            self.build.back_change(i, p, sign)
        if told >= 3 and len(bad) * 3 <= told:
            for i, p, sign in bad:
                self.build.back_change(i, p, sign)


def changes(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate every change line of an axis with the lines it compares.

    Args:    sheet; axis: its rows or columns; build: writes the relations.
    """
    if any(x.change for x in axis.lines):
        Changes(sheet, axis, build).run()


__all__ = ["BREAKS", "changes"]
