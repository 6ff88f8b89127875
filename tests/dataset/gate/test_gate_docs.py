"""The pages about the gate and its contracts: what they show is run, and must come out as shown."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"
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


@pytest.mark.parametrize(("page", "commands", "snippets"), [("gate.md", 5, 1), ("contract.md", 4, 1)])
def test_a_page(page, commands, snippets, here, gouji):
    (here / "gouji.toml").write_text("", "utf-8")
    ran = compared = 0
    found = blocks(page)
    for n, (language, name, text) in enumerate(found):
        if name:
            (here / name).write_text(text, "utf-8")
        if language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, shown = part.partition("\n")
                answer = gouji(*shlex.split(command, comments=True)[1:])
                assert answer.code == int(re.search(r"# exit code (\d)", command)[1]), command
                got = bare(answer.out) + bare(answer.err)
                assert fits(bare(shown), got), f"{command}\n" + "\n".join(got)
                ran += 1
        elif language == "python":
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(text, f"{page} block {n}", "exec"), {})
            assert bare(out.getvalue()) == bare(found[n + 1][2])
            compared += 1
    assert (ran, compared) == (commands, snippets)


def test_the_pages_name_every_option_and_every_kind_of_rule():
    import argparse

    from audit.cli import gate
    from audit.dataset.contract.kinds import KINDS
    from audit.dataset.contract.load import COLUMN

    parser = argparse.ArgumentParser()
    gate.add_arguments(parser)
    page = (DOCS / "gate.md").read_text("utf-8") + (DOCS / "trace.md").read_text("utf-8")
    options = [o for o in parser._option_string_actions if o.startswith("--") and o != "--help"]
    assert [o for o in options if f"{o}" not in page] == []
    rules = (DOCS / "contract.md").read_text("utf-8")
    assert [k for k in KINDS if f"`{k}`" not in rules] == []
    assert [c for c in COLUMN if f"`{c}`" not in rules] == []
