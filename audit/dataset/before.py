"""The row of the time before, for each row of a table."""

from __future__ import annotations

from itertools import pairwise

from audit.dataset import periods
from audit.dataset.cells import DATE, clean
from audit.dataset.rules import Rule
from audit.dataset.table import Table


def rows_before(table: Table, rule: Rule) -> list[int | None]:
    """The row that has the same key and the time before; None where there is none, or more than one.

    Periods step by a year (同比), or by one period where the rule says `against: period`, its column 环比, or where a
    carried-over figure is judged; other whole numbers by options["step"], 1. A gap is not stepped over. Times that are
    texts follow each other in their order.
    """
    keys = [table.column(name) for name in rule.columns.get("key", ())]
    time = table.column(rule.columns["time"][0])
    names = [tuple(clean(c.text[row]) for c in keys) for row in range(table.rows)]
    if all(n is None for n in time.num):
        return _by_text(names, [clean(t) for t in time.text])
    at: dict[tuple, int | None] = {}
    for row, number in enumerate(time.num):
        if number is not None:
            where = (names[row], number)
            at[where] = None if where in at else row
    against = _against(rule)
    step = int(rule.options.get("step", 1))
    out: list[int | None] = []
    for row, number in enumerate(time.num):
        if number is None or at.get((names[row], number)) is None:
            out.append(None)
            continue
        back = periods.before(number, time.grain, against) if time.kind == DATE and time.grain else number - step
        out.append(at.get((names[row], back)))
    return out


def _against(rule: Rule) -> str:
    if "against" in rule.options:
        return str(rule.options["against"])
    stated = rule.columns.get("percent") or rule.columns.get("delta")
    if not stated or any(word in stated[0] for word in ("环比", "比上期", "较上期", "比上月", "较上月", "比上季")):
        return "period"
    return "year"


def _by_text(names: list[tuple], times: list[str]) -> list[int | None]:
    rows: dict[tuple, dict[str, list[int]]] = {}
    for row, (name, time) in enumerate(zip(names, times, strict=True)):
        if time:
            rows.setdefault(name, {}).setdefault(time, []).append(row)
    out: list[int | None] = [None] * len(names)
    for of_key in rows.values():
        order = sorted(of_key)
        for earlier, later in pairwise(order):
            if len(of_key[earlier]) == len(of_key[later]) == 1:
                out[of_key[later][0]] = of_key[earlier][0]
    return out
