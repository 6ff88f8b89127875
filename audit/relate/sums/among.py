"""Parts that never exceed their whole: 其中 with one part, one kind of case, what was added this year."""

from __future__ import annotations

import itertools
import re

from audit.relate.relations import WARNING
from audit.relate.sums.lists import Lists
from audit.relate.sums.words import NAMED_WHOLE, NOT_PART
from audit.relate.words import bigrams, overlap

_PEOPLE = frozenset(("人", "名", "位"))
_AMONG_2 = re.compile(r"[ ]*(?:包含|含|计算)?在内")
_AMONG_3 = re.compile(r"(?:中|里)(?:[，,]|[仍还已共只尚就]?有)[^，,。；;]{0,8}$")
_AMONG_4 = re.compile(r"其中")
_CUMULATIVE = re.compile(
    r"(?:累计|总数|总量|总计|总面积)[^，,。；;]{0,6}$|(?:累计|总数|总量)?(?:达到?|增至|增加到)(?:约)?$"
)
_CUMULATIVE_2 = re.compile(r"累计|总数|总量|总计|总面积|达")
_CUMULATIVE_3 = re.compile(r"新|增(?![长幅速])|建|培育|认定|引进|创建|改造|入选|获")
_CUMULATIVE_4 = re.compile(r"(?:累计|总数|总量|总计|总面积|达到?|增至|增加到)+$")
_THIS_YEAR = re.compile(r"(?:其中)?(?:今年(?:以来)?|本年度?|当年|年内|(?:19|20)[0-9]{2}年)(?:新增?|共|已|又)?")
_THRESHOLDS = re.compile(r"[ ]*(?:及|含)?以上")
_SCOPE = re.compile(r"[ ]*(?:其中[，,]?[一-鿿]{2,6}|(?:民事|刑事|行政|执行|商事|民商事)[一-鿿]{0,4}案件)")


