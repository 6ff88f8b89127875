"""The cells of a table and the rules that tie them, row by row, made as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from audit.locate.cells.before import previous_rows
from audit.locate.cells.conditions import bounds_of
from audit.locate.cells.constraints import Allowed, Constraint, Unequal
from audit.locate.cells.profile import ROOM, Domain, Profile, decimals, profile, value_of
from audit.locate.cells.rules import LITERAL, build
from audit.locate.cells.variables import Variable, View

CELLS = ("number", "percent")  # kinds of columns whose cells a slip may have changed
_TESTS = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b, ">": lambda a, b: a > b,
}  # fmt: skip


class Place(NamedTuple):
    """Where a cell stands; `other`: the rule whose other table it is in, "" for the table itself."""

    row: int
    column: str
    other: str = ""


def _places(f: Fraction) -> int:
    """The decimals of a number; of one that has no end, as many as matter."""
    return next((k for k in range(12) if (f * 10**k).denominator == 1), 12)


class TableNetwork:
    """One table under its rules. A rule whose cells hold no number in a row says nothing there."""

    def __init__(
        self,
        table: Any,
        rules: Sequence[Any],
        *,
        weights: Mapping[str, Any] | None = None,
        applies: Mapping[str, Sequence[bool]] | None = None,
        before: Mapping[str, Sequence[int | None]] | None = None,
        domains: Mapping[str, Domain] | None = None,
        others: Mapping[str, tuple[Any, Sequence[int | None]]] | None = None,
    ) -> None:
        self.table, self.rules = table, list(rules)
        self.columns = {c.name: c for c in table.columns}
        self.applies, self.others = dict(applies or {}), dict(others or {})
        self.domains = dict(domains or {})
        for rule in self.rules:
            if rule.where and rule.id not in self.applies:
                raise ValueError(f"rule {rule.id} has a condition; `applies` must say in which rows it holds")
        self.variables: list[Variable] = []
        self.constraints: list[Constraint] = []
        self.places: list[Place] = []
        self._at: dict[Place, int | None] = {}
        self._made: dict[tuple[int, int], tuple[int, ...]] = {}
        self._guards: dict[int, list[int]] = {}
        self._touching: dict[int, tuple[int, ...]] = {}
        self._verdicts: dict[int, bool | None] = {}
        self._profiles: dict[str, Profile] = {}
        given = dict(before or {})
        self.before = {
            r.id: given.get(r.id) or previous_rows(table, r) for r in self.rules if r.kind == "change"
        }  # fmt: skip
        self._after: dict[str, dict[int, list[int]]] = {}
        used = {name for r in self.rules for names in r.columns.values() for name in names}
        self.scale = 2 * 10 ** self._digits(used)
        self.weights = self._weights(weights or {})
        self._uses: dict[str, list[tuple[int, bool]]] = {}  # column -> (rule, is it read in the row before)
        for n, rule in enumerate(self.rules):
            names = {name: False for names in rule.columns.values() for name in names}
            for name in names:
                self._uses.setdefault(name, []).append((n, False))
            if rule.kind == "change" and rule.columns.get("time"):
                self._uses.setdefault(rule.columns["current"][0], []).append((n, True))
        self.signed = {
            name for r in self.rules if r.kind == "change" for role in ("delta", "percent")
            for name in r.columns.get(role, ())
        }  # fmt: skip

    def _digits(self, used: set[str]) -> int:
        literals = [Fraction(n.rstrip("%")) for n in used if n not in self.columns and LITERAL.fullmatch(n)]
        places = [_places(f) for f in literals]
        places += [int(r.options.get("decimals", 0) or 0) for r in self.rules]
        for domain in self.domains.values():
            places += [_places(v) for v in map(value_of, (domain.low, domain.high)) if v is not None]
        columns = [self.columns[n] for n in used if n in self.columns]
        columns += [column for column, _ in self.others.values()]
        return max([decimals(columns), *places])

    def _weights(self, given: Mapping[str, Any]) -> dict[str, int | None]:
        """Column -> weight as an integer; keys, times and columns that are no numbers are never wrong."""
        fixed = {n for r in self.rules for role in ("key", "time") for n in r.columns.get(role, ())}
        exact = {name: None if w is None else Fraction(str(w)) for name, w in given.items()}
        if any(w is not None and w <= 0 for w in exact.values()):
            raise ValueError("weights must be above 0; None is for what is never wrong")
        unit = lcm(*(w.denominator for w in exact.values() if w is not None))
        self.unit_weight = unit
        out: dict[str, int | None] = {}
        for name, column in self.columns.items():
            w = exact.get(name, None if name in fixed or column.kind not in CELLS else Fraction(1))
            out[name] = None if w is None else int(w * unit)
        return out

    # ------------------------------------------------------------------ cells
    def cell(self, row: int, name: str) -> int | None:
        """The variable of a cell; None where it holds no number."""
        return self._variable(Place(row, name), self.columns[name])

    def other(self, rule: str, row: int) -> int | None:
        """The variable of the cell of another table that a rule compares a row with."""
        column, rows = self.others[rule]
        at = rows[row]
        return None if at is None else self._variable(Place(at, column.name, rule), column)

    def _variable(self, place: Place, column: Any) -> int | None:
        if place in self._at:
            return self._at[place]
        num = column.num[place.row]
        v = None
        if num is not None:
            v = len(self.variables)
            self._at[place] = v
            self.places.append(place)
            self.variables.append(self._cell(place, column, num))
            if not place.other:
                self._guard(v, place)
            if not self.variables[v].sound:
                self._guards.setdefault(v, []).append(self._add(Allowed((f"domain:{place.column}", place.row), v)))
        self._at[place] = v
        return v

    def _cell(self, place: Place, column: Any, num: int) -> Variable:
        row, scale = place.row, self.scale
        look = self.profile(column, place.other)
        shift = scale // 10 ** column.dec[row]
        mid, step = num * shift, column.step[row] * shift
        low, high = column.low[row], column.high[row]
        hedged = (low, high) != (num, num)
        if hedged:
            low, high = (None if end is None else end * shift for end in (low, high))
        else:
            low, high = mid - step // 2, mid + step // 2
        unit = max(1, look.step) * scale // 10**look.dec
        value = Fraction(mid, scale)
        sound = (
            (look.strict_low is None or value >= look.strict_low)
            and (look.strict_high is None or value <= look.strict_high)
            and (look.strict_dec is None or (value * 10**look.strict_dec).denominator == 1)
        )
        weight = self.weights[place.column] if not place.other else self.unit_weight
        least, most = -(-look.low * scale // unit), look.high * scale // unit
        return Variable(
            place, mid, low, high, step or shift, unit, unit // 2 if look.step else 0, int(least), int(most),
            weight, sound or weight is None, hedged,
        )  # fmt: skip

    def profile(self, column: Any, other: str = "") -> Profile:
        """The profile of a column, looked at once."""
        key = f"{other}\0{column.name}"
        if key not in self._profiles:
            domain = self.domains.get(column.name) if not other else None
            self._profiles[key] = profile(column, domain, signed=column.name in self.signed)
        return self._profiles[key]

    def hidden(self, below: Sequence[int]) -> int:
        """A new integer from 0 on that is no cell, and at most a hundred times what some cells may be."""
        v = len(self.variables)
        self.places.append(Place(-1, ""))
        cells = [self.variables[w] for w in below]
        top = ROOM * sum(max(x.most * x.unit, x.mid) for x in cells) // self.scale + 1
        self.variables.append(Variable(None, 0, 0, 0, self.scale, self.scale, 0, 0, max(1, top), None, hidden=True))
        return v

    def _guard(self, v: int, place: Place) -> None:
        """Keep repairs of a cell on its side of the comparisons of conditions."""
        x = self.variables[v]
        for n, rule in enumerate(self.rules):
            if not rule.where or x.weight is None:
                continue
            found = bounds_of(place.column, rule.where)
            if found is None:
                x.weight = None
                continue
            for op, number in found:
                self._keep(v, op, number, n)

    def _keep(self, v: int, op: str, number: Fraction, n: int) -> None:
        x = self.variables[v]
        at = number * self.scale
        holds = _TESTS[op](x.mid, at)
        if (op, holds) in (("==", True), ("!=", False)):
            x.weight = None
        elif op in ("==", "!="):
            if at.denominator == 1:
                self._guards.setdefault(v, []).append(self._add(Unequal(("where", n), ((v, 1),), int(at), False)))
        elif (op in ("<", "<=")) == holds:  # it stays below
            strict = (op == "<") if holds else (op == ">=")
            x.most = min(x.most, -(-at // x.unit) - 1 if strict else at // x.unit)
        else:
            strict = (op == ">") if holds else (op == "<=")
            x.least = max(x.least, at // x.unit + 1 if strict else -(-at // x.unit))
        x.least, x.most = int(x.least), int(x.most)
        if x.least > x.most:
            x.weight = None

    # ------------------------------------------------------------------ rules
    def at(self, n: int, row: int) -> tuple[int, ...]:
        """The constraints of a rule in a row."""
        key = n, row
        if key not in self._made:
            rule = self.rules[n]
            mask = self.applies.get(rule.id)
            made = [] if mask is not None and not mask[row] else build(self, rule, row)
            self._made[key] = tuple(self._add(c) for c in made)
        return self._made[key]

    def _add(self, c: Constraint) -> int:
        self.constraints.append(c)
        return len(self.constraints) - 1

    def touching(self, v: int) -> tuple[int, ...]:
        """The constraints that hold a variable."""
        if v not in self._touching:
            place = self.places[v]
            found: list[int] = []
            if place.other:
                n = next(n for n, r in enumerate(self.rules) if r.id == place.other)
                rows = [row for row, at in enumerate(self.others[place.other][1]) if at == place.row]
                found = [c for row in rows for c in self.at(n, row)]
            elif place.row >= 0:
                for n, earlier in self._uses.get(place.column, ()):
                    rows = self._next(self.rules[n].id).get(place.row, []) if earlier else [place.row]
                    found += [c for row in rows for c in self.at(n, row)]
                found += self._guards.get(v, [])
            self._touching[v] = tuple(c for c in dict.fromkeys(found) if v in self.constraints[c].scope)
        return self._touching[v]

    def _next(self, rule: str) -> dict[int, list[int]]:
        if rule not in self._after:
            after: dict[int, list[int]] = {}
            for row, at in enumerate(self.before[rule]):
                if at is not None:
                    after.setdefault(at, []).append(row)
            self._after[rule] = after
        return self._after[rule]

    def verdict(self, c: int) -> bool | None:
        """Does a constraint hold as printed?"""
        if c not in self._verdicts:
            self._verdicts[c] = self.constraints[c].verdict(View(self.variables))
        return self._verdicts[c]

    def broken(self, rows: Sequence[int]) -> list[int]:
        """The constraints of some rows that do not hold, and the cells that hold what their column may not."""
        found = [c for row in rows for n in range(len(self.rules)) for c in self.at(n, row)]
        for row in rows:
            for name in dict.fromkeys([*self._uses, *self.domains]):
                v = self.cell(row, name) if name in self.columns else None
                if v is not None:
                    found += self._guards.get(v, [])
        return [c for c in dict.fromkeys(found) if self.verdict(c) is False]
