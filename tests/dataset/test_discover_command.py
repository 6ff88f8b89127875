"""gouji discover: the contract it writes is read, judged alike by the gate, and the same in every run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
sys.path[:0] = [p for p in (str(ROOT / "ci"),) if p not in sys.path]

HEADS = ["地区: x", '年 "度"', "<b>甲 # 乙</b>", "=1+1", "合计, 总", "null", "12", "- a", "'q'", "a]b{c}"]
HOSTILE = [HEADS] + [
    [f"p[{n}]: #", 5 + n * n % 7, n * n, n + 70, n * n + n + 70 + (n == 3), n % 4, n * 3, n % 5, n % 3, n % 2]
    for n in range(12)
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where we stand: no configuration above applies."""
    (tmp_path / "gouji.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def gouji(folder, capfd):  # noqa: ARG001
    """Run a command in this process: exit code, output, errors."""
    from audit.cli import main

    def run(*argv: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(a) for a in argv])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def write(path: Path, rows: list[list]) -> Path:
    import csv

    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def panel_csv(path: Path, rows: int = 600, slips: int = 18) -> Path:
    from synthetic_panel import panel
    from synthetic_table import write_csv

    write_csv(panel(rows, 41, slips).table, path)
    return path


def test_the_gate_judges_the_contract_alike(folder, gouji):
    """Another judge, written by another hand, finds the same rows in error."""
    from audit.dataset.contract import load_contract
    from audit.dataset.discover import discover
    from audit.dataset.gate import run_gate
    from audit.dataset.read import read_tables

    data = panel_csv(folder / "panel.csv")
    code, _, err = gouji("discover", data, "-o", "contract.yaml", "--lang", "en")
    assert code == 0
    assert "rules proposed in contract.yaml" in err
    tables = read_tables(data)
    contract = load_contract(folder / "contract.yaml", tables)
    proposals = discover(tables)[0].proposals
    assert [(r.kind, r.columns, r.where) for r in contract.rules] == [
        (p.rule.kind, p.rule.columns, p.rule.where) for p in proposals
    ]
    assert contract.keys == ("地区", "年度")
    broken = run_gate(tables, contract, locate=False).broken
    for rule, proposal in zip(contract.rules, proposals, strict=True):
        assert {row for _, name, row in broken if name == rule.id} == set(proposal.exceptions), rule


def test_hostile_names_come_back_as_they_were(folder, gouji):
    from audit.dataset.contract import load_contract
    from audit.dataset.read import read_tables

    data = write(folder / "odd.csv", HOSTILE)
    assert gouji("discover", data, "-o", "odd.yaml")[0] == 0
    tables = read_tables(data)
    contract = load_contract(folder / "odd.yaml", tables)
    assert set(contract.columns) == {c.name for c in tables[0].columns}
    total = next(r for r in contract.rules if r.kind == "sum")
    names = [c.name for c in tables[0].columns]
    assert total.columns == {"total": (names[4],), "parts": (names[2], names[3])}


def test_names_with_line_breaks_stay_inside_quotes_and_comments():
    from ruamel.yaml import YAML

    from audit.dataset.discover.contract import contract_text, scalar
    from audit.dataset.discover.proposal import ColumnFacts, Discovery, Proposal
    from audit.dataset.rules import Rule
    from audit.dataset.table import Column, Table

    name = "a\nrules:\n  - b\u2028c\x85\u0007'\"\\"
    key = Column("键\n- x", text=["p\nq: 1", "r"], null=[None, None])
    table = Table("t\nu", "t\n.csv", "", [key], 2, [2, 3])
    rule = Rule("", "sum", {"total": (name,), "parts": ("甲", "null")}, {}, 'x == "a\'\nb"')
    proposal = Proposal(rule, 9, (0,), -5.0)
    text = contract_text([Discovery(table, ("键\n- x",), (), (ColumnFacts(name, "number"),), (proposal,), 1)], "en")
    data = YAML(typ="safe").load(text)
    assert data["rules"] == [{"sum": {"total": name, "parts": ["甲", "null"]}, "where": 'x == "a\'\nb"'}]
    assert list(data["columns"]) == [name]
    assert data["keys"] == ["键\n- x"]
    assert scalar("办结率") == "办结率"
    assert [scalar(s) for s in ("yes", "1.5", "-", "a: b", "")] == ['"yes"', '"1.5"', '"-"', '"a: b"', '""']


