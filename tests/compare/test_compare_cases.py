"""What is said across reports, as data; and what compare promises as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROWS = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()]
A, B = ROWS[0]["reports"]
LAST, THIS = next(row["reports"] for row in ROWS if row["id"] == "last-year-restated")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_what_is_said_across_reports(row, compared):
    relations, findings = compared(row["reports"])
    codes = [f.code for f in findings]
    assert codes.count("XDR101") == row.get("xdr101", 0)
    assert [f.formula for f in findings if f.code == "XDR102"] == row.get("xdr102", [])
    if "on" in row:
        (relation,) = [r for r in relations if r["check"] == "XDR101"]
        assert [{base: x["rate"] for base, x in rate["on"].items()} for rate in relation["rates"]] == row["on"]
        assert relation["verdict"] == ("breaks" if row["xdr101"] else "ties")
    if "ties" in row:
        assert [r["verdict"] for r in relations if r["check"] == "XDR102"] == ["ties"] * row["ties"]


def test_every_case_asks_something():
    assert all({"xdr101", "xdr102"} & row.keys() for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_the_message_names_reports_by_place_or_file_and_never_by_path(compared, tmp_path):
    nameless = A[2]
    _, (finding,) = compared([f"2024年，{nameless}\n", f"2024年，{B[2]}\n"])
    assert str(tmp_path) not in finding.message + finding.formula
    assert "r1.txt 2 ÷ 23 = 8.7%" in finding.formula
    _, (finding,) = compared([A, B])
    assert finding.formula.startswith("甲县 2 ÷ 23 = 8.7%（审结")
    assert "按审结（办结）案件，甲县 2 ÷ 23 = 8.70%、乙县 3 ÷ 57 = 5.26%" in finding.message
    assert "按收案（受理、发生）案件，甲县 2 ÷ 25 = 8.00%、乙县 3 ÷ 62 = 4.84%" in finding.message


def test_two_reports_of_one_place_are_told_apart(compared):
    other = [A[0], A[1], B[2]]
    _, (finding,) = compared([A, other])
    assert "甲县（r1.txt） 2 ÷ 23" in finding.formula
    assert "甲县（r2.txt） 3 ÷ 62" in finding.formula


def test_english(compared):
    _, (finding,) = compared([A, B], "en")
    assert "harmonised on cases closed: 甲县 2 ÷ 23 = 8.70%, 乙县 3 ÷ 57 = 5.26%" in finding.message
    _, (finding,) = compared([LAST, THIS], "en")
    assert "55件 and 52件" in finding.message
    assert "as r2.txt quotes it; as r1.txt gave it" in finding.message


def test_a_copy_is_not_compared_with_itself(compared):
    relations, findings = compared([A, A])
    assert (relations, findings) == ([], [])
    relations, findings = compared([LAST, THIS, THIS])
    assert [f.code for f in findings] == ["XDR102"]


def test_a_restatement_points_to_both_reports(compared):
    relations, (finding,) = compared([LAST, THIS])
    assert [(p.path[-6:], p.text, p.role) for p in finding.places] == [
        ("r2.txt", "55件", "later"), ("r1.txt", "52件", "earlier"),
    ]  # fmt: skip
    assert finding.path.endswith("r2.txt")
    assert (finding.reported, finding.expected) == ("55件", "52件")
    assert "甲县2023年收到行政复议申请" in finding.message
    assert finding.relation in {r["id"] for r in relations}


def test_where_one_report_states_two_values_nothing_is_said(compared):
    twice = THIS[2] + "\n\n2024年，全县收到行政复议申请60件，上年为52件，同比上升15.38%。"
    _, findings = compared([LAST, [THIS[0], THIS[1], twice]])
    assert [f.code for f in findings] == []


def test_carried_over_rows_of_the_disclosure_table(compared):
    table = "| 事项 | 自然人 | 总计 |\n| --- | --- | --- |\n| {} | {} | {} |\n"
    rows = {2023: ("四、结转下年度继续办理", 4, 5), 2024: ("二、上年结转政府信息公开申请数量", 4, 6)}
    texts = [
        f"甲县{year}年政府信息公开工作年度报告\n\n一、收到和处理政府信息公开申请情况\n\n{table.format(*row)}\n\n"
        f"甲县人民政府\n{year + 1}年1月20日\n"
        for year, row in rows.items()
    ]
    _, findings = compared(texts)
    assert [f.formula for f in findings if f.code == "XDR102"] == ["6 ≠ 5"]


def test_ids_and_fingerprints_are_distinct_and_stay(compared):
    reports = [A, B, LAST, THIS]
    relations, findings = compared(reports)
    assert len({r["id"] for r in relations}) == len(relations) >= 2
    assert len({f.fingerprint for f in findings}) == len(findings) == 2
    again = compared(reports)
    assert again == (relations, findings)


def test_many_reports_make_one_short_finding(compared):
    reports = [[f"第{n}县", 2024, (A if n % 2 else B)[2]] for n in range(1, 40)]
    reports = [
        [f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'东南西北'[n // 10]}县", y, b] for n, (_, y, b) in enumerate(reports)
    ]
    relations, findings = compared(reports)
    (finding,) = [f for f in findings if f.code == "XDR101"]
    assert len(finding.message) < 2500
    assert "另有 27 份报告" in finding.formula
    assert len(relations[0]["rates"]) == 39
