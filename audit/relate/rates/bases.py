"""The base that words name, and the figures that answer to it."""

from __future__ import annotations

import re

from audit.relate.rates.names import bare
from audit.relate.rates.operands import Operands
from audit.relate.rates.words import COUNTED, PUT
from audit.relate.words import abbreviates, core, overlap, spoken_of

_OF = re.compile(r"占(?!比|地|用)(?:到|据|了)?([^占，,。；;：:]{0,24}?)(?:的|总数的|的比重|的比例|比重|比例)?" + PUT)
_IN_BRACKET = re.compile(r"[（(]占([^（）()]{2,14})[)）][ ]*(?:为|达到?|是|：|:)?[ ]*$")
_BASE_CLAUSE = re.compile(r"(?:按照?|以)([^，,。；;（）()]{2,16}?)(?:计算|为分母|为基数|为口径|口径|计|统计|为准|数计)")
_POINTING = re.compile("该|此|这|同类|其(?!他|中)|本类")
_ALIKE = (("审结", "办结", "结案", "执结"), ("受理", "收案", "新收"))  # one stage of handling in other words
_ABOVE = re.compile("(合格|良好|达标|中等|及格)(?:及)?以上")  # also 合格以上率
_BEST = re.compile("优秀?[^，,。；;]{0,4}$|[AＡ]级?$|一等[^，,]{0,3}$")
_HALVES = re.compile("[。；;]")
_BASE_MATCH = re.compile(r"^(?:全部|全体|所有|总的?)|(?:总[人件户]?数|总量|数|的)$")
_NAMED = re.compile(r"(?:类|一级|级|人员|案件|部分|方面)$")


