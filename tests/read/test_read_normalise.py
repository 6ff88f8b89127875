"""Normalisation: one form a character, and never a position lost."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.read.normalise import INVISIBLE, drop_invisible, normalise, strip_invisible

MAPPED = [
    ("１，２３４．５６％", "1，234.56%"),
    ("﹪", "%"),
    ("－3.2％", "-3.2%"),
    ("−3 – 5", "-3 - 5"),
    ("＋5", "+5"),
    ("１／４", "1/4"),
    ("ＡＢｃ", "ABc"),
    ("〔２０２３〕﹝2023﹞", "〔2023〕〔2023〕"),
    ("［2023］", "[2023]"),
    ("20\u00a0件\u3000共\u2009计", "20 件 共 计"),
    ("二\u2028三\u0085四", "二\n三\n四"),
    ("a\rb\r\nc\r", "a\nb\r\nc\n"),
    ("⼆〇⼆三年⼗⽉", "二〇二三年十月"),
    ("𝟓𝟑件", "53件"),
    ("98\u200b.7\ufeff%", f"98{INVISIBLE}.7{INVISIBLE}%"),
    ("1O5件", "105件"),
    ("1，0l3", "1，013"),
    ("3○7件", "307件"),
    ("１Ｏ５件", "105件"),
    ("二○二三年", "二〇二三年"),
    ("二００三年", "二〇〇三年"),
    ("二○○○年", "二〇〇〇年"),
    ("二○二○年", "二〇二〇年"),
]
KEPT = [
    "，、；。：（）“”《》",
    "1．抓“关键少数”",
    "2021—2025年",
    "3～5件",
    "①二〇二三年，㎡、‰",
    "A1O5型",
    "10Open",
    "5l装",
    "十0年",
    "○○公司",
    "12345热线",
    "办结53件，成功率 77.35%。",
]


@pytest.mark.parametrize(("text", "plain"), MAPPED)
def test_mapped(text, plain):
    assert normalise(text) == plain
    assert len(plain) == len(text)


@pytest.mark.parametrize("text", KEPT)
def test_kept_as_the_very_same_object(text):
    assert normalise(text) is text


@given(st.text())
@example("1\r")
@example("O" * 200 + "1")
@example("1" + "O" * 200 + "1")
def test_length_is_kept_and_once_is_enough(text):
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


@given(st.text(alphabet="0129OolI○〇零一二年．.,，A \u200b\r\n"))
def test_length_is_kept_where_rules_meet(text):
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet=st.characters(categories=["Cf", "Nd", "Lo", "Zs"])))
def test_dropping_invisible_characters_keeps_the_way_back(text):
    mapped = normalise(text)
    bare, offsets = drop_invisible(mapped)
    assert INVISIBLE not in bare
    if offsets is None:
        assert bare is mapped
    else:
        assert len(offsets) == len(bare) + 1
        assert offsets[-1] == len(mapped)
        assert [mapped[i] for i in offsets[:-1]] == list(bare)
    assert strip_invisible(text) == "".join(c for c, m in zip(text, mapped, strict=True) if m != INVISIBLE)


def test_stand_in_is_no_letter_and_no_blank():
    assert unicodedata.category(INVISIBLE) == "Cf"
    assert not INVISIBLE.isspace()
