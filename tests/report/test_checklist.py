"""The checklist: a row a finding in reading order, a workbook a reviewer can use, and the marks they make read back."""

import datetime
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from paper_reports import run_of, write
from shared_findings import HOSTILE, clean_run, shared_run

from audit.cli import main
from audit.config import Config
from audit.errors import InputError
from audit.report.checklist import read_marks, render, to_xlsx
from audit.report.checklist.items import Item, items
from audit.report.checklist.marks import COLUMNS, VERDICTS
from audit.report.paper.blocks import Span
from audit.report.paper.redo import Redo
from audit.report.paper.text import line, visible

KEYS = list(COLUMNS)
FORMULA = re.compile(r'=(?:[0-9.,+\-*/()&<>=%~≥ ]|ROUND|SUM|IF|AND|ABS|TEXT|DATE|"[0.一-鿿%‰~≥a-z ]*")+')


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write(folder)
    return folder


@pytest.fixture(scope="module")
def run(folder):
    return run_of(folder)


def sheet_of(data):
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def column(sheet, key):
    return [row[KEYS.index(key)] for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("make", [shared_run, None], ids=["shared", "reports"])
def test_the_findings_are_rows_in_their_order(make, run):
    run = make() if make else run
    for every in (False, True):
        rows = items(run, Config(), every)
        assert [i.fingerprint for i in rows if i.fingerprint] == [f.fingerprint for f in run.findings]


def test_all_adds_every_relation_that_was_checked(run):
    rows = items(run, Config(), True)
    own = [r for d in run.documents for r in d.relations]
    told = {f.relation for f in run.findings}
    assert len(rows) == len(run.findings) + sum(r["id"] not in told for r in own)
    assert [i.verdict for i in rows].count("ties") == run.summary["relations"]["ties"]


def test_rows_come_as_the_reader_reads(run):
    rows = items(run, Config(), True)
    places = [i.place.rsplit(":", 1) for i in rows if i.place][:-1]  # the last is across reports
    assert [(p, int(n)) for p, n in places] == sorted((p, int(n)) for p, n in places)


def test_a_row_says_what_where_and_how(run):
    sheet = sheet_of(render(run, Config(), ".xlsx"))
    row = dict(
        zip(KEYS, next(r for r in sheet.iter_rows(values_only=True) if r[KEYS.index("code")] == "RAT102"), strict=True)
    )
    assert row["place"].split("\n")[:2] == ["a.txt:4", "安澜县人民政府2023年法治政府建设年度报告"]
    assert row["quote"] == "行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。"
    assert (row["printed"], row["computed"], row["machine"]) == ("77.35%", "=ROUND(41*100/53,2)", "不符：截尾")
    assert (row["verdict"], row["note"], row["name"], row["date"]) == (None,) * 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_ready_to_be_worked_with(run, lang):
    sheet = sheet_of(render(run, Config(lang=lang), ".xlsx"))
    last = len(run.findings) + 1
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == f"A1:N{last}"
    listed = next(v for v in sheet.data_validations.dataValidation if v.type == "list")
    assert listed.formula1 == '"' + ",".join(VERDICTS[lang]) + '"'
    assert str(listed.sqref) == f"I2:I{last}"
    assert len(sheet.conditional_formatting) >= 4
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert [k for k in KEYS if sheet.column_dimensions["ABCDEFGHIJKLMN"[KEYS.index(k)]].hidden] == [
        "code",
        "fingerprint",
    ]


@pytest.mark.parametrize("make", [shared_run, clean_run, None], ids=["shared", "clean", "reports"])
def test_only_our_own_formulas_are_formulas(make, run):
    data = render(make() if make else run, Config(), ".xlsx", every=True)
    for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours = cell.value.startswith("=COUNT") if sheet.title == "说明" else FORMULA.fullmatch(cell.value)
                    assert ours, cell.value
                elif isinstance(cell.value, str) and cell.value[:1] in set("=+-@"):
                    assert cell.quotePrefix, cell.value


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_text(text, run):
    quote = (Span(text), Span("41件", "mark"), Span(text))
    item = Item(text, text, text, quote, text, text, text, Redo(value=text), "breaks", text, "error", text, text, text)
    data = to_xlsx.write([item], run, "zh")
    cells = [c for row in sheet_of(data).iter_rows(min_row=2) for c in row if c.value is not None]
    assert len(cells) == 10
    shown = visible(text)
    for cell in cells[1:]:
        assert cell.data_type == "s"
        assert line(shown) in line(cell.value)
        assert cell.quotePrefix == cell.value.startswith(("=", "+", "-", "@"))
    assert b"<f>" not in zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("suffix", [".xlsx", ".md", ".html"])
def test_the_same_bytes_again(suffix):
    for every in (False, True):
        first, second = (render(shared_run(), Config(), suffix, every) for _ in range(2))
        assert first == second
    if suffix == ".xlsx":
        archive = zipfile.ZipFile(BytesIO(first))
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_paper_forms_have_the_same_rows(run, suffix):
    text = render(run, Config(), suffix).decode()
    assert text.count("□口径说明") == len(run.findings)
    assert [m[0] for m in re.finditer(r"[A-Z]{3}1\d\d", text)] == [f.code for f in run.findings]


# ---------------------------------------------------------------- read back
def filled(data, path, marks, order=None):
    """A checklist as a reviewer leaves it: {row: {key: value}}, rows turned round and columns moved."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    for row, cells in marks.items():
        for key, value in cells.items():
            sheet.cell(row, KEYS.index(key) + 1).value = value
    if order:
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        for n, row in enumerate([rows[0], *reversed(rows[1:])], 1):
            for k, old in enumerate(order, 1):
                sheet.cell(n, k).value = row[old]
    book.save(path)
    return path


DAY = datetime.date(2024, 5, 20)
MARKS = {
    2: {"verdict": "属实"},
    3: {"verdict": "口径说明", "note": "按新收计", "name": "李四", "date": DAY},
    5: {"verdict": "不适用", "note": "1+1 误读", "date": "2024年5月3日"},
    6: {"note": "未定"},
}


def test_marks_read_back(run, tmp_path):
    path = filled(render(run, Config(), ".xlsx"), tmp_path / "f.xlsx", MARKS)
    fingerprints = [f.fingerprint for f in run.findings]
    got = [(m.fingerprint, m.verdict, m.note, m.name, m.date, m.row) for m in read_marks(path)]
    assert got == [
        (fingerprints[0], "属实", "", "", "", 2),
        (fingerprints[1], "口径说明", "按新收计", "李四", "2024-05-20", 3),
        (fingerprints[3], "不适用", "1+1 误读", "", "2024-05-03", 5),
    ]


def test_rows_sorted_and_columns_moved_read_back(run, tmp_path):
    order = [
        KEYS.index(k)
        for k in ("fingerprint", "date", "verdict", *[k for k in KEYS if k not in ("fingerprint", "date", "verdict")])
    ]
    path = filled(render(run, Config(), ".xlsx"), tmp_path / "f.xlsx", MARKS, order=order)
    assert [m.verdict for m in read_marks(path)] == ["不适用", "口径说明", "属实"]
    assert read_marks(path)[1].code == run.findings[1].code


def test_english_verdicts_are_the_same_ones(run, tmp_path):
    marks = {n + 2: {"verdict": word} for n, word in enumerate(VERDICTS["en"])}
    path = filled(render(run, Config(lang="en"), ".xlsx"), tmp_path / "f.xlsx", marks)
    assert tuple(m.verdict for m in read_marks(path)) == VERDICTS["zh"]


def test_rows_that_are_no_finding_make_no_mark(run, tmp_path):
    data = render(run, Config(), ".xlsx", every=True)
    codes = column(sheet_of(data), "fingerprint")
    free = next(n for n, x in enumerate(codes, 2) if not x)
    path = filled(data, tmp_path / "f.xlsx", {free: {"verdict": "有误"}})
    assert read_marks(path) == []


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ({3: {"verdict": "也许"}}, "row 3: '也许' is no verdict"),
        ({3: {"verdict": "属实", "date": "五月"}}, "row 3: '五月' is no date"),
        ({3: {"verdict": "属实", "date": "2024-13-40"}}, "row 3: '2024-13-40' is no date"),
    ],
)
def test_what_is_filled_in_wrong_is_named(run, tmp_path, marks, said):
    path = filled(render(run, Config(), ".xlsx"), tmp_path / "f.xlsx", marks)
    with pytest.raises(InputError, match=re.escape(said)):
        read_marks(path)


def test_one_finding_judged_twice_is_named(run, tmp_path):
    data = render(run, Config(), ".xlsx")
    twice = {3: {"verdict": "属实"}, 4: {"verdict": "不适用", "fingerprint": run.findings[1].fingerprint}}
    with pytest.raises(InputError, match="row 4: judges one finding twice, here and in row 3"):
        read_marks(filled(data, tmp_path / "f.xlsx", twice))


def _spoilt(data, old, new):
    """A workbook whose first sheet is damaged."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new) if "sheet1" in name else source.read(name))
    return out.getvalue()


def test_what_is_no_checklist_is_said(tmp_path):
    with pytest.raises(InputError, match="no such checklist"):
        read_marks(tmp_path / "none.xlsx")
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        read_marks(tmp_path / "text.xlsx")
    whole = render(clean_run(), Config(), ".xlsx")
    for n, part in enumerate(
        (whole[: len(whole) // 2], _spoilt(whole, b"<sheetData>", b"<sheetData"), _spoilt(whole, b't="s"', b't="?"'))
    ):
        (tmp_path / f"{n}.xlsx").write_bytes(part)
        with pytest.raises(InputError, match=r"cannot be read as a workbook|holds no checklist"):
            read_marks(tmp_path / f"{n}.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["序号", "复核结论"])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="holds no checklist"):
        read_marks(tmp_path / "other.xlsx")


def test_a_filled_checklist_becomes_waivers(folder, run, tmp_path, capsys):
    path = filled(render(run, Config(), ".xlsx"), tmp_path / "f.xlsx", MARKS)
    waivers = tmp_path / "w.yaml"
    assert main(["waive", str(folder), "--from", str(path), "-o", str(waivers), "--today", "2024-06-01"]) == 0
    text = waivers.read_text("utf-8")
    assert re.findall(r"fingerprint: (\w+)", text) == [run.findings[1].fingerprint, run.findings[3].fingerprint]
    out = tmp_path / "again.md"
    code = main(["checklist", str(folder), "--waivers", str(waivers), "--today", "2024-06-01", "-o", str(out)])
    assert code == 0
    assert out.read_text("utf-8").count("已豁免") == 2
    capsys.readouterr()
