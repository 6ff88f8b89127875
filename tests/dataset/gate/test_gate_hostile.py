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


def test_a_number_longer_than_any_figure_is_no_number(tmp_path):
    gate = gate_of(tmp_path, f"a,b\n{'1' * 500},1\n2,1\n3,1\n", "rules: [{order: [a, b]}]\ncolumns: {a: number}\n")
    assert [(f.code, f.line) for f in gate.findings] == [("DST103", 2)]
    assert len(gate.findings[0].message) < 200


def test_damaged_files_of_every_kind_are_refused_or_read():
    """Bytes changed at random: an error that names the file, or a table whose cells stand where they say."""
    import io
    import random

    import openpyxl
    import pandas as pd
    from gate_cases import SMALL

    from audit.dataset.read.source import read_bytes
    from audit.errors import AuditError

    frame = pd.DataFrame({"地区": ["甲", "乙"], "率": [98.5, 97.25]})
    parquet, book = io.BytesIO(), io.BytesIO()
    frame.to_parquet(parquet)
    made = openpyxl.Workbook()
    for row in (["地区", "率"], ["甲", 0.5], ["乙", 1]):
        made.active.append(row)
    made.save(book)
    lines = b'{"a": 98.50, "b": "x"}\n{"a": null, "b": 1}\n'
    seeds = {"csv": SMALL.encode(), "jsonl": lines, "parquet": parquet.getvalue(), "xlsx": book.getvalue()}
    tokens = [b'"', b",", b"\n", b"\r", b"{", b"\\", b"\x00", b"\xff", b"9" * 40, "约".encode(), b"1e9", b"%"]
    rng, read, refused = random.Random(5), 0, 0
    for n in range(1200):
        form = list(seeds)[n % 4]
        data = bytearray(seeds[form])
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(data))
            data[at : at + rng.randrange(3)] = rng.choice(tokens)
        try:
            tables = read_bytes(f"f.{form}", bytes(data), form)
        except AuditError as error:
            refused += f"f.{form}" in str(error)
            continue
        read += 1
        for table in tables:
            assert len({c.name for c in table.columns}) == len(table.columns)
            for column in table.columns:
                assert len(column.text) == len(column.num) == len(column.null) == table.rows
            spans = [table.span(row, k) for row in range(table.rows) for k in range(len(table.columns))]
            spans += [(f.start, f.end) for f in table.faults]
            assert all(0 <= a <= b <= len(table.source) for a, b in spans)
    assert read > 50
    assert read + refused == 1200, "a refusal names the file"


def test_a_deep_condition_and_a_cell_of_a_million_characters(tmp_path):
    from audit.errors import AuditError

    with pytest.raises(AuditError, match="nested too deeply"):
        gate_of(tmp_path, "a\n1\n", f"rules:\n  - inequality: a > 0\n    where: {'(' * 100}a > 0{')' * 100}\n")
    with pytest.raises(AuditError, match="longer than"):
        gate_of(tmp_path, f'a\n"{"1" * 1_100_000}"\n', "rules: [{inequality: a > 0}]\n")
