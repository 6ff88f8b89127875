"""The relations of one document, as rows the judges can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from audit.relate.context import Context

OPEN_HIGH = 10**30  # stands for an interval without upper end in a frame of integers
ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(slots=True)
class Relation:
    """Something that must agree, and the integers that decide it."""

    kind: str  # rate sum balance subset year_on_year granularity repeat enumeration order hedge period form basis
    frame: str  # the frame of expectations that judges it
    check: str  # the primary code
    members: list[tuple[str, int]]  # role, figure index
    values: dict[str, int]  # the frame's columns
    about: int  # index of the figure the finding is about, or -1
    cap: str = ERROR  # the loudest severity its words allow
    chance: float = 0.0  # that the fit is a coincidence
    spans: list[tuple[str, int, int]] = field(default_factory=list)  # role, start, end: members that are no figures
    label: str = ""
    note: str = ""  # a code of what else to say (wording is the report's)
    data: dict = field(default_factory=dict)  # facts for the wording and for compare/


class Numbers(Protocol):
    """What intervals need of figures as columns; parse.Figures has it, and locate's."""

    @property
    def num(self) -> Sequence[int]: ...

    @property
    def dec(self) -> Sequence[int]: ...

    @property
    def step(self) -> Sequence[int]: ...

    @property
    def hedge(self) -> Sequence[str]: ...

    @property
    def low(self) -> Sequence[int | None] | Mapping[int, int | None]: ...

    @property
    def high(self) -> Sequence[int | None] | Mapping[int, int | None]: ...


class Laid(Protocol):
    """What has figures: a document laid out."""

    @property
    def figures(self) -> Numbers: ...


def interval(f: Numbers, i: int, dec: int) -> tuple[int, int]:
    """The closed interval of figure i at 10**dec: a point for an exact count, the rounding band of a rounded
    amount, a hedge's interval.

    Args:    f: figures as columns; dec: decimals of the scale; bands finer than it are cut to integers, see `common`.
    Returns: the lower and the upper end; an open end is OPEN_HIGH at every scale.
    """
    shift = 10 ** (dec - f.dec[i])
    if f.hedge[i]:
        low, high = f.low[i], f.high[i]
        return (-OPEN_HIGH if low is None else low * shift), (OPEN_HIGH if high is None else high * shift)
    num = f.num[i] * shift
    step = f.step[i] * shift
    if step:
        half = step // 2 if step > 1 else 0
        return num - half, num + half
    return num, num


def scaled(c: Context, i: int, dec: int) -> tuple[int, int]:
    """The interval of figure i of a document at 10**dec. Remembered: builders ask for the same ones again and again."""
    bands = c.bands[i]
    band = bands.get(dec)
    if band is None:
        band = bands[dec] = interval(c.figures, i, dec)
    return band


def common(c: Laid, *figures: int) -> int:
    """A decimal scale at which every figure and its rounding band are integers."""
    f = c.figures
    decimals, steps = f.dec, f.step
    most = 0
    for i in figures:
        dec = decimals[i] + (steps[i] & 1)
        if dec > most:
            most = dec
    return most
