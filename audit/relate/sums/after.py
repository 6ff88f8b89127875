"""A total, then its parts: 其中, brackets, 分别, a list after a colon."""

from __future__ import annotations

import re

from audit.relate.relations import WARNING
from audit.relate.sums.lists import Lists
from audit.relate.sums.units import same_family
from audit.relate.sums.words import ADDITIVE, KIND_UNITS, NAMED_WHOLE, NOT_PART, OPEN_LEAD, STRONG
from audit.relate.words import overlap

_AMONG = re.compile(
    r"其中|中[，,]|包括|含|分为|分别|构成|组成|即|按.{1,10}分|从.{1,10}看|分.{1,6}看|各.{1,8}为|具体|主要有|：|:"
)
_BRACKET = re.compile(r"含|其中|包括")
_BRACKET_2 = re.compile(r"不含|不包括")
_RUN_2 = re.compile(r"^(?:共计?|合计|总计|累计)$")
_TRY_RUN = re.compile(r"分别|依次")
_TRY_RUN_2 = re.compile(r"[（(][^（）()]{2,16}[)）]")
_TRY_RUN_3 = re.compile(r"各[^，,。；;]{1,10}(?:为|是)|分别[为是有]|由[^，,。；;]{2,12}(?:组成|构成)|[：:]")
_TRY_RUN_4 = re.compile(r"[：:]")
_CUE_ALONE = re.compile(
    r"(?:^|[，,。；;：:])[^，,。；;：:]{0,3}(?:其中|包括|具体(?:为|是)?|分别(?:为|是)|即|看|分)[，,：:\s]*[^，,。；;：:]*$|[^，,。；;：:]{0,12}中[，,]\s*[^，,。；;：:]*$"
)
_CUE_CHARACTERS = frozenset("其包具分即看中")  # one of them in every match of the above
_LEAD = 600  # characters before a list in which its cue is looked for


