"""A wrapped int64 can pass a wrong figure: whatever the magnitudes, the verdict is that of Python ints."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.arithmetic import all_kinds, judge_frame, round_ratio
from expectations.arithmetic.judging import _decide
from expectations.arithmetic.predicates import reaches, rounds_half_even, rounds_half_up, truncates
from expectations.arithmetic.reading import read_frame
from expectations.arithmetic.verdicts import unpack
from expectations.arithmetic.widths import needs_python_ints


def test_the_known_wrap():
    big = 10000 + 2**43
    row = {"num_lo": 2**20, "num_hi": 2**20, "den_lo": 2**20, "den_hi": 2**20, "scale": 100, "per": 100}
    frame = pd.DataFrame([{**row, "rep": rep, "rep_lo": rep, "rep_hi": rep} for rep in (big, 10000)])
    assert [unpack(int(p)) for p in judge_frame("rates", frame).packed] == [("breaks", "off"), ("ties", "exact")]
    wrapped = np.int64(2) * np.int64(100 * 100) * np.int64(2**20)
    with np.errstate(over="ignore"):
        assert np.int64(2 * big - 1) * np.int64(2**20) <= wrapped, "int64 alone would not have seen it"


MAGNITUDES = st.one_of(
    st.integers(-50, 50),
    st.integers(-(2**31), 2**31),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-(10**25), 10**25),
    st.sampled_from([2**62, 2**63 - 1, -(2**63), 2**31, 10**18]),
)


@st.composite
def relations(draw, name):
    """Draw a sound row of a kind, of any magnitude."""
    kind = all_kinds()[name]
    row = {}
    for column in kind.columns:
        if column in kind.choices:
            row[column] = draw(st.sampled_from(kind.choices[column]))
        elif column in kind.positive:
            row[column] = draw(st.sampled_from([1, 10, 100, 1000, 10**6]))
        else:
            row[column] = draw(MAGNITUDES)
    for stem in kind.intervals:
        row[f"{stem}_lo"], row[f"{stem}_hi"] = sorted((row[f"{stem}_lo"], row[f"{stem}_hi"]))
        if draw(st.booleans()):
            row[f"{stem}_hi"] = row[f"{stem}_lo"]
    return row


@pytest.mark.parametrize("name", list(all_kinds()))
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_the_width_of_a_row_changes_nothing(name, data):
    kind = all_kinds()[name]
    rows = data.draw(st.lists(relations(name), min_size=1, max_size=8))
    frame = pd.DataFrame(rows, dtype=object)
    judged = judge_frame(name, frame)
    columns, missing = read_frame(kind, frame)
    exact = _decide(kind, {n: np.array([int(v) for v in c], dtype=object) for n, c in columns.items()}, missing)
    assert judged.packed.tolist() == exact.packed.tolist()
    assert judged.expected().tolist() == exact.expected().tolist()
    np.testing.assert_allclose(judged.power, exact.power, rtol=1e-12)
    assert np.all((judged.power >= 0) & (judged.power <= 1))


def test_the_ends_of_a_hedge_count_too():
    row = {"num_lo": -4294968, "num_hi": -4294968, "den_lo": 1, "den_hi": 2**31, "scale": 1, "per": 1000}
    frame = pd.DataFrame([{**row, "rep": 0, "rep_lo": -(2**32) - 1, "rep_hi": 0}])
    assert unpack(int(judge_frame("rates", frame).packed[0])) == ("ties", "hedged")


def test_the_guard_never_calls_a_wide_row_narrow():
    kind = all_kinds()["rates"]
    for exponent in range(1, 64):
        for value in {2**exponent - 1, 2**exponent, -(2**exponent)} - {2**63}:
            columns = {
                name: np.array([1, value if name in ("rep", "den_lo", "den_hi") else 1]) for name in kind.columns
            }
            wide = needs_python_ints(kind, columns)
            fits = abs(2 * value + 1) * abs(value) * 2 < 2**63
            assert not wide[0]
            assert wide[1] or fits, value


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4), st.integers(-300, 300))
def test_the_predicates_on_plain_ints(n, d, rep):
    assert rounds_half_up(n, d, rep) == (round_ratio(n, d) == rep)
    assert rounds_half_even(n, d, rep) == (round_ratio(n, d, how="half_even") == rep)
    assert truncates(n, n, d, d, rep) == (round_ratio(n, d, how="truncated") == rep)
    assert reaches(n, n, d, d, rep, rep, 1) == (n == rep * d)
