"""Edit rules -> constraints of one row, in the same arithmetic as the frames that judge them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Protocol

from audit.locate.cells.constraints import Constraint, Linear, Quotient, Unequal
from audit.locate.cells.variables import merged, times

LITERAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")
PER = {"‰": 1000}  # by the unit of the printed rate; 100 else


class Cells(Protocol):
    """What a rule asks of the network."""

    scale: int
    columns: dict[str, Any]
    others: dict[str, Any]
    before: dict[str, Sequence[int | None]]

    def cell(self, row: int, name: str) -> int | None:
        """The variable of a cell; None where it holds no number."""

    def other(self, rule: str, row: int) -> int | None:
        """The variable of a cell of another table."""

    def hidden(self, below: Sequence[int]) -> int:
        """A new integer that is no cell."""


class Missing(Exception):
    """A cell holds no number: the rule says nothing in this row."""


Side = tuple[list[tuple[int, int]], int]  # terms, constant


def build(net: Cells, rule: Any, row: int) -> list[Constraint]:
    """Make the constraints of a rule in a row.

    Args:    net: the cells; rule: an edit rule; row: where it applies.
    Returns: none where a cell of it holds no number.
    Raises:  ValueError: the kind of the rule is none that is known.
    """
    if rule.kind not in _BUILDERS:
        raise ValueError(f"rule {rule.id}: kind {rule.kind!r} is unknown")
    try:
        made = _BUILDERS[rule.kind](net, rule, row)
    except Missing:
        return []
    for c in made:
        c.bands = rule.options.get("rounded") is not False
    return [c for c in made if c.scope]


def _side(net: Cells, rule: Any, row: int, names: Sequence[str]) -> Side:
    terms, constant = [], 0
    for name in names:
        if name in net.columns:
            terms.append((_there(net.cell(row, name)), 1))
        elif rule.id in net.others and not LITERAL.fullmatch(name):
            terms.append((_there(net.other(rule.id, row)), 1))
        elif LITERAL.fullmatch(name):
            constant += int(Fraction(name.rstrip("%")) * net.scale)
        else:
            raise Missing
    return merged(terms), constant


def _there(v: int | None) -> int:
    if v is None:
        raise Missing
    return v


def _compare(rule: Any, row: int, left: Side, op: str, right: Side) -> list[Constraint]:
    """left op right, as one constraint on left - right."""
    terms = [(v, c) for v, c in merged(left[0], times(right[0], -1)) if c]
    at, name = right[1] - left[1], (rule.id, row)
    if op == "!=":
        return [Unequal(name, terms, at)]
    low = at if op in ("==", ">=") else at + 1 if op == ">" else None
    high = at if op in ("==", "<=") else at - 1 if op == "<" else None
    return [Linear(name, terms, low, high)]


def _pair(a: str, op: str, b: str) -> Callable[[Cells, Any, int], list[Constraint]]:
    def build(net: Cells, rule: Any, row: int) -> list[Constraint]:
        left, right = (_side(net, rule, row, rule.columns[role]) for role in (a, b))
        return _compare(rule, row, left, rule.options.get("op", op) if rule.kind == "inequality" else op, right)

    return build


def _order(net: Cells, rule: Any, row: int) -> list[Constraint]:
    items = rule.columns["items"]
    out: list[Constraint] = []
    for a, b in pairwise(items):
        try:
            out += _compare(rule, row, _side(net, rule, row, [a]), ">=", _side(net, rule, row, [b]))
        except Missing:
            continue
    return out


def _quotient(
    net: Cells, rule: Any, row: int, name: str, num: Sequence, den: Sequence, per: int, **more: Any
) -> Quotient:
    rep = _there(net.cell(row, name))
    given = rule.options.get("decimals")
    digits = net.scale // 10 ** int(given) if given is not None else 0
    return Quotient((rule.id, row), rep, num, den, per, net.scale, digits, **more)


def _per(net: Cells, rule: Any, name: str) -> int:
    return int(rule.options.get("per") or PER.get(net.columns[name].unit, 100))


def _rate(net: Cells, rule: Any, row: int) -> list[Constraint]:
    name = rule.columns["reported"][0]
    num, _ = _side(net, rule, row, rule.columns["numerator"])
    den, _ = _side(net, rule, row, rule.columns["denominator"])
    return [_quotient(net, rule, row, name, num, den, _per(net, rule, name))]


def _attainable(net: Cells, rule: Any, row: int) -> list[Constraint]:
    name = rule.columns["reported"][0]
    den, _ = _side(net, rule, row, rule.columns["denominator"])
    for column in rule.columns["denominator"]:
        c = net.columns[column]
        if c.dec[row] or c.low[row] != c.num[row] or c.high[row] != c.num[row]:
            raise Missing  # only a whole, unhedged base has whole numerators
    per = _per(net, rule, name)
    return [_quotient(net, rule, row, name, [(net.hidden([v for v, _ in den]), 1)], den, per, part=per != 1)]


def _change(net: Cells, rule: Any, row: int) -> list[Constraint]:
    roles = rule.columns
    now, _ = _side(net, rule, row, roles["current"])
    stated = _side(net, rule, row, roles["previous"])[0] if roles.get("previous") else None
    last = net.before[rule.id][row]
    moves = roles.get("percent") or roles.get("delta")
    if not moves:  # what the row states of the one before
        if last is None or stated is None:
            raise Missing
        return _compare(rule, row, (_side(net, rule, last, roles["current"])[0], 0), "==", (stated, 0))
    if stated is None:
        if last is None:
            raise Missing
        stated = _side(net, rule, last, roles["current"])[0]
    gain = merged(now, times(stated, -1))
    if roles.get("delta"):
        return _compare(rule, row, (gain, 0), "==", _side(net, rule, row, roles["delta"]))
    name = roles["percent"][0]
    return [_quotient(net, rule, row, name, gain, stated, _per(net, rule, name))]


_BUILDERS: dict[str, Callable[[Cells, Any, int], list[Constraint]]] = {
    "rate": _rate, "sum": _pair("total", "==", "parts"), "balance": _pair("plus", "==", "minus"),
    "subset": _pair("whole", ">=", "parts"), "order": _order, "change": _change, "repeat": _pair("a", "==", "b"),
    "attainable": _attainable, "inequality": _pair("left", "==", "right"),
}  # fmt: skip
