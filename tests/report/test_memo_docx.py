"""The Word file: python-docx and a schema validator read it; headings, fields, tables and pages are what Word needs."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from paper_reports import run_of, write
from shared_findings import clean_run, nothing_run, shared_run

from audit.config import Config
from audit.report.letter.content import Wishes, letters, paper_of
from audit.report.memo import render
from audit.report.memo.content import Signing
from audit.report.paper.to_docx import write as as_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS = {"shared": shared_run, "clean": clean_run, "nothing": nothing_run}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write(folder)
    return render(run_of(folder), Config(), ".docx", Signing(date="2024-05-20"))


def tree(data, name="word/document.xml"):
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def test_the_page_is_that_of_the_standard(data):
    import docx

    section = docx.Document(BytesIO(data)).sections[0]
    millimetres = [round(x.mm) for x in (section.page_width, section.page_height)]
    margins = [round(x.mm) for x in (section.top_margin, section.left_margin, section.bottom_margin)]
    assert (millimetres, margins, round(section.right_margin.mm)) == ([210, 297], [37, 28, 35], 26)


@pytest.mark.parametrize(
    ("style", "size", "font"),
    [
        ("Normal", 16, None),
        ("Title", 22, "方正小标宋简体"),
        ("Heading 1", 16, "黑体"),
        ("Heading 2", 16, "楷体"),
        ("footer", 14, "宋体"),
    ],
)
def test_sizes_and_fonts_are_those_of_the_standard(data, style, size, font):
    import docx

    found = next(s for s in docx.Document(BytesIO(data)).styles if s.name.lower() == style.lower())
    assert found.font.size.pt == size
    if font:
        assert found.element.rPr.rFonts.get(W + "eastAsia") == font


def test_headings_are_headings_and_the_contents_name_them(data):
    import docx

    document = docx.Document(BytesIO(data))
    heads = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [p.text for p in heads if p.style.name == "Heading 1"][:3] == [
        "一、核查结论",
        "二、核查范围与资料来源",
        "三、核查方法与口径",
    ]
    assert sum(p.style.name == "Heading 3" for p in heads) == 9
    listed = [p.text for p in document.paragraphs if p.style.name in ("toc 1", "toc 2")]
    assert listed == [p.text for p in heads if p.style.name in ("Heading 1", "Heading 2")]
    codes = [x.text.strip() for x in tree(data).iter(W + "instrText")]
    assert codes == ['TOC \\o "1-2" \\h \\z \\u']
    marks = {x.get(W + "name") for x in tree(data).iter(W + "bookmarkStart")}
    assert {x.get(W + "anchor") for x in tree(data).iter(W + "hyperlink")} <= marks


def test_captions_are_numbered_by_fields(data):
    fields = [(x.get(W + "instr").split()[1], "".join(x.itertext())) for x in tree(data).iter(W + "fldSimple")]
    tables = [int(n) for word, n in fields if word == "表"]
    assert tables == list(range(1, len(tables) + 1))
    assert [n for word, n in fields if word == "图"] == ["1"]


def test_tables_break_well(data):
    tables = list(tree(data).iter(W + "tbl"))
    three_line = [t for t in tables if t.find(f"{W}tblPr/{W}tblStyle").get(W + "val") == "ThreeLine"]
    assert len(three_line) > 8
    for t in tables:
        rows = t.findall(W + "tr")
        widths = [int(c.get(W + "w")) for c in t.find(W + "tblGrid")]
        assert sum(widths) == 8844  # 156 mm
        assert all(len(r.findall(W + "tc")) == len(widths) for r in rows)
        unbroken = [r for r in rows if r.find(f"{W}trPr/{W}cantSplit") is not None]
        assert len(unbroken) == len([r for r in rows if len("".join(r.itertext())) <= 420])
    for t in three_line:
        first = t.find(W + "tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in first.iter(W + "p"))


def test_the_page_number_is_outside_on_facing_pages(data):
    odd, even = (tree(data, f"word/footer{n}.xml") for n in (1, 2))
    for footer, side in ((odd, "right"), (even, "left")):
        assert footer.find(f".//{W}jc").get(W + "val") == side
        assert "".join(footer.itertext()) == "—  PAGE 1 —"
    assert tree(data, "word/settings.xml").find(W + "evenAndOddHeaders") is not None


def test_the_chart_is_native_and_its_numbers_are_inside(data):
    import openpyxl

    archive = zipfile.ZipFile(BytesIO(data))
    chart = archive.read("word/charts/chart1.xml").decode()
    labels = re.findall(r"<a:t>([^<]*)</a:t>", chart)
    assert labels[:2] == ["8.7%", "77.35%"]
    assert "77.36% (−0.01)" in labels
    rows = list(openpyxl.load_workbook(BytesIO(archive.read("word/embeddings/chart1.xlsx"))).active.values)
    assert rows[0][1:] == ("文中所印", "重算")
    assert rows[2][1:] == (77.35, 77.36)
    assert not [n for n in archive.namelist() if n.endswith((".png", ".jpeg", ".emf"))]


def test_nothing_in_the_file_is_of_today(data):
    archive = zipfile.ZipFile(BytesIO(data))
    assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"2024-05-20T00:00:00Z") == 2
    undated = zipfile.ZipFile(BytesIO(render(shared_run(), Config(), ".docx")))
    assert b"dcterms:created" not in undated.read("docProps/core.xml")
    assert b'name="gouji"' in undated.read("docProps/custom.xml")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", RUNS)
def test_it_is_valid_office_open_xml(name, lang, tmp_path):
    openxml_audit = pytest.importorskip("openxml_audit", reason="pip install openxml-audit: the file was not validated")
    run, config = RUNS[name](), Config(lang=lang)
    files = {"memo": render(run, config, ".docx")}
    files["letter"] = as_docx(paper_of(letters(run, "info"), run, config, Wishes()))
    for kind, made in files.items():
        path = tmp_path / f"{kind}.docx"
        path.write_bytes(made)
        result = openxml_audit.OpenXmlValidator().validate(str(path))
        assert result.is_valid, [str(e) for e in result.errors][:5]
