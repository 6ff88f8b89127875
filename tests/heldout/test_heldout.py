"""The held-out sets: what gouji finds in reports that were written without sight of it must not get less."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "fixtures")]

import score_fixtures as scorer  # noqa: E402

# set: least share of the figures and of the relations found, errors that must be raised, false alarms at warning level
FLOORS = {
    "a": (0.99, 0.945, 20, 1),
    "b": (0.99, 0.955, 18, 0),
    "c": (0.99, 0.930, 19, 0),
    "d": (0.99, 0.945, 14, 0),
    "e": (0.99, 0.915, 10, 0),
    "f": (0.99, 0.880, 10, 0),
    "g": (0.98, 0.855, 8, 1),
    "h": (0.99, 0.940, 11, 0),
    "i": (0.97, 0.910, 12, 0),
    "j": (0.99, 0.895, 12, 0),
    "k": (0.99, 0.890, 13, 0),
    "l": (0.99, 0.895, 14, 0),
}


@pytest.mark.parametrize("name", FLOORS)
def test_a_set(name, tmp_path):
    from audit.cli import main

    out = tmp_path / "run.json"
    said = ["--format", "json", "-o", str(out), "--fail-on", "never", "--quiet"]
    assert main(["check", str(HERE / name / "reports"), *said]) == 0
    s = scorer.score(json.loads(out.read_text("utf-8")), HERE / name / "gold")
    figures, relations, flags, false = FLOORS[name]
    shares = s.shares()
    assert shares["figure_recall"] >= figures
    assert shares["figure_precision"] >= figures
    assert shares["relation_recall"] >= relations
    assert len(s.raised) >= flags
    assert not [said for said in s.false_alarms if " error " in said], s.false_alarms
    assert len(s.false_alarms) <= false, s.false_alarms
