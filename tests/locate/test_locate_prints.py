"""Prints: digits taken out of their style, other digits put into the same style."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.locate.prints import Value, chinese, read_print
from audit.parse.numerals import integer

# print, value, other digits, the print they make
CASES = [
    ("1205件", Value(1205, 0, 0), "1250", "1250件"),
    ("1,205件", Value(1205, 0, 0), "12050", "12,050件"),
    ("1，205 件", Value(1205, 0, 0), "205", "205 件"),
    ("71 012件", Value(71012, 0, 0), "71102", "71 102件"),
    ("６６ 件", Value(66, 0, 0), "65", "６５ 件"),
    ("２．８亿元", Value(280000000, 0, 10000000), "2.18", "２．１８亿元"),
    ("47.84万件", Value(478400, 0, 100), "47.48", "47.48万件"),
    ("0.47 万件", Value(4700, 0, 100), "0.74", "0.74 万件"),
    ("30.75亿元", Value(3075000000, 0, 1000000), "30.57", "30.57亿元"),
    ("77.35%", Value(7735, 2, 1), "77.36", "77.36%"),
    ("0.00%", Value(0, 2, 1), "0.01", "0.01%"),
    ("-5.2%", Value(-52, 1, 1), "2.5", "-2.5%"),
    ("百分之30", Value(30, 0, 1), "35", "百分之35"),
    ("1,205.50元", Value(120550, 2, 1), "1205.05", "1,205.05元"),
    ("四个", Value(4, 0, 0), "3", "三个"),
    ("两镇", Value(2, 0, 0), "3", "三镇"),
    ("十二项", Value(12, 0, 0), "2", "两项"),
    ("七百九十九件", Value(799, 0, 0), "305", "三百零五件"),
    ("七百九十九件", Value(799, 0, 0), "3.5", ""),  # no style for it
]

REFUSED = [
    ("3—5件", Value(3, 0, 0)),
    ("1/4", Value(1, 0, 0)),
    ("三分之二", Value(2, 0, 0)),
    ("", Value(1, 0, 0)),
    ("无一件", Value(0, 0, 0)),
    ("007件", Value(7, 0, 0)),
    ("12件", Value(13, 0, 0)),  # not what the parser read
    ("=1+2件", Value(3, 0, 0)),
    ("9" * 200, Value(9, 0, 0)),
    ("12\u206034件", Value(1234, 0, 0)),  # an invisible character inside
]


@pytest.mark.parametrize(("text", "value", "numeral", "made"), CASES)
def test_other_digits_in_the_same_style(text, value, numeral, made):
    p = read_print(text, value)
    assert p is not None
    assert p.write(p.numeral) == text
    assert p.value(p.numeral) == value
    assert p.write(numeral) == made


@pytest.mark.parametrize(("text", "value"), REFUSED)
def test_no_single_plain_numeral(text, value):
    assert read_print(text, value) is None


def test_multipliers_that_may_have_been_meant():
    p = read_print("2186.5万元", Value(21865000, 0, 1000))
    assert p.scaled_tails() == [("亿元", 8), ("元", 0)]
    p = read_print("2186 元", Value(2186, 0, 0))
    assert p.scaled_tails() == [(" 万元", 4), (" 亿元", 8)]
    assert p.value("2186", 4) == Value(21860000, 0, 10000)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 3), st.sampled_from([("", 0), ("万", 4), ("亿", 8)]), st.booleans())
def test_a_value_finds_its_print_again(number, places, multiplier, grouped):
    word, power = multiplier
    body = str(number).rjust(places + 1, "0")
    whole, part = (body[:-places], "." + body[-places:]) if places else (body, "")
    text = f"{int(whole):,}{part}{word}件" if grouped else f"{whole}{part}{word}件"
    shift = power - places
    rounded = bool(power or places)
    value = Value(number * 10**shift, 0, 10**shift * rounded) if shift >= 0 else Value(number, -shift, 1)
    p = read_print(text, value)
    assert p is not None
    assert p.numeral_of(value.num, value.dec) == f"{int(whole)}{part}"
    assert p.write(p.numeral) == text


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_chinese_numerals_read_back(number):
    assert integer(chinese(number)) == number


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_chinese_numerals_have_bounds(number):
    assert chinese(number) == ""
