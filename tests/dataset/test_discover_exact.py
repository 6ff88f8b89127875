"""The exact parts: prints of quotients, proofs that a bound follows, elimination, chances."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from audit.dataset.discover import chance
from audit.dataset.discover.exact import rank_basis
from audit.dataset.discover.implied import follows
from audit.dataset.discover.prints import prints, prints_banded


def rounded(value: Fraction, decimals: int) -> set[int]:
    """Both ways to round a value, halves up and halves to even."""
    scaled = abs(value) * 10**decimals
    low, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    if twice < scaled.denominator:
        sizes = {low}
    elif twice > scaled.denominator:
        sizes = {low + 1}
    else:
        sizes = {low + 1, low + low % 2}
    return {-s if value < 0 else s for s in sizes}


@pytest.mark.parametrize("size", [30, 10**6, 10**16])
def test_prints_of_quotients_are_as_fractions_round(size):
    rng = random.Random(size)
    num, den, rep, dec = [], [], [], []
    for _ in range(400):
        n, d, k = rng.randrange(-size, size), rng.randrange(1, size), rng.randrange(0, 4)
        print_ = rng.choice(sorted(rounded(Fraction(100 * n, d), k))) + rng.choice((0, 0, 0, 1, -1))
        num.append(n), den.append(d), rep.append(print_), dec.append(k)
    got = prints(*(np.array(x, dtype=np.int64) for x in (num, den, rep, dec)), 100)
    wanted = [r in rounded(Fraction(100 * n, d), k) for n, d, r, k in zip(num, den, rep, dec, strict=True)]
    assert got.tolist() == wanted
    assert 0 < sum(wanted) < len(wanted)


def test_the_half_unit_edge():
    # 1/8 = 12.5 %: 12 to even, 13 up; 3/8 = 37.5 %: 38 either way, not 37
    num, den, rep = (
        np.array(x, dtype=np.int64) for x in ([1, 1, 1, 3, 3, -1, -1], [8] * 7, [12, 13, 14, 38, 37, -13, 13])
    )
    assert prints(num, den, rep, np.zeros(7, dtype=np.int64), 100).tolist() == [
        True,
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_a_base_of_nought_prints_nothing():
    zero = np.zeros(2, dtype=np.int64)
    assert not prints(zero, zero, zero, zero, 100).any()


def test_bands_of_rounded_amounts():
    """1.0 of 3.0 as prints with one decimal: 31.1 % … 35.6 % can be, 31.0 % and 35.7 % cannot."""
    one = np.ones(5, dtype=np.int64)
    rep = np.array([333, 311, 356, 310, 357], dtype=np.int64)
    assert prints_banded(10 * one, 30 * one, one, one, rep, one, 100).tolist() == [True, True, True, False, False]


PROOFS = {
    "chain": ({0: 1, 2: -1}, [], [{0: 1, 1: -1}, {1: 1, 2: -1}], [], True),
    "part of a sum": ({0: 1, 1: -1}, [{0: 1, 1: -1, 2: -1}], [], [1, 2], True),
    "part of a sum, the other may be negative": ({0: 1, 1: -1}, [{0: 1, 1: -1, 2: -1}], [], [1], False),
    "balance": ({0: 1, 1: 1, 3: -1}, [{0: 1, 1: 1, 2: -1, 3: -1}], [], [0, 1, 2, 3], True),
    "the wrong way round": ({2: 1, 0: -1}, [], [{0: 1, 1: -1}, {1: 1, 2: -1}], [], False),
    "half of a sum": ({0: 1, 1: -1}, [{0: 2, 1: -2, 2: -1}], [], [2], True),
    "two bounds added": ({0: 1, 1: 1, 2: -1, 3: -1}, [], [{0: 1, 2: -1}, {1: 1, 3: -1}], [], True),
    "nothing known": ({0: 1, 1: -1}, [], [], [0, 1], False),
    "never negative": ({0: 1, 1: 1}, [], [], [0, 1], True),
}


@pytest.mark.parametrize("name", PROOFS)
def test_what_follows(name):
    target, equal, above, floor, wanted = PROOFS[name]
    assert follows(target, equal, above, floor) is wanted


def test_a_relation_that_others_make_is_left_out():
    relations = [((0,), (1, 2)), ((1,), (3, 4)), ((0,), (2, 3, 4)), ((5,), (3, 6))]
    assert rank_basis(((r, n) for n, r in enumerate(relations)), 7) == [0, 1, 3]


def test_chances_fall_with_rows_and_grow_with_looks():
    few, many = chance.many_rows(0.1, 10, 10), chance.many_rows(0.1, 100, 100)
    assert many < few < 0
    assert few == pytest.approx(-10)
    assert chance.total(few, 1000) == pytest.approx(-7)
    assert chance.total(-2, 1000) == 0
    assert chance.many_rows(0.1, 1, 10) == 0
    # an upper bound of the binomial tail: P(at least 9 of 10 at 1/10) = 9.1e-9
    assert 9.1e-9 <= 10 ** chance.many_rows(0.1, 9, 10) < 1e-6


@pytest.mark.parametrize(
    ("log", "text"), [(0, "1"), (-1.0, "0.1"), (-2.5, "1e-2"), (-13.2, "1e-13"), (-400, "<1e-300")]
)
def test_chances_are_shown_rounded_up(log, text):
    assert chance.shown(log) == text


def test_strange_rows_that_agree_often_prove_little():
    noughts = np.zeros(50)
    assert chance.one_row(noughts, noughts, np.zeros(50)) > 0.9
    spread = np.arange(50) * 37.0
    assert chance.one_row(spread, spread, np.zeros(50)) < 0.01
