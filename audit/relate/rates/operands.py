"""What every reader of rates shares: the counted figures, the arithmetic on them, the relation that is written."""

from __future__ import annotations

import re
from bisect import bisect_left

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.rates.words import COUNTED, MOST
from audit.relate.relations import ERROR, OPEN_HIGH, Relation, common, scaled

PER = {"‰": 1000, "‱": 10000}
_FAR_HEDGE = re.compile(
    r"(超过|超|逾|高于|不足|不到|低于|将近|接近|近|大约|约)(?:占)?[^，,。；;0-9]{2,14}的(?:比例)?[ ]*$|(?:达到"
    r"|占到)?(约)占[^，,。；;0-9]{0,14}$"
)
_DAYS = re.compile(r"优|良|达标|有效|监测")  # 监测365天，优良352天
_MEAN = re.compile(r"平均|[日月人户件校亩场次]均[^，,。]{0,4}$")


class Operands:
    """The counted figures of a document, and whether some of them make a print."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.counts = [
            i for i, k in enumerate(f.kind) if k in COUNTED or (f.unit[i] == "天" and _DAYS.search(c.pre[i]))
        ]
        pointers = {g.announced for g in c.joint}
        self.prose_counts = [
            i
            for i in self.counts
            if f.cell[i] is None and i not in pointers and i not in c.exact and not _MEAN.search(c.pre[i])
        ]
        self.of_prose = frozenset(self.prose_counts)
        self.prints: dict[int, tuple[int, int]] = {}  # percentage -> its interval
        self.sizes: dict[int, int] = {}
        self.scores: dict[tuple[int, tuple[str, ...]], float] = {}
        self.matches: dict[tuple[str, int], float] = {}
        self.samples: dict[str, tuple[list[int], dict[int, list[int]]]] = {}  # rate -> what is good, samples by block
        self.pools: dict[tuple[str, int], tuple[list[tuple[int, int]], list[int]]] = {}  # see `within`
        self.used_base: dict[int, int] = {}  # block -> denominator last used by a share in it
        self.done: set[int] = set()
        pointed = [g for g in c.joint if g.percent >= 0]
        self.joint = {g.percent: [g.total] if g.total >= 0 else g.items for g in pointed if not g.each}
        self.each = {g.percent: g.items for g in pointed if g.each}

    # ------------------------------------------------------------------ arithmetic on figures
    def fits(self, num: list[int], den: list[int], rep: int) -> int:
        """Do the sums of some figures give a print: 0 no, else how (see fit)."""
        c, f = self.c, self.c.figures
        dec = common(c, *num, *den)
        nl = nh = dl = dh = 0
        for i in num:
            a, b = scaled(c, i, dec)
            nl += a
            nh += b
        for i in den:
            a, b = scaled(c, i, dec)
            dl += a
            dh += b
        per = PER.get(f.unit[rep], 100)
        low, high = self.printed(rep)
        if low != high:
            k = per * 10 ** f.dec[rep]
            return fit.ROUNDED if dl > 0 and k * nh >= low * dl and k * nl <= high * dh else fit.NONE
        return fit.ratio(nl, nh, dl, dh, f.num[rep], 10 ** f.dec[rep], per)

    def comes_near(self, num: list[int], den: list[int], rep: int) -> bool:
        """Does a quotient miss a print by less than half of it?"""
        c, f = self.c, self.c.figures
        dec = common(c, *num, *den)
        n, d = (sum(scaled(c, i, dec)[0] for i in ids) for ids in (num, den))
        got, want = n * PER.get(f.unit[rep], 100) * 10 ** f.dec[rep], f.num[rep] * d
        return d > 0 and 2 * got <= 3 * want and 2 * want <= 3 * got

    def within(self, n: int, p: int, kinds: set[str]) -> list[int]:
        """The figures of some kinds, none hedged, that n could be p percent of: found by value, not one by one."""
        f = self.c.figures
        pools = self.pools
        if not pools:
            for d in self.counts:
                if not f.hedge[d]:
                    held, most_step = pools.setdefault((f.kind[d], f.dec[d]), ([], [0]))
                    held.append((f.num[d], d))
                    most_step[0] = max(most_step[0], f.step[d])
            for held, _ in pools.values():
                held.sort()
        k = PER.get(f.unit[p], 100) * 10 ** f.dec[p]
        low, high = self.printed(p)
        out: list[int] = []
        for (kind, dec), (pool, (widest,)) in pools.items():
            if kind not in kinds:
                continue
            scale = max(dec, f.dec[n] + (f.step[n] & 1))
            a, b = scaled(self.c, n, scale)
            shift = 10 ** (scale - dec)
            # num/den prints as p, rounded or cut: den lies between num/(p + 1) and num/(p - 1/2) of the last place
            least = k * a // ((high + 1) * shift) - widest - 1 if high >= 0 else 0
            most = 2 * k * b // ((2 * low - 1) * shift) + widest + 1 if low > 0 else OPEN_HIGH
            first = bisect_left(pool, (least, -1))
            last = bisect_left(pool, (most + 1, -1)) if most < OPEN_HIGH else len(pool)
            out.extend(d for _, d in pool[first:last])
        return out

    def size(self, ids: list[int]) -> int:
        """The largest value a sum of figures may have, at 10**-6 of the unit."""
        f = self.c.figures
        sizes = self.sizes
        total = 0
        for i in ids:
            if i not in sizes:
                dec = f.dec[i] + (f.step[i] & 1)
                sizes[i] = scaled(self.c, i, dec)[1] * 10 ** (6 - min(6, dec))
            total += sizes[i]
        return total

    def printed(self, p: int) -> tuple[int, int]:
        """The interval that the print of a percentage stands for: itself, its hedge's, or half a 成 on each side."""
        known = self.prints.get(p)
        if known is None:
            known = self.prints[p] = self.print_of(p)
        return known

    def print_of(self, p: int) -> tuple[int, int]:
        """超过新受理案件的六成 and 约占三分之二 hedge the number from afar, before its base."""
        c, f = self.c, self.c.figures
        num = f.num[p]
        tenth = f.unit[p] == "成"
        if f.hedge[p]:
            low, high = f.low[p], f.high[p]
            low = -OPEN_HIGH if low is None else low - (1 if tenth else 0)
            high = OPEN_HIGH if high is None else high + (1 if tenth else 0)
            return low, high
        m = _FAR_HEDGE.search(c.clause_text[p])
        if m is not None:
            word = m.group(1) or m.group(2)
            unit = 10 if tenth else max(1, num // 10)
            if word in ("超过", "超", "逾", "高于"):
                return num, OPEN_HIGH
            if word in ("不足", "不到", "低于"):
                return -OPEN_HIGH, num
            if word in ("近", "接近", "将近"):
                return num - unit, num
            return num - unit // 2 - (0 if tenth else 1), num + unit // 2 + (0 if tenth else 1)
        if tenth:
            return num - 5, num + 5
        return num, num

    def add(
        self,
        num: list[int],
        den: list[int],
        rep: int,
        *,
        cap: str = ERROR,
        chance: float = 0.0,
        named: bool = False,
        label: str = "",
        note: str = "",
        data: dict[str, object] | None = None,
    ) -> None:
        """Record a rate relation with the integers of the `rates` frame."""
        c, f = self.c, self.c.figures
        dec = common(c, *num, *den)
        nl = nh = dl = dh = 0
        for i in num:
            a, b = scaled(c, i, dec)
            nl, nh = nl + a, nh + b
        for i in den:
            a, b = scaled(c, i, dec)
            dl, dh = dl + a, dh + b
        scale = 10 ** f.dec[rep]
        low, high = self.printed(rep)
        per = PER.get(f.unit[rep], 100)
        values = {
            "num_lo": nl,
            "num_hi": nh,
            "den_lo": dl,
            "den_hi": dh,
            "rep": f.num[rep],
            "rep_lo": low,
            "rep_hi": high,
            "scale": scale,
            "per": per,
        }
        members = [("numerator", i) for i in num] + [("denominator", i) for i in den] + [("reported", rep)]
        facts = {"named": named, "name": label, **(data or {})}
        self.out.append(Relation("rate", "rates", "RAT101", members, values, rep, cap, chance, [], label, note, facts))
        self.done.add(rep)

    # ------------------------------------------------------------------ runs: 分别占84.7%、13.7%和1.6%
    def counts_before(self, p: int, limit: int = 8, reach: int = 1) -> list[int]:
        """Counted figures before p, nearest first, in its block and up to `reach` blocks back."""
        c = self.c
        out: list[int] = []
        at = self._position(p)
        for k in range(at - 1, -1, -1):
            i = self.prose_counts[k]
            if c.block[i] < c.block[p] - reach or len(out) >= limit:
                break
            out.append(i)
        return out

    def earlier(self, p: int) -> list[int]:
        """The counted figures before p, in order; no more than a long report has."""
        at = self._position(p)
        return self.prose_counts[max(0, at - MOST) : at]

    def _position(self, p: int) -> int:
        """How many counted figures of the prose stand before p."""
        return bisect_left(self.prose_counts, p)

    def pair(
        self, p: int, nums: list[list[int]], dens: list[int], *, explicit: bool, label: str, cap: str = ERROR
    ) -> bool:
        """Write the first pair that gives the print; with `explicit` words, the first pair even where none does."""
        for num in nums:
            for d in dens:
                if self.fits(num, [d], p):
                    self.add(num, [d], p, named=explicit, label=label, cap=cap)
                    return True
        if explicit and nums and dens:
            self.add(nums[0], [dens[0]], p, named=True, label=label, cap=cap)
            return True
        return False
