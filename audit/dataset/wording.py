"""The words of one broken relation: label, reported, expected, and the arithmetic that a reader can redo."""

from __future__ import annotations

import re
from typing import Any

from audit.dataset import cells
from audit.dataset.amounts import factor_of
from audit.dataset.lay import Block, Member
from audit.dataset.table import Table
from audit.explain.formula import printed, ratio
from audit.explain.message import MARK
from audit.parse.cells import known
from audit.parse.numerals import MULTIPLIER

SIGNS = {10**8: "亿", 10**4: "万"}
_SPACE = re.compile(r"\s+")


class Wording:
    """The fields of one message: label, reported, expected, formula, detail."""

    def __init__(
        self, table: Table, row_name: str, block: Block, i: int, expected: Any, places: list, about: int, lang: str
    ) -> None:
        self.table, self.row_name, self.block, self.i, self.expected = table, row_name, block, i, expected
        self.places, self.about, self.lang = places, about, lang
        self.v = {name: int(column[i]) for name, column in block.columns.items()}

    def fields(self) -> dict[str, str]:
        """The fields of the message."""
        _, table, _, column = self.places[self.about]
        name = table.columns[column].name
        label = f"{self.row_name} · {name}"
        reported = self.text(self.places[self.about])
        formula, expected, detail = getattr(self, f"_{self.block.frame}")()
        if self.block.frame == "sums" and self.block.check in ("RAT103", "SUM104"):
            reported, expected = self._two_sides()
        if self.block.frame == "comparisons":
            rule = self.block.rule
            sides = (" + ".join(rule.columns["left"]), rule.options["op"], " + ".join(rule.columns["right"]))
            label = f"{self.row_name} · {' '.join(sides)}"
        return {"label": label, "reported": reported, "expected": expected, "formula": formula, "detail": detail}

    # cells as they are printed

    def text(self, place: tuple) -> str:
        """A cell as it is printed, without spaces; nothing that breaks a line."""
        _, table, row, column = place
        return _SPACE.sub("", table.columns[column].text[row])

    def of(self, *roles: str) -> list[str]:
        """The printed members of some roles, numbers of the contract among them."""
        out, n = [], 0
        for m in self.block.members:
            if m.column >= 0:
                place = self.places[n]
                n += 1
            if m.role in roles:
                out.append(m.number if m.column < 0 else self.text(place))
        return out

    def joined(self, *roles: str) -> str:
        """Members added up, in brackets where they are several."""
        parts = self.of(*roles)
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    def member(self, *roles: str) -> Member | None:
        """The first member of some roles that is a column."""
        return next((m for m in self.block.members if m.role in roles and m.column >= 0), None)

    def amount(self, value: int, *roles: str) -> str:
        """An amount of the frame as the cells of a role are printed: in 万元 under a head in 万元."""
        m = self.member(*roles)
        column = (m.table or self.table).columns[m.column] if m else None
        factor = 1
        if column is not None and column.kind == cells.NUMBER:
            unit = known(column.unit) if column.unit else None
            row = int(m.rows[self.i]) if m else 0
            if unit and unit[0] and not any(sign in column.text[row] for sign in "万亿"):
                factor = MULTIPLIER.get(unit[0], 1)
        text = ratio(value, factor * 10**self.block.dec, 1, 9).rstrip("…")
        mark = "%" if column is not None and column.kind == cells.PERCENT and "%" in "".join(self.of(*roles)) else ""
        return text + mark

    def span(self, low: int, high: int, *roles: str) -> str:
        """An interval of the frame."""
        if low == high:
            return self.amount(low, *roles)
        ends = [self.amount(v, *roles) if abs(v) < 10**29 else "…" for v in (low, high)]
        return "~".join(ends)

    # one method a frame: formula, expected, detail

    def _mark(self) -> str:
        sign = ""
        if self.block.frame in ("rates", "granularity") and (m := self.member("reported")):
            text = self.table.columns[m.column].text[int(m.rows[self.i])]
            sign = next((s for s in SIGNS.values() if s in text), "")
        return MARK.get(self.v["per"], "") or sign

    def _sign(self) -> str:
        """万 where a mean is printed in 万 and what it is a mean of is not: 650000 ÷ 20 = 3.25万."""
        of = {
            factor_of(self.table.columns[m.column], self.table.columns[m.column].text[int(m.rows[self.i])])
            for role in ("reported", "numerator")
            if (m := self.member(role))
        }
        return SIGNS.get(max(of), "") if len(of) > 1 and self._finer() > 1 else ""

    def _rates(self) -> tuple[str, str, str]:
        v, by = self.v, self._finer()
        dec = len(str(v["scale"] * by)) - 1
        low = ratio(v["num_lo"], v["den_hi"] * by, v["per"], dec)
        high = ratio(v["num_hi"], v["den_lo"] * by, v["per"], dec)
        mark = self._mark() or self._sign()
        value = f"{low}{mark}" if low == high else f"{low}{mark} ~ {high}{mark}"
        formula = f"{self.joined('numerator')} ÷ {self.joined('denominator')} = {value}"
        return formula, self._print(self.expected), self._share()

    def _share(self) -> str:
        """0.2381 among percentages: says so where it is what the counts give as a share of 1."""
        v = self.v
        exact = v["num_lo"] == v["num_hi"] and v["den_lo"] == v["den_hi"] > 0
        if v["per"] != 100 or not exact or v["scale"] < 100 or not 0 < v["rep"] <= v["scale"]:
            return ""
        if 2 * abs(v["rep"] * v["den_lo"] - v["num_lo"] * v["scale"]) > v["den_lo"]:
            return ""
        return "（所报是比值，不是百分数）" if self.lang == "zh" else " (the print is a share of 1, not a percentage)"

    def _print(self, expected: Any) -> str:
        if expected is None:
            return ""
        ends = expected if isinstance(expected, tuple) else (expected, expected)
        scale = self.v["scale"] * self._finer()
        texts = list(dict.fromkeys(f"{printed(int(e), scale)}{self._mark()}" for e in ends))
        return "~".join(texts)

    def _finer(self) -> int:
        """How many of a print's last place make one of its unit: 100 for 3.25万元, whose amounts are in hundreds."""
        step = self._coarse()
        m = self.member("reported")
        if m is None or step == 1:
            return 1
        column = self.table.columns[m.column]
        return max(1, factor_of(column, column.text[int(m.rows[self.i])]) // step)

    def _coarse(self) -> int:
        """What the last place of a print stands for where that is more than one: 100 for 3.25万元."""
        m = self.member("reported")
        if m is None or self.block.frame not in ("rates", "granularity"):
            return 1
        column, row = self.table.columns[m.column], int(m.rows[self.i])
        step, least = max(1, column.step[row]), self.block.rule.options.get("decimals")
        if step > 1 and least is not None:
            step = min(step, max(1, factor_of(column, column.text[row]) // 10**least))
        return int(step)

    def _changes(self) -> tuple[str, str, str]:
        v, dec = self.v, len(str(self.v["scale"])) - 1
        cur, prev = self.joined("current"), self.joined("previous")
        exact = v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"]
        value = ratio(v["cur_lo"] - v["prev_lo"], v["prev_lo"], v["per"], dec) if v["prev_lo"] > 0 else "—"
        formula = f"({cur} − {prev}) ÷ {prev} {'=' if exact else '≈'} {value}{self._mark()}"
        return formula, self._print(self.expected), ""

    def _differences(self) -> tuple[str, str, str]:
        v = self.v
        gap = self.span(v["cur_lo"] - v["prev_hi"], v["cur_hi"] - v["prev_lo"], "current")
        formula = f"{self.joined('current')} − {self.joined('previous')} = {gap}"
        return formula, gap, ""

    def _sums(self) -> tuple[str, str, str]:
        v = self.v
        ones, others = ("total", "plus"), ("part", "minus")
        left, right = self.of(*ones), self.of(*others)
        total = self.span(v["parts_lo"], v["parts_hi"], *others)
        mode = v["mode"]
        more = f" = {total}" if len(right) > 1 else ""
        whole = " + ".join(left)
        if len(left) > 1:
            whole += f" = {self.span(v['total_lo'], v['total_hi'], *ones)}"
        parts = f"{' + '.join(right)}{more}"
        formula = (
            f"{whole} ≠ {parts}" if self.block.rule.kind == "balance" else f"{parts} {'>' if mode else '≠'} {whole}"
        )
        return formula, total, ""

    def _two_sides(self) -> tuple[str, str]:
        v = self.v
        total = self.span(v["total_lo"], v["total_hi"], "total", "plus")
        parts = self.span(v["parts_lo"], v["parts_hi"], "part", "minus")
        if self.block.check == "RAT103":
            exact = sum((self._exact(m) for m in self.block.members if m.role == "part"), start=0)
            return self.amount(exact, "part"), "".join(self.of("total")) or total
        return total, parts

    def _exact(self, m: Member) -> int:
        column = (m.table or self.table).columns[m.column]
        row = int(m.rows[self.i])
        return column.num[row] * 10 ** (self.block.dec - column.dec[row])

    def _orders(self) -> tuple[str, str, str]:
        later, earlier = self.joined("later"), self.joined("earlier")
        return f"{later} > {earlier}", earlier, ""

    def _repeats(self) -> tuple[str, str, str]:
        a, b = self.joined("announced", "previous"), self.joined("item")
        detail = ""
        if self.block.rule.kind == "change":
            name = self.block.rule.columns["current"][0]
            detail = f"（上期{name}）" if self.lang == "zh" else f" ({name} of the period before)"
        return f"{a} ≠ {b}", b, detail

    def _comparisons(self) -> tuple[str, str, str]:
        against = {"<": "≥", "<=": ">", "==": "≠", ">=": "<", ">": "≤", "!=": "="}[self.block.rule.options["op"]]
        v = self.v
        sides = []
        for role, stem in (("reported", "left"), ("item", "right")):
            parts = self.of(role)
            side = " + ".join(parts)
            if len(parts) > 1:
                side += f" = {self.span(v[f'{stem}_lo'], v[f'{stem}_hi'], role)}"
            sides.append(side)
        return f"{sides[0]} {against} {sides[1]}", sides[1], ""

    def _granularity(self) -> tuple[str, str, str]:
        v = self.v
        n, k, by, coarse = v["den_lo"], v["per"] * v["scale"], self._finer(), self._coarse()
        dec, mark = len(str(v["scale"] * by)) - 1, self._mark() or self._sign()
        if n != v["den_hi"]:
            formula = f"k ÷ {n // coarse}~{v['den_hi'] // coarse}"
        else:
            near = v["rep"] * n // k
            pairs = [x for x in (near, near + 1) if x >= 0 and (x <= n or v["per"] == 1)]
            formula = "；".join(f"{x} ÷ {n // coarse} = {ratio(x, n * by, v['per'], dec)}{mark}" for x in pairs)
        nearest = self.expected if isinstance(self.expected, tuple) else ()
        expected = "、".join(f"{printed(int(x), v['scale'] * by)}{self._mark()}" for x in nearest)
        return formula, expected, ""
