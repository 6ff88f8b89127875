"""Sums and balances that no word announces: numbers propose them, and several places must confirm them."""

from __future__ import annotations

import re

from audit.relate.relations import ERROR, WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.closing import Closer, Tally
from audit.relate.tables.sheet import Axis, Line, Sheet

WIDEST = 10  # parts of an unnamed sum
MANY = 80  # lines beyond which only near neighbours are tried
_CARRY_IN = re.compile(
    r"上[年期月季周](?:度|末)?(?:结转|未结|旧存|转入|结余|结存|存案|余额|末)|旧存|期初|年初|月初|结转(?!下)|存案$|上年末|原有"
)
_INTAKE = re.compile(r"新收|收到|收案|收件|新增|受理|立案|接收|登记|收入|新设|增加|申请")
_CLOSED = re.compile(r"审结|办结|结案|执结|办理结果|总计|处理|支出|注销|减少|解除|退出|办复|答复")
_CARRY_OUT = re.compile(r"结转下|未结|未审结|未办结|尚未|期末|年末|月末|在办|余额|结余|在册|现有|下年")
_LEFT = re.compile(r"结转下|未结|未审结|未办结|期末|年末|月末|季末|余额|结存")
_NAMED_BALANCE = re.compile(r"结转下")


def identities(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate lines that are sums of their neighbours, and what came in with what went out.

    Args:    sheet; axis: its rows or its columns; build: writes the relations.
    """
    Identities(sheet, axis, build).run()


class Identities:
    """The unnamed sums of one axis."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.sheet, self.axis, self.build = sheet, axis, build
        self.close = Closer(sheet, axis, build)
        self.lines = [x for x in axis.lines if x.additive and not x.change and not x.share]
        self.held = {
            frozenset(i for _, i in r.members) for r in build.out[-4000:] if r.note == "grid" and r.frame == "sums"
        }
        summed = {r.about for r in build.out[-4000:] if r.kind == "sum" and r.note == "grid"}
        # lines that are known to be the sum of others along this axis: a second reading would say one slip twice
        self.known = {x.n for x in self.lines if x.total and any(i in summed for i in x.ids if i >= 0)}
        self.count = len(self.close.places)

    def run(self) -> None:
        if len(self.lines) < 3 or not self.count:
            return
        before = len(self.build.out)
        self.named_balance()
        self.held.update(frozenset(i for _, i in r.members) for r in self.build.out[before:])
        if self.count < 2:
            return
        done: set[int] = set()
        for n, line in enumerate(self.lines):
            if line.n not in done and line.n not in self.known:
                self.windows(n, line, done)
        self.apart(done)
        self.balances()
        self.rolling()

    # ------------------------------------------------------------------ 审结 … 判决, 裁定, 调解
    def apart(self, done: set[int]) -> None:
        """A line that is the sum of neighbours which do not stand beside it."""
        f, band = self.sheet.c.figures, self.sheet.band
        if self.count < 3 or not 4 <= len(self.lines) <= MANY:
            return
        if any(f.step[i] > 1 for x in self.lines for i in x.ids if i >= 0):
            return  # rounded amounts would need bands
        places = [k for k in self.close.places if all(x.ids[k] >= 0 for x in self.lines)]
        places.sort(key=lambda k: -max(band[x.ids[k]][1] for x in self.lines))
        if len(places) < 3:
            return
        value = [[sum(band[x.ids[k]]) for k in places] for x in self.lines]
        for probes in ((0, 1), (0, 2), (1, 2)):
            index: dict[tuple, list[int]] = {}
            for n in range(len(self.lines)):
                index.setdefault(tuple(value[n][k] for k in probes), []).append(n)
            for first in range(len(self.lines) - 1):
                sums = [0, 0]
                for last in range(first, min(first + 8, len(self.lines))):
                    if last > first and not self.may_join(self.lines[first], self.lines[last]):
                        break
                    sums = [s + value[last][k] for s, k in zip(sums, probes, strict=True)]
                    if last == first or not all(sums):
                        continue
                    for n in index.get(tuple(sums), ())[:4]:
                        line = self.lines[n]
                        if first - 1 <= n <= last + 1 or line.n in done or not self.may_join(line, self.lines[first]):
                            continue
                        parts = self.lines[first : last + 1]
                        tally = self.close.tally(line, parts)
                        if tally.telling >= 3 and tally.weight >= 6 and self.confirm(line, parts):
                            done.add(line.n)

    # ------------------------------------------------------------------ 2021 未结 43, 2022 旧存 43
    def rolling(self) -> None:
        """What one year leaves over is what the next one carries in."""
        moments = [names.moment(x.whole) for x in self.axis.across]
        left = [x for x in self.lines if _LEFT.search(x.name) and not _CARRY_IN.search(x.name)]
        carried = [x for x in self.lines if _CARRY_IN.search(x.name)]
        if len(left) != 1 or len(carried) != 1 or left[0].unit != carried[0].unit:
            return
        pairs = []
        for k, here in enumerate(moments):
            for m in (k - 1, k + 1):
                there = moments[m] if 0 <= m < len(moments) else None
                if not there or not here:
                    continue
                (year, part), (next_year, next_part) = there, here
                follows = next_year - year == 1 and part == next_part
                follows = follows or (year == next_year and next_part - part == 1 and part > 0)
                a, b = left[0].ids[m], carried[0].ids[k]
                if follows and min(a, b) >= 0:
                    pairs.append((a, b))
        hits = [p for p in pairs if self.build.adds_up(p[0], [p[1]]) == 0]
        if not hits or len(hits) * 2 < len(pairs):
            return
        for a, b in pairs:
            self.build.repeat(a, b, cap=ERROR if (a, b) in hits else WARNING)

    # ------------------------------------------------------------------ neighbours that add up
    def windows(self, n: int, line: Line, done: set[int]) -> None:
        probes = self.probes(line)
        if len(probes) < 2:
            return
        widest = WIDEST if len(self.lines) <= MANY else 5
        for step in (1, -1):
            parts: list[Line] = []
            at = n + step
            while 0 <= at < len(self.lines) and len(parts) < widest:
                part = self.lines[at]
                if not self.may_join(line, part):
                    break
                parts.append(part)
                at += step
                if len(parts) >= 2 and self.quick(line, parts, probes):
                    ordered = parts[::step]
                    if self.confirm(line, ordered):
                        done.add(line.n)
                        return

    def may_join(self, line: Line, part: Line) -> bool:
        if part.unit != line.unit and line.unit and part.unit:
            return False
        if not self.axis.rows and part.previous != line.previous:
            return False
        return part.kind == line.kind

    def probes(self, line: Line) -> list[int]:
        """A few places where a sum of the line would tell: the greatest figures of the line."""
        f = self.sheet.c.figures
        here = [k for k in self.close.places if line.ids[k] >= 0 and f.num[line.ids[k]]]
        here.sort(key=lambda k: -abs(sum(self.sheet.band[line.ids[k]])))
        return here[:3]

    def quick(self, line: Line, parts: list[Line], probes: list[int]) -> bool:
        """Does the sum close at two of the probed places?"""
        hits = 0
        for k in probes:
            ids = [p.ids[k] for p in parts if p.ids[k] >= 0]
            hits += bool(ids) and self.close.closes(line.ids[k], ids)
        return hits >= min(2, len(probes))

    def confirm(self, line: Line, parts: list[Line]) -> bool:
        tally = self.close.tally(line, parts)
        tried = len(tally.ties) + len(tally.breaks)
        if tally.telling < 2 or len(tally.ties) * 4 < tried * 3 or tally.weight < (4 if tally.telling > 2 else 6):
            return False
        self.emit(tally)
        return True

    def emit(self, tally: Tally) -> None:
        for t, ids in tally.ties:
            if frozenset((t, *ids)) not in self.held:
                self.build.sum(t, ids)
        for t, ids in tally.breaks:
            below = self.close.gap(t, ids) > 0
            if (t in tally.gaps and below) or frozenset((t, *ids)) in self.held or len(ids) < 2:
                continue
            known = self.build.explained(t, ids)
            if not known and self.close.averages(t, ids):
                continue
            sure = known and tally.telling >= 3 and tally.weight >= 6
            self.build.sum(t, ids, cap=ERROR if sure else WARNING)

    # ------------------------------------------------------------------ 旧存 + 新收 = 办结 + 未结
    def named_balance(self) -> None:
        """Lines whose words say what was carried in, taken in, closed and left over."""
        lines = [x for x in self.lines if not (x.previous and not self.axis.rows)]
        carried = [x for x in lines if _CARRY_IN.search(x.whole) and not _NAMED_BALANCE.search(x.whole)]
        left = [x for x in lines if _CARRY_OUT.search(x.whole) and x not in carried]
        intake = [x for x in lines if _INTAKE.search(x.whole) and x not in carried and x not in left]
        closed = [x for x in lines if (_CLOSED.search(x.whole) or x.total) and x not in carried + left + intake]
        olds: list[Line | None] = [*carried[:3]] or [None]
        lefts: list[Line | None] = [*left[:3]] or [None]
        best: tuple | None = None
        for n in intake[:4]:
            for o in olds:
                for t in closed[:6] if len(closed) <= 6 else [x for x in closed if x.total][:4]:
                    for x in lefts:
                        if o is None and (x is None or _CARRY_IN.search("".join(y.whole for y in lines))):
                            continue
                        plus = [y for y in (n, o) if y is not None]
                        minus = [y for y in (t, x) if y is not None]
                        if len(plus) + len(minus) < 3 or len({y.unit for y in (*plus, *minus) if y.unit}) > 1:
                            continue
                        hits, rows = self.try_balance(plus, minus)
                        value = (len(hits), -(len(rows) - len(hits)), len(plus) + len(minus), t.total)
                        if rows and (best is None or value > best[0]):
                            best = (value, plus, minus, hits, rows)
        if best is None:
            return
        _, plus, minus, hits, rows = best
        firm = len(plus) == 2 and len(minus) == 2
        if not hits and not (firm and len(rows) == 1):
            return
        if hits and len(hits) * 2 < len(rows) and not firm:
            return
        if len(hits) < 2 and not firm:
            return
        for a, b in rows:
            ok = (a, b) in hits
            if ok or len(hits) * 2 >= len(rows) or self.slipped(a, b):
                self.build.balance(a, b, b[0], cap=ERROR if len(hits) * 2 >= len(rows) or firm else WARNING)

    def try_balance(self, plus: list[Line], minus: list[Line]) -> tuple[list, list]:
        """The places where both sides are whole; those where they agree first."""
        hits, rows = [], []
        band = self.sheet.band
        f = self.sheet.c.figures
        for k in self.close.places:
            a, b = [x.ids[k] for x in plus], [x.ids[k] for x in minus]
            if min(a) < 0 or min(b) < 0 or len({f.kind[i] for i in (*a, *b)}) > 1:
                continue
            rows.append((a, b))
            lo, hi = sum(band[i][0] for i in a), sum(band[i][1] for i in a)
            x, y = sum(band[i][0] for i in b), sum(band[i][1] for i in b)
            if lo <= y and hi >= x:
                hits.append((a, b))
        return hits, rows

    def evens(self, plus: list[Line], minus: list[Line], k: int) -> bool:
        """Do both sides agree at place k?"""
        a, b = [x.ids[k] for x in plus], [x.ids[k] for x in minus]
        if min(*a, *b) < 0:
            return False
        band = self.sheet.band
        lo, hi = sum(band[i][0] for i in a), sum(band[i][1] for i in a)
        return lo <= sum(band[i][1] for i in b) and hi >= sum(band[i][0] for i in b)

    def slipped(self, plus: list[int], minus: list[int]) -> bool:
        """Would one keying slip explain that the sides differ?"""
        f = self.sheet.c.figures
        dec = max(f.dec[i] for i in (*plus, *minus))
        value = {i: f.num[i] * 10 ** (dec - f.dec[i]) for i in (*plus, *minus)}
        gap = sum(value[i] for i in plus) - sum(value[i] for i in minus)
        return any(self.build.slip_to(i, value[i] - gap, dec) for i in plus) or any(
            self.build.slip_to(i, value[i] + gap, dec) for i in minus
        )

    def balances(self) -> None:
        """Four neighbours a, b, c, d of which two are the other two: a + b = c + d in one of three ways."""
        if self.count < 3 or len(self.lines) > MANY:
            return
        for n in range(len(self.lines) - 3):
            quad = self.lines[n : n + 4]
            if len({x.unit for x in quad if x.unit}) > 1 or len({x.kind for x in quad}) > 1:
                continue
            a, b, c, d = quad
            probes = self.probes(a)
            for plus, minus in (([a, b], [c, d]), ([a, c], [b, d]), ([a, d], [b, c])):
                if sum(self.evens(plus, minus, k) for k in probes) * 2 < len(probes):
                    continue
                hits, rows = self.try_balance(plus, minus)
                if len(hits) < 3 or len(hits) * 4 < len(rows) * 3:
                    continue
                f = self.sheet.c.figures
                told = [h for h in hits if sum(f.num[i] != 0 for i in (*h[0], *h[1])) >= 3]
                weight = sum(max(len(self.build.prints_as(i)) for i in (*x, *y)) for x, y in told)
                if len(told) < 3 or weight < 7:
                    continue
                if any(frozenset((*x, *y)) in self.held for x, y in hits):
                    continue
                for x, y in rows:
                    if (x, y) in hits:
                        self.build.balance(x, y, y[-1])
                    elif self.slipped(x, y):
                        self.build.balance(x, y, y[-1], cap=ERROR if len(told) >= 4 else WARNING)
                    else:
                        self.build.balance(x, y, y[-1], cap=WARNING)
                break
