"""Does a rule follow from others? The exact measure of what discovery found, and of what it made up.

    Theory(rules, table, low=…, high=…).entails(rule)

A linear rule follows where it is in the span of the equalities (modulo a large prime), or where linear programming
gives multipliers that prove it in exact fractions (audit.dataset.discover.implied). A rate follows where the theory has
a rate of the same column whose numerator and denominator are equal to its own by the equalities. An attainable rate
follows from a rate on an equal base whose numerator is a count between 0 and the base; that a percentage is at most 100
from a rate whose numerator never exceeds its base; that a growth is at least -100 from a change of what is never
negative. A change follows from the same change. A rule under a condition is judged in the theory of the rules that hold
on at least those rows; conditions are compared row by row.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [p for p in (str(HERE), str(HERE.parent)) if p not in sys.path]

from synthetic_oracle import _condition  # noqa: E402

from audit.dataset.discover.exact import rank_basis  # noqa: E402
from audit.dataset.discover.implied import follows  # noqa: E402
from audit.dataset.rules import Rule  # noqa: E402
from audit.dataset.table import Table  # noqa: E402

Vector = dict[int, int]


class Theory:
    """Rules, and what single columns keep: never below a number, never above one."""

    def __init__(
        self, rules: Iterable[Rule], table: Table, *, low: dict[str, int], high: dict[str, int] | None = None
    ) -> None:
        self.rules, self.table, self.low, self.high = list(rules), table, low, high or {}
        self.at = {c.name: n for n, c in enumerate(table.columns)}
        self.one = len(self.at)  # the constant 1 stands for a column of its own
        self._rows: dict[str, frozenset[int]] = {}
        self._capped: dict[tuple[int, int], bool] = {}
        self.whole = {c.name for c in table.columns if c.kind == "number" and not any(c.dec)}

    def entails(self, rule: Rule) -> bool:
        """Does the rule follow?"""
        rows = self.rows(rule.where)
        known = [r for r in self.rules if r.kind != "change" and rows <= self.rows(r.where)]
        if rule.kind == "change":
            return any(_same_change(rule, r) for r in self.rules)
        equal = [v for r in known for v in self.equalities(r)]
        if rule.kind == "rate":
            return any(self.same_rate(rule, r, equal) for r in known if r.kind == "rate")
        if rule.kind == "attainable":
            return any(self.grants(rule, r, known, equal) for r in known)
        targets = self.equalities(rule)
        if targets:
            return all(self.spanned(v, equal) for v in targets)
        return all(self.proved(v, known, equal) for v in self.bounds(rule))

    def rows(self, where: str) -> frozenset[int]:
        """The rows a condition holds on; written `x in ["a", "b"]`, too."""
        if where not in self._rows:
            self._rows[where] = self._held(where)
        return self._rows[where]

    def _held(self, where: str) -> frozenset[int]:
        if " in [" in where:
            name, _, words = where.partition(" in [")
            wanted = {w.strip().strip('"') for w in words.rstrip("]").split(",")}
            cells = self.table.column(name).text
            return frozenset(i for i, cell in enumerate(cells) if cell in wanted)
        test = _condition(where, {c.name: c for c in self.table.columns})
        return frozenset(i for i in range(self.table.rows) if test(i))

    def vector(self, plus: Sequence[str], minus: Sequence[str]) -> Vector:
        """plus less minus, numbers counted in ones."""
        out: Vector = {}
        for names, sign in ((plus, 1), (minus, -1)):
            for name in names:
                key, k = (self.at[name], 1) if name in self.at else (self.one, int(name))
                out[key] = out.get(key, 0) + sign * k
        return {c: k for c, k in out.items() if k}

    def equalities(self, rule: Rule) -> list[Vector]:
        """What a rule says is 0."""
        c = rule.columns
        if rule.kind == "sum":
            return [self.vector(c["total"], c["parts"])]
        if rule.kind == "balance":
            return [self.vector(c["plus"], c["minus"])]
        if rule.kind == "repeat":
            return [self.vector(c["a"], c["b"])]
        if rule.kind == "inequality" and rule.options["op"] == "==":
            return [self.vector(c["left"], c["right"])]
        return []

    def bounds(self, rule: Rule) -> list[Vector]:
        """What a rule says is never negative."""
        c = rule.columns
        if rule.kind == "subset":
            return [self.vector(c["whole"], c["parts"])]
        if rule.kind == "order":
            items = c["items"]
            return [self.vector([a], [b]) for a, b in pairwise(items)]
        if rule.kind == "inequality" and rule.options["op"] in ("<=", ">="):
            sides = (c["left"], c["right"]) if rule.options["op"] == ">=" else (c["right"], c["left"])
            return [self.vector(*sides)]
        return []

    def spanned(self, target: Vector, equal: Sequence[Vector]) -> bool:
        """Is an equality a combination of others?"""
        sides = [(_side(v, 1), _side(v, -1)) for v in (*equal, target)]
        last = len(sides) - 1
        return last not in rank_basis(((s, n) for n, s in enumerate(sides)), self.one + 1)

    def proved(self, target: Vector, known: Sequence[Rule], equal: Sequence[Vector]) -> bool:
        """Is an inequality a combination of others, with multipliers that are not negative?"""
        above = [v for r in known for v in self.bounds(r)]
        above += [{self.at[n]: 1, self.one: -k} for n, k in self.low.items() if k and n in self.at]
        above += [{self.at[n]: -1, self.one: k} for n, k in self.high.items() if n in self.at]
        above += [self.vector(["100"], r.columns["reported"]) for r in known if self._caps(r, len(known), equal, above)]
        grown = [r for r in self.rules if r.kind == "change" and "percent" in r.columns and not r.where]
        above += [
            self.vector(r.columns["percent"], ["-100"]) for r in grown if self.low.get(r.columns["current"][0], -1) >= 0
        ]
        floor = {self.at[n] for n, k in self.low.items() if k >= 0 and n in self.at} | {self.one}
        return follows(target, equal, above, floor)

    def _caps(self, rule: Rule, known: int, equal: Sequence[Vector], above: Sequence[Vector]) -> bool:
        """As `capped`, remembered: the rules that are known differ by how many they are."""
        key = (id(rule), known)
        if key not in self._capped:
            self._capped[key] = self.capped(rule, equal, above)
        return self._capped[key]

    def capped(self, rule: Rule, equal: Sequence[Vector], above: Sequence[Vector]) -> bool:
        """Does a rule keep its percentage at or below 100?"""
        if rule.options.get("per", 100) != 100:
            return False
        if rule.kind == "attainable":
            return True
        if rule.kind != "rate":
            return False
        floor = {self.at[n] for n, k in self.low.items() if k >= 0 and n in self.at}
        return follows(self.vector(rule.columns["denominator"], rule.columns["numerator"]), equal, above, floor)

    def same_rate(self, a: Rule, b: Rule, equal: Sequence[Vector]) -> bool:
        """Are two rates of one column the same, by the equalities?"""
        if a.columns["reported"] != b.columns["reported"] or a.options.get("per", 100) != b.options.get("per", 100):
            return False
        return all(self.equal_sums(a.columns[r], b.columns[r], equal) for r in ("numerator", "denominator"))

    def equal_sums(self, a: Sequence[str], b: Sequence[str], equal: Sequence[Vector]) -> bool:
        """Are two sums equal?"""
        v = self.vector(a, b)
        return not v or self.spanned(v, equal)

    def grants(self, rule: Rule, r: Rule, known: Sequence[Rule], equal: Sequence[Vector]) -> bool:
        """Does a rule make a percentage one that whole numbers of a base make?"""
        if r.kind not in ("rate", "attainable") or r.columns["reported"] != rule.columns["reported"]:
            return False
        if not self.equal_sums(rule.columns["denominator"], r.columns["denominator"], equal):
            return False
        if r.kind == "attainable":
            return True
        of = r.columns["numerator"]
        below = self.proved(self.vector(r.columns["denominator"], of), known, equal)
        return below and set(of) <= self.whole and all(self.low.get(n, -1) >= 0 for n in of)


def _side(v: Vector, sign: int) -> tuple[int, ...]:
    """Columns of one side, each as often as its coefficient says."""
    return tuple(c for c, k in sorted(v.items()) for _ in range(sign * k) if sign * k > 0)


def _same_change(a: Rule, b: Rule) -> bool:
    return b.kind == "change" and a.columns == b.columns and a.options == b.options and a.where == b.where
