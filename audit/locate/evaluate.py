"""Would a relation tie if one figure of it, or what fills one role in it, were another? `expectations` judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from audit.locate.columns import Figures, Recipe, columns, holds, interval, room
from audit.locate.prints import Value
from expectations.arithmetic.judging import judge_columns, judge_row, kind_of
from expectations.arithmetic.verdicts import SPAN, pack

BREAKS, CUT, BAND, TIES = 0, 1, 2, 3  # CUT: only truncation gives the print; BAND: only what rounding leaves open
_FIT = {pack("ties", "band"): BAND, pack("breaks", "truncated"): CUT}  # the rest: ties are packed below SPAN
FEW = 16  # rows; arrays cost as much as that many


def fit(r: Recipe, f: Figures, trials: Sequence[tuple[int, Sequence[Value]]]) -> list[list[int]]:
    """Tell how a relation fits each value of its figures: TIES, BAND, CUT or BREAKS.

    Args:    r, f: the recipe of the relation and its figures; trials: (figure, the values it would have).
    Returns: lists, one a trial, in order: exact verdicts, by the same predicates that judged the relation. What is
             undetermined, or a value that the figure cannot have, counts as BREAKS.
    """
    able = [(i, [v for v in values if holds(r, i, v)]) for i, values in trials]
    asked = [(i, values) for i, values in able if values]
    if not asked:
        return [[BREAKS] * len(values) for _, values in trials]
    extra = max(0, *(room(r, values) for _, values in asked))
    table = _joined([columns(r, f, i, values, extra) for i, values in asked])
    every = iter([_FIT.get(v, BREAKS if v >= SPAN else TIES) for v in _packed(r.frame, table)])
    return [[next(every) if holds(r, i, v) else BREAKS for v in values] for i, values in trials]


def fills(r: Recipe, f: Figures, stem: str, sets: Sequence[Sequence[int]]) -> list[bool]:
    """Judge a relation with other figures in one role.

    Args:    r, f: the recipe and its figures; stem: num, den, cur or prev; sets: the figures that fill it, added up.
    Returns: one boolean a set: it ties.
    """
    extra = max(0, *(room(r, [f.value(i) for i in ids]) for ids in sets))
    table = {name: column * len(sets) for name, column in columns(r, f, extra=extra).items()}
    times = max(1, f.step[r.print]) if r.per_unit and stem == "den" else 1
    ends = [interval(f, r.stems[stem], ids, r.dec + extra) for ids in sets]
    table[f"{stem}_lo"], table[f"{stem}_hi"] = [a * times for a, _ in ends], [b * times for _, b in ends]
    return [v < SPAN for v in _packed(r.frame, table)]


def solve(r: Recipe, f: Figures, i: int) -> list[Fraction]:
    """Find the value of one figure with which a relation holds to the last digit, before any rounding.

    The residual of an equation is linear in each of its figures, so two points of it give the root.

    Args:    r, f: the recipe and its figures; i: the figure.
    Returns: values in base units: one, or two where the words leave the direction of a change open; none where the
             relation is no equation.
    """
    own = f.value(i)
    unit = max(1, own.step)
    two = [own, Value(own.num + unit, own.dec, own.step)]
    table = columns(r, f, i, two, max(0, room(r, two)))
    roots = []
    for sign in _signs(r, table):
        here, there = (_residual(r.frame, {name: column[k] for name, column in table.items()}, sign) for k in (0, 1))
        if here is not None and there is not None and here != there:
            roots.append(Fraction(own.num - unit * Fraction(here, there - here), 10**own.dec))
    return list(dict.fromkeys(roots))


def is_equation(r: Recipe) -> bool:
    """Does the relation say that two things are equal, not only that one is at most the other?"""
    return r.frame in ("rates", "changes", "differences", "repeats", "enumerations") or (
        r.frame == "sums" and not r.fixed["mode"]
    )


def _signs(r: Recipe, table: Mapping[str, list[int]]) -> tuple[int, ...]:
    """The directions that a change may have: those that its words and its printed sign leave open."""
    if r.frame not in ("changes", "differences"):
        return (1,)
    sign = table["sign"][0]
    printed = table["rep"][0] if r.frame == "changes" else table["delta_hi"][0]
    if printed < 0:
        return (1,)
    return (sign,) if sign else (1, -1)


def _residual(frame: str, c: Mapping[str, int], sign: int) -> int | None:
    """Twice the amount by which an equation misses, at the middle of its intervals; None where it is none."""

    def twice(stem: str) -> int:
        return c[f"{stem}_lo"] + c[f"{stem}_hi"]

    if frame == "rates":
        return c["per"] * c["scale"] * twice("num") - c["rep"] * twice("den")
    if frame == "changes":
        return c["per"] * c["scale"] * (twice("cur") - twice("prev")) - sign * c["rep"] * twice("prev")
    if frame == "sums":
        return None if c["mode"] else twice("total") - twice("parts")
    if frame == "differences":
        return twice("cur") - twice("prev") - sign * twice("delta")
    if frame == "repeats":
        return twice("a") - twice("b")
    if frame == "enumerations":
        return 2 * (c["announced"] - c["listed"])
    return None


def _packed(frame: str, table: Mapping[str, list[int]]) -> list[int]:
    """Verdicts by the predicates of `expectations`: row by row in Python ints where rows are few, else in arrays."""
    kind = kind_of(frame)
    names = [name for name in kind.columns if name in table]
    if len(table[names[0]]) <= FEW:
        rows = zip(*(table[name] for name in names), strict=True)
        return [judge_row(kind, dict(zip(names, row, strict=True))) for row in rows]
    arrays = {name: _array(table[name]) for name in names}
    return judge_columns(kind, arrays, np.zeros(len(arrays[names[0]]), dtype=bool)).packed.tolist()


def _joined(parts: Sequence[Mapping[str, list[int]]]) -> dict[str, list[int]]:
    return dict(parts[0]) if len(parts) == 1 else {name: [v for part in parts for v in part[name]] for name in parts[0]}


def _array(values: list[int]) -> np.ndarray:
    """int64 where every value fits, Python ints beyond."""
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        return np.array(values, dtype=object)
