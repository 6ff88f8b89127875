"""A folder of reports with known findings, and the command line, for the tests of the gate."""

from __future__ import annotations

import pytest
from gate_reports import CLEAN, REPORT


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder with two reports, which is the current one."""
    folder = tmp_path / "库"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "甲县.txt").write_text(REPORT, "utf-8")
    (folder / "reports" / "乙县.txt").write_text(CLEAN, "utf-8")
    monkeypatch.chdir(folder)
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def gouji(corpus, capsys):  # noqa: ARG001 - it runs there
    """Run a command as the command line does: (exit code, standard output, standard error)."""

    def run(*argv: str) -> tuple[int, str, str]:
        from audit.cli import main

        capsys.readouterr()
        code = main([str(a) for a in argv])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
