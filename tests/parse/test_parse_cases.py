"""Every row of cases/*.jsonl: its figures with value, unit, kind, hedge and rounding step, and its ledger."""

from __future__ import annotations

from parse_reading import read, rows, uncovered

from audit.parse.columns import REASONS


def test_figures_and_ledger_are_those_of_the_case(case):
    text, found = read(case["text"])
    ledger = found.ledger
    assert rows(found, case["text"]) == case["figures"], case["why"]
    spans = zip(ledger.start, ledger.end, ledger.reason, strict=True)
    assert [[case["text"][a:b], why] for a, b, why in spans] == case["ledger"], case["why"]
    assert uncovered(found, text) == []
    assert set(ledger.reason) <= set(REASONS)


def test_every_case_says_why(case):
    assert case["why"]
    assert case["text"]
