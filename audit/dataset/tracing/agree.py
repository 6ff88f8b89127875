"""Does a cell hold what a report prints: as printed, rounded, or something else? Exact arithmetic throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from audit.dataset.figures import Stated
from audit.dataset.table import Column

_FALL = re.compile("降|减|回落|下跌|下滑|缩")
PRINTED, ROUNDED = "printed", "rounded"


@dataclass(frozen=True, slots=True)
class Cell:
    """The exact value of a cell. `step`: of its last printed digit (0: a whole count); `hedged`: it bounds itself."""

    value: Fraction
    step: Fraction
    low: Fraction | None
    high: Fraction | None
    hedged: bool
    text: str
    percent: bool

    @property
    def digits(self) -> int:
        """How many digits tell this value from another: 1231 and 97.87 have four, 600 one."""
        return len(re.sub(r"[^0-9]", "", self.text.split("万")[0]).strip("0")) or 1


def cell_of(column: Column, row: int) -> Cell | None:
    """The value of a cell; None where it holds none."""
    num, dec = column.num[row], column.dec[row]
    if num is None:
        return None
    scale = 10**dec
    low, high = column.low[row], column.high[row]
    return Cell(
        Fraction(num, scale),
        Fraction(column.step[row], scale),
        None if low is None else Fraction(low, scale),
        None if high is None else Fraction(high, scale),
        not low == high == num,
        column.text[row].strip(),
        column.kind == "percent" or column.unit in ("%", "‰"),
    )


def agree(cell: Cell, s: Stated) -> tuple[str, str] | None:
    """Compare a cell with a figure.

    Args:    cell: of the dataset. s: of a report.
    Returns: (printed, "exact"), (rounded, how) or None. How: share (a percentage as a share of 1), half_up, half_even,
             truncated (the cell has fewer digits), finer (the report has fewer), hedge (the report bounds it).
    """
    if s.percent and not cell.percent and abs(cell.value) <= 1 and cell.step and cell.value * 100 == s.value:
        return PRINTED, "share"
    if cell.value == s.value:
        return (ROUNDED, "hedge") if s.hedge and not cell.hedged else (PRINTED, "exact")
    if -cell.value == s.value and s.value > 0 and _FALL.search(f"{s.words} {s.before[0] if s.before else ''}"):
        return PRINTED, "sign"  # 下降 5.2% stands as -5.2
    if cell.hedged:
        return None
    if s.hedge:
        within = (s.low is None or s.low <= cell.value) and (s.high is None or cell.value <= s.high)
        close = abs(cell.value - s.value) * 2 <= abs(s.value)
        return (ROUNDED, "hedge") if within and close else None
    if (how := _rounded(s.value, s.step, cell.value, cell.step)) or (
        not cell.step and s.value.denominator > 1 and (how := _rounded(s.value, s.step, cell.value, Fraction(1)))
    ):
        return ROUNDED, how
    if s.step and _rounded(cell.value, cell.step, s.value, s.step) in ("half_up", "half_even"):
        return ROUNDED, "finer"
    return None


def _rounded(exact: Fraction, step: Fraction, short: Fraction, place: Fraction) -> str:
    """How the one with fewer digits comes of the other; "" where it does not."""
    if not place or place <= step or short % place:
        return ""
    times = exact / place
    whole = times.numerator // times.denominator if times >= 0 else -((-times.numerator) // times.denominator)
    rest = abs(times - whole)
    sign = 1 if times >= 0 else -1
    if short == (whole + (sign if 2 * rest >= 1 else 0)) * place:
        return "half_up"
    if 2 * rest == 1 and short == (whole + (sign if whole % 2 else 0)) * place:
        return "half_even"
    return "truncated" if short == whole * place else ""
