"""Sums, orders, bounds, repeats and the plain kinds."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from expectations.arithmetic import all_kinds, judge_frame
from expectations.arithmetic.verdicts import HOWS, unpack
from expectations.errors import FrameError


def test_intervals_meet_or_not_by_brute_force():
    ends = [(a, b) for a in range(5) for b in range(a, 5)]
    for kind, (one, two), tie in (
        ("sums", ("total", "parts"), "band"),
        ("repeats", ("a", "b"), "band"),
        ("contradictions", ("exact", "hedged"), "hedged"),
    ):
        rows, want = [], []
        for (a, b), (c, d) in product(ends, ends):
            rows.append({f"{one}_lo": a, f"{one}_hi": b, f"{two}_lo": c, f"{two}_hi": d, "mode": 0})
            shared = set(range(a, b + 1)) & set(range(c, d + 1))
            exact = a == b == c == d and tie == "band"
            want.append("exact" if exact else tie if shared else "")
        judged = judge_frame(kind, pd.DataFrame(rows))
        got = [how if verdict == "ties" else "" for verdict, how in (unpack(int(p)) for p in judged.packed)]
        assert got == want


def test_part_and_whole(verdicts):
    assert verdicts(
        "sums",
        {"total": 42, "parts": 45, "mode": 1},
        {"total": 42, "parts": 42, "mode": 1},
        {"total": 42, "parts": 40, "mode": 1},
        {"total": (801, 899), "parts": 850, "mode": 1},
        {"total": 42, "parts": 43, "mode": 0},
    ) == [("breaks", "exceeds"), ("ties", "exact"), ("ties", "within"), ("ties", "within"), ("breaks", "off")]


def test_orders_and_bounds(verdicts):
    assert verdicts("orders", {"big": 28, "small": 31}, {"big": 31, "small": 31}, {"big": (21, 29), "small": 29}) == [
        ("breaks", "exceeds"), ("ties", "within"), ("ties", "within"),
    ]  # fmt: skip
    bounds = [{"rep": rep, "scale": 10, "low": 0, "high": 100} for rep in (-1, 0, 1000, 1001)]
    assert [how for _, how in verdicts("bounds", *bounds)] == ["below", "within", "within", "exceeds"]


def test_plain_kinds(verdicts):
    assert verdicts("enumerations", {"announced": 4, "listed": 3}) == [("breaks", "differs")]
    assert verdicts("counts", {"found": 1, "expected": 1}) == [("ties", "exact")]
    assert verdicts("dates", {"earlier": 5, "later": 4}, {"earlier": 4, "later": 4}) == [
        ("breaks", "out_of_order"), ("ties", "within"),
    ]  # fmt: skip
    assert verdicts("marks", {"flag": 0}, {"flag": 1}) == [("ties", "exact"), ("breaks", "marked")]


@pytest.mark.parametrize(
    ("value", "unit", "digits", "hedge", "breaks"),
    [
        (18, 1, 2, 1, True),
        (5, 1, 1, 1, False),
        (10, 10, 1, 1, False),
        (11, 1, 2, 1, True),
        (800, 100, 1, 1, False),
        (71013, 1, 5, 2, True),
        (71010, 10, 4, 2, False),
        (9999, 1, 4, 2, False),
        (369, 1, 3, 2, False),
    ],
)
def test_hedges(verdicts, value, unit, digits, hedge, breaks):
    found = verdicts("hedges", {"value": value, "unit": unit, "digits": digits, "hedge": hedge})
    assert found == [("breaks", "unround") if breaks else ("ties", "hedged")]


def test_missing_figures_are_undetermined_never_a_pass():
    for name, kind in all_kinds().items():
        ones = {column: (kind.choices[column][-1] if column in kind.choices else 1) for column in kind.columns}
        for column in kind.columns:
            frame = pd.DataFrame([ones, {**ones, column: None}], dtype=object)
            judged = judge_frame(name, frame)
            assert unpack(int(judged.packed[1])) == ("undetermined", "missing"), (name, column)
            assert judged.expected()[1] is None
            assert judged.power[1] == 0


def test_nullable_integers_are_read():
    frame = pd.DataFrame({"announced": pd.array([3, None], dtype="Int64"), "listed": pd.array([3, 3], dtype="uint8")})
    assert [unpack(int(p))[1] for p in judge_frame("enumerations", frame).packed] == ["exact", "missing"]


@pytest.mark.parametrize(
    ("kind", "columns", "message"),
    [
        ("counts", {"found": [1.0], "expected": [1]}, "float64"),
        ("counts", {"found": [True], "expected": [1]}, "bool"),
        ("counts", {"found": ["1"], "expected": [1]}, "str"),
        ("counts", {"found": [1]}, "no column expected"),
        ("repeats", {"a_lo": [2], "a_hi": [1], "b_lo": [1], "b_hi": [1]}, "a_lo is greater"),
        ("marks", {"flag": [2]}, "must be one of 0, 1"),
        ("bounds", {"rep": [1], "scale": [0], "low": [0], "high": [1]}, "scale must be at least 1"),
        ("rats", {"flag": [2]}, "there is no frame 'rats'"),
    ],
)
def test_a_frame_built_wrongly_is_refused(kind, columns, message):
    with pytest.raises(FrameError, match=message):
        judge_frame(kind, pd.DataFrame(columns))


def test_an_empty_frame_gives_no_verdicts():
    for name, kind in all_kinds().items():
        assert len(judge_frame(name, pd.DataFrame({column: pd.Series(dtype="int64") for column in kind.columns}))) == 0


def test_every_verdict_a_kind_can_give_has_a_meaning():
    assert all(HOWS.values())
    for kind in all_kinds().values():
        assert kind.otherwise[1] in HOWS
        assert all(kind.columns.values())
