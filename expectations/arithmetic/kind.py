"""What a kind of relation is: its columns, its cases in order, what it expects, how much it could have caught."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from expectations.arithmetic.rounding import printed

if TYPE_CHECKING:
    import numpy as np


def tell_at_scale(row: Mapping[str, int], value: int) -> str:
    """Write an expected integer as it would be printed.

    Args:
        row: `scale` says how a rate is printed, `unit` how a user's amounts were made whole.
        value: the expected integer.
    Returns: 77.36.
    """
    return printed(value, row.get("scale", row.get("unit", 1)))


class Case(NamedTuple):
    """One way a row can be: the first case whose condition holds is the verdict."""

    verdict: str
    how: str
    when: Any  # booleans


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of relation; one frame holds the relations of one kind.

    Attributes:
        name: of the frame: rates, sums …
        columns: column -> meaning, in order; every value an integer.
        intervals: stems whose `<stem>_lo` must not exceed `<stem>_hi`.
        positive: columns that must be at least 1.
        choices: columns with a closed set of values.
        products: the widest products the predicates form, as column stems; `widths.py` adds up their bits.
        cases: columns -> the cases in order, built with the predicates.
        otherwise: verdict and how of a row that no case took.
        expected: columns -> (low, high, known).
        power: columns -> floats in [0, 1], for display only.
        show: one row (a dict of ints) -> the sum that a reader can redo.
        tell: one row and an expected integer -> the text of it.
    """

    name: str
    columns: Mapping[str, str]
    cases: Callable[[Any], list[Case]]
    otherwise: tuple[str, str]
    expected: Callable[[Any], tuple[Any, Any, Any]]
    power: Callable[[Any], np.ndarray]
    show: Callable[[Mapping[str, int]], str]
    products: tuple[tuple[str, ...], ...]
    intervals: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    tell: Callable[[Mapping[str, int], int], str] = tell_at_scale
