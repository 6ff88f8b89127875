"""Cold starts: a new process each time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from ci.bench.measure import Row, best_wall
from ci.bench.texts import REPORTS


def rows() -> Iterator[Row]:
    """Measure the commands that must not load pandas or Great Expectations, and one report from nothing."""
    python = best_wall(lambda: _run("-c", "pass"), 5)
    yield Row("python -c pass", python, "s")
    for command, goal in ((["--help"], "0.15"), (["rules"], ""), (["explain", "RAT101"], "")):
        took = best_wall(lambda command=command: _run("-m", "audit", *command), 5)
        yield Row("gouji " + " ".join(command), took, "s", f"{took / python:.1f} times bare Python", goal)
    report = str(sorted(REPORTS.glob("*.txt"))[0])
    took = best_wall(lambda: _run("-m", "audit", "check", report, "--fail-on", "never", "--jobs", "1"), 3)
    yield Row("gouji check one report", took, "s", f"{took / python:.1f} times bare Python")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
