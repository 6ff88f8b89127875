"""Rules that heads name by themselves: found where most rows obey them, at warning, and said to be inferred."""

from __future__ import annotations

import pytest

from audit.config import Config
from audit.dataset.gate import rule_text, run_gate
from audit.dataset.infer import inferred
from audit.dataset.read import read_tables

HEADS = [
    (
        "地区,受理,办结,办结率",
        ["甲,10,8,80.0%", "乙,10,7,70.0%", "丙,9,7,78%"],
        ["办结率 = 办结 ÷ 受理", "受理 ≥ 办结", "办结率 <= 100"],
    ),
    ("地区,维持,撤销,合计", ["甲,1,2,3", "乙,1,1,2"], ["合计 = 维持 + 撤销"]),
    ("地区,总数,线上,线下", ["甲,3,1,2", "乙,2,1,1"], ["总数 = 线上 + 线下"]),
    ("地区,受理,其中：复议,其中：诉讼", ["甲,5,2,3", "乙,6,1,2"], ["受理 ≥ 其中：复议", "受理 ≥ 其中：诉讼"]),
    ("地区,年度,受理,受理同比", ["甲,2022,50,", "甲,2023,55,10.0%"], ["受理同比 = (受理 − 上期受理) ÷ 上期受理"]),
    ("地区,申请,受理,不予受理,办结", ["甲,9,8,1,8", "乙,5,5,0,4"], ["申请 ≥ 受理 ≥ 办结"]),
    ("地区,申请数,受理数,审结数", ["甲,9,8,8", "乙,5,5,4"], ["申请数 ≥ 受理数 ≥ 审结数"]),
    ("地区,申请件数,受理量,办结数量", ["甲,9,8,8", "乙,5,5,4"], ["申请件数 ≥ 受理量 ≥ 办结数量"]),
    (
        "地区,受理数,办结件数,办结率",
        ["甲,10,8,80.0%", "乙,10,7,70.0%"],
        ["办结率 = 办结件数 ÷ 受理数", "受理数 ≥ 办结件数", "办结率 <= 100"],
    ),
    ("地区,申请人数,质量,办结", ["甲,9,8,8", "乙,5,5,4"], []),
    ("地区,上年结转,受理,办结", ["甲,9,8,10", "乙,5,5,4"], []),
    ("地区,办结,受理", ["甲,9,1", "乙,5,2"], []),
    ("地区,编号,甲,乙", ["甲,009,1,3", "乙,005,2,3"], []),
]


@pytest.mark.parametrize(("heads", "rows", "rules"), HEADS, ids=[h for h, *_ in HEADS])
def test_what_heads_say(tmp_path, heads, rows, rules):
    (tmp_path / "d.csv").write_text("\n".join([heads, *rows]) + "\n", "utf-8")
    [table] = read_tables(tmp_path / "d.csv")
    found = inferred(table)
    assert [rule_text(r) for r in found.rules] == rules
    assert found.inferred
    assert {r.severity for r in found.rules} <= {"warning"}


def test_a_long_table_is_made_wide_first(tmp_path):
    rows = [
        f"P{n},2023,{name},{value}"
        for n in range(3)
        for name, value in (("受理", 10), ("办结", 8), ("办结率", "80.0%"))
    ]
    rows[-1] = "P2,2023,办结率,81.0%"
    (tmp_path / "d.csv").write_text("\n".join(["地区,年度,指标,数值", *rows]) + "\n", "utf-8")
    gate = run_gate(read_tables(tmp_path / "d.csv"), None, Config())
    assert [(f.code, f.line, f.reported) for f in gate.findings] == [("RAT101", 10, "81.0%")]


def test_a_row_that_does_not_obey_is_a_warning_and_the_summary_says_inferred(tmp_path, gouji):
    rows = [*(f"P{n},{100 + n},{50 + n},{(50 + n) * 100 / (100 + n):.2f}%" for n in range(9)), "Q,100,50,55.00%"]
    (tmp_path / "d.csv").write_text("\n".join(["地区,受理,办结,办结率", *rows]) + "\n", "utf-8")
    gate = run_gate(read_tables(tmp_path / "d.csv"), None, Config())
    assert [(f.code, f.severity, f.line) for f in gate.findings] == [("RAT101", "warning", 11)]
    said = gouji("gate", "d.csv", "--lang", "en")
    assert said.code == 1
    assert "contract: none; 3 rules inferred from the heads, at warning" in said.out
