"""What the cells of a column look like: how they are printed, whether they may be negative, how large they may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

ROWS = 100  # fewer say nothing about what a column never holds
RARE = Fraction(1, 100)  # of the cells: what is as rare as slips are
ROOM = 100  # times the largest value printed: beyond that no repair is looked for


class Column(Protocol):
    """What is read of a column; audit.dataset.table.Column has it."""

    name: str
    unit: str
    kind: str
    text: list[str]
    num: list[int | None]
    dec: list[int]
    step: list[int]
    low: list[int | None]
    high: list[int | None]


@dataclass(frozen=True, slots=True)
class Domain:
    """What a column may hold: least and greatest value, most decimals. None: not said."""

    low: Any = None
    high: Any = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """How the cells of a column are printed, and what they may hold.

    dec, step: of a cell printed otherwise: its value is q * max(1, step) / 10**dec, rounded where step is not 0.
    low, high: bounds of a repair. strict_*: a print beyond is broken by itself; None where nothing says so.
    """

    dec: int
    step: int
    low: Fraction
    high: Fraction
    strict_low: Fraction | None
    strict_high: Fraction | None
    strict_dec: int | None


def profile(column: Column, domain: Domain | None = None, *, signed: bool = False) -> Profile:
    """Look at a column.

    Args:    column; domain: what a contract says of it; signed: its role is that of a change.
    Returns: the profile. What the contract does not say is taken from the column: of 100 cells and more, what one in a
             hundred at most is (a negative count, a count with decimals) is taken for a slip.
    """
    domain = domain or Domain()
    rows = [(n, column.dec[i], column.step[i]) for i, n in enumerate(column.num) if n is not None]
    prints = Counter((dec, step) for _, dec, step in rows)
    (dec, step), most = min(prints.items(), key=lambda item: (-item[1], item[0])) if prints else ((0, 0), 0)
    negative = sum(n < 0 for n, _, _ in rows)
    many = len(rows) >= ROWS
    signed = signed or negative > (len(rows) * RARE if many else 0)
    # the largest by far may be the slip itself; a hundredfold leaves room for the true value either way
    largest = max((Fraction(abs(n), 10**places) for n, places, _ in rows), default=Fraction(1))
    reach = ROOM * max(Fraction(1), largest)
    low, high = value_of(domain.low), value_of(domain.high)
    whole = many and dec == 0 and not step and (len(rows) - most) <= len(rows) * RARE
    if domain.decimals is not None and dec > domain.decimals:
        dec, step = domain.decimals, 1 if domain.decimals else 0
    return Profile(
        dec, step,
        low if low is not None else -reach if signed else Fraction(0),
        high if high is not None else reach,
        low if low is not None else Fraction(0) if many and not signed else None,
        high,
        domain.decimals if domain.decimals is not None else 0 if whole else None,
    )  # fmt: skip


def value_of(bound: Any) -> Fraction | None:
    """A bound as an exact value: an integer, a fraction, a decimal, or its text."""
    if bound is None:
        return None
    return Fraction(bound) if isinstance(bound, int | Fraction | Decimal) else Fraction(str(bound).rstrip("%"))


def decimals(columns: Iterable[Column]) -> int:
    """The most decimals that any cell of some columns has."""
    return max((max(c.dec, default=0) for c in columns), default=0)
