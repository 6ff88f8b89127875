"""Discovery on tables with planted rules: what it finds, what it makes up, whom it names, and how long it takes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [p for p in (str(ROOT / "ci"),) if p not in sys.path]

from discover_rate import gaps, scored, shuffled  # noqa: E402
from synthetic_oracle import verdicts  # noqa: E402
from synthetic_panel import panel  # noqa: E402
from synthetic_wide import wide  # noqa: E402

from audit.dataset.discover import discover  # noqa: E402
from audit.dataset.discover.words import formula  # noqa: E402

TABLES = {
    "panel, clean": lambda: panel(10_000, 11),
    "panel, errors": lambda: panel(10_000, 12, slips=300, double=30),
    "panel, many errors": lambda: panel(2_000, 13, slips=200, double=20),
    "panel, blanks": lambda: gaps(panel(2_000, 14, slips=40), 14),
    "other names and shapes": lambda: wide(1_000, 60, 15, slips=20),
}


@pytest.mark.parametrize("name", TABLES)
def test_planted_rules_are_found_and_others_are_not_made_up(name):
    made = TABLES[name]()
    s = scored(made, discover([made.table])[0])
    told = [formula(rule, "en") for rule in (*s.missed, *s.spurious)]
    assert s.recall >= 0.95, told
    assert s.made_up <= 0.05, told
    assert s.keys_found


def test_a_hundred_columns_within_a_minute():
    made = wide(3_000, 100, 16, slips=60)
    began = time.process_time()
    found = discover([made.table])[0]
    assert time.process_time() - began < 60
    s = scored(made, found)
    assert s.recall >= 0.95
    assert s.made_up <= 0.05


@pytest.mark.parametrize(
    "make", [lambda: panel(1_000, 17), lambda: wide(100, 50, 18), lambda: wide(10, 60, 19)], ids=["panel", "100", "10"]
)
def test_nothing_is_found_where_there_is_nothing(make):
    found = discover([shuffled(make(), 20).table])[0]
    assert [formula(p.rule, "en") for p in found.proposals] == []


def test_the_exceptions_are_the_rows_that_break_the_rule():
    """Row by row against the oracle, which shares no code with the searches."""
    made = panel(2_000, 21, slips=60, double=6)
    found = discover([made.table])[0]
    assert sum(len(p.exceptions) for p in found.proposals) > 50
    for p in found.proposals:
        judged = verdicts(made.table, p.rule)
        assert p.exceptions == tuple(row for row, verdict in enumerate(judged) if verdict is False), p.rule
        assert p.judged == sum(verdict is not None for verdict in judged), p.rule


def test_the_measure_can_fail():
    """A rule that was not planted is called made up, one that is left out is called missed."""
    from dataclasses import replace

    from audit.dataset.discover.proposal import Proposal
    from audit.dataset.rules import Rule

    made = panel(500, 22)
    found = discover([made.table])[0]
    extra = Proposal(Rule("", "order", {"items": ("来电", "人员")}), 500, (), -9.0)
    fewer = [p for p in found.proposals if p.rule.columns.get("total") != ("工单合计",)]
    assert len(fewer) == len(found.proposals) - 1
    s = scored(made, replace(found, proposals=(*fewer, extra)))
    assert "来电 ≥ 人员" in [formula(rule, "en") for rule in s.spurious]
    assert {"R09", "R24"} <= {rule.id for rule in s.missed}
