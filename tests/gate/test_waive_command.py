"""gouji waive and gouji baseline, through the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from gate_reports import REPORT, of

from audit import check
from audit.config import Config
from audit.gate.waivers import read

FILE = ".gouji-waivers.yaml"


@pytest.fixture
def found(corpus):  # noqa: ARG001 - it is the current folder
    return {f.code: f for f in check("reports").findings}


def test_waive_one_by_its_fingerprint(corpus, gouji, found):
    f = found["RAT102"]
    code, _, err = gouji(
        "waive",
        "reports",
        "--fingerprint",
        f.fingerprint[:8],
        "--reason",
        "按截尾取数",
        "--owner",
        "张三",
        "--expires",
        "2027-12-31",
        "--today",
        "2026-06-01",
    )
    assert (code, "新增豁免 1 条，更新 0 条" in err) == (0, True)
    (w,) = read(corpus / FILE)
    assert (w.fingerprint, w.code, w.label, w.reason, w.owner, w.date) == (
        f.fingerprint,
        "RAT102",
        f.label,
        "按截尾取数",
        "张三",
        "2026-06-01",
    )
    assert w.place == "reports/甲县.txt:5"
    assert w.values == ("41件", "53件", "77.35%")
    assert str(w.expires) == "2027-12-31"


def test_waive_one_by_its_place(corpus, gouji):
    code, _, err = gouji("waive", "reports", "--at", "reports/甲县.txt:5", "--reason", "按截尾取数")
    assert (code, "新增豁免 1 条" in err) == (0, True), err
    assert [w.code for w in read(corpus / FILE)] == ["RAT102"]
    code, _, err = gouji("waive", "reports", "--at", f"{corpus}/reports/甲县.txt", "--code", "SUM", "--reason", "待查")
    assert [w.code for w in read(corpus / FILE)] == ["RAT102", "SUM101"], err


def test_a_fingerprint_renews_what_is_waived(corpus, gouji, found):
    for reason in ("一", "二"):
        mark = found["RAT101"].fingerprint
        assert gouji("waive", "reports", "--fingerprint", mark, "--reason", reason)[0] == 0
    assert [w.reason for w in read(corpus / FILE)] == ["二"]


def test_then_check_uses_the_file_by_itself(corpus, gouji):
    assert gouji("check", "reports", "--format", "json")[0] == 1
    gouji("waive", "reports", "--code", "rat101", "--reason", "尚在核实")
    code, out, _ = gouji("check", "reports", "--format", "json")
    assert code == 0
    data = json.loads(out)
    (f,) = [f for f in data["findings"] if f["code"] == "RAT101"]
    assert f["waiver"]["reason"] == "尚在核实"
    os.chdir("reports")
    assert gouji("check", ".", "--format", "json")[0] == 1, "outside a repository only the current folder is looked at"
    (corpus / ".git").mkdir()
    assert gouji("check", ".", "--format", "json")[0] == 0, "inside one, up to its root"


def test_waive_all_leaves_nothing_open(corpus, gouji):
    gouji("waive", "reports", "--all", "--reason", "旧账")
    run = check("reports", Config(waivers=FILE))
    assert run.findings
    assert all(f.waiver for f in run.findings)
    before = (corpus / FILE).read_text("utf-8")
    code, _, err = gouji("waive", "reports", "--all", "--reason", "再来")
    assert (code, "没有可豁免的发现" in err) == (0, True)
    assert (corpus / FILE).read_text("utf-8") == before


def test_an_expired_one_is_renewed_in_place(corpus, gouji):
    gouji("waive", "reports", "--code", "RAT101", "--reason", "一", "--expires", "2026-06-30", "--today", "2026-06-01")
    gouji("waive", "reports", "--code", "RAT102", "--reason", "二", "--today", "2026-06-01")
    assert gouji("check", "reports", "--today", "2026-06-30")[0] == 0
    code, out, _ = gouji("check", "reports", "--today", "2026-07-01", "--format", "json")
    assert code == 1
    assert [f["code"] for f in json.loads(out)["findings"] if f["code"].startswith("GAT")] == ["GAT101"]
    _, _, err = gouji(
        "waive", "reports", "--code", "RAT101", "--reason", "三", "--expires", "2026-12-31", "--today", "2026-07-01"
    )
    assert "新增豁免 0 条，更新 1 条" in err
    assert [w.reason for w in read(corpus / FILE)] == ["三", "二"]
    assert gouji("check", "reports", "--today", "2026-07-01")[0] == 0


WRONG = {
    "no reason": (["reports", "--all"], "states its reason"),
    "blank reason": (["reports", "--all", "--reason", "  "], "states its reason"),
    "nothing chosen": (["reports", "--reason", "x"], "which findings?"),
    "no report": (["--all", "--reason", "x"], "no report or dataset was given"),
    "unknown fingerprint": (["reports", "--fingerprint", "ffff", "--reason", "x"], "ffff"),
    "unknown code": (["reports", "--code", "ZZZ", "--reason", "x"], "ZZZ"),
    "unknown place": (["reports", "--at", "reports/甲县.txt:4", "--reason", "x"], "reports/甲县.txt:4"),
    "a place of two lines": (["reports", "--at", "reports\n甲县.txt:5", "--reason", "x"], "no finding"),
    "none of both": (["reports", "--at", "reports/甲县.txt:5", "--code", "SUM", "--reason", "x"], "reports/甲县.txt:5"),
    "no date": (["reports", "--all", "--reason", "x", "--expires", "soon"], "is no date"),
    "a day that is over": (["reports", "--all", "--reason", "x", "--expires", "2020-01-01"], "is over already"),
    "a short fingerprint": (["reports", "--fingerprint", "", "--reason", "x"], "several findings"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_said_and_nothing_is_written(corpus, gouji, name):
    argv, wanted = WRONG[name]
    code, _, err = gouji("waive", *argv)
    assert (code, wanted in err) == (2, True), err
    assert not (corpus / FILE).exists()


def test_a_dry_run_prints_the_file(corpus, gouji):
    code, out, _ = gouji("waive", "reports", "--all", "--reason", "旧账", "--dry-run")
    assert code == 0
    assert "reason: 旧账" in out
    assert not (corpus / FILE).exists()


def test_an_unreadable_report_is_said_and_the_rest_is_waived(corpus, gouji):
    (corpus / "reports" / "坏.txt").write_bytes(b"")
    code, _, err = gouji("waive", "reports", "--all", "--reason", "旧账")
    assert code == 2
    assert "坏.txt" in err
    assert read(corpus / FILE)


def marks(corpus, *rows, schema="gouji/marks/1"):
    path = corpus / "marks.json"
    path.write_text(json.dumps({"schema": schema, "marks": list(rows)}, ensure_ascii=False), "utf-8")
    return path


def test_marks_of_the_review_page_become_waivers(corpus, gouji, found):
    rate, total = found["RAT102"].fingerprint, found["RAT101"].fingerprint
    path = marks(
        corpus,
        {"fingerprint": rate, "verdict": "误报", "reason": "取数规则如此", "name": "李四", "date": "2026-05-06"},
        {"fingerprint": total, "verdict": "属实", "reason": "确有遗漏", "name": "李四", "date": "2026-05-06"},
    )
    code, _, err = gouji("waive", "reports", "--from", path)
    assert (code, "新增豁免 1 条，更新 0 条" in err) == (0, True), err
    (w,) = read(corpus / FILE)
    assert (w.fingerprint, w.owner, w.date, w.code) == (rate, "李四", "2026-05-06", "RAT102")
    assert w.reason == "误报：取数规则如此"


def test_marks_alone_will_do(corpus, gouji, found):
    path = marks(
        corpus,
        {"fingerprint": found["RAT101"].fingerprint, "verdict": "口径", "reason": "含上年结转", "code": "RAT101"},
    )
    assert gouji("waive", "--from", path, "--today", "2026-05-06")[0] == 0
    (w,) = read(corpus / FILE)
    assert (w.code, w.place, w.date) == ("RAT101", "", "2026-05-06")
    assert of(check("reports", Config(waivers=FILE)).findings, "RAT101")[0].waiver


def test_a_filled_checklist_reads_back(corpus, gouji, found):
    import openpyxl

    assert gouji("checklist", "reports", "-o", "list.xlsx")[0] == 0
    book = openpyxl.load_workbook("list.xlsx")
    verdicts = {"RAT101": "有误", "RAT102": "口径说明", "SUM101": "不适用"}
    filled = 0
    for sheet in book:
        head = next((r for r in sheet.iter_rows() if {"指纹", "复核结论"} <= {c.value for c in r}), None)
        if head is None:
            continue
        column = {c.value: c.column for c in head}
        for row in range(head[0].row + 1, sheet.max_row + 1):
            mark = sheet.cell(row, column["指纹"]).value
            code = next((c for c, f in found.items() if f.fingerprint == mark), None)
            if code:
                sheet.cell(row, column["复核结论"]).value = verdicts[code]
                sheet.cell(row, column["说明"]).value = f"已核实 {code}"
                sheet.cell(row, column["复核人"]).value = "王五"
                sheet.cell(row, column["日期"]).value = "2026-05-20"
                filled += 1
    assert filled == 3
    book.save("list.xlsx")
    code, _, err = gouji("waive", "reports", "--from", "list.xlsx")
    assert (code, "新增豁免 2 条" in err) == (0, True), err
    assert {w.code: (w.reason, w.owner, w.date) for w in read(corpus / FILE)} == {
        "RAT102": ("口径说明：已核实 RAT102", "王五", "2026-05-20"),
        "SUM101": ("不适用：已核实 SUM101", "王五", "2026-05-20"),
    }


BAD_MARKS = {
    "no reason": ([{"fingerprint": "{rate}", "verdict": "误报", "reason": " "}], "no reason is given for marks[0]: "),
    "unknown verdict": ([{"fingerprint": "{rate}", "verdict": "也许", "reason": "x"}], "unknown verdict '也许'"),
    "no fingerprint": ([{"verdict": "误报", "reason": "x"}], "marks[0]"),
    "no date": ([{"fingerprint": "{rate}", "verdict": "误报", "reason": "x", "date": "昨天"}], "is no date"),
}


@pytest.mark.parametrize("name", BAD_MARKS)
def test_marks_that_cannot_be_followed(corpus, gouji, found, name):
    rows, wanted = BAD_MARKS[name]
    good = {"fingerprint": found["RAT101"].fingerprint, "verdict": "误报", "reason": "好"}
    rows = [{k: v.replace("{rate}", found["RAT102"].fingerprint) for k, v in row.items()} for row in rows]
    code, _, err = gouji("waive", "reports", "--from", marks(corpus, *rows, good))
    assert (code, wanted in err) == (2, True), err
    assert not (corpus / FILE).exists(), "nothing is written by halves"


STALE = {"fingerprint": "ffffffffffffffffffff", "verdict": "误报", "reason": "旧"}


@pytest.mark.parametrize(
    ("others", "code", "said"), [(1, 0, "新增豁免 1 条"), (0, 2, "have no finding marks[0]: ffff")]
)
def test_a_mark_about_what_is_gone_does_not_block_the_others(corpus, gouji, found, others, code, said):
    good = {"fingerprint": found["RAT101"].fingerprint, "verdict": "误报", "reason": "好"}
    answer = gouji("waive", "reports", "--from", marks(corpus, STALE, *[good] * others))
    assert (answer[0], said in answer[2], "marks[0]: ffff" in answer[2]) == (code, True, True), answer[2]
    assert [w.reason for w in read(corpus / FILE)] == ["误报：好"] if others else not (corpus / FILE).exists()


def test_a_missing_reason_names_the_row_of_the_sheet(gouji, found):
    import openpyxl

    assert gouji("checklist", "reports", "-o", "list.xlsx")[0] == 0
    book = openpyxl.load_workbook("list.xlsx")
    rows = []
    for sheet in book:
        head = next((r for r in sheet.iter_rows() if {"指纹", "复核结论"} <= {c.value for c in r}), None)
        column = {c.value: c.column for c in head or ()}
        for row in range(head[0].row + 1, sheet.max_row + 1) if head else ():
            if sheet.cell(row, column["指纹"]).value == found["RAT101"].fingerprint:
                sheet.cell(row, column["复核结论"]).value = "误报"
                rows.append(row)
    book.save("list.xlsx")
    code, _, err = gouji("waive", "reports", "--from", "list.xlsx")
    assert len(rows) == 1
    assert (code, f"no reason is given for row {rows[0]}: " in err) == (2, True), err


def test_files_that_are_no_marks(corpus, gouji):
    assert "no such file of marks" in gouji("waive", "reports", "--from", "absent.json")[2]
    assert "is no gouji/marks/1" in gouji("waive", "reports", "--from", marks(corpus, schema="x"))[2]
    (corpus / "bad.json").write_text("{", "utf-8")
    assert "cannot be read as marks" in gouji("waive", "reports", "--from", "bad.json")[2]


def test_a_baseline_accepts_what_there_is_and_nothing_new(corpus, gouji, found):
    code, _, err = gouji("baseline", "reports", "-o", "base.json")
    assert code == 0
    assert f"{len(found)} 项发现列入基线" in err
    assert gouji("check", "reports", "--baseline", "base.json", "--fail-on", "info")[0] == 0
    code, out, _ = gouji("check", "reports", "--baseline", "base.json", "--format", "json")
    data = json.loads(out)
    assert all(f["waiver"]["kind"] == "baseline" for f in data["findings"])
    assert data["summary"]["baseline"] == {"known": len(found), "gone": 0}
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("77.35%", "78.35%"), "utf-8")
    code, out, _ = gouji("check", "reports", "--baseline", "base.json", "--format", "json")
    data = json.loads(out)
    assert code == 1
    assert [(f["code"], f["reported"]) for f in data["findings"] if not f["waiver"]] == [("RAT101", "78.35%")]
    assert data["summary"]["baseline"]["gone"] == 1


def test_a_baseline_is_the_same_on_a_second_run_and_a_line_each(corpus, gouji):
    gouji("baseline", "reports", "-o", "a.json")
    gouji("baseline", "reports", "-o", "b.json", "--jobs", "2")
    text = (corpus / "a.json").read_bytes()
    assert text == (corpus / "b.json").read_bytes()
    data = json.loads(text)
    assert [row["fingerprint"] for row in data["findings"]] == [f.fingerprint for f in check("reports").findings]
    assert len(text.splitlines()) == len(data["findings"]) + 2


def test_waived_findings_stay_out_of_a_baseline(gouji, found):
    gouji("waive", "reports", "--code", "RAT101", "--reason", "已核")
    code, out, _ = gouji("baseline", "reports", "-o", "-")
    assert code == 0
    assert {row["code"] for row in json.loads(out)["findings"]} == set(found) - {"RAT101"}


def test_an_empty_baseline_is_one(gouji):
    code, out, _ = gouji("baseline", "reports/乙县.txt", "--select", "RAT", "-o", "-")
    assert (code, json.loads(out)["findings"]) == (0, [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "cannot be read"),
        ("[]", "is no gouji/baseline/1"),
        ('{"schema": "gouji/baseline/1", "findings": [1]}', "findings[0]"),
    ],
)
def test_what_is_no_baseline(corpus, gouji, text, wanted):
    (corpus / "base.json").write_text(text, "utf-8")
    code, _, err = gouji("check", "reports", "--baseline", "base.json")
    assert (code, wanted in err) == (2, True), err
    assert "no such baseline" in gouji("check", "reports", "--baseline", "absent.json")[2]


def test_nothing_checked_is_no_pass_for_the_gates_commands_either(corpus, gouji):
    (corpus / "leer.txt").write_text("没有数字。\n", "utf-8")
    assert gouji("baseline", "leer.txt", "-o", "base.json")[0] == 2


def test_the_commands_import_nothing_heavy_for_their_help():
    import subprocess
    import sys

    heavy = ("pandas", "great_expectations", "ruamel.yaml", "numpy", "audit.pipeline")
    code = f"import sys, audit.cli.waive, audit.cli.baseline; print([m for m in {heavy} if m in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
