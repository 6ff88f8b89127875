"""The README: every command in it runs, what it shows comes out, and what it links to is there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from test_cli_docs import bare, fits

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_commands(gouji, reports):
    shutil.copytree(ROOT / "fixtures", reports / "fixtures")
    ran = 0
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            answer = gouji(*shlex.split(command, comments=True)[1:])
            assert answer.code in (0, 1), answer.err
            if shown.strip():
                got = bare(answer.out)
                assert fits(bare(shown), got), command + "\n" + "\n".join(got)
            ran += 1
    assert ran >= 5


def test_python(reports, capsys):
    shutil.copytree(ROOT / "fixtures", reports / "fixtures")
    (block,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})
    assert "error" in capsys.readouterr().out


def test_links():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
