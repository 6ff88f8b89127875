"""Every check on text: rows that break, tie or must stay silent, as data in tests/cases/<CODE>.jsonl."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from audit.config import Config
from audit.model import Audited
from audit.pipeline import judge, parse

CASES = Path(__file__).parents[1] / "cases"
# Codes that speak of relations written under another: what only truncation gives, what has the wrong direction.
PRIMARY = {"RAT102": "RAT101", "CHG104": "CHG101", "CHG105": "CHG101"}
FAMILIES = ("RAT", "GRN", "SUM", "ORD", "CHG", "REP", "ENU", "HDG", "PER", "SCP", "DOC")
ROWS = [
    (path.stem, json.loads(line))
    for path in sorted(CASES.glob("[A-Z]*.jsonl"))
    if path.stem[:3] in FAMILIES
    for line in path.read_text("utf-8").splitlines()
]


@cache
def audited() -> dict[str, Audited]:
    """Every text audited, in one batch: Great Expectations costs a moment a batch."""
    documents = [parse("-", row["text"].encode()) for _, row in ROWS]
    return {row["id"]: one for (_, row), one in zip(ROWS, judge(documents, Config()), strict=True)}


def test_every_file_has_rows_of_each_verdict():
    ids = [row["id"] for _, row in ROWS]
    assert len(ids) == len(set(ids)) >= 90
    for code in {code for code, _ in ROWS}:
        verdicts = {row["verdict"] for c, row in ROWS if c == code}
        assert "silent" in verdicts, code
        assert verdicts & {"breaks", "ties"}, code
        assert verdicts <= {"breaks", "ties", "silent"}, code


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[row["id"] for _, row in ROWS])
def test_row(code, row):
    one = audited()[row["id"]]
    findings = [f.code for f in one.findings]
    primary = PRIMARY.get(code, code)
    verdicts = [r["verdict"] for r in one.relations if r["check"] in (code, primary)]
    if row["verdict"] == "breaks":
        assert code in findings, (row["why"], findings)
        return
    assert code not in findings, row["why"]
    if row["verdict"] == "ties":
        assert "ties" in verdicts, (row["why"], verdicts)
    elif code == primary:
        assert verdicts == [], row["why"]
