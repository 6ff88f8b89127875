"""Contracts: what is refused, with the line and what was perhaps meant; conditions; rules that exclude each other."""

from __future__ import annotations

import pytest
from gate_cases import SMALL, SMALLEST

from audit.dataset.contract import load_contract
from audit.dataset.contract.feasible import conflicts
from audit.dataset.contract.where import columns_of, mask, parse
from audit.dataset.read import read_tables
from audit.errors import ConfigError


def contract(folder, text):
    (folder / "c.yaml").write_text(text, "utf-8")
    return load_contract(folder / "c.yaml")


def test_the_smallest(tmp_path):
    rules = contract(tmp_path, SMALLEST).rules
    assert [(r.id, r.kind, r.line) for r in rules] == [
        ("sum1", "sum", 2), ("rate2", "rate", 3), ("order3", "order", 4), ("change4", "change", 5),
    ]  # fmt: skip
    assert rules[3].columns == {"current": ("受理",), "percent": ("同比",), "key": ("地区",), "time": ("年度",)}


def test_everything_that_can_be_said(tmp_path):
    text = """contract: gouji/contract/1
title: 某市
columns:
  地区: {type: text, required: true, values: [甲, 乙], pattern: ".县?", unique: false}
  率: {type: percent, decimals: 2, min: 0, max: 100, trust: 2}
  n: integer
keys: [地区, 年度]
long: {indicator: 指标, value: 数值, unit: 单位, key: 地区}
rules:
  - rate: {reported: 率, numerator: [a, b], denominator: c, per: 1000, decimals: 1, rounded: false}
    id: 甲
    where: x == "1"
    severity: info
    source: 制度
    note: 说明
    table: t
  - inequality: {left: [a, b], op: ≥, right: 3, id: 乙}
"""
    found = contract(tmp_path, text)
    assert (found.title, found.keys, found.long.key) == ("某市", ("地区", "年度"), ("地区",))
    assert found.columns["率"].trust == 2
    assert found.columns["n"].whole
    one, other = found.rules
    assert one.options == {"per": 1000, "decimals": 1, "rounded": False}
    assert (one.id, one.where, one.severity, one.source, one.note, one.table) == (
        "甲",
        'x == "1"',
        "info",
        "制度",
        "说明",
        "t",
    )
    assert (other.id, other.options["op"], other.columns["right"]) == ("乙", ">=", ("3",))


REFUSED = [
    ("rules:\n  - sum: {total: a, partz: [b]}\n", "line 2: unknown key of sum 'partz'", "parts"),
    ("rules:\n  - sum: {total: a, parts: [b]}\n    wher: x\n", "line 3: unknown key 'wher'", "where"),
    ("rules:\n  - odrer: [a, b]\n", "line 2: unknown kind of rule 'odrer'", "order"),
    ("rulez: []\n", "line 1: unknown key 'rulez'", "rules"),
    ("rules:\n  - sum: {total: a}\n", "line 2: sum does not say its parts", ""),
    ("rules:\n  - rate: {reported: [a, b], numerator: c, denominator: d}\n", "line 2: reported is one column", ""),
    ("rules:\n  - order: [a]\n", "line 2: an order has at least two columns", ""),
    ("rules:\n  - inequality: a b\n", "line 2: 'a b' is no comparison", ""),
    ("rules:\n  - inequality: 3 <= 4\n", "line 2: the rule names no column", ""),
    ("rules:\n  - change: {current: a}\n", "line 2: a change states percent, delta or previous", ""),
    ("rules:\n  - change: {current: a, percent: b, delta: c}\n", "not both", ""),
    ("rules:\n  - sum: {total: a, parts: [a, b]}\n", "line 2: a stands twice in one rule", ""),
    ("rules:\n  - order: [a, b]\n    where: a ==\n", "line 2: the condition", "backquotes"),
    ("rules:\n  - order: [a, b]\n    severity: fatal\n", "line 2: severity is one of", ""),
    (
        "rules:\n  - order: [a, b]\n    id: x\n  - order: [b, c]\n    id: x\n",
        "line 4: the rule x is named twice, first on line 2",
        "",
    ),
    ("columns:\n  a: {typ: text}\n", "line 2: unknown key 'typ'", "type"),
    ("columns:\n  a: {type: nummer}\n", "line 2: unknown type 'nummer'", "number"),
    ("columns:\n  a: {min: 3, max: 2}\n", "line 2: min 3 is greater than max 2", ""),
    ("columns:\n  a: {pattern: '('}\n", "line 2: pattern is no regular expression", ""),
    ("columns:\n  a: {decimals: -1}\n", "line 2: decimals is a number", ""),
    ("columns:\n  a: {max: yes}\n", "line 2: max is a number", ""),
    ("contract: gouji/contract/9\nrules: []\n", "line 1: has the schema", ""),
    ("title: x\n", "says nothing that could be checked", ""),
    ("- a\n", "is a list", ""),
    ("", "is no contract", ""),
    ("rules:\n  - [\n", "is not valid YAML", ""),
    ("rules: !!python/object/apply:os.system ['true']\n", "a rule is a mapping", ""),
]


