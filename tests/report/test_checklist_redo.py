"""Formulas: for every kind of relation what a spreadsheet computes is, exactly, what the tool says beside it."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_reports import run_of, write
from spreadsheet import evaluate, round_half_up, shown

from audit.relate.relations import OPEN_HIGH, Relation
from audit.report.paper.redo import redo
from audit.report.paper.redo.amounts import AMOUNTS
from audit.report.paper.redo.ratios import RATIOS


def figures(*rows):
    """Columns of figures: (text, value, unit) or (text, value, unit, low, high) for a hedged one."""
    rows = [(*r, None, None)[:5] for r in rows]
    return {
        "text": [r[0] for r in rows],
        "value": [r[1] for r in rows],
        "unit": [r[2] for r in rows],
        "low": [r[3] for r in rows],
        "high": [r[4] for r in rows],
        "hedge": ["over" if r[3] or r[4] else "" for r in rows],
    }


def rate(num, den, scale, per=100):
    """The integers of an exact rate."""
    return {"num_lo": num, "num_hi": num, "den_lo": den, "den_hi": den, "rep": 0, "scale": scale, "per": per}


NDR = [("numerator", 0), ("denominator", 1), ("reported", 2)]
# one a line: frame, note, members (role, figure), the judged integers, data, figures; formula, and what it shows
CASES = [json.loads(text) for text in Path(__file__).with_name("redo.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_formula_and_value(case):
    about = next((i for role, i in case["members"] if role in ("reported", "total", "delta")), -1)
    values = {key: OPEN_HIGH if value == "open" else value for key, value in case["values"].items()}
    relation = Relation(
        "rate", case["frame"], "RAT101", case["members"], values, about, note=case["note"], data=case["data"]
    )
    got = redo(relation, figures(*case["figures"]))
    assert (got.formula, got.text) == (case["formula"], case["text"])
    if got.formula:
        agree(got)


def test_every_frame_that_compares_numbers_has_a_case():
    assert {case["frame"] for case in CASES if case["formula"]} | {"counts"} == set(RATIOS) | set(AMOUNTS)


def agree(got):
    """What an independent spreadsheet computes is what is said."""
    computed = evaluate(got.formula)
    if got.number:
        assert computed == Fraction(got.value)
        assert got.text == shown(computed, got.decimals) + got.suffix
    else:
        assert computed == got.text


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 3), st.sampled_from([1, 100, 1000, 10000]))
def test_any_rate_is_rounded_as_exact_arithmetic_rounds(num, den, decimals, per):
    columns = figures((str(num), str(num), "件"), (str(den), str(den), "件"), ("0", "0", "%"))
    got = redo(Relation("rate", "rates", "RAT101", NDR, rate(num, den, 10**decimals, per), 2), columns)
    assert Fraction(got.value) == round_half_up(Fraction(num * per, den), decimals)
    agree(got)


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12) | st.just([Decimal("1.5")] * 431))
def test_any_sum_adds_up(parts):
    columns = figures(("1万元", "10000", "元"), *((f"{p}万元", str(p * 10000), "元") for p in parts))
    members = [("total", 0), *(("part", n) for n in range(1, len(parts) + 1))]
    got = redo(Relation("sum", "sums", "SUM101", members, {"mode": 0, "parts_lo": 0, "parts_hi": 0}, 0), columns)
    assert got.value == sum(parts, Decimal(0))
    agree(got)


def test_every_formula_of_the_reports_gives_what_is_said(tmp_path):
    write(tmp_path)
    seen = set()
    for lang in ("zh", "en"):
        for d in run_of(tmp_path, lang).documents:
            for r in d.parsed.relations:
                got = redo(r, d.parsed.figures, lang)
                if got.formula:
                    seen.add(r.frame)
                    agree(got)
    assert {"rates", "sums", "changes", "orders", "bases", "granularity", "enumerations", "dates"} <= seen
