"""Lists whose total stands elsewhere: a sentence or a paragraph away."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate, groupby

from audit.relate.sums.lists import Lists
from audit.relate.sums.units import same_family
from audit.relate.sums.words import KIND_UNITS, NOT_PART, OPEN_LEAD
from audit.relate.words import bigrams

_NUMBERED = re.compile(
    r"(?:^|[。；;：:，,])\s*(?:[一二三四五六七八九十]是|[（(]?[0-9一二三四五六七八九]{1,2}[)）.、．])[^。；;]*$"
)
_FAR_TOTAL = re.compile(r"(?:提高|增加|增长|减少|下降|人均|平均|降低)[^，,。；;：:]*$")
_FAR_TOTAL_2 = re.compile(
    r"其中|按[^，,。；;]{1,12}(?:分|看)|从[^，,。；;]{1,10}看|分别|构成|方面|依次|中[，,]|看[，,：:]"
)
_FAR_BREAK = re.compile(r"([一-鿿]{2,10})中[，,]")

_EQUALS = 32  # figures of one value on either side of a list that may be its total


class Far(Lists):
    """A run of parallel figures and the one number of the text that is their sum."""

    # ---------------------------------------------------------------- lists whose total stands elsewhere
    def lists(self) -> None:
        """Lists of parallel figures with no total yet: look for their total among the earlier figures of the
        document.
        """
        c, f = self.c, self.c.figures
        k = 0
        while k < len(self.seq):
            run = [self.seq[k]]
            while k + 1 < len(self.seq):
                i, p = self.seq[k + 1], self.seq[k]
                lone = (
                    c.bracket[i] >= 0
                    and c.bracket[i] != c.bracket[p]
                    and c.bracket[p] >= 0
                    and c.sentence[i] == c.sentence[p]
                    and f.unit[i] == f.unit[p]
                    and self.alone_in_bracket(i)
                    and self.alone_in_bracket(p)
                )
                if lone:
                    run.append(i)
                    k += 1
                    continue
                if (
                    c.bracket[i] > c.bracket[run[0]]
                    and c.bracket[i] > f.end[run[0]] - 1
                    and c.sentence[i] == c.sentence[p]
                ):
                    k += 1  # a bracket of one of the parts: 直接纠错12件（撤销7件、…）
                    continue
                p = run[-1]
                if (
                    c.sentence[i] != c.sentence[p]
                    or c.bracket[i] != c.bracket[p]
                    or not same_family(c, i, p)
                    or f.kind[i] != f.kind[p]
                    or c.clause[i] - c.clause[p] > (1 if i - p == 1 else 4)
                ):
                    break
                if NOT_PART.search(c.pre[i]) or f.unit[i] in KIND_UNITS:
                    break
                run.append(i)
                k += 1
            k += 1
            if len(run) >= 2:
                self.far_total(run)
                for part in self.by_half(run):
                    self.far_total(part)

    def by_half(self, run: list[int]) -> list[list[int]]:
        """其中处罚168卷、许可72卷；评出优秀54卷、合格171卷、不合格15卷: the lists that a semicolon parts; none where it
        parts the items of one.
        """
        half = self.c.half
        lists = [list(ids) for _, ids in groupby(run, key=lambda i: half[i])]
        return lists if len(lists) > 1 and all(len(ids) > 1 for ids in lists) else []

    def side_by_side(self) -> None:
        """道路运输52起、死亡41人；工矿商贸28起、死亡20人；…: two things counted in turn, each with a total of its
        own before the list.
        """
        c, f = self.c, self.c.figures
        rows: dict[tuple[int, int], list[int]] = {}
        for i in self.seq:
            if f.kind[i] == "count" and not c.delta[i]:
                rows.setdefault((c.sentence[i], c.bracket[i]), []).append(i)
        for ids in rows.values():
            units = [f.unit[i] for i in ids]
            if (
                len(ids) < 6
                or len(ids) % 2
                or len(set(units)) != 2
                or units != [units[0], units[1]] * (len(ids) // 2)
                or units[0] == units[1]
            ):
                continue
            for column in (ids[::2], ids[1::2]):
                if not all(i in self.part_of for i in column):
                    self.far_total(column)

    def numbered(self) -> None:
        """一是主要证据不足（52件）；二是违反法定程序（38件）；…: items of a numbered list, a figure in the bracket
        of each.
        """
        c, f = self.c, self.c.figures
        run: list[int] = []
        for i in [*self.seq, -1]:
            ok = (
                i >= 0
                and self.alone_in_bracket(i)
                and _NUMBERED.search(
                    c.text[max(c.sentence_start[i], c.bracket[i] - 60) : c.bracket[i]],
                )
            )
            if ok and (
                not run
                or (
                    c.block[i] == c.block[run[-1]] and f.unit[i] == f.unit[run[-1]] and c.half[i] - c.half[run[-1]] <= 1
                )
            ):
                run.append(i)
                continue
            if len(run) >= 3 and not all(j in self.part_of for j in run):
                self.far_total(run)
            run = [i] if ok else []

    def far_total(self, run: list[int]) -> None:
        """The one number of the text that is the sum of a run of figures, or of a part of it."""
        c, f = self.c, self.c.figures
        if all(i in self.part_of for i in run):
            return
        head = c.text[c.sentence_start[run[0]] : f.start[run[0]]]
        if _FAR_TOTAL.search(head):
            return
        cue = _FAR_TOTAL_2.search(head) is not None
        free = len(run)
        sums = self.sums_of(run)
        for size in range(free, 1, -1):
            for begin in range(free - size + 1):
                total, dec = sums(begin, begin + size)
                equal = self.by_value.get((total, dec))
                if not equal:
                    continue
                parts = run[begin : begin + size]
                at = bisect_left(equal, parts[0])
                hits = [
                    t
                    for t in equal[max(0, at - _EQUALS) : at + _EQUALS]
                    if t not in parts and f.kind[t] == f.kind[parts[0]] and same_family(c, t, parts[0])
                ]
                hits = [t for t in hits if t < parts[0] or c.block[t] == c.block[parts[0]]]
                if begin:  # the figure right before a list is the total of all of it, not of its end
                    hits = [t for t in hits if self.at[t] != self.at[run[0]] - 1]
                    hits = [t for t in hits if t not in run[: begin - 1]]
                if not hits:
                    continue
                hits.sort(key=lambda t: (abs(c.block[t] - c.block[parts[0]]), abs(t - parts[0])))
                t = hits[0]
                size_of = total // 10**dec
                score = (
                    (1.2 if cue else 0)
                    + self.parallel(t, parts)
                    + (1.6 if size_of >= 1000 else 1.0 if size_of >= 100 else 0.0 if size_of >= 20 else -1.0)
                )
                score -= 0.4 * min(4, abs(c.block[t] - c.block[parts[0]]))
                score += 0.4 if f.unit[t] == f.unit[parts[0]] else -0.8
                score += 0.4 if size == free else -0.5
                if t > parts[0]:
                    score -= 1.0
                if score >= 1.2:
                    self.add(t, parts, chance=min(1.0, len(self.seq) / max(20, size_of)))
                    return
        if cue and len(run) >= 2:
            self.far_break(run, head)

    def sums_of(self, run: list[int]) -> Callable[[int, int], tuple[int, int]]:
        """A function that sums up any part of a run: (first, end) -> (sum, decimals)."""
        f = self.c.figures
        places = [f.dec[i] for i in run]
        most = max(places)
        sums = [0, *accumulate(f.num[i] * 10 ** (most - f.dec[i]) for i in run)]
        if min(places) == most:
            return lambda a, b: (sums[b] - sums[a], most)

        def mixed(a: int, b: int) -> tuple[int, int]:
            dec = max(places[a:b])
            return (sums[b] - sums[a]) // 10 ** (most - dec), dec

        return mixed

    def far_break(self, run: list[int], head: str) -> None:
        """立案提案中，…133件，…666件: the total is named before the list; it nearly ties or not at all."""
        c, f = self.c, self.c.figures
        m = _FAR_BREAK.search(head)
        named = [
            t
            for t in self.seq
            if t < run[0] and c.block[t] >= c.block[run[0]] - 2 and f.unit[t] == f.unit[run[0]] and t not in run
        ]
        if m:
            words = bigrams(m.group(1))
            named = [t for t in named if words & bigrams(c.label[t] + c.clause_text[t][-10:] + c.post[t][:8])] or named
        for k, t in enumerate(reversed(named[-16:])):
            if f.num[t] > max(f.num[i] for i in run) and f.num[t] >= (100 if k < 6 else 1000) and self.near(t, run):
                self.open.append(
                    (t, run, 1.0 + self.parallel(t, run) - (3.0 if OPEN_LEAD.search(head) else 0.0), head, True)
                )
                return
