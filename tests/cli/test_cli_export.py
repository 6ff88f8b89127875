"""figures and relations as csv, jsonl, parquet and xlsx: the same rows, typed, inert, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import FIGURES, MEMBERS, RELATIONS
from audit.report.export import FORMS, inert, write_file, write_text

HOSTILE = [
    "=1+1",
    "-5%",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－5%",
    "＠x",
    '=HYPERLINK("http://x")',
    "-",
    "=",
    "--1",
]
PLAIN = ["77.35", "+86", "-5", "+3", "-0.67", "调解53件", "", "a=b", "1-2", "2/3", "3—5件"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_is_inert(text):
    assert inert(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_what_it_would_not_is_left_alone(text):
    assert inert(text) == text


@given(st.text())
def test_no_cell_of_a_csv_begins_a_formula(text):
    out = io.StringIO()
    write_text("csv", {"a": ("string", ""), "b": ("string", "")}, [[text, text]], out)
    _, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    for cell in row:
        assert cell == inert(text)
        if cell.lstrip()[:1] in tuple("=+-@＝＋－＠"):
            float(cell)


def figures(gouji, *argv):
    answer = gouji("figures", ".", *argv)
    assert answer.code == 0, answer.err
    return answer.out


def test_all_forms_hold_the_same_rows(gouji, reports):
    import openpyxl
    import pandas as pd

    for form in FORMS:
        figures(gouji, "-o", f"f.{form}")
    want = [json.loads(line) for line in (reports / "f.jsonl").read_text("utf-8").splitlines()]
    assert list(want[0]) == list(FIGURES)
    assert len(want) > 20
    assert (reports / "f.csv").read_bytes().startswith(b"\xef\xbb\xbffigure_id,")
    with (reports / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [{k: inert(str(v)) for k, v in row.items()} for row in want]
    table = pd.read_parquet(reports / "f.parquet")
    assert table.to_dict("records") == want
    assert str(table["start"].dtype) == "int64"
    sheet = openpyxl.load_workbook(reports / "f.xlsx")["figures"]
    cells = list(sheet.iter_rows(values_only=True))
    assert list(cells[0]) == list(FIGURES)
    assert [[c if c is not None else "" for c in row] for row in cells[1:]] == [list(row.values()) for row in want]
    value = next(sheet.iter_rows(min_row=2, min_col=6, max_col=6))[0]
    assert (value.data_type, value.number_format) == ("s", "@")
    assert sheet.freeze_panes == "B2"


def test_figures_are_those_of_a_run(gouji):
    run = json.loads(gouji("check", ".", "nope.txt", "--format", "json").out)
    rows = [json.loads(line) for line in gouji("figures", ".", "nope.txt", "--format", "jsonl").out.splitlines()]
    want = [(d["path"], f) for d in run["documents"] for f in d["figures"]]
    assert [r["figure_id"] for r in rows] == [f["id"] for _, f in want]
    for row, (path, f) in zip(rows, want, strict=True):
        assert row["document"] == path
        assert all(row[k] == ("" if f[k] is None else f[k]) for k in f if k != "id")


def test_relations_and_members_are_those_of_a_run(gouji, reports):
    import openpyxl

    run = json.loads(gouji("check", ".", "--format", "json").out)
    rows = [json.loads(line) for line in gouji("relations", ".", "--format", "jsonl").out.splitlines()]
    want = [r for d in run["documents"] for r in d["relations"]] + run["relations"]
    assert list(rows[0]) == list(RELATIONS)
    assert [(r["relation_id"], r["verdict"], r["formula"]) for r in rows] == [
        (r["id"], r["verdict"], r["formula"]) for r in want
    ]
    assert rows[-1]["document"] == ""
    members = [json.loads(line) for line in gouji("relations", ".", "--members", "--format", "jsonl").out.splitlines()]
    assert list(members[0]) == list(MEMBERS)
    assert len(members) == sum(len(r["members"]) for r in want)
    at = {f["id"]: (d["path"], f["start"], f["text"]) for d in run["documents"] for f in d["figures"]}
    for m in members:
        if m["figure_id"]:
            assert (m["document"], m["start"], m["text"]) == at[m["figure_id"]]
    gouji("relations", ".", "-o", "r.xlsx")
    book = openpyxl.load_workbook(reports / "r.xlsx")
    assert book.sheetnames == ["relations", "members"]
    assert book["relations"].max_row == len(rows) + 1
    assert book["members"].max_row == len(members) + 1


def test_the_api_has_the_same_tables(gouji):
    from audit import check

    run = check(".")
    assert run.figures().to_dict("records") == [json.loads(x) for x in figures(gouji, "--format", "jsonl").splitlines()]
    rows = [json.loads(x) for x in gouji("relations", ".", "--members", "--format", "jsonl").out.splitlines()]
    assert run.members().to_dict("records") == rows


def test_hostile_text_is_inert_in_every_cell(gouji, reports):
    import openpyxl

    (reports / "evil.txt").write_text(
        "=cmd|' /C calc'!A0 甲县2023年工作情况\n\n=调解53件，+成功41件，成功率-77.35%。\n", "utf-8"
    )
    for form in ("csv", "xlsx"):
        gouji("figures", "evil.txt", "-o", f"e.{form}")
    with (reports / "e.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert all(inert(cell) == cell for cell in row)
    raw = zipfile.ZipFile(reports / "e.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in raw
    assert openpyxl.load_workbook(reports / "e.xlsx").active.max_row > 3


def test_the_same_bytes_twice(gouji, reports):
    for form in FORMS:
        figures(gouji, "-o", f"a.{form}")
        gouji("relations", ".", "-o", f"ra.{form}")
    time.sleep(1.1)  # zip and xlsx would carry the second
    for form in FORMS:
        figures(gouji, "-o", f"b.{form}")
        gouji("relations", ".", "-o", f"rb.{form}")
        assert (reports / f"a.{form}").read_bytes() == (reports / f"b.{form}").read_bytes(), form
        assert (reports / f"ra.{form}").read_bytes() == (reports / f"rb.{form}").read_bytes(), form


def test_a_full_sheet_goes_on_in_the_next(monkeypatch):
    import openpyxl

    from audit.report import export

    monkeypatch.setattr(export, "SHEET_ROWS", 5)
    schema = {"a": ("string", ""), "n": ("int64", "")}
    for count, want in ((0, [1]), (4, [5]), (5, [5, 2]), (9, [5, 5, 2])):
        out = io.BytesIO()
        assert write_file("xlsx", {"t": (schema, [["x", k] for k in range(count)])}, out) == count
        assert [s.max_row for s in openpyxl.load_workbook(out).worksheets] == want


def test_what_a_cell_cannot_hold():
    import openpyxl

    out = io.BytesIO()
    write_file("xlsx", {"t": ({"a": ("string", "")}, [["a\x00\x1b\ud800b"], ["长" * 40_000]])}, out)
    cells = [c.value for (c,) in openpyxl.load_workbook(out).active.iter_rows(min_row=2)]
    assert cells[0] == "a\ufffd\ufffd\ufffdb"
    assert len(cells[1]) == 32_767


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["-o", "f.ods"], "has no suffix of a table"),
        (["--format", "xlsx"], "xlsx goes to a file"),
        (["--format", "parquet"], "parquet goes to a file"),
        (["--format", "ods"], "--format"),
        (["-o", "nowhere/f.csv"], "cannot be written"),
    ],
)
def test_a_table_that_cannot_be_written(gouji, argv, said):
    answer = gouji("figures", ".", *argv)
    assert answer.code == 2
    assert said in answer.err


def test_standard_output_has_no_mark(gouji):
    assert figures(gouji).startswith("figure_id,document,")


def test_failures_are_said_and_the_rest_is_written(gouji):
    answer = gouji("figures", "nope.txt", "cut.txt")
    assert answer.code == 2
    assert "nope.txt: does not exist" in answer.err
    assert "77.35%" in answer.out