@pytest.mark.parametrize(("text", "said", "hint"), REFUSED, ids=[s for _, s, _ in REFUSED])
def test_what_is_refused(tmp_path, text, said, hint):
    with pytest.raises(ConfigError) as error:
        contract(tmp_path, text)
    assert said in str(error.value)
    assert "c.yaml" in str(error.value)
    assert hint in (error.value.hint or "")


def test_a_column_that_the_data_lack(tmp_path, gouji):
    (tmp_path / "d.csv").write_text(SMALL, "utf-8")
    (tmp_path / "c.yaml").write_text(SMALLEST.replace("权力事项", "权利事项"), "utf-8")
    said = gouji("contract", "check", "c.yaml", "--data", "d.csv")
    assert said.code == 2
    assert "c.yaml: line 2: the rule sum1 names the column '权利事项'" in said.err
    assert "did you mean" in said.err
    assert "权力事项" in said.err
    assert gouji("contract", "check", "c.yaml").code == 0, "without data nobody knows"
    judged = gouji("gate", "d.csv", "--contract", "c.yaml")
    assert judged.code == 2
    assert "权利事项" in judged.err


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('k == "区"', [True, False, False]),
        ("k = 区", None),
        ("k != '区'", [False, True, True]),
        ("年度 >= 2022", [False, True, True]),
        ("2021 <= 年度 < 2023", [True, True, False]),
        ("n > 5", [True, False, False]),
        ("not n > 5", [False, True, True]),
        ('k in ["县", "市"] and n <= 5', [False, False, True]),
        ('k not in ["县"] or n == 3', [True, False, True]),
        ("n > m", [True, False, False]),
        ("`n` > 5 且 (k == \"区\" 或 k == \"县\")", [True, False, False]),
        ("率 > 50.5", [False, True, False]),
    ],
)  # fmt: skip
def test_conditions(tmp_path, text, rows):
    (tmp_path / "d.csv").write_text("k,年度,n,m,率\n区,2021,7,1,50.5%\n县,2022,—,2,50.6%\n市,2023,3,3,1%\n", "utf-8")
    [table] = read_tables(tmp_path / "d.csv")
    if rows is None:
        with pytest.raises(KeyError):
            mask(parse(text), table, table.column)
        return
    assert mask(parse(text), table, table.column) == rows
    assert set(columns_of(parse(text))) <= {c.name for c in table.columns}


@pytest.mark.parametrize(
    "text", ["", "a", "a ==", "== 3", "(a == 3", "a == 3)", "a in b", "a == 3 b", "a in [1", "not", "a === 3"]
)
def test_conditions_that_are_none(text):
    with pytest.raises(ConfigError, match="condition"):
        parse(text)


