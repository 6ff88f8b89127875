"""The runner fails closed: what Great Expectations would pass over is an error here."""

from __future__ import annotations

import socket

import numpy as np
import pandas as pd
import pytest

import expectations.runner as runner
from expectations import judge
from expectations.errors import RunnerError, SuiteError
from expectations.runner import COLUMNS

RATE = {"num": 41, "den": 53, "scale": 100, "per": 100}
SUM = {"total": 10, "parts": 11, "mode": 0}


def test_one_outcome_a_relation(frame):
    rates = frame("rates", *({**RATE, "rep": rep} for rep in (7736, 7735, 7740)), {**RATE, "den": 0, "rep": 1})
    sums = frame("sums", {**SUM, "check": "SUM104"}, {**SUM, "parts": 10, "check": "SUM101"})
    sums["relation_id"] = ["S0", "S1"]
    outcomes = judge({"sums": sums, "rates": rates})
    assert tuple(outcomes.columns) == COLUMNS
    assert outcomes[["relation_id", "code", "verdict", "how"]].values.tolist() == [
        ["R0", "RAT101", "ties", "half_up"],
        ["R1", "RAT102", "breaks", "truncated"],
        ["R2", "RAT101", "breaks", "off"],
        ["R3", "RAT101", "undetermined", "zero_base"],
        ["S0", "SUM104", "breaks", "off"],
        ["S1", "SUM101", "ties", "exact"],
    ]
    assert outcomes["expected"].tolist() == [7736, 7736, 7736, None, 11, 10]
    assert all(type(value) in (int, type(None)) for value in outcomes["expected"])
    assert outcomes["power"].tolist() == [1.0, 1.0, 1.0, 0.0, 1.0, 1.0]


def test_a_direction_is_one_finding(frame):
    changes = frame("changes", {"cur": 129, "prev": 151, "rep": 1457, "scale": 100, "per": 100, "sign": 1})
    differences = frame("differences", {"cur": 129, "prev": 151, "delta": 22, "sign": 1})
    outcomes = judge({"changes": changes, "differences": differences})
    assert outcomes["code"].tolist() == ["CHG104", "CHG104"]
    assert outcomes["how"].tolist() == ["direction", "direction"]


def test_intervals_are_expected_as_tuples(frame):
    outcomes = judge({"rates": frame("rates", {**RATE, "num": (40, 42), "rep": 7000})})
    assert outcomes["expected"].tolist() == [(7547, 7925)]


def test_a_check_outside_the_suite_is_said_so(frame):
    sums = frame("sums", {**SUM, "check": "SUM101"}, {**SUM, "check": "RAT103"})
    suite = {"name": "mine", "expectations": [{"type": "expect_parts_to_sum_to_total"}]}
    outcomes = judge({"sums": sums}, suite)
    assert outcomes[["code", "verdict", "how"]].values.tolist() == [
        ["SUM101", "breaks", "off"],
        ["RAT103", "undetermined", "not_in_suite"],
    ]


def test_nothing_to_judge(frame):
    empty = frame("rates", {**RATE, "rep": 1}).head(0)
    for frames in ({}, {"rates": empty}):
        with pytest.raises(RunnerError, match="nothing would be checked"):
            judge(frames)
        assert judge(frames, allow_empty=True).empty
    assert len(judge({"rates": empty, "counts": frame("counts", {"found": 1, "expected": 1, "check": "DOC101"})})) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.assign(relation_id="same"), "relation_id is not unique"),
        (lambda f: f.assign(relation_id=[None, "R1"]), "relation_id is not unique, or absent"),
        (lambda f: f.set_axis([0, 0]), "the index is not unique"),
        (lambda f: f.drop(columns="relation_id"), "no column relation_id"),
        (lambda f: f.drop(columns="den_lo"), "no column den_lo"),
        (lambda f: f.assign(check="RAT999"), "check is RAT999"),
        (lambda f: f.assign(check="RAT102"), "check is RAT102"),
        (lambda f: f.assign(check=["RAT101", None]), "check is absent"),
        (lambda f: f.assign(num_lo=[99, 41]), "num_lo is greater than num_hi"),
        (lambda f: f.assign(scale=0), "scale must be at least 1"),
        (lambda f: f.assign(rep=77.36), "float64"),
    ],
)
def test_a_frame_that_cannot_be_judged(frame, change, message):
    rates = frame("rates", {**RATE, "rep": 7736}, {**RATE, "rep": 7735})
    with pytest.raises(RunnerError, match=message):
        judge({"rates": change(rates)})


def test_an_unknown_frame_and_a_shared_one_without_checks(frame):
    with pytest.raises(RunnerError, match="no frame 'rats'"):
        judge({"rats": frame("rates", {**RATE, "rep": 1})})
    with pytest.raises(RunnerError, match="share this frame"):
        judge({"sums": frame("sums", SUM)})


def test_an_unknown_suite(frame):
    with pytest.raises(SuiteError, match="did you mean general"):
        judge({"rates": frame("rates", {**RATE, "rep": 1})}, "generl")


