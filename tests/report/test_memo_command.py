"""The commands: outputs by suffix, nothing overwritten that is a report, exit codes, standard output."""

import pytest
from paper_reports import write

from audit.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    write(tmp_path / "reports")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "output", "begins"),
    [
        ("memo", "m.docx", b"PK"),
        ("memo", "m.html", b"<!doctype html>"),
        ("memo", "m.md", b"<!-- gouji"),
        ("letter", "l.docx", b"PK"),
        ("letter", "l.md", b"<!-- gouji"),
        ("checklist", "c.xlsx", b"PK"),
        ("checklist", "c.html", b"<!doctype html>"),
        ("checklist", "c.md", b"<!-- gouji"),
    ],
)
def test_the_suffix_chooses_the_format(folder, command, output, begins, capsys):
    assert main([command, "reports", "-o", output]) == 0
    assert (folder / output).read_bytes().startswith(begins)
    assert output in capsys.readouterr().err
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("command", "name"),
    [("memo", "gouji-memo.docx"), ("checklist", "gouji-checklist.xlsx"), ("letter", "gouji-letters")],
)
def test_without_a_name_the_output_has_one_that_a_later_run_passes_over(folder, command, name):
    from audit.read import expand

    assert main([command, "reports", "-q"]) == 0
    assert (folder / name).exists()
    assert {p.name for p in expand([folder])} >= {"a.txt", "b.md"}
    assert not [p for p in expand([folder]) if "gouji" in p.name]


@pytest.mark.parametrize("command", ["memo", "letter", "checklist"])
@pytest.mark.usefixtures("folder")
def test_standard_output_gets_markdown(command, capfdbinary):
    assert main([command, "reports", "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"<!-- gouji ")
    assert err == b""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["memo", "reports", "-o", "m.pdf"], "has the suffix .pdf"),
        (["memo", "reports", "-o", "memo"], "has no suffix"),
        (["checklist", "reports", "-o", "c.docx"], ".xlsx, .html"),
        (["memo", "reports/b.md", "-o", "reports/b.md"], "is one of the reports"),
        (["memo", "reports", "-o", "none/m.md"], "cannot be written"),
        (["memo", "reports", "--date", "20.5.2024"], "is not a date"),
    ],
)
def test_what_cannot_be_done_is_said_and_is_2(folder, arguments, said, capsys):
    before = (folder / "reports" / "b.md").read_bytes()
    try:
        code = main(arguments)
    except SystemExit as error:
        code = error.code
    assert code == 2
    assert said in capsys.readouterr().err
    assert (folder / "reports" / "b.md").read_bytes() == before


@pytest.mark.parametrize("command", ["memo", "checklist"])
def test_a_file_that_cannot_be_read_is_2_and_the_rest_is_written(folder, command, capsys):
    (folder / "reports" / "empty.txt").write_bytes(b"")
    assert main([command, "reports", "-o", "out.md"]) == 2
    assert "empty.txt" in capsys.readouterr().err
    assert "安澜县" in (folder / "out.md").read_text("utf-8")
