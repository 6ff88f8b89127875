"""Which rows of a table break which rules, in plain integers: an oracle that shares no code with gouji's judges.

Null cells make a row undetermined; so does an empty base; so does a missing year before. Counts are exact, prints with
decimals are rounded (half up or half even). A print that only truncation gives breaks its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table

_TERM = re.compile(r'\s*(?P<name>[^\s=<>!]+)\s*(?P<op>==|!=|<=|>=|<|>)\s*(?P<value>"[^"]*"|-?[0-9.]+)\s*')
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
OPS: dict[str, Callable[[object, object], bool]] = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b, ">": lambda a, b: a > b,
}  # fmt: skip
DEC = 6  # every value is brought to this many decimals


def broken(table: Table, rules: Sequence[Rule]) -> set[tuple[str, int]]:
    """Return (id of a rule, row) of every row that breaks a rule."""
    return {(rule.id, row) for rule in rules for row, verdict in enumerate(verdicts(table, rule)) if verdict is False}


def verdicts(table: Table, rule: Rule) -> list[bool | None]:
    """Return one verdict a row: it holds, it breaks, or it cannot be told."""
    columns = {c.name: c for c in table.columns}
    before = _before(columns, rule, table.rows) if rule.kind == "change" else []
    where = _condition(rule.where, columns)
    return [_verdict(columns, rule, row, before) if where(row) else None for row in range(table.rows)]


def _verdict(columns: dict[str, Column], rule: Rule, row: int, before: list[int | None]) -> bool | None:
    def value(name: str, at: int = row) -> int | None:
        if name not in columns and (m := _NUMBER.fullmatch(name)):
            return int(name.replace(".", "")) * 10 ** (DEC - len(m[1] or ""))
        c = columns[name]
        return None if c.num[at] is None else c.num[at] * 10 ** (DEC - c.dec[at])

    def total(role: str, at: int = row) -> int | None:
        values = [value(name, at) for name in rule.columns[role]]
        return None if None in values else sum(values)

    def half(role: str) -> int:  # twice the widest error of the sum of the prints
        prints = [columns[name] for name in rule.columns[role] if name in columns]
        return sum(c.step[row] * 10 ** (DEC - c.dec[row]) for c in prints if c.num[row] is not None)

    def rate(num: int, den: int, role: str, per: int) -> bool:
        c = columns[rule.columns[role][0]]
        n, d, rep = per * 10 ** c.dec[row] * num, den, c.num[row]
        return _prints(n, d, rep)

    kind, roles = rule.kind, rule.columns
    per = rule.options.get("per", 100)
    if kind in ("sum", "balance"):
        a, b = ("total", "parts") if kind == "sum" else ("plus", "minus")
        x, y = total(a), total(b)
        return None if x is None or y is None else 2 * abs(x - y) <= half(a) + half(b)
    if kind == "subset":
        x, y = total("whole"), total("parts")
        return None if x is None or y is None else y <= x
    if kind == "order":
        values = [value(name) for name in roles["items"]]
        pairs = [(a, b) for a, b in pairwise(values) if a is not None and b is not None]
        return all(a >= b for a, b in pairs) if pairs else None
    if kind == "rate":
        x, y, rep = total("numerator"), total("denominator"), value(roles["reported"][0])
        return None if None in (x, y, rep) or y <= 0 else rate(x, y, "reported", per)
    if kind == "attainable":
        y, rep = total("denominator"), value(roles["reported"][0])
        if y is None or rep is None or y <= 0:
            return None
        y //= 10**DEC
        near = rep * y // (per * 10**DEC)
        return any(0 <= k <= y and rate(k, y, "reported", per) for k in (near - 1, near, near + 1, near + 2))
    if kind in ("inequality", "repeat"):
        x, y = (total("left"), total("right")) if kind == "inequality" else (total("a"), total("b"))
        return None if x is None or y is None else OPS[rule.options.get("op", "==")](x, y)
    if kind == "change":
        return _change(rule, row, before, value, rate)
    raise ValueError(kind)


def _change(rule: Rule, row: int, before: list[int | None], value: Callable, rate: Callable) -> bool | None:
    roles = rule.columns
    now = value(roles["current"][0])
    last = before[row]
    stated = value(roles["previous"][0]) if "previous" in roles else None
    if "delta" not in roles and "percent" not in roles:
        then = None if last is None else value(roles["current"][0], last)
        return None if then is None or stated is None else then == stated
    then = stated if "previous" in roles else None if last is None else value(roles["current"][0], last)
    if now is None or then is None:
        return None
    if "delta" in roles:
        delta = value(roles["delta"][0])
        return None if delta is None else now - then == delta
    if value(roles["percent"][0]) is None or then <= 0:
        return None
    return rate(now - then, then, "percent", 100)


def _prints(n: int, d: int, rep: int) -> bool:
    """Does n / d round to `rep`, halves away from zero or to the even digit?"""
    twice = 2 * abs(n) - 2 * abs(rep) * d
    if rep and (n < 0) != (rep < 0):
        return False
    return -d <= twice <= d and (abs(twice) != d or twice == -d or rep % 2 == 0)


def _before(columns: dict[str, Column], rule: Rule, rows: int) -> list[int | None]:
    """The row of the same key and the time before, for each row."""
    if "time" not in rule.columns:
        return [None] * rows
    keys = [columns[name].text for name in rule.columns.get("key", ())]
    times = columns[rule.columns["time"][0]].num
    at = {(*(k[row] for k in keys), times[row]): row for row in range(rows)}
    return [at.get((*(k[row] for k in keys), times[row] - 1)) for row in range(rows)]


def _condition(where: str, columns: dict[str, Column]) -> Callable[[int], bool]:
    tests = []
    for term in where.split(" and ") if where else ():
        m = _TERM.fullmatch(term)
        column, op = columns[m["name"]], OPS[m["op"]]
        if m["value"].startswith('"'):
            tests.append((column.text, op, m["value"].strip('"')))
        else:
            tests.append((column.num, op, int(m["value"])))
    return lambda row: all(op(cells[row], value) for cells, op, value in tests)
