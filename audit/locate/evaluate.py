"""Would a relation tie if one figure of it, or what fills one role in it, were another? `expectations` judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from audit.locate.columns import Figures, Recipe, columns, holds, interval, room
from audit.locate.prints import Value
from expectations.arithmetic.judging import judge_columns, kind_of
from expectations.arithmetic.verdicts import SPAN, Judged, pack

_TIES_BELOW = SPAN  # verdicts are packed in the order of VERDICTS: ties first
_IN_BAND, _TRUNCATED = pack("ties", "band"), pack("breaks", "truncated")
BREAKS, CUT, BAND, TIES = 0, 1, 2, 3  # CUT: only truncation gives the print; BAND: only what rounding leaves open


def fit(r: Recipe, f: Figures, trials: Sequence[tuple[int, Sequence[Value]]]) -> list[np.ndarray]:
    """Tell how a relation fits each value of its figures: TIES, BAND, CUT or BREAKS.

    Args:    r, f: the recipe of the relation and its figures; trials: (figure, the values it would have), none empty.
    Returns: int8 arrays, one a trial, in order: exact verdicts, by the same predicates that judged the relation. What
             is undetermined, or a value that the figure cannot have, counts as BREAKS.
    """
    extra = max(0, *(room(r, values) for _, values in trials))
    parts = [columns(r, f, i, values, extra) for i, values in trials]
    judged = _judge(r.frame, {name: [v for part in parts for v in part[name]] for name in parts[0]})
    every = np.full(len(judged), BREAKS, dtype=np.int8)
    every[tied(judged)] = TIES
    every[judged.packed == _IN_BAND] = BAND
    every[judged.packed == _TRUNCATED] = CUT
    out, at = [], 0
    for i, values in trials:
        mine = every[at : at + len(values)]
        at += len(values)
        if not all(holds(r, i, v) for v in values):
            mine[[not holds(r, i, v) for v in values]] = BREAKS
        out.append(mine)
    return out


def fills(r: Recipe, f: Figures, stem: str, sets: Sequence[Sequence[int]]) -> Judged:
    """Judge a relation with other figures in one role.

    Args:    r, f: the recipe and its figures; stem: num, den, cur or prev; sets: the figures that fill it, added up.
    Returns: one verdict a set.
    """
    extra = max(0, *(room(r, [f.value(i) for i in ids]) for ids in sets))
    table = {name: column * len(sets) for name, column in columns(r, f, extra=extra).items()}
    times = max(1, f.step[r.print]) if r.per_unit and stem == "den" else 1
    ends = [interval(f, r.stems[stem], ids, r.dec + extra) for ids in sets]
    table[f"{stem}_lo"], table[f"{stem}_hi"] = [a * times for a, _ in ends], [b * times for _, b in ends]
    return _judge(r.frame, table)


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
        at = [_residual(r.frame, {name: column[k] for name, column in table.items()}, sign) for k in (0, 1)]
        if None in at or at[0] == at[1]:
            continue
        roots.append(Fraction(own.num - unit * Fraction(at[0], at[1] - at[0]), 10**own.dec))
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


def _judge(frame: str, table: Mapping[str, list[int]]) -> Judged:
    kind = kind_of(frame)
    arrays = {name: _array(table[name]) for name in kind.columns}
    return judge_columns(kind, arrays, np.zeros(len(next(iter(arrays.values()))), dtype=bool))


def tied(judged: Judged) -> np.ndarray:
    """Return a boolean a row: the verdict is ties."""
    return judged.packed < _TIES_BELOW


def _array(values: list[int]) -> np.ndarray:
    """int64 where every value fits, Python ints beyond."""
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        return np.array(values, dtype=object)
