"""An oracle for audit.locate.cells that shares no code with it: judge row by row, try every set of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product

from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table

KEY, TIME = "县", "年"


@dataclass(frozen=True)
class Spec:
    """A column of a small table: decimals, printed unit (0: exact counts), least and greatest value in those."""

    name: str
    dec: int = 0
    step: int = 0
    low: int = 0
    high: int = 6


def table_of(specs: Sequence[Spec], rows: Sequence[Sequence[int | None]]) -> Table:
    """A table of one place, a year a row; cells in printed units."""
    n = len(rows)
    columns = [_plain(KEY, ["甲"] * n, "text"), _plain(TIME, [str(2020 + i) for i in range(n)], "date")]
    for k, s in enumerate(specs):
        column = Column(name=s.name, head=s.name, kind="number", unit="")
        for row in rows:
            num = None if row[k] is None else row[k] * max(1, s.step)
            text = "—" if num is None else _text(num, s.dec)
            for cells, item in (
                (column.text, text), (column.num, num), (column.dec, s.dec), (column.step, s.step),
                (column.low, num), (column.high, num), (column.null, "—" if num is None else None),
            ):  # fmt: skip
                cells.append(item)
        columns.append(column)
    return Table(name="t", path="t.csv", sha256="", columns=columns, rows=n, line=list(range(2, n + 2)))


def _plain(name: str, texts: list[str], kind: str) -> Column:
    n = len(texts)
    num = [int(t) if kind == "date" else None for t in texts]
    return Column(
        name=name, head=name, kind=kind, text=texts, num=num, dec=[0] * n, step=[0] * n, low=num, high=num,
        null=[None] * n,
    )  # fmt: skip


def _text(num: int, dec: int) -> str:
    digits = str(abs(num)).rjust(dec + 1, "0")
    body = f"{digits[:-dec]}.{digits[-dec:]}" if dec else digits
    return f"-{body}" if num < 0 else body


Values = Mapping[tuple[int, str], int]  # (row, column) -> printed units


class Oracle:
    """Judges rules on values of cells, by fractions."""

    def __init__(self, specs: Sequence[Spec], rows: Sequence[Sequence[int | None]], rules: Sequence[Rule]) -> None:
        self.specs = {s.name: s for s in specs}
        self.rows, self.rules = len(rows), rules
        self.printed = {(r, s.name): row[k] for r, row in enumerate(rows) for k, s in enumerate(specs)}
        self.was = self.verdicts(self.printed)

    def verdicts(self, values: Values) -> list[bool | None]:
        """One verdict a rule and row."""
        return [self.judge(rule, row, values) for rule in self.rules for row in range(self.rows)]

    def good(self, values: Values) -> bool:
        """Does every rule hold, what was judged being judged still, and every cell lie where it may?"""
        now = self.verdicts(values)
        return all(b is True or (b is None and a is None) for a, b in zip(self.was, now, strict=True)) and all(
            q is None or self.allowed(c, q) for c, q in values.items()
        )

    def judge(self, rule: Rule, row: int, values: Values) -> bool | None:
        """Does a rule hold in a row? None: it cannot be told."""
        try:
            return getattr(self, f"_{rule.kind}")(rule, row, values)
        except LookupError:
            return None

    def _ends(self, names: Sequence[str], row: int, values: Values, bands: bool = True) -> tuple[Fraction, Fraction]:
        low = high = Fraction(0)
        for name in names:
            if name not in self.specs:
                low, high = low + Fraction(name), high + Fraction(name)
                continue
            q, s = values.get((row, name)), self.specs[name]
            if q is None:
                raise LookupError
            value = Fraction(q * max(1, s.step), 10**s.dec)
            half = Fraction(s.step, 2 * 10**s.dec) if bands else 0
            low, high = low + value - half, high + value + half
        return low, high

    def _compare(self, a: tuple[Fraction, Fraction], op: str, b: tuple[Fraction, Fraction]) -> bool:
        sure = a[0] == a[1] and b[0] == b[1]
        return {
            "==": a[0] <= b[1] and b[0] <= a[1], ">=": a[1] >= b[0], "<=": a[0] <= b[1], ">": a[1] > b[0],
            "<": a[0] < b[1], "!=": not sure or a[0] != b[0],
        }[op]  # fmt: skip

    def _two(self, rule: Rule, row: int, values: Values, a: str, op: str, b: str) -> bool:
        left, right = (self._ends(rule.columns[role], row, values) for role in (a, b))
        return self._compare(left, op, right)

    def _sum(self, rule: Rule, row: int, values: Values) -> bool:
        return self._two(rule, row, values, "total", "==", "parts")

    def _balance(self, rule: Rule, row: int, values: Values) -> bool:
        return self._two(rule, row, values, "plus", "==", "minus")

    def _subset(self, rule: Rule, row: int, values: Values) -> bool:
        return self._two(rule, row, values, "whole", ">=", "parts")

    def _repeat(self, rule: Rule, row: int, values: Values) -> bool:
        return self._two(rule, row, values, "a", "==", "b")

    def _inequality(self, rule: Rule, row: int, values: Values) -> bool:
        return self._two(rule, row, values, "left", rule.options["op"], "right")

    def _order(self, rule: Rule, row: int, values: Values) -> bool | None:
        seen = []
        for a, b in pairwise(rule.columns["items"]):
            if values.get((row, a)) is not None and values.get((row, b)) is not None:
                seen.append(self._compare(self._ends([a], row, values), ">=", self._ends([b], row, values)))
        return all(seen) if seen else None

    def _rate(self, rule: Rule, row: int, values: Values) -> bool | None:
        num, den = (self._ends(rule.columns[role], row, values) for role in ("numerator", "denominator"))
        return self._prints(rule, rule.columns["reported"][0], row, values, num, den)

    def _prints(self, rule: Rule, name: str, row: int, values: Values, num: tuple, den: tuple) -> bool | None:
        q, s = values.get((row, name)), self.specs[name]
        if q is None:
            raise LookupError
        if den[0] <= 0:
            return None
        unit = Fraction(max(1, s.step), 10**s.dec)
        per = rule.options.get("per", 100)
        if num[0] == num[1] and den[0] == den[1]:
            return q in _rounded(per * num[0] / den[0] / unit)
        quotients = [per * n / d / unit for n in num for d in den]
        return min(quotients) <= q + Fraction(1, 2) and max(quotients) >= q - Fraction(1, 2)

    def _attainable(self, rule: Rule, row: int, values: Values) -> bool | None:
        den, _ = self._ends(rule.columns["denominator"], row, values)
        name = rule.columns["reported"][0]
        q, s = values.get((row, name)), self.specs[name]
        if q is None or den <= 0:
            return None
        unit, per = Fraction(max(1, s.step), 10**s.dec), rule.options.get("per", 100)
        return any(q in _rounded(per * k / den / unit) for k in range(int(den) + 1))

    def _change(self, rule: Rule, row: int, values: Values) -> bool | None:
        roles = rule.columns
        now = self._ends(roles["current"], row, values)
        if "previous" in roles and ("delta" in roles or "percent" in roles):
            then = self._ends(roles["previous"], row, values)
        else:
            then = self._ends(roles["current"], row - 1, values)
        if "delta" in roles:
            delta = self._ends(roles["delta"], row, values)
            return self._compare((now[0] - then[1], now[1] - then[0]), "==", delta)
        if "percent" in roles:
            # of intervals the quotient is per * now / then - per, so that the base is not counted twice
            per = rule.options.get("per", 100)
            q, s = values.get((row, roles["percent"][0])), self.specs[roles["percent"][0]]
            if q is None or then[0] <= 0:
                return None
            unit = Fraction(max(1, s.step), 10**s.dec)
            if now[0] == now[1] and then[0] == then[1]:
                return q in _rounded(per * (now[0] - then[0]) / then[0] / unit)
            found = [(per * n / d - per) / unit for n in now for d in then]
            return min(found) <= q + Fraction(1, 2) and max(found) >= q - Fraction(1, 2)
        return self._compare(then, "==", self._ends(roles["previous"], row, values))

    # ------------------------------------------------------------------ every set of cells
    def smallest(
        self, weights: Mapping[str, int] | None = None, most: int = 3
    ) -> set[frozenset[tuple[int, str]]] | None:
        """Every set of cells of least weight that can be changed so that all is good; None: none of `most` cells."""
        weights = weights or {}
        cells = [c for c, q in self.printed.items() if q is not None]
        sets = [frozenset(s) for size in range(most + 1) for s in combinations(cells, size)]
        cost = {s: sum(weights.get(c, 1) for _, c in s) for s in sets}
        best, found = None, set()
        for s in sorted(sets, key=lambda s: (cost[s], sorted(s))):
            if best is not None and cost[s] > best:
                break
            if self.mends(s):
                best = cost[s]
                found.add(s)
        return found or None

    def mends(self, cells: frozenset[tuple[int, str]]) -> bool:
        """Can these cells be changed so that all is good? Rules that hold none of them stay as they are."""
        asked = [(rule, row) for rule in self.rules for row in range(self.rows)]
        near = [bool(cells & self.reads(rule, row)) for rule, row in asked]
        if any(was is False and not mine for was, mine in zip(self.was, near, strict=True)):
            return False
        if any(q is not None and not self.allowed(c, q) for c, q in self.printed.items() if c not in cells):
            return False
        todo = [(*ask, was) for ask, was, mine in zip(asked, self.was, near, strict=True) if mine]
        order = sorted(cells)
        spans = [range(self.specs[c].low, self.specs[c].high + 1) for _, c in order]
        values = dict(self.printed)
        for trial in product(*spans):
            values.update(zip(order, trial, strict=True))
            if all((now := self.judge(rule, row, values)) or (now is None and was is None) for rule, row, was in todo):
                return True
        return False

    def allowed(self, cell: tuple[int, str], q: int) -> bool:
        """May a cell hold this?"""
        return self.specs[cell[1]].low <= q <= self.specs[cell[1]].high

    def reads(self, rule: Rule, row: int) -> set[tuple[int, str]]:
        """The cells that a rule may look at in a row."""
        names = {name for names in rule.columns.values() for name in names if name in self.specs}
        earlier = rule.columns["current"] if rule.kind == "change" and row else ()
        return {(row, name) for name in names} | {(row - 1, name) for name in earlier}


def _rounded(x: Fraction) -> set[int]:
    """What a value is printed as, halves away from zero or to the even digit."""
    size = abs(x)
    whole = int(size)
    rest = size - whole
    if rest == Fraction(1, 2):
        ends = {whole + 1, whole if whole % 2 == 0 else whole + 1}
    else:
        ends = {whole + (rest > Fraction(1, 2))}
    return {-n if x < 0 else n for n in ends}
