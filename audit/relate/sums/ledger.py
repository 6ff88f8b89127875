"""The sums of one document: what was found so far, and the arithmetic that confirms the next."""

from __future__ import annotations

from audit.parse.figures import Figures
from audit.relate import fit
from audit.relate.context import Context
from audit.relate.relations import ERROR, WARNING, Relation, common, scaled
from audit.relate.sums.units import same_family
from audit.relate.sums.words import ADDITIVE


class Ledger:
    """Figures that may be added up, and the relations written of them, once each."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.seq = [
            i
            for i in range(len(f))
            if f.kind[i] in ADDITIVE
            and f.cell[i] is None
            and i not in f.fraction
            and not c.limit[i]
            and i not in c.exact
            # 控制在47.60亿元以内 is a bound: what has no end adds up to anything
            and not (f.hedge[i] and (f.low[i] is None or f.high[i] is None))
        ]
        self.at = {i: k for k, i in enumerate(self.seq)}
        self.seen: set[tuple[int, frozenset[int]]] = set()
        self.lists_of: dict[int, list[frozenset[int]]] = {}  # total -> its lists of parts so far
        self.wholes_of: dict[int, list[tuple[int, int]]] = {}  # part -> (total, number of its parts) so far
        self.odd: dict[int, bool] = {}  # figure -> is it no part by its words?
        self.kinds: dict[int, dict[int, str]] = {}  # figure -> partition -> kind; see lists.kinds_of
        self.opening: dict[int, bool] = {}  # figure -> do the words before it open a list?
        self.by_value: dict[tuple[int, int], list[int]] = {}
        for i in self.seq:
            self.by_value.setdefault((f.num[i], f.dec[i]), []).append(i)
        self.part_of: dict[int, int] = {}
        self.totals = {g.total for g in c.joint}
        self.open: list[
            tuple[int, list[int], float, str, bool]
        ] = []  # lists that do not tie: judged once every tie is known

    # ---------------------------------------------------------------- arithmetic
    def gap(self, total: int, parts: list[int]) -> int:
        """0 where the parts can make the total within printed rounding, else +1 (parts exceed) or -1."""
        c = self.c
        dec = common(c, total, *parts)
        lo = hi = 0
        for i in parts:
            a, b = scaled(c, i, dec)
            lo, hi = lo + a, hi + b
        a, b = scaled(c, total, dec)
        return 1 if lo > b else -1 if hi < a else 0

    def add(
        self,
        total: int,
        parts: list[int],
        *,
        mode: int = 0,
        check: str = "SUM101",
        kind: str = "sum",
        cap: str = ERROR,
        chance: float = 0.0,
        note: str = "",
    ) -> None:
        """Write a sum, or with mode 1 a subset, once."""
        key = (total, frozenset(parts))
        if key in self.seen:
            return
        self.seen.add(key)
        self.lists_of.setdefault(total, []).append(key[1])
        for i in key[1]:
            self.wholes_of.setdefault(i, []).append((total, len(key[1])))
        c = self.c
        dec = common(c, total, *parts)
        lo = hi = 0
        for i in parts:
            a, b = scaled(c, i, dec)
            lo, hi = lo + a, hi + b
        a, b = scaled(c, total, dec)
        values = {"total_lo": a, "total_hi": b, "parts_lo": lo, "parts_hi": hi, "mode": mode}
        members = [("total", total)] + [("part", i) for i in parts]
        if check == "SUM103":
            self.out.append(
                Relation(
                    kind,
                    "marks",
                    check,
                    members,
                    {"flag": 1},
                    total,
                    cap,
                    chance,
                    [],
                    c.label[total],
                    note,
                    {"sum": values},
                )
            )
        else:
            self.out.append(
                Relation(
                    kind, "sums", check, members, values, total, cap, chance, [], c.label[total], note, {"sum": values}
                )
            )
        for i in parts:
            self.part_of.setdefault(i, total)

    def prefixes(self, t: int, run: list[int]) -> list[int]:
        """How many of the first figures of a run, two at least, can make the total."""
        c = self.c
        dec = common(c, t, *run)
        a, b = scaled(c, t, dec)
        lo = hi = 0
        out = []
        for size, i in enumerate(run, 1):
            x, y = scaled(c, i, dec)
            lo, hi = lo + x, hi + y
            if lo <= b and hi >= a and size > 1:
                out.append(size)
        return out

    def near(self, t: int, parts: list[int]) -> bool:
        """Would one keying slip in one of the figures make the sum hold?"""
        f = self.c.figures
        dec = max(f.dec[i] for i in (t, *parts))
        nums = {i: f.num[i] * 10 ** (dec - f.dec[i]) for i in (t, *parts)}
        total = sum(nums[i] for i in parts)
        for i in (t, *parts):
            wanted = total if i == t else nums[t] - (total - nums[i])
            if wanted <= 0:
                continue
            if _slipped(f, i, wanted, dec):
                return True
        return False

    def subset(self, t: int, parts: list[int], cap: str | None = None) -> None:
        """Write that parts of one family with the whole are at most the whole."""
        c, f = self.c, self.c.figures
        if not all(same_family(c, t, i) for i in parts):
            return
        same = all(f.unit[i] == f.unit[t] for i in parts)
        self.add(
            t, parts, mode=1, check="SUM102", kind="subset", cap=cap or (ERROR if same and not f.hedge[t] else WARNING)
        )


def _slipped(f: Figures, i: int, wanted: int, dec: int) -> bool:
    """Is `wanted` (at 10**dec) one keying slip away from the print of figure i?"""
    shift = dec - f.dec[i]
    if wanted % 10**shift:
        return False
    wanted //= 10**shift
    step = max(1, f.step[i])
    if wanted % step:
        return False
    return fit.slip(str(f.num[i] // step), str(wanted // step))
