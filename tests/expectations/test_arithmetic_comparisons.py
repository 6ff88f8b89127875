"""The kind `comparisons`, against a search over all values; and the columns of a user's table."""

from __future__ import annotations

import itertools
import operator

import pandas as pd
import pytest

from expectations.arithmetic import judge_frame
from expectations.arithmetic.kinds.comparisons import OPS
from expectations.arithmetic.verdicts import unpack

SIGNS = [operator.lt, operator.le, operator.eq, operator.ge, operator.gt, operator.ne]
ENDS = [(a, b) for a in range(-2, 3) for b in range(a, 3)]


def test_a_sign_holds_where_some_value_of_each_side_satisfies_it():
    rows = [
        {"left_lo": a, "left_hi": b, "right_lo": c, "right_hi": d, "op": op}
        for (a, b), (c, d), op in itertools.product(ENDS, ENDS, range(6))
    ]
    judged = judge_frame("comparisons", pd.DataFrame(rows))
    for row, packed in zip(rows, judged.packed.tolist(), strict=True):
        # ends are real numbers: quarters between them are tried too
        lefts, rights = ([x / 4 for x in range(4 * row[f"{s}_lo"], 4 * row[f"{s}_hi"] + 1)] for s in ("left", "right"))
        holds = any(SIGNS[row["op"]](x, y) for x in lefts for y in rights)
        verdict, how = unpack(packed)
        assert verdict == ("ties" if holds else "breaks"), row
        if not holds:
            assert how == {"<": "exceeds", "<=": "exceeds", ">": "below", ">=": "below"}.get(OPS[row["op"]], "differs")


@pytest.mark.parametrize(
    ("settings", "broken"),
    [
        ({"left": "a", "op": "<=", "right": "b"}, [1]),
        ({"left": "a", "op": "<", "right": ["b", "c"]}, [1]),
        ({"left": "a", "op": "<=", "right": 2}, [1, 2]),
        ({"left": "a", "op": "<=", "right": "2.5", "right_is_number": True}, [1]),
        ({"left": "2.5", "left_is_number": True, "op": ">", "right": "a"}, [1, 2]),
        ({"left": "a", "op": "!=", "right": 3}, [1]),
        ({"left": "a", "op": ">=", "right": 0}, []),
        ({"left": "a", "op": "==", "right": "2.50", "right_is_number": True, "rounded": True}, [0, 1]),
    ],
)
def test_the_columns_of_a_table(settings, broken):
    import great_expectations as gx

    import expectations as xp

    table = pd.DataFrame({"a": ["1", "3", "2.5"], "b": ["1", "2", "3"], "c": ["1", "1", "1"]})
    source = gx.get_context(mode="ephemeral").data_sources.add_pandas("p")
    batch = source.add_dataframe_asset("t").add_batch_definition_whole_dataframe("b").get_batch({"dataframe": table})
    found = batch.validate(xp.ExpectComparisonsToHold(**settings), result_format="COMPLETE").result
    assert found["unexpected_index_list"] == broken


@pytest.mark.parametrize(
    "settings",
    [
        {"left": "a"},
        {"left": 1, "right": 2},
        {"left": "a", "right": "b", "op": "=>"},
        {"left": "a", "right": "x", "right_is_number": True},
    ],
)
def test_what_is_refused(settings):
    import expectations as xp

    with pytest.raises(ValueError, match=r"left|right|op"):
        xp.ExpectComparisonsToHold(**settings)
