"""The cells of a document by value, and what its prose figures may be compared with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from audit.relate.context import Context
from audit.relate.relations import ERROR, Relation, common, scaled
from audit.relate.tables.mentions import mentions
from audit.relate.tables.sheet import Line

_ADDS = ("count", "money", "weight", "length", "area", "volume", "energy", "percent", "duration", "score", "ratio")


class Cells:
    """Cells and prose figures, and the pairs written of them."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        self.f = f = c.figures
        self.twin: dict[int, int] = {}  # prose figure -> the cell it restates
        self.words = mentions(c)
        self.where: dict[int, tuple[int, Line, Line]] = {}  # cell -> sheet, row, column
        for n, s in enumerate(self.words.sheets):
            for row in s.rows.lines:
                for k, i in enumerate(row.ids):
                    if i >= 0 and f.kind[i] in _ADDS:
                        self.where[i] = (n, row, s.cols.lines[k])
        self.prose = [
            i
            for i in range(len(f))
            if f.cell[i] is None and f.kind[i] in _ADDS and i not in f.fraction and not self.words.inside(i)
        ]
        self.pairs = {frozenset(i for _, i in r.members) for r in out if r.kind == "repeat" and len(r.members) == 2}
        self.tied = {i for r in out if r.kind == "repeat" for _, i in r.members}
        # prose figures that cells add up to are right as they stand
        self.tied |= {
            r.about
            for r in out
            if r.frame == "sums"
            and r.note == "grid"
            and r.kind == "sum"
            and not r.values["mode"]
            and r.values["parts_lo"] <= r.values["total_hi"]
            and r.values["parts_hi"] >= r.values["total_lo"]
            and f.cell[r.about] is None
        }
        self.as_printed_before: dict[tuple[int, int, int], str] = {}  # cell, decimals and step of the print -> digits
        self.total_keys: dict[
            tuple[int, int], dict[str, list[tuple[int, int]]]
        ] = {}  # decimals, step -> slip key -> cells
        self.held: dict[int, set[int]] = {}
        for r in out:
            ids = [i for _, i in r.members]
            if len(ids) <= 12:
                for i in ids:
                    self.held.setdefault(i, set()).update(ids)

    # ------------------------------------------------------------------ values
    def index(self) -> None:
        """Sort the cells by value, amounts and percentages apart."""
        f = self.c.figures
        self.values: dict[bool, list[tuple[int, int]]] = {}
        for rate in (False, True):
            self.values[rate] = sorted(
                (abs(f.num[i]) * 10 ** (8 - f.dec[i]), i)
                for i in self.where
                if (f.kind[i] == "percent") == rate and f.dec[i] <= 8 and not f.hedge[i]
            )
        self.bands = {i: scaled(self.c, i, 9) for i in self.where if f.dec[i] <= 8}
        self.widest = max((f.step[i] * 10 ** (8 - f.dec[i]) for i in self.where if f.dec[i] <= 8), default=0)

    def around(self, p: int) -> list[int]:
        """The cells whose intervals meet that of p."""
        f = self.c.figures
        if f.dec[p] > 7:
            return []
        rate = f.kind[p] == "percent"
        pool = self.values[rate]
        if f.hedge[p] or rate:
            a = b = abs(f.num[p]) * 10 ** (8 - f.dec[p])
            wide = 0
        else:
            a, b = scaled(self.c, p, 8)
            wide = self.widest // 2
        first, last = bisect_left(pool, (a - wide, -1)), bisect_right(pool, (b + wide, 10**12))
        if last - first > 400:
            return []
        if rate:
            return [i for _, i in pool[first:last] if self.meets(p, i)]
        low, high = scaled(self.c, p, 9)
        bands = self.bands
        return [i for _, i in pool[first:last] if low <= bands[i][1] and bands[i][0] <= high]

    def meets(self, p: int, q: int) -> bool:
        """Can p and q be one value: the same print of a percentage, intervals that meet of amounts?"""
        f = self.c.figures
        if f.kind[p] == "percent":
            return abs(f.num[p]) * 10 ** f.dec[q] == abs(f.num[q]) * 10 ** f.dec[p]
        dec = common(self.c, p, q)
        (a, b), (x, y) = scaled(self.c, p, dec), scaled(self.c, q, dec)
        return a <= y and x <= b

    def digits(self, i: int) -> int:
        """Telling digits of a print: 30.0 has three, 1200 two."""
        f = self.c.figures
        if f.printed[i]:
            return len(str(abs(f.num[i]) // max(1, f.step[i])))
        shown = str(abs(f.num[i]))
        return max(len(shown.rstrip("0")), min(2, len(shown)))

    def as_printed(self, q: int, p: int) -> str:
        """The digits of cell q rounded to the last place that p prints, or "" where q is the coarser one."""
        f = self.f
        key = (q, f.dec[p], f.step[p])
        known = self.as_printed_before.get(key)
        if known is None:
            dec = max(f.dec[p], f.dec[q])
            mine, its = (self.unit_of(i) * 10 ** (dec - f.dec[i]) for i in (p, q))
            value = abs(f.num[q]) * 10 ** (dec - f.dec[q])
            if mine < its:
                known = ""
            else:
                known = str((2 * value + mine) // (2 * mine)) if mine > its else str(value // mine)
            self.as_printed_before[key] = known
        return known

    def prints(self, i: int) -> str:
        """The printed digits of a figure."""
        return str(abs(self.c.figures.num[i]) // self.unit_of(i))

    def unit_of(self, i: int) -> int:
        """The value of a figure's last printed digit, at its own scale."""
        return max(1, self.c.figures.step[i])

    def add(self, p: int, q: int, *, cap: str = ERROR, chance: float = 0.0) -> None:
        """Write the pair, once."""
        c = self.c
        f = c.figures
        self.pairs.add(frozenset((p, q)))
        a, b = (p, q) if p < q else (q, p)
        if f.kind[p] == "percent":  # a printed rate restated is the same print; a fall may have lost its sign
            dec = max(f.dec[a], f.dec[b])
            x, u = (abs(f.num[i]) * 10 ** (dec - f.dec[i]) for i in (a, b))
            values = {"a_lo": x, "a_hi": x, "b_lo": u, "b_hi": u}
        else:
            dec = common(c, a, b)
            (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
            values = {"a_lo": x, "a_hi": y, "b_lo": u, "b_hi": v}
        members = [("announced", a), ("item", b)]
        self.out.append(
            Relation("repeat", "repeats", "REP101", members, values, b, cap, chance, [], c.label[b], "grid")
        )
