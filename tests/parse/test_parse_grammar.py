"""The lexicon of units, and the pattern that is made of it."""

from __future__ import annotations

import re

import pytest
from parse_reading import read, rows

from audit.parse import lexicon
from audit.parse.grammar import CN, grammar, trie

UNITS = lexicon.table("units")
WORDS = [(kind, word) for kind, words in UNITS.items() if kind in set(grammar().kind.values()) for word in words]


@pytest.mark.parametrize(("kind", "unit"), WORDS)
def test_every_unit_is_read_behind_a_number(kind, unit):
    text = f"全年3.5{unit}，"
    found = rows(read(text)[1], text)
    assert [(row["text"], row["unit"], row["kind"]) for row in found] == [(f"3.5{unit}", unit, kind)]


def test_a_unit_has_one_kind_and_one_row():
    words = [word for _, word in WORDS]
    assert len(words) == len(set(words))
    assert set(UNITS["frequent"]) <= set(words)


@pytest.mark.parametrize(("unit", "stop"), [(u, s) for u, stops in UNITS["not_before"].items() for s in stops])
def test_a_unit_that_begins_another_word_is_none(unit, stop):
    text = f"全年3{unit}{stop}"
    found = rows(read(text)[1], text)
    assert all(row["unit"] != unit or row["text"] != f"3{unit}" for row in found)


@pytest.mark.parametrize("unit", UNITS["chinese_count"])
def test_a_lone_chinese_digit_counts_the_units_of_its_list(unit):
    text = f"全年翻三{unit}，" if unit == "番" else f"全年三{unit}，"
    assert [row["text"] for row in rows(read(text)[1], text)] == [f"三{unit}"]


@pytest.mark.parametrize("name", [n for n in lexicon.table("names")["slogans"] if n[0] in CN])
def test_a_name_of_the_lexicon_is_no_figure(name):
    text = f"落实{name}，"
    assert rows(read(text)[1], text) == []


def test_the_first_atom_is_a_mandatory_character_set():
    assert re.match(r"\(\[[^\]]+\]", grammar().pattern.pattern.replace("\\[", "").replace('\\"', ""))


@pytest.mark.parametrize("words", [["件", "件次", "个", "个月", "人（次）"], ["a", "ab", "abc", "b"], ["%", "元/人"]])
def test_a_trie_matches_the_longest_word(words):
    pattern = re.compile(trie(words))
    for word in words:
        assert pattern.match(word + "，")[0] == word
    assert pattern.match("，") is None
