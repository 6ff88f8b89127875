"""A test that asks for `case` runs on every row of cases/*.jsonl."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        files = sorted(CASES.glob("*.jsonl"))
        found = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
        metafunc.parametrize("case", found, ids=[row["id"] for row in found])
