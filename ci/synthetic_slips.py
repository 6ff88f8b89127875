"""Slips put into the printed cells of a table, each remembered: what a clerk, a converter or a spreadsheet does."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from synthetic_table import put

from audit.dataset.table import Table

# how often each happens; two at once are of the same row
SHARES = {"digit": 40, "exchanged": 18, "lost": 18, "doubled": 12, "point": 6, "sign": 3, "neighbour": 3}


@dataclass(frozen=True, slots=True)
class Slip:
    """One cell that was changed."""

    row: int
    column: str
    was: str
    now: str
    kind: str


def put_slips(
    table: Table, count: int, rng: random.Random, *, columns: Sequence[str], series: str = "", double: int = 0
) -> list[Slip]:
    """Change cells of a table in place.

    Args:
        count: rows that are hit.
        columns: names of the columns that may be hit.
        series: a column of keys; at most one row of each key is hit, so that slips do not meet in a change.
        double: of the rows, those where two cells are hit.
    Returns: the slips, by row and column.
    Raises: ValueError: there are not so many rows to hit.
    """
    rows = list(range(table.rows))
    rng.shuffle(rows)
    if series:
        keys, seen = table.column(series).text, set()
        rows = [row for row in rows if not (keys[row] in seen or seen.add(keys[row]))]
    if count > len(rows):
        raise ValueError(f"{count} slips in {len(rows)} rows")
    made: list[Slip] = []
    for n, row in enumerate(rows[:count]):
        names = list(columns)
        rng.shuffle(names)
        wanted = 2 if n < double else 1
        for name in names:
            slip = _hit(table, row, name, names, rng)
            if slip is not None:
                made.append(slip)
                wanted -= 1
            if not wanted:
                break
    return sorted(made, key=lambda s: (s.row, s.column))


def _hit(table: Table, row: int, name: str, names: Sequence[str], rng: random.Random) -> Slip | None:
    column = table.column(name)
    if column.num[row] is None:
        return None
    was = column.text[row]
    kind = rng.choices(list(SHARES), weights=list(SHARES.values()))[0]
    if kind == "neighbour":
        now = table.column(names[(names.index(name) + 1) % len(names)]).text[row]
        dec = _decimals(now)
        if column.kind == "percent" or dec is None or dec:
            return None
    else:
        now = _SLIPS[kind](was, rng)
    dec = _decimals(now)
    if (
        dec is None
        or now == was
        or int(now.replace(".", "")) * 10 ** (9 - dec) == column.num[row] * 10 ** (9 - column.dec[row])
    ):
        return None
    put(column, row, now, int(now.replace(".", "")), dec, column.step[row])
    return Slip(row, name, was, now, kind)


def _decimals(text: str) -> int | None:
    """The printed decimals of a numeral; None where it is none that is printed."""
    digits = text.removeprefix("-")
    whole, point, part = digits.partition(".")
    if not whole.isdigit() or (point and not part.isdigit()) or (len(whole) > 1 and whole[0] == "0") or len(whole) > 12:
        return None
    return len(part)


def _digit(text: str, rng: random.Random) -> str:
    at = rng.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _exchanged(text: str, rng: random.Random) -> str:
    at = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit()]
    if not at:
        return text
    i = rng.choice(at)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _lost(text: str, rng: random.Random) -> str:
    i = rng.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:i] + text[i + 1 :]


def _doubled(text: str, rng: random.Random) -> str:
    i = rng.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:i] + text[i] + text[i:]


def _point(text: str, rng: random.Random) -> str:
    if "." not in text:
        return text + "0" if rng.random() < 0.5 else text.removesuffix("0")
    whole, _, part = text.partition(".")
    return whole + part[0] + "." + part[1:] if len(part) > 1 else whole + part


def _sign(text: str, _: random.Random) -> str:
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


_SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "digit": _digit, "exchanged": _exchanged, "lost": _lost, "doubled": _doubled, "point": _point, "sign": _sign,
}  # fmt: skip
