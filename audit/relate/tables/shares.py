"""Percentages of a table that are shares of one whole, and what makes 100 %; the driver of all percent lines."""

from __future__ import annotations

import re

from audit.relate.relations import ERROR, WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.rates import OF, Quotients
from audit.relate.tables.sheet import Axis, Line, Sheet

_MOST = 12  # parts of a sum that shares may rest on
_REST = re.compile(r"其他|其它|其余|不详")


class Percentages(Quotients):
    """Every percent line of one axis: a quotient of two lines, or shares of one figure; numbers tell which."""

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
            elif not self.of_parts(line):
                self.by_words(line)
        for line in self.axis.lines:
            if line.kind == "percent" and line.share and not line.change:
                self.hundred(line)

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
        rest = any(_REST.search(x.name) for x in across)
        alone = rest and line.n not in self.done  # shares whose amounts are known are judged one by one
        if self.build.makes_hundred(parts) or (alone and self.build.slip_from_hundred(parts)):
            self.build.hundred(parts)

    def below(self, p: int) -> bool:
        """Is a share less than 100 %?"""
        return self.f.num[p] < 100 * 10 ** self.f.dec[p]

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
            for d, at in self.bases(line, a, told):
                quick = [k for k in probes if k != at]
                if sum(1 for k in quick if self.of(a.ids[k], d, line.ids[k])) * 2 < len(quick):
                    continue
                hits = [k for k in usable if k != at and self.of(a.ids[k], d, line.ids[k])]
                nonzero = sum(1 for k in hits if f.num[a.ids[k]])
                tried = len([k for k in usable if k != at])
                own = at >= 0
                named = self.base_named(line, d, at)
                if nonzero < 2 and not (own and nonzero and line.share and tried <= 2):
                    continue
                if len(hits) * 5 < tried * 3:
                    continue
                value = (len(hits) + (at >= 0), named, own, -rank, -abs(d - line.ids[usable[0]]))
                if best is None or value > best[1]:
                    best = (len(hits) + (at >= 0), value, a, d, at)
        return best

    def of(self, n: int, d: int, p: int) -> int:
        """Is n the share p of d?"""
        return self.build.fits([n], [d], p) if n != d else 1

    def base_named(self, line: Line, d: int, at: int) -> int:
        """Do the words of the share name its base: the total, or the words after 占?"""
        if at >= 0 and self.axis.across[at].total:
            return 2
        m = OF.search(line.name)
        if m and m.group(1) in self.sheet.c.label[d]:
            return 2
        return 1 if at >= 0 else 0

    def bases(self, line: Line, a: Line, told: list[int]) -> list[tuple[int, int]]:
        """Candidates for the whole: totals of the same line, then any figure of the text that could be it."""
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
            here = f.cell[line.ids[k]]
            for d in self.build.within(a.ids[k], line.ids[k])[:20]:
                there = f.cell[d]
                if there is not None and here is not None and abs(there[0] - here[0]) > 2:
                    continue  # a cell of a far table
                if d not in seen and d not in own:
                    seen.add(d)
                    out.append((d, -1))
        return out[:60]

    def write_fixed(self, line: Line, best: tuple) -> None:
        """Write the shares; one that only a base of its own group explains rests on that."""
        _, _, a, d, at = best
        self.done.add(line.n)
        f, across = self.f, self.axis.across
        if at >= 0 and line.ids[at] >= 0 and line.share and across[at].total and self.telling(line.ids[at]):
            # the whole itself is 100 %: its share must be that of all
            rest = [
                p for k, p in enumerate(line.ids)
                if p >= 0 and k != at and not across[k].total and across[k].among < 0
            ]  # fmt: skip
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

    def of_parts(self, line: Line) -> bool:
        """The printed total gives none of the shares, but the parts added up do: they rest on their sum."""
        f, across = self.f, self.axis.across
        if not line.share or not any(x.total for x in across):
            return False
        places = [k for k in self.places(line) if across[k].among < 0 and not across[k].total]
        for a in self.near(line)[:6]:
            told = [k for k in places if a.ids[k] >= 0]
            parts = [a.ids[k] for k in told]
            if not 3 <= len(parts) <= _MOST or len({f.kind[i] for i in parts}) > 1:
                continue
            hits = [k for k in told if self.build.fits([a.ids[k]], parts, line.ids[k])]
            if len(hits) >= 3 and len(hits) * 5 >= len(told) * 4:
                self.done.add(line.n)
                for k in hits:
                    self.build.rate([a.ids[k]], parts, line.ids[k], label=self.label(k, line), share=True)
                return True
        return False

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


def percentages(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate every percent line of an axis.

    Args:    sheet; axis: its rows or columns; build: writes the relations.
    """
    Percentages(sheet, axis, build).run()
