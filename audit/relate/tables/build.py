"""Relations of table cells: the arithmetic that confirms them, and the integers that the judges read."""

from __future__ import annotations

from bisect import bisect_left

from audit.parse.figures import Figures
from audit.relate import fit
from audit.relate.context import Context
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled

TIES, BREAKS, SILENT = 1, -1, 0


class Builder:
    """Writes relations once each. One instance a document."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        self.seen: set[tuple] = set()
        self.pools: dict[str, list[tuple[int, int]]] = {}  # kind -> (value, figure), sorted
        for r in out:
            if r.kind == "rate" and r.frame == "rates":
                by = {role: tuple(i for x, i in r.members if x == role) for role, _ in r.members}
                self.seen.add(("rate", r.about, by.get("numerator", ()), by.get("denominator", ())))
        self.signs: dict[int, int] = {}  # figure -> sign its cell's words give it
        for g in c.grids:
            self.signs.update(g.signs)

    # ------------------------------------------------------------------ sums
    def interval(self, ids: list[int], dec: int) -> tuple[int, int]:
        """The sum of some figures' intervals at 10**dec."""
        lo = hi = 0
        for i in ids:
            a, b = scaled(self.c, i, dec)
            lo, hi = lo + a, hi + b
        return lo, hi

    def sum(self, total: int, parts: list[int], *, cap: str = ERROR, mode: int = 0, label: str = "") -> None:
        """total = parts, or with mode 1 total >= parts. A share's 100 % is its own code."""
        c, f = self.c, self.c.figures
        key = ("sum", mode, total, frozenset(parts))
        if key in self.seen or not parts:
            return
        self.seen.add(key)
        dec = common(c, total, *parts)
        (a, b), (lo, hi) = scaled(c, total, dec), self.interval(parts, dec)
        values = {"total_lo": a, "total_hi": b, "parts_lo": lo, "parts_hi": hi, "mode": mode}
        kind, check = ("subset", "SUM102") if mode else ("sum", "SUM101")
        if f.kind[total] == "percent" and not mode:
            check, cap = "RAT103", WARNING
        members = [("total", total), *(("part", i) for i in parts)]
        self.out.append(
            Relation(kind, "sums", check, members, values, total, cap, 0.0, [], label or c.label[total], "grid",
                     {"sum": values})
        )  # fmt: skip

    def adds_up(self, total: int, parts: list[int]) -> int:
        """0 where the parts can make the total, +1 where they stay below it, -1 where they exceed it."""
        dec = common(self.c, total, *parts)
        (a, b), (lo, hi) = scaled(self.c, total, dec), self.interval(parts, dec)
        return 1 if hi < a else -1 if lo > b else 0

    def has_subset(self, total: int, parts: list[int]) -> bool:
        """Is it written that the parts are at most the total?"""
        return ("sum", 1, total, frozenset(parts)) in self.seen

    def makes_hundred(self, parts: list[int]) -> bool:
        """Do some shares make 100 within their rounding?"""
        dec = common(self.c, *parts)
        lo, hi = self.interval(parts, dec)
        return lo <= 100 * 10**dec <= hi

    def slip_from_hundred(self, parts: list[int]) -> bool:
        """Would one keying slip in a share explain that they do not make 100, to within their rounding?"""
        f = self.c.figures
        dec = max(f.dec[i] for i in parts)
        each = [f.num[i] * 10 ** (dec - f.dec[i]) for i in parts]
        gap = 100 * 10**dec - sum(each)
        slack = len(parts) // 2
        return any(
            self.slip_to(i, v + gap + d, dec)
            for i, v in zip(parts, each, strict=True)
            for d in range(-slack, slack + 1)
        )

    def hundred(self, parts: list[int]) -> None:
        """Shares without a printed total make 100."""
        c = self.c
        key = ("hundred", frozenset(parts))
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, *parts)
        lo, hi = self.interval(parts, dec)
        values = {"total_lo": 100 * 10**dec, "total_hi": 100 * 10**dec, "parts_lo": lo, "parts_hi": hi, "mode": 0}
        members = [("part", i) for i in parts]
        self.out.append(
            Relation("sum", "sums", "RAT103", members, values, parts[-1], WARNING, 0.0, [], c.label[parts[0]], "grid")
        )

    def balance(self, plus: list[int], minus: list[int], about: int, *, cap: str = ERROR) -> None:
        """What came in is what went out and what is left: the sums of both sides agree."""
        c = self.c
        key = ("balance", frozenset((frozenset(plus), frozenset(minus))))
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, *plus, *minus)
        (a, b), (lo, hi) = self.interval(plus, dec), self.interval(minus, dec)
        values = {"total_lo": a, "total_hi": b, "parts_lo": lo, "parts_hi": hi, "mode": 0}
        members = [("plus", i) for i in plus] + [("minus", i) for i in minus]
        if len(plus) == 1:
            members = [("total", plus[0]), *(("part", i) for i in minus)]
        self.out.append(
            Relation("balance", "sums", "SUM104", members, values, about, cap, 0.0, [], c.label[about], "grid",
                     {"in": plus, "out": minus})
        )  # fmt: skip

    def repeat(self, a: int, b: int, *, cap: str = ERROR) -> None:
        """Two cells state one quantity."""
        c = self.c
        a, b = min(a, b), max(a, b)
        key = ("repeat", a, b)
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, a, b)
        (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
        values = {"a_lo": x, "a_hi": y, "b_lo": u, "b_hi": v}
        members = [("announced", a), ("item", b)]
        self.out.append(Relation("repeat", "repeats", "REP101", members, values, b, cap, 0.0, [], c.label[b], "grid"))

    def order(self, earlier: int, later: int, cap: str = WARNING) -> None:
        """A later stage never exceeds an earlier one."""
        c = self.c
        key = ("order", earlier, later)
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, earlier, later)
        (a, b), (x, y) = scaled(c, earlier, dec), scaled(c, later, dec)
        values = {"big_lo": a, "big_hi": b, "small_lo": x, "small_hi": y}
        members = [("earlier", earlier), ("later", later)]
        self.out.append(
            Relation("order", "orders", "ORD101", members, values, later, cap, 0.0, [], c.label[later], "grid")
        )

    # ------------------------------------------------------------------ rates
    def fits(self, num: list[int], den: list[int], p: int) -> int:
        """Do the figures num over den print as p: 0 no, else how (see fit)."""
        c, f = self.c, self.c.figures
        kind = f.kind[den[0]]
        if any(f.kind[i] != kind for i in num):
            return 0
        dec = common(c, *num, *den)
        (a, b), (x, y) = self.interval(num, dec), self.interval(den, dec)
        return self.prints(a, b, x, y, p)

    def within(self, n: int, p: int) -> list[int]:
        """Figures of the kind of n of which n could be p percent, likeliest value first in order of the text."""
        f = self.c.figures
        kind = f.kind[n]
        if kind not in self.pools:
            self.pools[kind] = sorted(
                (f.num[i] * 10 ** (6 - f.dec[i]), i)
                for i in range(len(f))
                if f.kind[i] == kind and not f.hedge[i] and f.dec[i] <= 6 and f.num[i] > 0 and i not in f.fraction
            )
        pool = self.pools[kind]
        k, rep = per(f, p) * 10 ** f.dec[p], f.num[p]
        if rep <= 0 or f.num[n] <= 0 or f.dec[n] > 6:
            return []
        a, b = scaled(self.c, n, 7)
        low = 2 * k * a // (2 * (rep + 1) + 1) // 10  # a truncated print leaves a little more room
        high = -(-2 * k * b // (2 * rep - 1)) // 10 + 1
        slack = max(1, low // 200)
        first, last = bisect_left(pool, (low - slack, -1)), bisect_left(pool, (high + slack, -1))
        return sorted((i for _, i in pool[first : min(last, first + 40)]), key=lambda i: abs(i - n))

    def prints(self, a: int, b: int, x: int, y: int, p: int) -> int:
        f = self.c.figures
        if f.hedge[p]:
            low, high = f.low[p], f.high[p]
            k = per(f, p) * 10 ** f.dec[p]
            low = -1 if low is None else low
            return int(x > 0 and k * b >= low * x and (high is None or k * a <= high * y))
        return fit.ratio(a, b, x, y, f.num[p], 10 ** f.dec[p], per(f, p))

    def rate(
        self, num: list[int], den: list[int], p: int, *, cap: str = ERROR, label: str = "", **facts: object
    ) -> None:
        """num over den is p."""
        c, f = self.c, self.c.figures
        key = ("rate", p, tuple(num), tuple(den))
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, *num, *den)
        (a, b), (x, y) = self.interval(num, dec), self.interval(den, dec)
        low, high = printed(f, p)
        values = {"num_lo": a, "num_hi": b, "den_lo": x, "den_hi": y, "rep": f.num[p], "rep_lo": low, "rep_hi": high,
                  "scale": 10 ** f.dec[p], "per": per(f, p)}  # fmt: skip
        members = [("numerator", i) for i in num] + [("denominator", i) for i in den] + [("reported", p)]
        self.out.append(
            Relation("rate", "rates", "RAT101", members, values, p, cap, 0.0, [], label or c.label[p], "grid", facts)
        )

    def mean(self, num: int, den: int, p: int, per_unit: int, *, cap: str = ERROR, label: str = "") -> None:
        """num over den, times what the units ask for, is p, printed to its last digit."""
        c, f = self.c, self.c.figures
        key = ("mean", p, num, den)
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, num, den)
        (a, b), (x, y) = scaled(c, num, dec), scaled(c, den, dec)
        unit = max(1, f.step[p])  # 7.2万元 is 72 at a unit of 1000 yuan
        low, high = printed(f, p)
        values = {"num_lo": a, "num_hi": b, "den_lo": x * unit, "den_hi": y * unit, "rep": f.num[p] // unit,
                  "rep_lo": low // unit, "rep_hi": -(-high // unit), "scale": 10 ** f.dec[p],
                  "per": per_unit}  # fmt: skip
        members = [("numerator", num), ("denominator", den), ("reported", p)]
        self.out.append(
            Relation("rate", "rates", "RAT101", members, values, p, cap, 0.0, [], label or c.label[p], "mean",
                     {"mean": True})
        )  # fmt: skip

    # ------------------------------------------------------------------ changes
    def changes(self, cur: int, prev: int, p: int, sign: int) -> int:
        """Is p the change from prev to cur in percent? TIES, BREAKS, or SILENT where there is no base."""
        c, f = self.c, self.c.figures
        if f.kind[cur] != f.kind[prev]:
            return SILENT
        dec = common(c, cur, prev)
        (x, y), (u, v) = scaled(c, cur, dec), scaled(c, prev, dec)
        if u <= 0:
            return SILENT
        rep, scale = f.num[p], 10 ** f.dec[p]
        k = per(f, p)
        if rep < 0 or sign < 0:
            return TIES if fit.ratio(u - y, v - x, u, v, abs(rep), scale, k) else BREAKS
        return TIES if fit.ratio(x - v, y - u, u, v, rep, scale, k) else BREAKS

    def change(self, cur: int, prev: int, p: int, sign: int, *, cap: str = ERROR, label: str = "") -> None:
        """cur against prev changed by p percent; a negative print says a fall by itself."""
        c, f = self.c, self.c.figures
        key = ("change", cur, prev, p)
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, cur, prev)
        (x, y), (u, v) = scaled(c, cur, dec), scaled(c, prev, dec)
        low, high = printed(f, p)
        values = {"cur_lo": x, "cur_hi": y, "prev_lo": u, "prev_hi": v, "rep": f.num[p], "rep_lo": low, "rep_hi": high,
                  "scale": 10 ** f.dec[p], "per": per(f, p), "sign": sign}  # fmt: skip
        members = [("current", cur), ("previous", prev), ("reported", p)]
        self.out.append(
            Relation("year_on_year", "changes", "CHG101", members, values, p, cap, 0.0, [], label or c.label[p], "grid")
        )

    def differs(self, cur: int, prev: int, d: int, sign: int, *, plain: bool = False) -> int:
        """Is d the difference cur - prev? With sign -1 it is printed as a fall; plain leaves hedges aside."""
        c, f = self.c, self.c.figures
        if f.kind[cur] != f.kind[prev]:
            return SILENT
        dec = common(c, cur, prev, d)
        (x, y), (u, v), (lo, hi) = (self.band(i, dec, plain) for i in (cur, prev, d))
        if sign < 0 and lo >= 0:
            lo, hi = -hi, -lo
        return TIES if x - v <= hi and y - u >= lo else BREAKS

    def band(self, i: int, dec: int, plain: bool = False) -> tuple[int, int]:
        """The interval of a figure; plain: of its print alone (超过50%的序时进度 names the 50 %)."""
        f = self.c.figures
        if not plain or not f.hedge[i]:
            return scaled(self.c, i, dec)
        shift = 10 ** (dec - f.dec[i])
        half = f.step[i] * shift // 2
        return f.num[i] * shift - half, f.num[i] * shift + half

    def difference(
        self, cur: int, prev: int, d: int, sign: int, *, cap: str = ERROR, label: str = "", plain: bool = False
    ) -> None:
        """cur less prev is d."""
        c = self.c
        key = ("difference", cur, prev, d)
        if key in self.seen:
            return
        self.seen.add(key)
        dec = common(c, cur, prev, d)
        (x, y), (u, v), (lo, hi) = (self.band(i, dec, plain) for i in (cur, prev, d))
        values = {"cur_lo": x, "cur_hi": y, "prev_lo": u, "prev_hi": v, "delta_lo": lo, "delta_hi": hi,
                  "sign": sign or 1}  # fmt: skip
        members = [("current", cur), ("previous", prev), ("delta", d)]
        self.out.append(
            Relation("year_on_year", "differences", "CHG103", members, values, d, cap, 0.0, [], label or c.label[d],
                     "grid")
        )  # fmt: skip

    def back_change(self, cur: int, p: int, sign: int) -> None:
        """Some whole previous value gives p."""
        c, f = self.c, self.c.figures
        key = ("back", cur, p)
        if key in self.seen:
            return
        self.seen.add(key)
        values = {"cur_lo": f.num[cur], "cur_hi": f.num[cur], "rep": abs(f.num[p]), "scale": 10 ** f.dec[p],
                  "per": per(f, p), "sign": sign}  # fmt: skip
        members = [("current", cur), ("reported", p)]
        self.out.append(
            Relation("year_on_year", "back_changes", "CHG102", members, values, p, WARNING, 0.0, [], c.label[p], "grid")
        )

    # ------------------------------------------------------------------ slips
    def prints_as(self, i: int) -> str:
        """The printed digits of a figure, without point and sign."""
        f = self.c.figures
        return str(abs(f.num[i]) // self.unit(i))

    def unit(self, i: int) -> int:
        """The value of a figure's last printed digit, at its own scale."""
        f = self.c.figures
        return max(1, f.step[i])

    def slip_to(self, i: int, num: int, dec: int) -> bool:
        """Is the value num / 10**dec, printed as figure i is, one keying slip from what i prints?"""
        f = self.c.figures
        if num < 0:
            return False
        unit = self.unit(i) * 10 ** (dec - f.dec[i])
        if unit <= 0 or num % unit:
            return False
        return fit.slip(self.prints_as(i), str(num // unit))

    def explained(self, total: int, parts: list[int]) -> bool:
        """Would one keying slip in one of the figures make the sum break as it does?"""
        c, f = self.c, self.c.figures
        dec = common(c, total, *parts)
        whole = f.num[total] * 10 ** (dec - f.dec[total])
        each = [f.num[i] * 10 ** (dec - f.dec[i]) for i in parts]
        rest = sum(each)
        if self.slip_to(total, rest, dec):
            return True
        return any(self.slip_to(i, whole - (rest - v), dec) for i, v in zip(parts, each, strict=True))


def per(f: Figures, p: int) -> int:
    """What a rate's sign multiplies by: 100 for %, 1000 for ‰, 10000 for ‱."""
    return {"‰": 1000, "‱": 10000, "%%": 10000}.get(f.unit[p], 100)


def printed(f: Figures, p: int) -> tuple[int, int]:
    """The ends of a print at its own scale: itself, or what its hedge leaves open."""
    if not f.hedge[p]:
        return f.num[p], f.num[p]
    low, high = f.low[p], f.high[p]
    return -OPEN_HIGH if low is None else low, OPEN_HIGH if high is None else high
