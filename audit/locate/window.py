"""Between which values a figure, or what fills one role, can make its relation tie: a sieve, for speed alone.

A window is computed in floats and made wider than any rounding band, so it never loses a value that ties; what passes
is judged exactly (`evaluate`). Of relations that say no more than "at most" there is none, and every value passes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.locate.columns import Figures, Recipe

UNITS = 2.0  # last printed digits of a value on either side: its own band, and what a difference of prints leaves open
OFF = 2.0  # last digits by which a print may be off: one where it is cut, and one to be safe
_SLACK = 1e-9  # of the window's ends: more than the floats lose
_INFINITE = float("inf")
Window = tuple[float, float]
_BOUND = {"orders": ("big", "small")}
_EQUAL = {"sums": ("total", "parts"), "repeats": ("a", "b"), "enumerations": ("announced", "listed")}


@dataclass(frozen=True, slots=True)
class Sieve:
    """The windows of one figure's printed values, sizes only: a sign never decides here."""

    windows: tuple[Window, ...]

    def passes(self, value: float, unit: float) -> bool:
        """May a value tie, whose last printed digit is worth `unit` (0: exact)?"""
        slack = UNITS * unit
        return any(low - slack <= value <= high + slack for low, high in self.windows)

    def among(self, sizes: Sequence[float], unit: float) -> set[float]:
        """Those of some sizes that pass."""
        return {x for low, high in self.around(unit) for x in sizes if low <= x <= high}

    def around(self, unit: float) -> list[Window]:
        """The windows of values whose last printed digit is worth `unit`; they may overlap."""
        slack = UNITS * unit
        return [(max(0.0, low - slack), high + slack) for low, high in self.windows]


def sieve(r: Recipe, f: Figures, c: Mapping[str, int], i: int) -> Sieve | None:
    """Windows of the size of figure i, in base units; None where every value must be judged.

    Args: r, f: the recipe of the relation and its figures; c: its columns as they stand; i: one of its figures.
    """
    if r.per_unit:
        return None
    try:
        if i == r.print:
            return _made(_print(r, c))
        held = [name for name, stem in r.stems.items() if i in stem.members]
        if len(held) != 1:
            return None
        stem = r.stems[held[0]]
        if stem.less or stem.members.count(i) != 1:
            return None
        if r.frame == "changes" and r.stems["prev"].mode in ("less", "plus"):
            return _made(_by_delta(r, c, held[0]))
        rest = 0.0
        for j in stem.members:
            rest += f.num[j] / 10 ** f.dec[j] if j != i else 0.0
        wide = sum(f.step[j] / 10 ** f.dec[j] for j in stem.members)
        found = amounts(r, c, held[0])
        if found is None:
            return None
        return _made([(a / stem.factor - rest - wide, b / stem.factor - rest + wide) for a, b in found])
    except OverflowError:  # beyond what a float holds
        return None


def role(r: Recipe, c: Mapping[str, int], stem: str) -> Sieve | None:
    """Windows of the sum of the figures that fill a role; None where every sum must be judged.

    Args: r: the recipe; c: its columns as they stand; stem: num, den, cur or prev.
    """
    if r.per_unit:
        return None
    try:
        found = amounts(r, c, stem)
    except OverflowError:
        return None
    return None if found is None else _made([(a / r.stems[stem].factor, b / r.stems[stem].factor) for a, b in found])


def _made(windows: list[Window] | None) -> Sieve | None:
    """A sieve of sizes: a window that reaches below zero also holds the sizes of what is negative."""
    if windows is None:
        return None
    out = []
    for low, high in windows:
        a, b = sorted((abs(low), abs(high)))
        a = 0.0 if low <= 0 <= high else a
        out.append((a * (1 - _SLACK), b * (1 + _SLACK) if b != _INFINITE else b))
    return Sieve(tuple(out))


def amounts(r: Recipe, c: Mapping[str, int], stem: str) -> list[Window] | None:
    """Windows of a role's amount, in base units, by the other columns of its relation.

    Args: r: the recipe; c: its columns as they stand; stem: the role.
    """
    at = float(10**r.dec)
    if r.frame == "rates":
        found = _of_rate(c, stem)
    elif r.frame == "changes" and stem in ("cur", "prev") and r.stems["prev"].mode == "band":
        found = _of_change(c, stem)
    elif r.frame == "differences":
        found = _of_difference(c, stem)
    elif r.frame in _BOUND and stem in _BOUND[r.frame]:
        found = _bounded(c, *_BOUND[r.frame], stem)
    elif r.frame == "sums" and r.fixed["mode"]:
        found = _bounded(c, "total", "parts", stem)
    elif r.frame in _EQUAL:
        other = next(name for name in _EQUAL[r.frame] if name != stem)
        found = [_widened(c, other, stem)] if stem in _EQUAL[r.frame] else None
    else:
        found = None
    return None if found is None else [(low / at, high / at) for low, high in found]


