"""The text output: columns, windows, colour, and that nothing of a report reaches a terminal raw."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from audit.report.excerpt import GAP, MAX_ROWS, Mark, excerpt, safe, underline, width
from audit.report.paint import Paint, wants_colour

LINE = "行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。"


def drawn(line: str, marks: list[Mark], columns: int) -> list[tuple[str, str]]:
    """The rows of an excerpt, each with its line of marks."""
    out = []
    for row in excerpt(line, marks, columns)[0]:
        below, _ = underline(row)
        text = ""
        for column, piece, _ in below:
            text += " " * (column - len(text)) + piece
        out.append((row.text, text))
    return out


def mark(line: str, text: str, main: bool = False) -> Mark:
    start = line.index(text)
    return Mark(start, start + len(text), "", main)


def under(row: str, marks: str) -> list[str]:
    """What stands above each run of ^ or -, by terminal columns."""
    cells = []
    for c in row:
        cells += [c, *[""] * (max(wcswidth(c), 0) - 1)] if wcswidth(c) > 0 else []
    found, at = [], 0
    for run in marks.split():
        at = marks.index(run, at)
        found.append("".join(cells[at : at + len(run)]))
        at += len(run)
    return found


@pytest.mark.parametrize(
    ("line", "figures", "columns"),
    [
        (LINE, ["53件", "41件", "77.35%"], 100),
        (LINE, ["53件", "41件", "77.35%"], 40),
        ("x\t" + LINE, ["53件", "77.35%"], 100),
        ("“引号”" + LINE, ["53件"], 100),
        ("ﬀé́🙂" + LINE, ["41件"], 100),
        ("各单位认真落实，" * 200 + LINE + "各单位认真落实，" * 200, ["53件", "41件", "77.35%"], 80),
        ("　　" + LINE, ["53件"], 100),
    ],
    ids=["short", "narrow", "tab", "quotes", "odd widths", "long", "ideographic space"],
)
def test_marks_stand_under_the_figures(line, figures, columns):
    rows = drawn(line, [mark(line, f) for f in figures], columns)
    assert [text for row, marks in rows for text in under(row, marks)] == figures
    assert all(width(row) <= columns for row, _ in rows)


def test_a_list_too_long_for_a_row_takes_several_and_loses_none():
    line = "共计100件，其中" + "、".join(f"某某街道办事处第{n}社区居民委员会{n}件" for n in range(11, 17))
    marks = [mark(line, "100件", True), *(mark(line, f"会{n}件") for n in range(11, 17))]
    rows, lost = excerpt(line, marks, 60)
    assert 1 < len(rows) <= MAX_ROWS
    assert lost == 0
    assert sum(len(r.marks) for r in rows) == 7


def test_beyond_the_rows_it_says_how_many_are_left_out_and_keeps_the_main_one():
    line = "、".join(f"某某街道办事处第{n}社区居民委员会{n}件" for n in range(100, 160)) + "，合计9999件"
    marks = [*(mark(line, f"会{n}件") for n in range(100, 160)), mark(line, "9999件", True)]
    rows, lost = excerpt(line, marks, 60)
    shown = sum(len(r.marks) for r in rows)
    assert len(rows) == MAX_ROWS
    assert shown + lost == 61
    assert any(main for r in rows for *_, main in r.marks)


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.one_of(st.sampled_from("，。3件%…\t\r\x1b\u202e\u3000\u200b🙂é"), st.characters()), max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=12),
    st.integers(20, 120),
)
def test_any_line_is_laid_out_within_its_columns(line, spans, columns):
    line = line.replace("\n", "")
    marks = [Mark(min(a, len(line)), min(a + n, len(line)), "合计", k == 0) for k, (a, n) in enumerate(spans)]
    if not marks:
        return
    rows, lost = excerpt(line, marks, columns)
    assert lost >= 0
    for row in rows:
        assert width(row.text) <= columns
        assert all(c.isprintable() or c == "\u3000" for c in row.text)
        pieces, labels = underline(row)
        assert len(pieces) == len(row.marks)
        for line_of in labels:
            ends = 0
            for column, label, _ in line_of:
                assert column >= ends
                ends = column + width(label) + 1
        if len(rows) > 1 or GAP in row.text:
            continue
        for m, (column, n, _, _) in zip(sorted(marks, key=lambda m: (m.start, m.end)), row.marks, strict=True):
            assert column == width(safe(line[: m.start]))
            assert n == max(1, width(safe(line[m.start : m.end])))


@given(st.text())
def test_nothing_is_raw_on_a_terminal(text):
    shown = safe(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]
    assert "\n" not in shown


def test_a_hostile_report(gouji, reports):
    text = "甲县2023年工作\x1b]0;owned\x07情况\n\n"
    text += "全年\x1b[2J调解\u202e案件53件，成功\u200b调解41件，调解成功率77.35%\x9b31m。\n"
    (reports / "bad.txt").write_text(text, "utf-8")
    answer = gouji("check", "bad.txt", "--color", "never")
    assert "53件" in answer.out
    for raw in ("\x1b", "\x07", "\x9b", "\u202e", "\u200b"):
        assert raw not in answer.out
    assert "\\x1b" in answer.out


def test_a_finding_as_a_whole(gouji):
    lines = gouji("check", "cut.txt", "--quiet").out.splitlines()
    assert lines == [
        "cut.txt:3:30: RAT102 warning 调解成功率 77.35% 系截尾，四舍五入应为 77.36%",
        "  |",
        "3 | 行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。",
        "  |                         ----          ----            ^^^^^^",
        "  |                         分母          分子            所报数",
        "  = 算式：41 ÷ 53 = 77.35849…%",
        *[line for line in lines if "或为" in line or "文中可得此数" in line],
        "  = 帮助：按四舍五入改写，或在报告中说明取数规则。",
    ] + [""] * (lines[-1] == "")


def test_the_summary_says_what_was_checked(gouji):
    answer = gouji("check", "clean.txt")
    assert "核对了 1 份报告中的" in answer.out
    assert "未发现不符。" in answer.out
    answer = gouji("check", "clean.txt", "wrong.txt", "cut.txt", "--lang", "en")
    assert "figures of 3 reports were checked in" in answer.out
    assert "2 findings: error 1, warning 1." in answer.out
    assert [line for line in answer.out.splitlines() if line.startswith("all ")]


def test_every_numeral_is_accounted_for(gouji):
    import json

    run = json.loads(gouji("check", ".", "--format", "json").out)
    for ledger in [run["summary"]["ledger"], *(d["ledger"] for d in run["documents"])]:
        assert ledger["numerals"] == ledger["checked"] + ledger["unchecked"] + ledger["identifiers"]
    ledger = run["summary"]["ledger"]
    assert sum(ledger["why_unchecked"].values()) == ledger["unchecked"]
    assert sum(ledger["why_identifiers"].values()) == ledger["identifiers"]


def test_many_reports_are_not_listed_one_by_one(gouji, reports):
    text = (reports / "clean.txt").read_text("utf-8")
    for n in range(40):
        (reports / f"more{n:02}.txt").write_text(f"某{n}县" + text, "utf-8")
    answer = gouji("check", ".")
    assert "份报告没有发现，不列" in answer.out
    assert "more39.txt" not in answer.out
    assert "cut.txt" in answer.out.split("报告  ")[1]


def test_quiet_prints_findings_only(gouji):
    assert gouji("check", "clean.txt", "--quiet").out == ""
    assert gouji("check", "clean.txt", "--quiet").err == ""


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "0"}, False),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(choice, terminal, environ, wanted):
    out = _Terminal() if terminal else io.StringIO()
    assert wants_colour(choice, out, environ) is wanted


def test_colour_changes_no_character(gouji):
    import re

    plain = gouji("check", "wrong.txt", "cut.txt").out
    coloured = gouji("check", "wrong.txt", "cut.txt", "--color", "always").out
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert Paint(False).severity("x", "error") == "x"


def test_inside_github_actions_a_report_gives_no_commands(gouji, reports, monkeypatch):
    (reports / "cmd.txt").write_text(
        "::error::甲县2023年\n::set-output name=x::全年调解案件53件，成功调解41件，调解成功率77.35%。\n", "utf-8"
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert gouji("check", "cut.txt").out.startswith("::warning file=cut.txt,line=3,col=30")
    answer = gouji("check", "cmd.txt", "--format", "text")
    assert answer.out.startswith("::stop-commands::")
