"""Hostile text costs no more than its length: lines of our own code run, counted, never timed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from audit.pipeline import parse

HERE = str(Path(__file__).parents[2] / "audit")
HOSTILE = {
    "其中 without end": "其中1件",
    "其中 and commas": "其中123件，",
    "one sentence a figure": "受理案件123件。",
    "shares": "占12.5%，",
    "rates": "受理18件，办结9件，办结率50%，",
    "changes": "收入12.5万元，同比增长3.5%，",
    "numbered lines": "一、12件\n",
    "brackets": "12件（含3件）",
    "lists": "分别为12件、13件和14件，",
    "totals": "甲12件、乙13件，合计25件，",
    "balances": "上年结转12件，新收13件，办结14件，未结11件，",
    "averages": "平均每件3.2条，共12件，38条，",
    "multiples": "是上年49场的2倍，",
    "points": "占比62.9%，提高0.19个百分点，",
    "references": "两项合计12件，前三位共13件，",
    "hedges": "超过4000家次，近30余家，",
    "bare numbers": "、12",
    "open brackets": "（",
    "open titles": "《",
    "quoted names": "“三个一”",
    "rows": "| 甲乙 | 12 |\n",
    "small tables": "项目情况123件\n\n| 项目 | 数 |\n|---|---|\n| 甲乙 | 12 |\n| 合计 | 12 |\n\n",
}


def steps(text: str) -> int:
    """Lines of audit/ that are run to parse a text; a loop counts each time round."""
    count = 0

    def line(_frame, _event, _arg):
        nonlocal count
        count += 1
        return line

    def call(frame, event, arg):
        return line(frame, event, arg) if frame.f_code.co_filename.startswith(HERE) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        parse("-", text.encode())
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module", autouse=True)
def lexicon_is_read():
    parse("-", "全年受理案件12件。".encode())


@pytest.mark.parametrize("name", HOSTILE)
def test_three_times_the_text_is_about_three_times_the_work(name):
    piece = HOSTILE[name]
    size = 6_000 if piece.count("|") > 6 else 2_500  # the tables near a figure are many
    few, many = (steps(piece * (n // len(piece) + 1)) for n in (size, 3 * size))
    assert many < 4.5 * few, f"{many} after {few}"


def test_the_count_tells_a_square_from_a_line():
    """The bound above lies between three, which a line would give, and nine, which a square would."""
    source = "def f(n):\n    for a in range(n):\n        for b in range(n):\n            pass\n"
    scope: dict = {}
    exec(compile(source, HERE + "/made_up.py", "exec"), scope)
    counts = []
    for n in (30, 90):
        count = 0

        def line(_frame, _event, _arg):
            nonlocal count
            count += 1
            return line

        before = sys.gettrace()
        sys.settrace(lambda frame, _e, _a: line if frame.f_code.co_filename.startswith(HERE) else None)
        try:
            scope["f"](n)
        finally:
            sys.settrace(before)
        counts.append(count)
    assert counts[1] > 7 * counts[0]


def test_a_long_digit_and_a_long_line_are_read_or_refused():
    for text in ("7" * 300_000, "中" * 300_000, "，" * 300_000, "7" * 100_000 + "件"):
        parsed = parse("-", text.encode())
        assert all(
            parsed.source[a:b] == t
            for a, b, t in zip(*(parsed.figures[k] for k in ("start", "end", "text")), strict=True)
        )
