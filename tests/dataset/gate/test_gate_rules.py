"""Every kind of rule on small tables: what ties, what breaks, what cannot be told."""

from __future__ import annotations

import pytest
from gate_cases import FORM, RULES, SMALL, SMALLEST, codes, gate_of


@pytest.mark.parametrize(
    ("heads", "rows", "rule", "found", "undetermined"), [c[1:] for c in RULES], ids=[c[0] for c in RULES]
)
def test_a_rule(tmp_path, heads, rows, rule, found, undetermined):
    gate = gate_of(tmp_path, "\n".join([heads, *rows]) + "\n", f"rules:\n  {rule}\n")
    assert codes(gate) == found
    judged = [c for c in gate.counts if c.rule.kind != "form"]
    assert [c.undetermined for c in judged] == [undetermined]
    assert judged[0].breaks == len(found)
    assert len(gate.broken) == len({line for _, line in found})


@pytest.mark.parametrize(("contract", "table", "found"), [c[1:] for c in FORM], ids=[c[0] for c in FORM])
def test_the_form_of_a_table(tmp_path, contract, table, found):
    gate = gate_of(tmp_path, table, contract + "\n")
    assert codes(gate) == found
    assert all(f.severity in ("error", "warning") for f in gate.findings)


def test_the_smallest_contract(tmp_path):
    gate = gate_of(tmp_path, SMALL, SMALLEST)
    assert codes(gate) == [("ORD101", 4), ("SUM101", 4), ("RAT101", 4), ("CHG101", 5)]
    order, total, rate, change = gate.findings
    assert order.label == "乙县 2022 · 办结"
    assert order.formula == "36 > 35"
    assert total.formula == "100 + 10 = 110 ≠ 120"
    assert (rate.reported, rate.expected, rate.formula) == ("97.87%", "97.89%", "1205 ÷ 1231 = 97.88789…%")
    assert [(s.printed, s.repair) for s in rate.suspects] == [("97.87%", "97.89%")]
    assert change.formula == "(42 − 35) ÷ 35 = 20%"
    assert [p.text for p in change.places] == ["42", "35", "20.5%"]
    assert SMALL[change.start : change.end] == "20.5%"
    assert all(SMALL[p.start : p.end] == p.text for f in gate.findings for p in f.places)
    assert gate.summary["relations"] == {"total": 20, "ties": 13, "breaks": 4, "undetermined": 3}


def test_a_defect_that_breaks_a_part_of_a_rule_too_is_one_finding(tmp_path):
    contract = "rules:\n  - sum: {total: a, parts: [b, c]}\n  - order: [a, b]\n  - inequality: c <= a\n"
    gate = gate_of(tmp_path, "a,b,c\n1,2,3\n", contract)
    assert codes(gate) == [("SUM101", 2)]
    assert gate.findings[0].also == ("ORD101", "DST109")
    assert "order2" in gate.findings[0].message
    assert len(gate.broken) == 3


def test_the_severity_of_a_rule_counts_and_a_truncated_rate_is_a_warning_at_most(tmp_path):
    text = "r,n,d\n77.35%,41,53\n77.37%,41,53\n"
    rule = "rules:\n  - rate: {{reported: r, numerator: n, denominator: d}}\n    severity: {}\n"
    for asked, severities in (("error", ["warning", "error"]), ("info", ["info", "info"])):
        gate = gate_of(tmp_path, text, rule.format(asked))
        assert [f.severity for f in gate.findings] == severities


def test_two_tables_and_a_rule_between_them(tmp_path):
    from audit.config import Config
    from audit.dataset.contract import load_contract
    from audit.dataset.gate import run_gate
    from audit.dataset.read import read_tables

    (tmp_path / "年报.csv").write_text("地区,年度,受理\n甲,2023,5\n乙,2023,7\n", "utf-8")
    (tmp_path / "月报.csv").write_text("地区,年度,受理数\n乙,2023,8\n甲,2023,5\n丙,2023,1\n", "utf-8")
    (tmp_path / "c.yaml").write_text(
        "rules:\n  - repeat: {a: 受理, b: 月报.受理数, key: [地区, 年度]}\n    table: 年报\n", "utf-8"
    )
    tables = [*read_tables(tmp_path / "年报.csv"), *read_tables(tmp_path / "月报.csv")]
    gate = run_gate(tables, load_contract(tmp_path / "c.yaml"), Config())
    assert not gate.run.failures
    assert [(f.code, f.line, f.reported, f.expected) for f in gate.findings] == [("REP101", 3, "7", "8")]


def test_what_only_another_table_has_is_left_to_that_table(tmp_path):
    from audit.config import Config
    from audit.dataset.contract import load_contract
    from audit.dataset.gate import run_gate
    from audit.dataset.read import read_tables

    (tmp_path / "one.csv").write_text("地区,a,b\n甲,1,2\n", "utf-8")
    (tmp_path / "two.csv").write_text("k,c,d\n甲,1,2\n", "utf-8")
    text = "columns: {地区: {required: true}}\nrules:\n  - order: [a, b]\n  - order: [c, d]\n"
    (tmp_path / "c.yaml").write_text(text, "utf-8")
    tables = [*read_tables(tmp_path / "one.csv"), *read_tables(tmp_path / "two.csv")]
    gate = run_gate(tables, load_contract(tmp_path / "c.yaml"), Config())
    assert not gate.run.failures
    assert [(f.path.endswith("one.csv"), f.reported) for f in gate.findings] == [(True, "2"), (False, "2")]
    assert sorted(c.rule.id for c in gate.counts if c.rule.kind != "form") == ["order1", "order2"]


def test_long_tables_are_judged_by_the_names_of_their_indicators(tmp_path):
    text = "地区,年度,指标,数值\n甲,2023,受理,10\n甲,2023,办结,8\n甲,2023,办结率,81.0%\n"
    rule = "rate: {reported: 办结率, numerator: 办结, denominator: 受理}"
    contract = f"long: {{indicator: 指标, value: 数值}}\nrules:\n  - {rule}\n"
    gate = gate_of(tmp_path, text, contract)
    assert codes(gate) == [("RAT101", 4)]
    assert text[gate.findings[0].start : gate.findings[0].end] == "81.0%"
