"""Seeded errors on the synthetic panel: exact rules find all of them and nothing else; against a plain oracle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path[:0] = [p for p in (str(ROOT / "ci"),) if p not in sys.path]


@pytest.mark.parametrize(("rows", "seed"), [(10_000, 1), (1_000, 7)])
def test_recall_and_precision_are_one(rows, seed, tmp_path):
    from synthetic_panel import panel
    from synthetic_table import write_csv

    from audit.config import Config
    from audit.dataset.contract.model import Contract
    from audit.dataset.gate import run_gate
    from audit.dataset.read import read_tables

    made = panel(rows, seed, slips=rows // 33, double=rows // 333)
    assert made.broken, "nothing was seeded"
    write_csv(made.table, tmp_path / "panel.csv")
    contract = Contract(rules=made.rules, keys=made.keys)
    gate = run_gate(read_tables(tmp_path / "panel.csv"), contract, Config(), locate=False)
    found = {(rule, row) for _, rule, row in gate.broken}
    assert found - made.broken == set(), "precision"
    assert made.broken - found == set(), "recall"
    assert {f.line for f in gate.findings} == {row + 2 for _, row in made.broken}, "every broken row has a finding"
    judged = gate.summary["relations"]
    assert judged["breaks"] == sum(c.breaks for c in gate.counts if c.rule.kind != "form")
    assert judged["ties"] > 30 * rows


def test_a_clean_panel_has_no_finding():
    from synthetic_panel import panel

    from audit.config import Config
    from audit.dataset.contract.model import Contract
    from audit.dataset.gate import run_gate

    made = panel(1_000, 3)
    gate = run_gate([made.table], Contract(rules=made.rules, keys=made.keys), Config())
    assert gate.findings == []
    assert gate.summary["dataset"]["rules_unjudged"] == 0
