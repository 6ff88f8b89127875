"""Which integers can have been printed so: numerators, bases, previous values. Exact, in closed form.

A printed integer r stands for a band of values; in half units (so that both ends are integers) it is [2r - 1, 2r + 1]
under rounding, with ends that belong to it or not. Everything here asks which integers fall into such a band.

Source: the GRIM test (Brown & Heathers 2017); lattice points are counted with the floor-sum recursion.
"""

from __future__ import annotations

from math import gcd
from typing import NamedTuple

from expectations.arithmetic.rounding import Rounding


class Band(NamedTuple):
    """Ends of a printed value in half units, and whether each end belongs to the band."""

    low: int
    high: int
    low_in: bool
    high_in: bool


def print_band(rep: int, how: Rounding = "half_up") -> Band:
    """Return the band of values that print as `rep`.

    Args: rep: printed integer, any sign. how: half_up, half_even or truncated.
    Returns: the ends in half units.
    Raises: ValueError: `how` is none of the three.
    """
    if how == "half_up":
        return Band(2 * rep - 1, 2 * rep + 1, rep > 0, rep < 0)
    if how == "half_even":
        return Band(2 * rep - 1, 2 * rep + 1, rep % 2 == 0, rep % 2 == 0)
    if how == "truncated":
        return Band(2 * rep - 2 * (rep <= 0), 2 * rep + 2 * (rep >= 0), rep > 0, rep < 0)
    raise ValueError(f"unknown rounding: {how!r}")


def numerators(rep: int, base: int, scale: int, per: int = 100, how: Rounding = "half_up") -> range:
    """Return every numerator k with 0 <= k <= base that prints as `rep`.

    Args:
        rep: printed value times `scale`; 77.36 % is 7736 at scale 100.
        base: denominator, at least 1.
        scale: 10 to the printed decimals.
        per: 100 for %, 1000 for ‰, 1 for a mean. With 1 the numerator may exceed the base.
        how: the rounding that printed it.
    Returns: a range, empty where no integer numerator prints so.
    Raises: ValueError: `base` is below 1.
    Source: GRIM.
    """
    if base < 1:
        raise ValueError(f"the base must be at least 1: {base}")
    band = print_band(rep, how)
    first = _from(band.low * base, 2 * per * scale, band.low_in)
    last = _upto(band.high * base, 2 * per * scale, band.high_in)
    return range(max(0, first), max(0, (last if per == 1 else min(base, last)) + 1))


def bases(rep: int, num: int, scale: int, per: int = 100, how: Rounding = "half_up") -> range:
    """Return every base n >= 1 on which the numerator `num` prints as `rep`: the suspects of a denominator search.

    Args: as in `numerators`; `num` at least 1, `rep` at least 1.
    Returns: a range, empty where no base prints so.
    Raises: ValueError: `num` or `rep` is below 1; then the bases are none or without end.
    """
    if num < 1 or rep < 1:
        raise ValueError("num and rep must be at least 1: otherwise the bases are none or without end")
    band = print_band(rep, how)
    return _divisors(2 * per * scale * num, band.low, band.high, band.low_in, band.high_in)


def previous_values(cur: int, rep: int, scale: int, per: int = 100, how: Rounding = "half_up") -> range:
    """Return every previous value p >= 1 from which the change to `cur` prints as `rep`.

    Args:
        cur: current count, at least 1.
        rep: signed printed change times `scale`; a fall of 12.3 % is -123 at scale 10.
        scale, per, how: as in `numerators`.
    Returns: a range, empty where no integer base exists.
    Raises: ValueError: `cur` is below 1 or the fall is 100 % or more; then the bases are none or without end.
    """
    unit = per * scale
    band = print_band(rep, how)
    if cur < 1 or rep <= -unit or band.low <= -2 * unit:
        raise ValueError("cur must be at least 1, and the fall clearly below 100 %")
    return _divisors(2 * unit * cur, band.low + 2 * unit, band.high + 2 * unit, band.low_in, band.high_in)


def attained(rep: int, scale: int, per: int, den_lo: int, den_hi: int) -> str:
    """Say how some base in [den_lo, den_hi] with some integer numerator prints as `rep`.

    Args: rep, scale, per: as in `numerators`. den_lo, den_hi: closed interval of bases, at least 1.
    Returns: exact, half_up, half_even or truncated, the first that holds; an empty string where none does.
    Raises: ValueError: the interval is empty or begins below 1.
    """
    if not 1 <= den_lo <= den_hi:
        raise ValueError(f"the bases must be an interval from 1 upwards: [{den_lo}, {den_hi}]")
    unit = per * scale
    if rep < 0 or (per != 1 and rep > unit):
        return ""  # a part is neither below nothing nor above the whole; a mean may exceed 1
    step = unit // gcd(unit, rep)  # rep / unit in lowest terms has this denominator
    if den_hi // step * step >= den_lo:
        return "exact"
    hows: tuple[Rounding, ...] = ("half_up", "half_even", "truncated")
    return next((how for how in hows if _lattice_points(print_band(rep, how), 2 * unit, den_lo, den_hi)), "")


def floor_sum(count: int, modulus: int, slope: int, offset: int) -> int:
    """Return the sum of ``(slope * i + offset) // modulus`` for i from 0 to count - 1.

    Args: count >= 0; modulus >= 1; slope and offset any integers.
    Returns: the exact sum, in a logarithmic number of steps.
    Source: the Euclid-like recursion on lattice points under a line.
    """
    total = 0
    while count > 0:
        total += (slope // modulus) * (count * (count - 1) // 2) + (offset // modulus) * count
        slope, offset = slope % modulus, offset % modulus
        top = slope * count + offset
        if top < modulus:
            break
        count, offset = divmod(top, modulus)  # count the same points by columns instead of rows
        modulus, slope = slope, modulus
    return total


def _lattice_points(band: Band, divisor: int, den_lo: int, den_hi: int) -> int:
    """Count the pairs (k, den) with band.low <= divisor * k / den <= band.high and den in [den_lo, den_hi]."""
    count = den_hi - den_lo + 1
    upto = floor_sum(count, divisor, band.high, band.high * den_lo - (not band.high_in))
    below = floor_sum(count, divisor, band.low, band.low * den_lo - band.low_in)
    return upto - below


def _from(num: int, den: int, inclusive: bool) -> int:
    """Return the least integer at or above num / den, or above it."""
    return -(-num // den) if inclusive else num // den + 1


def _upto(num: int, den: int, inclusive: bool) -> int:
    """Return the greatest integer at or below num / den, or below it."""
    return num // den if inclusive else -(-num // den) - 1


def _divisors(num: int, low: int, high: int, low_in: bool, high_in: bool) -> range:
    """Return the integers n >= 1 with low <= num / n <= high; `low` and `num` are positive."""
    return range(max(1, _from(num, high, high_in)), max(1, _upto(num, low, low_in) + 1))
