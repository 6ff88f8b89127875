"""Percentage points: the gap between two rates."""

from __future__ import annotations

import re

from audit.relate.changes.direction import direction
from audit.relate.changes.operands import Operands
from audit.relate.relations import ERROR, WARNING, Relation, common
from audit.relate.words import shared

_LEVEL = re.compile(r"[到至][ ]*(?:(?:19|20)[0-9]{2} ?年(?:度|末|底)?的?|今年的?)?[ ]*$")  # 由62.1%提高到63.5%
_POINTS = re.compile(r"(?:[较低高慢快]|比(?![例重率值]))于?[^，,。]{0,14}$")
_LAST_YEARS = re.compile(r"^[（(]?(?:上年|去年|上期)(?:同期|末|底)?[^，,。；;]{0,4}(?:为|是)[ ]*$")


class Points(Operands):
    """税收占比上年为62.9%，同比提高0.19个百分点."""

    # ---------------------------------------------------------------- percentage points
    def points(self, q: int) -> None:
        """Percentage points between two rates of the sentence, or of a table that it names."""
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
        if len(rates) == 1 and (behind := self.last_years_behind(q)) is not None:
            self.add_points(rates[0], behind, q, sign)  # 提高0.8个百分点，上年末为55.5%
            return
        if len(rates) < 2:
            if rates or not f.dec[q]:
                return
            self.points_elsewhere(q)
            return
        prior = [
            i
            for i in rates
            if not _LEVEL.search(c.pre[i])
            and (self.is_previous(i) or (c.bracket[i] >= 0 and c.bracket[q] < 0) or _POINTS.search(c.clause_text[i]))
        ]
        for b in prior[:2] or rates[:1]:
            for a in rates:
                if a != b and self.add_points(a, b, q, sign, test=True):
                    self.add_points(a, b, q, sign)
                    return
        for a in rates:
            for b in rates:
                unsigned = a != b and len(rates) <= 4 and self.add_points(a, b, q, 0, test=True)
                if unsigned and (prior or direction(self.words(q)) == 0):
                    self.add_points(a, b, q, sign)
                    return
        if prior:
            b = prior[0]
            level = next((i for i in rates if i != b and i not in prior), None)
            # 由62.1%提高到63.5%，提高1.8个百分点: right behind, or it is of something else
            reach = 1 if level is not None and _LEVEL.search(c.pre[level]) else 4
            if level is not None and c.clause[q] - c.clause[level] <= reach:
                self.add_points(level, b, q, sign)

    def last_years_behind(self, q: int) -> int | None:
        """Return the rate right behind a change that is said to be last year's."""
        c, f = self.c, self.c.figures
        b = q + 1
        told = b < self.n and f.kind[b] == "percent" and c.half[b] == c.half[q] and c.clause[b] - c.clause[q] <= 1
        return b if told and _LAST_YEARS.search(c.clause_text[b]) else None

    def points_elsewhere(self, q: int) -> None:
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

    def add_points(self, a: int, b: int, q: int, sign: int, *, test: bool = False, cap: str = ERROR) -> bool:
        """a - b = q percentage points; with `test` only whether it ties. sign 0: in either direction."""
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
