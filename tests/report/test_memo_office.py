"""LibreOffice opens what we write: the memo becomes a PDF with every finding, the workbook computes what it says."""

import datetime
import re
import subprocess
import zipfile

import openpyxl
import pytest
from office import converted, needs
from paper_reports import run_of, write

from audit.config import Config
from audit.report.checklist import read_marks
from audit.report.checklist.items import items
from audit.report.checklist.marks import COLUMNS
from audit.report.checklist.to_xlsx import write as as_xlsx
from audit.report.memo import render

KEYS = list(COLUMNS)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write(folder)
    return run_of(folder)


def test_the_memo_becomes_a_pdf(run, tmp_path):
    needs("soffice", "pdftotext", "pdffonts")
    memo = tmp_path / "memo.docx"
    memo.write_bytes(render(run, Config(), ".docx"))
    (pdf,) = converted([memo], "pdf", tmp_path / "out")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    plain = re.sub(r"\s", "", text)
    at = 0
    for n, f in enumerate(run.findings, 1):
        at = plain.index(f"发现{n}", at)
        assert f.fingerprint in plain[at:]
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 8
    assert [re.search(r"— ?(\d+) ?—\s*$", p)[1] for p in pages] == [str(n) for n in range(1, len(pages) + 1)]
    fonts = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True).stdout.decode().splitlines()[2:]
    assert all(re.search(r" yes (?:yes|no)  *(?:yes|no) ", line) for line in fonts), fonts


def test_the_workbook_computes_what_it_says_and_reads_back(run, tmp_path):
    rows = items(run, Config(), True)
    full = tmp_path / "full.xlsx"
    full.write_bytes(as_xlsx(rows, run, "zh"))
    bare = tmp_path / "bare.xlsx"  # without the results, so that LibreOffice has to compute them
    with zipfile.ZipFile(full) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data) if "worksheets" in name else data)
    filled = tmp_path / "filled.xlsx"
    book = openpyxl.load_workbook(full)
    mine = next(n for n, i in enumerate(rows, 2) if i.fingerprint)
    for key, value in (("verdict", "口径说明"), ("note", "按新收计"), ("date", datetime.date(2024, 5, 20))):
        book.worksheets[0].cell(mine, KEYS.index(key) + 1).value = value
    book.save(filled)

    computed, saved = converted([bare, filled], "xlsx", tmp_path / "out")
    sheet = openpyxl.load_workbook(computed, data_only=True).worksheets[0]
    seen = 0
    for n, item in enumerate(rows, 2):
        if item.computed.formula:
            got, want = sheet.cell(n, KEYS.index("computed") + 1).value, item.computed
            assert got == (float(want.value) if want.number else want.text), (n, item)
            seen += 1
    assert seen > 15
    assert [(m.fingerprint, m.verdict, m.note, m.date) for m in read_marks(saved)] == [
        (rows[mine - 2].fingerprint, "口径说明", "按新收计", "2024-05-20")
    ]


def test_halves_are_rounded_up_where_floats_would_slip(tmp_path):
    """=ROUND(529*100/920,0) is 58; =ROUND(529/920*100,0) gives 57, because 529/920*100 is a hair below 57.5."""
    import xlsxwriter

    from expectations.arithmetic.rounding import round_ratio

    rows = [
        (num, den, decimals)
        for decimals in (0, 1, 2)
        for den in range(8, 1000, 8)
        for num in range(1, den, 7)
        if (2 * num * 100 * 10**decimals) % den == 0 and (2 * num * 100 * 10**decimals // den) % 2
    ]
    assert len(rows) > 300
    file = tmp_path / "halves.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for n, (num, den, decimals) in enumerate([(529, 920, 0), *rows]):
            sheet.write_formula(n, 0, f"=ROUND({num}*100/{den},{decimals})", None, "")
    (computed,) = converted([file], "csv", tmp_path / "out")
    values = computed.read_text().split()
    assert values[0] == "58"
    for (num, den, decimals), value in zip(rows, values[1:], strict=True):
        assert round(float(value) * 10**decimals) == round_ratio(num, den, decimals, 100), (num, den, decimals)
