"""Fill the frame of a kind from a user's pandas columns, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from expectations.arithmetic.kind import Kind
from expectations.forms.parsed import ABSENT, ILLEGIBLE, OK, Parsed, column_of, parse_days, parse_figures

_MARKS = {100: "%", 1000: "‰"}
_ROOM = 10**18  # below 2 ** 63


@dataclass(frozen=True, slots=True)
class Filled:
    """The frame's columns, and what could not be filled.

    Attributes:
        columns: frame column -> integers. status: OK, ABSENT or ILLEGIBLE, a row each.
        unit: by what power of ten the amounts were made whole, a row each.
    """

    columns: dict[str, np.ndarray]
    status: np.ndarray
    unit: np.ndarray


def fill(kind: Kind, view: dict[str, Any], table: pd.DataFrame) -> Filled:
    """Make the columns of a kind from a user's table.

    Args: kind. view: from `views.view`. table: the user's.
    Returns: integer columns; rows that cannot be read hold ones and say so in `status`.
    Raises: ColumnError: a column is absent or would need a guess.
    """
    columns: dict[str, np.ndarray] = {}
    status = np.full(len(table), OK, dtype=np.int64)
    amounts = {
        stem: [parse_figures(column_of(table, name), floats="whole") for name in names]
        for stem, names in view["amounts"].items()
    }
    unit = np.ones(len(table), dtype=np.int64)
    if amounts:
        least = -max((len(str(value).partition(".")[2]) for value in view["fixed"].values()), default=0)
        unit = _amounts(amounts, view["rounded"], columns, status, least)
    for stem, value in view["fixed"].items():
        places = len(str(value).partition(".")[2])
        whole = int(str(value).replace(".", ""))
        scale = unit if not places else unit // 10**places
        columns[f"{stem}_lo"] = columns[f"{stem}_hi"] = _times(scale, whole)
    if view["printed"]:
        _printed(kind, view, table, columns, status)
    for name, source in view["whole"].items():
        columns[name] = _whole(parse_figures(column_of(table, source), floats="whole"), status)
    for name, source in view["days"].items():
        columns[name] = _whole(parse_days(column_of(table, source)), status)
    for name, value in view["constants"].items():
        columns[name] = np.full(len(table), value, dtype=np.int64)
    unreadable = status != OK
    for name, column in columns.items():
        columns[name] = np.where(unreadable, 1, column)
    return Filled(columns, status, unit)


def _amounts(
    amounts: dict[str, list[Parsed]],
    rounded: bool | str,
    columns: dict[str, np.ndarray],
    status: np.ndarray,
    least: int = 0,
) -> np.ndarray:
    """Bring all amounts of a row to one scale, of at least -`least` decimals, and write them as intervals.

    Returns: that scale.
    """
    every = [parsed for parts in amounts.values() for parsed in parts]
    marks = np.full(len(status), "", dtype=object)
    for parsed in every:
        _note(status, np.where((parsed.mark != "") & (marks != "") & (parsed.mark != marks), ILLEGIBLE, parsed.status))
        marks = np.where(parsed.mark != "", parsed.mark, marks)
    exponents = [parsed.power - parsed.decimals for parsed in every]
    finest = np.minimum.reduce([np.full(len(status), least, dtype=np.int64), *exponents])
    if rounded:
        finest = finest - 1  # half of the last digit must be whole too
    for stem, parts in amounts.items():
        low: Any = 0
        high: Any = 0
        for parsed in parts:
            shift = parsed.power - parsed.decimals - finest
            value = _times_power(parsed.value, shift)
            half: Any = 0
            if rounded:
                half = _times_power(np.full(len(status), 5), shift - 1)
                if rounded != "all":  # a count printed to the last unit is exact
                    half = np.where(parsed.power == parsed.decimals, 0, half)
            low, high = _add(low, value, -half), _add(high, value, half)
        columns[f"{stem}_lo"], columns[f"{stem}_hi"] = low, high
    return _times_power(np.ones(len(status), dtype=np.int64), -finest)


def _printed(
    kind: Kind, view: dict[str, Any], table: pd.DataFrame, columns: dict[str, np.ndarray], status: np.ndarray
) -> None:
    """Write rep and scale, and the hedge interval where the kind has one."""
    decimals = view["decimals"]
    parsed = parse_figures(column_of(table, view["printed"]), floats="none" if decimals is None else "any")
    mark = _MARKS.get(view["constants"].get("per", 100), "")
    _note(status, np.where((parsed.power != 0) | ((parsed.mark != "") & (parsed.mark != mark)), ILLEGIBLE, OK))
    _note(status, parsed.status)
    rep, places = parsed.value, parsed.decimals
    if decimals is not None:
        _note(status, np.where(places > decimals, ILLEGIBLE, OK))  # more digits than are said to be printed
        rep = _times_power(rep, np.maximum(decimals - places, 0))
        places = np.full(len(status), decimals, dtype=np.int64)
    columns["rep"] = rep
    columns["scale"] = _times_power(np.ones(len(status), dtype=np.int64), places)
    if "rep_lo" in kind.columns:
        columns["rep_lo"] = columns["rep_hi"] = rep


def _whole(parsed: Parsed, status: np.ndarray) -> np.ndarray:
    """Return whole numbers; a fraction is illegible here."""
    _note(status, np.where(parsed.mark != "", ILLEGIBLE, parsed.status))
    exponent = parsed.power - parsed.decimals
    divisor = _times_power(np.ones(len(status), dtype=np.int64), np.maximum(-exponent, 0))
    _note(status, np.where(parsed.value % divisor != 0, ILLEGIBLE, OK))
    return _times_power(parsed.value // divisor, np.maximum(exponent, 0))


def _note(status: np.ndarray, found: np.ndarray) -> None:
    """Keep the first complaint of a row; an absent figure is said before an illegible one."""
    status[(status == OK) & (found != OK)] = found[(status == OK) & (found != OK)]
    status[(status == ILLEGIBLE) & (found == ABSENT)] = ABSENT


def _times_power(values: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Return values * 10 ** shift; Python ints where int64 has no room."""
    if not len(values):
        return values
    shift = np.maximum(shift, 0)
    steps = int(shift.max())
    if steps == 0:
        return values
    top = max(abs(int(values.min())), abs(int(values.max())), 1)
    if values.dtype != object and top * 10**steps < _ROOM:
        return values * 10**shift
    powers = np.array([10**step for step in range(steps + 1)], dtype=object)
    return values.astype(object) * powers[shift]


def _times(values: np.ndarray, factor: int) -> np.ndarray:
    """Multiply; Python ints where int64 has no room."""
    room = values.dtype != object and len(values) and int(values.max()) * abs(factor) < _ROOM
    return values * factor if room else values.astype(object) * factor


def _add(*terms: Any) -> np.ndarray:
    """Add up; Python ints where int64 has no room."""
    arrays = [np.asarray(term) for term in terms]
    top = sum(max(abs(int(a.min())), abs(int(a.max()))) for a in arrays if a.size)
    if top >= _ROOM:
        arrays = [a.astype(object) for a in arrays]
    return sum(arrays[1:], start=arrays[0])
