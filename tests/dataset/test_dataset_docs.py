"""The pages about tracing and making datasets: what they show is run, and must come out as shown."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# how many commands each page shows at least
PAGES = {"discover.md": 5, "trace.md": 2, "dataset.md": 2, "walkthrough-datasets.md": 8}


def bare(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def fits(shown: list[str], got: list[str]) -> bool:
    """Are the lines those shown? A line of … stands for any number of lines."""
    if not shown:
        return not got
    if shown[0] == "…":
        return any(fits(shown[1:], got[n:]) for n in range(len(got) + 1))
    return bool(got) and shown[0] == got[0] and fits(shown[1:], got[1:])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with the fixtures beside it, where we stand."""
    here = tmp_path / "work"
    here.mkdir()
    (here / "gouji.toml").write_text("", "utf-8")
    shutil.copytree(ROOT / "fixtures", here / "fixtures", ignore=shutil.ignore_patterns("source", "gold"))
    monkeypatch.chdir(here)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return here


@pytest.mark.parametrize("page", PAGES)
def test_a_page(page, folder, capfd):
    from audit.cli import main

    found = [(m[1], m[2] or "", m[3]) for m in BLOCK.finditer((ROOT / "docs" / page).read_text("utf-8"))]
    ran, space = 0, {}
    for n, (language, name, text) in enumerate(found):
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        if language == "python":
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(text, f"{page} block {n}", "exec"), space)
            assert bare(out.getvalue()) == bare(found[n + 1][2])
        if language != "console":
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            words = shlex.split(command, comments=True)
            assert words[0] == "gouji", command
            capfd.readouterr()
            code = main(words[1:])
            out, err = capfd.readouterr()
            stated = re.search(r"# exit code (\d)", command)
            assert code == (int(stated[1]) if stated else 0), f"{command}\n{out}{err}"
            got = bare(out) + bare(err)
            assert fits(bare(shown), got), f"{command}\n" + "\n".join(got)
            ran += 1
    assert ran >= PAGES[page]


def test_fits():
    assert fits(["a", "…", "c"], ["a", "b", "b", "c"])
    assert fits(["a", "…"], ["a", "b"])
    assert fits(["…", "b"], ["a", "b"])
    assert not fits(["a", "…", "c"], ["a", "b"])
    assert not fits(["a"], ["a", "b"])
    assert not fits(["b", "…"], ["a", "b"])
    assert not fits(["a", "…", "c", "b"], ["a", "b", "c"])
