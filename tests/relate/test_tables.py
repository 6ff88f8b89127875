"""Relations of table cells: cases as data, the same table turned, and slips in tables made at random."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from laying import lay, line, lines, relate_tables, verdicts
from made import pipes, slip, table

from audit.parse.figures import scan
from audit.parse.grids import grids
from audit.read.normalise import drop_invisible, normalise
from audit.read.source import Mark
from audit.read.structure import structure
from audit.relate.relations import Relation
from audit.relate.repeats import repeats
from audit.relate.restated import restated

CASE = re.compile(r"^## (\S+)\n\n(.*?)\n\n```text\n(.*?)\n```\n\n((?:- [^\n]*\n)+)", re.M | re.S)
CASES = [m.groups() for m in CASE.finditer(Path(__file__).with_name("tables.md").read_text("utf-8"))]


def test_cases_are_all_read():
    text = Path(__file__).with_name("tables.md").read_text("utf-8")
    assert len(CASES) == text.count("\n## ") >= 60


@pytest.mark.parametrize(("name", "why", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_case(name, why, text, expected):
    year = re.search(r"Year (\d{4})", why)
    got = lines(lay(text, year=int(year.group(1)) if year else None))
    wanted = [x[2:] for x in expected.strip().split("\n")]
    if wanted == ["nothing"]:
        wanted = []
        assert got == [], name
    missing = [x for x in wanted if x not in got]
    assert not missing, (name, got)
    loud = [x for x in got if x.startswith(("breaks", "undetermined"))]
    assert sorted(loud) == sorted(x for x in wanted if x.startswith(("breaks", "undetermined"))), name


@pytest.mark.parametrize("seed", range(25))
def test_a_table_that_ties_is_silent(seed):
    got = lines(lay(pipes(table(random.Random(seed)))))
    assert len(got) > 10
    assert not [x for x in got if x.startswith("breaks") and "hundred" not in x and "100.00%" not in x]


@pytest.mark.parametrize("seed", range(25))
def test_a_turned_table_gives_the_same_relations(seed):
    rows = table(random.Random(seed))
    turned = [list(column) for column in zip(*rows, strict=True)]
    kinds = ("sum", "balance", "rate", "change")
    here, there = (
        sorted(" ".join(sorted(x.split())) for x in lines(lay(pipes(t))) if x.startswith(kinds)) for t in (rows, turned)
    )
    assert here == there


@pytest.mark.parametrize("seed", range(60))
def test_a_slip_in_any_cell_is_told(seed):
    rng = random.Random(seed)
    rows = table(rng)
    r, k = rng.randrange(1, len(rows)), rng.randrange(1, len(rows[0]))
    old = rows[r][k]
    sign = "%" if old.endswith("%") else ""
    if old.rstrip("%") in ("0.00", "100.00"):
        pytest.skip("a slip that says nothing")
    rows[r][k] = slip(old.rstrip("%"), rng) + sign
    c = lay(pipes(rows))
    relations = relate_tables(c)
    told = [r for r, v in zip(relations, verdicts(relations), strict=True) if v == "breaks" and r.cap != "info"]
    texts = [c.text[c.figures.start[i] : c.figures.end[i]] for r in told for _, i in r.members]
    assert rows[r][k] in texts, (rows[0][k], old, rows[r][k])


def test_every_relation_is_written_once():
    for seed in range(10):
        c = lay(pipes(table(random.Random(seed))))
        seen = [(r.kind, r.check, tuple(sorted(r.members))) for r in relate_tables(c)]
        assert len(seen) == len(set(seen))


def test_numerals_of_tables_stay_in_one_place():
    for name, _, text, _ in CASES:
        text, _ = drop_invisible(normalise(text))
        layout = structure(text)
        numerals = scan(text, layout)
        before = len(numerals.figures) + len(numerals.ledger.start)
        laid = grids(text, layout, numerals.figures, numerals.ledger)
        assert len(numerals.figures) + len(numerals.ledger.start) == before, name
        for i, at in enumerate(numerals.figures.cell):
            assert at is None or laid[at[0]].at[at[1]][at[2]] == i, name


def test_labels_stay_figures_without_a_ledger():
    text = normalise("年份\t受理\n2021\t500\n2022\t560\n合计\t1060")
    layout = structure(text)
    figures = scan(text, layout).figures
    (grid,) = grids(text, layout, figures)
    assert grid.sides[1:] == ["2021", "2022", "合计"]
    for i, at in enumerate(figures.cell):
        if text[figures.start[i] : figures.end[i]] in ("2021", "2022"):
            assert at is not None


def test_merged_cells_that_the_format_states():
    cells = [
        [("县区", 2, 1), ("行政复议", 1, 2)],
        [("收案", 1, 1), ("结案", 1, 1)],
        [("甲县", 1, 1), ("40", 1, 1), ("36", 1, 1)],
        [("乙县", 1, 1), ("30", 1, 1), ("29", 1, 1)],
        [("合计", 1, 1), ("70", 1, 1), ("56", 1, 1)],
    ]
    text, rows = "", []
    for row in cells:
        spans = []
        for words, down, right in row:
            spans.append((len(text), len(text) + len(words), down, right))
            text += words + "\t"
        rows.append(tuple(spans))
        text = text[:-1] + "\n"
    c = lay(text, (Mark("table", 0, len(text) - 1, 0, tuple(rows)),))
    assert [g.heads for g in c.grids] == [["县区", "行政复议/收案", "行政复议/结案"]]
    assert "sum 70 = 40 + 30" in lines(c)
    assert "breaks error: sum 56 = 36 + 29" in lines(c)


def test_restated_leaves_pairs_that_are_there():
    text = next(text for name, _, text, _ in CASES if name == "restated")
    c = lay(text)
    out: list[Relation] = []
    repeats(c, out)
    restated(c, out)
    pairs = [frozenset(i for _, i in r.members) for r in out if r.kind == "repeat"]
    assert len(pairs) == len(set(pairs)) >= 4
    assert all(x.startswith("repeat") for x in (line(c, r, "ties") for r in out if r.kind == "repeat"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "| |\n|-|",
        "\t\t\n\t",
        "a | b\n" * 3,
        "合计 | 合计\n合计 | 合计",
        "| 其中 | 其中 |\n|---|---|\n| 其中 | 3 |\n| # | 4 |",
        "甲\t1e9\n乙\t0.000\n合计\t999999999999999999999999",
        "| 率 | 率 |\n|---|---|\n| 0% | 0 |\n| 100% | 0 |",
        "2023\t2022\n2021\t2020\n2019\t2018",
    ],
)
def test_odd_tables_do_no_harm(text):
    lines(lay(text))
