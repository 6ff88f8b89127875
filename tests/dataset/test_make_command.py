"""gouji dataset on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from trace_reports import reports

from audit.cli import main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gouji.toml").write_text("", "utf-8")
    reports(tmp_path / "reports")
    return tmp_path


def test_it_writes_the_files_and_says_how_to_gate_them(here, capfd):
    assert main(["dataset", "reports", "-o", "new/data.csv"]) == 0
    out = capfd.readouterr().out
    files = sorted(p.name for p in (here / "new").iterdir())
    assert files == ["data.contract.yaml", "data.csv", "data.wide.csv", "datapackage.json"]
    assert all(f"new/{name}" in out for name in files)
    assert "gouji gate new/data.csv --contract new/data.contract.yaml --reports reports" in out
    assert main(["dataset", "reports", "-o", "new/data.csv", "--quiet", "--lang", "en"]) == 0
    assert capfd.readouterr().out == ""


def test_an_edited_contract_is_left_alone(here, capfd):
    assert main(["dataset", "reports", "-o", "data.csv"]) == 0
    contract = here / "data.contract.yaml"
    whole = contract.read_text("utf-8")
    contract.write_text(whole + "# mine\n", "utf-8")
    capfd.readouterr()
    assert main(["dataset", "reports", "-o", "data.csv", "--quiet"]) == 0
    assert "data.contract.yaml" in capfd.readouterr().err
    assert contract.read_text("utf-8").endswith("# mine\n")
    assert main(["dataset", "reports", "-o", "data.csv", "--force"]) == 0
    assert contract.read_text("utf-8") == whole
    capfd.readouterr()


def test_what_cannot_be_read_is_said_and_the_rest_is_made(here, capfd):
    (here / "reports" / "bad.pdf").write_bytes(b"%PDF-1.4")
    assert main(["dataset", "reports/cedar.txt", "reports/bad.pdf", "-o", "data.csv"]) == 2
    assert "bad.pdf" in capfd.readouterr().err
    assert (here / "data.csv").is_file()


@pytest.mark.parametrize("output", ["data.xlsx", "data", "reports/cedar.txt/data.csv"])
def test_outputs_that_cannot_be(here, capfd, output):
    assert main(["dataset", "reports/cedar.txt", "-o", output]) == 2
    assert "gouji: error:" in capfd.readouterr().err
    assert sorted(p.name for p in here.iterdir()) == ["gouji.toml", "reports"]


def test_a_lexicon_of_the_users(here):
    (here / "mine.yaml").write_text(
        "indicators:\n- {indicator: 河湖巡查, own: [巡查], about: [河长], unit: [次]}\n", "utf-8"
    )
    (here / "gouji.toml").write_text('lexicon = ["mine.yaml"]\n', "utf-8")
    (here / "reports" / "cedar.txt").write_text("柏溪县人民政府2023年度工作情况报告\n\n各级河长巡查1204次。\n", "utf-8")
    try:
        assert main(["dataset", "reports/cedar.txt", "-o", "data.csv"]) == 0
        assert "柏溪县,2023,河湖巡查,1204,次" in (here / "data.csv").read_text("utf-8")
    finally:
        from audit.parse import lexicon

        lexicon.use(())


def test_trace_options(here, capfd):
    (here / "data.csv").write_text("地区,年度,行政复议申请（件）\n柏溪县,2023,86\n", "utf-8")
    assert main(["gate", "data.csv", "--trace-output", "t.csv"]) == 2
    assert "--reports" in capfd.readouterr().err
    assert main(["gate", "data.csv", "--reports", "reports", "--trace-output", "t.csv"]) == 0
    assert (
        (here / "t.csv")
        .read_text("utf-8-sig")
        .splitlines()[1]
        .startswith("data.csv,2,柏溪县 2023,行政复议申请,86,printed,")
    )
    assert main(["gate", "data.csv", "--reports", "reports", "--trace-output", "data.csv"]) == 2
    assert "地区" in (here / "data.csv").read_text("utf-8")
    (here / "none.csv").write_text("地区,年度,行政复议申请（件）\n丙县,2023,86\n", "utf-8")
    assert main(["gate", "none.csv", "--reports", "reports"]) == 2
    capfd.readouterr()
