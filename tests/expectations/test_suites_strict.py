"""Suites round-trip through Great Expectations, and a suite that is not whole is refused."""

from __future__ import annotations

import json

import pytest

from expectations import read_suite, suite_names, to_gx
from expectations.errors import SuiteError
from expectations.suite import SUITES

NAMES = [
    "court_report",
    "dataset",
    "disclosure_report",
    "general",
    "hotline_report",
    "rule_of_law_report",
    "statistical_bulletin",
    "work_report",
]


def test_the_suites_there_are():
    assert suite_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_round_trips(name):
    from great_expectations import ExpectationSuite

    plan = read_suite(name)
    suite = to_gx(plan)
    text = suite.to_json_dict()
    assert ExpectationSuite(**text).to_json_dict() == text
    assert ExpectationSuite(**text) == suite
    raw = json.loads((SUITES / f"{name}.json").read_text(encoding="utf-8"))
    direct = ExpectationSuite(**raw)
    assert len(direct.expectations) == len(raw["expectations"]) == len(plan.entries)
    assert {(e.expectation_type, e.severity.value, e.meta["frame"]) for e in direct.expectations} == {
        (item["type"], item["severity"], item["meta"]["frame"]) for item in raw["expectations"]
    }
    assert read_suite(json.loads(json.dumps(raw))) == plan


def test_severities_in_force():
    assert read_suite("general").severities["CHG101"] == "error"
    assert read_suite("statistical_bulletin").severities["CHG101"] == "warning"
    assert "SCP101" not in read_suite("disclosure_report").rules


def item(kind, **more):
    return {"type": kind, **more}


RATES, CUT = "expect_rates_to_recompute", "expect_rates_not_to_be_truncated"


@pytest.mark.parametrize(
    ("suite", "message"),
    [
        ({"name": "s", "expectations": []}, "checks nothing"),
        ({"name": "s", "expectations": [item("expect_rates_to_recomput")]}, "did you mean expect_rates_to_recompute"),
        ({"name": "s", "expectations": [item("expect_column_to_exist")]}, "unknown expectation"),
        ({"name": "s", "expectations": [item(RATES), item(RATES)]}, "listed twice"),
        (
            {"name": "s", "expectations": [item(RATES, kwargs={"leaves": ["truncated"]})]},
            "no check of the suite reports",
        ),
        ({"name": "s", "expectations": [item(CUT)]}, "speaks on the rows of RAT101"),
        ({"name": "s", "expectations": [item(RATES, severity="fatal")]}, "severity 'fatal'"),
        ({"name": "s", "expectations": [item(RATES, kwargs={"frame": "sums"})]}, "judges rates, not 'sums'"),
        ({"name": "s", "expectations": [item(RATES, args={})]}, "not an expectation"),
        ({"name": "s", "expectations": ["rates"]}, "not an expectation"),
        ({"name": "", "expectations": [item(RATES)]}, "has a name"),
        ({"name": "s", "expectation": [item(RATES)]}, "unknown: \\['expectation'\\]"),
    ],
)
def test_a_suite_that_is_not_whole(suite, message):
    with pytest.raises(SuiteError, match=message):
        read_suite(suite)


def test_unknown_settings_are_refused_by_the_class():
    plan = read_suite({"name": "s", "expectations": [item(RATES, kwargs={"numeratr": "a"})]})
    with pytest.raises(SuiteError, match="numeratr"):
        to_gx(plan)


def test_files_and_folders(tmp_path):
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps({"name": "mine", "expectations": [item(RATES, severity="info")]}), encoding="utf-8")
    assert read_suite(mine).severities == {"RAT101": "info"}
    assert read_suite("mine", suites=[tmp_path]).name == "mine"
    assert "mine" in suite_names([mine])
    (tmp_path / "general.json").write_text(mine.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_suite("general", suites=[tmp_path]).name == "mine", "the user's comes first"
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(SuiteError, match="not JSON"):
        read_suite(tmp_path / "broken.json")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SuiteError, match="JSON object"):
        read_suite(tmp_path / "list.json")
    with pytest.raises(SuiteError, match="no such suite"):
        read_suite(tmp_path / "absent.json")
    with pytest.raises(SuiteError, match="no such file or folder"):
        read_suite("general", suites=[tmp_path / "absent"])


def test_a_dropped_expectation_is_counted(monkeypatch):
    import great_expectations as gx

    class Forgetful(gx.ExpectationSuite):
        def __init__(self, name, expectations):
            super().__init__(name=name, expectations=expectations[1:])

    monkeypatch.setattr(gx, "ExpectationSuite", Forgetful)
    with pytest.raises(SuiteError, match="dropped \\['CHG101changes'\\]"):
        to_gx(read_suite("general"))
