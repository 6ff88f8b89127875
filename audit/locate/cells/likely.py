"""What cells that are wrong were meant to be: typing slips first, what the rules give last. Every value is proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import NamedTuple

from audit.locate import slips
from audit.locate.cells.constraints import Quotient
from audit.locate.cells.faults import Engine
from audit.locate.cells.feasible import Answer, Problem, Search, combinations
from audit.locate.cells.network import Place, TableNetwork
from audit.locate.cells.profile import Column
from audit.locate.cells.variables import TooLarge, View
from audit.locate.prints import Print, Value, read_print

SIGN = slips.SIGN
# Weights beside those of the slips: rough shares of what goes wrong, as in audit.locate.repairs.
DERIVED, STATED = 0.006, 0.0015
MISPLACED, TRUNCATED, SIGNED = 0.02, 1.0, 0.03
LONGER = 0.3
OPEN = 0.003  # weight of: the rules mean something else
_KEYED = frozenset((slips.DROPPED, slips.DOUBLED, slips.ADDED, slips.POINT))
_DERIVED_ROLES = frozenset(("reported", "total", "delta", "percent", "whole"))

FEW = 12  # values that the rules leave a cell and that are shown
NODES = 3_000  # tried in finding the likely values of one set
BEAM = 24
MOST_SETS = 24
MOST_VALUES = 4
NOTHING = Answer(None, frozenset())


class Guess(NamedTuple):
    """A value in units, why it may have been meant, and how much speaks for it."""

    q: int
    reason: str
    weight: float


@dataclass(slots=True)
class Explained:
    """A set of cells with the values they may have been meant to have."""

    cells: frozenset[int]
    weight: float = 0.0
    values: dict[int, dict[int, Guess]] = field(default_factory=dict)


class Guesser:
    """Finds likely values for the sets of one network's faults."""

    def __init__(self, net: TableNetwork, engine: Engine) -> None:
        self.net, self.engine = net, engine
        self.derived = {
            name for r in net.rules for role, names in r.columns.items() if role in _DERIVED_ROLES for name in names
        }  # fmt: skip
        self._prints: dict[int, Print | None] = {}
        self._slips: dict[int, dict[int, Guess]] = {}

    def explain(self, cells: frozenset[int]) -> Explained:
        """Find the likely values of a set of cells that can be changed so that all rules hold."""
        out = Explained(cells, 1.0)
        for p in self.engine.blocks(cells):
            found = self._block(p)
            total = sum(w for _, w in found)
            if not total:  # the values are open: as good as any number taken anew
                total = STATED ** sum(v in cells for v in p.free)
            out.weight *= total
            for guesses, weight in found:
                for v, g in guesses.items():
                    mine = out.values.setdefault(v, {})
                    was = mine.get(g.q)
                    best = g.reason if was is None or g.weight > was.weight else was.reason
                    mine[g.q] = Guess(g.q, best, (was.weight if was else 0.0) + weight / total)
        return out

    # ------------------------------------------------------------------ one block of cells that rules tie together
    def _block(self, p: Problem) -> list[tuple[dict[int, Guess], float]]:
        cells = [v for v in p.free if not self.net.variables[v].hidden]
        orders: Sequence[Sequence[int]] = [cells]
        if len(cells) in (2, 3):
            orders = (
                list(permutations(cells)) if len(cells) == 2 else [cells, cells[1:] + cells[:1], cells[2:] + cells[:2]]
            )
        best: dict[tuple, tuple[dict[int, Guess], float]] = {}
        left = [NODES * len(cells)]
        try:
            for order in orders:
                for rows in combinations(p):
                    search = Search(p, rows, {}, left, order)
                    if not search.feasible:
                        continue
                    for guesses, weight in self._beam(search, len(cells)):
                        key = tuple(sorted((v, g.q) for v, g in guesses.items()))
                        if key not in best or weight > best[key][1]:
                            best[key] = guesses, weight
        except TooLarge:
            pass
        if not best:  # the rules leave many values and no slip leads to one: the least change that mends
            values = (self.engine.feasible(frozenset(cells)) or NOTHING).values or {}
            near = {v: Guess(values[v], slips.RECOMPUTED, STATED / FEW) for v in cells if v in values}
            return [(near, (STATED / FEW) ** len(near))] if near else []
        return sorted(best.values(), key=lambda item: (-item[1], sorted((v, g.q) for v, g in item[0].items())))

    def _beam(self, search: Search, count: int) -> list[tuple[dict[int, Guess], float]]:
        beam: list[tuple[dict[int, Guess], float]] = [({}, 1.0)]
        for i in range(count):
            wider = []
            for guesses, weight in beam:
                values = {v: g.q for v, g in guesses.items()}
                span = search.range(i, values)
                if span is None:
                    continue
                for g in self._guesses(search.order[i], span.low, span.high, last=i == count - 1):
                    trial = values | {search.order[i]: g.q}
                    if search.completes(trial):
                        wider.append((guesses | {search.order[i]: g}, weight * g.weight))
            wider.sort(key=lambda item: (-item[1], sorted((v, g.q) for v, g in item[0].items())))
            beam = wider[: BEAM if i < count - 1 else None]
        return beam

    def _guesses(self, v: int, low: int, high: int, *, last: bool) -> list[Guess]:
        x = self.net.variables[v]
        found = {q: g for q, g in self.slips(v).items() if low <= q <= high}
        few: Sequence[int] = range(low, high + 1) if high - low < FEW else ()
        if not few and not last:
            few = [min(high, max(low, x.near))]  # as little changed as may be; the cells after it decide
        for q in few:
            if q * x.unit == x.mid:
                continue
            g = self._computed(v, q, high - low + 1)
            if q not in found or g.weight > found[q].weight:
                found[q] = g
        return list(found.values())

    # ------------------------------------------------------------------ one cell
    def print(self, v: int) -> Print | None:
        """How a cell is printed."""
        if v not in self._prints:
            column, row = self.column(v), self.net.places[v].row
            num = column.num[row]
            plain = num is not None and not self.net.variables[v].hedged
            value = Value(num or 0, column.dec[row], column.step[row])
            self._prints[v] = read_print(column.text[row], value) if plain else None
        return self._prints[v]

    def column(self, v: int) -> Column:
        """The column of a cell."""
        place: Place = self.net.places[v]
        found: Column = self.net.others[place.other][0] if place.other else self.net.columns[place.column]
        return found

    def slips(self, v: int) -> dict[int, Guess]:
        """The values of which one slip makes the print of a cell, whatever the rules say."""
        if v in self._slips:
            return self._slips[v]
        found: dict[int, Guess] = {}
        p, x = self.print(v), self.net.variables[v]
        if p is not None and not p.chinese:
            for numeral, slip in slips.originals(p.numeral).items():
                q = self._units(v, p.value(numeral))
                if q is not None:
                    weight = slip.weight * LONGER ** self._power(slip.name, v, q)
                    if q not in found or weight > found[q].weight:
                        found[q] = Guess(q, slip.name, weight)
        if x.mid and x.mid % x.unit == 0 and not x.hedged:
            q = -x.mid // x.unit
            if x.least <= q <= x.most:
                found[q] = Guess(q, SIGN, SIGNED)
        self._slips[v] = found
        return found

    def _units(self, v: int, value: Value) -> int | None:
        """A value in units of a changed print; None where the column prints otherwise."""
        x, look = self.net.variables[v], self.net.profile(self.column(v), self.net.places[v].other)
        if value.dec != look.dec:
            return None
        q, rest = divmod(value.num * (self.net.scale // 10**value.dec), x.unit)
        return None if rest or q * x.unit == x.mid or not x.least <= q <= x.most else q

    def _power(self, reason: str, v: int, q: int) -> int:
        """How often LONGER counts: for each digit that the value meant is longer; either way without a slip."""
        x = self.net.variables[v]
        longer = len(str(abs(q * x.unit))) - len(str(abs(x.mid)))
        longer = min(2, max(-2, longer))
        return longer if reason in _KEYED else abs(longer)

    def _computed(self, v: int, q: int, among: int) -> Guess:
        place = self.net.places[v]
        if self._cut(v, q):
            return Guess(q, slips.TRUNCATION, TRUNCATED)
        weight = DERIVED if place.column in self.derived else STATED
        reason = slips.RECOMPUTED
        if self._misplaced(v):
            reason, weight = slips.OTHER_FIGURE, MISPLACED
        return Guess(q, reason, weight * LONGER ** self._power(reason, v, q) / among)

    def _cut(self, v: int, q: int) -> bool:
        """Is the print what is left of this value's quotient when its digits are cut?"""
        x = self.net.variables[v]
        if x.mid % x.unit or abs(q) - abs(x.mid // x.unit) != 1 or q * x.mid < 0:
            return False
        for c in self.net.touching(v):
            k = self.net.constraints[c]
            if isinstance(k, Quotient) and k.rep == v and self.net.verdict(c) is False:
                view = View(self.net.variables)
                (n, n_hi), (d, d_hi) = view.ends(k.num), view.ends(k.den)
                if n is not None and n == n_hi and d is not None and d == d_hi and d > 0:
                    whole = abs(k.per * k.scale * n) // (x.unit * d)
                    return whole == abs(x.mid // x.unit)
        return False

    def _misplaced(self, v: int) -> bool:
        """Does the same number stand in the next cell, to the side or above or below?"""
        place = self.net.places[v]
        column, row = self.column(v), place.row
        near = [r for r in (row - 1, row + 1) if 0 <= r < len(column.text)]
        same = any(column.text[r] == column.text[row] for r in near)
        if place.other:
            return same
        names = list(self.net.columns)
        at = names.index(place.column)
        sides = [self.net.columns[names[n]] for n in (at - 1, at + 1) if 0 <= n < len(names)]
        return same or any(c.num[row] is not None and c.text[row] == column.text[row] for c in sides)

    # ------------------------------------------------------------------ print
    def text(self, v: int, q: int) -> str:
        """A value in units as the cell would print it."""
        look = self.net.profile(self.column(v), self.net.places[v].other)
        num = q * max(1, look.step)
        p = self.print(v)
        if p is not None:
            # the print's own 万 counts: 47.84万 keeps two decimals
            places = look.dec if look.dec or not p.power else len(p.numeral.partition(".")[2])
            numeral = p.numeral_of(num, look.dec, decimals=places)
            if numeral and (written := p.write(numeral)):
                return written.strip()
        digits = str(abs(num)).rjust(look.dec + 1, "0")
        body = f"{digits[: -look.dec]}.{digits[-look.dec :]}" if look.dec else digits
        return f"-{body}" if num < 0 else body


def shares(found: Sequence[Explained], size: int) -> Mapping[int, float]:
    """The share of each set of all that could be."""
    total = sum(e.weight for e in found) + OPEN**size
    return {n: e.weight / total for n, e in enumerate(found)}
