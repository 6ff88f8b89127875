"""The interval of each hedge, as docs/hedges.md has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_reading import read, rows

from audit.parse import lexicon
from audit.parse.hedging import interval

DOC = Path(__file__).parents[2] / "docs" / "hedges.md"
EXAMPLE = re.compile(r"`([^`|]+)` *[:：]? *([\[(])([^,\]]*), ([^\])]*)([\])])")
CODES = ("over", "near", "about", "above", "at_least", "above_or_equal", "below", "at_most")


def examples() -> list[tuple[str, str, str]]:
    return [(m[1], m[3], m[4]) for m in EXAMPLE.finditer(DOC.read_text("utf-8"))]


@pytest.mark.parametrize(("text", "low", "high"), examples(), ids=lambda v: v)
def test_the_examples_of_the_handbook_hold(text, low, high):
    row = rows(read(text)[1], text)[0]
    assert (row["low"] or "-∞", row["high"] or "∞") == (low, high)


def test_the_handbook_has_every_code_and_word():
    page = DOC.read_text("utf-8")
    assert len(examples()) >= 25
    hedges = lexicon.table("hedges")
    for code in (*hedges["before"], *hedges["after"], *hedges["inner"].values(), "range"):
        assert f"`{code}`" in page, code


@pytest.fixture
def own_hedge(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("hedges: {inner: {把: about}}\n", "utf-8")
    lexicon.use((str(file),))
    yield
    lexicon.use(())


@pytest.mark.usefixtures("own_hedge")
@pytest.mark.parametrize(
    ("text", "figure", "low", "high"),
    [
        ("办理百把件。", "百把件", "90", "110"),
        ("办理三百把件。", "三百把件", "270", "330"),
        ("办理12把万件。", "12把万件", "110000", "130000"),
        ("投入1亿2000万把元。", "1亿2000万把元", "110000000", "130000000"),
    ],
)
def test_a_hedge_of_the_users_own_is_read_where_ours_are(text, figure, low, high):
    row = rows(read(text)[1], text)[0]
    assert (row["text"], row["hedge"], row["low"], row["high"]) == (figure, "about", low, high)


@given(st.sampled_from(CODES), st.integers(-(10**9), 10**9), st.sampled_from([0, 1, 10, 10**4]), st.booleans())
def test_an_interval_is_never_empty(code, num, step, whole):
    low, high = interval([code], num, step, whole)
    assert low is None or high is None or low <= high


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True), st.integers(0, 10**9), st.booleans())
def test_contradictions_give_a_hull(codes, num, whole):
    low, high = interval(codes, num, 0, whole)
    assert low is None or high is None or low <= high


@given(st.integers(2, 10**9), st.booleans())
def test_more_and_less_than_exclude_a_count(num, whole):
    gap = int(whole)
    assert interval(["above"], num, 0, whole) == (num + gap, None)
    assert interval(["below"], num, 0, whole) == (None, num - gap)
    assert interval(["over"], num * 100, 0, whole)[0] == num * 100 + gap


@given(st.sampled_from(CODES), st.integers(1, 10**9), st.booleans())
def test_a_negative_value_mirrors(code, num, whole):
    low, high = interval([code], num, 0, whole)
    mirrored = interval([code], -num, 0, whole)
    assert mirrored == (None if high is None else -high, None if low is None else -low)


@pytest.mark.parametrize("word", [w for row in lexicon.table("hedges")["before"].values() for w in row["words"]])
def test_every_word_before_a_number_is_read(word):
    code = next(c for c, row in lexicon.table("hedges")["before"].items() if word in row["words"])
    text = f"全年{word}300件，"
    assert rows(read(text)[1], text)[0]["hedge"] == code


@pytest.mark.parametrize(
    ("word", "stop"),
    [
        (word, stop)
        for row in lexicon.table("hedges")["before"].values()
        for word, stops in row.get("not_after", {}).items()
        for stop in stops
    ],
)
def test_a_word_that_ends_another_is_no_hedge(word, stop):
    text = f"全年{stop}{word}300件，"
    assert "hedge" not in rows(read(text)[1], text)[0]
