"""Words that point back: 上述6卷, 已办结的135件中."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.relations import WARNING
from audit.relate.repeats.nouns import noun_after
from audit.relate.repeats.pairs import NEAREST, Pairs

_OF_STAGE = re.compile(r"(办结|审结|结案|受理|立案|收到|查处|调解)(?:的)?$")
_ANAPHORA = re.compile(r"[ ]*[^，,。；;0-9]{0,6}中")
_ANAPHORA_2 = re.compile(r"(?:上述|前述)[ ]*$")


class Pointing(Pairs):
    """An earlier figure of the unit must have the number."""

    # ---------------------------------------------------------------- 上述6卷不合格案卷
    def anaphora(self) -> None:
        """上述, 前述 and 以上 point back: an earlier figure of the unit must have the number, and the one whose
        words agree is meant.
        """
        c, f = self.c, self.c.figures
        for at, i in enumerate(self.ids):
            if f.kind[i] != "count" or f.hedge[i]:
                continue
            whole = _OF_STAGE.search(c.pre[i].strip())
            if whole and _ANAPHORA.match(c.post[i]):
                # 已办结的135件中: the same stage was counted before
                before = [
                    j
                    for j in self.ids[max(0, at - NEAREST) : at]
                    if f.unit[j] == f.unit[i]
                    and f.kind[j] == "count"
                    and f.cell[j] is None
                    and whole.group(1) in c.pre[j][-6:]
                    and c.sentence[j] != c.sentence[i]
                ]
                if (
                    before
                    and not any(f.num[j] == f.num[i] for j in self.ids[max(0, at - NEAREST) : at])
                    and any(fit.slip(str(f.num[j]), str(f.num[i])) for j in before[-2:])
                    and f.num[i] >= 20
                ):
                    self.add(before[-1], i, cap=WARNING)
                continue
            if not _ANAPHORA_2.search(c.pre[i]):
                continue
            noun = noun_after(c.post[i])
            earlier = [
                j
                for j in self.ids[max(0, at - NEAREST) : at]
                if f.unit[j] == f.unit[i] and f.kind[j] == "count" and f.cell[j] is None
            ]
            same = [j for j in earlier if f.num[j] == f.num[i] and f.dec[j] == f.dec[i]]
            if same:
                self.add(same[-1], i)
                continue
            head = noun[:3]
            named = [
                j
                for j in earlier
                if len(head) >= 2 and (c.pre[j].strip().endswith(head) or c.post[j].strip().startswith(head))
            ]
            if named and len({f.num[j] for j in named}) == 1:
                self.add(named[-1], i, cap=WARNING)
