"""How much a list of figures looks like the parts of a whole, by its words and its form."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from audit.parse import lexicon
from audit.relate.relations import ERROR, INFO, WARNING
from audit.relate.sums.ledger import Ledger
from audit.relate.sums.units import same_family
from audit.relate.sums.words import NEG, NOT_PART, STRONG

_REMAINDER = re.compile(r"[，,、；;][ ]*(?:其余|剩余|余下|另有部分|其他)[^0-9，,。；;]{1,16}[。；;，,]")
_PARTIAL = re.compile(
    r"[，,、；;][ ]*(?:上述|以上|这)?[二两三四五六七八九十]+(?:类|项|种|个)[^，,。；;0-9]{0,8}(?:合计|共)?占"
)  # 五类案件占76.5%: not all of them
_GOES_ON = re.compile(r"其中|[中里][，,]|看[，,：:]|按|从|分(?!别)|上述|以上|这|包括|具体|构成|方面")
_OPEN_LIST = re.compile(r"等$|等[，,。；;）)]|未列|不含|未计入|不计|并处|重合|重叠|交叉|兼得|兼有|部分案件|存在重复")
_REST = re.compile(r"其他|其余|剩余|其它|另有?")
_BULLET = re.compile(r"[ \t]*[-·•●◆■▪*–—][ \t]*(?=[^-—*])")
_COLON = re.compile(r"[:：]\s*$")
_BULLETS = 12  # paragraphs of one list
_RUN = re.compile(r"同比|较上|比上")
_PARALLEL = re.compile(r"[和及与]")
_MISS = re.compile(r"[^，,。；;、]{0,6}等")


@lru_cache(maxsize=1)
def complements() -> tuple[tuple[str, str], ...]:
    """Pairs of words that split a whole in two."""
    return tuple((a, b) for a, b in lexicon.table("stages")["complements"])


@lru_cache(maxsize=1)
def partitions() -> tuple[tuple[str, ...], ...]:
    """Kinds that between them make up a whole, a tuple a partition."""
    return tuple(tuple(kinds) for kinds in lexicon.table("stages")["partitions"].values())


@lru_cache(maxsize=1)
def any_kind() -> re.Pattern:
    """A pattern of every kind of every partition: most labels name none."""
    return re.compile("|".join(sorted({re.escape(kind) for kinds in partitions() for kind in kinds})))


class Lists(Ledger):
    """Evidence for and against a partition; a list that does not tie waits until every tie is known."""

    def is_odd(self, i: int) -> bool:
        """Do its words say that a figure is no part of a list: a change, last year's, outside of it?"""
        known = self.odd.get(i)
        if known is None:
            c = self.c
            known = self.odd[i] = bool(c.delta[i] or NOT_PART.search(c.pre[i]) or _RUN.search(c.clause_text[i]))
        return known

    def twins(self, a: int, b: int) -> bool:
        """1163件1457人: do two figures count one thing in two units, with no word between them?"""
        c, f = self.c, self.c.figures
        return f.unit[a] != f.unit[b] and c.text[f.end[a] : f.start[b]].strip(" ") in ("", "、", "，")

    def has_twin(self, k: int) -> bool:
        """Does the figure at position k of the document stand beside one of another unit?"""
        seq = self.seq
        return (k > 0 and self.twins(seq[k - 1], seq[k])) or (k + 1 < len(seq) and self.twins(seq[k], seq[k + 1]))

    def of_one_unit(self, t: int, window: list[int]) -> list[int]:
        """其中出让41宗、1562.4亩，划拨22宗、586.2亩: where two units alternate, the figures of the unit of t."""
        f = self.c.figures
        units = [f.unit[i] for i in window]
        n = 2
        while n < len(window) and units[n] == units[n - 2]:
            n += 1
        if n < 4 or units[0] == units[1] or f.unit[t] not in units[:2]:
            return window
        if sum(self.twins(a, b) for a, b in itertools.pairwise(window[:n])) < 2:
            return window  # 信箱102封，热线70件，信箱41封，…: each of a thing of its own
        return [i for i in window[:n] if f.unit[i] == f.unit[t]]

    def goes_on(self, t: int, i: int) -> bool:
        """Does figure i stand in the sentence of t, in the next, or in the bullets behind its paragraph's colon?"""
        c = self.c
        if c.block[i] == c.block[t]:
            return c.sentence[i] <= c.sentence[t] + 1
        first = c.block[t] + 1
        if c.block[i] - first > _BULLETS or _COLON.search(c.text, max(0, c.blocks[first] - 4), c.blocks[first]) is None:
            return False
        return all(self.is_bullet(b) for b in range(first, c.block[i] + 1))

    def is_bullet(self, block: int) -> bool:
        """Does a paragraph begin with the mark of a list?"""
        return _BULLET.match(self.c.text, self.c.blocks[block]) is not None

    def list_end(self, run: list[int]) -> int:
        """Where a list of parallel items ends: at the half sentence, or where the rhythm breaks."""
        c = self.c
        n = 1
        while n < len(run) and c.half[run[n]] == c.half[run[0]] and c.bracket[run[n]] == c.bracket[run[0]]:
            n += 1
        if n == 1 and len(run) > 1:
            # items parted by semicolons: one each half sentence
            while (
                n < len(run)
                and c.half[run[n]] == c.half[run[n - 1]] + 1
                and (c.sentence[run[n]] == c.sentence[run[0]] or self.is_bullet(c.block[run[n]]))
            ):
                n += 1
        return n

    def parallel(self, t: int, parts: list[int]) -> float:
        """How much a list looks like a partition, from its words and form."""
        c, f = self.c, self.c.figures
        score = 0.0
        units = {f.unit[i] for i in parts}
        if len(units) == 1 and f.unit[t] in units:
            score += 0.3
        if self.complementary(parts):
            score += 1.6
        if _REST.search(c.pre[parts[-1]]):
            score += 1.4
        if len(parts) >= 3:
            score += 0.4
        if len(parts) >= 5:
            score += 0.5
        heads = [c.label[i][-2:] for i in parts]
        tails = [c.post[i].strip()[:2] for i in parts]
        if len(set(heads)) == 1 or (len(set(tails)) == 1 and tails[0]):
            score += 0.4
        if all(c.joined[i] or "、" in c.text[f.end[p] : f.start[i]] for p, i in itertools.pairwise(parts)):
            score += 0.4
        if _PARALLEL.search(c.text[f.end[parts[-2]] : f.start[parts[-1]]][:3]):
            score += 0.4
        return score

    def negated(self, parts: list[int]) -> bool:
        """Is one of two parts the other's negation: 受理68件，不予受理2件?"""
        c = self.c
        labels = [c.pre[i][-10:] + "|" + c.post[i][:10] for i in parts]
        for a, b in (labels, labels[::-1]):
            m = NEG.search(b)
            if m and m.group(1)[:2] in a and not NEG.search(a):
                return True
        return bool(any("carry_out" in c.roles[i] for i in parts)) and any("closed" in c.roles[i] for i in parts)

    def complementary(self, parts: list[int]) -> bool:
        """Do the labels of parts divide a whole: 受理/不受理, 专职/兼职, 已废止/继续有效, 优秀/合格/不合格?"""
        c = self.c
        if len(parts) >= 3 and self.partitioned(parts) == len(parts):
            return True
        if len(parts) > 4:
            return False
        labels = [c.pre[i][-10:] + "|" + c.post[i][:10] for i in parts]
        for x in range(len(parts)):
            for y in range(len(parts)):
                if x == y:
                    continue
                a, b = labels[x], labels[y]
                m = NEG.search(b)
                if m and m.group(1)[:2] in a and not NEG.search(a):
                    return True
                if len(parts) == 2 and any(p in a and q in b and q not in a for p, q in complements()):
                    return True
        return False

    def partitioned(self, run: list[int]) -> int:
        """How many figures at the head of a run are different kinds of one partition of the lexicon."""
        best = 0
        for partition in self.kinds_of(run[0]) if run else ():
            met: set[str] = set()
            for i in run:
                kind = self.kinds_of(i).get(partition, "")
                if not kind or kind in met:
                    break
                met.add(kind)
            best = max(best, len(met))
        return best

    def kinds_of(self, i: int) -> dict[int, str]:
        """The partitions of which the words beside a figure name a kind, and that kind."""
        known = self.kinds.get(i)
        if known is None:
            words = self.c.pre[i][-10:] + "|" + self.c.post[i][:8]
            known = self.kinds[i] = {}
            if any_kind().search(words) is not None:
                for number, kinds in enumerate(partitions()):
                    hits = [kind for kind in kinds if kind in words]
                    if hits:
                        known[number] = max(hits, key=lambda k: (len(k), words.rfind(k)))
        return known

    def judge(self, t: int, parts: list[int], evidence: float, text: str, far: bool) -> bool:
        """Record a list that ties; put one that does not aside until every tie is known. Returns whether it ties."""
        f = self.c.figures
        if any(f.kind[i] != f.kind[t] for i in parts):
            return False
        if self.gap(t, parts) == 0:
            self.add(t, parts)
            return True
        self.open.append((t, parts, evidence, text, far))
        return False

    def miss(self, t: int, parts: list[int], evidence: float, text: str, far: bool) -> None:
        """Decide what a list that does not make its total says: broken, part of an open list, or nothing."""
        c, f = self.c, self.c.figures
        gap = self.gap(t, parts)
        several = sum(self.gap(t, [i]) > 0 for i in parts) > 1
        lost = several and f.num[t] >= 1000 and _GOES_ON.search(text) is not None and self.near(t, parts)
        if (several and not lost) or (not far and t in self.part_of and c.half[parts[0]] != c.half[t]):
            return  # the list is of something else
        if len(parts) > 2 and any(self.gap(t, x) == 0 for x in (parts[1:], parts[:-1])):
            return  # 受理3412件，其中代办508件，办结3406件，未办结6件: the others of the list make the total
        if _OPEN_LIST.search(text) or (len(parts) >= 2 and _MISS.match(c.post[parts[-1]])):
            evidence -= 3.0
        between = (
            [i for i in self.seq[self.at[t] + 1 : self.at[parts[0]]] if f.unit[i] == f.unit[t]] if t < parts[0] else []
        )
        if between and c.half[parts[0]] != c.half[parts[-1]]:
            return  # 案件216件，出庭209件，其中正职54件；发声171件: no list
        if _REMAINDER.match(c.text, f.end[parts[-1]]) or _PARTIAL.match(c.text, f.end[parts[-1]]):
            evidence -= 3.0  # 批准463人，不批准209人，其余撤回
        if not far and c.sentence[parts[0]] != c.sentence[t]:
            lead = c.text[max(c.sentence_start[parts[0]], f.start[parts[0]] - 60) : f.start[parts[0]]]
            if not _GOES_ON.search(lead):
                evidence -= 1.6  # a list in another sentence that does not say that it goes on
        if any(f.hedge[i] for i in parts) or (f.hedge[t] and "about" not in f.hedge[t]):
            evidence -= 1.5
        total = abs(f.num[t]) / 10 ** f.dec[t]
        near = self.near(t, parts)
        if near:
            evidence += 2.0 if total >= 1000 else 1.4 if total >= 100 else 0.7 if total >= 20 else 0.3
        if gap > 0:
            evidence += 0.8
        elif len(parts) == 2 and not near and "其中" in text:
            evidence -= 1.0  # 其中县代表246名、乡镇代表983名: two of several
        if evidence >= 2.6 and (gap > 0 or evidence >= 2.7):
            cap = ERROR if (gap > 0 and evidence >= 2.8) or evidence >= 3.4 else WARNING
            if far or (gap < 0 and len(parts) < 5 and self.partitioned(parts) == len(parts)):
                cap = WARNING  # 维持70件、撤销30件、驳回15件 of 120: another kind may have been left out
            self.add(t, parts, cap=cap)
            return
        if (
            gap > 0
            and t not in self.part_of
            and "其中"
            in text[
                : text.find(c.text[f.start[parts[0]] : f.end[parts[0]]])
                if c.text[f.start[parts[0]] : f.end[parts[0]]] in text
                else 0
            ]
        ):
            big = [i for i in parts if self.gap(t, [i]) > 0 and f.unit[i] == f.unit[t]]
            if len(big) == 1 and c.half[big[0]] == c.half[parts[0]]:
                self.subset(t, big)
                return
        before = [i for i in self.seq[max(0, self.at[parts[0]] - 4) : self.at[parts[0]]] if f.unit[i] == f.unit[t]]
        if (
            gap > 0
            and "其中" in text
            and _OPEN_LIST.search(text)
            and same_family(c, t, parts[0])
            and before
            and before[-1] == t
        ):
            for i in parts:  # 警告71件、罚款96件（部分并处）: parts that overlap, each no larger than the whole
                if self.gap(t, [i]) <= 0:
                    self.add(t, [i], mode=1, check="SUM102", kind="subset", cap=INFO)
        if gap < 0 and ("其中" in text or "涉及" in text or STRONG.search(text)) and same_family(c, t, parts[0]):
            self.add(t, parts, mode=1, check="SUM102", kind="subset", cap=INFO)

    def alone_in_bracket(self, i: int) -> bool:
        """主要证据不足（52件）: nothing but the figure stands in its bracket."""
        c, f = self.c, self.c.figures
        b = c.bracket[i]
        return b >= 0 and not c.text[b + 1 : f.start[i]].strip() and c.text[f.end[i] : f.end[i] + 1] in ("）", ")")
