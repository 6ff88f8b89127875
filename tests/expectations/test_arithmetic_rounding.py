"""Scalars: every fraction up to 60, every rounding, against the decimal module."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.arithmetic import (
    attained,
    bases,
    floor_sum,
    numerators,
    previous_values,
    printed,
    quotient_text,
    round_ratio,
    rounding_band,
)

HOWS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncated": ROUND_DOWN}
getcontext().prec = 60


def reference(value: Fraction, how: str) -> int:
    """Round with the decimal module; exact, as the tie is decided on the remainder."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    # a remainder between the same quarter points rounds alike, and decimal holds the quarters exactly
    side = (rest * 2 > value.denominator) - (rest * 2 < value.denominator)
    quarter = Decimal(0) if rest == 0 else Decimal("0.5") + Decimal("0.25") * side
    rounded = int((Decimal(whole) + quarter).quantize(Decimal(1), rounding=HOWS[how]))
    return -rounded if value < 0 else rounded


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("decimals", range(4))
def test_every_fraction_up_to_60(how, decimals):
    for den in range(1, 61):
        for num in range(-den, den + 1):
            value = Fraction(100 * num * 10**decimals, den)
            assert round_ratio(num, den, decimals, 100, how) == reference(value, how)
            assert round_ratio(num, -den, decimals, 100, how) == reference(-value, how)


def test_the_standard_s_own_examples():
    assert [round_ratio(121498, 10000, d) for d in (0, 1)] == [12, 121]
    assert round_ratio(105002, 10000) == 11
    assert round_ratio(1050, 1000, 1, how="half_even") == 10
    assert round_ratio(35, 100, 1, how="half_even") == 4
    assert round_ratio(154546, 10000) == 15, "no rounding in two steps"
    assert (round_ratio(-5, 2), round_ratio(-5, 2, how="half_even")) == (-3, -2)


def test_unknown_rounding_and_negative_decimals_are_refused():
    with pytest.raises(ValueError, match="unknown rounding"):
        round_ratio(1, 2, how="half_down")
    with pytest.raises(ValueError, match="decimals"):
        round_ratio(1, 2, -1)
    with pytest.raises(ZeroDivisionError):
        round_ratio(1, 0)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**30), st.integers(0, 6), st.sampled_from(list(HOWS)))
def test_large_ratios(num, den, decimals, how):
    assert round_ratio(num, den, decimals, 1, how) == reference(Fraction(num * 10**decimals, den), how)


def test_band_and_print():
    assert rounding_band(478400, 100) == (478350, 478450)
    assert rounding_band(42, 1) == (42, 42)
    with pytest.raises(ValueError, match="unit"):
        rounding_band(1, 0)
    assert [printed(v, s) for v, s in ((7736, 100), (-5, 100), (0, 10), (42, 1), (-123, 10))] == [
        "77.36", "-0.05", "0.0", "42", "-12.3",
    ]  # fmt: skip
    assert quotient_text(4100, 53, 4) == "77.3584…"
    assert quotient_text(25, 2, 3) == "12.5"
    assert quotient_text(-1, 30000, 3) == "-0.000…"
    assert quotient_text(8, 2, 3) == "4"


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("decimals", [0, 1])
def test_numerators_are_those_that_print_so(how, decimals):
    scale = 10**decimals
    for base in range(1, 61):
        prints: dict[int, list[int]] = {}
        for k in range(base + 1):
            prints.setdefault(round_ratio(k, base, decimals, 100, how), []).append(k)
        for rep in range(-1, 100 * scale + 2):
            assert list(numerators(rep, base, scale, 100, how)) == prints.get(rep, [])


@pytest.mark.parametrize("how", HOWS)
def test_previous_values_and_bases_by_brute_force(how):
    for cur in range(1, 40):
        by_change: dict[int, list[int]] = {}
        by_rate: dict[int, list[int]] = {}
        for previous in range(1, 8000):
            by_change.setdefault(round_ratio(cur - previous, previous, 0, 100, how), []).append(previous)
            by_rate.setdefault(round_ratio(cur, previous, 0, 100, how), []).append(previous)
        for rep in range(-98, 120):
            assert list(previous_values(cur, rep, 1, 100, how)) == by_change.get(rep, [])
        for rep in range(1, 120):
            assert list(bases(rep, cur, 1, 100, how)) == by_rate.get(rep, [])


def test_what_has_no_end_is_refused():
    for call in (
        lambda: previous_values(0, 5, 1),
        lambda: previous_values(5, -100, 1),
        lambda: previous_values(5, -99, 1, how="truncated"),
        lambda: bases(0, 5, 1),
        lambda: numerators(5, 0, 1),
        lambda: attained(5, 1, 100, 0, 3),
    ):
        with pytest.raises(ValueError, match="must"):
            call()


@given(st.integers(0, 60), st.integers(1, 50), st.integers(-200, 200), st.integers(-200, 200))
def test_floor_sum(count, modulus, slope, offset):
    assert floor_sum(count, modulus, slope, offset) == sum((slope * i + offset) // modulus for i in range(count))


@given(
    st.integers(1, 70), st.integers(0, 25), st.integers(-3, 1010), st.sampled_from([1, 10]), st.sampled_from([1, 100])
)
def test_attained_over_a_range_of_bases(low, extra, rep, scale, per):
    high = low + extra
    dens = range(low, high + 1)
    unit = per * scale

    def near(n):
        last = rep * n // unit + 3 if per == 1 else min(n, rep * n // unit + 3)
        return range(max(0, rep * n // unit - 3), last + 1)

    def prints(how):
        return any(round_ratio(k * unit, n, how=how) == rep for n in dens for k in near(n))

    exact = any(k * unit == rep * n for n in dens for k in near(n))
    want = "exact" if exact else next((how for how in HOWS if prints(how)), "")
    assert attained(rep, scale, per, low, high) == ("" if rep < 0 else want)
