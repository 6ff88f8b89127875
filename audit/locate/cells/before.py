"""The row that states the value before: same key, the time before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def previous_rows(table: Any, rule: Any) -> list[int | None]:
    """Find, for each row, the row of the same key and the time before.

    Args:    table, rule: a change rule with roles key and time; option `step`: the time between two rows, 1.
    Returns: a row number each. Where all times are integers it is the row of time - step; else that of the next earlier
             time of the key, in the order of the texts. None where there is none, or where two rows share key and time.
    """
    if not rule.columns.get("time"):
        return [None] * table.rows
    keys = list(zip(*(table.column(name).text for name in rule.columns.get("key", ())), strict=True))
    keys = keys or [()] * table.rows
    time = table.column(rule.columns["time"][0])
    if all(n is not None for n in time.num) and not any(time.dec):
        return _stepped(keys, time.num, int(rule.options.get("step", 1)))
    return _earlier(keys, time.text)


def _stepped(keys: Sequence[tuple], times: Sequence[int], step: int) -> list[int | None]:
    at: dict[tuple, int | None] = {}
    for row, key in enumerate(zip(keys, times, strict=True)):
        at[key] = None if key in at else row
    return [at.get((k, t - step)) if at[k, t] is not None else None for k, t in zip(keys, times, strict=True)]


def _earlier(keys: Sequence[tuple], times: Sequence[str]) -> list[int | None]:
    series: dict[tuple, dict[str, list[int]]] = {}
    for row, (key, time) in enumerate(zip(keys, times, strict=True)):
        series.setdefault(key, {}).setdefault(time, []).append(row)
    out: list[int | None] = [None] * len(keys)
    for rows in series.values():
        last: list[int] = []
        for time in sorted(rows):
            if len(rows[time]) == 1 and len(last) == 1:
                out[rows[time][0]] = last[0]
            last = rows[time]
    return out
