"""The integer columns of a relation as a function of its figures: what changes where one figure has another value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.locate.prints import Value
from audit.relate.relations import interval as band

Interval = tuple[int, int]
WHOLE = frozenset(("granularity", "back_changes", "enumerations"))  # their amounts are counts and cannot be rescaled


class Figures:
    """The figures of one document as the helpers of `relate` read them; `figures` is itself, for their sake."""

    __slots__ = ("dec", "figures", "hedge", "high", "low", "num", "step")

    def __init__(self, columns: Mapping[str, list]) -> None:
        self.num, self.dec, self.step, self.hedge = (columns[name] for name in ("num", "dec", "step", "hedge"))
        self.low, self.high = (
            {i: _at(columns[name][i], self.dec[i]) for i, h in enumerate(self.hedge) if h} for name in ("low", "high")
        )
        self.figures = self

    def value(self, i: int) -> Value:
        """The value of figure i."""
        return Value(self.num[i], self.dec[i], self.step[i])


def _at(text: str | None, dec: int) -> int | None:
    return None if text is None else int(Decimal(text).scaleb(dec))


@dataclass(frozen=True, slots=True)
class Stem:
    """A pair of amount columns: a factor times the sum of some figures' intervals, or a constant."""

    members: tuple[int, ...]
    factor: int = 1
    mode: str = "band"  # how a figure becomes an interval: see `recipes`
    constant: Interval = (0, 0)  # at the recipe's scale; of a stem without members
    less: tuple[int, ...] = ()  # those of the members that are taken away


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the integers of one relation come from its figures."""

    frame: str
    dec: int  # the amounts stand at 10**dec
    stems: Mapping[str, Stem]
    fixed: Mapping[str, int]  # columns that no repair changes
    print: int = -1  # the figure that is printed as a rate; -1 where there is none, or its hedge fixes it
    per_unit: bool = False  # a mean: the print counts units of its last digit, and the base is multiplied by them

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures that may be changed, each once, in order of the columns."""
        found = [i for stem in self.stems.values() for i in stem.members]
        return tuple(dict.fromkeys([*found, self.print] if self.print >= 0 else found))


