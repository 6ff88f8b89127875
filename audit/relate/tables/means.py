"""Quotients of two lines that are no percentages: 日均, 人均, 生师比, 亩产; several places must confirm them."""

from __future__ import annotations

import re

from audit.relate.relations import ERROR, WARNING
from audit.relate.tables.build import Builder
from audit.relate.tables.sheet import RATES, Axis, Line, Sheet

NEAR = 12
_MEAN = re.compile(r"均(?!等|衡)|每[一-鿿]|单产|亩产|单价|班额|比(?:[（(].*)?$|倍|密度|强度|人数比")
_NAMED = re.compile(r"日均|月均|人均|户均|件均|班额|亩产|单产|单价|生师比|每[一-鿿]|平均每")
# What a quotient of base units is multiplied by to read in the unit of the print.
_PER = {("weight", "吨", "公斤"): 1000, ("weight", "吨", "千克"): 1000, ("weight", "吨", "斤"): 2000}
_POWERS = (1, 100, 1000, 10000)
_RUN = re.compile(r"率|平均分|均分|得分")
_SAID = re.compile(r"公斤|千克|斤|吨")


class Means:
    """The lines of one axis whose figures do not add up but are quotients of two others."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.sheet, self.axis, self.build = sheet, axis, build
        self.f = sheet.c.figures

    def run(self) -> None:
        amounts = [x for x in self.axis.lines if x.kind not in RATES and not x.change]
        for line in amounts:
            if _MEAN.search(line.name) and not _RUN.search(line.name):
                self.line(line, [x for x in amounts if x is not line and not x.intensive])

    def line(self, line: Line, others: list[Line]) -> None:
        f = self.f
        places = [k for k, m in enumerate(line.ids) if m >= 0 and f.num[m] and not f.hedge[m]]
        if len(places) < 2:
            return
        near = sorted(others, key=lambda x: (abs(x.n - line.n), x.n))[:NEAR]
        best: tuple | None = None
        for a in near:
            for b in near:
                if a is b or a.previous != b.previous:
                    continue
                for times in self.times(a, line):
                    if not any(self.divides(a, b, line, k, times) for k in places[:2]):
                        continue
                    usable = [k for k in places if a.ids[k] >= 0 and b.ids[k] >= 0 and f.num[b.ids[k]]]
                    hits = [k for k in usable if self.divides(a, b, line, k, times)]
                    if len(hits) < 2 or len(hits) * 5 < len(usable) * 3:
                        continue
                    if len({(f.num[a.ids[k]], f.num[b.ids[k]]) for k in hits}) < 2:
                        continue
                    named = _NAMED.search(line.name) is not None
                    if not named and len(hits) < 3:
                        continue
                    value = (len(hits), times == 1, -abs(a.n - line.n) - abs(b.n - line.n))
                    if best is None or value > best[0]:
                        best = (value, a, b, times, usable, hits)
        if best is None:
            return
        _, a, b, times, usable, hits = best
        for k in usable:
            cap = ERROR if k in hits or len(hits) >= 3 else WARNING
            label = f"{self.axis.across[k].name}·{line.name}"
            self.build.mean(a.ids[k], b.ids[k], line.ids[k], times, cap=cap, label=label)

    def times(self, a: Line, line: Line) -> tuple[int, ...]:
        """The factors that the units allow: known ones first; bare units leave powers of ten open."""
        known = _PER.get((a.kind, a.unit, line.unit)) or _PER.get((a.kind, a.unit, self.said(line)))
        if known:
            return (known,)
        if a.unit == line.unit or line.kind == a.kind == "money":
            return (1,)
        return _POWERS if not line.unit else (1,)

    def said(self, line: Line) -> str:
        m = _SAID.search(line.whole)
        return m.group() if m else ""

    def divides(self, a: Line, b: Line, line: Line, at: int, times: int) -> bool:
        """Does times * a / b print as the line does at a place, to the print's last digit?"""
        f, band = self.f, self.sheet.band
        i, j, m = a.ids[at], b.ids[at], line.ids[at]
        if min(i, j) < 0 or band[j][0] <= 0:
            return False
        (lo, hi), (x, y) = band[i], band[j]
        unit = max(1, f.step[m])
        scale = 10 ** f.dec[m]
        k = 2 * scale * times
        return k * lo <= (2 * f.num[m] + unit) * y and k * hi >= (2 * f.num[m] - unit) * x


def means(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate average lines with the two lines they are the quotient of.

    Args:    sheet; axis: its rows or columns; build: writes the relations.
    """
    Means(sheet, axis, build).run()
