"""Shares and rates that stand in a row, solved together."""

from __future__ import annotations

import re

from audit.relate.rates.parts import Parts
from audit.relate.rates.words import LAST_YEAR, SHARE

_COUNTED_IN = re.compile(r"([人件户起])数(?:分别|各|依次)?占")


class Series(Parts):
    """分别占84.7%、13.7%和1.6%."""

    def share_run(self, run: list[int]) -> bool:
        """分别占84.7%、13.7%和1.6%: one share for each of as many figures before."""
        c, k = self.c, len(run)
        before = [i for i in self.counts_before(run[0], k + 3, 0) if c.sentence[i] >= c.sentence[run[0]] - 1]
        words = c.clause_text[run[0]]
        counted = _COUNTED_IN.search(words)
        if counted is not None:  # 件数分别占: of the cases, not of the persons
            own = [i for i in self.counts_before(run[0], 2 * k + 6, 0) if c.figures.unit[i] == counted.group(1)]
            before = [i for i in own if c.sentence[i] >= c.sentence[run[0]] - 1] or before
        nums = self.each.get(run[0]) or before[:k][::-1]
        if len(before) > k and nums == before[:k][::-1] and self.makes_next(before, k):
            nums = before[1 : k + 1][::-1]  # 贪污1163件、渎职318件，合计1481件，分别占: the total is none of them
        if len(nums) != k or len({c.figures.kind[i] for i in nums}) != 1:
            return False
        if "率" in words and not SHARE.search(words) and "分别" not in words and "依次" not in words:
            return False
        return self.solve_group(list(zip(nums, run, strict=True)), self.base_words(run[0]))

    def makes_next(self, before: list[int], k: int) -> bool:
        """Is the nearest figure the sum of the k before it?"""
        f = self.c.figures
        total, parts = before[0], before[1 : k + 1]
        return len({f.dec[i] for i in (total, *parts)}) == 1 and f.num[total] == sum(f.num[i] for i in parts)

    def solve_group(self, pairs: list[tuple[int, int]], words: str) -> bool:
        """One denominator for several shares: the figure (or the sum of the numerators) that reproduces most of
        them.
        """
        c, f = self.c, self.c.figures
        first = pairs[0][0]
        sizes = sorted(f.num[i] * 10 ** (4 - min(4, f.dec[i])) for i, _ in pairs)
        top = sizes[-1] if len(sizes) < 3 else sizes[-2]  # one numerator may be the slip
        best, best_fits, best_rank = None, 0, None
        kinds = {f.kind[i] for i, _ in pairs}
        own = {i for i, _ in pairs}
        for d in sorted({d for i, p in pairs for d in self.within(i, p, kinds)}):
            if d in own or f.num[d] * 10 ** (4 - min(4, f.dec[d])) < top:
                continue
            hits = sum(1 for i, p in pairs if self.fits([i], [d], p))
            if not hits:
                continue
            match = self.base_match(words, d) if words else 0
            rank = (
                hits,
                match,
                d < pairs[-1][1],
                f.cell[d] is None,
                f.unit[d] == f.unit[first],
                -abs(c.block[d] - c.block[first]),
                -abs(d - first),
            )
            if best_rank is None or rank > best_rank:
                best, best_fits, best_rank = d, hits, rank
        need = max(2, (len(pairs) * 3 + 4) // 5) if len(pairs) > 1 else 2
        if best is None or best_fits < min(need, len(pairs)):
            return False
        chance = 0.01**best_fits * len(self.counts)
        for i, p in pairs:
            self.add([i], [best], p, chance=chance, label=c.label[i], data={"share": True})
            self.used_base[c.block[p]] = best
        return True

    def shares_in_series(self, singles: list[int]) -> None:
        """Shares stated one by one (…140件，占92.71%；…11件，占7.28%): those of one block are solved together."""
        c = self.c
        group: list[tuple[int, int]] = []
        for p in [*singles, None]:
            if p is not None and self.is_share(p) and not LAST_YEAR.search(c.clause_text[p]):
                n = self.share_numerator(p)
                if n is not None and len(n) == 1:
                    if group and c.block[group[-1][1]] != c.block[p]:
                        self.finish_series(group)
                        group = []
                    group.append((n[0], p))
                    continue
            if p is None or (group and c.block[group[-1][1]] != c.block[p]):
                self.finish_series(group)
                group = []

    def finish_series(self, group: list[tuple[int, int]]) -> None:
        """Solve the shares of a block together, where they may be on one base."""
        c = self.c
        group = [(n, p) for n, p in group if p not in self.done]
        named = [self.base_words(p) for _, p in group]
        # shares whose words name a base go alone: another share of the block may be on another base
        free = [(n, p) for (n, p), w in zip(group, named, strict=True) if not w]
        if len(group) >= 2 and not any(named) and len({c.figures.kind[n] for n, _ in group}) == 1:
            self.solve_group(group, "")
        elif len(free) >= 2 and len({c.figures.kind[n] for n, _ in free}) == 1:
            self.solve_group(free, "")
