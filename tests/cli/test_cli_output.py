"""Where output goes: whole files or none, never over a report, and quietly away when nobody reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown"])
def test_a_file_holds_what_would_be_printed(gouji, reports, form):
    printed = gouji("check", "wrong.txt", "cut.txt", "--format", form)
    written = gouji("check", "wrong.txt", "cut.txt", "--format", form, "-o", "out.file")
    assert (written.code, written.out) == (printed.code, "")
    assert (reports / "out.file").read_bytes().decode("utf-8") == printed.out
    assert printed.out


def test_a_second_run_writes_the_same_bytes(gouji, reports):
    for form in ("text", "json", "jsonl"):
        gouji("check", ".", "--format", form, "-o", "a.out")
        gouji("check", ".", "--format", form, "-o", "b.out")
        assert (reports / "a.out").read_bytes() == (reports / "b.out").read_bytes()


def test_it_never_writes_over_a_report(gouji, reports):
    before = (reports / "cut.txt").read_bytes()
    (reports / "link.txt").symlink_to("cut.txt")
    for target in ("cut.txt", "./cut.txt", "link.txt"):
        answer = gouji("check", "cut.txt", "-o", target)
        assert answer.code == 2
        assert "is one of the inputs" in answer.err
    assert gouji("figures", ".", "-o", "cut.txt", "--format", "csv").code == 2
    assert (reports / "cut.txt").read_bytes() == before


@pytest.mark.parametrize("target", ["nowhere/out.json", ".", "cut.txt/out.json"])
def test_a_place_that_cannot_be_written_is_said_before_any_work(gouji, monkeypatch, target):
    from audit import pipeline

    monkeypatch.setattr(pipeline, "parse", lambda *_: pytest.fail("a report was parsed"))
    answer = gouji("check", "wrong.txt", "--format", "json", "-o", target)
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def test_after_an_error_nothing_is_left_and_the_old_file_stands(gouji, reports, monkeypatch):
    from audit import pipeline

    (reports / "run.json").write_text("old", "utf-8")
    before = names(reports)
    monkeypatch.setattr(pipeline, "judge", lambda *_: 1 / 0)
    assert gouji("check", "wrong.txt", "--format", "json", "-o", "run.json").code == 3
    assert (reports / "run.json").read_text("utf-8") == "old"
    assert names(reports) == before


def test_a_device_is_written_to_and_not_replaced(gouji):
    assert gouji("check", "cut.txt", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_file_gets_the_usual_rights(gouji, reports):
    gouji("check", "cut.txt", "-o", "out.txt")
    (reports / "plain").touch()
    assert (reports / "out.txt").stat().st_mode == (reports / "plain").stat().st_mode


def test_a_reader_that_goes_away_is_no_traceback(reports):
    text = (reports / "wrong.txt").read_text("utf-8")
    for n in range(60):
        (reports / f"x{n}.txt").write_text(f"某{n}" + text * 20, "utf-8")
    argv = [sys.executable, "-m", "audit", "figures", "."]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(argv, cwd=reports, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert process.returncode in (0, 2)