class Among(Lists):
    """107卷优秀案卷中，有15卷; 累计达到26.8万亩; 收入20万元以上的118个，50万元以上的43个."""

    # ---------------------------------------------------------------- 其中 with one part; 107卷优秀案卷中，有15卷
    def among(self) -> None:
        """A part that 其中 (or …中，有) introduces never exceeds its whole: the nearest figure before it that is
        no part and no change.
        """
        c, f = self.c, self.c.figures
        for k, i in enumerate(self.seq):
            if k == 0 or c.block[self.seq[k - 1]] != c.block[i]:
                continue
            p = self.seq[k - 1]
            j = i - 1
            while j >= 0 and c.limit[j]:
                j -= 1  # 其中投资5亿元以上的4个
            lead = c.text[max(c.sentence_start[i], f.end[j] if j >= 0 else 0) : f.start[i]]
            if _AMONG_2.match(c.post[i]) and f.unit[p] == f.unit[i]:
                self.subset(p, [i])  # 受理6380件，旧存214件包含在内
                continue
            inner = (
                "其中" in lead
                or ("其中" in c.clause_text[i])
                or (c.clause[p] == c.clause[i] and f.unit[p] != f.unit[i] and "其中" in c.clause_text[p])
            )
            of_those = (
                _AMONG_3.search(
                    c.text[max(f.end[p], f.start[i] - 40) : f.start[i]],
                )
                is not None
                and c.clause[i] - c.clause[p] <= 1
                and c.sentence[i] == c.sentence[p]
            )
            named = NAMED_WHOLE.search(lead[-36:])
            if not inner and (not of_those or (named and (named.start(1) > 0 or len(lead) > 36))):
                self.among_named(i, k)
                continue
            if any(t != i and (f.unit[t] == f.unit[i] or size > 1) for t, size in self.wholes_of.get(i, ())):
                continue
            if NOT_PART.search(c.pre[i]) or (f.hedge[i] and f.hedge[i] != "over"):
                continue
            wholes = []
            for q in reversed(self.seq[max(0, k - 8) : k]):
                if c.block[q] != c.block[i] or c.sentence[q] < c.sentence[i] - 1:
                    break
                if (
                    not (f.unit[q] == f.unit[i] or {f.unit[q], f.unit[i]} <= _PEOPLE)
                    or f.kind[q] != f.kind[i]
                    or c.delta[q]
                    or NOT_PART.search(c.pre[q])
                    or "均" in c.pre[q]
                    or (c.bracket[q] >= 0 and c.bracket[q] != c.bracket[i])
                ):
                    continue
                wholes.append(q)
            if not wholes:
                continue
            fitting = [q for q in wholes if self.gap(q, [i]) <= 0]
            t = fitting[0] if fitting else wholes[0]
            tail = c.pre[i][-2:]
            if (
                len(fitting) > 1
                and len(tail) == 2
                and tail not in c.pre[t]
                and tail in c.pre[fitting[1]][-6:]
                and c.sentence[fitting[1]] == c.sentence[i]
            ):
                t = fitting[1]  # 调解纠纷2308件，成功2271件，其中疑难纠纷214件: the thing counted is the same
            if not fitting:
                w = wholes[0]
                other = any(
                    f.kind[x] == f.kind[i] == "count" and f.unit[x] == f.unit[i] and not c.delta[x]
                    for x in self.seq[self.at[w] + 1 : k]
                )
                direct = (
                    c.sentence[i] == c.sentence[w]
                    and ("其中" in lead or of_those)
                    and not other
                    and c.half[i] - c.half[w] <= 1
                    and c.bracket[w] == c.bracket[i]
                )
                if not direct or (self.part_of.get(w) is not None and w != p):
                    continue
            elif (
                t != wholes[0]
                and wholes[0] == p
                and c.clause[i] - c.clause[p] <= 1
                and wholes[0] not in self.part_of
                and not _AMONG_4.search(c.clause_text[p])
                and not c.joined[p]
            ):
                t = wholes[0]  # 文书24份，其中意见书27份: the whole is the figure right before
            self.subset(t, [i], WARNING if not fitting and t != p else None)

    def among_named(self, i: int, k: int) -> None:
        """网上可办1469项，…网上可办事项中，全程网办1496项: the whole is a figure that the words before 中 name."""
        c, f = self.c, self.c.figures
        m = NAMED_WHOLE.search(c.text[max(c.sentence_start[i], f.end[i - 1] if i else 0, f.start[i] - 36) : f.start[i]])
        if m is None or NOT_PART.search(c.pre[i]):
            return
        best, score = None, 0.0
        for q in reversed(self.seq[max(0, k - 20) : k]):
            if c.block[q] != c.block[i] or f.unit[q] != f.unit[i] or f.kind[q] != f.kind[i]:
                continue
            wanted = bigrams(m.group(1))
            s = len(wanted & bigrams(c.pre[q][-12:] + c.post[q][:8])) / max(1, len(wanted))
            if s > score:
                best, score = q, s
        if best is not None and score >= 0.5:
            self.subset(best, [i])

    # -------- 受理879件，审结700件。其中民事案件受理755件，审结600件
    def scopes(self) -> None:
        """A sentence on one kind of case after a sentence on all of them: stage by stage, the kind never exceeds
        the whole.
        """
        c, f = self.c, self.c.figures
        by_sentence: dict[int, list[int]] = {}
        for i in self.seq:
            by_sentence.setdefault(c.sentence[i], []).append(i)
        for key, ids in by_sentence.items():
            head = c.text[c.sentence_start[ids[0]] : f.start[ids[0]]]
            m = _SCOPE.match(head)
            before = [*by_sentence.get(key - 1, ()), *by_sentence.get(key - 2, ())]
            before = [i for i in before if c.block[i] == c.block[ids[0]]]
            if m is None or not before:
                continue
            if _SCOPE.match(c.text[c.sentence_start[before[0]] : f.start[before[0]]]):
                continue
            for b in ids:
                for a in before:
                    if (
                        c.roles[a]
                        and c.roles[a] == c.roles[b]
                        and f.unit[a] == f.unit[b]
                        and not NOT_PART.search(c.clause_text[b] + c.clause_text[a])
                    ):
                        self.subset(a, [b], WARNING)
                        break

    # ---------------------------------------------------------------- 建设3.2万亩，累计达到26.8万亩
    def cumulative(self) -> None:
        """What was added this year never exceeds what has accumulated, where the text sets one beside the other."""
        c, f = self.c, self.c.figures
        for k, t in enumerate(self.seq):
            if (
                f.hedge[t]
                or not _CUMULATIVE.search(
                    c.pre[t].rstrip(),
                )
                or not _CUMULATIVE_2.search(c.clause_text[t])
            ):
                continue
            for i in reversed(self.seq[max(0, k - 3) : k]):
                if (
                    c.sentence[i] != c.sentence[t]
                    or f.unit[i] != f.unit[t]
                    or f.kind[i] != f.kind[t]
                    or c.clause[t] - c.clause[i] > 2
                    or f.hedge[i]
                ):
                    continue
                words = c.clause_text[i].replace("净增", "")
                if NOT_PART.search(c.clause_text[t] + words) or not _CUMULATIVE_3.search(
                    c.text[max(c.sentence_start[i], f.start[i] - 24) : f.start[i]],
                ):
                    continue
                named = _CUMULATIVE_4.sub("", c.pre[t].strip())
                if (
                    len(named) >= 2
                    and overlap(named, c.pre[i]) < 0.6
                    and (
                        c.clause[t] - c.clause[i] > 1
                        or any(
                            overlap(named, c.pre[j]) >= 0.6
                            for j in self.seq[max(0, k - 3) : k]
                            if f.unit[j] == f.unit[t]
                        )
                    )
                ):
                    continue  # 新增A12家、B9家，A总数达83家
                if (t, frozenset((i,))) not in self.seen:
                    self.subset(t, [i], WARNING)
                break

    def this_years(self) -> None:
        """累计培训1860人次，今年培训420人次: this year's never exceed those of all years, where words are the same."""
        c, f = self.c, self.c.figures
        for t, i in itertools.pairwise(self.seq):
            m = _THIS_YEAR.match(c.clause_text[i].strip())
            if (
                m is None
                or "累计" not in c.clause_text[t]
                or c.sentence[i] != c.sentence[t]
                or c.clause[i] - c.clause[t] != 1
                or f.unit[i] != f.unit[t]
                or f.kind[i] != f.kind[t]
                or f.hedge[t]
                or f.hedge[i]
                or NOT_PART.search(c.clause_text[t])
            ):
                continue
            named = c.clause_text[i].strip()[m.end() :]
            if (len(named) < 2 or overlap(named, c.clause_text[t]) >= 0.5) and (t, frozenset((i,))) not in self.seen:
                self.subset(t, [i], WARNING)

    def thresholds(self) -> None:
        """收入20万元以上的118个，50万元以上的43个: what passes the higher mark passed the lower one."""
        c, f = self.c, self.c.figures
        marks = []
        for i in range(len(f) - 1):
            if (
                c.limit[i]
                and i not in f.upper
                and _THRESHOLDS.match(c.text[f.end[i] : f.end[i] + 4])
                and f.kind[i + 1] == "count"
            ):
                marks.append((i, i + 1))
        for (a, x), (b, y) in itertools.pairwise(marks):
            if (
                c.sentence[a] != c.sentence[b]
                or f.unit[a] != f.unit[b]
                or f.unit[x] != f.unit[y]
                or f.dec[a] != f.dec[b]
            ):
                continue
            low, high, big, small = (a, b, x, y) if f.num[a] < f.num[b] else (b, a, y, x)
            if f.num[low] == f.num[high] or (
                x in self.part_of and y in self.part_of and self.part_of[x] == self.part_of[y]
            ):
                continue
            if self.gap(big, [small]) <= 0:
                self.subset(big, [small], WARNING)
