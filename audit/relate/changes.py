"""Changes on a base: 同比, 环比, 较上年, absolute and in percent, percentage points, 由 … 增至 …."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.rates import COUNTED as _COUNTED
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled
from audit.relate.words import overlap, shared

COUNTED = _COUNTED | {"duration", "score", "concentration"}
_UP = r"增长|增加|上升|提高|提升|上涨|递增|增收|增产|增支|增发|增投|增亏|增持|多征|增幅|升幅|涨幅|增速|反弹|回升|多|增|升|涨|快于|快|高于|高出|高"
_DOWN = r"下降|降低|减少|回落|下滑|下跌|递减|减收|减产|减支|减亏|减排|减发|少征|压减|缩短|压缩|降幅|跌幅|少|减|降|跌|慢于|慢|低于|低"
_WORD = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|近|逾|超过|分别|各|幅度|幅|为|达到|达|收|：|:|[0-9（(）).%]|[ ])*$"
)
_WORD_BEFORE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_CHANGE_RATE = re.compile(r"(?:压减|压缩|核减|审减|增长|下降|精简|降低|增减)率(?:为|达到?|：|:)?[约近]?[ ]*$")
_LEVEL = re.compile(r"(?:至|到|为)[ ]*$")
_COMPARED = re.compile(r"同比|环比|较|比|去年|上年|上期|上月|上周|上季|前一|往年|相比|增幅|降幅|增速")
_PREVIOUS = re.compile(r"上年同期|去年同期|上年度|上年|去年|上期|上月|上季度?|上周|前一年|上一年度?|同期|全年需|往年")
_PLAN = re.compile(r"目标|力争|预期|计划|左右|以上$")
_SURVEY_NAME = re.compile(r"率|度$|占比|比重|得分")
_BUILD = re.compile(r"净(?:增|减|流入|流出)(?:加|长|少)?(?:了)?[ ]*$")
_BUILD_2 = re.compile(r"相差[ ]*$")
_IS_CHANGE = re.compile(r"(?:增|升|降|减|提高|下降|增加|上升|增长)(?:至|到|为)$")
_IS_CHANGE_2 = re.compile(r"率(?:为|达到|达)?$")
_IS_DELTA = re.compile(r"(?:至|到|为|达)$")
_IS_PREVIOUS = re.compile(r"(?:上年|去年|上期)(?:同期)?$")
_IS_PREVIOUS_2 = re.compile(r"[由从][^，,。；;]{0,10}$")
_IS_PREVIOUS_3 = re.compile(r"(?:结转|旧存|未结|转入|结存)")
_IS_PREVIOUS_4 = re.compile(
    r"[较比](?:20[0-9]{2}年|第?[一二三四]季度|[0-9]{1,2}月份?|上年同?期?|去年同?期?|前[一三]年|上[月周季期])[^，,。；;]{0,4}的?[ ]*$"
)
_IS_PREVIOUS_5 = re.compile(r"的[ ]*$")
_IS_PREVIOUS_6 = re.compile(r"[较比]")
_CHANGE = re.compile(r"力争|目标|计划|确保|预期")
_CHANGE_2 = re.compile(r"(?:上年|去年|上期)(?:同期)?(?:为|是)?[ ]*$")
_CHANGE_3 = re.compile(r"(?:审减|核减)率")
_CHANGE_4 = re.compile(r"预算|计划|目标|任务|指标")
_CHANGE_5 = re.compile(r"预算|计划|目标|任务")
_CUT = re.compile(r"送审|申报|报审")
_CUT_2 = re.compile(r"(?:审减|核减)[^，,。；;]{0,4}$")
_CUT_3 = re.compile(r"审定|核定|审核后")
_NET = re.compile(r"新|开业|设立|流入|出生|增")
_NET_2 = re.compile(r"注销|吊销|减|退|流出|死亡|关")
_POINTS = re.compile(r"[较比低高慢快]于?[^，,。]{0,14}$")
_DELTA_ONLY = re.compile(r"(?:增至|增加到|增加至|提高到|上升到|上升至|扩大到|增长到|达到)$")
_DELTA_ONLY_2 = re.compile(r"[由从][^，,。]{0,12}$")
_DELTA_ONLY_3 = re.compile(r"(?:降至|减少到|减少至|下降到|下降至|压缩到|压缩至|缩短到|缩短至|压减至|压减到)$")
_DELTA_ONLY_4 = re.compile(r"(?:上年|去年|上期)(?:同期)?(?:为|是)[ ]*$")


def direction(words: str) -> int:
    """+1 rise, -1 fall, 0 unsaid: the last word of change before a number."""
    m = _WORD.search(words)
    if m:
        return 1 if m.group("up") else -1
    last = 0
    for m in _WORD_BEFORE.finditer(words):
        last = 1 if m.group("up") else -1
    return last


class Changes:
    """Builds year_on_year relations of one document."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.n = len(f)
        self.counts = [i for i in range(self.n) if f.kind[i] in COUNTED and f.cell[i] is None]

    def build(self) -> None:
        c, f = self.c, self.c.figures
        i = 0
        while i < self.n:
            if f.cell[i] is not None or f.kind[i] not in ("percent", "percentage_point"):
                if f.kind[i] in COUNTED and f.cell[i] is None:
                    if _BUILD.search(c.pre[i]):
                        self.net(i)
                    elif _BUILD_2.search(c.pre[i]):
                        near = [
                            k
                            for k in range(i - 1, max(-1, i - 3), -1)
                            if f.unit[k] == f.unit[i] and c.sentence[k] == c.sentence[i]
                        ]
                        if len(near) == 2:
                            self.difference(max(near, key=lambda k: f.num[k]), min(near, key=lambda k: f.num[k]), i)
                    self.delta_only(i)
                if f.cell[i] is None and (f.unit[i] == "倍" or i in f.fraction):
                    self.change_times(i)
                i += 1
                continue
            run = [i]
            while run[-1] + 1 < self.n and c.joined[run[-1] + 1] and f.kind[run[-1] + 1] == f.kind[i]:
                run.append(run[-1] + 1)
            i = run[-1] + 1
            if "自然增长率" in c.pre[run[0]]:
                births = next((k for k in range(run[0] - 1, max(-1, run[0] - 7), -1) if "出生率" in c.pre[k]), None)
                deaths = next((k for k in range(run[0] - 1, max(-1, run[0] - 7), -1) if "死亡率" in c.pre[k]), None)
                if births is not None and deaths is not None and f.unit[births] == f.unit[run[0]]:
                    self.difference(births, deaths, run[0])
                continue
            if f.kind[run[0]] == "percentage_point":
                for p in run:
                    self.points(p)
            elif self.is_change(run[0]):
                if len(run) > 1:
                    self.change_run(run)
                else:
                    self.change(run[0])

    def words(self, p: int) -> str:
        c = self.c
        return c.pre[p] if len(c.pre[p].strip()) >= 2 else c.clause_text[p]

    def is_change(self, p: int) -> bool:
        words = self.words(p).rstrip()
        if _CHANGE_RATE.search(words):
            return True
        if "年均" in words or "年平均" in words:
            return False
        if words.endswith("的") or (_LEVEL.search(words) and _IS_CHANGE.search(words)):
            return False
        m = _WORD.search(words)
        if m is None:
            return False
        tail = words[m.end("up") if m.group("up") else m.end("down") :]
        return "到" not in tail and "至" not in tail and not _IS_CHANGE_2.search(words)

    # ---------------------------------------------------------------- operands
    def is_delta(self, i: int) -> bool:
        """Does figure i state an amount of change (增加5662件, 多征1881万元, 比上周多882件)?"""
        words = self.c.pre[i].rstrip()
        if _IS_DELTA.search(words):
            return False
        m = _WORD.search(words)
        if m is None:
            return False
        word = m.group("up") or m.group("down")
        if (
            word in ("多", "少", "增", "减", "降", "升", "高", "低", "快", "慢")
            and not _COMPARED.search(self.c.clause_text[i])
            and self.c.bracket[i] < 0
            and "征" not in words
            and "收" not in words
        ):
            return False
        if word in ("增加", "减少", "新增", "增") and "新增" in words:
            return False
        return True

    def is_previous(self, i: int) -> bool:
        c = self.c
        words = c.clause_text[i]
        if (
            c.bracket[i] >= 0
            and _IS_PREVIOUS.search(c.text[max(0, c.bracket[i] - 6) : c.bracket[i]])
            and not words.strip()
        ):
            return True  # 比上年（50131万元）增长4.1%
        m = None
        for m in _PREVIOUS.finditer(words):
            pass
        if (
            _IS_PREVIOUS_2.search(c.pre[i])
            and i + 1 < self.n
            and c.clause[i + 1] == c.clause[i]
            and _LEVEL.search(c.pre[i + 1])
        ):
            return True
        if (
            m is not None
            and not _IS_PREVIOUS_3.search(words[m.end() : m.end() + 4])
            and not re.search(r"[较比]" + re.escape(m.group()), words)
        ):
            return not self.is_delta(i)
        if _IS_PREVIOUS_4.search(
            words,
        ) and _IS_PREVIOUS_5.search(words):
            return True
        if _IS_PREVIOUS_6.search(words) and m is not None:
            # 较上年的8.5%下降1.4个百分点 / 比去年50件增加
            return re.search(r"[较比](?:" + _PREVIOUS.pattern + r")(?:的)?[ ]*$", words) is not None
        if c.year:
            at = c.figures.start[i]
            for y in (c.year - 1,):
                if re.search(
                    rf"{y}年(?:度|全年|同期)?[^，,。；;]{{0,8}}$", c.text[max(c.sentence_start[i], at - 20) : at]
                ):
                    return True
        return False

    def nearby(self, p: int, kinds, reach: int = 10) -> list[int]:
        c, f = self.c, self.c.figures
        out = []
        for i in range(p - 1, -1, -1):
            if c.block[i] != c.block[p] or len(out) >= reach:
                break
            if f.cell[i] is None and f.kind[i] in kinds:
                out.append(i)
        return out

    # ---------------------------------------------------------------- 由27家发展到108家，增长了3倍; 增加46个，增长三分之一
    def change_times(self, p: int) -> None:
        """A change stated as a multiple or a fraction of the base."""
        c, f = self.c, self.c.figures
        sign = direction(self.words(p))
        if not sign:
            return
        levels = [i for i in self.nearby(p, COUNTED, 5) if c.sentence[i] == c.sentence[p]]
        deltas = [i for i in levels if self.is_delta(i)]
        levels = [i for i in levels if i not in deltas]
        previous = [i for i in levels if self.is_previous(i)]
        if p in f.fraction:
            k, n = f.fraction[p]
            per, rep, scale = n, k, 1
        else:
            per, rep, scale = 1, f.num[p], 10 ** f.dec[p]
        for cur in [i for i in levels if i not in previous][:2]:
            for prev in previous[:1]:
                if f.unit[cur] == f.unit[prev]:
                    dec = common(c, cur, prev)
                    v = self.frame(scaled(c, cur, dec), scaled(c, prev, dec), p, sign)
                    v.update(rep=rep, rep_lo=rep, rep_hi=rep, scale=scale, per=per)
                    if self.ties(v):
                        self.out.append(
                            Relation(
                                "year_on_year",
                                "changes",
                                "CHG101",
                                [("current", cur), ("previous", prev), ("reported", p)],
                                v,
                                p,
                                WARNING,
                                0.0,
                                [],
                                c.label[cur],
                            )
                        )
                        return
            for d in deltas[:1]:
                if f.unit[cur] == f.unit[d] and f.num[cur] > f.num[d]:
                    dec = common(c, cur, d)
                    (a, b), (x, y) = scaled(c, cur, dec), scaled(c, d, dec)
                    prev_band = (a - y, b - x) if sign > 0 else (a + x, b + y)
                    v = self.frame((a, b), prev_band, p, sign)
                    v.update(rep=rep, rep_lo=rep, rep_hi=rep, scale=scale, per=per)
                    if self.ties(v):
                        self.out.append(
                            Relation(
                                "year_on_year",
                                "changes",
                                "CHG101",
                                [("current", cur), ("delta", d), ("reported", p)],
                                v,
                                p,
                                WARNING,
                                0.0,
                                [],
                                c.label[cur],
                                "by_delta",
                            )
                        )
                        return

    # ---------------------------------------------------------------- one percentage of change
    def change(self, p: int) -> None:
        c, f = self.c, self.c.figures
        words = self.words(p)
        sign = direction(words)
        if _PLAN.search(c.post[p][:4]) and _CHANGE.search(c.text[c.sentence_start[p] : f.start[p]]):
            return
        before = self.nearby(p, COUNTED)
        before = [i for i in before if c.sentence[i] >= c.sentence[p] - 1]
        after = [
            i
            for i in range(p + 1, min(self.n, p + 3))
            if c.bracket[i] > f.end[p] - 1 and f.start[i] - f.end[p] < 14 and f.kind[i] in COUNTED and self.is_delta(i)
        ]
        near = []
        for i in before:
            if not self.is_delta(i):
                break
            if c.sentence[i] == c.sentence[p] and p - i <= 3:
                near.append(i)
        deltas = after or near[:1]
        levels = [i for i in before if not self.is_delta(i)]
        previous = [i for i in levels if self.is_previous(i) and c.sentence[i] == c.sentence[p]]
        if (
            not previous
            and p + 1 < self.n
            and 0 <= c.bracket[p + 1] - f.end[p] <= 1
            and f.kind[p + 1] in COUNTED
            and _PREVIOUS.search(c.clause_text[p + 1])
        ):
            previous = [p + 1]  # 同比上升8.2%（上年为680件）
        if (
            not previous
            and p + 1 < self.n
            and c.half[p + 1] == c.half[p]
            and c.clause[p + 1] - c.clause[p] <= 1
            and f.kind[p + 1] in COUNTED
            and _CHANGE_2.search(c.clause_text[p + 1])
        ):
            previous = [p + 1]  # 同比增长10%，上年同期为120户
        current = [i for i in levels if i not in previous]
        if not current:
            return
        if _CHANGE_3.search(words) and self.cut(p, [i for i in before if c.sentence[i] == c.sentence[p]]):
            return
        d = deltas[0] if deltas else None
        if d is not None and f.kind[d] in COUNTED:
            same = [i for i in current if f.kind[i] == f.kind[d] and (f.unit[i] == f.unit[d] or f.unit[d] == "")]
            for i in [i for i in same[:6] if self.with_delta(i, d, p, sign, test=True, strict=True)] or same[:6]:
                if self.with_delta(i, d, p, sign, test=True):
                    self.with_delta(i, d, p, sign)
                    if previous and f.unit[previous[0]] == f.unit[i]:
                        self.with_previous(i, previous[0], p, sign)
                    return
            if previous and same:
                self.with_previous(same[0], previous[0], p, sign)
            plain = [i for i in same if not _CHANGE_4.search(c.pre[i]) and c.sentence[i] == c.sentence[p]]
            if plain and p - plain[0] <= 8:
                self.with_delta(plain[0], d, p, sign)
            return
        if previous:
            prev = previous[0]
            same = [i for i in current if f.kind[i] == f.kind[prev] and f.unit[i] == f.unit[prev]]
            for i in [i for i in same[:5] if self.with_previous(i, prev, p, sign, test=True, strict=True)] or same[:5]:
                if self.with_previous(i, prev, p, sign, test=True):
                    self.with_previous(i, prev, p, sign)
                    return
            same = [
                i
                for i in same
                if not _CHANGE_5.search(c.pre[i]) and not (c.bracket[i] >= 0 and c.bracket[i] != c.bracket[p])
            ] or same
            if same and c.sentence[same[0]] == c.sentence[p]:
                self.with_previous(same[0], prev, p, sign)
            elif same and c.block[same[0]] == c.block[p]:
                self.with_previous(same[0], prev, p, sign, cap=WARNING)
            return
        if _CHANGE_RATE.search(words.rstrip()) and len(levels) >= 2:
            prev, cur = (
                max(levels[:2], key=lambda i: f.num[i] / 10 ** f.dec[i]),
                min(levels[:2], key=lambda i: f.num[i] / 10 ** f.dec[i]),
            )
            if (
                f.unit[prev] == f.unit[cur]
                and c.sentence[prev] == c.sentence[p]
                and self.with_previous(cur, prev, p, -1, test=True)
            ):
                self.with_previous(cur, prev, p, -1)
                return
        cur = current[0]
        if c.clause[cur] < c.clause[p] - 3 or c.sentence[cur] != c.sentence[p]:
            return
        if c.plan[cur] and c.clause[p] - c.clause[cur] <= 1:
            # 预期160000万元，增长5%左右: on what this report says was done
            done = [
                i
                for i in self.counts
                if i < cur
                and not c.plan[i]
                and f.unit[i] == f.unit[cur]
                and f.kind[i] == f.kind[cur]
                and overlap(c.label[i], c.label[cur]) >= 0.8
            ]
            for i in reversed(done):
                if self.with_previous(cur, i, p, sign, test=True):
                    self.with_previous(cur, i, p, sign, cap=WARNING)
                    return
        # the carried-in number of the same stock: 年末未结24458件，下降15.1% of 旧存28802件
        if "carry_out" in c.roles[cur]:
            for i in levels[1:8]:
                if "carry_in" in c.roles[i] and self.with_previous(cur, i, p, sign, test=True):
                    self.with_previous(cur, i, p, sign)
                    return
        if f.kind[cur] == "count" and not f.hedge[cur] and not f.step[cur] and not f.hedge[p] and f.num[cur] > 0:
            candidates = [
                i
                for i in current[:3]
                if c.sentence[i] == c.sentence[p] and f.kind[i] == "count" and f.num[i] > 0 and not f.hedge[i]
            ]
            self.back(candidates[0], p, sign, quiet=len(candidates) > 1 and c.clause[candidates[0]] != c.clause[p] - 1)

    def cut(self, p: int, before: list[int]) -> bool:
        """送审9.84亿元，审定9.02亿元，审减0.82亿元，审减率8.3%: what was cut, over what was sent in."""
        c, f = self.c, self.c.figures
        sent = next((i for i in before if _CUT.search(c.pre[i])), None)
        cut = next((i for i in before if _CUT_2.search(c.pre[i])), None)
        left = next((i for i in before if _CUT_3.search(c.pre[i])), None)
        if sent is None or (cut is None and left is None) or f.kind[sent] != f.kind[cut if cut is not None else left]:
            return False
        part = cut if cut is not None else left
        dec = common(c, sent, part)
        (a, b), (x, y) = scaled(c, part, dec), scaled(c, sent, dec)
        if cut is None:
            a, b = x - b, y - a
        v = {
            "num_lo": a,
            "num_hi": b,
            "den_lo": x,
            "den_hi": y,
            "rep": f.num[p],
            "rep_lo": f.num[p],
            "rep_hi": f.num[p],
            "scale": 10 ** f.dec[p],
            "per": 100,
        }
        members = [("numerator", part), ("denominator", sent), ("reported", p)]
        self.out.append(
            Relation(
                "rate",
                "rates",
                "RAT101",
                members,
                v,
                p,
                ERROR,
                0.0,
                [],
                c.label[part],
                "" if cut is not None else "complement",
                {"named": True},
            )
        )
        return True

    def change_run(self, run: list[int]) -> None:
        """增幅22.5%、17.2% after 分别增收1417万元、357万元; or 分别下降5.4%、17% after as many levels."""
        c, f = self.c, self.c.figures
        k = len(run)
        sign = direction(self.words(run[0]))
        before = self.nearby(run[0], COUNTED, 12)
        block = [i for i in before if c.sentence[i] == c.sentence[run[0]]]
        deltas = block[:k][::-1]
        if (
            len(deltas) < k
            or not self.is_delta(deltas[0])
            or not all(c.joined[i] or self.is_delta(i) for i in deltas[1:])
        ):
            deltas = []
        rest = [i for i in before if i not in deltas and not self.is_delta(i)]
        if len(deltas) == k:
            dsign = sign or direction(c.pre[deltas[0]])
            aligned = rest[:k][::-1]  # 分别达到A、B、C，分别增加a、b、c: one for one
            for at, (d, p) in enumerate(zip(deltas, run, strict=True)):
                pool = [i for i in rest if f.kind[i] == f.kind[d]]
                if len(aligned) == k and aligned[at] in pool and self.with_delta(aligned[at], d, p, dsign, test=True):
                    self.with_delta(aligned[at], d, p, dsign)
                    continue
                fitting = [i for i in pool if self.with_delta(i, d, p, dsign, test=True)]
                if fitting:
                    fitting.sort(key=lambda i: -overlap(c.label[i], c.label[d]))
                    self.with_delta(fitting[0], d, p, dsign)
                    continue
                named = max(pool, key=lambda i: overlap(c.label[i], c.label[d]), default=None)
                if named is not None and overlap(c.label[named], c.label[d]) >= 0.5:
                    self.with_delta(named, d, p, dsign)
            return
        if self.series(run, block, sign):
            return
        levels = [i for i in block if not self.is_previous(i)][:k][::-1]
        prior = [i for i in block if self.is_previous(i)]
        if len(levels) == k and len(prior) == k:
            for cur, prev, p in zip(levels, prior[::-1], run, strict=True):
                self.with_previous(cur, prev, p, sign)

    def series(self, run: list[int], block: list[int], sign: int) -> bool:
        """2021年至2023年分别新收412件、468件和525件，…2022年、2023年增幅分别为13.6%、12.2%: each year on the year before."""
        c, f = self.c, self.c.figures
        for last in block:
            row = [last]
            while c.joined[row[0]] and f.unit[row[0] - 1] == f.unit[last]:
                row.insert(0, row[0] - 1)
            if len(row) == len(run) + 1 and all(
                self.with_previous(b, a, p, 0, test=True) for a, b, p in zip(row, row[1:], run, strict=False)
            ):
                for a, b, p in zip(row, row[1:], run, strict=False):
                    self.with_previous(b, a, p, 0)
                return True
        del sign
        return False

    # ---------------------------------------------------------------- relations
    def frame(self, cur, prev, p, sign):
        """Integers of the `changes` frame; prev is (lo, hi) at the scale of cur."""
        f = self.c.figures
        scale = 10 ** f.dec[p]
        low = f.num[p] if not f.hedge[p] else (-OPEN_HIGH if f.low[p] is None else f.low[p])
        high = f.num[p] if not f.hedge[p] else (OPEN_HIGH if f.high[p] is None else f.high[p])
        if f.unit[p] == "成":
            low, high = (low - 5, high + 5) if not f.hedge[p] else (low - 1, high + 1)
        per = 1000 if f.unit[p] == "‰" else 100
        return {
            "cur_lo": cur[0],
            "cur_hi": cur[1],
            "prev_lo": prev[0],
            "prev_hi": prev[1],
            "rep": f.num[p],
            "rep_lo": low,
            "rep_hi": high,
            "scale": scale,
            "per": per,
            "sign": sign,
        }

    def ties(self, v: dict, strict: bool = False) -> bool:
        """Does the change print as stated: rounded, or (unless strict) truncated?"""
        if v["prev_lo"] <= 0:
            return False
        k = v["per"] * v["scale"]
        for s in (1, -1):
            if v["sign"] and s != v["sign"]:
                continue
            # change = s * rep: cur - prev over prev
            lo = s * (v["cur_lo"] - v["prev_hi"]) if s > 0 else v["prev_lo"] - v["cur_hi"]
            hi = v["cur_hi"] - v["prev_lo"] if s > 0 else v["prev_hi"] - v["cur_lo"]
            rep = v["rep"] if v["rep"] >= 0 else -v["rep"]
            if v["rep_lo"] != v["rep"] or v["rep_hi"] != v["rep"]:
                if k * hi >= v["rep_lo"] * v["prev_lo"] and k * lo <= v["rep_hi"] * v["prev_hi"]:
                    return True
            elif (got := fit.ratio(lo, hi, v["prev_lo"], v["prev_hi"], rep, v["scale"], v["per"])) and (
                got == fit.ROUNDED or not strict
            ):
                return True
        return False

    def with_previous(self, cur, prev, p, sign, *, test=False, strict=False, cap=ERROR):
        c = self.c
        dec = common(c, cur, prev)
        v = self.frame(scaled(c, cur, dec), scaled(c, prev, dec), p, sign)
        if test:
            return self.ties(v, strict)
        self.out.append(
            Relation(
                "year_on_year",
                "changes",
                "CHG101",
                [("current", cur), ("previous", prev), ("reported", p)],
                v,
                p,
                cap,
                0.0,
                [],
                c.label[cur],
            )
        )
        return True

    def with_delta(self, cur, d, p, sign, *, test=False, strict=False, cap=ERROR):
        """The base is current minus change: 34450件，增加5662件，上升19.67%."""
        c = self.c
        s = sign or direction(c.pre[d]) or 1
        if direction(c.pre[d]):
            s = direction(c.pre[d])
        dec = common(c, cur, d)
        a, b = scaled(c, cur, dec)
        x, y = scaled(c, d, dec)
        prev = (a - y, b - x) if s > 0 else (a + x, b + y)
        v = self.frame((prev[0] + x, prev[1] + y) if s > 0 else (prev[0] - y, prev[1] - x), prev, p, sign or s)
        # the change itself is d: keep numerator and base apart, each with its own band
        v["cur_lo"], v["cur_hi"] = (a, b)
        if x == y and a == b:
            v["prev_lo"] = v["prev_hi"] = a - x if s > 0 else a + x
        if test:
            return self.ties(v, strict)
        if v["prev_lo"] <= 0 and s > 0:
            # it cannot have risen by more than it is
            values = {"big_lo": a, "big_hi": b, "small_lo": x, "small_hi": y}
            self.out.append(
                Relation(
                    "year_on_year",
                    "orders",
                    "ORD101",
                    [("earlier", cur), ("later", d), ("reported", p)],
                    values,
                    d,
                    WARNING,
                    0.0,
                    [],
                    c.label[cur],
                )
            )
            return True
        self.out.append(
            Relation(
                "year_on_year",
                "changes",
                "CHG101",
                [("current", cur), ("delta", d), ("reported", p)],
                v,
                p,
                cap,
                0.0,
                [],
                c.label[cur],
                "by_delta",
            )
        )
        return True

    def back(self, cur, p, sign, quiet) -> None:
        c, f = self.c, self.c.figures
        rep = abs(f.num[p])
        s = sign or (1 if f.num[p] > 0 else -1)
        v = {"cur_lo": f.num[cur], "cur_hi": f.num[cur], "rep": rep, "scale": 10 ** f.dec[p], "per": 100, "sign": s}
        if not back_solvable(f.num[cur], rep, v["scale"], s):
            return  # which of the figures of its clause changed is not said: nothing to judge
        self.out.append(
            Relation(
                "year_on_year",
                "back_changes",
                "CHG102",
                [("current", cur), ("reported", p)],
                v,
                p,
                WARNING,
                0.0,
                [],
                c.label[cur],
            )
        )

    # ---------------------------------------------------------------- 新登记4216户，注销1873户，净增2343户
    def net(self, d: int) -> None:
        """What came in less what went out is the net, where all three stand side by side; natural growth is births less deaths."""
        c, f = self.c, self.c.figures
        before = [
            i
            for i in range(d - 1, max(-1, d - 5), -1)
            if f.unit[i] == f.unit[d]
            and f.kind[i] == f.kind[d]
            and c.block[i] == c.block[d]
            and c.sentence[i] >= c.sentence[d] - 1
            and f.cell[i] is None
        ]
        if len(before) < 2:
            return
        minus, plus = before[0], before[1]
        if (
            c.pre[d].strip().startswith("净") is False
            or not _NET.search(c.pre[plus])
            or not _NET_2.search(c.pre[minus])
        ):
            return
        self.difference(plus, minus, d)

    def difference(self, plus: int, minus: int, d: int) -> None:
        c, f = self.c, self.c.figures
        dec = common(c, plus, minus, d)
        if f.kind[d] == "percent":
            a, b, x = (self.exact(i, dec) for i in (plus, minus, d))
            slack = 10 ** (dec - min(f.dec[i] for i in (plus, minus, d)))
            lo, hi, u, v = a - b, a - b, x - slack, x + slack
        else:
            (a, a2), (b, b2), (u, v) = scaled(c, plus, dec), scaled(c, minus, dec), scaled(c, d, dec)
            lo, hi = a - b2, a2 - b
        if f.num[d] < 0 or "-" in c.text[f.start[d] - 1 : f.start[d] + 1]:
            pass
        values = {"total_lo": lo, "total_hi": hi, "parts_lo": u, "parts_hi": v, "mode": 0}
        if lo > v or hi < u:
            if f.kind[d] != "percent" and not (c.sentence[plus] == c.sentence[d] and d - plus <= 3):
                return
        self.out.append(
            Relation(
                "balance",
                "sums",
                "SUM104",
                [("plus", plus), ("minus", minus), ("total", d)],
                values,
                d,
                WARNING,
                0.0,
                [],
                c.label[d],
                "net",
                {"in": [plus], "out": [minus, d]},
            )
        )

    # ---------------------------------------------------------------- percentage points
    def points(self, q: int) -> None:
        c, f = self.c, self.c.figures
        rates = [
            i
            for i in range(q - 1, max(-1, q - 9), -1)
            if f.kind[i] == "percent" and f.cell[i] is None and c.block[i] == c.block[q] and not self.is_change(i)
        ]
        rates = [i for i in rates if c.sentence[i] >= c.sentence[q]]
        if rates and (
            c.half[rates[0]] != c.half[q] or any(f.kind[k] == "percentage_point" for k in range(rates[0] + 1, q))
        ):
            rates = [i for i in rates if c.half[i] == c.half[q]]
        sign = direction(self.words(q))
        if len(rates) < 2:
            if rates or not f.dec[q]:
                return
            self.points_elsewhere(q, sign)
            return
        prior = [
            i
            for i in rates
            if self.is_previous(i) or (c.bracket[i] >= 0 and c.bracket[q] < 0) or _POINTS.search(c.clause_text[i])
        ]
        for b in prior[:2] or rates[:1]:
            for a in rates:
                if a != b and self.add_points(a, b, q, sign, test=True):
                    self.add_points(a, b, q, sign)
                    return
        for a in rates:
            for b in rates:
                if a != b and self.add_points(a, b, q, 0, test=True) and len(rates) <= 4:
                    if prior or direction(self.words(q)) == 0:
                        self.add_points(a, b, q, sign)
                        return
        if prior:
            b = prior[0]
            a = next((i for i in rates if i != b and i not in prior), None)
            if a is not None and c.clause[q] - c.clause[a] <= 4:
                self.add_points(a, b, q, sign)

    def points_elsewhere(self, q: int, sign: int) -> None:
        """民事调解率…低于全年3.84个百分点: both rates stand in one row of a table."""
        c, f = self.c, self.c.figures
        words = c.text[c.sentence_start[q] : f.start[q]]
        plain = None
        for g in c.grids:
            for r in range(g.first_row, g.rows):
                side = g.sides[r]
                if not side or shared(side, words) < 2:
                    continue
                cells = [i for i in g.at[r] if i >= 0 and f.kind[i] == "percent"]
                if len(cells) == 2 and shared(side, words) >= 2:
                    plain = plain or (cells[1], cells[0])
                for a in cells:
                    for b in cells:
                        if a < b and self.add_points(a, b, q, 0, test=True):
                            self.add_points(a, b, q, 0)
                            return
        if plain is not None:
            self.add_points(*plain, q, 0, cap=WARNING)

    def add_points(self, a, b, q, sign, *, test=False, cap=ERROR) -> bool:
        c = self.c
        dec = common(c, a, b, q)
        cur, prev, delta = (self.exact(i, dec) for i in (a, b, q))
        values = {
            "cur_lo": cur,
            "cur_hi": cur,
            "prev_lo": prev,
            "prev_hi": prev,
            "delta_lo": delta,
            "delta_hi": delta,
            "sign": sign,
        }
        f = c.figures
        # two printed rates and their printed difference: each may be rounded by half its last unit
        slack = (
            sum(10 ** (dec - f.dec[i]) // 2 for i in (a, b, q))
            if len({f.dec[i] for i in (a, b, q)}) > 1
            else 10 ** (dec - f.dec[q])
        )
        values["delta_lo"], values["delta_hi"] = delta - slack, delta + slack
        if test:
            gap = cur - prev
            return (abs(gap) - delta if not sign else sign * gap - delta) in range(-slack, slack + 1)
        self.out.append(
            Relation(
                "year_on_year",
                "differences",
                "CHG103",
                [("current", a), ("previous", b), ("delta", q)],
                values,
                q,
                cap,
                0.0,
                [],
                c.label[a],
            )
        )
        return True

    def exact(self, i: int, dec: int) -> int:
        f = self.c.figures
        return f.num[i] * 10 ** (dec - f.dec[i])

    # ---------------------------------------------------------------- 2024年56件，比上年48件增加8件; 由24个增至30个
    def delta_only(self, d: int) -> None:
        c, f = self.c, self.c.figures
        words = c.pre[d].rstrip()
        if (
            _DELTA_ONLY.search(words)
            and d
            and c.clause[d - 1] == c.clause[d]
            and f.unit[d - 1] == f.unit[d]
            and _DELTA_ONLY_2.search(c.pre[d - 1])
        ):
            dec = common(c, d, d - 1)
            self.from_to(d, dec, 1)
            return
        if (
            _DELTA_ONLY_3.search(words)
            and d
            and c.clause[d - 1] == c.clause[d]
            and f.unit[d - 1] == f.unit[d]
            and _DELTA_ONLY_2.search(c.pre[d - 1])
        ):
            dec = common(c, d, d - 1)
            self.from_to(d, dec, -1)
            return
        if not self.is_delta(d):
            return
        before = [i for i in self.nearby(d, COUNTED, 4) if c.sentence[i] == c.sentence[d] and f.unit[i] == f.unit[d]]
        previous = [i for i in before if self.is_previous(i)]
        current = [i for i in before if i not in previous and not self.is_delta(i)]
        nxt = d + 1
        if (
            not previous
            and current
            and nxt < self.n
            and c.half[nxt] == c.half[d]
            and f.unit[nxt] == f.unit[d]
            and _DELTA_ONLY_4.search(c.clause_text[nxt])
        ):
            previous = [nxt]  # 1248件，同比增加212件，上年为1036件
        if (
            previous
            and current
            and c.clause[d] - c.clause[previous[0]] <= 1
            and not any(f.kind[k] == "percent" for k in range(previous[0] + 1, d))
        ):
            dec = common(c, current[0], previous[0], d)
            (a, b), (x, y), (u, v) = scaled(c, current[0], dec), scaled(c, previous[0], dec), scaled(c, d, dec)
            values = {
                "cur_lo": a,
                "cur_hi": b,
                "prev_lo": x,
                "prev_hi": y,
                "delta_lo": u,
                "delta_hi": v,
                "sign": direction(words),
            }
            self.out.append(
                Relation(
                    "year_on_year",
                    "differences",
                    "CHG103",
                    [("current", current[0]), ("previous", previous[0]), ("delta", d)],
                    values,
                    d,
                    ERROR,
                    0.0,
                    [],
                    c.label[current[0]],
                )
            )

    def from_to(self, d: int, dec: int, sign: int) -> None:
        """由24个增至30个: the second figure lies on the side of the first that the word says."""
        c = self.c
        (a, b), (x, y) = scaled(c, d, dec), scaled(c, d - 1, dec)
        values = {
            "cur_lo": a,
            "cur_hi": b,
            "prev_lo": x,
            "prev_hi": y,
            "delta_lo": 0,
            "delta_hi": OPEN_HIGH,
            "sign": sign,
        }
        self.out.append(
            Relation(
                "order",
                "differences",
                "CHG103",
                [("earlier", d - 1), ("later", d)],
                values,
                d,
                ERROR,
                0.0,
                [],
                c.label[d],
                "from_to",
            )
        )


def back_solvable(cur: int, rep: int, scale: int, sign: int) -> bool:
    """Is there a whole previous value >= 1 from which `cur` is a change of rep/scale percent?"""
    k = 100 * scale
    # |cur - prev| * k / prev in [rep - 1/2, rep + 1/2]: prev between the two bounds
    lo_den, hi_den = 2 * k + sign * (2 * rep + 1), 2 * k + sign * (2 * rep - 1)
    bounds = []
    for den in (lo_den, hi_den):
        if den <= 0:
            return True
        bounds.append(den)
    low, high = -(-2 * k * cur // max(bounds)), 2 * k * cur // min(bounds)
    return high >= max(1, low)


def changes(c: Context, out: list[Relation]) -> None:
    """Relate every stated change of a document with its base.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Changes(c, out).build()
