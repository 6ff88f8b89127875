"""Like words, and values a keying slip or a power of ten apart."""

from __future__ import annotations

import re
from collections import deque

from audit.relate import fit
from audit.relate.rates import rate_name
from audit.relate.relations import ERROR, WARNING, common, scaled
from audit.relate.repeats.nouns import noun_after, qualifiers, same_head, telling, times
from audit.relate.repeats.pairs import Pairs
from audit.relate.repeats.words import ROW_NAMED, TIME
from audit.relate.words import abbreviates, bigrams, core

_VAGUE = frozenset(
    ("投资", "完成", "成投", "总投", "实现", "达到", "资金", "收入", "支出", "项目", "建设", "实施", "投入", "工程")
)
_LATEST = 64  # figures of like prints that are compared: where a text has more, digits alike say nothing
_BACK = re.compile("去年|上年|全年|累计|今年以来")
_LONG = 5  # digits that are no coincidence
_SAME_THING = re.compile(r"全部|共|总|所有")

_AMOUNTS = 300  # amounts before one that are compared with it


class Slips(Pairs):
    """1172个 and 1127个; 2186.5万元 and 2.19亿元."""

    # ---------------------------------------------------------------- 2186.5万元 and 2.19亿元
    def unit_slips(self) -> None:
        """Amounts that like words call one thing and that agree but for a power of ten: 万 for 亿, a decimal point
        moved.
        """
        c, f = self.c, self.c.figures
        money = [
            i
            for i in self.ids
            if (not c.plan[i] or _BACK.search(c.clause_text[i]))
            and f.kind[i] == "money"
            and f.cell[i] is None
            and len(str(abs(f.num[i])).rstrip("0")) >= 2
            and not f.hedge[i]
        ]
        said = {i: bigrams(self.words(i)) - _VAGUE for i in money}
        shown = {i: str(f.num[i]).rstrip("0") for i in money}
        for k, b in enumerate(money):
            for a in money[max(0, k - _AMOUNTS) : k]:
                if said[a].isdisjoint(said[b]):
                    continue
                if c.sentence[a] == c.sentence[b] and not (shown[a] == shown[b] and c.clause[a] != c.clause[b]):
                    continue
                few = min(len(shown[i].lstrip("-")) for i in (a, b)) < 3
                if self.overlaps(a, b) or (few and len(said[a] & said[b]) < 3):
                    continue
                dec = common(c, a, b)
                (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
                for shift in (10, 100, 1000, 10000):
                    if (x * shift <= v and u <= y * shift) or (u * shift <= y and x <= v * shift):
                        self.add(a, b, cap=WARNING)
                        break

    # ---------------------------------------------------------------- like words, values a slip apart
    def transposed(self) -> None:
        """Pairs whose prints are one keying slip apart, by an index of the prints with a digit left out: see
        `fit.slip_keys`.
        """
        c, f = self.c, self.c.figures
        tied = {i for r in self.out if r.kind == "repeat" for _, i in r.members}
        known: dict[tuple, dict[str, dict[str, deque[int]]]] = {}  # print -> unit -> slip key -> figures
        for b in self.ids:
            if f.cell[b] is not None or f.hedge[b] or b in tied or not telling(f.num[b]):
                continue
            shown = self.prints(b)
            if (
                c.plan[b] and len(shown) < _LONG and not _BACK.search(c.clause_text[b])
            ):  # 全年386214件诉求: what a plan looks back on has many digits
                continue
            # the earlier one must have three digits: 12 can only have lost one of them
            keys = fit.slip_keys(shown) if len(shown) > 2 else {shown}
            units = known.setdefault((f.dec[b], f.step[b], f.kind[b] == "percent"), {})
            unit = f.unit[b]
            near: set[int] = set()
            for other in (unit, "") if unit else tuple(units):
                alike = units.get(other)
                if alike:
                    near.update(a for key in keys for a in alike.get(key, ()))
            if len(shown) > 2:
                alike = units.setdefault(unit, {})
                for key in keys:
                    alike.setdefault(key, deque(maxlen=_LATEST)).append(b)
            for a in sorted(near):
                if not fit.slip(self.prints(a), shown) or b in self.related.get(a, ()):
                    continue
                shared_words = self.said(a) & self.said(b)
                if not shared_words and not (self.swapped(a, b) and self.short_for(a, b)):
                    continue
                if c.sentence[a] == c.sentence[b] and c.block[a] == c.block[b] and f.kind[a] != "percent":
                    continue
                if self.same_thing(a, b, shared_words, tied):
                    self.add(a, b, cap=ERROR if self.sure(a, b) else WARNING)

    def said(self, i: int) -> frozenset[str]:
        """What a figure counts, as bigrams."""
        return bigrams(self.words(i))

    def swapped(self, a: int, b: int) -> bool:
        """Are two prints of four digits the same but for two neighbours that changed places?"""
        da, db = self.prints(a), self.prints(b)
        return len(da) >= 4 and len(da) == len(db) and sorted(da) == sorted(db) and fit.slip(da, db)

    def short_for(self, a: int, b: int) -> bool:
        """One figure counts the short name of what the other counts: 1172个调委会, 人民调解委员会1127个."""
        c = self.c
        for x, y in ((a, b), (b, a)):
            noun = noun_after(c.post[x])
            for width in (4, 3, 2):
                if abbreviates(noun[:width], ROW_NAMED.sub("", c.pre[y])[-12:]):
                    return True
        return False

    def same_thing(self, a: int, b: int, shared_words: frozenset, tied: set[int]) -> bool:
        """Do two unequal figures claim to be one quantity? Only like words and a keying slip together say so."""
        c, f = self.c, self.c.figures
        if f.hedge[a] or f.hedge[b] or f.step[a] != f.step[b]:
            return False
        if self.overlaps(a, b) or a in tied or b in tied:
            return False
        da, db = self.prints(a), self.prints(b)
        if (
            f.dec[a] != f.dec[b]
            or len(da) < 3
            or (not [w for w in shared_words if w not in _VAGUE] and not self.short_for(a, b))
        ):
            return False
        if not fit.slip(da, db):
            return False
        wa, wb = self.words(a), self.words(b)
        if f.kind[a] == "percent":
            na, nb = core(rate_name(c, a)), core(rate_name(c, b))
            if not na or not nb or not (na.endswith(nb) or nb.endswith(na)):
                return False
            ta, tb = c.clause_text[a], c.clause_text[b]
            if bool(TIME.search(ta)) != bool(TIME.search(tb)) or qualifiers(ta) != qualifiers(tb):
                return False
            return sorted(da) == sorted(db) or len(da) >= 4
        if times(c, a) != times(c, b) or qualifiers(wa) != qualifiers(wb):
            return False
        share = len(shared_words) / max(1, min(len(bigrams(wa)), len(bigrams(wb))))
        swapped = sorted(da) == sorted(db) and len(da) == len(db)
        if swapped and not shared_words:
            return True
        if len(da) >= 4 and same_head(c, a, b) and _SAME_THING.search(c.pre[a][-6:] + c.pre[b][-6:]):
            return True
        if swapped and len(da) == 3:
            return share >= 0.9 and len(shared_words) >= 2 and len(bigrams(wa) | bigrams(wb)) <= 2 * len(shared_words)
        if swapped:
            return share >= 0.5 or (len(shared_words) >= 2 and len(da) >= 4) or (len(da) >= 4 and share >= 0.15)
        return share >= 0.75 and len(shared_words) >= 2 and len(da) >= 3 and c.block[a] != c.block[b]

    def sure(self, a: int, b: int) -> bool:
        """Are digits swapped in a number so long that nothing else explains it?"""
        da, db = self.prints(a), self.prints(b)
        return len(da) >= 4 and sorted(da) == sorted(db) and len(da) == len(db)
