"""Parts, then their total: 共, 合计, or nothing but the number."""

from __future__ import annotations

import re

from audit.relate.sums.lists import Lists
from audit.relate.sums.units import same_family
from audit.relate.sums.words import KIND_UNITS

_TOTAL_AFTER = re.compile(
    r"(?:合计|共计|总计|共|累计|总共|两项合计|三项合计|一并|加总|总数[为达]?|总量|合并计算|全部)[^，,。；;]{0,10}$"
)
_TOTAL_ALONE = re.compile(r"^[ ]*(?:合计|共计|总计|共)")
_BEFORE_TOTAL = re.compile(r"合计|共计|总计")
_BEFORE_TOTAL_2 = re.compile(r"合计|合并|共计|总计|上述|两项|三项|相加|加起来")
_BEFORE_TOTAL_3 = re.compile(r"合计|合并|共计|总计|上述|相加|加起来")
_TOTAL_OF_TWO = re.compile(r"[^，,。；;]{0,16}(?:均|全部|已|实现)")
_TOTAL_OF_TWO_2 = re.compile(r"纠错|纠正")
_TOTAL_OF_TWO_3 = re.compile(r"撤销|变更|确认违法|确认无效|责令履行|违法|无效|履行")


class Before(Lists):
    """新建3个、改扩建5个，8个项目均已开工; 三者合计1046件."""

    # ---------------------------------------------------------------- parts, then total
    def before_total(self, t: int) -> None:
        """共, 合计 and the like: figures before the total that make it."""
        c, f = self.c, self.c.figures
        words = c.clause_text[t] if len(c.pre[t].strip()) < 2 else c.pre[t]
        k = self.at[t]
        if k and self.twins(self.seq[k - 1], t):
            # 合计1481件1859人: said once for both units
            words = c.pre[self.seq[k - 1]]
            k -= 1
        if not _TOTAL_AFTER.search(words.rstrip(" 约为达")):
            self.total_of_two(t, k)
            return
        back = []
        for j in range(k - 1, max(-1, k - 14), -1):
            i = self.seq[j]
            if (
                c.sentence[i]
                < c.sentence[t] - (4 if "上述" in c.text[c.sentence_start[t] : f.start[t]] or "合并" in words else 1)
                or c.block[i] != c.block[t]
            ):
                break
            if c.bracket[i] != c.bracket[t]:
                continue
            if not same_family(c, t, i):
                if f.kind[i] == f.kind[t] and f.unit[i] not in KIND_UNITS and not self.has_twin(j):
                    break
                continue
            back.append(i)
        for size in self.prefixes(t, back):
            parts = back[:size][::-1]
            self.add(t, parts, chance=0.01)
            return
        if _BEFORE_TOTAL.search(words):
            # parts each in a bracket of its own: 公安（312件）、自然资源（287件）…五者合计1046件
            loose = [
                i
                for i in self.seq[max(0, k - 14) : k]
                if c.sentence[i] == c.sentence[t] and f.unit[i] == f.unit[t] and c.bracket[i] != c.bracket[t]
            ][::-1]
            for size in range(2, len(loose) + 1):
                if self.gap(t, loose[:size]) == 0:
                    self.add(t, loose[:size][::-1], chance=0.01)
                    return
        row = back[:1]
        for i in back[1:]:
            if "、" not in c.text[f.end[i] : f.start[row[-1]]] or f.unit[i] != f.unit[t] or c.half[i] != c.half[t]:
                break
            row.append(i)
        if (
            len(row) >= 3
            and f.unit[row[0]] == f.unit[t]
            and c.clause[t] - c.clause[row[0]] <= 1
            and _TOTAL_ALONE.search(c.pre[t]) is not None
            and not any(c.delta[i] for i in row)
        ):
            self.judge(t, row[::-1], 2.0 + self.parallel(t, row[::-1]), "", far=False)  # 4件、9件、27件，共40件
            return
        # totals whose parts are named apart: 上述案件合并计算，共收3,550件
        alone = _TOTAL_ALONE.search(c.pre[t]) is not None and len(row) == 2
        if (
            alone
            or _BEFORE_TOTAL_2.search(c.clause_text[t])
            or _BEFORE_TOTAL_3.search(c.text[c.sentence_start[t] : f.start[t]])
        ):
            pool = [i for i in back if not f.hedge[i]]
            for x in range(len(pool)):
                for y in range(x + 1, len(pool)):
                    if self.gap(t, [pool[x], pool[y]]) == 0:
                        self.add(t, [pool[y], pool[x]], chance=0.02)
                        return
            if (
                ("合计" in words or _TOTAL_ALONE.search(c.pre[t]) is not None)
                and len(back) >= 2
                and c.sentence[back[1]] == c.sentence[t]
                and self.near(t, back[:2][::-1])
                and f.unit[back[0]] == f.unit[back[1]] == f.unit[t]
            ):
                alone = (
                    sum(
                        1
                        for i in self.seq[max(0, k - 6) : k]
                        if c.sentence[i] == c.sentence[t] and f.unit[i] == f.unit[t]
                    )
                    == 2
                )
                self.judge(t, back[:2][::-1], (2.2 if alone else 1.4) + self.parallel(t, back[:2][::-1]), "", far=False)

    def total_of_two(self, t: int, k: int) -> None:
        """Totals that no word announces: 新建3个、改扩建5个，8个项目均已开工; 撤销4件，确认违法2件；直接纠错6件."""
        c, f = self.c, self.c.figures
        if k < 2:
            return
        back = [
            i
            for i in self.seq[max(0, k - 4) : k][::-1]
            if c.block[i] == c.block[t]
            and c.sentence[i] == c.sentence[t]
            and f.unit[i] == f.unit[t]
            and c.bracket[i] == c.bracket[t]
        ]
        if len(back) < 2 or back[0] != self.seq[k - 1]:
            return
        whole = (not c.pre[t].strip() and _TOTAL_OF_TWO.match(c.text, f.end[t], f.end[t] + 24) is not None) or (
            _TOTAL_OF_TWO_2.search(c.pre[t][-6:]) is not None
            and all(_TOTAL_OF_TWO_3.search(c.pre[i]) for i in back[:2])
        )
        if not whole:
            return
        for size in range(2, len(back) + 1):
            if self.gap(t, back[:size]) == 0:
                self.add(t, back[:size][::-1], chance=0.1)
                return

    # ---------------------------------------------------------------- 三县合计20084件
    def groups(self) -> None:
        """The sum that words such as 三县合计 state of the figures they point back at."""
        for g in self.c.joint:
            if g.total in self.at and all(i in self.at for i in g.items):
                said = (
                    2.4 if g.sure and "计" in self.c.text[g.start : g.end] else 1.0
                )  # 两项合计, of two that are listed
                self.judge(g.total, g.items, said + self.parallel(g.total, g.items), "", far=False)