def test_json_says_everything(folder, gouji):
    data = panel_csv(folder / "panel.csv")
    code, out, _ = gouji("discover", data, "--format", "json", "--lang", "en")
    assert code == 0
    run = json.loads(out)
    schema = json.loads((ROOT / "docs/schema/discovery.schema.json").read_text("utf-8"))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(run)] == []
    del run["tables"][0]["rules"][0]["chance"]
    assert len(list(Draft202012Validator(schema).iter_errors(run))) == 1
    assert run["schema"] == "gouji/discovery/1"
    table = run["tables"][0]
    assert table["keys"] == ["地区", "年度"]
    rule = next(r for r in table["rules"] if r["formula"] == "工单合计 = 来电 + 网络")
    assert rule["rows"] == rule["held"] + len(rule["exceptions"]) == 600
    for e in rule["exceptions"]:
        line = data.read_text("utf-8").splitlines()[e["line"] - 1]
        assert line.startswith(f"{e['key']['地区']},{e['key']['年度']},")
        assert e["row"] == e["line"] - 2


def test_the_same_bytes_in_every_run(folder, gouji):
    data = panel_csv(folder / "panel.csv", 300, 9)
    for form in ("text", "yaml", "json"):
        once, again = (gouji("discover", data, "--format", form)[1] for _ in range(2))
        assert once == again != ""


def test_several_tables_in_one_contract(folder, gouji):
    from audit.dataset.contract import load_contract
    from audit.dataset.read import read_tables

    total = [n * n + 3 * n + 1 for n in range(12)]
    first = [[f"p{n}", n * n, 3 * n + 1, total[n]] for n in range(12)]
    one = write(folder / "one.csv", [["县", "甲", "乙", "合计"], *first])
    two = write(folder / "two.csv", [["县", "收", "总数"], *([f"p{n}", 5 * n, total[n]] for n in range(12))])
    assert gouji("discover", one, two, "-o", "both.yaml")[0] == 0
    tables = [t for path in (one, two) for t in read_tables(path)]
    rules = load_contract(folder / "both.yaml", tables).rules
    assert [(r.kind, r.table) for r in rules] == [("sum", "one"), ("repeat", "one")]
    assert rules[1].columns["b"] == ("two.总数",)


def test_rules_of_a_workbook_name_their_sheets(folder, gouji):
    openpyxl = pytest.importorskip("openpyxl")
    from audit.dataset.contract import load_contract
    from audit.dataset.read import read_tables

    book = openpyxl.Workbook()
    book.active.title = "复议"
    for sheet, scale in ((book.active, 3), (book.create_sheet("信访 (二)"), 5)):
        sheet.append(["县", "甲", "乙", "合计"])
        for n in range(12):
            sheet.append([f"p{n}{scale}", n * n, scale * n + 1, n * n + scale * n + 1])
    book.save(folder / "book.xlsx")
    assert gouji("discover", "book.xlsx", "-o", "book.yaml")[0] == 0
    rules = load_contract(folder / "book.yaml", read_tables("book.xlsx")).rules
    assert [(r.kind, r.table) for r in rules] == [("sum", "复议"), ("sum", "信访 (二)")]


REFUSED = {
    "no such file": (["nope.csv"], "nope.csv"),
    "no number": (["words.csv"], "no column of numbers"),
    "output is input": (["numbers.csv", "-o", "numbers.csv"], "is one of the inputs"),
    "no folder": (["numbers.csv", "-o", "nowhere/c.yaml"], "cannot be written"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name, folder, gouji):
    write(folder / "words.csv", [["甲", "乙"], ["a", "b"], ["c", "d"]])
    write(folder / "numbers.csv", [["县", "乙", "丙"], *([f"p{n}", n * n, 2 * n] for n in range(6))])
    before = (folder / "numbers.csv").read_bytes()
    argv, said = REFUSED[name]
    code, _, err = gouji("discover", *argv, "--lang", "en")
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert (folder / "numbers.csv").read_bytes() == before


def test_the_command_line_imports_nothing_heavy():
    import subprocess

    heavy = ("pandas", "numpy", "highspy", "great_expectations", "ruamel.yaml")
    code = f"import sys, audit.cli.discover, audit.dataset.discover; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert out.strip() == "[]"
