"""Exit codes as design.md has them: 0, 1 findings, 2 usage or input, 3 a bug; the highest wins."""

from __future__ import annotations

import pytest

CASES = [
    # id, arguments, exit code, what the error stream says
    ("clean", ("check", "clean.txt"), 0, ""),
    ("an error", ("check", "wrong.txt"), 1, ""),
    ("a warning is not loud enough", ("check", "cut.txt"), 0, ""),
    ("unless asked", ("check", "cut.txt", "--fail-on", "warning"), 1, ""),
    ("never", ("check", "wrong.txt", "--fail-on", "never"), 0, ""),
    ("ignored", ("check", "wrong.txt", "--ignore", "RAT101"), 0, ""),
    ("selected by name", ("check", "wrong.txt", "--select", "rate-does-not-recompute"), 1, ""),
    ("selected away", ("check", "wrong.txt", "--select", "sum"), 0, ""),
    ("missing", ("check", "nope.txt"), 2, "nope.txt: does not exist"),
    ("missing beside findings", ("check", "wrong.txt", "nope.txt"), 2, "nope.txt: does not exist"),
    ("missing is not turned off by never", ("check", "clean.txt", "nope.txt", "--fail-on", "never"), 2, "nope.txt"),
    ("no pattern matches", ("check", "*.docx"), 2, "matches no report"),
    ("an unknown option", ("check", "clean.txt", "--frobnicate"), 2, "--frobnicate"),
    ("an unknown command", ("chek", "clean.txt"), 2, "did you mean check?"),
    ("no command", (), 2, ""),
    ("no path", ("check",), 2, "PATH"),
    ("an unknown code", ("check", "clean.txt", "--select", "RAT99"), 2, "unknown code 'RAT99'"),
    ("an unknown suite", ("check", "clean.txt", "--suite", "genral"), 2, "did you mean general?"),
    ("an unknown level", ("check", "clean.txt", "--fail-on", "loud"), 2, "--fail-on"),
    ("an engine that is not there", ("check", "clean.txt", "--engine", "spark"), 2, "invalid choice: 'spark'"),
    ("the engine there is", ("check", "clean.txt", "--engine", "local"), 0, ""),
    ("no number of jobs", ("check", "clean.txt", "--jobs", "many"), 2, "not a number of processes"),
    ("no date", ("check", "clean.txt", "--today", "31.1.2026"), 2, "not a date"),
    ("no configuration", ("check", "clean.txt", "--config", "nope.toml"), 2, "nope.toml: no such configuration file"),
    ("no waivers", ("check", "clean.txt", "--waivers", "nope.yaml"), 2, "nope.yaml"),
    ("an unknown check", ("explain", "RAT999"), 2, "unknown code"),
    ("an unknown rate", ("lexicon", "show", "某某"), 2, "no row"),
    ("help", ("--help",), 0, ""),
    ("help of a command", ("check", "--help"), 0, ""),
    ("version", ("--version",), 0, ""),
    ("figures", ("figures", "clean.txt"), 0, ""),
    ("figures of nothing", ("figures", "nope.txt"), 2, "no figure was found"),
    ("relations are a table, not a verdict", ("relations", "wrong.txt"), 0, ""),
]


@pytest.mark.parametrize(("argv", "code", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_exit_code(gouji, argv, code, said):
    answer = gouji(*argv)
    assert answer.code == code, answer
    assert said in answer.err


def test_nothing_checked_is_no_pass(gouji, reports):
    (reports / "plain.txt").write_text("关于做好有关工作的通知\n\n请各单位认真落实，确保取得实效。\n", "utf-8")
    answer = gouji("check", "plain.txt")
    assert answer.code == 2
    assert "no figure was found" in answer.err
    assert "未发现不符" not in answer.out


@pytest.mark.parametrize(
    "line", ["colour = true", 'fail-on = "loud"', "jobs = '2'", "select = 3", 'today = "soon"', "= 1"]
)
def test_configuration_that_is_not_understood(gouji, reports, line):
    (reports / "gouji.toml").write_text(line + "\n", "utf-8")
    answer = gouji("check", "clean.txt")
    assert answer.code == 2
    assert "gouji.toml" in answer.err


def test_command_line_wins_over_configuration(gouji, reports):
    (reports / "gouji.toml").write_text('fail-on = "never"\nlang = "en"\n', "utf-8")
    assert gouji("check", "wrong.txt").code == 0
    answer = gouji("check", "wrong.txt", "--fail-on", "error")
    assert answer.code == 1
    assert "does not recompute" in answer.out
    assert "与算式不合" in gouji("check", "wrong.txt", "--lang", "zh").out


def test_pyproject_is_read_from_above(gouji, reports, monkeypatch):
    (reports / "gouji.toml").unlink()
    (reports / "pyproject.toml").write_text('[tool.gouji]\nfail-on = "never"\n', "utf-8")
    (reports / "deep").mkdir()
    monkeypatch.chdir(reports / "deep")
    assert gouji("check", "../wrong.txt").code == 0


@pytest.mark.parametrize("tools", ["tool = 3", "[tool]\ngouji = 3"])
def test_a_pyproject_without_a_table_of_ours(gouji, reports, tools):
    (reports / "gouji.toml").unlink()
    (reports / "pyproject.toml").write_text(tools + "\n", "utf-8")
    answer = gouji("check", "clean.txt")
    assert answer.code == (2 if "gouji" in tools else 0)
    assert ("tool.gouji is not a table" in answer.err) == ("gouji" in tools)


def test_a_bug_in_one_report_is_3_and_the_rest_is_audited(gouji, monkeypatch):
    from audit import pipeline

    right = pipeline.parse

    def parse(path, data=None):
        if "cut" in str(path):
            raise ValueError("a worm in the works")
        return right(path, data)

    monkeypatch.setattr(pipeline, "parse", parse)
    answer = gouji("check", "cut.txt", "wrong.txt", "nope.txt")
    assert answer.code == 3
    assert "RAT101" in answer.out
    assert "cut.txt: this is a bug of gouji: ValueError: a worm in the works" in answer.err
    assert "Traceback" not in answer.err
    assert "Traceback" in gouji("check", "cut.txt", "wrong.txt", "--debug").err


def test_a_bug_of_the_run_is_3_in_one_line(gouji, monkeypatch):
    from audit import pipeline

    def judge(*_):
        raise KeyError("d1r1")

    monkeypatch.setattr(pipeline, "judge", judge)
    answer = gouji("check", "wrong.txt")
    assert answer.code == 3
    assert answer.err.startswith("gouji: bug: KeyError: 'd1r1'")
    assert "Traceback" not in answer.err
    assert "Traceback" in gouji("check", "wrong.txt", "--debug").err


def test_a_judge_that_fails_is_never_a_pass(gouji, monkeypatch):
    from expectations import runner
    from expectations.errors import RunnerError

    def judge(*_, **__):
        raise RunnerError("rates: no result came back for RAT101")

    monkeypatch.setattr(runner, "judge", judge)
    answer = gouji("check", "clean.txt")
    assert answer.code == 3
    assert "no result came back for RAT101" in answer.err


def test_interrupted(gouji, monkeypatch):
    from audit import pipeline

    def judge(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "judge", judge)
    answer = gouji("check", "clean.txt", "-o", "out.txt")
    assert answer.code == 130
    assert answer.err == "gouji: interrupted\n"
