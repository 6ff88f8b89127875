"""Equal numbers and like words: one quantity stated twice."""

from __future__ import annotations

import re

from audit.relate.rates import rate_name
from audit.relate.relations import WARNING
from audit.relate.repeats.nouns import noun_after, same_noun, same_unit_of
from audit.relate.repeats.pairs import Pairs
from audit.relate.repeats.words import ROW_NAMED
from audit.relate.words import bigrams

_ROUND = re.compile(r"精确|准确|确切|实为|即")
_WHOLE = re.compile(r"全年|全县|全区|全市|中心|共|总|累计")
_FOR = re.compile(
    r"为[^，,。；;]{4,40}(?:等|者|人|群体|对象|企业)[^，,。；;]{0,20}$|通过[“\"][^”\"]{1,12}[”\"][^，。]{0,40}$"
)
_WHOLE_AND_PART = re.compile(r"其中|均|全部")


class Equal(Pairs):
    """7.14万件（精确数为71412件）; 共办结1286件 … 办结的1286件."""

    # ---------------------------------------------------------------- 7.14万件（精确数为71412件）
    def rounded_pairs(self) -> None:
        """7.14万件（精确数为71412件）: the exact number in the bracket behind the rounded one."""
        c, f = self.c, self.c.figures
        for a, b in c.exact.items():
            self.add(a, b)
        for a, b in zip(self.ids, self.ids[1:], strict=False):
            if f.unit[a] != f.unit[b] or c.bracket[b] < f.end[a] - 1 or c.bracket[b] == c.bracket[a]:
                continue
            inside = c.text[c.bracket[b] : f.start[b]]
            if (
                (f.step[a] or f.hedge[a])
                and not f.step[b]
                and c.bracket[b] - f.end[a] <= 4
                and (_ROUND.search(inside) or self.overlaps(a, b))
            ):
                self.add(a, b)

    # ---------------------------------------------------------------- equal values, like words
    def equal(self) -> None:
        """Equal values with like words; each figure is related with the nearest one before it."""
        c, f = self.c, self.c.figures
        by_value: dict[tuple, list[int]] = {}
        for i in self.ids:
            n, d = f.num[i], f.dec[i]
            while d and n % 10 == 0:
                n, d = n // 10, d - 1
            by_value.setdefault((n, d, f.kind[i] == "percent"), []).append(i)
        for (n, _, percent), ids in by_value.items():
            if len(ids) < 2 or len(ids) > 40 or (percent and n in (100, 0)):
                continue
            big = len(str(abs(n)).rstrip("0"))
            for k, b in enumerate(ids):
                for a in reversed(ids[:k]):
                    x, y = f.cell[a], f.cell[b]
                    if x is not None and y is not None and c.grids[x[0]].table is c.grids[y[0]].table:
                        continue
                    if (x is None) != (y is None):
                        continue  # prose that restates a cell: restated.py
                    if b in self.related.get(a, ()) and not (c.clause[b] - c.clause[a] == 1 and not c.pre[b].strip()):
                        continue
                    if self.alike(a, b, big, percent):
                        self.add(a, b, chance=10.0**-big)
                        self.whole_and_part(a, b)
                        break

    def alike(self, a: int, b: int, digits: int, percent: bool) -> bool:
        """Are equal numbers of so many digits one quantity, by unit, noun and words?"""
        c, f = self.c, self.c.figures
        if (
            f.kind[a] != f.kind[b]
            and "" not in (f.unit[a], f.unit[b])
            and not (f.kind[a] in ("count",) and f.kind[b] in ("count",))
        ):
            return False
        wa, wb = self.words(a), self.words(b)
        common_words = bigrams(wa) & bigrams(wb)
        same_unit = f.unit[a] == f.unit[b] or "" in (f.unit[a], f.unit[b])
        if c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] <= 1 and c.bracket[a] == c.bracket[b]:
            # 发现问题211个，211个问题全部完成整改
            noun = noun_after(c.post[b])
            return same_unit_of(f, a, b) and not c.pre[b].strip() and len(noun) >= 2 and noun[:2] in c.pre[a]
        if percent and (f.cell[a] is None) != (f.cell[b] is None) and digits >= 2 and self.row_named(a, b):
            return True
        if percent:
            na, nb = rate_name(c, a) or wa, rate_name(c, b) or wb
            return f.dec[a] >= 1 and len(bigrams(na) & bigrams(nb)) >= 1
        need = 1 if digits >= 3 else 2
        score = len(common_words)
        if (percent is False and same_unit is False and f.unit[a] == noun_after(c.post[b])) or (
            f.unit[b] == noun_after(c.post[a]) and not same_unit
        ):
            return True
        if same_unit and abs(f.num[a]) >= 10 and same_noun(c, a, b):
            return True
        if (
            digits >= 3
            and same_unit
            and c.block[a] == c.block[b]
            and c.sentence[a] != c.sentence[b]
            and f.kind[a] == "count"
        ):
            return True
        if digits >= 3 and (f.cell[a] is None) != (f.cell[b] is None) and self.row_named(a, b):
            return True
        if (same_unit and f.kind[a] == "money" and digits >= 4) or (digits >= 6 and same_unit):
            return True
        if digits >= 3 and same_unit and score == 0:
            # four like digits seldom meet by chance
            return digits >= 4 and (f.cell[a] is None) != (f.cell[b] is None)
        if not same_unit and not (digits >= 3 and score >= 2):
            small = f.unit[a] in c.post[b][:3] or f.unit[b] in c.post[a][:3]
            if not small:
                return False
        share = score / max(1, min(len(bigrams(wa)), len(bigrams(wb))))
        return (score >= need and (digits >= 3 or share >= 0.34)) or (score >= 1 and share >= 0.5 and same_unit)

    def row_named(self, a: int, b: int) -> bool:
        """Does the sentence of the prose figure name the row of the table cell?"""
        c, f = self.c, self.c.figures
        cell, prose = (a, b) if f.cell[a] is not None else (b, a)
        place = f.cell[cell]
        if place is None:
            return False
        t, r, _ = place
        side = ROW_NAMED.sub("", c.grids[t].sides[r].split("/")[-1])
        return len(side) >= 3 and side in c.text[c.sentence_start[prose] : f.start[prose]]

    def whole_and_part(self, a: int, b: int) -> None:
        """A subset that its words qualify (为…等对象指派206件) is given the number of the whole (全年共…206件)."""
        c, f = self.c, self.c.figures
        if f.kind[a] != "count" or f.unit[a] != f.unit[b] or c.block[a] != c.block[b] or f.num[a] < 20:
            return
        for part, whole in ((a, b), (b, a)):
            words = c.clause_text[part]
            other = c.clause_text[whole]
            if (
                _FOR.search(words)
                and not _FOR.search(other)
                and _WHOLE.search(other)
                and not _WHOLE.search(words[-12:])
            ):
                shared_words = bigrams(c.pre[part][-8:]) & bigrams(c.pre[whole][-8:])
                if shared_words and not _WHOLE_AND_PART.search(words):
                    self.add(min(a, b), max(a, b), check="REP101")
                    self.made.discard((min(a, b), max(a, b)))
                    self.add(min(a, b), max(a, b), check="REP102", cap=WARNING)
                    return