class After(Lists):
    """审结98件，其中简易程序61件、普通程序37件; 3,221件（一审2,418件、二审803件）."""

    # ---------------------------------------------------------------- 3,221件（一审2,418件、二审803件）
    def bracket(self, t: int) -> None:
        """3,221件（一审2,418件、二审803件）: the figures of a bracket right behind a figure."""
        c, f = self.c, self.c.figures
        k = self.at[t] + 1
        if k >= len(self.seq):
            return
        first = self.seq[k]
        opening = c.bracket[first]
        if opening < f.end[t] or opening == c.bracket[t] or opening - f.end[t] > 14 or f.start[first] < opening:
            return
        if any(f.kind[j] in ADDITIVE for j in range(t + 1, first) if f.start[j] < opening):
            return
        parts = []
        while k < len(self.seq) and c.bracket[self.seq[k]] == opening:
            parts.append(self.seq[k])
            k += 1
        inside = c.text[opening : f.start[parts[0]]]
        whole = c.text[opening : f.end[parts[-1]] + 4]
        if NOT_PART.search(inside) or "精确" in inside or "比" in inside[:3]:
            return
        parts = [i for i in parts if same_family(c, t, i)]
        if not parts:
            return
        if len(parts) == 1:
            if _BRACKET.search(inside) and not _BRACKET_2.search(inside):
                self.subset(t, parts)
            return
        open_ = 3.0 if OPEN_LEAD.search(inside) else 0.0
        self.judge(t, parts, evidence=2.2 + self.parallel(t, parts) - open_, text=whole, far=False)

    # ---------------------------------------------------------------- total, then parts
    def after_total(self, t: int) -> None:
        """The figures that follow a total in its sentence or the next; a stage figure between them may be skipped."""
        c, f = self.c, self.c.figures
        k = self.at[t] + 1
        if k >= len(self.seq) or f.num[t] == 0:
            return
        first = self.seq[k]
        if not self.goes_on(t, first):
            return
        if c.delta[t] and not c.delta[first]:
            return  # 比上年减少62件次，其中首次信访312件次
        window: list[int] = []
        if c.bracket[first] >= f.end[t] and c.bracket[first] - f.end[t] <= 14:
            # 402件617人（含上年结转31件58人），提起公诉…: the bracket is read by itself
            opening = c.bracket[first]
            while k < len(self.seq) and c.bracket[self.seq[k]] == opening:
                k += 1
            if k < len(self.seq) and c.block[self.seq[k]] == c.block[t] and c.sentence[self.seq[k]] == c.sentence[t]:
                first = self.seq[k]
            else:
                k = self.at[first]
        while k < len(self.seq) and len(window) < 16:
            i = self.seq[k]
            if not self.goes_on(t, i):
                break
            window.append(i)
            k += 1
        between = c.text[f.end[t] : f.start[first]]
        # skip a stage figure between the total and the list: 诉求共277件，办结272件。分渠道看：
        starts = [0]
        for s in range(1, min(4, len(window))):
            if self.opens(window[s]):
                starts.append(s)
        for s in starts:
            lead = between if s == 0 else c.text[f.end[window[s - 1]] : f.start[window[s]]]
            if c.bracket[t] >= 0 and c.bracket[window[s]] != c.bracket[t]:
                continue  # a figure in a bracket is the whole of nothing outside it
            run = self.run(t, window[s:])
            if run and run[0] != window[s]:
                lead = c.text[f.end[t] : f.start[run[0]]]
            if run and self.try_run(t, run, lead, adjacent=s == 0) and c.bracket[run[0]] == c.bracket[t]:
                return

    def opens(self, i: int) -> bool:
        """Do the words between a figure and the one before it open a list: 。分渠道看："""
        known = self.opening.get(i)
        if known is None:
            c, f = self.c, self.c.figures
            gap = c.text[f.end[self.seq[self.at[i] - 1]] : f.start[i]]
            known = self.opening[i] = not c.joined[i] and _AMONG.search(_last_clause(gap)) is not None
        return known

    def run(self, t: int, window: list[int]) -> list[int]:
        """The figures after a total that may be its parts: one family, not changes or last year's figures."""
        c, f = self.c, self.c.figures
        out: list[int] = []
        window = self.of_one_unit(t, window)
        if (
            not window
            or (not same_family(c, t, window[0]) and f.kind[window[0]] != f.kind[t])
            or (not same_family(c, t, window[0]) and c.half[window[0]] != c.half[t])
        ):
            return out
        base_bracket = c.bracket[window[0]] if window else -1
        for i in window:
            if c.bracket[i] != base_bracket:
                if c.bracket[i] > 0 and c.bracket[i] != base_bracket and c.bracket[i] > base_bracket:
                    continue  # a bracket of a part: its own parts
                break
            if not same_family(c, t, i):
                continue
            words = c.pre[i]
            if f.unit[i] in KIND_UNITS and not f.unit[t].endswith(f.unit[i]):
                continue
            if self.is_odd(i):
                if out:
                    break
                continue
            if out and (i in self.totals or _RUN_2.search(words.strip()[:2]) or "其中" in words):
                break  # 结转3件；其中网络44件、信函15件: what 其中 opens is another list
            out.append(i)
        return out

    def try_run(self, t: int, run: list[int], lead: str, adjacent: bool) -> bool:
        """Look for the prefix of a run that makes the total; else, where the list claims to be whole, say that it
        does not.
        """
        c, f = self.c, self.c.figures
        named = NAMED_WHOLE.search(lead[-36:])
        if named and overlap(named.group(1), c.pre[t][-12:] + c.post[t][:8]) < 0.3 and not c.roles[t]:
            return False
        tail = _last_clause(lead)
        if _TRY_RUN.search(tail) and self.respective(t, run):
            return True
        cue = _AMONG.search(tail) is not None
        strong = STRONG.search(tail.rstrip()) is not None
        limit = len(run)
        hits = self.prefixes(t, run)
        if not hits and adjacent:
            # 抽查642户次，完结637户次，另有5户未能检查: only where it closes is what 另有 counts a part
            k = self.at[run[-1]] + 1
            rest = self.seq[k] if k < len(self.seq) else -1
            if (
                rest >= 0
                and "另有" in c.pre[rest]
                and c.half[rest] == c.half[run[-1]]
                and same_family(c, t, rest)
                and self.gap(t, [*run, rest]) == 0
            ):
                self.add(t, [*run, rest], cap=WARNING)
                return True
        if hits:
            size = hits[-1] if f.num[run[hits[-1] - 1]] == 0 else hits[0]
            parts = run[:size]
            small = abs(f.num[t]) // 10 ** f.dec[t]
            evidence = (
                (1.0 if cue else 0)
                + (1.0 if strong else 0)
                + self.parallel(t, parts)
                + (1.2 if small >= 1000 else 0.8 if small >= 100 else 0.2 if small >= 20 else -0.3)
            )
            evidence += 0.5 if f.unit[t] == f.unit[parts[0]] or f.unit[t].endswith(f.unit[parts[0]]) else -0.8
            evidence += 0.4 if c.half[t] == c.half[parts[-1]] else 0
            if any(f.hedge[i] for i in (t, *parts)):
                evidence -= 0.8
            if evidence >= 0.6:
                self.add(t, parts, chance=min(1.0, (limit - 1) / max(2, small)))
                return True
        if not cue:
            # A件、B件 right after the total with complementary words: 受理68件，未受理2件
            if (
                adjacent
                and len(run) >= 2
                and self.negated(run[:2])
                and f.unit[run[0]] == f.unit[run[1]] == f.unit[t]
                and not c.roles[t] & {"carry_in", "carry_out"}
                and c.sentence[run[1]] == c.sentence[t]
                and c.clause[run[1]] - c.clause[t] <= 3
                and all(f.num[i] <= f.num[t] for i in run[:2])
            ):
                return self.judge(t, run[:2], 0.4 + self.parallel(t, run[:2]), lead, far=False)
            kinds = run[: self.partitioned(run)]
            if (
                adjacent
                and len(kinds) >= 3
                and all(f.unit[i] == f.unit[t] and c.half[i] == c.half[t] for i in kinds)
                and c.clause[kinds[0]] - c.clause[t] <= 2
            ):
                return self.judge(t, kinds, 0.4 + self.parallel(t, kinds), lead, far=False)
            return False
        ends = self.list_end(run)
        parts = run[:ends]
        if len(parts) < 2:
            return False
        tail = c.text[f.end[t] : f.end[parts[-1]]] + c.post[parts[-1]][:6]
        note = _TRY_RUN_2.match(c.text[f.end[parts[-1]] : f.end[parts[-1]] + 20])
        if note:
            tail += note.group()
        every = _TRY_RUN_3.search(_last_clause(lead)) is not None
        evidence = (2.0 if strong and every else 1.6 if strong else 0.5) + self.parallel(t, parts)
        lead_words = _TRY_RUN_4.split(_last_clause(lead))[0]
        if OPEN_LEAD.search(lead_words):
            evidence -= 3.0
        return self.judge(t, parts, evidence, tail, far=False)

    def respective(self, t: int, run: list[int]) -> bool:
        """建议623件、提案548件，…其中2023年分别为131件、109件: one part for each of several wholes."""
        c, f = self.c, self.c.figures
        parts = run[: self.list_end(run)]
        k = self.at[t]
        wholes = [t]
        while len(wholes) < len(parts) and k - len(wholes) >= 0:
            w = self.seq[k - len(wholes)]
            if (
                c.sentence[w] != c.sentence[t]
                or f.unit[w] != f.unit[t]
                or not (c.joined[wholes[-1]] or "、" in c.text[f.end[w] : f.start[wholes[-1]]])
            ):
                break
            wholes.append(w)
        if (
            len(wholes) != len(parts)
            or len(parts) < 2
            or any(
                f.unit[w] != f.unit[i] or NOT_PART.search(c.pre[i]) for w, i in zip(wholes[::-1], parts, strict=True)
            )
        ):
            return False
        for w, i in zip(wholes[::-1], parts, strict=True):
            self.subset(w, [i], WARNING)
        return True


def _last_clause(lead: str) -> str:
    """The words right before a list that may introduce it: its own clause, or a cue that stands alone before it
    (其中，).
    """
    if not _CUE_CHARACTERS.isdisjoint(lead):
        m = _CUE_ALONE.search(lead, max(0, len(lead) - _LEAD))
        if m:
            return m.group()
    return lead[max(map(lead.rfind, "，,。；;")) + 1 :]
