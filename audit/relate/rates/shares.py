"""One share: its numerator by its words, its base by words and numbers."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.rates.behind import Behind
from audit.relate.rates.names import lexicon_row, rate_name
from audit.relate.rates.parts import Parts
from audit.relate.rates.words import COUNTED, LAST_YEAR, SHARE
from audit.relate.relations import ERROR, WARNING
from audit.relate.words import bigrams, overlap

_AGAIN = re.compile(r"(?:类|方面|领域|占比|比重)?(?:首次|均|已)?$")
_SHARE_2 = re.compile(r"(?:约|近|合计|共|分别|则|只|仅)+$")
_SHARE_3 = re.compile(r"(?:全省|全国|全市|同期|同类|总数)")
_SHARE_4 = re.compile(r"共|总|累计|合计")
_IN_TABLE = re.compile(r"合\s*计|总\s*计")


class Shares(Parts, Behind):
    """…占审结案件的33.7%, and what its neighbours and its table say."""

    def again(self, p: int) -> bool:
        """经济建设类超过三成: a part whose share was stated before, said once more in round terms."""
        c = self.c
        subject = _AGAIN.sub("", c.pre[p].strip())
        if not 2 <= len(subject) <= 12 or subject.endswith("率"):
            return False
        for r in reversed(self.out):
            if r.kind == "rate" and r.data.get("share") and len(r.members) == 3 and c.block[r.about] >= c.block[p] - 1:
                n, d, _ = (i for _, i in r.members)
                if subject[:4] in c.pre[n] + c.label[n] and self.fits([n], [d], p):
                    self.add([n], [d], p, label=c.label[n], data={"share": True})
                    return True
        return False

    def rounder(self, p: int) -> bool:
        """占比81.8%，也就是说超过八成…: a share or a rate said once more in tenths, right behind itself."""
        c, f = self.c, self.c.figures
        if f.unit[p] != "成" or not self.out:
            return False
        r = self.out[-1]
        if r.kind != "rate" or r.frame != "rates" or c.half[r.about] != c.half[p] or f.unit[r.about] != "%":
            return False
        num, den = ([i for role, i in r.members if role == name] for name in ("numerator", "denominator"))
        if not self.fits(num, den, p):
            return False
        self.add(num, den, p, label=r.label, cap=WARNING, data={"share": True})
        return True

    def share(self, p: int) -> None:
        """Relate one share: a base that words name, else one that its paragraph used, else one that fits."""
        c, f = self.c, self.c.figures
        if LAST_YEAR.search(c.clause_text[p]):
            return
        num = self.share_numerator(p)
        words = self.base_words(p)
        name = rate_name(c, p)
        if (num is None or c.sentence[num[0]] != c.sentence[p]) and name and self.behind(p, name, lexicon_row(name)):
            return
        if num is None:
            return
        kinds = {f.kind[i] for i in num}
        pool = [
            d
            for d in self.earlier(p)
            if f.kind[d] in kinds and d not in num and (words or c.block[d] >= c.block[p] - 6)
        ]
        if f.num[p] <= 100 * 10 ** f.dec[p]:
            # a part is no larger than its whole, and 居前五位 is no whole of cases
            least = self.size(num)
            pool = [
                d
                for d in pool
                if least <= self.size([d])
                and (f.unit[d] == f.unit[num[0]] or f.unit[d] not in ("位", "类", "种", "项"))
            ]
        pool.reverse()
        pool += [
            d
            for d in self.counts
            if f.cell[d] is not None and f.kind[d] in kinds and d < p and c.block[d] >= c.block[p] - 2
        ]
        label = c.label[num[0]]
        if words:
            ranked = [(self.base_match(words, d), d) for d in pool]
            named = [d for s, d in sorted(ranked, key=lambda r: (-r[0], -r[1])) if s >= 0.34]
            if named:
                loose = named + [d for s, d in sorted(ranked, key=lambda r: (-r[0], -r[1])) if 0.24 <= s < 0.34]
                fitting = [d for d in loose if self.fits(num, [d], p) == fit.ROUNDED] or [
                    d for d in named if self.fits(num, [d], p)
                ]
                if fitting:
                    self.add(num, [fitting[0]], p, named=True, label=label, data={"share": True})
                    self.used_base[c.block[p]] = fitting[0]
                    return
                if (behind := self.base_ahead(p, words, num)) is not None:
                    self.add(num, [behind], p, named=True, label=label, data={"share": True})
                    return
                sure = [
                    d
                    for d in named
                    if self.base_match(words, d) >= 0.5
                    and f.unit[d] == f.unit[num[0]]
                    and (c.block[d] >= c.block[p] - 2 or (self.base_match(words, d) >= 0.75 and words[:2] in c.pre[d]))
                ]
                subject = _SHARE_2.sub("", SHARE.split(c.clause_text[p])[0].strip())
                if (
                    len(subject) >= 2
                    and len(num) == 1
                    and c.clause[num[0]] != c.clause[p]
                    and overlap(subject, c.label[num[0]] + c.pre[num[0]]) < 0.5
                ):
                    return
                sure = [
                    d for d in sure if sum(f.num[i] for i in num) * 10 ** f.dec[d] <= f.num[d] * 10 ** f.dec[num[0]]
                ]
                if sure and (f.hedge[p] or f.unit[p] == "成") and c.block[sure[0]] != c.block[p]:
                    return
                other = self.other_base(p, words, num, sure, pool)
                if other is not None:
                    self.add(num, [other], p, label=label, chance=0.03, cap=WARNING, data={"share": True})
                elif sure:
                    self.add(
                        num,
                        [sure[0]],
                        p,
                        named=True,
                        label=label,
                        cap=ERROR if c.block[sure[0]] == c.block[p] else WARNING,
                        data={"share": True},
                    )
                if other is not None or sure or any(self.size([d]) >= self.size(num) for d in named):
                    return  # a figure smaller than its part is no base, whatever it is called
            if self.in_table(p, _SHARE_2.sub("", SHARE.split(c.clause_text[p])[0].strip())):
                return
            if not named and (behind := self.base_ahead(p, words, num)) is not None:
                self.add(num, [behind], p, named=True, label=label, data={"share": True})
                return
            if _SHARE_3.search(words):
                return
        subject = _SHARE_2.sub("", SHARE.split(c.clause_text[p])[0].strip())
        agrees = (
            len(subject) < 2
            or len(num) > 1
            or c.clause[num[0]] == c.clause[p]
            or overlap(subject, c.label[num[0]] + c.pre[num[0]]) >= 0.5
        )
        inherited = self.used_base.get(c.block[p])
        if inherited is None and (f.hedge[p] or f.unit[p] == "成"):
            # a round share fits many bases: it is of the whole that its paragraph opens with
            head = next((d for d in self.earlier(p) if c.block[d] == c.block[p] and f.kind[d] in kinds), None)
            inherited = head if head is not None and head < min(num) and f.unit[head] == f.unit[num[0]] else None
        order = ([inherited] if inherited is not None and inherited not in num else []) + [
            d for d in pool if d != inherited
        ]
        same = [d for d in order if f.num[d] * 10 ** f.dec[num[0]] >= f.num[num[0]] * 10 ** f.dec[d]]
        for rank, d in enumerate(same[:14]):
            if self.fits(num, [d], p):
                grain = 10 ** -(f.dec[p]) / 50
                chance = min(1.0, (rank + 1) * grain)
                if chance < 0.08 or c.sentence[d] == c.sentence[num[0]]:
                    self.add(num, [d], p, chance=chance, label=label, data={"share": True})
                    self.used_base[c.block[p]] = d
                    return
        if self.in_table(p, subject):
            return
        if not agrees:
            return
        if (
            inherited is not None
            and inherited not in num
            and c.clause[num[-1]] >= c.clause[p] - 2
            and c.figures.unit[inherited] == f.unit[num[0]]
            and not words
        ):
            self.add(num, [inherited], p, cap=WARNING, label=label, data={"share": True})
            return
        # a share right after its part, of the total that opens the sentence: 共71412件，其中…37643件，占52.7%
        heads = [d for d in same if c.sentence[d] == c.sentence[p] and f.unit[d] == f.unit[num[0]] and d < num[0]]
        if not heads or words or len(num) > 1:
            return
        d = heads[-1]
        if c.bracket[d] < 0 and ("其中" in c.text[f.end[d] : f.start[num[0]]] or _SHARE_4.search(c.pre[d])):
            self.add(num, [d], p, cap=ERROR, label=label, data={"share": True})

    def other_base(self, p: int, words: str, num: list[int], sure: list[int], pool: list[int]) -> int | None:
        """新收19件，其中一审12件，…占一审新收案件的8.3%: a part of the plainest base, which gives the print and
        answers to what that base does not.
        """
        c = self.c
        if not sure:
            return None
        left = bigrams(words) - bigrams(c.clause_text[sure[0]] + c.label[sure[0]])
        near = (
            d
            for d in pool
            if d > sure[0] and c.sentence[d] == c.sentence[sure[0]] and left & bigrams(c.clause_text[d] + c.post[d][:6])
        )
        return next((d for d in near if self.fits(num, [d], p) == fit.ROUNDED), None)

    def sibling(self, p: int) -> None:
        """A share whose neighbour in the sentence ties on some base is on that base too:
        直接办理…占比52.7%；转交办理…占比47.3%.
        """
        c, f = self.c, self.c.figures
        if self.base_words(p) or LAST_YEAR.search(c.clause_text[p]):
            return
        num = self.share_numerator(p)
        if num is None or len(num) != 1:
            return
        subject = _SHARE_2.sub("", SHARE.split(c.clause_text[p])[0].strip("（( "))
        if (
            len(subject) >= 2
            and c.clause[num[0]] != c.clause[p]
            and overlap(subject, c.label[num[0]] + c.pre[num[0]]) < 0.5
        ):
            return
        for r in reversed(self.out):
            if r.kind != "rate" or not r.data.get("share") or len(r.members) != 3 or c.block[r.about] != c.block[p]:
                continue
            n, d, q = (i for _, i in r.members)
            near = c.sentence[q] == c.sentence[p] and abs(c.half[q] - c.half[p]) <= 1
            if (
                near
                and d != num[0]
                and f.unit[n] == f.unit[num[0]]
                and f.unit[d] == f.unit[num[0]]
                and self.fits([n], [d], q)
            ):
                self.add(num, [d], p, cap=WARNING, label=c.label[num[0]], data={"share": True})
                return

    def in_table(self, p: int, subject: str) -> bool:
        """民事案件占全部案件的66.1%, where both stand in a table before: the row that the subject names over the
        row of totals.
        """
        c, f = self.c, self.c.figures
        if len(subject) < 2:
            return False
        for g in reversed(c.grids):
            if g.table.start > f.start[p] or f.start[p] - g.table.end > 400:
                continue
            rows = [r for r in range(g.first_row, g.rows) if g.sides[r] and overlap(subject, g.sides[r]) >= 0.6]
            totals = [r for r in range(g.first_row, g.rows) if _IN_TABLE.search(g.sides[r])]
            for r in rows:
                for t in totals:
                    for k in range(g.cols - 1, -1, -1):
                        n, d = g.at[r][k], g.at[t][k]
                        if (
                            n >= 0
                            and d >= 0
                            and f.kind[n] == f.kind[d]
                            and f.kind[n] in COUNTED
                            and self.fits([n], [d], p)
                        ):
                            self.add([n], [d], p, label=c.label[n], chance=0.02, data={"share": True})
                            return True
        return False
