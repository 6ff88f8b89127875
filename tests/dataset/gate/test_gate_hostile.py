"""Hostile tables and contracts: nothing runs, nothing breaks a format, nothing hangs."""

from __future__ import annotations

import json
import time
import xml.etree.ElementTree as ET

import pytest
from gate_cases import gate_of

CELLS = [
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "%0A::error file=x::y",
    "]]>",
    "\x1b[31mred\x1b[0m",
    "a\u202eb",
    "::set-output name=a::b",
    "{0}{label}",
    "](javascript:alert(1))",
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_only_shown(here, gouji, cell):
    quoted = cell.replace('"', '""')
    (here / "d.csv").write_text(f'k,受理,办结,办结率\n"{quoted}",10,8,81.0%\n乙,10,8,80.0%\n丙,10,7,70.0%\n', "utf-8")
    (here / "c.yaml").write_text(
        "keys: [k]\nrules: [{rate: {reported: 办结率, numerator: 办结, denominator: 受理}}]\n", "utf-8"
    )
    out = {}
    for form in ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown"):
        said = gouji("gate", "d.csv", "--contract", "c.yaml", "--format", form)
        assert said.code == 1, said.err
        out[form] = said.out
    assert json.loads(out["json"])["findings"][0]["code"] == "RAT101"
    json.loads(out["sarif"])
    json.loads(out["gitlab"])
    ET.fromstring(out["junit"])
    assert "\x1b" not in out["text"] + out["markdown"] + out["github"]
    assert "<script" not in out["markdown"]
    assert sum(line.startswith("::") for line in out["github"].splitlines()) == 1


def test_the_pattern_of_a_contract_does_not_hang_the_gate(tmp_path):
    begin = time.monotonic()
    gate = gate_of(tmp_path, "k,a\n" + "x" * 40 + "!,1\n", 'columns: {k: {pattern: "(x+x+)+y"}}\n')
    assert time.monotonic() - begin < 20
    if gate.run.failures:
        assert "takes longer" in gate.run.failures[0].message
    else:
        assert [f.code for f in gate.findings] == ["DST107"]


def test_huge_numbers_are_exact(tmp_path):
    big = 10**25
    text = f"a,b,c\n{2 * big + 1},{big},{big + 1}\n{2 * big},{big},{big + 1}\n"
    gate = gate_of(tmp_path, text, "rules: [{sum: {total: a, parts: [b, c]}}]\n")
    assert [(f.code, f.line) for f in gate.findings] == [("SUM101", 3)]
    assert gate.findings[0].expected == str(2 * big + 1)


def test_a_deep_condition_and_a_cell_of_a_million_characters(tmp_path):
    from audit.errors import AuditError

    with pytest.raises(AuditError, match="nested too deeply"):
        gate_of(tmp_path, "a\n1\n", f"rules:\n  - inequality: a > 0\n    where: {'(' * 100}a > 0{')' * 100}\n")
    with pytest.raises(AuditError, match="longer than"):
        gate_of(tmp_path, f'a\n"{"1" * 1_100_000}"\n', "rules: [{inequality: a > 0}]\n")
