"""Every row of cases/*.jsonl: its figures with value, unit, kind, hedge and rounding step, and its ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from parse_reading import read, rows, uncovered

from audit.parse.columns import REASONS

FILES = sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
CASES = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_figures_and_ledger_are_those_of_the_case(case):
    text, found = read(case["text"])
    ledger = found.ledger
    assert rows(found, case["text"]) == case["figures"], case["why"]
    spans = zip(ledger.start, ledger.end, ledger.reason, strict=True)
    assert [[case["text"][a:b], why] for a, b, why in spans] == case["ledger"], case["why"]
    assert uncovered(found, text) == []
    assert set(ledger.reason) <= set(REASONS)


def test_cases_have_a_name_of_their_own_and_say_why():
    assert len({case["id"] for case in CASES}) == len(CASES) > 600
    assert all(case["why"] and case["text"] for case in CASES)
