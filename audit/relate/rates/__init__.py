"""Stated rates and shares -> numerator, denominator, print. Words propose, numbers confirm."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.rates.named import Named
from audit.relate.rates.names import lexicon_row, rate_name
from audit.relate.rates.second_look import SecondLook
from audit.relate.rates.series import Series
from audit.relate.rates.shares import Shares
from audit.relate.rates.words import COUNTED, LAST_YEAR, NAME, SHARE
from audit.relate.relations import ERROR, WARNING, Relation

_OF_WHOLE = re.compile(r"(?:完成|达到|相当于|实现|达)?([一-鿿]{2,10})的(?:约|近|大约)?[ ]*$")
_GROWTH = re.compile(
    r"(?:增长|增加|上升|提高|提升|下降|降低|减少|回落|下滑|上涨|增幅|升幅|降幅|涨幅|跌幅|增速|递增|递减|压减|缩短|压缩|同比|环比|高于|低于|快于|慢于|高出|增收|减收|多征|少征|反弹|多|少|增|减|降|升|涨|跌|快|慢)"
    r"(?:了|约|近|逾|超过|分别|各|幅度|幅|速)*(?:为|达到|达|：|:)?[ ]*$"
)
_LEVEL = re.compile(r"(?:增长|增加|上升|提高|提升|下降|降低|减少|回落|升|降|增|缩短|压缩)(?:至|到|为)[ ]*$")
_TARGET = re.compile(r"目标|力争|确保|计划|预期|要求|任务|标准|不低于|以上的|底线")
_SINGLE = re.compile(r"目标|任务|计划|预期|指标")
_BOUNDED = re.compile(r"完成|增长|负债|杠杆|收入|利用|达产|产销|覆盖|结收|到位|执行")
_NAMED_RUN = re.compile(r"分别|依次")
_NAMED_RUN_2 = re.compile(r"[，,；;：:]")
_NAMED_RUN_3 = re.compile(r"、|和|及|与|以及")


class Rates(Series, Shares, Named, SecondLook):
    """Builds the rate relations of one document. One pass over its percentages, left to right."""

    # ------------------------------------------------------------------ driver
    def build(self) -> None:
        """Walk the percentages once: runs, then series, then each alone, then what its neighbours say of it."""
        c, f = self.c, self.c.figures
        n = len(f)
        i = 0
        singles: list[int] = []
        while i < n:
            if f.kind[i] != "percent" or f.cell[i] is not None:
                i += 1
                continue
            j = i
            while j + 1 < n and c.joined[j + 1] and f.kind[j + 1] == "percent" and f.cell[j + 1] is None:
                j += 1
            run = list(range(i, j + 1))
            i = j + 1
            if self.is_growth(run[0]):
                continue
            if len(run) > 1 and self.named_run(run):
                continue
            if len(run) > 1 and self.share_run(run):
                continue
            singles.extend(run)
        self.shares_in_series(singles)
        for p in singles:
            if p in self.done:
                continue
            self.single(p)
        for p in singles:
            if p not in self.done and self.is_share(p):
                self.sibling(p)
        for p in singles:
            if p not in self.done and self.is_share(p) and not self.base_words(p):
                num = self.share_numerator(p)
                if num is not None and not LAST_YEAR.search(self.c.clause_text[p]):
                    self.slipped_share(p, num)
        self.look_again()

    def named_run(self, run: list[int]) -> bool:
        """参考率、合格率分别为95.8%和96.2%: one rate name each."""
        c = self.c
        words = c.text[max(c.sentence_start[run[0]], c.figures.start[run[0]] - 60) : c.figures.start[run[0]]]
        head = _NAMED_RUN_2.split(_NAMED_RUN.split(words)[0])[-1]
        names = [w.strip() for w in _NAMED_RUN_3.split(head) if w.strip()]
        if len(names) != len(run) or sum(w.endswith("率") for w in names) < len(names):
            return False
        for p, name in zip(run, names, strict=True):
            self.rate(p, name)
        return True

    def is_growth(self, p: int) -> bool:
        """Do the words before a percentage say that it is a change? See changes."""
        c = self.c
        words = c.pre[p] if c.pre[p].strip() else c.clause_text[p]
        if _GROWTH.search(words) and not _LEVEL.search(words):
            name = NAME.search(words)
            return not (name and name.end(1) == len(words.rstrip()))
        return False

    def single(self, p: int) -> None:
        """One percentage: a share, a part of a named whole, or a rate by its name."""
        c, f = self.c, self.c.figures
        self.bounded(p)
        if _TARGET.search(c.post[p][:6]) and not SHARE.search(c.clause_text[p]):
            return
        pre = c.pre[p].strip()
        # 完成年度预算105425万元的5.39%
        if pre == "的" and p and f.end[p - 1] <= f.start[p] and f.kind[p - 1] in COUNTED:
            before = [
                i
                for i in self.counts_before(p, 6, 0)
                if i != p - 1 and f.kind[i] == f.kind[p - 1] and c.sentence[i] == c.sentence[p]
            ]
            if before:
                self.pair(p, [[before[0]]], [p - 1], explicit=True, label=c.label[before[0]])
            return
        if self.is_share(p):
            self.share(p)
            return
        whole = _OF_WHOLE.search(c.clause_text[p])
        if whole is not None and not NAME.search(c.pre[p]):
            before = [i for i in self.counts_before(p, 6, 0) if c.sentence[i] == c.sentence[p]]
            if before:
                over = f.num[p] > 100 * 10 ** f.dec[p]
                same = [
                    d
                    for d in self.earlier(before[0])
                    if f.kind[d] == f.kind[before[0]]
                    and (over or f.num[d] * 10 ** f.dec[before[0]] >= f.num[before[0]] * 10 ** f.dec[d])
                ]
                named = sorted(
                    (d for d in same if self.base_match(whole.group(1), d) >= 0.34),
                    key=lambda d: (-self.base_match(whole.group(1), d), -d),
                )
                fitting = [d for d in named if self.fits([before[0]], [d], p)]
                if not fitting and (behind := self.base_ahead(p, whole.group(1), before[:1])) is not None:
                    fitting = [behind]
                if not fitting and _SINGLE.search(whole.group(1)):
                    return
                if fitting or (named and self.base_match(whole.group(1), named[0]) >= 0.5):
                    self.add(
                        [before[0]],
                        [(fitting or named)[0]],
                        p,
                        named=True,
                        label=c.label[before[0]],
                        cap=ERROR if fitting else WARNING,
                    )
            return
        if f.hedge[p] and (self.again(p) or self.rounder(p)):
            return
        name = rate_name(c, p)
        if name.endswith(
            ("压减率", "压缩率", "核减率", "审减率", "增长率", "下降率", "精简率", "提速率", "降低率", "增减率")
        ):
            return  # a change: see changes.py
        if name.endswith(("率", "度", "面", "进度", "贷比", "存比", "收支比", "结收比")):
            self.rate(p, name)

    def bounded(self, p: int) -> None:
        """A rate of a part is never above 100: only one that is becomes a relation, the others have better ones."""
        c, f = self.c, self.c.figures
        if f.num[p] <= 100 * 10 ** f.dec[p] or f.unit[p] != "%":
            return
        name = rate_name(c, p)
        if (name.endswith("率") and lexicon_row(name)["on"] and not _BOUNDED.search(name)) or (
            self.is_share(p) and not name
        ):
            values = {"rep": f.num[p], "scale": 10 ** f.dec[p], "low": 0, "high": 100}
            self.out.append(
                Relation(
                    "granularity",
                    "bounds",
                    "ORD102",
                    [("reported", p)],
                    values,
                    p,
                    WARNING,
                    0.0,
                    [],
                    name or c.label[p],
                )
            )


def rates(c: Context, out: list[Relation]) -> None:
    """Relate every stated rate and share of a document.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Rates(c, out).build()


__all__ = ["COUNTED", "Rates", "lexicon_row", "rate_name", "rates"]
