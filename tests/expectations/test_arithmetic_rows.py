"""One row in Python ints is judged as the same row in arrays."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.arithmetic import all_kinds, judge_frame
from expectations.arithmetic.judging import judge_row

KINDS = sorted(all_kinds())


@pytest.mark.parametrize("name", KINDS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_row_is_judged_as_in_a_frame(name, data):
    kind = all_kinds()[name]
    row = {}
    for column in kind.columns:
        choices = kind.choices.get(column)
        small = st.one_of(st.integers(-5, 60), st.integers(-(10**6), 10**6), st.integers(-(10**20), 10**20))
        if column == "scale":
            small = st.sampled_from([1, 10, 100])
        row[column] = data.draw(
            st.sampled_from(choices)
            if choices
            else st.integers(1, 1000)
            if column in kind.positive and column != "scale"
            else small
        )
    for stem in kind.intervals:
        low, high = sorted((row[f"{stem}_lo"], row[f"{stem}_hi"]))
        row[f"{stem}_lo"], row[f"{stem}_hi"] = low, (low if data.draw(st.booleans()) else high)
    if "rep_lo" in row and data.draw(st.booleans()):
        row["rep_lo"] = row["rep_hi"] = row["rep"]
    if name == "granularity" and row["den_hi"] - row["den_lo"] > 10**4:
        row["den_hi"] = row["den_lo"]
    assert judge_row(kind, row) == int(judge_frame(name, pd.DataFrame([row], dtype=object)).packed[0])
