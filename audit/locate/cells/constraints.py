"""Edit rules at one row as constraints over exact integers: sums and bounds, quotients with their print.

Each judges what is held (`verdict`) and says what the free cells must satisfy (`ways`: alternatives, each a list of
rows; any one of them suffices). A quotient whose print and base are both free is no row; it is judged as soon as one is
left. `bands` False: prints are taken as exact. A rule that is undetermined as printed (its base is empty) may stay so;
a rule that is judged must stay judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.locate.cells.variables import Row, View, merged, times
from expectations.arithmetic.attainable import numerators

Rule = tuple[str, int]  # which rule, and in which row
Terms = Sequence[tuple[int, int]]  # variable, coefficient


def _bound(*rows: Row | None) -> list[Row]:
    """The rows that say something; None is one that an open end makes hold whatever the rest is."""
    return [row for row in rows if row is not None]


@dataclass(slots=True)
class Linear:
    """low <= the sum of terms <= high, where the bands of the cells allow it; None: no bound on that side."""

    rule: Rule
    terms: Terms
    low: int | None
    high: int | None
    bands: bool = True
    scope: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.scope = tuple(v for v, c in self.terms if c)

    def verdict(self, view: View) -> bool | None:
        """Does it hold?"""
        view = view if self.bands else view.sharp()
        low, high = view.ends(self.terms)
        return (self.low is None or high is None or high >= self.low) and (
            self.high is None or low is None or low <= self.high
        )

    def ways(self, view: View, judged: bool) -> list[list[Row]]:  # noqa: ARG002
        """The rows of the bounds."""
        view = view if self.bands else view.sharp()
        rows = []
        if self.high is not None:
            rows.append(view.row(self.terms, self.high))
        if self.low is not None:
            rows.append(view.row(times(self.terms, -1), -self.low))
        return [_bound(*rows)]


@dataclass(slots=True)
class Unequal:
    """The sum of terms is not `value`; only where every cell is exact can it break."""

    rule: Rule
    terms: Terms
    value: int
    bands: bool = True
    scope: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.scope = tuple(v for v, c in self.terms if c)

    def verdict(self, view: View) -> bool | None:
        """Does it hold?"""
        view = view if self.bands else view.sharp()
        if not all(view.exact(v) for v in self.scope):
            return True
        return view.ends(self.terms)[0] != self.value

    def ways(self, view: View, judged: bool) -> list[list[Row]]:  # noqa: ARG002
        """Below the value, or above it."""
        view = view if self.bands else view.sharp()
        if not all(view.exact(v) for v in self.scope):
            return [[]]
        below, above = view.row(self.terms, self.value - 1), view.row(times(self.terms, -1), -self.value - 1)
        return [_bound(below), _bound(above)]


@dataclass(slots=True)
class Allowed:
    """A cell lies within what its column may hold; every value that is tried does."""

    rule: Rule
    cell: int
    bands: bool = True
    scope: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.scope = (self.cell,)

    def verdict(self, view: View) -> bool | None:
        """Does it hold?"""
        return self.cell in view.tried or view.variables[self.cell].sound

    def ways(self, view: View, judged: bool) -> list[list[Row]]:  # noqa: ARG002
        """Nothing is left to ask of a free cell; a print that is not allowed cannot stand."""
        held = self.cell not in view.free and not self.verdict(view)
        return [[Row({}, {}, -1, frozenset([self.cell]))] if held else []]


@dataclass(slots=True)
class Quotient:
    """`rep` is what per * num / den prints as, by half-up or half-even; undetermined where den is not above 0.

    scale: of the network; per: 100 for %; digits: the unit of the print's last digit at the scale where the rule states
    it, else 0: as printed. part: the numerator is a hidden integer, at most the base (`attainable`).
    """

    rule: Rule
    rep: int
    num: Terms
    den: Terms
    per: int
    scale: int
    digits: int = 0
    part: bool = False
    bands: bool = True
    scope: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.scope = tuple(dict.fromkeys([self.rep, *(v for v, _ in self.num), *(v for v, _ in self.den)]))

    def verdict(self, view: View) -> bool | None:
        """Does it hold? None where the base is empty."""
        view = view if self.bands else view.sharp()
        d_lo = view.ends(self.den)[0]
        if d_lo is None or d_lo <= 0:
            return None
        if view.variables[self.num[0][0]].hidden and self.num[0][0] not in view.tried:
            return self._attained(view, d_lo)
        if view.variables[self.rep].hedged and self.rep not in view.tried:
            low, high = view.ends([(self.rep, 1)])
            up = None if high is None else view.ends(self._less(high, 0))[0]
            down = None if low is None else view.ends(self._more(low, 0))[0]
            return (up is None or up <= 0) and (down is None or down <= 0)
        u, mid = self._unit(view), view.at(self.rep).mid
        up, down = view.ends(self._less(mid, u))[0], view.ends(self._more(mid, u))[0]
        open_up, open_down = self._open(view, mid, u)
        return (up is None or up <= -open_up) and (down is None or down <= -open_down)

    def ways(self, view: View, judged: bool) -> list[list[Row]]:
        """The rows: a base above 0 and a quotient that prints so; or an empty base that stays empty."""
        view = view if self.bands else view.sharp()
        den_free = any(v in view.free for v, _ in self.den)
        base = view.row(times(self.den, -1), -1, sure=True)
        rows = [base] if base is not None else []
        if not den_free and base is not None and base.rhs < 0:
            return [[]] if not judged else [rows]
        if not (self.rep in view.free and self._twisted(view)):
            rows += self._rows(view)
        if self.part:
            rows += _bound(view.row(merged(self.num, times(self.den, -1)), 0))
        ways = [rows]
        if not judged and den_free:
            # the low end of the base at most 0: bands of its cells count downwards, as in `base`
            empty = view.row(self.den, 0)
            ways.append([empty] if empty is not None else [])
        return ways

    def twisted(self, view: View) -> bool:
        """Are print and base both open, so that no row says it?"""
        view = view if self.bands else view.sharp()
        return self.rep in view.free and self._twisted(view)

    def prints(self, view: View) -> tuple[int, int] | None:
        """The prints, in units, that held numerator and base allow; None: any, or there is no base to judge by."""
        view = view if self.bands else view.sharp()
        (n_lo, n_hi), (d_lo, d_hi) = view.ends(self.num), view.ends(self.den)
        x = view.variables[self.rep]
        if n_lo is None or n_hi is None or d_lo is None or d_hi is None or d_lo <= 0:
            return None
        u = self.digits or x.unit
        k, per = 2 * x.unit, 2 * self.per * self.scale
        low = min(-((u * d - per * n) // (k * d)) for n, d in ((n_lo, d_lo), (n_lo, d_hi)))
        high = max((u * d + per * n) // (k * d) for n, d in ((n_hi, d_lo), (n_hi, d_hi)))
        return low, high

    def _attained(self, view: View, base: int) -> bool | None:
        """Does any whole numerator print so? None where the base is no whole number."""
        mid, u = view.at(self.rep).mid, self._unit(view)
        if base % self.scale or mid % u or self.scale % u:
            return None
        asked = mid // u, base // self.scale, self.scale // u, self.per if self.part else 1
        return any(len(numerators(*asked, how)) for how in ("half_up", "half_even"))

    def _twisted(self, view: View) -> bool:
        return any(v in view.free or not view.exact(v) for v, _ in self.den)

    def _unit(self, view: View) -> int:
        x = view.variables[self.rep]
        return self.digits or (x.unit if self.rep in view.free or self.rep in view.tried else x.grain)

    def _less(self, at: int, u: int) -> list[tuple[int, int]]:
        """per * num / den <= at + u / 2, as terms that are at most 0."""
        return merged(times(self.num, 2 * self.per * self.scale), times(self.den, -(2 * at + u)))

    def _more(self, at: int, u: int) -> list[tuple[int, int]]:
        """per * num / den >= at - u / 2."""
        return merged(times(self.num, -2 * self.per * self.scale), times(self.den, 2 * at - u))

    def _open(self, view: View, mid: int, u: int) -> tuple[int, int]:
        """Is the upper, is the lower end of the print's band left out? Halves go away from 0, or to the even digit."""
        amounts = [v for v, _ in self.num] + [v for v, _ in self.den]
        n, rest = divmod(mid, u)
        if rest or n % 2 == 0 or not all(view.exact(v) for v in amounts):
            return 0, 0
        return int(n > 0), int(n < 0)

    def _rows(self, view: View) -> list[Row]:
        rep = view.variables[self.rep]
        base = view.ends(self.den)[0] if self.rep in view.free else None
        if base is not None:  # the base is held and exact
            u, d = self._unit(view), base
            params = [v for v, _ in self.den]
            n = times(self.num, 2 * self.per * self.scale)
            rows = [
                view.row(merged(n, [(self.rep, -2 * d)]), u * d, params),
                view.row(merged(times(n, -1), [(self.rep, 2 * d)]), u * d, params),
            ]
            # a print has no band of its own here: take back what `row` has added for it
            held = _bound(*rows)
            for row in held:
                row.rhs -= 2 * d * view.half(self.rep)
            return held
        if rep.hedged and self.rep not in view.tried:
            low, high = view.ends([(self.rep, 1)])
            rows = [
                view.row(self._less(high, 0), 0, [self.rep]) if high is not None else None,
                view.row(self._more(low, 0), 0, [self.rep]) if low is not None else None,
            ]
        else:
            u, mid = self._unit(view), view.at(self.rep).mid
            up, down = self._open(view, mid, u)
            # whether an end is left out depends on every cell being exact
            params = [self.rep, *(v for v in self.scope if v not in view.free and view.half(v))]
            rows = [view.row(self._less(mid, u), -up, params), view.row(self._more(mid, u), -down, params)]
        return _bound(*rows)


Constraint = Linear | Unequal | Allowed | Quotient
