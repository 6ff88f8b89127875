"""Rates whose operands stand apart: earlier paragraphs, a sample told elsewhere, the number alone."""

from __future__ import annotations

from bisect import bisect_left

from audit.relate import fit
from audit.relate.rates.bases import Bases
from audit.relate.rates.words import MOST, NEGATIVE
from audit.relate.relations import WARNING
from audit.relate.words import shared


class Elsewhere(Bases):
    """Readers that are asked where the sentence itself gives no fitting pair."""

    def own_complement(self, p: int, name: str, row: dict, nums: list[tuple[float, int]], sentence: list[int]) -> bool:
        """不捕率 over 批准逮捕 + 不捕: the base is the numerator and the figure that completes it."""
        f = self.c.figures
        for s, n in nums[:2]:
            if s < 2 or not f.dec[p]:
                continue
            for m in sentence[:5]:
                if (
                    m != n
                    and f.unit[m] == f.unit[n]
                    and f.kind[m] == f.kind[n]
                    and self.fits([n], [n, m], p) == fit.ROUNDED
                    and not self.fits([n], [m], p)
                ):
                    whole = [
                        k
                        for k in self.earlier(p)
                        if f.unit[k] == f.unit[n] and f.num[k] == f.num[n] + f.num[m] and f.dec[k] == f.dec[n]
                    ]
                    self.add(
                        [n],
                        [whole[-1]] if whole else [n, m],
                        p,
                        label=name,
                        chance=0.03,
                        cap=WARNING,
                        data={"rate": row["rate"]},
                    )
                    return True
        return False

    def pooled(self, p: int, name: str, row: dict, before: list[int]) -> bool:
        """两类建议合计采纳率: the sum of two numerators over the sum of their bases."""
        f = self.c.figures
        nums = [i for i in before if self.word_score(i, row["of"]) >= 2][:2]
        if len(nums) < 2:
            return False
        dens: list[int] = []
        for n in nums:
            d = next(
                (i for i in before if i < n and f.unit[i] == f.unit[n] and i not in nums and f.num[i] >= f.num[n]), None
            )
            if d is None or d in dens:
                return False
            dens.append(d)
        if self.fits(nums, dens, p) == fit.ROUNDED:
            self.add(sorted(nums), sorted(dens), p, label=name, chance=0.02, cap=WARNING, data={"rate": row["rate"]})
            return True
        return False

    def far_base(self, p: int, name: str, row: dict, nums: list[tuple[float, int]]) -> bool:
        """The base stands in an earlier paragraph: a figure of one unit that the row's words or the numerator's
        noun name, and that fits.
        """
        c, f = self.c, self.c.figures
        for s, i in nums[:2]:
            if s < 1.8 or not f.dec[p]:
                continue
            earlier = self.earlier(i)
            few = sum(1 for k in earlier if f.unit[k] == f.unit[i] and f.num[k] >= f.num[i]) <= 8
            for d in reversed(earlier):
                if (
                    f.unit[d] != f.unit[i]
                    or f.kind[d] != f.kind[i]
                    or f.num[d] < f.num[i]
                    or (c.block[d] == c.block[p] and c.sentence[d] == c.sentence[p])
                ):
                    continue
                if (
                    few
                    or self.word_score(d, row["on"]) > 0
                    or shared(c.label[d], c.label[i])
                    or shared(c.label[d], name)
                ) and self.fits([i], [d], p) == fit.ROUNDED:
                    self.add([i], [d], p, label=name, chance=0.02, cap=WARNING, data={"rate": row["rate"]})
                    return True
        return False

    def numbers_alone(
        self,
        p: int,
        name: str,
        row: dict,
        sentence: list[int],
        before: list[int],
        modifiers: list[str],
        nums: list[tuple[float, int]],
    ) -> bool:
        """No word names the numerator: the count next to the rate, over a count of one unit before it, gives the
        print.
        """
        c, f = self.c, self.c.figures
        if (nums and nums[0][0] >= 1.5) or f.num[p] in (0, 100 * 10 ** f.dec[p]) or not sentence:
            return False
        n = sentence[0]
        if c.clause[p] - c.clause[n] > 2 or any(w in ("不", "未") for w in modifiers):
            return False
        for rank, d in enumerate([d for d in before if d != n][:5]):
            if (
                d > n
                or f.unit[d] != f.unit[n]
                or f.num[d] < f.num[n]
                or c.sentence[d] < c.sentence[n] - 1
                or self.fits([n], [d], p) != fit.ROUNDED
            ):
                continue
            if (rank + 1) * 10 ** -f.dec[p] / 50 <= 0.09:
                self.add(
                    [n],
                    [d],
                    p,
                    label=name,
                    chance=(rank + 1) * 10 ** -f.dec[p] / 50,
                    cap=WARNING,
                    data={"rate": row["rate"]},
                )
                return True
        return False

    def remote(self, p: int, name: str, row: dict, survey: bool) -> bool:
        """A survey rate whose sample stands elsewhere (有效回访451件，满意440件)."""
        if not survey:
            return False
        c, f = self.c, self.c.figures
        known = self.samples.get(row["rate"])
        if known is None:
            bases: dict[int, list[int]] = {}
            for d in self.prose_counts:
                if self.word_score(d, row["on"]) >= 1.8:
                    bases.setdefault(c.block[d], []).append(d)
            good = [
                i
                for i in self.prose_counts
                if c.block[i] in bases and self.word_score(i, row["of"]) >= 2 and not NEGATIVE.search(c.pre[i][-4:])
            ]
            known = self.samples[row["rate"]] = good, bases
        nums, bases = known
        at = bisect_left(nums, p)
        for i in nums[max(0, at - MOST) : at + MOST]:
            for d in bases[c.block[i]][:MOST]:
                if d != i and f.num[d] >= f.num[i] and self.fits([i], [d], p):
                    self.add(
                        [i], [d], p, label=name, cap=WARNING, chance=0.01, data={"rate": row["rate"], "remote": True}
                    )
                    return True
        return False
