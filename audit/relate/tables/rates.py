"""Percentages of a table: of other lines at the same place (办结率, 占计划%), and shares of one whole (占比)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.relate.rates import lexicon_row
from audit.relate.relations import ERROR, WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.sheet import RATES, Axis, Line, Sheet

NEAR = 24  # amount lines that a percentage may rest on, nearest first
_OF = re.compile(r"占([一-鿿]{2,10}?)(?:总数|总量|总额|总计|合计)?(?:的?比[例重]?|的?百分比|%|[）)]|$)")
_BRACKET = re.compile(r"[（(](?:占|按|以)?([一-鿿]{2,10}?)(?:计算|计|为基数|为分母|口径)?[)）]")
_REST = re.compile(r"其他|其它|其余|不详")
_STEM = re.compile(r"[^一-鿿]|(?:按期|按时|及时)?率$|度$|占比|比重|比例")


class Rates:
    """The percent lines of one axis."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.sheet, self.axis, self.build = sheet, axis, build
        self.f = sheet.c.figures
        self.amounts = [x for x in axis.lines if x.kind not in RATES and not x.change]
        self.done: set[int] = set()  # percent lines by n
        self.whole: set[int] = set()  # share lines by n whose amounts are known to make up their base

    def run(self) -> None:
        for line in self.axis.lines:
            if line.kind != "percent" or line.change or line.n in self.done:
                continue
            pair = self.pair(line)
            sure = pair and not line.share and pair[0] == len(pair[5]) and pair[1] >= 2
            fixed = None if sure else self.fixed(line)
            if fixed and (not pair or fixed[0] > pair[0] or (fixed[0] == pair[0] and line.share)):
                self.write_fixed(line, fixed)
            elif pair:
                self.write_pair(line, pair)
            else:
                self.by_words(line)
        for line in self.axis.lines:
            if line.kind == "percent" and line.share and not line.change:
                self.hundred(line)

    # ------------------------------------------------------------------ shares without a printed 100 %
    def hundred(self, line: Line) -> None:
        """Shares that part a whole make 100: those of all lines where no total states it."""
        f, across = self.f, self.axis.across
        if any(x.among >= 0 for x in across):
            return
        for k, p in enumerate(line.ids):
            if p >= 0 and (across[k].total or names.period_total(across[k].name) or not self.below(p)):
                return
        least = min(x.indent for x in across)
        parts = [
            p for k, p in enumerate(line.ids)
            if p >= 0 and f.kind[p] == "percent" and not across[k].total and across[k].indent == least
        ]  # fmt: skip
        if len(parts) < 2 or any(f.hedge[p] or f.num[p] < 0 for p in parts) or not any(f.num[p] for p in parts):
            return
        if any(across[k].intensive or across[k].change for k, p in enumerate(line.ids) if p in parts):
            return
        if self.build.makes_hundred(parts):
            self.build.hundred(parts)
        elif line.n in self.whole or any(_REST.search(x.name) for x in across):
            if line.n in self.whole or self.build.slip_from_hundred(parts):
                self.build.hundred(parts)

    def places(self, line: Line) -> list[int]:
        """Where the line states a rate of amounts: not where the other direction states changes."""
        f, across = self.f, self.axis.across
        return [
            k for k, p in enumerate(line.ids)
            if p >= 0 and f.kind[p] == "percent" and not across[k].change and not across[k].intensive
        ]  # fmt: skip

    def below(self, p: int) -> bool:
        return self.f.num[p] < 100 * 10 ** self.f.dec[p]

    def near(self, line: Line) -> list[Line]:
        """Amount lines, nearest first, those before the line before those after it."""
        return sorted(self.amounts, key=lambda x: (abs(x.n - line.n) + (x.n > line.n) * 3, x.n))[:NEAR]

    # ------------------------------------------------------------------ 办结率 = 办结 / 受理
    def telling(self, p: int) -> bool:
        """Neither 0 nor 100: only such a print says something of its pair."""
        f = self.f
        return f.num[p] != 0 and f.num[p] != 100 * 10 ** f.dec[p]

    def pair(self, line: Line) -> tuple | None:
        """The two lines whose quotient the percent line prints at most places: (hits, words, ids a place)."""
        f = self.f
        places = self.places(line)
        if not places:
            return None
        told = [k for k in places if self.telling(line.ids[k])] or places
        probes = told[:3]
        allowed = 0 if len(places) < 3 else 1
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
        joined = [[x, y] for x, y in zip(lines, lines[1:], strict=False) if x.kind == y.kind and x.unit == y.unit]
        for two in joined:
            for x in lines:
                if x not in two and x.kind == two[0].kind:
                    yield two, [x]
                    yield [x], two

    def quick(self, nums, dens, line: Line, probes: list[int], allowed: int) -> bool:
        misses = 0
        for k in probes:
            if not self.at(nums, dens, line, k):
                misses += 1
                if misses > allowed:
                    return False
        return misses < len(probes)

    def at(self, nums, dens, line: Line, k: int) -> int:
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

    def better(self, best, nums, dens, line: Line, places: list[int]):
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
        for m in (_OF.search(name), _BRACKET.search(name)):
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

    # ------------------------------------------------------------------ shares of one whole
    def fixed(self, line: Line) -> tuple | None:
        """The line whose figures have these shares of one figure: (hits, amount line, base figure, its place or -1)."""
        f = self.f
        places = [k for k in self.places(line) if not f.hedge[line.ids[k]]]
        if not places or not (line.share or len(places) >= 3):
            return None
        best: tuple | None = None
        for rank, a in enumerate(self.near(line)):
            if rank > 5 and best:
                break
            usable = [k for k in places if a.ids[k] >= 0]
            if not usable or (len(usable) < 2 and not line.share):
                continue
            told = [k for k in usable if self.telling(line.ids[k]) and f.num[a.ids[k]]]
            if not told:
                continue
            probes = sorted(told, key=lambda k: -f.num[a.ids[k]])[:4]
            for d, at in self.bases(line, a, usable, told):
                quick = [k for k in probes if k != at]
                if sum(1 for k in quick if self.of(a.ids[k], d, line.ids[k])) * 2 < len(quick):
                    continue
                hits = [k for k in usable if k != at and self.of(a.ids[k], d, line.ids[k])]
                nonzero = sum(1 for k in hits if f.num[a.ids[k]])
                tried = len([k for k in usable if k != at])
                own = at >= 0
                named = self.base_named(line, a, d, at)
                if nonzero < 2 and not (own and nonzero and line.share and tried <= 2):
                    continue
                if len(hits) * 5 < tried * 3:
                    continue
                value = (len(hits) + (at >= 0), named, own, -rank, -abs(d - line.ids[usable[0]]))
                if best is None or value > best[1]:
                    best = (len(hits) + (at >= 0), value, a, d, at)
        if best is None and line.share:
            return None
        return best

    def of(self, n: int, d: int, p: int) -> int:
        return self.build.fits([n], [d], p) if n != d else 1

    def base_named(self, line: Line, a: Line, d: int, at: int) -> int:
        """Do the words of the share name its base: the total, or the words after 占?"""
        if at >= 0 and self.axis.across[at].total:
            return 2
        m = _OF.search(line.name)
        if m and m.group(1) in self.sheet.c.label[d]:
            return 2
        return 1 if at >= 0 else 0

    def bases(self, line: Line, a: Line, usable: list[int], told: list[int]) -> list[tuple[int, int]]:
        """Candidates for the whole: totals and wholes of the same line, then any figure of the text that could be it."""
        f, across = self.f, self.axis.across
        out: list[tuple[int, int]] = []
        order = [k for k, x in enumerate(across) if x.total] + [0, len(across) - 1]
        biggest = max((k for k in range(len(across)) if a.ids[k] >= 0), key=lambda k: self.sheet.band[a.ids[k]][1])
        for k in [*order, biggest]:
            d = a.ids[k]
            if d >= 0 and f.num[d] and (d, k) not in out:
                out.append((d, k))
        # the whole stands elsewhere: where some print leaves room for it
        seen = {d for d, _ in out}
        own = set(a.ids)
        told = sorted(told, key=lambda k: -f.num[line.ids[k]] * 10 ** (6 - min(6, f.dec[line.ids[k]])))
        for k in told[:3]:
            for d in self.build.within(a.ids[k], line.ids[k])[:20]:
                if d not in seen and d not in own:
                    seen.add(d)
                    out.append((d, -1))
        return out[:60]

    def write_fixed(self, line: Line, best: tuple) -> None:
        _, _, a, d, at = best
        self.done.add(line.n)
        f, across = self.f, self.axis.across
        parts = [a.ids[k] for k, p in enumerate(line.ids) if p >= 0 and a.ids[k] >= 0 and a.ids[k] != d]
        if len(parts) > 1 and self.build.adds_up(d, parts) == 0:
            self.whole.add(line.n)
        if at >= 0 and line.ids[at] >= 0 and line.share and across[at].total and self.telling(line.ids[at]):
            # the whole itself is 100 %: its share must be that of all
            rest = [p for k, p in enumerate(line.ids) if p >= 0 and k != at and not across[k].total and across[k].among < 0]
            if len(rest) > 1 and self.build.makes_hundred(rest):
                self.build.sum(line.ids[at], rest, cap=WARNING)
        for k, p in enumerate(line.ids):
            n = a.ids[k]
            if p < 0 or n < 0 or n == d or f.kind[p] != "percent" or across[k].change:
                continue
            base, cap = d, ERROR
            if not self.of(n, d, p):
                local = self.local(line, a, k)
                if local is not None:
                    base = local
                elif across[k].among >= 0 or across[k].indent:
                    cap = WARNING  # a part of a part may be a share of either
            self.build.rate([n], [base], p, cap=cap, label=self.label(k, line), share=True)
        if at < 0 and f.cell[d] is None:
            self.outside(line, a, d)

    def outside(self, line: Line, a: Line, d: int) -> None:
        """The whole stands in the prose: the parts of the table are all of it or at most all of it."""
        across = self.axis.across
        ids = [
            a.ids[k] for k, p in enumerate(line.ids)
            if p >= 0 and a.ids[k] >= 0 and not across[k].total and across[k].among < 0 and not across[k].indent
        ]  # fmt: skip
        if len(ids) >= 2:
            whole = self.build.adds_up(d, ids)
            if whole >= 0:
                self.build.sum(d, ids, mode=0 if whole == 0 else 1, cap=ERROR if whole == 0 else WARNING)

    def local(self, line: Line, a: Line, k: int) -> int | None:
        """A base of its own group that fits: the 小计 of the group, or the line that it is a part of."""
        f, across = self.f, self.axis.across
        here = across[k]
        for m in [*range(k - 1, -1, -1), *range(k + 1, len(across))]:
            other = across[m]
            d = a.ids[m]
            if d < 0 or f.num[d] < f.num[a.ids[k]]:
                continue
            parent = m < k and (other.indent < here.indent or here.among >= 0 or len(other.path) < len(here.path))
            if (other.total or parent) and self.of(a.ids[k], d, line.ids[k]):
                return d
        return None


def rates(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate every percent line of an axis.

    Args:    sheet; axis: its rows or columns; build: writes the relations.
    """
    Rates(sheet, axis, build).run()
