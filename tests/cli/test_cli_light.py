"""Help, rules, explain and lexicon import neither pandas nor Great Expectations, and start at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "numpy", "great_expectations", "docx", "openpyxl", "xlsxwriter", "pyarrow", "pydantic", "tqdm")
COMMANDS = [
    ["--help"],
    ["--version"],
    ["check", "--help"],
    ["rules"],
    ["rules", "--format", "json"],
    ["explain", "RAT102"],
]
SCRIPT = """
import json, sys
from audit.cli import main
code = main(sys.argv[1:])
print("\\n" + json.dumps([code, sorted({m.split(".")[0] for m in sys.modules})]))
"""


def modules(argv: list[str], cwd: Path) -> tuple[int, set[str]]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *argv], cwd=cwd, env=env, capture_output=True, text=True, check=True
    )
    code, names = json.loads(done.stdout.splitlines()[-1])
    return code, set(names)


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_nothing_heavy_is_imported(reports, argv):
    code, names = modules(argv, reports)
    assert code == 0
    assert not names & set(HEAVY)


@pytest.mark.parametrize(
    "command", ["figures", "relations", "memo", "letter", "checklist", "review", "waive", "baseline", "lexicon", "demo"]
)
def test_nor_for_the_help_of_any_command(reports, command):
    code, names = modules([command, "--help"], reports)
    assert code == 0
    assert not names & {*HEAVY, "ruamel", "lxml"}


def test_figures_need_no_judge(reports):
    _, names = modules(["figures", "cut.txt"], reports)
    assert "great_expectations" not in names


@pytest.mark.parametrize("argv", [["--help"], ["rules"], ["explain", "RAT102"]], ids=" ".join)
def test_they_start_at_once(reports, argv):
    """Best of five against a bare interpreter, with room for a busy machine; the goal is 0.15 s."""

    def best(command: list[str]) -> float:
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            subprocess.run(
                command, cwd=reports, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
            )
            times.append(time.perf_counter() - begin)
        return min(times)

    bare = best([sys.executable, "-c", "pass"])
    assert best([sys.executable, "-m", "audit", *argv]) < bare + 0.4
