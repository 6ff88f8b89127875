"""Rounding on Python integers: one ratio, one printed value. Half-up goes away from zero, as 四舍五入 does."""

from __future__ import annotations

from typing import Literal

Rounding = Literal["half_up", "half_even", "truncated"]


def round_ratio(num: int, den: int, decimals: int = 0, per: int = 1, how: Rounding = "half_up") -> int:
    """Round ``per * num / den`` to `decimals` decimals and return it as an integer.

    Args:
        num: numerator, any sign.
        den: denominator, not zero.
        decimals: printed decimals; 2 turns 41/53 per 100 into 7736, printed 77.36.
        per: 100 for %, 1000 for ‰, 1 for a mean.
        how: half_up (ties away from zero), half_even (ties to the even digit) or truncated (towards zero).
    Returns: the value times ``10**decimals``.
    Raises: ZeroDivisionError: `den` is zero. ValueError: `how` is none of the three, or `decimals` is negative.
    Source: GB/T 8170-2008: round the absolute value, then restore the sign; never round twice.
    """
    if decimals < 0:
        raise ValueError(f"decimals must not be negative: {decimals}")
    num, den = per * num * 10**decimals, den
    sign = -1 if (num < 0) != (den < 0) else 1
    whole, rest = divmod(abs(num), abs(den))
    twice = 2 * rest - abs(den)  # negative below the half, zero on it, positive above
    if how == "half_up":
        whole += twice >= 0
    elif how == "half_even":
        whole += twice > 0 or (twice == 0 and whole % 2 == 1)
    elif how != "truncated":
        raise ValueError(f"unknown rounding: {how!r}")
    return sign * whole


def rounding_band(value: int, unit: int) -> tuple[int, int]:
    """Return the integers that may have been printed as `value`, rounded at `unit`.

    47.84万 is 478400 rounded at 100, so it stands for [478350, 478450]. Both ends are kept: half-up takes the lower,
    half-even may take either. A count printed to the last unit stands for itself.

    Args:
        value: the printed value in base units.
        unit: the place value of the last printed digit, in base units: 100 for 47.84万.
    Returns: closed interval (low, high).
    Raises: ValueError: `unit` is below 1.
    Source: rounding intervals as in XBRL Calculations 1.1.
    """
    if unit < 1:
        raise ValueError(f"unit must be at least 1: {unit}")
    return value - unit // 2, value + unit // 2


def printed(value: int, scale: int) -> str:
    """Write the integer `value` at `scale` as it is printed: (7736, 100) gives 77.36.

    Args: value: any sign. scale: a power of ten.
    Returns: decimal text with as many decimals as `scale` has zeros.
    """
    decimals = len(str(scale)) - 1
    if not decimals:
        return str(value)
    digits = str(abs(value)).rjust(decimals + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


def quotient_text(num: int, den: int, decimals: int) -> str:
    """Write `num` / `den` cut after `decimals` decimals, with … where digits were cut: 4100/53 gives 77.3584…

    Args: num, den: integers, `den` not zero. decimals: digits kept after the point.
    Returns: decimal text for a reader to redo the sum with.
    Raises: ZeroDivisionError: `den` is zero.
    """
    cut = round_ratio(num, den, decimals, how="truncated")
    if cut * den == num * 10**decimals:
        text = printed(cut, 10**decimals)
        return text.rstrip("0").rstrip(".") if "." in text else text
    sign = "-" if cut == 0 and (num < 0) != (den < 0) else ""  # -0.00004 must not lose its sign
    return f"{sign}{printed(cut, 10**decimals)}…"
