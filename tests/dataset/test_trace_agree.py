"""When two prints are one value: exact bands, checked against brute force."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from audit.dataset.figures import Stated
from audit.dataset.tracing.agree import Cell, agree

BASE = Stated(
    0, 0, 1, "", Fraction(0), Fraction(0), None, None, "", False, "", 0, "", "", 2023, "", "", (),
)  # fmt: skip


def cell(text: str, step: str = "0", **more) -> Cell:
    value = Fraction(text)
    return Cell(value, Fraction(step), value, value, False, text, False, **more)


def stated(value: str, step: str = "0", **more) -> Stated:
    v = Fraction(value)
    return replace(BASE, value=v, step=Fraction(step), low=v, high=v, **more)


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_rounding_against_brute_force(decimals):
    """Every two-decimal value against every shorter print: halves up agree; what only cutting gives is truncated."""
    place = Fraction(1, 10**decimals)
    for n in range(400):
        exact = Fraction(n, 100)
        up = (2 * n * 10**decimals + 100) // 200
        cut = n * 10**decimals // 100
        for m in range(4 * 10**decimals + 2):
            short = m * place
            found = agree(Cell(short, place, short, short, False, "", True), stated(str(exact), "1/100", percent=True))
            if short == exact:
                assert found == ("printed", "exact")
            elif m == up:
                assert found == ("rounded", "half_up")
            elif 2 * n * 10**decimals % 200 == 100 and m == up - 1 and m % 2 == 0:
                assert found == ("rounded", "half_even")
            elif m == cut:
                assert found == ("rounded", "truncated")
            else:
                assert found is None


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        (cell("1231"), stated("1231"), ("printed", "exact")),
        (cell("1213"), stated("1231"), None),
        (cell("1586543210"), stated("1587000000", "1000000"), ("rounded", "finer")),
        (cell("1588000000"), stated("1587000000", "1000000"), None),
        (cell("78"), stated("77.5", "1/10"), ("rounded", "half_up")),
        (cell("800"), stated("799"), None),
        (cell("-5.2", "1/10"), stated("5.2", "1/10", words="同比下降"), ("printed", "sign")),
        (cell("-5.2", "1/10"), stated("5.2", "1/10", words="同比增长"), None),
        (cell("0.7735", "1/10000"), stated("77.35", "1/100", percent=True), ("printed", "share")),
        (cell("0.7735", "1/10000"), stated("77.35", "1/100"), None),
    ],
)
def test_pairs(a, b, answer):
    assert agree(a, b) == answer


def test_a_hedge_is_an_interval():
    s = replace(stated("800"), low=Fraction(801), high=Fraction(899), hedge="over")
    assert agree(cell("800"), s) == ("rounded", "hedge")
    assert agree(cell("832"), s) == ("rounded", "hedge")
    assert agree(cell("900"), s) is None
    open_end = replace(stated("500"), low=Fraction(500), high=None, hedge="at_least")
    assert agree(cell("560"), open_end) == ("rounded", "hedge")
    assert agree(cell("5600"), open_end) is None