def columns(r: Recipe, f: Figures, i: int = -1, values: Sequence[Value] = (), extra: int = 0) -> dict[str, list[int]]:
    """The columns of a relation's frame, a row a value.

    Args:    r, f: the recipe and its figures; i, values: a figure and the values it would have, or neither: as it is;
             extra: decimals beyond the recipe's, so that every value and its band are whole (`room`).
    Returns: column -> integers; one row where no values are given.
    """
    own: Sequence[Value | None] = values or (None,)
    n, dec = len(own), r.dec + extra
    out = {name: [value] * n for name, value in r.fixed.items()}
    stems: dict[str, list[Interval]] = {}
    for name, stem in r.stems.items():
        if stem.mode == "slack":
            stems[name] = [_slack(r, f, stem.members[0], i, v, dec) for v in own]
            continue
        stems[name] = _stem_rows(stem, f, i, own, dec, 10**extra)
        if stem.mode in ("less", "plus"):
            stems[name] = [_previous(a, d, stem.mode) for a, d in zip(stems["cur"], stems[name], strict=True)]
    if r.print >= 0:
        as_is = f.value(r.print)
        prints = [v if v is not None and i == r.print else as_is for v in own]
        units = [max(1, p.step) if r.per_unit else 1 for p in prints]
        size = r.frame == "back_changes"
        out["rep"] = [abs(p.num) if size else p.num // u for p, u in zip(prints, units, strict=True)]
        out["scale"] = [10**p.dec for p in prints]
        if r.frame in ("rates", "changes"):
            out["rep_lo"] = out["rep_hi"] = out["rep"]
        if r.per_unit:
            stems["den"] = [(a * u, b * u) for (a, b), u in zip(stems["den"], units, strict=True)]
    for name, ends in stems.items():
        lower, upper = [a for a, _ in ends], [b for _, b in ends]
        out |= {name: lower} if r.frame == "enumerations" else {f"{name}_lo": lower, f"{name}_hi": upper}
    return out


def room(r: Recipe, values: Sequence[Value]) -> int:
    """Decimals beyond the recipe's scale at which these values and their bands are whole."""
    if r.frame in WHOLE:
        return 0
    halved = any(stem.mode == "half" for stem in r.stems.values())
    return max((v.dec + (halved or v.step & 1) - r.dec for v in values), default=0)


def holds(r: Recipe, i: int, value: Value) -> bool:
    """Can figure i of a relation have this value at all? What is counted has no decimals."""
    return r.frame not in WHOLE or i == r.print or not (value.dec or value.step)


def interval(f: Figures, stem: Stem, ids: Sequence[int], dec: int) -> Interval:
    """The interval of a stem that other figures fill.

    Args:    f; stem: what is filled; ids: the figures; dec: the scale.
    """
    low = high = 0
    for i in ids:
        a, b = _signed(stem, i, _interval(f, i, None, dec, stem.mode))
        low, high = low + a, high + b
    return low * stem.factor, high * stem.factor


def _signed(stem: Stem, i: int, ends: Interval) -> Interval:
    return (-ends[1], -ends[0]) if i in stem.less else ends


def _stem_rows(stem: Stem, f: Figures, i: int, own: Sequence[Value | None], dec: int, times: int) -> list[Interval]:
    """A stem's interval for each value of figure i; of all rows alike where i is no member."""
    if not stem.members:
        return [(stem.constant[0] * times, stem.constant[1] * times)] * len(own)
    mode = "band" if stem.mode in ("less", "plus") else stem.mode
    low = high = 0
    count = 0
    for j in stem.members:
        if j == i and own[0] is not None:
            count += 1
            continue
        a, b = _signed(stem, j, _interval(f, j, None, dec, mode))
        low, high = low + a, high + b
    k = stem.factor
    if not count:
        return [(low * k, high * k)] * len(own)
    rows = []
    for v in own:
        a, b = _signed(stem, i, _interval(f, i, v, dec, mode))
        rows.append(((low + count * a) * k, (high + count * b) * k))
    return rows


def _previous(cur: Interval, delta: Interval, mode: str) -> Interval:
    """The base of a change that is printed as an amount: the current value less, or plus, the change."""
    (a, b), (x, y) = cur, delta
    return (a - y, b - x) if mode == "less" else (a + x, b + y)


def _slack(r: Recipe, f: Figures, delta: int, i: int, value: Value | None, dec: int) -> Interval:
    """The band of a printed difference of printed rates: each of the three may be rounded by half its last unit."""
    three = {
        j: value if j == i and value is not None else f.value(j) for stem in r.stems.values() for j in stem.members
    }
    own, places = three[delta], {v.dec for v in three.values()}
    if r.frame == "sums":
        slack = 10 ** (dec - min(places))
    else:
        slack = sum(10 ** (dec - v.dec) // 2 for v in three.values()) if len(places) > 1 else 10 ** (dec - own.dec)
    middle = own.num * 10 ** (dec - own.dec)
    return middle - slack, middle + slack


def _interval(f: Figures, i: int, value: Value | None, dec: int, mode: str) -> Interval:
    """The interval of figure i at 10**dec, as it stands, or with another value; `room` sees to it that dec suffices."""
    if value is None:
        if mode == "band":
            return band(f, i, dec)
        value = f.value(i)
    if dec < value.dec:
        raise ValueError(f"{value.num} at {value.dec} decimals is no integer at {dec}")  # never a float in a verdict
    shift = 10 ** (dec - value.dec)
    num, step = value.num * shift, value.step * shift
    half = 0 if mode == "exact" else shift // 2 if mode == "half" else step // 2 if step > 1 else 0
    return num - half, num + half
