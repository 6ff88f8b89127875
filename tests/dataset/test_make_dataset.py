"""gouji dataset: what is made out of reports, and that it keeps what it says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from trace_reports import CEDAR, OTHER, parsed

from audit.config import Config
from audit.dataset.make import make
from audit.dataset.making.tables import LONG
from audit.errors import InputError

FIXTURES = Path(__file__).parents[2] / "fixtures" / "reports"
FIVE = ("guobao.md", "libo.html", "luzhai.txt", "rongan.docx", "yufeng.txt")
WRONG = CEDAR.replace("败诉率5.0%", "败诉率5.3%")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


@pytest.fixture(scope="module")
def five():
    """The five reports that come with gouji, and the dataset made of them."""
    from audit.pipeline import parse

    if not all((FIXTURES / name).is_file() for name in FIVE):
        pytest.fail("fixtures/reports is not there")
    reports = [parse(FIXTURES / name) for name in FIVE]
    return reports, make(reports, Config(), str(FIXTURES.parent / "data.csv"))


def write(made, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    return folder


def test_every_value_is_the_figure_at_its_place(five):
    reports, made = five
    by_hash = {p.sha256: p for p in reports}
    found = rows(made.files["data.csv"])
    assert len(found) == made.values > 100
    for row in found:
        p = by_hash[row["sha256"]]
        at = p.figures["start"].index(int(row["start"]))
        assert p.figures["end"][at] == int(row["end"])
        assert "".join(p.figures["text"][at].split()) == "".join(row["text"].split())
        assert Decimal(row["数值"]) == Decimal(p.figures["value"][at])
        if p.format != "html":
            assert "".join(p.source[int(row["start"]) : int(row["end"])].split()) == "".join(row["text"].split())


FACTS = [
    ("融安县", "行政复议受理", "27", "件"),
    ("融安县", "行政复议纠错率", "23.81", "%"),
    ("荔波县", "矛盾纠纷调处成功率", "97.87", "%"),
    ("鹿寨县", "行政争议调解成功率", "77.35", "%"),
    ("鹿寨县", "部门权责事项", "31964", "项"),
    ("鹿寨县", "罚款金额", "441080", "元"),
    ("鹿寨县", "法律明白人", "1300", "人"),
    ("鱼峰区", "行政复议申请", "70", "件"),
    ("国宝乡", "热线满意率", "97.56", "%"),
]


@pytest.mark.parametrize(("place", "name", "value", "unit"), FACTS)
def test_facts(five, place, name, value, unit):
    found = {(r["地区"], r["指标"]): (r["数值"], r["单位"], r["年度"]) for r in rows(five[1].files["data.csv"])}
    assert found[place, name] == (value, unit, "2023")


def test_wide_and_long_say_the_same(five):
    from audit.dataset.cells import head_name, value

    made = five[1]
    wide = rows(made.files["data.wide.csv"])
    assert len(wide) == made.rows == 5
    cells = {
        (r["地区"], head_name(head)[0]): cell
        for r in wide
        for head, cell in r.items()
        if cell and head not in ("地区", "年度")
    }
    long = {(r["地区"], r["指标"]): r["数值"] for r in rows(made.files["data.csv"])}
    assert set(cells) == set(long)
    for key, cell in cells.items():
        read = value(cell)
        assert Decimal(read.num).scaleb(-read.dec) == Decimal(long[key]), key
    assert cells["鹿寨县", "法律明白人"] == "1300余"
    assert cells["鹿寨县", "罚款金额"] == "44.108万"


def test_it_passes_its_own_gate_with_its_waivers_and_not_without(five, tmp_path):
    from audit.dataset.contract import load_contract
    from audit.dataset.gate import run_gate
    from audit.dataset.read import read_tables

    folder = write(five[1], tmp_path)
    for name, contract in (("data.csv", "data.contract.yaml"), ("data.wide.csv", "data.contract.yaml")):
        tables = read_tables(folder / name)
        bound = load_contract(folder / contract)
        gate = run_gate(tables, bound, Config(waivers=str(folder / "data.waivers.yaml")), locate=False)
        assert not gate.run.failures
        assert sorted(f.code for f in gate.findings if f.waiver) == ["RAT101", "RAT102"]
        assert {f.code for f in gate.findings if not f.waiver} <= {"GAT102"}
        assert gate.summary["relations"]["ties"] > 15
        assert sum(not f.waiver for f in run_gate(tables, bound, Config(), locate=False).findings) == 2


def test_it_traces_back_to_the_reports(five, tmp_path):
    from audit.dataset.read import read_tables
    from audit.dataset.trace import trace

    reports, made = five
    folder = write(made, tmp_path)
    for name in ("data.csv", "data.wide.csv"):
        out = trace(read_tables(folder / name), reports, Config())
        assert out.findings == []
        assert out.summary["printed"] == out.summary["values"] == made.values


def test_a_changed_report_is_seen(tmp_path):
    from audit.dataset.read import read_tables
    from audit.dataset.trace import trace

    made = make(parsed(tmp_path / "reports"), Config(), str(tmp_path / "data.csv"))
    write(made, tmp_path)
    changed = parsed(tmp_path / "reports", cedar=CEDAR.replace("86件", "89件"))
    out = trace(read_tables(tmp_path / "data.csv"), changed, Config())
    assert {f.code for f in out.findings} == {"TRC106"}


def test_the_same_reports_give_the_same_bytes(tmp_path):
    a, b = (make(parsed(tmp_path / "reports"), Config(), str(tmp_path / "data.csv")).files for _ in range(2))
    assert a == b


def test_the_data_package(five, tmp_path):
    from audit.dataset.read import read_tables

    folder = write(five[1], tmp_path)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        heads = next(csv.reader(io.StringIO(data.decode("utf-8"))))
        assert [f["name"] for f in resource["schema"]["fields"]] == heads
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        assert set(resource["schema"]["primaryKey"]) <= set(heads)
        for field, column in zip(
            resource["schema"]["fields"], zip(*csv.reader(io.StringIO(data.decode("utf-8"))), strict=True), strict=True
        ):
            if field["type"] == "integer":
                assert all(c.isdigit() for c in column[1:] if c)
            if field["type"] == "number":
                assert all(Decimal(c) is not None for c in column[1:] if c)
    assert [t.rows for t in read_tables(folder)] == [five[1].values, 5]
    assert {s["sha256"] for s in package["sources"]} == {p.sha256 for p in five[0]}


def test_a_report_that_is_wrong_is_waived_with_its_place(tmp_path):
    made = make(parsed(tmp_path / "reports", cedar=WRONG), Config(), str(tmp_path / "data.csv"))
    assert {f.code for f in made.findings} == {"RAT101"}
    assert "cedar.txt 第 5 行“5.3%”" in made.files["data.waivers.yaml"].decode("utf-8")


def test_clean_reports_need_no_waivers(tmp_path):
    made = make(parsed(tmp_path / "reports"), Config(), str(tmp_path / "data.csv"))
    assert "data.waivers.yaml" not in made.files
    assert made.findings == []
    assert made.rules


def test_what_is_doubtful_is_left_out_and_said(tmp_path):
    twice = CEDAR + "\n另据统计，全年收到行政复议申请99件。\n"
    made = make(parsed(tmp_path / "reports", cedar=twice), Config(), str(tmp_path / "data.csv"))
    assert [(Path(p).name, why) for p, why, _ in made.left_out] == [("cedar.txt", "several")]
    assert ("柏溪县", "行政复议申请") not in {(r["地区"], r["指标"]) for r in rows(made.files["data.csv"])}
    no_year = "柏溪县人民政府工作情况\n\n全年收到行政复议申请86件。\n"
    made = make(parsed(tmp_path / "more", cedar=no_year), Config(), str(tmp_path / "data.csv"))
    assert [why for _, why, _ in made.left_out] == ["year"]


def test_a_report_of_each_year_is_a_row(tmp_path):
    made = make(parsed(tmp_path / "reports", before=OTHER), Config(), str(tmp_path / "data.csv"))
    wide = rows(made.files["data.wide.csv"])
    assert [(r["地区"], r["年度"], r["行政复议申请（件）"]) for r in wide] == [
        ("柏溪县", "2023", "86"), ("苔原县", "2023", "45"), ("苔原县", "2022", "51"),
    ]  # fmt: skip


def test_nothing_to_put_in_is_an_error(tmp_path):
    with pytest.raises(InputError, match="indicator"):
        make(
            parsed(tmp_path / "r", cedar="通知\n\n请各单位落实。\n", moss="通知\n"),
            Config(),
            str(tmp_path / "data.csv"),
        )


def test_cells_are_inert_in_a_spreadsheet(tmp_path):
    from audit.pipeline import parse

    bad = tmp_path / "=cmd|'calc'!A1.txt"
    bad.write_text("情况\n\n2023年全年收到行政复议申请86件，受理81件。\n", "utf-8")
    made = make([parse(bad)], Config(), str(tmp_path / "data.csv"))
    for name in ("data.csv", "data.wide.csv"):
        for row in csv.reader(io.StringIO(made.files[name].decode("utf-8"))):
            assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row), row
    assert rows(made.files["data.csv"])[0]["地区"].startswith("'=cmd")


def test_the_columns(five):
    heads = next(csv.reader(io.StringIO(five[1].files["data.csv"].decode("utf-8"))))
    assert tuple(heads) == LONG == ("地区", "年度", "指标", "数值", "单位", "text", "report", "sha256", "start", "end")


def test_a_rule_that_other_reports_break_is_not_in_the_contract(five):
    made = five[1]
    bases = [
        r.columns["denominator"]
        for r in made.rules
        if r.kind == "rate" and r.columns["reported"] == ("行政诉讼败诉率",)
    ]
    assert ("行政诉讼一审案件",) not in bases
    assert ("行政诉讼一审案件",) in [r.columns.get("denominator") for r in made.dropped]


def test_what_one_year_happens_to_relate_binds_no_other_year(tmp_path):
    from audit.dataset.contract import contract_of
    from audit.dataset.gate import run_gate
    from audit.dataset.read.source import read_bytes
    from audit.gate.yaml_file import parsed as yaml

    text = (
        "柏溪县人民政府{}年度法治政府建设情况报告\n\n"
        "人民法院审结行政诉讼案件{}件，受理行政复议案件{}件，审结{}件。行政诉讼发生一审案件{}件，败诉{}件。\n"
    )
    one, other = (
        make(parsed(tmp_path / f"r{n[0]}", cedar=text.format(*n), moss="通知\n"), Config(), str(tmp_path / "data.csv"))
        for n in ((2023, 268, 116, 109, 270, 3), (2024, 290, 6, 5, 300, 12))
    )
    contract = contract_of(yaml(one.files["data.contract.yaml"].decode("utf-8"), "data.contract.yaml"))
    wide = read_bytes("data.wide.csv", other.files["data.wide.csv"], "csv")
    gate = run_gate(wide, contract, Config())
    assert [(f.code, f.message) for f in gate.findings] == []
    orders = [(r.columns["items"], r.severity) for r in contract.rules if r.kind == "order"]
    assert orders == [(("行政复议受理", "行政复议办结"), "warning")]
    assert gate.summary["relations"]["ties"]


MATTERS = [
    # kind, columns, is it a rule
    ("order", {"items": ("行政复议申请", "行政复议受理")}, True),
    ("order", {"items": ("行政复议受理", "行政复议申请")}, False),
    ("order", {"items": ("法院审结案件", "行政复议受理")}, False),
    ("order", {"items": ("法院审结案件", "行政诉讼败诉")}, False),
    ("order", {"items": ("依申请公开收到", "依申请公开办结")}, False),  # what the year before left is closed, too
    ("subset", {"whole": ("行政复议办结",), "parts": ("行政复议维持", "行政复议撤销")}, True),
    ("subset", {"whole": ("行政复议受理",), "parts": ("行政复议不予受理",)}, False),
    ("subset", {"whole": ("行政复议办结",), "parts": ("行政复议受理",)}, False),
    ("subset", {"whole": ("行政复议办结",), "parts": ("行政诉讼败诉",)}, False),
    ("subset", {"whole": ("部门权力事项",), "parts": ("乡镇权力事项",)}, False),
    ("rate", {"reported": ("甲率",), "numerator": ("乙",), "denominator": ("丙",)}, True),
]


@pytest.mark.parametrize(("kind", "columns", "rule"), MATTERS, ids=[f"{k} {c}" for k, c, _ in MATTERS])
def test_only_figures_of_one_matter_bound_each_other(kind, columns, rule):
    from audit.dataset.making.rules import _one_matter

    assert _one_matter(kind, columns, {"依申请公开"}) is rule


def test_its_contract_serves_a_table_with_fewer_columns(tmp_path):
    from audit.dataset.contract import load_contract
    from audit.dataset.gate import run_gate
    from audit.dataset.read import read_tables

    made = make(parsed(tmp_path / "reports"), Config(), str(tmp_path / "data.csv"))
    folder = write(made, tmp_path)
    (folder / "few.csv").write_text(
        "地区,年度,行政复议申请,行政复议受理\n柏溪县,2023,86,81\n苔原县,2023,45,49\n", "utf-8"
    )
    gate = run_gate(read_tables(folder / "few.csv"), load_contract(folder / "data.contract.yaml"), Config())
    assert not gate.run.failures
    assert [(f.code, f.severity, f.line) for f in gate.findings] == [("ORD101", "warning", 3)]
    assert any(note.startswith("not judged, as they name such columns") for note in gate.tables[0].notes)
