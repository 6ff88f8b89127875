"""The cells of a fault as variables over exact integers, and the rows of inequalities that rules make of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


class TooLarge(Exception):
    """An exact search has met its budget; the solver goes on, or the answer says that it is not proved."""


@dataclass(slots=True)
class Variable:
    """One cell, as it is printed and as it could be printed instead. Integers at one scale but `least`, `most`.

    A printed cell stands for [low, high]: a point where it is exact, its rounding band, or what its hedge leaves open;
    None is an open end. Printed otherwise it is q * unit for an integer q in [least, most], and stands for that plus or
    minus `half`. `weight` None: it is never wrong. `hidden`: no cell at all, an integer that a rule says exists.
    """

    place: Hashable
    mid: int
    low: int | None
    high: int | None
    grain: int  # the unit of the last printed digit
    unit: int
    half: int
    least: int
    most: int
    weight: int | None
    sound: bool = True  # the print lies within what the column allows
    hedged: bool = False
    hidden: bool = False

    @property
    def near(self) -> int:
        """The allowed value nearest to the print, in units."""
        return min(self.most, max(self.least, (2 * self.mid + self.unit) // (2 * self.unit)))


@dataclass(frozen=True, slots=True)
class Held:
    """What a variable that is not free stands for: mid - down … mid + up, None an open end."""

    mid: int
    down: int | None
    up: int | None


class Row:
    """One inequality: the sum of free[v] * v over free variables is at most `rhs`.

    `fixed` holds the coefficients of the cells whose printed values went into `rhs`, so that what cancels out when rows
    are added cancels there too; `params` are cells whose values went in otherwise (as a coefficient, a band). What is
    impossible by a row is impossible as long as these cells stay as printed: they are the reason.
    """

    __slots__ = ("fixed", "free", "params", "parents", "rhs")

    def __init__(
        self, free: dict[int, int], fixed: dict[int, int], rhs: int, params: frozenset[int], parents: int = 0
    ) -> None:
        self.free, self.fixed, self.rhs, self.params, self.parents = free, fixed, rhs, params, parents

    @property
    def reason(self) -> frozenset[int]:
        """The cells that make the row what it is."""
        return self.params.union(self.fixed)


class View:
    """The variables with some free and others held: at their prints, or at a value tried for them."""

    __slots__ = ("bands", "free", "held", "tried", "variables")

    def __init__(
        self,
        variables: list[Variable],
        free: Iterable[int] = (),
        tried: Mapping[int, int] | None = None,
        *,
        bands: bool = True,
    ) -> None:
        self.variables, self.free, self.bands = variables, frozenset(free), bands
        self.tried = dict(tried or {})
        self.held: dict[int, Held] = {}

    def sharp(self) -> View:
        """The same where prints are exact: no rounding bands. What a hedge leaves open stays open."""
        return View(self.variables, self.free, self.tried, bands=False)

    def half(self, v: int) -> int:
        """Half the band of a changed print."""
        return self.variables[v].half if self.bands else 0

    def at(self, v: int) -> Held:
        """What a held variable stands for."""
        found = self.held.get(v)
        if found is None:
            x = self.variables[v]
            if v in self.tried:
                half = self.half(v)
                found = Held(self.tried[v] * x.unit, half, half)
            elif self.bands or x.hedged:
                down = None if x.low is None else x.mid - x.low
                found = Held(x.mid, down, None if x.high is None else x.high - x.mid)
            else:
                found = Held(x.mid, 0, 0)
            self.held[v] = found
        return found

    def exact(self, v: int) -> bool:
        """Does the variable stand for one value only?"""
        if v in self.free:
            return self.half(v) == 0
        h = self.at(v)
        return h.down == h.up == 0

    def ends(self, terms: Iterable[tuple[int, int]], constant: int = 0) -> tuple[int | None, int | None]:
        """The least and the greatest sum of held terms (variable, coefficient)."""
        low: int | None = constant
        high: int | None = constant
        for v, c in terms:
            h = self.at(v)
            down, up = (h.down, h.up) if c > 0 else (h.up, h.down)
            low = None if low is None or down is None else low + c * h.mid - abs(c) * down
            high = None if high is None or up is None else high + c * h.mid + abs(c) * up
        return low, high

    def row(
        self, terms: Iterable[tuple[int, int]], bound: int, params: Iterable[int] = (), *, sure: bool = False
    ) -> Row | None:
        """The row: the sum of the terms can be at most `bound`; with `sure`, it must be so over all of every band.

        Args:    terms: (variable, coefficient), a variable at most once. bound: at the scale times the coefficients.
                 params: cells whose values are in the coefficients.
        Returns: the row, or None where an open end makes it hold whatever the rest is.
        """
        free: dict[int, int] = {}
        fixed: dict[int, int] = {}
        reasons = {p for p in params if p not in self.tried}
        rhs = bound
        way = -1 if sure else 1
        for v, c in terms:
            if not c:
                continue
            x = self.variables[v]
            if v in self.free:
                free[v] = c * x.unit
                rhs += way * abs(c) * self.half(v)
                continue
            h = self.at(v)
            slack = (h.down if c > 0 else h.up) if way > 0 else (h.up if c > 0 else h.down)
            if slack is None:
                if way > 0:
                    return None
                return Row({}, {}, -1, frozenset(reasons | {v} - self.tried.keys()))
            rhs += way * abs(c) * slack - c * h.mid
            if v not in self.tried:
                if slack != self.half(v):
                    reasons.add(v)  # changed, it would have another band
                fixed[v] = c
        return Row(free, fixed, rhs, frozenset(reasons))


def merged(*parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add up terms; a variable that comes twice gets the sum of its coefficients."""
    out: dict[int, int] = {}
    for part in parts:
        for v, c in part:
            out[v] = out.get(v, 0) + c
    return list(out.items())


def times(terms: Iterable[tuple[int, int]], by: int) -> list[tuple[int, int]]:
    """Multiply terms by an integer."""
    return [(v, c * by) for v, c in terms]