def test_a_dropped_expectation_is_an_error(frame, monkeypatch):
    def drop_one(plan):
        suite = to_gx(plan)
        suite.expectations = suite.expectations[:-1]
        return suite

    to_gx = runner.to_gx
    monkeypatch.setattr(runner, "to_gx", drop_one)
    with pytest.raises(RunnerError, match="no result came back for RAT102"):
        judge({"rates": frame("rates", {**RATE, "rep": 1})})


def test_an_exception_inside_a_check_is_raised(frame, monkeypatch):
    from expectations.forms.judgement import PandasJudgement

    def fail(*_, **__):
        raise ZeroDivisionError("inside a check")

    monkeypatch.setattr(PandasJudgement, "outcomes", fail)
    with pytest.raises(RunnerError, match="inside a check"):
        judge({"rates": frame("rates", {**RATE, "rep": 1})})


def test_a_row_that_nobody_judged_is_an_error(frame, monkeypatch):
    validate = runner._validate

    def lose_a_row(*args):
        return {code: table.iloc[1:] for code, table in validate(*args).items()}

    monkeypatch.setattr(runner, "_validate", lose_a_row)
    with pytest.raises(RunnerError, match="1 rows were judged by no check"):
        judge({"rates": frame("rates", {**RATE, "rep": 7736}, {**RATE, "rep": 1})})


def test_a_row_that_was_left_and_not_reported_is_an_error(frame, monkeypatch):
    validate = runner._validate

    def silence(*args):
        tables = validate(*args)
        tables["RAT102"] = tables["RAT102"].head(0)
        return tables

    monkeypatch.setattr(runner, "_validate", silence)
    with pytest.raises(RunnerError, match="left to another check"):
        judge({"rates": frame("rates", {**RATE, "rep": 7735})})


def test_results_are_joined_by_meta_not_by_order(frame, monkeypatch):
    def turned(plan):
        suite = to_gx(plan)
        suite.expectations = suite.expectations[::-1]
        return suite

    rows = [{**SUM, "parts": 10 + i % 2, "check": code} for i, code in enumerate(("SUM101", "SUM104", "RAT103") * 3)]
    sums = frame("sums", *rows)
    before = judge({"sums": sums})
    to_gx = runner.to_gx
    monkeypatch.setattr(runner, "to_gx", turned)
    pd.testing.assert_frame_equal(before, judge({"sums": sums}))


def test_any_index_and_id_will_do(frame):
    rates = frame("rates", *({**RATE, "rep": rep} for rep in (7736, 7735)))
    rates = rates.assign(relation_id=[10**20, 3], text=["甲", "乙"]).set_axis(["x", "y"])
    outcomes = judge({"rates": rates})
    assert outcomes["relation_id"].tolist() == [10**20, 3]
    assert outcomes["code"].tolist() == ["RAT101", "RAT102"]
    assert rates.columns[-1] == "text", "the frame is left alone"


def test_wide_and_narrow_rows_together(frame):
    wide = 10**30
    rates = frame("rates", {**RATE, "rep": 7736}, {**RATE, "num": wide, "den": wide, "rep": 10000})
    outcomes = judge({"rates": rates})
    assert outcomes["how"].tolist() == ["half_up", "exact"]


def test_no_socket_is_opened(frame, monkeypatch):
    def refuse(*_):
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert len(judge({"rates": frame("rates", {**RATE, "rep": 7736})})) == 1


def test_the_user_s_own_context_stays_current(frame):
    import great_expectations as gx
    from great_expectations.data_context.data_context.context_factory import project_manager

    mine = gx.get_context(mode="ephemeral")
    judge({"rates": frame("rates", {**RATE, "rep": 7736})})
    assert project_manager.get_current_project() is mine


def test_many_threads_give_the_same_outcomes(frame):
    from concurrent.futures import ThreadPoolExecutor

    frames = [{"rates": frame("rates", *({**RATE, "rep": 7730 + (i + j) % 9} for j in range(20)))} for i in range(8)]
    alone = [judge(one) for one in frames]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(judge, frames))
    for one, other in zip(alone, together, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_check_of_one_s_own(frame, tmp_path):
    from expectations.scaffold import scaffold

    scaffold("ABC101", "rate-of-mine", "rates", checks=tmp_path, cases=tmp_path / "cases")
    rates = frame("rates", *({**RATE, "rep": 7735, "check": check} for check in ("ABC101", "RAT101")))
    outcomes = judge({"rates": rates}, extra_checks=[tmp_path])
    assert outcomes["code"].tolist() == ["ABC101", "RAT102"]
    with pytest.raises(RunnerError, match="check is ABC101"):
        judge({"rates": rates})


def test_a_million_relations_cost_seconds_not_minutes():
    from time import perf_counter

    n = 200_000
    rng = np.random.default_rng(0)
    den = rng.integers(1, 5000, n)
    num = (den * rng.random(n)).astype(np.int64)
    rep = (2 * num * 10000 + den) // (2 * den)
    rates = pd.DataFrame({"num_lo": num, "num_hi": num, "den_lo": den, "den_hi": den, "rep": rep})
    rates = rates.assign(rep_lo=rep, rep_hi=rep, scale=100, per=100, relation_id=range(n))
    judge({"rates": rates.head(10)})
    start = perf_counter()
    outcomes = judge({"rates": rates})
    assert perf_counter() - start < 3, "measured: 0.1 s"
    assert (outcomes["verdict"] == "ties").all()
