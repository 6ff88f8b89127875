"""One change in percent: with its amount, with last year's value, or with neither."""

from __future__ import annotations

import re

from audit.relate.changes.cuts import Cuts
from audit.relate.changes.direction import direction
from audit.relate.changes.words import CHANGE_RATE, COUNTED, PREVIOUS
from audit.relate.relations import ERROR, WARNING, Relation, common, scaled
from audit.relate.words import overlap

_REAL = re.compile("生产总值|增加值|GDP|总产值")
_AT_PRICES = re.compile("可比|不变价|实际增长|同口径|剔除|扣除")
_FROM = re.compile(r"[由从][^，,。；;0-9]{0,12}$")
_TO = re.compile(r"(?:到|至|为)[ ]*$")
_PLAN = re.compile(r"目标|力争|预期|计划|左右|以上$")
_CHANGE = re.compile(r"力争|目标|计划|确保|预期")
_CHANGE_2 = re.compile(r"(?:上年|去年|上期)(?:同期)?(?:为|是)?[ ]*$")
_CHANGE_3 = re.compile(r"(?:审减|核减)率")
_CHANGE_4 = re.compile(r"预算|计划|目标|任务|指标")
_CHANGE_5 = re.compile(r"预算|计划|目标|任务")
_DAILY = re.compile(r"[日月周]均[^，,。；;]{0,4}$")
_COUNTED_IN = re.compile(r"([人件户起])数[^，,。；;]{0,8}$")  # 立案人数上升0.6%: of persons
_UNITS = {"人": ("人", "名", "位")}


def _apart(a: str, b: str) -> bool:
    """Is one change on the month before, the other on the year before?"""
    return ("环比" in a and "同比" in b) or ("同比" in a and "环比" in b)


class Pairs(Cuts):
    """比上年增产2.1万吨，增长1.4%; 上年为1036件，增长20.46%."""

    def from_to_behind(self, p: int, sign: int) -> bool:
        """压减62.5%，由20个工作日缩短为7.5个工作日: both levels stand behind the change."""
        c, f = self.c, self.c.figures
        a, b = p + 1, p + 2
        if b >= self.n or c.half[b] != c.half[p] or f.unit[a] != f.unit[b] or f.kind[a] not in COUNTED:
            return False
        if c.clause[a] != c.clause[b] or c.clause[a] - c.clause[p] > 1 or not _FROM.search(c.pre[a]):
            return False
        if not _TO.search(c.pre[b]) or not self.with_previous(b, a, p, sign, test=True):
            return False
        return self.with_previous(b, a, p, sign)

    # ---------------------------------------------------------------- one percentage of change
    def change(self, p: int) -> None:
        """One percentage of change: with its amount, else with the value before, else with what was done."""
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
            if c.sentence[i] == c.sentence[p] and p - i <= 3 and not _apart(c.clause_text[i], words + c.clause_text[p]):
                near.append(i)
        deltas = after or near[:1]
        levels = [i for i in before if not self.is_delta(i)]
        levels = [i for i in levels if not (_DAILY.search(c.pre[i]) and c.clause[p] - c.clause[i] > 1)]
        counted = _COUNTED_IN.search(words)
        if counted is not None:
            units = _UNITS.get(counted.group(1), (counted.group(1),))
            levels = [i for i in levels if f.unit[i] in units or f.unit[i].startswith(counted.group(1))]
            deltas = [i for i in deltas if f.unit[i] in units]
        previous = [i for i in levels if self.is_previous(i) and c.sentence[i] == c.sentence[p]]
        if (
            not previous
            and p + 1 < self.n
            and 0 <= c.bracket[p + 1] - f.end[p] <= 1
            and f.kind[p + 1] in COUNTED
            and PREVIOUS.search(c.clause_text[p + 1])
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
        if (
            not previous
            and p + 2 < self.n
            and c.half[p + 1] == c.half[p]
            and c.clause[p + 1] - c.clause[p] == 1
            and f.kind[p + 1] in COUNTED
            and self.is_previous(p + 1)
            and levels
            and f.unit[levels[0]] == f.unit[p + 1]
            and self.with_previous(levels[0], p + 1, p, sign, test=True)
        ):
            previous = [p + 1]  # 同比增长5.0%，较上年末的45907户净增2309户
        nxt = p + 1
        behind = not previous and nxt < self.n and 0 <= c.bracket[nxt] - f.end[p] <= 1 and f.kind[nxt] in COUNTED
        if behind and c.year and f"{c.year - 1}年" in c.clause_text[nxt]:
            previous = [nxt]  # 同比上升7.47%（2023年为452918件）
        current = [i for i in levels if i not in previous]
        if self.from_to_behind(p, sign):
            return
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
                    if not previous:  # 比年初旧存增加476人，上升15.5%
                        stock = [k for k in levels if k != i and "carry_in" in c.roles[k]]
                        previous = [k for k in stock if self.with_previous(i, k, p, sign, test=True)]
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
            return
        if CHANGE_RATE.search(words.rstrip()) and len(levels) >= 2:
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
            self.back(candidates[0], p, sign)

    def with_previous(
        self, cur: int, prev: int, p: int, sign: int, *, test: bool = False, strict: bool = False, cap: str = ERROR
    ) -> bool:
        """cur against prev changed by p percent; with `test` only whether it ties."""
        c = self.c
        dec = common(c, cur, prev)
        v = self.frame(scaled(c, cur, dec), scaled(c, prev, dec), p, sign)
        if test:
            return self.ties(v, strict)
        if self.is_real(cur, p) and not self.ties(v):
            return False
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

    def is_real(self, cur: int, p: int) -> bool:
        """生产总值 and 增加值 grow at constant prices: the amounts of two years do not give their growth."""
        c, start = self.c, self.c.figures.start
        near = c.text[max(c.sentence_start[p], start[p] - 30) : start[p]] + c.post[p][:12]
        return _REAL.search(c.label[cur] + c.pre[cur]) is not None or _AT_PRICES.search(near) is not None

    def with_delta(
        self, cur: int, d: int, p: int, sign: int, *, test: bool = False, strict: bool = False, cap: str = ERROR
    ) -> bool:
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
        if self.is_real(cur, p) and not self.ties(v):
            return False
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

    def back(self, cur: int, p: int, sign: int) -> None:
        """cur and a percentage alone: is there a whole number that it grew from?"""
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
