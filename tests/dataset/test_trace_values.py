"""What becomes of one value: as printed, rounded, elsewhere, different, absent, without a report."""

from __future__ import annotations

import pytest
from trace_reports import OTHER, parsed, table

from audit.config import Config
from audit.dataset.trace import trace

# head, cell of 柏溪县 2023, state, what the report prints, code and severity of the finding ("" : none)
VALUES = [
    ("行政复议申请（件）", "86", "printed", "86件", ""),
    ("复议受理数", "81", "printed", "81件", ""),
    ("2023年行政复议办结件数", "74", "printed", "74件", ""),
    ("败诉率（%）", "5.0", "printed", "5.0%", ""),
    ("败诉率（%）", "5", "printed", "5.0%", ""),
    ("败诉率", "0.050", "printed", "5.0%", ""),
    ("调解成功率（%）", "97.4", "printed", "97.4%", ""),
    ("行政许可受理（件）", "15,342", "printed", "15342件", ""),
    ("行政许可受理（万件）", "1.5342", "printed", "15342件", ""),
    ("网上办件（件）", "2.31万", "printed", "2.31万件", ""),
    ("网上办件（万件）", "2.31", "printed", "2.31万件", ""),
    ("网上办件（件）", "23100", "printed", "2.31万件", ""),
    ("公开政府信息同比（%）", "-5.2", "printed", "5.2%", ""),
    ("法律明白人（人）", "420余", "printed", "420余人", ""),
    ("罚款金额（万元）", "12.5", "printed", "12.5万元", ""),
    ("罚款金额（元）", "125000", "printed", "12.5万元", ""),
    ("调解成功率（%）", "97", "rounded", "97.4%", "TRC104 info"),
    ("网上办件（件）", "23098", "rounded", "2.31万件", "TRC104 info"),
    ("网上办件（万件）", "2.3", "rounded", "2.31万件", "TRC104 info"),
    ("法律明白人（人）", "420", "rounded", "420余人", "TRC104 info"),
    ("法律明白人（人）", "426", "rounded", "420余人", "TRC104 info"),
    ("行政复议申请（件）", "68", "different", "86件", "TRC101 error"),
    ("行政复议受理（件）", "74", "different", "81件", "TRC101 error"),
    ("行政复议受理（件）", "40", "different", "81件", "TRC101 error"),
    ("败诉率（%）", "5.1", "different", "5.0%", "TRC101 error"),
    ("网上办件（件）", "23151", "different", "2.31万件", "TRC101 error"),
    ("法律明白人（人）", "4200", "different", "420余人", "TRC101 error"),
    ("行政许可办结（件）", "15342", "different", "15298件", "TRC101 error"),
    ("信访件（件）", "512", "absent", "", "TRC102 warning"),
    ("信访件（件）", "81", "elsewhere", "81件", "TRC103 warning"),
]


@pytest.mark.parametrize(("head", "cell", "state", "printed", "finding"), VALUES)
def test_a_value(tmp_path, head, cell, state, printed, finding):
    made = table(tmp_path / "data", f'地区,年度,{head}\n柏溪县,2023,"{cell}"\n苔原县,2023,\n')
    out = trace(made, parsed(tmp_path / "reports"), Config())
    [row] = out.rows
    assert (row[5], row[10]) == (state, printed)
    assert [f"{f.code} {f.severity}" for f in out.findings] == ([finding] if finding else [])
    assert out.summary[state] == out.summary["values"] == 1


def test_the_span_is_that_of_the_report(tmp_path):
    reports = parsed(tmp_path / "reports")
    text = "地区,年度,行政复议申请,行政复议受理,矛盾纠纷排查\n柏溪县,2023,86,81,1302\n苔原县,2023,45,40,877\n"
    out = trace(table(tmp_path / "data", text), reports, Config())
    sources = {p.path: p.source for p in reports}
    assert len(out.rows) == 6
    for row in out.rows:
        assert row[5] == "printed"
        assert sources[row[7]][row[8] : row[9]] == row[10]
        assert ("cedar" if "柏溪" in row[2] else "moss") in row[7]


def test_a_value_of_another_row_is_shown(tmp_path):
    text = "地区,年度,行政复议申请（件）,矛盾纠纷排查（件）\n柏溪县,2023,86,877\n"
    out = trace(table(tmp_path / "data", text), parsed(tmp_path / "reports"), Config())
    [f] = out.findings
    assert f.code == "TRC101"
    assert f.severity == "error"
    assert [(p.role, p.text) for p in f.places] == [("reported", "877"), ("source", "1302件"), ("item", "877件")]
    assert "moss.txt" in f.message


@pytest.mark.parametrize("place", ["柏溪县", "柏溪", "柏溪县人民政府", "云州市柏溪县"])
def test_places_are_known_by_their_names(tmp_path, place):
    out = trace(
        table(tmp_path / "data", f"单位,年度,行政复议申请\n{place},2023,86\n"), parsed(tmp_path / "reports"), Config()
    )
    assert out.summary["printed"] == 1


def test_years_go_to_their_own_reports(tmp_path):
    reports = parsed(tmp_path / "reports", before=OTHER)
    text = "地区,年度,行政复议申请\n苔原县,2022,51\n苔原县,2023,45\n苔原县,2021,45\n"
    out = trace(table(tmp_path / "data", text), reports, Config())
    assert [r[5] for r in out.rows] == ["printed", "printed", "unsourced"]
    assert [(f.code, f.line) for f in out.findings] == [("TRC105", 4)]


