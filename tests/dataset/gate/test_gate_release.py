"""What a release manager sees of datasets in every output, and accepts: places, words, verdicts, waivers, baselines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gate_cases import SMALL, SMALLEST

from audit.dataset.cells import head_name
from audit.dataset.contract import load_contract
from audit.dataset.read import read_tables
from audit.errors import ConfigError
from audit.gate.waivers import read as read_waivers
from audit.report.place import file_of

ROOT = Path(__file__).parents[3]
DATASETS = ROOT / "fixtures" / "datasets"
REPORTS = str(ROOT / "fixtures" / "reports")
CLEAN = str(DATASETS / "clean")
SEEDED = ("gate", str(DATASETS / "seeded"), "--contract", str(DATASETS / "clean" / "contract.yaml"))
GATE = ("gate", "data.csv", "--contract", "c.yaml")


@pytest.fixture
def data(here) -> Path:
    """The small table and the smallest contract, as files of the current folder."""
    (here / "data.csv").write_text(SMALL, "utf-8")
    (here / "c.yaml").write_text(SMALLEST, "utf-8")
    return here


@pytest.fixture
def book(here) -> Path:
    """A workbook of two sheets, the first of them not at A1; a contract with a rule for each."""
    import openpyxl

    made = openpyxl.Workbook()
    made.active.title = "受理"
    rows = [None, None], [None, "地区", "年度", "受理", "同比"], [None, "甲", 2022, 35], [None, "甲", 2023, 42, "20.5%"]
    for row in rows:
        made.active.append(row)
    other = made.create_sheet("办结")
    for row in (["地区", "受理", "办结"], ["甲", 5, 6], ["乙", 8, 6]):
        other.append(row)
    made.save(here / "book.xlsx")
    (here / "c.yaml").write_text(
        "rules:\n  - change: {current: 受理, percent: 同比, key: 地区, time: 年度}\n    table: 受理\n"
        "  - order: [受理, 办结]\n    table: 办结\n",
        "utf-8",
    )
    return here


# places


@pytest.mark.usefixtures("book")
def test_a_row_of_one_sheet_is_not_called_by_the_keys_of_another(gouji):
    said = gouji("gate", "book.xlsx", "--contract", "c.yaml")
    assert said.code == 1, said.err
    assert "book.xlsx#受理:4:5: CHG101 error 甲 2023 · 同比" in said.out
    assert "book.xlsx#办结:2:3: ORD101 error 甲 · 办结" in said.out
    assert "另见：book.xlsx#受理:3:4 35 上期" in said.out, "rows and columns as the spreadsheet counts them"
    assert "\nbook.xlsx#受理  change1" in said.out, "the table names the sheet"


@pytest.mark.usefixtures("book")
def test_other_programs_are_told_the_file_and_no_lines_that_it_has_not(gouji):
    annotations = gouji("gate", "book.xlsx", "--contract", "c.yaml", "--format", "github").out.splitlines()
    assert [a.partition("::甲 · ")[0] for a in annotations[1:]] == [
        "::error file=book.xlsx,title=ORD101 后一环节大于前一环节::办结 C2%0A甲 · 办结 6 大于前一环节 5：6 > 5"
        + annotations[1].partition("6 > 5")[2]
    ]
    assert "受理 E4%0A" in annotations[0]
    assert "line=" not in annotations[0]
    issues = json.loads(gouji("gate", "book.xlsx", "--contract", "c.yaml", "--format", "gitlab").out)
    assert [i["location"] for i in issues] == [{"path": "book.xlsx", "lines": {"begin": n, "end": n}} for n in (4, 2)]
    log = json.loads(gouji("gate", "book.xlsx", "--contract", "c.yaml", "--format", "sarif").out)["runs"][0]
    artifact = log["artifacts"][0]
    assert artifact["location"]["uri"] == "book.xlsx"
    assert artifact["mimeType"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert artifact["properties"]["positions"] == "in the extracted text"
    assert "encoding" not in artifact


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("book.xlsx#受理", ("book.xlsx", "受理")),
        ("a#b/book.xlsx", ("a#b/book.xlsx", "")),
        ("a#b.csv", ("a#b.csv", "")),
        ("-", ("-", "")),
    ],
)
def test_the_file_of_a_path(path, found):
    assert file_of(path) == found


@pytest.mark.parametrize(
    ("name", "mime"),
    [("data.csv", "text/csv"), ("data.tsv", "text/tab-separated-values"), ("data.jsonl", "application/jsonl")],
)
def test_sarif_names_the_format(data, gouji, name, mime):
    lines = [line.split(",") for line in SMALL.splitlines()]
    texts = {
        "data.csv": SMALL,
        "data.tsv": SMALL.replace(",", "\t"),
        "data.jsonl": "".join(
            json.dumps(dict(zip(lines[0], row, strict=True)), ensure_ascii=False) + "\n" for row in lines[1:]
        ),
    }
    (data / name).write_text(texts[name], "utf-8")
    log = json.loads(gouji("gate", name, "--contract", "c.yaml", "--format", "sarif").out)
    assert log["runs"][0]["artifacts"][0]["mimeType"] == mime


# words


@pytest.mark.usefixtures("data")
def test_tables_are_not_called_reports(gouji):
    for lang, words in (("zh", "1 张表；按规则判断 20 行次："), ("en", "1 table; rules judged 20 rows: 13 tie,")):
        said = gouji(*GATE, "--format", "markdown", "--lang", lang).out
        assert words in said
        assert "份报告" not in said
        assert "1 report" not in said
    assert "核对了 1 张表中的" in gouji("check", "data.csv").out
    both = gouji("check", "data.csv", str(ROOT / "fixtures" / "reports" / "luzhai.txt"), "--lang", "en").out
    assert "figures of 1 report and 1 table were checked" in both


@pytest.mark.usefixtures("data")
def test_junit_counts_rows(gouji):
    said = gouji(*GATE, "--format", "junit").out
    assert "核对 8 项：相合 7，不合 1，不定 0" in said, "an order of three columns in four rows"


def test_the_notes_of_a_reader_are_in_the_language_of_the_run(data, gouji):
    (data / "data.csv").write_text("某市2023年情况\n" + SMALL, "utf-8")
    assert "注：第 1 行在表头之上：某市2023年情况" in gouji(*GATE).out
    assert "note: line 1 is above the head: 某市2023年情况" in gouji(*GATE, "--lang", "en").out


@pytest.mark.usefixtures("data")
def test_the_verdict_is_not_that_of_the_exit_code_where_nothing_may_fail(gouji):
    said = gouji(*GATE, "--fail-on", "never", "--lang", "en")
    assert said.code == 0
    last = said.out.splitlines()[-1]
    assert last == "verdict: must not be published  4 errors  (--fail-on never: the exit code is 0 all the same)"
    assert "可以发布" not in gouji(*GATE, "--fail-on", "never").out


def test_the_verdict_says_what_is_left_out_of_it(data, gouji):
    (data / "old.csv").write_text(SMALL, "utf-8")
    said = gouji(*GATE, "--against", "old.csv")
    assert (said.code, said.out.splitlines()[-1]) == (0, "结论：可以发布　没有新增的不合")
    assert gouji("baseline", "data.csv", "--contract", "c.yaml", "-o", "b.json").code == 0
    said = gouji(*GATE, "--baseline", "b.json")
    assert (said.code, said.out.splitlines()[-1]) == (0, "结论：可以发布　没有未豁免的不合")


def test_json_keeps_its_schema_where_findings_are_about_names_and_open_ends(here, gouji):
    import jsonschema

    schema = json.loads((ROOT / "docs/schema/run.schema.json").read_text("utf-8"))
    run = json.loads(gouji(*SEEDED, "--reports", REPORTS, "--format", "json").out)
    jsonschema.validate(run, schema)
    assert "DST104" in run["summary"]["codes"]
    (here / "d.csv").write_text("k,a,b\n甲,10,800余\n乙,10,5\n", "utf-8")
    (here / "c.yaml").write_text("rules: [{order: [a, b]}]\n", "utf-8")
    run = json.loads(gouji("gate", "d.csv", "--contract", "c.yaml", "--format", "json").out)
    jsonschema.validate(run, schema)
    assert run["summary"]["codes"] == {"ORD101": 1}


def test_a_lost_minus_is_called_so(here, gouji):
    (here / "d.csv").write_text("k,年度,a,增减\n甲,2022,50,\n甲,2023,45,5\n甲,2024,47,2\n", "utf-8")
    (here / "c.yaml").write_text("rules: [{change: {current: a, delta: 增减, key: k, time: 年度}}]\n", "utf-8")
    asked = ("gate", "d.csv", "--contract", "c.yaml")
    assert "5 → -5（加上或去掉负号）" in gouji(*asked).out
    assert "5 → -5 (minus sign put in or taken out)" in gouji(*asked, "--lang", "en").out


def test_bounds_under_a_head_in_wan_are_said_as_the_contract_has_them(here, gouji):
    (here / "d.csv").write_text("k,a（万元）,b（万元）,c（万元）\n甲,9,3,2\n乙,5,3,2\n", "utf-8")
    (here / "c.yaml").write_text("columns: {a: {max: 6}}\nrules: [{sum: {total: a, parts: [b, c]}}]\n", "utf-8")
    said = gouji("gate", "d.csv", "--contract", "c.yaml").out
    assert "a 9 超出范围：9 > 6\n" in said
    assert "改一处可合：9 → 5（改一位数字）" in said, "the bound is known to who looks for the cell"


def test_a_mean_in_wan_is_said_and_mended_in_wan(here, gouji):
    (here / "d.csv").write_text("k,a（元）,n,m（万元）\n甲,650000,20,3.26\n乙,650000,20,3.25\n", "utf-8")
    (here / "c.yaml").write_text("rules: [{rate: {reported: m, numerator: a, denominator: n}}]\n", "utf-8")
    said = gouji("gate", "d.csv", "--contract", "c.yaml")
    assert "m 3.26 与算式不合，应为 3.25\n" in said.out
    assert "算式：650000 ÷ 20 = 3.25万\n" in said.out
    [finding] = json.loads(gouji("gate", "d.csv", "--contract", "c.yaml", "--format", "json").out)["findings"]
    assert ("3.26", "3.25") in {(s["printed"], s["repair"]) for s in finding["suspects"]}


def test_a_share_of_one_among_percentages_is_called_so(gouji):
    said = gouji(*SEEDED, "--select", "RAT101", "--lang", "en").out
    assert "0.2381 does not recompute, expected 23.8095% (the print is a share of 1, not a percentage)" in said
    assert said.count("share of 1") == 1


def test_what_was_not_judged_does_not_tie(here, gouji):
    (here / "d.csv").write_text("k,a,b\n甲,10,8\n乙,10,—\n", "utf-8")
    (here / "c.yaml").write_text("rules: [{order: [a, b]}]\n", "utf-8")
    said = gouji("gate", "d.csv", "--contract", "c.yaml", "--lang", "en").out
    assert "1 rules tie in every row where they could be judged, 1 times." in said


# tracing


def test_what_the_reports_do_not_bear_out_belongs_to_its_table(gouji):
    said = gouji(*SEEDED, "--reports", REPORTS, "--format", "markdown").out
    assert "各报告之间" not in said
    assert "TRC101" in said
    suite = gouji(*SEEDED, "--reports", REPORTS, "--format", "junit").out
    assert "各报告之间" not in suite
    run = json.loads(gouji(*SEEDED, "--reports", REPORTS, "--format", "json").out)
    assert {f["document"] for f in run["findings"] if f["code"].startswith("TRC")} == {"d1"}


def test_what_the_older_release_had_already_is_not_new(here, gouji):
    folder = here / "release-1"
    folder.mkdir()
    (folder / "older.csv").write_bytes((DATASETS / "seeded" / "counties.csv").read_bytes())
    asked = (*SEEDED, "--reports", REPORTS, "--select", "TRC")
    said = gouji(*asked, "--against", str(folder), "--lang", "en")
    assert said.code == 0, said.out[-600:]
    assert ": 0 new, 17 unchanged, 0 fixed." in said.out
    run = json.loads(gouji(*asked, "--against", CLEAN, "--format", "json").out)
    counts = run["summary"]["against"]
    assert (counts["new"] > 10, counts["unchanged"], counts["fixed"]) == (True, 0, 0), counts
    one = "release-1/older.csv"
    (here / one).write_text((here / one).read_text("utf-8").replace("36,863,863", "36,869,863"), "utf-8")
    run = json.loads(gouji(*asked, "--against", one, "--format", "json").out)
    assert [f["code"] for f in run["summary"]["against"]["fixed_findings"]] == ["TRC101"]


# waivers and baselines


def test_waive_takes_datasets_with_their_contract(data, gouji):
    made = gouji("waive", "data.csv", "--contract", "c.yaml", "--code", "RAT", "--reason", "核对过")
    assert made.code == 0, made.err
    [waiver] = read_waivers(data / ".gouji-waivers.yaml")
    assert (waiver.code, waiver.place, waiver.label) == ("RAT101", "data.csv:4", "乙县 2022 · 调解成功率")
    said = gouji(*GATE, "--lang", "en")
    assert "verdict: must not be published  3 errors" in said.out
    made = gouji("waive", "data.csv", "--contract", "c.yaml", "--all", "--reason", "核对过")
    assert "新增豁免 3 条，更新 0 条" in made.err
    assert gouji(*GATE).code == 0
    assert gouji("waive", "data.csv", "--contract", "c.yaml", "--code", "XYZ", "--reason", "x").code == 2


def test_waive_takes_what_the_reports_do_not_bear_out(here, gouji):
    asked = (str(DATASETS / "seeded"), "--contract", f"{CLEAN}/contract.yaml", "--reports", REPORTS)
    made = gouji("waive", *asked, "--code", "TRC", "--reason", "另有来源")
    assert "新增豁免 17 条" in made.err, made.err
    assert {w.code[:3] for w in read_waivers(here / ".gouji-waivers.yaml")} == {"TRC"}
    assert gouji("gate", *asked, "--select", "TRC").code == 0
    assert "GAT102" not in gouji("gate", *asked[:3]).out, "nothing is said of what a run did not judge: no trace"
    assert "GAT102" not in gouji("gate", asked[0]).out, "and no contract"
    (here / ".gouji-waivers.yaml").unlink()
    seeded = here / "counties.csv"
    seeded.write_bytes((DATASETS / "seeded" / "counties.csv").read_bytes())
    assert gouji("waive", str(seeded), *asked[1:], "--code", "TRC101", "--reason", "另有来源").code == 0
    seeded.write_text(seeded.read_text("utf-8").replace("36,863,863", "35,863,863"), "utf-8")
    said = gouji("gate", str(seeded), *asked[1:], "--select", "TRC,GAT")
    assert said.out.count("GAT102 warning") == 1, "a value that was put right leaves a stale waiver"


def test_baseline_takes_datasets_beside_reports(data, gouji):
    (data / "r.txt").write_text("某县2023年工作情况\n\n全年调解案件53件，成功调解41件，调解成功率77.35%。\n", "utf-8")
    made = gouji("baseline", "data.csv", "r.txt", "--contract", "c.yaml", "-o", "b.json")
    assert (made.code, "5 项发现列入基线" in made.err) == (0, True), made.err
    rows = json.loads((data / "b.json").read_text("utf-8"))["findings"]
    assert {(r["path"], r["code"]) for r in rows} == {
        ("r.txt", "RAT102"), *(("data.csv", c) for c in ("ORD101", "SUM101", "RAT101", "CHG101")),
    }  # fmt: skip
    assert gouji(*GATE, "--baseline", "b.json").code == 0


@pytest.mark.parametrize("command", [("waive", "--all", "--reason", "x"), ("baseline", "-o", "-")])
def test_what_cannot_be_read_or_judged_is_no_success(data, gouji, command):
    (data / "none.csv").write_text("k\n甲\n", "utf-8")
    said = gouji(command[0], "none.csv", *command[1:])
    assert said.code == 2
    assert "nothing was checked" in said.err
    (data / "r.txt").write_text("某县2023年工作情况\n", "utf-8")
    said = gouji(command[0], "r.txt", "--contract", "c.yaml", *command[1:])
    assert said.code == 2
    assert "for datasets" in said.err


# heads and contracts


@pytest.mark.parametrize(
    ("head", "name", "unit"),
    [
        ("村（社区）人民调解委员会", "村（社区）人民调解委员会", ""),
        ("结对联系的村（社区）", "结对联系的村（社区）", ""),
        ("乡镇(街道)数(个)", "乡镇(街道)数", "个"),
        ("受理（件）", "受理", "件"),
        ("村（个）", "村", "个"),
        ("金额（万元）合计", "金额（万元）合计", "万元"),
        ("金额，万元", "金额", "万元"),
        ("占计划%", "占计划%", "%"),
    ],
)
def test_the_unit_of_a_head(head, name, unit):
    assert head_name(head) == (name, unit)


@pytest.mark.parametrize(
    ("head", "cells", "kind"),
    [
        ("热线接收诉求（件）", ("2189", "130"), "number"),
        ("热线接收诉求", ("2189", "130"), "number"),
        ("热线满意率（%）", ("97.56", "100"), "percent"),
        ("服务热线", ("12345", "12348"), "text"),
        ("联系电话", ("5821234", "5821235"), "text"),
        ("接听电话（个）", ("12345", "12348"), "number"),
        ("邮政业务总量", ("120", "130"), "number"),
        ("邮政编码", ("545000", "545001"), "text"),
    ],
)
def test_columns_of_codes(tmp_path, head, cells, kind):
    (tmp_path / "d.csv").write_text("地区,{}\n甲,{}\n乙,{}\n".format(head, *cells), "utf-8")
    assert read_tables(tmp_path / "d.csv")[0].columns[1].kind == kind


def test_a_contract_of_a_long_table_is_bound_to_the_wide_one(tmp_path):
    (tmp_path / "d.csv").write_text("地区,年度,指标,数值\n甲,2023,受理（件）,10\n甲,2023,办结,8\n", "utf-8")
    tables = read_tables(tmp_path / "d.csv")
    for long in ("long: {indicator: 指标, value: 数值}\n", ""):
        (tmp_path / "c.yaml").write_text(long + "keys: [地区, 年度]\nrules:\n  - order: [受理（件）, 办结]\n", "utf-8")
        assert load_contract(tmp_path / "c.yaml", tables).rules[0].columns == {"items": ("受理", "办结")}
    (tmp_path / "c.yaml").write_text("long: {indicator: 指标, value: 数值}\nrules:\n  - order: [受理, 结案]\n", "utf-8")
    with pytest.raises(ConfigError, match="结案"):
        load_contract(tmp_path / "c.yaml", tables)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("{reported: r, numerator: [a, b], denominator: [b, a]}", "are the same"),
        ("{reported: r, numerator: [a, a], denominator: b}", "a stands twice"),
        ("{reported: r, numerator: a, denominator: [b, b]}", "b stands twice"),
        ("{reported: r, numerator: r, denominator: b}", "r stands twice"),
    ],
)
def test_a_rate_that_says_nothing_is_refused(tmp_path, rule, why):
    (tmp_path / "c.yaml").write_text(f"rules:\n  - rate: {rule}\n", "utf-8")
    with pytest.raises(ConfigError, match=why):
        load_contract(tmp_path / "c.yaml")
