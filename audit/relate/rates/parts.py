"""Is a percentage a share, and of which figure does it state the share?"""

from __future__ import annotations

import re

from audit.relate.rates.bases import Bases
from audit.relate.rates.names import bare
from audit.relate.rates.words import COUNTED, NAME, SHARE
from audit.relate.words import shared

_UNIT_WORDS = frozenset(("件", "批次", "人次", "件次", "户", "家", "人", "项", "个", "起", "户次", "人数", "金额"))
_BARE_HEDGE = re.compile(r"不到|不足|将?近|接近|超过|突破|逾|约|大约|已|达|均|都|首次")
_REACHED = re.compile(r"(?:升|降|提高|下降|上升|增长|增加|减少|降低|提升|扩大|缩小)(?:到|至|为)[ ]*$")
_STARTED = re.compile(r"[由从][^，,。；;由从]{0,10}$")
_LISTED = re.compile(r"、")
_LAST_YEARS = re.compile(r"(?:上年|去年|上期|上年同期|去年同期)(?:同期)?(?:为|是)?[ ]*$")
_SHARE_NUMERATOR = re.compile(r"(?:约|近|大约|合计|总计|共|分别|则|只|仅)+$")
_SHARE_NUMERATOR_2 = re.compile(r"数$")
_SHARE_NUMERATOR_3 = re.compile(r"(?:两项|两类|三类|合计|共)+$")
_SHARE_NUMERATOR_4 = re.compile(r"[、]|和|与|及")


class Parts(Bases):
    """…140件，占92.71%; 公安47件（40.2%）; 批次占31.9%."""

    # ------------------------------------------------------------------ one percentage
    def is_share(self, p: int) -> bool:
        """Do its words, or its place, say that a percentage is a share?"""
        words = bare(self.share_words(p))
        m = NAME.search(words)
        if m is not None and m.group(1).endswith("率"):
            return False
        return SHARE.search(words) is not None or self.bare_bracket(p) or self.bare_hedge(p)

    def share_words(self, p: int) -> str:
        """The words of its clause before a percentage; 占比由23.1%提高到25.9%: before the first of the two."""
        c = self.c
        if p and _REACHED.search(c.pre[p]) and c.figures.kind[p - 1] == "percent" and c.clause[p - 1] == c.clause[p]:
            return _STARTED.sub("", c.clause_text[p - 1])
        return c.clause_text[p]

    def bare_hedge(self, p: int) -> bool:
        """19个卫生院中达标的只有7个，不到四成: a round percentage alone in its clause is the share of the figure
        before it.
        """
        c, f = self.c, self.c.figures
        return (
            bool(f.hedge[p])
            and p > 0
            and f.kind[p - 1] == "count"
            and c.sentence[p - 1] == c.sentence[p]
            and c.clause[p] - c.clause[p - 1] == 1
            and not _BARE_HEDGE.sub("", c.pre[p]).strip()
            and c.text[f.end[p] : f.end[p] + 1] in ("。", "；", ";", "，", ",")
        )

    def bare_bracket(self, p: int) -> bool:
        """公安47件（40.2%）: a percentage alone in the bracket after a count is its share."""
        c, f = self.c, self.c.figures
        b = c.bracket[p]
        return (
            b >= 0
            and p > 0
            and f.kind[p - 1] in COUNTED
            and 0 <= b - f.end[p - 1] <= 1
            and not c.text[b + 1 : f.start[p]].strip("占 约")
            and c.text[f.end[p] : f.end[p] + 2].lstrip()[:1] in ("）", ")", "，", ",", "；", "、")
        )

    def share_numerator(self, p: int) -> list[int] | None:
        """The figure(s) whose share p states: the one its clause follows, or those that its subject names."""
        c = self.c
        if p in self.joint:
            return self.joint[p]
        clause = self.share_words(p)
        subject = SHARE.split(clause)[0]
        subject = _SHARE_NUMERATOR.sub("", subject.strip())
        joint = "合计" in clause or "两项" in clause or "两类" in clause or "之和" in clause
        if self.bare_bracket(p):
            return [p - 1]
        before = [i for i in self.counts_before(p, 10, 0) if not _LAST_YEARS.search(c.clause_text[i][-8:])]
        # 占不合格案卷总数的八成（4卷): the part stands in the bracket after its share
        if (
            p + 1 < len(c.figures)
            and c.figures.kind[p + 1] == "count"
            and 0 <= c.bracket[p + 1] - c.figures.end[p] <= 1
            and not c.text[c.bracket[p + 1] + 1 : c.figures.start[p + 1]].strip("即共约 ")
        ):
            return [p + 1]
        if not before:
            hit = self.named(subject, self.counts_before(p, 12, 2)) if len(subject) >= 2 else None
            return None if hit is None else [hit]
        near = before[0]
        if joint and len(subject) < 2 and c.joined[near]:
            run = [near]
            while c.joined[run[-1]] and run[-1] - 1 in before:
                run.append(run[-1] - 1)
            return sorted(run)
        if graded := self.grade_and_above(subject, before):
            return graded
        if subject and _SHARE_NUMERATOR_2.sub("", subject) in _UNIT_WORDS:
            # 来访404批次、2040人次，批次占31.9%: the unit is the subject
            unit = _SHARE_NUMERATOR_2.sub("", subject)
            return next(([i] for i in before if c.figures.unit[i] == unit), None)
        if subject and (c.clause[near] != c.clause[p]) and len(subject) >= 2:
            names = [w for w in _SHARE_NUMERATOR_4.split(_SHARE_NUMERATOR_3.sub("", subject)) if len(w) >= 2]
            listed = len(names) >= 2 and _LISTED.search(subject) is not None
            if (joint or listed) and len(names) >= 2:
                picked = [best for w in names if (best := self.named(w, before)) is not None]
                if len(picked) == len(names) and len(set(picked)) == len(picked):
                    return sorted(picked)
            hit = self.named(subject, before)
            if hit is not None:
                return [hit]
            if shared(subject, c.label[near]) == 0 and c.sentence[near] != c.sentence[p]:
                return None
        if c.sentence[near] != c.sentence[p] and c.clause[near] != c.clause[p] - 1:
            return None
        return [near]
