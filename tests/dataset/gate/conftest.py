"""What the tests of the gate share: the command line in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path[:0] = [p for p in (str(Path(__file__).parent),) if p not in sys.path]


class Answer(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty current folder, outside any CI service."""
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def gouji(here, capsys) -> Callable[..., Answer]:
    """Run a command in the current folder."""
    from audit.cli import main

    assert here.is_dir()

    def run(*argv: str) -> Answer:
        capsys.readouterr()
        code = main(list(argv))
        shown = capsys.readouterr()
        return Answer(code, shown.out, shown.err)

    return run
