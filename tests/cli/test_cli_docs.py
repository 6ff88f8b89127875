"""The pages about the API and the command line: what they show is run, and must come out as shown."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Language, name and text of the fenced blocks of a page."""
    return [(m[1], m[2] or "", m[3]) for m in BLOCK.finditer((DOCS / page).read_text("utf-8"))]


def bare(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def fits(shown: list[str], got: list[str]) -> bool:
    """Are the lines those shown? A line of … stands for any number of lines."""
    if not shown:
        return not got
    if shown[0] == "…":
        return any(fits(shown[1:], got[n:]) for n in range(len(got) + 1))
    return bool(got) and shown[0] == got[0] and fits(shown[1:], got[1:])


def test_the_api(monkeypatch, tmp_path):
    folder = tmp_path / "api"
    folder.mkdir()
    monkeypatch.chdir(folder)
    found = blocks("api.md")
    space: dict = {}
    ran = 0
    for n, (language, _, text) in enumerate(found):
        if language != "python":
            continue
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(text, f"api.md block {n}", "exec"), space)
        if n + 1 < len(found) and found[n + 1][0] == "text":
            assert bare(out.getvalue()) == bare(found[n + 1][2])
            ran += 1
    assert ran >= 7


def test_the_command_line(gouji, reports):
    ran = 0
    for language, name, text in blocks("cli.md"):
        if name:
            (reports / name).parent.mkdir(parents=True, exist_ok=True)
            (reports / name).write_text(text, "utf-8")
        if language != "console":
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            words = shlex.split(command, comments=True)
            if words[0] == "echo":
                continue
            assert words[0] == "gouji"
            answer = gouji(*words[1:])
            stated = re.search(r"# exit code (\d)", command)
            assert answer.code == int(stated[1]) if stated else True, command
            got = bare(answer.out) + bare(answer.err)
            assert fits(bare(shown), got), f"{command}\n" + "\n".join(got)
            ran += 1
    assert ran >= 10


def test_every_command_and_option_has_its_place_in_the_page():
    import argparse
    from importlib import import_module

    from audit.cli.arguments import add_audit_options, add_common_options
    from audit.cli.commands import COMMANDS

    page = (DOCS / "cli.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"gouji {command.name}" in page
    parser = argparse.ArgumentParser()
    import_module("audit.cli.check").add_arguments(parser)
    add_audit_options(parser)
    add_common_options(parser)
    for option in parser._option_string_actions:
        if option.startswith("--") and option != "--help":
            assert f"`{option}" in page, option


def test_fits():
    assert fits(["a", "…", "c"], ["a", "b", "b", "c"])
    assert not fits(["a", "…", "c"], ["a", "b"])
    with pytest.raises(AssertionError):
        assert fits(["a"], ["b"])
