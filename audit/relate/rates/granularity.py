"""No numerator in the text: can any whole number of the one candidate base give the print?"""

from __future__ import annotations

import re

from audit.relate.rates.bases import Bases
from audit.relate.rates.words import NEGATIVE
from audit.relate.relations import WARNING, Relation
from audit.relate.words import overlap

_BAD = re.compile(r"差评|不满意|不合格|未办结|未通过|不达标")
_ALL = re.compile("共|总|合计")
_OPEN_BASE = frozenset(
    (
        "覆盖率",
        "知晓率",
        "参与率",
        "普及率",
        "使用率",
        "入驻率",
        "可办率",
        "网办率",
        "电子化率",
        "公开率",
        "到位率",
        "网上可办率",
        "安装率",
        "配备率",
    )
)
_GRANULARITY = re.compile(r"[，,。；;：:]")
_GRANULARITY_2 = re.compile(r"全部|均|都")


class Granularity(Bases):
    """87.5% of 16 cases is 14, 97.56% of 130 is no whole number of them."""

    def granularity(
        self,
        p: int,
        name: str,
        row: dict,
        survey: bool,
        sentence: list[int],
        modifiers: list[str],
        has_numerator: bool,
    ) -> None:
        """No numerator in the text: can any whole number of the one candidate base give the print?"""
        c, f = self.c, self.c.figures
        if f.hedge[p] or f.unit[p] == "‰":
            return  # 死亡率7.70‰ is of the people of a year, which the sentence does not give
        bases = [
            i
            for i in sentence
            if f.kind[i] == "count"
            and f.step[i] <= 1
            and f.unit[i] not in ("次", "场", "场次", "期", "轮", "批", "天", "人次", "枚", "篇次", "类")
            and f.num[i] > 0
        ]
        bases = [
            i
            for i in bases
            if (c.bracket[i] < 0 or c.bracket[i] == c.bracket[p])
            and not (_BAD.search(c.pre[i][-6:]) and not _BAD.search(name))
            and (f.num[i] >= 10 or c.text[f.start[i]].isdigit())
            and f.unit[i] not in ("档", "种", "级")
            and not (
                len(name) >= 3 and name.endswith("率") and name[:-1] in c.pre[i]
            )  # 死亡3612人 is no base of 死亡率
        ]
        if not bases:
            return
        on = [i for i in bases if self.word_score(i, row["on"] + ["应"]) > 0]
        explicit = self.base_words(p)
        if explicit:
            bases = [i for i in bases if self.base_match(explicit, i) >= 0.34]
            if not bases:
                return
        near = bases[0]
        if _ALL.search(c.pre[near][-4:]) and c.clause[p] - c.clause[near] == 1:
            on = [near]  # 建议34件、提案51件，共85件，办复率100%: of all of them
        full = f.num[p] == 100 * 10 ** f.dec[p] or f.num[p] == 0
        other_sentence = c.sentence[bases[0]] != c.sentence[p]
        close = [i for i in bases if c.clause[p] - c.clause[i] <= 1]
        if close and not full:
            bases, on = close, [i for i in on if i in close]
        if full and c.clause[bases[0]] < c.clause[p] - 4:
            return
        values = {f.num[i] for i in bases}
        d = on[0] if on else bases[0]
        if full:
            # 普通程序案件全部听取意见，听取意见率100%: the clause says of which of them
            clauses = _GRANULARITY.split(c.text[max(c.sentence_start[p], f.start[p] - 40) : f.start[p]])
            around = _GRANULARITY_2.split(clauses[-2]) if len(clauses) > 1 else [""]
            words = around[0] if len(around) > 1 else ""
            said = [
                i
                for i in bases
                if len(words) >= 2
                and bool(NEGATIVE.search(words)) == bool(NEGATIVE.search(c.pre[i][-8:]))
                and (overlap(words, c.label[i] + c.pre[i][-10:]) >= 0.5)
            ]
            d = said[0] if said else d
        cap = WARNING
        if (
            (len(values) > 1 and not full)
            or name[-4:] in _OPEN_BASE
            or name[-3:] in _OPEN_BASE
            or row["rate"] in _OPEN_BASE
            or (has_numerator and not modifiers and not full)
        ):
            cap = "none"
        if not row["on"] or other_sentence or (not survey and not on):
            cap = "none"
        low, high = (f.low[d], f.high[d]) if f.hedge[d] else (f.num[d], f.num[d])
        if low is None or high is None or f.dec[d]:
            return
        scale = 10 ** f.dec[p]
        values_ = {
            "rep": f.num[p],
            "scale": scale,
            "per": 1000 if f.unit[p] == "‰" else 100,
            "den_lo": low,
            "den_hi": high,
        }
        if cap == "none" and not attainable(f.num[p], scale, low, high):
            return
        if full and not on and c.clause[p] - c.clause[d] > 2:
            return
        self.out.append(
            Relation(
                "rate" if full else "granularity",
                "granularity",
                "GRN101",
                [("denominator", d), ("reported", p)],
                values_,
                p,
                WARNING,
                0.0,
                [],
                name,
                "",
                {"rate": row["rate"], "survey": survey},
            )
        )
        self.done.add(p)


def attainable(rep: int, scale: int, low: int, high: int) -> bool:
    """Is there a whole k <= n with n in [low, high] that prints as rep? Used to decide whether to ask, never to
    judge.
    """
    k = 100 * scale
    if high - low > 5000:
        return True
    for n in range(max(1, low), high + 1):
        first = -(-(2 * rep - 1) * n // (2 * k))
        if 2 * k * first <= (2 * rep + 1) * n and 0 <= first <= n:
            return True
    return False
