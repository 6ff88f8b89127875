"""Rates that stand before what they are made of: 结案率97.2%：立案358件，年内结案348件; and by what is left over."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.rates.bases import Bases
from audit.relate.rates.words import NEGATIVE
from audit.relate.relations import WARNING

_BAD = re.compile(r"差评|不满意|不合格|未办结|未通过|不达标|未整改|投诉不实|不予|退回")
_GOOD = re.compile(r"好评|满意|合格|通过|达标|优良")
_AHEAD = 6  # counted figures behind a rate that are looked at


class Behind(Bases):
    """What `Named` looks for when nothing before a rate makes it."""

    def behind(self, p: int, name: str, row: dict) -> bool:
        """Find numerator and base in what follows in the sentence, by the words of the rate; numbers confirm."""
        c, f = self.c, self.c.figures
        ahead: list[int] = []
        for i in range(p + 1, min(p + 12, len(f))):
            if c.sentence[i] != c.sentence[p] or f.cell[i] is not None or len(ahead) == _AHEAD:
                break
            if f.kind[i] == "percent" and not c.joined[i]:
                break  # another rate: what follows is its own
            if i in self.of_prose:
                ahead.append(i)
        before = [i for i in self.counts_before(p, 3, 0) if c.sentence[i] == c.sentence[p]]
        for n in ahead[:1]:
            if "其中" in c.clause_text[n]:  # 14个断面优良比例92.9%，其中13个达到Ⅲ类
                for d in before:
                    if f.unit[d] == f.unit[n] and self.fits([n], [d], p) == fit.ROUNDED:
                        self.add([n], [d], p, label=name, chance=0.03, cap=WARNING, data={"rate": row["rate"]})
                        return True
        if len(ahead) < 2:
            return False
        for n in ahead:
            if self.word_score(n, row["of"]) < 1.8 and not self.last_words(n, name):
                continue
            for d in ahead:
                if d != n and f.unit[d] == f.unit[n] and self.fits([n], [d], p) == fit.ROUNDED:
                    self.add([n], [d], p, label=name, chance=0.03, cap=WARNING, data={"rate": row["rate"]})
                    return True
        return False

    def last_words(self, i: int, name: str) -> bool:
        """Does the name of the rate hold the last two characters before a figure: 完成率, 实际完成631家?"""
        tail = self.c.pre[i].rstrip("了为有 ")[-2:]
        return len(tail) == 2 and tail in name

    def complement(self, p: int, name: str, row: dict, sentence: list[int]) -> bool:
        """评价18452条，差评3条，好评率99.98%: the good are what the bad leave of all."""
        c, f = self.c, self.c.figures
        if not _GOOD.search(name) or NEGATIVE.search(name):
            return False
        bad = [i for i in sentence if _BAD.search(c.pre[i][-6:] + c.post[i][:6])][:2]
        for n in bad:
            for d in sentence[:8]:
                if d >= n or f.unit[d] != f.unit[n] or f.dec[d] or f.dec[n] or f.num[d] <= f.num[n]:
                    continue
                good = f.num[d] - f.num[n]
                if fit.ratio(good, good, f.num[d], f.num[d], f.num[p], 10 ** f.dec[p], 100) == fit.ROUNDED:
                    self.add([n], [d], p, label=name, cap=WARNING, note="complement", data={"rate": row["rate"]})
                    r = self.out[-1]
                    r.values |= {"num_lo": good, "num_hi": good}
                    return True
        return bool(bad)