FEASIBLE = [
    ("rules:\n  - order: [a, b, c]\n  - inequality: c > a\n", [("order1", "inequality2")]),
    ("columns: {a: {max: 100}}\nrules:\n  - inequality: a >= 101\n", [("max a", "inequality1")]),
    ("rules:\n  - inequality: a < b\n  - inequality: b < a\n  - order: [c, d]\n", [("inequality1", "inequality2")]),
    ("rules:\n  - inequality: a < b\n  - inequality: b <= a\n", [("inequality1", "inequality2")]),
    ("rules:\n  - inequality: a <= b\n  - inequality: b <= a\n", []),
    (
        "columns: {a: integer, b: integer, c: integer}\nrules:\n  - sum: {total: a, parts: [b, c]}\n"
        "  - inequality: a <= 3\n  - inequality: b >= 2\n  - inequality: c >= 2\n",
        [("sum1", "inequality2", "inequality3", "inequality4")],
    ),
    (
        "rules:\n  - sum: {total: a, parts: [b, c]}\n  - inequality: a <= 3\n"
        "  - inequality: b >= 2\n  - inequality: c >= 2\n",
        [],
    ),
    (
        'rules:\n  - inequality: a >= 5\n    where: k == "区"\n  - inequality: a <= 4\n',
        [("inequality1", "inequality2")],
    ),
    ('rules:\n  - inequality: a >= 5\n    where: k == "区"\n  - inequality: a <= 4\n    where: k == "县"\n', []),
    ("rules:\n  - inequality: a <= 3\n    where: a > 3\n", [("inequality1",)]),
]


@pytest.mark.parametrize(("text", "found"), FEASIBLE)
def test_rules_that_no_row_can_satisfy_together(tmp_path, text, found):
    out = conflicts(contract(tmp_path, text))
    assert [set(c.rules) for c in out] == [set(names) for names in found]
    assert all(c.proved for c in out)


def test_the_command_names_them_with_their_lines(gouji, here):
    (here / "c.yaml").write_text(FEASIBLE[0][0], "utf-8")
    said = gouji("contract", "check", "c.yaml", "--lang", "en")
    assert said.code == 2
    assert "no row can satisfy all of: order1 (line 2), inequality2 (line 3)" in said.err


OPTIONAL = """columns:
  地区: {type: text, required: true}
  受理: {type: integer}
  办结: {type: integer, optional: true}
  办结率: {type: percent, optional: true}
keys: [地区]
rules:
  - order: [受理, 办结]
  - rate: {reported: 办结率, numerator: 办结, denominator: 受理}
  - inequality: 受理 <= 100
  - inequality: 受理 > 0
    where: 办结率 > 5
"""
LACKING = [
    # heads and rows, exit code, rules that were judged, what is said
    ("地区,受理,办结,办结率\n甲,10,8,80.0%\n", 0, 4, ""),
    ("地区,受理,办结\n甲,10,8\n", 0, 2, "not judged, as they name such columns: rate2, inequality4"),
    ("地区,受理\n甲,10\n", 0, 1, "optional, and not in the table: 办结, 办结率"),
    ("地区,受理\n甲,101\n", 1, 1, "not judged, as they name such columns: order1, rate2, inequality4"),
    ("地区,办结\n甲,8\n", 2, 0, "the column '受理'"),
]


@pytest.mark.parametrize(("data", "code", "judged", "said"), LACKING, ids=[x[0].split()[0] for x in LACKING])
def test_a_table_may_lack_an_optional_column_and_it_is_said(here, gouji, data, code, judged, said):
    (here / "d.csv").write_text(data, "utf-8")
    (here / "c.yaml").write_text(OPTIONAL, "utf-8")
    answer = gouji("gate", "d.csv", "--contract", "c.yaml", "--lang", "en")
    assert answer.code == code, answer
    assert said in answer.out + answer.err
    if judged:
        from audit.dataset.gate import run_gate

        counts = run_gate(read_tables(here / "d.csv"), load_contract(here / "c.yaml")).counts
        assert len([c for c in counts if c.rule.kind != "form"]) == judged


def test_nothing_left_to_judge_is_no_pass(here, gouji):
    (here / "d.csv").write_text("地区,人数\n甲,10\n", "utf-8")
    (here / "c.yaml").write_text("columns: {受理: {optional: true}}\nrules: [inequality: 受理 > 1]\n", "utf-8")
    answer = gouji("gate", "d.csv", "--contract", "c.yaml", "--lang", "en")
    assert (answer.code, "nothing was checked" in answer.err) == (2, True), answer


@pytest.mark.parametrize(
    ("spec", "said"), [("optional: 1", "optional is true or false"), ("optional: true, required: true", "required and")]
)
def test_an_optional_that_cannot_be(tmp_path, spec, said):
    with pytest.raises(ConfigError, match=said):
        contract(tmp_path, f"columns: {{受理: {{{spec}}}}}\n")
