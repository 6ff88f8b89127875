"""Differences: what came in less what went out, one level less another, from one to another."""

from __future__ import annotations

import re

from audit.relate.changes.direction import direction
from audit.relate.changes.operands import Operands
from audit.relate.changes.words import COUNTED
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled

_NET = re.compile(r"新|开业|设立|流入|出生|增")
_NET_2 = re.compile(r"注销|吊销|减|退|流出|死亡|关")
_DELTA_ONLY = re.compile(
    r"(?:增至|增加到|增加至|提高到|上升到|上升至|扩大到|增长到|达到)(?:(?:19|20)[0-9]{2}年(?:度|末|底)?的?|今年的?|目前的?)?$"
)
_DELTA_ONLY_2 = re.compile(r"[由从][^，,。]{0,12}$")
_DELTA_ONLY_3 = re.compile(
    r"(?:降至|减少到|减少至|下降到|下降至|压缩到|压缩至|缩短到|缩短至|压减至|压减到)(?:(?:19|20)[0-9]{2}年(?:度|末|底)?的?|今年的?|目前的?)?$"
)
_DELTA_ONLY_4 = re.compile(r"(?:上年|去年|上期)(?:同期)?(?:为|是)[ ]*$")
_STOCK = re.compile(r"[比较](?:年初|上年末|上年底|去年末|去年底)[^，,。；;]{0,10}$")
_PERIOD = re.compile(
    r"(?:季度|[0-9一二三四五六七八九十]月份?|上半年|下半年|[12][0-9]{3}年度?|会议|届|期)[^，,。；;]{0,6}$"
)


class Differences(Operands):
    """净增2343户; 同比增加212件，上年为1036件; 由27家发展到108家."""

    # ---------------------------------------------------------------- 新登记4216户，注销1873户，净增2343户
    def net(self, d: int) -> None:
        """What came in less what went out is the net, where all three stand side by side; natural growth is births
        less deaths.
        """
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
        """high - low = d, where words and unit allow it."""
        c, f = self.c, self.c.figures
        dec = common(c, plus, minus, d)
        if f.kind[d] == "percent":
            a, b, x = (self.exact(i, dec) for i in (plus, minus, d))
            slack = 10 ** (dec - min(f.dec[i] for i in (plus, minus, d)))
            lo, hi, u, v = a - b, a - b, x - slack, x + slack
        else:
            (a, a2), (b, b2), (u, v) = scaled(c, plus, dec), scaled(c, minus, dec), scaled(c, d, dec)
            lo, hi = a - b2, a2 - b
        values = {"total_lo": lo, "total_hi": hi, "parts_lo": u, "parts_hi": v, "mode": 0}
        apart = f.kind[d] != "percent" and not (c.sentence[plus] == c.sentence[d] and d - plus <= 3)
        if apart and (lo > v or hi < u):
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

    # ---------------------------------------------------------------- 2024年56件，比上年48件增加8件; 由24个增至30个
    def delta_only(self, d: int) -> None:
        """增加212件，上年为1036件: an amount of change between two levels, without its percentage."""
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
            fitting = (i for i in current[:6] if self.makes(i, previous[0], d))
            self.with_both(next(fitting, current[0]), previous[0], d)
        elif not previous and current and _STOCK.search(c.clause_text[d]) and self.on_stock(current[0], d):
            return
        elif not previous and len(current) >= 2 and f.num[d] >= 10 and not c.joined[current[0]]:
            self.between_periods(current, d)
        elif previous and not current and c.clause[d] - c.clause[previous[0]] <= 1:
            self.earlier_level(previous[0], d)

    def makes(self, cur: int, prev: int, d: int) -> bool:
        """Do two levels differ by d, in the direction that its words say?"""
        dec = common(self.c, cur, prev, d)
        (a, b), (x, y), (u, v) = (scaled(self.c, i, dec) for i in (cur, prev, d))
        sign = direction(self.c.pre[d].rstrip())
        return any(
            (a - y if s > 0 else x - b) <= v and (b - x if s > 0 else y - a) >= u
            for s in (1, -1)
            if s == sign or not sign
        )

    def on_stock(self, cur: int, d: int) -> bool:
        """旧存3065人…未结3541人，比年初旧存增加476人，上升15.5%: what was carried in is the base; numbers confirm."""
        c, f = self.c, self.c.figures
        for prev in self.nearby(d, (f.kind[d],), 12):
            if "carry_in" in c.roles[prev] and f.unit[prev] == f.unit[d] and self.makes(cur, prev, d):
                self.with_both(cur, prev, d)
                return True
        return False

    def between_periods(self, current: list[int], d: int) -> None:
        """三季度128634件；二季度为119207件，环比增加9427件: the level right before names another period; numbers
        confirm.
        """
        c = self.c
        prev = current[0]
        if _PERIOD.search(c.clause_text[prev]) is None or d - prev != 1:
            return
        cur = next((i for i in current[1:4] if self.makes(i, prev, d)), None)
        if cur is not None:
            self.with_both(cur, prev, d)

    def earlier_level(self, prev: int, d: int) -> None:
        """新收案件比2023年的2486件增加259件: this year's level stands a sentence or two before, and ties."""
        c, f = self.c, self.c.figures
        for i in self.nearby(prev, (f.kind[d],), 12):
            if f.unit[i] == f.unit[d] and c.sentence[i] < c.sentence[d] and not self.is_delta(i):
                count = len(self.out)
                self.with_both(i, prev, d)
                if self.holds(self.out[count]):
                    return
                del self.out[count:]

    def with_both(self, cur: int, prev: int, d: int) -> None:
        """比上年48件增加8件: the change is current less previous."""
        c = self.c
        dec = common(c, cur, prev, d)
        (a, b), (x, y), (u, v) = scaled(c, cur, dec), scaled(c, prev, dec), scaled(c, d, dec)
        values = {
            "cur_lo": a,
            "cur_hi": b,
            "prev_lo": x,
            "prev_hi": y,
            "delta_lo": u,
            "delta_hi": v,
            "sign": direction(c.pre[d].rstrip()),
        }
        members = [("current", cur), ("previous", prev), ("delta", d)]
        self.out.append(
            Relation("year_on_year", "differences", "CHG103", members, values, d, ERROR, 0.0, [], c.label[cur])
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