def test_what_is_left_empty_is_counted(tmp_path):
    text = "地区,年度,行政复议申请,行政复议受理,信访件\n柏溪县,2023,86,,\n"
    out = trace(table(tmp_path / "data", text), parsed(tmp_path / "reports"), Config())
    assert out.summary["omitted"] == 1


def test_nothing_traced_is_said(tmp_path):
    reports = parsed(tmp_path / "reports")
    strange = trace(table(tmp_path / "a", "地区,年度,受理\n丙县,2023,5\n"), reports, Config())
    assert strange.nothing
    assert [f.code for f in strange.findings] == ["TRC105"]
    wrong = trace(table(tmp_path / "b", "地区,年度,受理\n柏溪县,2023,991\n"), reports, Config())
    assert wrong.nothing
    none = trace(table(tmp_path / "c", "地区,年度,备注\n柏溪县,2023,好\n"), reports, Config())
    assert none.nothing
    right = trace(table(tmp_path / "d", "地区,年度,行政复议申请\n柏溪县,2023,86\n"), reports, Config())
    assert right.nothing == ""


def test_select_ignore_and_language(tmp_path):
    reports = parsed(tmp_path / "reports")
    made = table(tmp_path / "data", "地区,年度,行政复议申请,法律明白人\n柏溪县,2023,68,420\n")
    assert [f.code for f in trace(made, reports, Config()).findings] == ["TRC101", "TRC104"]
    assert [f.code for f in trace(made, reports, Config(ignore=("TRC104",))).findings] == ["TRC101"]
    assert [f.code for f in trace(made, reports, Config(select=("RAT",))).findings] == []
    english = trace(made, reports, Config(lang="en")).findings[0].message
    assert "the dataset has 68, the report states 86件" in english
    assert [f.fingerprint for f in trace(made, reports, Config()).findings] == [
        f.fingerprint for f in trace(made, reports, Config(lang="en")).findings
    ]


def test_a_changed_value_is_a_new_finding(tmp_path):
    reports = parsed(tmp_path / "reports")
    marks = {
        trace(table(tmp_path / "data", f"地区,年度,行政复议申请\n柏溪县,2023,{n}\n"), reports, Config())
        .findings[0]
        .fingerprint
        for n in (68, 69, 96)
    }
    assert len(marks) == 3


def test_a_workbook_of_several_sheets(tmp_path):
    import xlsxwriter

    from audit.dataset.read import read_tables

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, value in (("甲", 86), ("乙", 68)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["地区", "年度", "行政复议申请（件）"])
            sheet.write_row(1, 0, ["柏溪县", "2023", value])
    out = trace(read_tables(path), parsed(tmp_path / "reports"), Config())
    [f] = out.findings
    assert (f.code, f.path.endswith("book.xlsx#乙"), f.line, f.column, f.reported) == ("TRC101", True, 2, 3, "68")


def test_hostile_cells_do_no_harm(tmp_path):
    reports = parsed(tmp_path / "reports")
    text = "地区,年度,行政复议申请（件）,<script>x</script>,备注\n柏溪县,2023,68,1,"
    text += '"=HYPERLINK(""x"")\x1b[31m"\n,,,,\n"柏溪县\n",2023,9,2,\n'
    out = trace(table(tmp_path / "data", text), reports, Config())
    assert out.summary["values"] == 4
    assert all("\n" not in f.message and "\x1b" not in f.message for f in out.findings)


@pytest.mark.parametrize(
    "text",
    [
        "地区,年度,部门,行政复议受理（件）\n柏溪县,2023,公安局,30\n柏溪县,2023,民政局,51\n",
        "地区,季度,行政复议受理（件）\n柏溪县,2023年一季度,30\n柏溪县,2023年二季度,51\n",
    ],
)
def test_rows_of_a_part_are_not_held_to_the_whole(tmp_path, text):
    out = trace(table(tmp_path / "data", text), parsed(tmp_path / "reports"), Config())
    assert {f.code for f in out.findings} == {"TRC102"}


def test_roles_are_those_of_the_schema(tmp_path):
    import json
    from pathlib import Path

    schema = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "run.schema.json").read_text("utf-8"))
    text = "地区,年度,行政复议申请（件）,矛盾纠纷排查（件）\n柏溪县,2023,68,877\n丙县,2023,1,1\n"
    out = trace(table(tmp_path / "data", text), parsed(tmp_path / "reports"), Config())
    roles = {p.role for f in out.findings for p in f.places}
    assert roles == {"reported", "source", "item"}
    assert roles <= set(schema["$defs"]["role"]["enum"])


def test_odd_text_never_breaks_it():
    import random

    from audit.dataset.tracing.rows import same_place, year_of
    from audit.parse import indicators

    rng = random.Random(7)
    signs = "行政复议受理率县区（）()%0123456789万亿 \t\n\x00<>&=+-@，。：、年度\ud800😀"
    for _ in range(400):
        a, b = ("".join(rng.choices(signs, k=rng.randint(0, 12))) for _ in range(2))
        assert isinstance(indicators.of_head(a), str)
        assert same_place(a, b) in (True, False)
        assert same_place(a, b) == same_place(b, a)
        assert year_of(a) is None or 1900 <= year_of(a) < 2100
        indicators.of_words(a, [b], b, "件", False)
