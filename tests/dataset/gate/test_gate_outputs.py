"""The command: every format, waivers and baselines, an older release, exit codes, the ten-second summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gate_cases import SMALL, SMALLEST

ROOT = Path(__file__).parents[3]
FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown")
GATE = ("gate", "data.csv", "--contract", "c.yaml")


@pytest.fixture
def data(here) -> Path:
    """The small table and the smallest contract, as files of the current folder."""
    (here / "data.csv").write_text(SMALL, "utf-8")
    (here / "c.yaml").write_text(SMALLEST, "utf-8")
    return here


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("data")
def test_every_format_says_every_finding_and_twice_the_same(gouji, form):
    first = gouji(*GATE, "--format", form)
    assert first.code == 1
    assert first.err == ""
    for word in ("RAT101", "CHG101", "ORD101", "SUM101"):
        assert word in first.out
    assert gouji(*GATE, "--format", form) == first


@pytest.mark.usefixtures("data")
def test_json_and_sarif_keep_their_schemas(gouji):
    import jsonschema

    run = json.loads(gouji(*GATE, "--format", "json").out)
    jsonschema.validate(run, json.loads((ROOT / "docs/schema/run.schema.json").read_text("utf-8")))
    sarif = json.loads(gouji(*GATE, "--format", "sarif").out)
    jsonschema.validate(sarif, json.loads((ROOT / "tests/schemas/sarif-schema-2.1.0.json").read_text("utf-8")))
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in sarif["runs"][0]["results"]]
    assert [(r["startLine"], r["snippet"]["text"]) for r in regions] == [
        (4, "36"),
        (4, "120"),
        (4, "97.87%"),
        (5, "20.5%"),
    ]
    assert run["summary"]["dataset"]["rules"] == 4
    [document] = run["documents"]
    rules = {r["rule"]: r for r in document["relations"]}
    assert rules["rate2"]["rows"] == {"ties": 3, "breaks": 1, "undetermined": 0}
    assert rules["rate2"]["formula"] == "调解成功率 = 调解成功 ÷ 调解"


@pytest.mark.usefixtures("data")
def test_the_summary(gouji):
    lines = gouji(*GATE, "--lang", "en", "--show", "1").out.splitlines()
    assert "(3 more findings are not listed; --show 0 lists all, so does --format json.)" in lines
    assert "data: data.csv  4 rows × 12 columns" in lines
    assert "contract: c.yaml  4 rules" in lines
    assert lines[-1] == "verdict: must not be published  4 errors"
    assert len(lines) < 30
    assert gouji(*GATE, "-q", "--show", "1").out.rstrip().splitlines()[-1].startswith("  = ")


def test_a_clean_table_may_be_published(data, gouji):
    (data / "data.csv").write_text("".join(SMALL.splitlines(True)[:3]), "utf-8")
    said = gouji(*GATE, "--lang", "en")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "verdict: may be published  nothing breaks"


@pytest.mark.parametrize(
    ("table", "contract", "why"),
    [
        ("a,b\nx,y\n", "rules: [{order: [a, b]}]", "needs numbers"),
        ("a,b\n1,—\n", "rules: [{order: [a, b]}]", "no rule could be judged"),
        ("a,b\n1,2\n", None, "no rule is known"),
        ("a,b\n", "rules: [{order: [a, b]}]", "holds a head and no row"),
        ("k,a,b\nx,1,2\n", 'rules: [{inequality: a >= b, where: k == "y"}]', "no rule could be judged"),
    ],
)
def test_nothing_checked_is_a_failure(here, gouji, table, contract, why):
    (here / "data.csv").write_text(table, "utf-8")
    options = []
    if contract:
        (here / "c.yaml").write_text(contract, "utf-8")
        options = ["--contract", "c.yaml"]
    for form in FORMATS:
        said = gouji("gate", "data.csv", *options, "--format", form, "--fail-on", "never")
        assert said.code == 2, form
        assert why in said.err
        assert "Traceback" not in said.err


def test_one_bad_file_does_not_stop_the_others(data, gouji):
    (data / "bad.csv").write_text("", "utf-8")
    said = gouji("gate", "bad.csv", "data.csv", "--contract", "c.yaml")
    assert said.code == 2
    assert "bad.csv: is empty" in said.err
    assert "RAT101" in said.out


def test_levels(data, gouji):
    cut = SMALL.replace("77.36%", "77.35%")
    (data / "data.csv").write_text("".join(cut.splitlines(True)[:3]), "utf-8")
    codes = [gouji(*GATE, "--fail-on", level).code for level in ("error", "warning", "info", "never")]
    assert codes == [0, 1, 1, 0]
    assert gouji(*GATE).code == 1, "a warning fails the gate"
    assert gouji(*GATE, "--ignore", "RAT102").code == 0
    assert gouji(*GATE, "--select", "SUM").code == 0


def test_waivers_are_bound_to_rows_and_values_not_to_lines(data, gouji):
    run = json.loads(gouji(*GATE, "--format", "json").out)
    waivers = "".join(
        f"  - fingerprint: {f['fingerprint']}\n    code: {f['code']}\n    reason: 核对过\n" for f in run["findings"]
    )
    (data / "w.yaml").write_text(f"schema: gouji/waivers/1\nwaivers:\n{waivers}", "utf-8")
    assert gouji(*GATE, "--waivers", "w.yaml").code == 0
    lines = SMALL.splitlines(True)
    (data / "data.csv").write_text("".join([lines[0], lines[3], lines[4], lines[1], lines[2]]), "utf-8")
    assert gouji(*GATE, "--waivers", "w.yaml").code == 0, "rows moved"
    (data / "data.csv").write_text(SMALL.replace("97.87%", "97.86%"), "utf-8")
    changed = gouji(*GATE, "--waivers", "w.yaml", "--lang", "en")
    assert changed.code == 1, "a changed value is a new finding"
    assert "GAT102" in changed.out


def test_a_baseline(data, gouji):
    run = json.loads(gouji(*GATE, "--format", "json").out)
    rows = [{"fingerprint": f["fingerprint"]} for f in run["findings"]]
    (data / "b.json").write_text(json.dumps({"schema": "gouji/baseline/1", "findings": rows}), "utf-8")
    said = gouji(*GATE, "--baseline", "b.json")
    assert said.code == 0
    assert "4" in said.out


def test_an_older_release(data, gouji):
    old = SMALL.replace("乙县,2022,40,35,36", "乙县,2022,40,37,36").replace("90.0%,20.5%", "91.0%,20.5%")
    (data / "release-2023.csv").write_text(old, "utf-8")
    said = gouji(*GATE, "--against", "release-2023.csv", "--lang", "en")
    assert said.code == 1
    assert "Against release-2023.csv: 2 new, 2 unchanged, 2 fixed." in said.out
    run = json.loads(gouji(*GATE, "--against", "release-2023.csv", "--format", "json").out)
    assert {f["code"]: bool(f["waiver"]) for f in run["findings"]} == {
        "ORD101": False, "CHG101": False, "SUM101": True, "RAT101": True,
    }  # fmt: skip
    against = run["summary"]["against"]
    assert (against["new"], against["unchanged"], against["fixed"]) == (2, 2, 2)
    assert {f["code"] for f in against["fixed_findings"]} == {"RAT101", "CHG101"}
    sarif = json.loads(gouji(*GATE, "--against", "release-2023.csv", "--format", "sarif").out)
    states = {r["ruleId"]: r["baselineState"] for r in sarif["runs"][0]["results"]}
    assert states == {"ORD101": "new", "CHG101": "new", "SUM101": "unchanged", "RAT101": "unchanged"}
    same = gouji(*GATE, "--against", "data.csv", "--lang", "en")
    assert same.code == 0, "nothing is new"
    assert "0 new, 4 unchanged, 0 fixed" in same.out


def test_several_formats_of_one_run(data, gouji):
    said = gouji(*GATE, "--also", "sarif=g.sarif", "--also", "json=g.json", "-o", "out.txt")
    assert (said.code, said.out) == (1, "")
    assert json.loads((data / "g.json").read_text("utf-8"))["summary"]["findings"]["error"] == 4
    assert "SUM101" in (data / "g.sarif").read_text("utf-8")
    assert "结论：不可发布" in (data / "out.txt").read_text("utf-8")
    assert gouji(*GATE, "-o", "data.csv").code == 2, "an input is not overwritten"
    assert (data / "data.csv").read_text("utf-8") == SMALL


@pytest.mark.usefixtures("data")
def test_check_takes_tables_and_infers_their_rules(gouji):
    said = gouji("check", "data.csv", "--lang", "en")
    assert said.code == 0, "inferred rules are warnings"
    assert "RAT101 warning" in said.out
    assert gouji("check", "data.csv", "--fail-on", "warning").code == 1


def test_a_workbook_says_sheet_row_and_column(here, gouji):
    import openpyxl

    made = openpyxl.Workbook()
    made.active.append(["地区", "受理", "办结", "办结率"])
    for row in (["甲", 10, 8, 0.8], ["乙", 10, 8, 0.81], ["丙", 10, 7, 0.7]):
        made.active.append(row)
    for n in (2, 3, 4):
        made.active.cell(n, 4).number_format = "0.0%"
    made.save(here / "book.xlsx")
    [finding] = json.loads(gouji("gate", "book.xlsx", "--format", "json").out)["findings"]
    assert (finding["path"], finding["line"], finding["column"], finding["reported"]) == ("book.xlsx", 3, 4, "81.0%")


def test_the_values_are_traced_to_the_reports_in_the_same_run(here, gouji):
    clean = ROOT / "fixtures" / "datasets" / "clean"
    asked = ("gate", str(clean), "--contract", str(clean / "contract.yaml"), "--waivers", str(clean / "waivers.yaml"))
    said = gouji(*asked, "--reports", str(ROOT / "fixtures" / "reports"), "--lang", "en")
    assert said.code == 0, said.out + said.err
    assert "Traced to the reports" in said.out
    assert said.out.splitlines()[-1] == "verdict: may be published  nothing breaks that is not waived"
    (here / "other.txt").write_text(
        "某某县2019年工作情况\n\n全年调解案件53件，成功调解41件，调解成功率77.36%。\n", "utf-8"
    )
    nothing = gouji(*asked, "--reports", "other.txt", "--fail-on", "never")
    assert nothing.code == 2, "a trace that met no report is no pass"
    assert "nothing was traced" in nothing.err


def test_many_broken_rows_are_said_not_to_be_looked_into(here, gouji, monkeypatch):
    from audit.dataset import suspects

    monkeypatch.setattr(suspects, "MOST_ROWS", 3)
    (here / "d.csv").write_text("a,b,c\n" + "1,2,3\n" * 5, "utf-8")
    (here / "c.yaml").write_text("rules: [{sum: {total: a, parts: [b, c]}}]\n", "utf-8")
    said = gouji("gate", "d.csv", "--contract", "c.yaml", "--lang", "en")
    assert "which cell is wrong was not looked for" in said.out
    assert said.out.count("SUM101") == 6


@pytest.mark.parametrize("text", [SMALL, '{"a": 1, "b": 2}\n{"a": 3, "b": 2}\n'])
def test_standard_input(here, gouji, monkeypatch, text):
    import io
    import sys

    (here / "c.yaml").write_text("rules: [{order: [a, b]}]\n" if text[0] == "{" else SMALLEST, "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))
    said = gouji("gate", "-", "--contract", "c.yaml", "--format", "json")
    assert said.code == 1
    assert {f["path"] for f in json.loads(said.out)["findings"]} == {"-"}
