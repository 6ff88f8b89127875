"""Does one line of a sheet add up from others? Counted over all places across, and written where it should."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audit.relate.relations import ERROR, INFO, WARNING
from audit.relate.tables.build import Builder
from audit.relate.tables.sheet import RATES, Axis, Line, Sheet

# Units of people and bodies: in a total each is counted once.
_BODIES = frozenset(
    ("家", "户", "人", "名", "个", "所", "位", "单位", "部门", "村", "镇", "乡", "街道", "社区", "座", "辆", "台")
)
PARTIAL = re.compile(
    r"部分|主要(?:类型|类别|税种|领域|行业|来源|原因|诉求|问题|渠道|产品|事项|项目)|重点|典型|居前|前[二三四五六七八九十0-9]+"
    r"|较多|突出|未列|未全|不含|节选|摘|等$"
)


@dataclass(slots=True)
class Tally:
    """How the parts of a total close at each place: `ties` and `breaks` hold (total, parts)."""

    ties: list[tuple[int, list[int]]] = field(default_factory=list)
    breaks: list[tuple[int, list[int]]] = field(default_factory=list)
    telling: int = 0  # ties of at least two parts that are not zero
    weight: int = 0  # digits that agreed
    gaps: set[int] = field(default_factory=set)  # totals that break where a part is blank

    @property
    def score(self) -> tuple[float, int, int]:
        tried = len(self.ties) + len(self.breaks)
        return (len(self.ties) / tried if tried else 0.0, self.telling, len(self.ties))


class Closer:
    """Tries and writes sums of the lines of one sheet's axis."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.sheet, self.axis, self.build = sheet, axis, build
        f = sheet.c.figures
        self.f = f
        # places where figures of different lines may be added up
        self.places = [
            k for k, x in enumerate(axis.across)
            if not x.intensive and (x.share and not x.change if x.kind in RATES else True)
            and not (x.change and x.kind in RATES)
        ]  # fmt: skip
        self.partial = PARTIAL.search(sheet.grid.title[-30:]) is not None

    def closes(self, total: int, parts: list[int]) -> bool:
        """Can the parts make the total?"""
        band = self.sheet.band
        a, b = band[total]
        lo = hi = 0
        for i in parts:
            x, y = band[i]
            lo, hi = lo + x, hi + y
        return lo <= b and hi >= a

    def tally(self, total: Line, parts: list[Line], signs: list[int] | None = None) -> Tally:
        """Try total = parts at every place where figures of one kind stand.

        Args:    total, parts: lines; signs: +1 or -1 a part, all +1 where not given.
        Returns: what ties and what breaks.
        """
        out = Tally()
        f, band = self.f, self.sheet.band
        for k in self.places:
            t = total.ids[k]
            if t < 0:
                continue
            kind, unit = f.kind[t], f.unit[t]
            ids, lo, hi, full, blank, mixed = [], 0, 0, 0, False, False
            for n, line in enumerate(parts):
                i = line.ids[k]
                if i < 0:
                    blank = True
                    continue
                if f.kind[i] != kind or (f.unit[i] != unit and unit and f.unit[i]):
                    mixed = True
                    break
                x, y = band[i]
                if signs and signs[n] < 0:
                    x, y = -y, -x
                ids.append(i)
                lo, hi = lo + x, hi + y
                full += f.num[i] != 0
            if mixed or not ids:
                continue
            a, b = band[t]
            if lo <= b and hi >= a:
                out.ties.append((t, ids))
                if full >= 2:
                    out.telling += 1
                    shown = self.build.prints_as(t)
                    out.weight += len(shown if f.printed[t] else shown.rstrip("0"))
            else:
                out.breaks.append((t, ids))
                if blank:
                    out.gaps.add(t)
        return out

    def write(self, tally: Tally, *, named: bool, firm: bool) -> bool:
        """Write the sums of a total.

        Args:
            tally: how it closes.
            named: its words say that it is a total; firm: and nothing else can be meant (合计).
        Returns: whether anything was written.
        """
        ties, breaks = tally.ties, tally.breaks
        confirmed = len(ties) >= 1 and len(ties) >= len(breaks) and (tally.telling >= 1 or not breaks)
        if not confirmed and not (named and breaks):
            return False
        if not confirmed and (len(breaks) > 2 or self.partial):
            return False
        wrote = False
        for t, ids in ties:
            if confirmed or len(ids) > 1:
                self.build.sum(t, ids)
                wrote = True
        for t, ids in breaks:
            cap = self.cap(t, ids, tally, confirmed, firm)
            if cap:
                self.build.sum(t, ids, cap=cap)
                wrote = True
        return wrote

    def cap(self, total: int, parts: list[int], tally: Tally, confirmed: bool, firm: bool) -> str:
        """How loud a broken sum may be, or "" where it may be no sum at all."""
        f = self.f
        if len(parts) < 2 and not confirmed:
            return ""
        known = self.build.explained(total, parts)
        if f.kind[total] == "percent":
            return WARNING if known or abs(self.gap(total, parts)) <= self.size(total) // 20 else ""
        below = self.gap(total, parts) > 0  # the parts are less than the total
        if total in tally.gaps and below:
            return ""
        if not known and self.averages(total, parts):
            return ""
        if confirmed and not known and not below and f.unit[total] in _BODIES and self.fits_each(total, parts):
            return INFO  # one body may stand in several lines and is counted once in the total
        if confirmed:
            strong = tally.telling >= 2 and tally.weight >= 4
            if known or strong:
                return ERROR if tally.telling >= 1 and (tally.weight >= 3 or (known and firm)) else WARNING
            return WARNING
        if self.partial:
            return ""
        if known and len(tally.breaks) == 1 and firm:
            return ERROR if len(self.build.prints_as(total)) >= 2 else WARNING
        if not firm and len(self.build.prints_as(total)) < 3:
            return ""
        if known:
            return WARNING
        close = abs(self.gap(total, parts)) * 5 <= self.size(total)
        return WARNING if firm and close and len(tally.breaks) == 1 else ""

    def fits_each(self, total: int, parts: list[int]) -> bool:
        """Is no part alone more than the total?"""
        band = self.sheet.band
        return all(band[i][0] <= band[total][1] for i in parts)

    def gap(self, total: int, parts: list[int]) -> int:
        """total less parts, at the sheet's scale, from the middles of their intervals."""
        band = self.sheet.band
        return (sum(band[total]) - sum(sum(band[i]) for i in parts)) // 2

    def size(self, total: int) -> int:
        """The value of a total, at the sheet's scale."""
        return abs(sum(self.sheet.band[total])) // 2

    def averages(self, total: int, parts: list[int]) -> bool:
        """Does the line at this place hold an average of the others: between the least and the greatest of them?"""
        band = self.sheet.band
        values = [sum(band[i]) for i in parts]
        return len(values) >= 2 and min(values) <= sum(band[total]) <= max(values)

    # ------------------------------------------------------------------ parts of a whole
    def part_of(self, whole: Line, parts: list[Line]) -> None:
        """Write that parts named 其中 are at most the whole, all together where they can be, else each."""
        f, build = self.f, self.build
        rows = []
        joint = True
        for k in self.places:
            t = whole.ids[k]
            if t < 0 or f.kind[t] in RATES:
                continue
            ids = [p.ids[k] for p in parts if p.ids[k] >= 0 and f.kind[p.ids[k]] == f.kind[t]]
            ids = [i for i in ids if f.unit[i] == f.unit[t] or not f.unit[i] or not f.unit[t]]
            if not ids:
                continue
            rows.append((t, ids))
            if self.gap(t, ids) < 0 and not self.closes(t, ids):
                joint = False
        for t, ids in rows:
            if joint or len(ids) == 1:
                build.sum(t, ids, mode=1)
            else:
                for i in ids:
                    build.sum(t, [i], mode=1)
