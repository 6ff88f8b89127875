"""Seeded slips in the synthetic panel: every culprit found, none too many, the right one first where it can be told."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "ci"))

import cells_rate
from synthetic_panel import panel


@pytest.fixture(scope="module")
def count() -> Counter:
    made = panel(rows=2_000, seed=11, slips=150, double=20)
    out: Counter = Counter()
    cells_rate.rate(made, cells_rate.Brute(made), out)
    return out


@pytest.mark.parametrize("kind", ["identifiable", "open to several"])
def test_culprits_are_those_that_trying_every_value_finds(count, kind):
    assert count[kind] > 30
    assert count[f"{kind}: as brute force"] == count[kind]


def test_the_wrong_cell_is_first_where_it_is_identifiable(count):
    assert count["identifiable: first"] >= 0.9 * count["identifiable"]
    assert count["identifiable: value first"] >= 0.9 * count["identifiable"]
    assert count["identifiable: undecided"] == 0


def test_undecided_is_said_where_it_is_not(count):
    assert count["open to several: undecided"] == count["open to several"]
    assert count["open to several: listed"] == count["open to several"]
    assert count["open to several: first"] >= 0.5 * count["open to several"]


def test_two_errors_in_a_row(count):
    assert count["double"] > 15
    assert count["double: both listed"] >= 0.8 * count["double"]
    assert count["double: both first"] >= 0.4 * count["double"]


def test_all_is_proved_and_fast(count):
    assert count["open"] == 0
    assert count["seconds"] < 20


def test_the_script_prints_its_figures(capsys, monkeypatch):
    monkeypatch.setattr(
        sys, "argv", ["cells_rate.py", "--seeds", "3", "--rows", "300", "--slips", "20", "--double", "3"]
    )
    assert cells_rate.main() == 0
    said = capsys.readouterr().out
    assert "identifiable:" in said
    assert "all 1 seeds" in said
