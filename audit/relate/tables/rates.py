"""Percentages of a table that are the quotient of two other lines at the same place: 办结率, 占计划%."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from audit.relate.rates import lexicon_row
from audit.relate.relations import ERROR, WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.sheet import RATES, Axis, Line, Sheet

NEAR = 24  # amount lines that a percentage may rest on, nearest first
OF = re.compile(r"占([一-鿿]{2,10}?)(?:总数|总量|总额|总计|合计)?(?:的?比[例重]?|的?百分比|%|[）)]|$)")
_BRACKET = re.compile(r"[（(](?:占|按|以)?([一-鿿]{2,10}?)(?:计算|计|为基数|为分母|口径)?[)）]")
_STEM = re.compile(r"[^一-鿿]|(?:按期|按时|及时)?率$|度$|占比|比重|比例")


class Quotients:
    """The percent lines of one axis, and the pairs of lines they may be the quotient of."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.sheet, self.axis, self.build = sheet, axis, build
        self.f = sheet.c.figures
        self.amounts = [x for x in axis.lines if x.kind not in RATES and not x.change]
        self.done: set[int] = set()  # percent lines by n

    def places(self, line: Line) -> list[int]:
        """Where the line states a rate of amounts: not where the other direction states changes."""
        f, across = self.f, self.axis.across
        return [
            k for k, p in enumerate(line.ids)
            if p >= 0 and f.kind[p] == "percent" and not across[k].change and not across[k].intensive
        ]  # fmt: skip

    def near(self, line: Line) -> list[Line]:
        """Amount lines, nearest first, those before the line before those after it."""
        return sorted(self.amounts, key=lambda x: (abs(x.n - line.n) + (x.n > line.n) * 3, x.n))[:NEAR]

    def telling(self, p: int) -> bool:
        """Neither 0 nor 100: only such a print says something of its pair."""
        f = self.f
        return f.num[p] != 0 and f.num[p] != 100 * 10 ** f.dec[p]

    def pair(self, line: Line) -> tuple | None:
        """The two lines whose quotient the percent line prints at most places: (hits, words, ids a place)."""
        places = self.places(line)
        if not places:
            return None
        told = [k for k in places if self.telling(line.ids[k])] or places
        probes = told[:5]
        allowed = 0 if len(probes) < 2 else 1 if len(probes) < 5 else 2
        near = self.near(line)
        best: tuple | None = None
        for b in near:
            for a in near:
                if a is b or a.kind != b.kind or not self.quick([a], [b], line, probes, allowed):
                    continue
                best = self.better(best, [a], [b], line, places)
        if best is None and len(told) >= 2:
            for nums, dens in self.joint(line, near):
                if self.quick(nums, dens, line, probes, allowed):
                    best = self.better(best, nums, dens, line, places)
        return best

    def joint(self, line: Line, near: list[Line]) -> Iterable[tuple[list[Line], list[Line]]]:
        """Quotients with a sum: (优秀+合格)/总数, 结案/(旧存+新收). Neighbours only."""
        lines = sorted((x for x in near[:8] if x.n < line.n), key=lambda x: x.n)
        joined = [[x, y] for x, y in pairwise(lines) if x.kind == y.kind and x.unit == y.unit]
        for two in joined:
            for x in lines:
                if x not in two and x.kind == two[0].kind:
                    yield two, [x]
                    yield [x], two

    def quick(self, nums: list[Line], dens: list[Line], line: Line, probes: list[int], allowed: int) -> bool:
        """Does the quotient print at most of a few places?"""
        misses = 0
        for k in probes:
            if not self.at(nums, dens, line, k):
                misses += 1
                if misses > allowed:
                    return False
        return misses < len(probes)

    def at(self, nums: list[Line], dens: list[Line], line: Line, k: int) -> int:
        """Does the quotient print at place k?"""
        band = self.sheet.band
        a = b = x = y = 0
        for one in nums:
            if one.ids[k] < 0:
                return 0
            lo, hi = band[one.ids[k]]
            a, b = a + lo, b + hi
        for one in dens:
            if one.ids[k] < 0:
                return 0
            lo, hi = band[one.ids[k]]
            x, y = x + lo, y + hi
        return self.build.prints(a, b, x, y, line.ids[k])

    def better(
        self, best: tuple | None, nums: list[Line], dens: list[Line], line: Line, places: list[int]
    ) -> tuple | None:
        """The better of two pairs: hits first, then words. A pair needs most places and two that tell."""
        f = self.f
        usable = [k for k in places if all(x.ids[k] >= 0 for x in (*nums, *dens))]
        zero = [k for k in usable if any(f.num[x.ids[k]] == 0 for x in dens)]
        usable = [k for k in usable if k not in zero]
        if not usable:
            return best
        hits = [k for k in usable if self.at(nums, dens, line, k)]
        told = sum(1 for k in hits if self.telling(line.ids[k]))
        words = self.words(line, nums, dens)
        if len(hits) * 5 < len(usable) * 3:
            return best
        if told < 2 and not (told == 1 and words >= 1) and words < 2:
            return best
        value = (len(hits), words, told, -sum(abs(x.n - line.n) for x in (*nums, *dens)))
        if best is None or value > best[2]:
            return len(hits), told, value, nums, dens, usable
        return best

    def words(self, line: Line, nums: list[Line], dens: list[Line]) -> float:
        """How well the words of a rate fit its pair: 0 … 3."""
        name = line.name
        row = lexicon_row(_STEM.sub("", names.bare(name)) + "率") if name.endswith("率") else {"of": [], "on": []}
        if name.endswith("率"):
            row = lexicon_row(names.bare(name))
        score = 0.0
        heads, bases = "".join(x.whole for x in nums), "".join(x.whole for x in dens)
        stem = _STEM.sub("", names.bare(name))[-2:]
        if any(w in heads for w in row["of"]) or (len(stem) == 2 and stem in heads):
            score += 1
        if any(w in bases for w in row["on"]):
            score += 1
        for m in (OF.search(name), _BRACKET.search(name)):
            if m and m.group(1) in bases:
                score += 1.5
        prefix = line.path[:-1]
        if prefix and all(x.path[: len(prefix)] == prefix for x in (*nums, *dens)):
            score += 0.5
        if any(x.previous != line.previous for x in (*nums, *dens)):
            score -= 0.5
        return score

    def write_pair(self, line: Line, best: tuple) -> None:
        _, told, _, nums, dens, usable = best
        self.done.add(line.n)
        sure = told >= 2 or self.words(line, nums, dens) >= 2
        for k in usable:
            ok = self.at(nums, dens, line, k)
            cap = ERROR if ok or sure else WARNING
            self.build.rate(
                [x.ids[k] for x in nums], [x.ids[k] for x in dens], line.ids[k], cap=cap,
                label=self.label(k, line), share=line.share, name=line.name,
            )  # fmt: skip

    def label(self, k: int, line: Line) -> str:
        """What a percentage is of: its row and its column."""
        a, b = (self.axis.across[k].name, line.name)
        return f"{a}·{b}" if not self.axis.rows else f"{b}·{a}"

    def by_words(self, line: Line) -> None:
        """No pair is confirmed: one place or two, where the lexicon names both lines, are still compared."""
        f = self.f
        places = self.places(line)
        if not places or len(places) > 2 or not line.name.endswith(("率", "率（%）", "率(%)")):
            return
        row = lexicon_row(names.bare(line.name))
        if not row["on"]:
            return
        near = self.near(line)
        nums = [x for x in near if any(names.bare(x.name).endswith(w) for w in row["of"])]
        dens = [x for x in near if any(w in x.name for w in row["on"]) and x not in nums]
        if len(nums) != 1 or len(dens) != 1 or nums[0].kind != dens[0].kind:
            return
        for k in places:
            n, d = nums[0].ids[k], dens[0].ids[k]
            if n >= 0 and d >= 0 and f.num[d] > 0:
                self.build.rate([n], [d], line.ids[k], cap=WARNING, label=self.label(k, line), name=line.name)
