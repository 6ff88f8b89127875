"""Tables in: printed digits survive, places are right, what is odd is said."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import openpyxl
import pytest

from audit.dataset.read import read_tables
from audit.dataset.read.display import shown
from audit.errors import AuditError

HEAD = "地区,年度,受理,办结,办结率\n"


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def spans_hold(table):
    """Every cell stands where its span says."""
    for row in range(table.rows):
        for n, column in enumerate(table.columns):
            a, b = table.span(row, n)
            assert table.source[a:b].replace('""', '"').strip() == column.text[row].strip(), (row, column.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_any_encoding_of_the_reports(tmp_path, encoding, end):
    text = f'地区,年度,受理（件）,办结率{end}"甲,县",2023,"1,234",98.50%{end}乙县,2023,—,５0.0{end}'
    [table] = read_tables(write(tmp_path, "a.csv", text.encode(encoding)))
    assert [(c.name, c.kind, c.unit) for c in table.columns] == [
        ("地区", "text", ""), ("年度", "date", ""), ("受理", "number", "件"), ("办结率", "percent", "%"),
    ]  # fmt: skip
    assert (table.columns[3].num, table.columns[3].dec) == ([9850, 500], [2, 1])
    assert (table.columns[2].num, table.columns[2].null) == ([1234, None], [None, "—"])
    assert table.line == [2, 3]
    spans_hold(table)


@pytest.mark.parametrize(
    ("cell", "num", "dec", "low", "high"),
    [
        ("98.50", 9850, 2, 9850, 9850),
        ("-5", -5, 0, -5, -5),
        ("1,234", 1234, 0, 1234, 1234),
        ("47.84万", 478400, 0, 478400, 478400),
        ("800余", 800, 0, 801, 899),
        ("下降5.2%", -52, 1, -52, -52),
        ("0", 0, 0, 0, 0),
    ],
)
def test_a_cell_is_read_as_reports_are(tmp_path, cell, num, dec, low, high):
    rows = "".join(f"{n},{n}\n" for n in range(1, 6))
    [table] = read_tables(write(tmp_path, "a.csv", f'a,b\n{rows}"{cell}",1\n'))
    column = table.columns[0]
    assert (column.num[-1], column.dec[-1], column.low[-1], column.high[-1]) == (num, dec, low, high)


def test_words_for_no_value_are_not_nothing_and_not_zero(tmp_path):
    cells = ["—", "…", "无", "未公布", "", "0", "N/A"]
    text = "a,b\n" + "".join(f"{c},1\n" for c in [*cells, *map(str, range(20))])
    [table] = read_tables(write(tmp_path, "a.csv", text))
    assert table.columns[0].null[:7] == ["—", "…", "无", "未公布", "", None, "N/A"]
    assert table.columns[0].num[5] == 0


def test_titles_units_and_notes_around_a_table(tmp_path):
    text = "某市统计表,,\n单位：万元,,\n地区,收入,支出\n甲,47.84,1\n,,\n乙,2,2\n注：初步数,,\n"
    [table] = read_tables(write(tmp_path, "a.csv", text))
    assert (table.rows, table.line) == (2, [4, 6])
    assert table.columns[1].num == [478400, 20000]
    assert len(table.notes) == 4, "two lines above, a blank row, a note below"


def test_jsonl_keeps_digits_and_places(tmp_path):
    lines = [
        '{"地区": "甲\\"县", "率": 98.50, "n": 1e3}',
        '{"n": 12345678901234567890, "地区": "乙", "率": null, "n": 7}',
    ]
    [table] = read_tables(write(tmp_path, "a.jsonl", "\n".join(lines) + "\n"))
    assert [c.text for c in table.columns] == [['甲"县', "乙"], ["98.50", ""], ["1000", "7"]]
    assert table.columns[1].dec == [2, 0]
    assert table.source[slice(*table.span(0, 1))] == "98.50"
    assert table.source[slice(*table.span(1, 2))] == "7"
    assert [f.what for f in table.faults] == ["duplicate field"]


def test_parquet(tmp_path):
    import pandas as pd

    frame = pd.DataFrame(
        {"地区": ["甲", None], "率": [98.5, 97.25], "n": [1, 2], "日": pd.to_datetime(["2023-01-01", None])}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    [table] = read_tables(tmp_path / "a.parquet")
    assert [c.text for c in table.columns] == [["甲", ""], ["98.5", "97.25"], ["1", "2"], ["2023-01-01", ""]]
    assert (table.columns[1].num, table.columns[1].dec, table.columns[1].floats) == ([9850, 9725], [2, 2], True)
    spans_hold(table)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.985, "0.00%", "98.50%"),
        (0.985, "0%", "99%"),
        (0.9789, "0.0%", "97.9%"),
        (98.5, "0.00", "98.50"),
        (1234567, "#,##0", "1,234,567"),
        (1234567.891, "#,##0.00_);(#,##0.00)", "1,234,567.89"),
        (-3, "0;[Red](0)", "-3"),
        (1.5, "0.##", "1.5"),
        (478400, '0.00,"千"', "478.40千"),
        (12, '0"件"', "12件"),
        (98.5, '0.0"%"', "98.5%"),
        (0.1 + 0.2, "General", "0.3"),
        (53, "General", "53"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-', "0"),
        (True, "General", "TRUE"),
        (datetime.datetime(2023, 12, 31), "yyyy-mm-dd", "2023-12-31"),
        (datetime.datetime(2023, 12, 1), 'yyyy"年"m"月"', "2023-12"),
        (datetime.datetime(2023, 1, 1), "yyyy", "2023"),
        ("约300", "@", "约300"),
        (None, "General", ""),
    ],
)
def test_a_cell_of_a_workbook_is_what_a_spreadsheet_shows(value, form, text):
    assert shown(value, form)[0] == text


def book(folder, rows, *merged, name="a.xlsx", formats=()):
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    for place, form in formats:
        sheet[place].number_format = form
    made.save(folder / name)
    return folder / name


def test_a_workbook_its_head_in_two_rows_and_merged_cells(tmp_path):
    rows = [["统计表"], ["地区", "年度", "案件", None, "办结率"], [None, None, "受理", "办结", None]]
    rows += [
        ["甲", 2022, 10, 8, 0.8],
        [None, 2023, 10, 8, 0.8],
        ["乙", 2022, 20, None, 0.8],
        ["丙", 2022, "=C4", 1, 0.5],
    ]
    merged = ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:A5", "C6:D6")
    [table] = read_tables(book(tmp_path, rows, *merged, formats=[("E4", "0.0%")]))
    assert [c.name for c in table.columns] == ["地区", "年度", "受理", "办结", "办结率"]
    assert table.columns[0].text == ["甲", "甲", "乙", "丙"]
    assert table.columns[2].text == ["10", "10", "20", ""]
    assert table.columns[3].text == ["8", "8", "", "1"], "a merged number stands once"
    assert table.columns[4].text[0] == "80.0%"
    assert table.line == [4, 5, 6, 7]
    assert [(f.what, f.row, f.column) for f in table.faults] == [("merged", 0, 0), ("merged", 2, 2), ("no value", 3, 2)]
    spans_hold(table)


def test_the_sheets_of_a_workbook(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "2022"
    made.active.append(["a", "b"])
    made.active.append([1, 2])
    made.create_sheet("空")
    made.create_sheet("说明").append(["只有一格"])
    made.create_sheet("2023").append(["a", "b"])
    made["2023"].append([3, 4])
    made["2023"].sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    tables = read_tables(tmp_path / "a.xlsx")
    assert [t.sheet for t in tables] == ["2022", "2023"]
    assert len(tables[0].notes) == 3, "an empty sheet, one without a table, a hidden one"


def test_a_data_package(tmp_path):
    write(tmp_path, "p/d.csv", HEAD + "甲,2023,-9,8,80.0%\n")
    schema = {"fields": [{"name": n} for n in HEAD.strip().split(",")], "missingValues": ["-9"]}
    write(tmp_path, "p/datapackage.json", json.dumps({"resources": [{"name": "d", "path": "d.csv", "schema": schema}]}))
    [table] = read_tables(tmp_path / "p")
    assert (table.name, table.rows, table.schema["missingValues"]) == ("d", 1, ["-9"])


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return out.getvalue()


BAD = [
    ("a.csv", "", "is empty"),
    ("a.csv", HEAD, "line 1: holds a head and no row"),
    ("a.csv", HEAD.encode() + "甲,2023,1,1,100%\n".encode("gb18030") * 5, "line 2"),
    ("a.csv", HEAD + '"甲,2023,10,8,80.0%\n', "line 2: a quoted cell is not closed"),
    ("a.csv", bytes(range(256)) * 9, "binary"),
    ("a.jsonl", '{"a":1}\n{"a":\n', "line 2, column"),
    ("a.jsonl", "[1]\n", "line 1: is no object"),
    ("a.jsonl", '{"a":1}\n{"a":[1]}\n', "line 2: the field 'a' holds a list"),
    ("a.parquet", b"PAR1....", "is damaged"),
    ("a.xlsx", b"PK\3\4....", "is damaged"),
    ("a.xlsx", "<html>", "is a page called .xlsx"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "soffice"),
    ("a.json", "{}", "call it .jsonl"),
    ("a.xlsx", bomb, "unpacks to"),
    ("datapackage.json", "{", "is no JSON"),
    ("datapackage.json", '{"resources":[{"path":"../x.csv"}]}', "resources[0]: leads out of the package"),
    ("datapackage.json", '{"resources":[{"path":"https://x/y.csv"}]}', "is not on this machine"),
    ("datapackage.json", '{"resources":[{"path":"x.csv"}]}', "does not exist"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[f"{n}: {s}" for n, _, s in BAD])
def test_a_bad_file_is_said_with_its_place(tmp_path, name, content, said):
    path = write(tmp_path, name, content() if callable(content) else content)
    with pytest.raises(AuditError) as error:
        read_tables(path)
    assert said in str(error.value)
    assert str(tmp_path) in str(error.value)


def test_a_table_beyond_memory_is_refused_before_it_is_read(tmp_path, monkeypatch):
    from audit.dataset.read import build, source

    monkeypatch.setattr(build, "MAX_CELLS", 100)
    path = write(tmp_path, "a.csv", "a,b\n" + "1,2\n" * 60)
    with pytest.raises(AuditError, match="split it by region"):
        read_tables(path)
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    with pytest.raises(AuditError, match="is larger than"):
        read_tables(path)
