"""Numerals to integers: Chinese positions, thousands, scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.parse.numerals import CHINESE, LONGEST, arabic, digits, integer, scaled


def written(n: int) -> str:
    """A number below 10**16 as it is written in Chinese: 一万零三百, 十二, 三亿零五."""
    digit = "零一二三四五六七八九"

    def section(value: int) -> str:
        out, zero = "", False
        for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            d = value // unit % 10
            if d:
                out += ("零" if zero and out else "") + digit[d] + mark
                zero = False
            else:
                zero = True
        return out

    out, gap = "", False
    for unit, mark in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part = n // unit % 10**4
        if not part:
            gap = bool(out)
            continue
        if out and (gap or part < 1000):
            out += "零"
        out += section(part) + mark
        gap = False
        if mark == "万亿" and n // 10**8 % 10**4:
            out = out[:-1]  # 三万五千亿, not 三万亿五千亿
    return out[1:] if out.startswith("一十") else out


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("七百九十九", 799),
        ("一千二百三十四万", 12_340_000),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一十五", 15),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千零二十三", 1023),
        ("一万零三百", 10_300),
        ("两万两千", 22_000),
        ("三万亿", 3 * 10**12),
        ("一亿两千万", 120_000_000),
        ("一亿零五", 100_000_005),
        ("十五万六千", 156_000),
        ("零", 0),
    ],
)
def test_numerals_with_positions(numeral, value):
    assert integer(numeral) == value


@pytest.mark.parametrize(
    "numeral",
    ["一二三", "十四五", "万一", "一百二", "一万二", "五千三", "百万", "百", "一百零", "零五", "一百十", "二十十"],
)
def test_runs_that_no_reader_would_read_as_one_number(numeral):
    assert integer(numeral) is None


@given(st.integers(1, 10**12 - 1))
def test_what_is_written_is_read(n):
    assert integer(written(n)) == n


@given(st.text(CHINESE, min_size=1, max_size=60))
def test_any_run_gives_a_number_or_none(run):
    value = integer(run)
    assert value is None or 0 <= value < 10**24


def test_a_long_run_is_none():
    assert integer("一" * (LONGEST + 1)) is None
    assert integer("一" * 1_000_000) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("1,205.50", (120550, 2)), ("5 432", (5432, 0)), ("1，234", (1234, 0)), ("0.05", (5, 2)), ("007", (7, 0))],
)
def test_arabic(numeral, value):
    assert arabic(numeral) == value


@pytest.mark.parametrize(
    ("num", "dec", "factor", "value"),
    [
        (4784, 2, 10**4, (478_400, 0, 100)),
        (15, 1, 10**8, (150_000_000, 0, 10**7)),
        (1234567, 6, 10**4, (1234567, 2, 1)),
        (32, 1, 1, (32, 1, 1)),
        (32, 0, 1, (32, 0, 0)),
        (3, 0, 10**4, (30_000, 0, 10**4)),
    ],
)
def test_scales_keep_the_last_printed_digit(num, dec, factor, value):
    assert scaled(num, dec, factor) == value


def test_digits():
    assert digits("二〇二三") == "2023"
