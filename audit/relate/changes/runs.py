"""Several changes in a row, one a figure or one a year."""

from __future__ import annotations

from audit.relate.changes.direction import direction
from audit.relate.changes.pairs import Pairs
from audit.relate.changes.words import COUNTED
from audit.relate.relations import WARNING, Relation, common, scaled
from audit.relate.words import overlap


class Runs(Pairs):
    """分别增加2.6万、0.9万、1.4万人，增长2.1%、2.9%、4.0%."""

    # -------- 由27家发展到108家，增长了3倍; 增加46个，增长三分之一
    def change_times(self, p: int) -> None:
        """A change stated as a multiple or a fraction of the base."""
        c, f = self.c, self.c.figures
        sign = direction(self.words(p))
        if not sign:
            return
        levels = [i for i in self.nearby(p, COUNTED, 5) if c.sentence[i] == c.sentence[p]]
        deltas = [i for i in levels if self.is_delta(i)]
        levels = [i for i in levels if i not in deltas]
        previous = [i for i in levels if self.is_previous(i)]
        if p in f.fraction:
            k, n = f.fraction[p]
            per, rep, scale = n, k, 1
        else:
            per, rep, scale = 1, f.num[p], 10 ** f.dec[p]
        for cur in [i for i in levels if i not in previous][:2]:
            for prev in previous[:1]:
                if f.unit[cur] == f.unit[prev]:
                    dec = common(c, cur, prev)
                    v = self.frame(scaled(c, cur, dec), scaled(c, prev, dec), p, sign)
                    v.update(rep=rep, rep_lo=rep, rep_hi=rep, scale=scale, per=per)
                    if self.ties(v):
                        self.out.append(
                            Relation(
                                "year_on_year",
                                "changes",
                                "CHG101",
                                [("current", cur), ("previous", prev), ("reported", p)],
                                v,
                                p,
                                WARNING,
                                0.0,
                                [],
                                c.label[cur],
                            )
                        )
                        return
            for d in deltas[:1]:
                if f.unit[cur] == f.unit[d] and f.num[cur] > f.num[d]:
                    dec = common(c, cur, d)
                    (a, b), (x, y) = scaled(c, cur, dec), scaled(c, d, dec)
                    prev_band = (a - y, b - x) if sign > 0 else (a + x, b + y)
                    v = self.frame((a, b), prev_band, p, sign)
                    v.update(rep=rep, rep_lo=rep, rep_hi=rep, scale=scale, per=per)
                    if self.ties(v):
                        self.out.append(
                            Relation(
                                "year_on_year",
                                "changes",
                                "CHG101",
                                [("current", cur), ("delta", d), ("reported", p)],
                                v,
                                p,
                                WARNING,
                                0.0,
                                [],
                                c.label[cur],
                                "by_delta",
                            )
                        )
                        return

    def change_run(self, run: list[int]) -> None:
        """增幅22.5%、17.2% after 分别增收1417万元、357万元; or 分别下降5.4%、17% after as many levels."""
        c, f = self.c, self.c.figures
        k = len(run)
        sign = direction(self.words(run[0]))
        before = self.nearby(run[0], COUNTED, 12)
        block = [i for i in before if c.sentence[i] == c.sentence[run[0]]]
        deltas = block[:k][::-1]
        if (
            len(deltas) < k
            or not self.is_delta(deltas[0])
            or not all(c.joined[i] or self.is_delta(i) for i in deltas[1:])
        ):
            deltas = []
        rest = [i for i in before if i not in deltas and not self.is_delta(i)]
        if len(deltas) == k:
            dsign = sign or direction(c.pre[deltas[0]])
            aligned = rest[:k][::-1]  # 分别达到A、B、C，分别增加a、b、c: one for one
            sure = len(aligned) == k and any(
                f.kind[i] == f.kind[d] and self.with_delta(i, d, p, dsign, test=True, strict=True)
                for i, d, p in zip(aligned, deltas, run, strict=True)
            )
            for at, (d, p) in enumerate(zip(deltas, run, strict=True)):
                pool = [i for i in rest if f.kind[i] == f.kind[d]]
                if len(aligned) == k and aligned[at] in pool and self.with_delta(aligned[at], d, p, dsign, test=True):
                    self.with_delta(aligned[at], d, p, dsign)
                    continue
                fitting = [i for i in pool if self.with_delta(i, d, p, dsign, test=True)]
                if fitting:
                    fitting.sort(key=lambda i: -overlap(c.label[i], c.label[d]))
                    self.with_delta(fitting[0], d, p, dsign)
                    continue
                named = max(pool, key=lambda i: overlap(c.label[i], c.label[d]), default=None)
                if named is not None and overlap(c.label[named], c.label[d]) >= 0.5:
                    self.with_delta(named, d, p, dsign)
                elif sure and f.unit[aligned[at]] == f.unit[d]:
                    self.with_delta(aligned[at], d, p, dsign)  # the others of the row tie one for one
            return
        if self.series(run, block):
            return
        levels = [i for i in block if not self.is_previous(i)][:k][::-1]
        prior = [i for i in block if self.is_previous(i)]
        if len(levels) == k and len(prior) == k:
            for cur, prev, p in zip(levels, prior[::-1], run, strict=True):
                self.with_previous(cur, prev, p, sign)
        elif not prior and "分别" in self.words(run[0]):
            # 受理9842件，审结9127件，同比分别上升11.4%和12.9%: a whole number that each grew from
            levels = [i for i in block if c.bracket[i] == c.bracket[run[0]]][:k][::-1]
            if len(levels) == k and all(f.kind[i] == "count" and f.num[i] > 0 and not f.hedge[i] for i in levels):
                for cur, p in zip(levels, run, strict=True):
                    self.back(cur, p, sign)

    def series(self, run: list[int], block: list[int]) -> bool:
        """2021年至2023年分别新收412件、468件和525件，…2022年、2023年增幅分别为13.6%、12.2%: each year on the year
        before.
        """
        c, f = self.c, self.c.figures
        for last in block:
            row = [last]
            while c.joined[row[0]] and f.unit[row[0] - 1] == f.unit[last]:
                row.insert(0, row[0] - 1)
            if len(row) == len(run) + 1 and all(
                self.with_previous(b, a, p, 0, test=True) for a, b, p in zip(row, row[1:], run, strict=False)
            ):
                for a, b, p in zip(row, row[1:], run, strict=False):
                    self.with_previous(b, a, p, 0)
                return True
        return False