class Bases(Operands):
    """按审结案件计算, 占新受理案件的, 审结案件败诉率: which figure is meant."""

    def base_words(self, p: int) -> str:
        """The base that the words of a percentage name: 占新受理案件的, 以受理诉求计, 按审结案件计算; "" where
        they name none.
        """
        c = self.c
        m = _OF.search(bare(c.clause_text[p])) or _IN_BRACKET.search(c.clause_text[p][-22:])
        words = m.group(1).strip("的约近 ") if m is not None else ""
        if words:
            return "" if _POINTING.match(words) else words  # 占该类诉求的: what was spoken of last
        start = max(c.sentence_start[p], c.figures.start[p] - 40)
        before = _HALVES.split(c.text[start : c.figures.start[p]])[-1]
        after = _HALVES.split(c.text[c.figures.end[p] : c.figures.end[p] + 24])[0]
        hits = _BASE_CLAUSE.findall(before) + _BASE_CLAUSE.findall(after)
        return hits[-1] if hits else self.among_words(p)

    def among_words(self, p: int) -> str:
        """办结事项中，网上办理71209件，占73.9%: what the half of a sentence speaks of, where an earlier figure answers
        to it.
        """
        c, f = self.c, self.c.figures
        head = _HALVES.split(c.text[max(c.sentence_start[p], f.start[p] - 120) : f.start[p]])[-1]
        for at, words in reversed(spoken_of(head)):
            ahead = f.start[p] - len(head) + at
            if any(f.end[d] <= ahead and self.base_match(words, d) >= 0.6 for d in self.counts_before(p, 12, 0)):
                return words
        return ""

    def base_ahead(self, p: int, words: str, num: list[int]) -> int | None:
        """占全部申请的3.65%，申请总数219件: the base that the words name, told behind the share; numbers confirm."""
        c, f = self.c, self.c.figures
        for d in range(p + 1, min(p + 5, len(f))):
            if c.sentence[d] != c.sentence[p] or f.kind[d] == "percent":
                return None
            if d in self.of_prose and d not in num and self.base_match(words, d) >= 0.5 and self.fits(num, [d], p):
                return d
        return None

    def base_match(self, words: str, d: int) -> float:
        """How well a figure answers to the words that name a base, 0 .. 1+."""
        key = (words, d)
        known = self.matches.get(key)
        if known is None:
            known = self.matches[key] = self.match_of(words, d)
        return known

    def match_of(self, words: str, d: int) -> float:
        """How much of the words that name a base stands near a figure: in its label, its clause, or its heading."""
        c = self.c
        label = c.label[d] + c.clause_text[d][-14:] + c.post[d][:10]
        score = overlap(words, label)
        if score < 0.6 and (self.first_of_block(d)):
            score = max(score, 0.8 * overlap(words, c.topic(d)))
        noun = _BASE_MATCH.sub("", words)
        if score < 0.6 and (abbreviates(noun, c.pre[d][-14:]) or abbreviates(noun, c.post[d][:12])):
            score = 0.6
        role_words = [
            w
            for w in (
                "受理",
                "审结",
                "办结",
                "结案",
                "立案",
                "收案",
                "新收",
                "出庭",
                "开庭",
                "申请",
                "预算",
                "收入",
                "支出",
                "总数",
                "总量",
            )
            if w in words
        ]
        if role_words:
            last = max(role_words, key=words.rfind)  # 公共财政预算支出 is about 支出
            alike = next((group for group in _ALIKE if last in group), (last,))
            if any(w in c.pre[d] or w in c.post[d][:8] or w in c.clause_text[d] for w in alike):
                score = max(score, 0.8)
            elif score and any(
                w in c.text[max(c.sentence_start[d], c.figures.start[d] - 60) : c.figures.start[d]] for w in alike
            ):
                score = max(score, 0.7)  # 审执结案件中，刑事案件5218件，民事案件27406件
            elif score < 0.6:
                score = 0.0
        return score

    def first_of_block(self, d: int) -> bool:
        """Is a figure the first counted one of its block, so that the heading speaks of it?"""
        c = self.c
        return (
            d == 0
            or c.block[d - 1] != c.block[d]
            or all(c.block[k] != c.block[d] or c.figures.kind[k] not in COUNTED for k in range(max(0, d - 2), d))
        )

    def named(self, words: str, among: list[int]) -> int | None:
        """The figure whose label answers best to some words, or None."""
        c = self.c
        words = _NAMED.sub("", words)
        best, score = None, 0.0
        for i in among:
            s = overlap(words, c.label[i] + c.pre[i][-16:])
            if s < 0.5 and len(words) >= 3 and words[:2] in c.label[i][-6:] + c.pre[i][-6:]:
                s = 0.5
            if words in c.label[i] or words in c.pre[i]:
                s += 1
            own = core(c.label[i])
            if len(own) >= 2 and own in words and own != words:
                s += 0.5
            if s > score:
                best, score = i, s
        return best if score >= 0.5 else None

    def named_in_rate(self, prefix: str, row: dict) -> str:
        """审结案件败诉率: the name itself states the base."""
        for w in ("审结", "办结", "结案", "受理", "新收", "立案", "开庭", "生效", "有效回访", "应办结"):
            if w in prefix and w not in row["of"]:
                return prefix
        return ""

    def word_score(self, i: int, words: list[str]) -> float:
        """3 where a word stands right before the number (the head of its label), 2.2 after it, 1.6 elsewhere in
        its clause.
        """
        if not words:
            return 0.0
        key = (i, tuple(words))
        known = self.scores.get(key)
        if known is None:
            known = self.scores[key] = self.score_of(i, words)
        return known

    def score_of(self, i: int, words: list[str]) -> float:
        """The best score of some words beside a figure; 不予受理 is no 受理, but a negation of nothing changes
        nothing.
        """
        c = self.c
        pre, post, clause, label = c.pre[i], c.post[i][:14], c.clause_text[i][-24:], c.label[i]
        nothing = c.figures.num[i] == 0  # 没有发生败诉 0件
        inside = 1.8 if c.bracket[i] < 0 else 1.2
        best = 0.0
        for w in words:
            at = pre.rfind(w)
            if at >= 0:
                if not nothing and (
                    (at > 0 and pre[at - 1] in "不未") or (at > 1 and pre[at - 2 : at] in ("不予", "未予", "没有"))
                ):
                    continue
                score = 3.0 if len(pre) - at - len(w) <= 8 else 2.4
            elif w in post:
                score = 2.2
            elif w in clause:
                score = inside
            elif w in label:
                score = 1.8
            else:
                continue
            if score > best:
                best = score
        return best

    def grade_and_above(self, subject: str, before: list[int]) -> list[int]:
        """评定优秀63宗、合格209宗，合格以上占比97.14%: the figures of the list from the best grade to that one."""
        m = _ABOVE.search(subject)
        if m is None:
            return []
        c = self.c
        row = [i for i in reversed(before) if c.sentence[i] == c.sentence[before[0]]]
        last = next((k for k, i in enumerate(row) if re.search(rf"(?<![不未]){m[1]}[^不]{{0,4}}$", c.pre[i])), -1)
        first = next((k for k, i in enumerate(row) if _BEST.search(c.pre[i])), -1)
        return row[first : last + 1] if 0 <= first < last else []
