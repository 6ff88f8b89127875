"""Cheap exact tests on single figures, used to propose relations. The verdict is not given here: expectations/
judges.
"""

from __future__ import annotations

NONE, ROUNDED, TRUNCATED, BANDED = 0, 1, 2, 3


def ratio(num_lo: int, num_hi: int, den_lo: int, den_hi: int, rep: int, scale: int, per: int = 100) -> int:
    """Does per*num/den print as rep/scale: ROUNDED, only TRUNCATED, or NONE. Intervals are closed, all at one scale."""
    if den_lo <= 0:
        return NONE
    k = per * scale
    # some quotient in [num_lo/den_hi, num_hi/den_lo] within half a unit of rep
    if 2 * k * num_lo <= (2 * rep + 1) * den_hi and 2 * k * num_hi >= (2 * rep - 1) * den_lo:
        return ROUNDED
    if k * num_lo < (rep + 1) * den_hi and k * num_hi >= rep * den_lo and rep > 0:
        return TRUNCATED
    return NONE


def slip(a: str, b: str) -> bool:
    """Are two digit strings one keying slip apart: one digit changed, two neighbours swapped, one dropped, doubled
    or added?
    """
    la, lb = len(a), len(b)
    if not -1 <= la - lb <= 1 or a == b:
        return False
    if la == lb:
        i = 0
        while a[i] == b[i]:
            i += 1
        if a[i + 1 :] == b[i + 1 :]:
            return True
        return a[i + 2 :] == b[i + 2 :] and a[i] == b[i + 1] and a[i + 1] == b[i]
    longer, shorter = (a, b) if la > lb else (b, a)
    i = 0
    while i < len(shorter) and longer[i] == shorter[i]:
        i += 1
    return longer[i + 1 :] == shorter[i:]


def slip_keys(digits: str) -> set[str]:
    """Digits, and the digits with any one left out. Of two prints one keying slip apart, at least one key is shared."""
    return {digits, *(digits[:k] + digits[k + 1 :] for k in range(len(digits)))}


def log10(value: int) -> float:
    """Magnitude of a positive integer, for chances only."""
    return len(str(abs(value))) - 1 + (int(str(abs(value))[0]) / 10)