def _ends(c: Mapping[str, int], name: str) -> Window:
    return float(c.get(f"{name}_lo", c.get(name, 0))), float(c.get(f"{name}_hi", c.get(name, 0)))


def _widened(c: Mapping[str, int], name: str, own: str) -> Window:
    """A role's interval, wider by twice its width and that of the role that is sought."""
    (low, high), (a, b) = _ends(c, name), _ends(c, own)
    wide = 2 * (high - low) + 2 * (b - a)
    return low - wide, high + wide


def _bounded(c: Mapping[str, int], big: str, small: str, own: str) -> list[Window]:
    """What is at least, or at most, the other of two amounts."""
    low, high = _widened(c, small if own == big else big, own)
    return [(low, _INFINITE)] if own == big else [(min(0.0, -abs(high)), high)]


def _by_delta(r: Recipe, c: Mapping[str, int], stem: str) -> list[Window] | None:
    """Current value or change, in base units, of a change that is printed as an amount and as a rate of the base."""
    (cur, cur_hi), (prev, prev_hi) = _ends(c, "cur"), _ends(c, "prev")
    least, most = c["rep_lo"] - OFF, c["rep_hi"] + OFF
    unit, at = float(c["per"] * c["scale"]), float(10**r.dec)
    if least <= 0 or cur <= 0 or prev <= 0 or most >= unit:
        return None
    rises = r.stems["prev"].mode == "less"
    shares = [(x / (unit + x) if rises else x / (unit - x)) for x in (least, most)]  # the change over the current value
    if stem == "cur":
        ends = sorted((abs(cur - prev_hi), abs(cur_hi - prev)))
        wide = 2 * (prev_hi - prev)
        return [((ends[0] - wide) / shares[1] / at, (ends[1] + wide) / shares[0] / at)]
    return [(shares[0] * cur / at, shares[1] * cur_hi / at)]


def _of_rate(c: Mapping[str, int], stem: str) -> list[Window] | None:
    """Numerator or base of a rate by its print."""
    (num, num_hi), (den, den_hi) = _widened(c, "num", "num"), _widened(c, "den", "den")
    if c["rep_lo"] < 0 or num < 0 or den <= 0:
        return None
    unit, least, most = float(c["per"] * c["scale"]), c["rep_lo"] - OFF, c["rep_hi"] + OFF
    if stem == "num":
        return [(least * den / unit, most * den_hi / unit)]
    if stem == "den":
        return [(unit * num / most, unit * num_hi / least if least > 0 else _INFINITE)]
    return None


def _of_change(c: Mapping[str, int], stem: str) -> list[Window] | None:
    """Current or previous value of a change, whichever way it goes."""
    (cur, cur_hi), (prev, prev_hi) = _widened(c, "cur", "cur"), _widened(c, "prev", "prev")
    sizes = sorted((abs(c["rep_lo"]), abs(c["rep_hi"])))
    if cur < 0 or prev <= 0:
        return None
    unit = float(c["per"] * c["scale"])
    out = []
    for sign in (1, -1):
        low, high = sorted((1 + sign * (sizes[0] - OFF) / unit, 1 + sign * (sizes[1] + OFF) / unit))
        if stem == "cur":
            out.append((low * prev if low > 0 else low * prev_hi, high * prev_hi if high > 0 else high * prev))
        elif high > 0:
            out.append((cur / high, cur_hi / low if low > 0 else _INFINITE))
    return out


def _of_difference(c: Mapping[str, int], stem: str) -> list[Window] | None:
    """Either value, or the difference, of two values and a difference, whichever way it goes."""
    (cur, cur_hi), (prev, prev_hi), (delta, delta_hi) = (_widened(c, name, name) for name in ("cur", "prev", "delta"))
    if stem == "delta":
        wide = 2.0 * (c["delta_hi"] - c["delta_lo"])
        return [(cur - prev_hi - wide, cur_hi - prev + wide)]
    low, high = (prev, prev_hi) if stem == "cur" else (cur, cur_hi)
    return [(low + delta, high + delta_hi), (low - delta_hi, high - delta)]


def _print(r: Recipe, c: Mapping[str, int]) -> list[Window] | None:
    """The printed rate or change that the amounts give."""
    if r.frame == "rates":
        (num, num_hi), (den, den_hi) = _widened(c, "num", "num"), _widened(c, "den", "den")
        return [(c["per"] * num / den_hi, c["per"] * num_hi / den)] if den > 0 and num >= 0 else None
    if r.frame == "changes":
        (cur, cur_hi), (prev, prev_hi) = _widened(c, "cur", "cur"), _widened(c, "prev", "prev")
        per = float(c["per"])
        return [(per * (cur / prev_hi - 1), per * (cur_hi / prev - 1))] if prev > 0 and cur >= 0 else None
    return None
