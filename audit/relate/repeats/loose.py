"""Hedged statements against exact ones: 超过4000家次 and 3907家次."""

from __future__ import annotations

from bisect import bisect_left

from audit.relate.repeats.nouns import qualifiers, times
from audit.relate.repeats.pairs import NEAREST, Pairs
from audit.relate.words import bigrams


class Loose(Pairs):
    """A hedged figure leaves room for the exact one of like words."""

    # ---------------------------------------------------------------- 超过4000家次 against 3907家次
    def hedged(self) -> None:
        """Each hedged figure with an exact one near it, of like words and of its size."""
        c, f = self.c, self.c.figures
        loose = [
            i
            for i in self.ids
            if not c.plan[i] and f.hedge[i] and f.hedge[i] != "range" and f.kind[i] != "percent" and f.cell[i] is None
        ]
        firm = [i for i in self.ids if not c.plan[i] and not f.hedge[i] and f.kind[i] != "percent"]
        for h in loose:
            at = bisect_left(firm, h)
            for e in firm[max(0, at - NEAREST) : at + NEAREST]:
                if (
                    f.unit[h] != f.unit[e]
                    or (c.sentence[h] == c.sentence[e] and c.block[h] == c.block[e])
                    or e in self.related.get(h, ())
                ):
                    continue
                hv, ev = abs(f.num[h]) * 10 ** f.dec[e], abs(f.num[e]) * 10 ** f.dec[h]
                if not (hv <= ev * 2 and ev <= hv * 2):
                    continue
                wa, wb = self.words(h), self.words(e)
                shared_words = bigrams(wa) & bigrams(wb)
                share = len(shared_words) / max(1, min(len(bigrams(wa)), len(bigrams(wb))))
                if (
                    len(shared_words) >= 3
                    and share >= 0.6
                    and qualifiers(wa) == qualifiers(wb)
                    and times(c, h) == times(c, e)
                ):
                    near = abs(hv - ev) * 10 <= ev
                    if self.overlaps(h, e) or near:
                        self.add(min(h, e), max(h, e), check="HDG102")
                    break
