"""What holds of any text: each numeral in one row, no crash, the same figures however the digits are printed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parse_reading import read, rows, uncovered

# fmt: off
PIECES = [
    *"0123456789〇零一二三两四五六七八九十百千万亿",
    *"件个人次年月日号时点分成倍番%‰元吨户家期届级大期余多来几约近超过上下第无仅不足到至每以内",
    *"—-～~、，。；：:./×x+*()（）“”‘’《》〈〉「」〔〕[]\"'|\t\n #¥",
    "以上", "左右", "百分之", "分之", "个百分点", "万元", "千瓦", "千克", "三个代表", "三重一大", "比", "率", "结构",
    "2023", "1,234", "１２", "．", "个月", "个工作日", "季度", "会议", "人（次）", "正月", "元/月", "ABC", "PM", "O",
    "l", "廿", "2023-01-05", "9:30", "7×24", "3.6:48:48.4", "1亿2000万", "5亿至", "三至", "数十", "序号", "|", "**",
]
# fmt: on
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
UNITS = ["件", "名", "个", "万元", "%", "人次", "个百分点", "公里"]


@settings(max_examples=600, deadline=None)
@given(texts)
@example("0翻“届上‘近番百分之四六个百分点不少于十PM3")
@example("一点，万3日上万元千克“**过八分\r\n6）0吨六’1,234率2三日〇73日：无")
@example("“9大会2023百月'09大(¥”年八1“6“")
@example("3.2023年受理5件")
def test_every_numeral_lies_in_exactly_one_row(text):
    normal, found = read(text)
    assert uncovered(found, normal) == []
    f = found.figures
    assert all(0 <= a < b <= len(normal) for a, b in zip(f.start, f.end, strict=True))
    assert all(b <= a for b, a in zip(f.end, f.start[1:], strict=False))
    assert sorted(found.ledger.start) == found.ledger.start


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text):
    normal, found = read(text)
    assert uncovered(found, normal) == []


@settings(max_examples=200, deadline=None)
@given(texts)
def test_rows_are_whole(text):
    f = read(text)[1].figures
    columns = (f.start, f.end, f.num, f.dec, f.low, f.high, f.step, f.printed, f.unit, f.kind, f.hedge, f.cell)
    assert {len(column) for column in columns} == {len(f)}
    assert set(f.fraction) | set(f.upper) <= set(range(len(f)))
    for i in range(len(f)):
        assert f.low[i] is None or f.high[i] is None or f.low[i] <= f.high[i]
        assert f.hedge[i] or f.low[i] == f.high[i] == f.num[i]


@given(st.integers(0, 10**9), st.integers(0, 999), st.sampled_from(UNITS))
def test_digits_may_be_full_width(whole, decimals, unit):
    text = f"全年办理{whole}.{decimals:03d}{unit}，"
    wide = text.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789%"} | {ord("."): "．"})
    plain = [{k: v for k, v in row.items() if k != "text"} for row in rows(read(text)[1], text)]
    assert plain == [{k: v for k, v in row.items() if k != "text"} for row in rows(read(wide)[1], wide)]
    assert len(plain) == 1


@given(st.integers(1000, 10**12), st.sampled_from([",", "，", " "]), st.sampled_from(UNITS))
def test_thousands_separators_change_nothing(n, separator, unit):
    grouped = f"{n:,}".replace(",", separator)
    text = f"全年办理{grouped}{unit}；"
    found = rows(read(text)[1], text)
    expected = rows(read(f"全年办理{n}{unit}；")[1], f"全年办理{n}{unit}；")
    assert [row["value"] for row in found] == [row["value"] for row in expected]
    assert found[0]["text"] == grouped + unit


@given(st.lists(st.tuples(st.integers(0, 99999), st.sampled_from(UNITS[:4])), min_size=1, max_size=8))
def test_each_figure_of_a_list_is_found(items):
    text = "其中" + "、".join(f"某类{n}{unit}" for n, unit in items) + "。"
    assert [row["text"] for row in rows(read(text)[1], text)] == [f"{n}{unit}" for n, unit in items]


HOSTILE = {
    "digits": "1" * 100_000 + "件",
    "Chinese digits": "一" * 1_000_000,
    "multipliers": "万亿" * 50_000,
    "commas": "1," * 50_000,
    "thousands": "123," * 30_000,
    "full-width commas": "123，" * 30_000,
    "points": "1." * 50_000,
    "hyphens": "1-" * 50_000 + "3件",
    "colons": "1:" * 50_000,
    "slashes": "1/" * 50_000,
    "products": "1×" * 50_000 + "3件",
    "enumeration": "1、" * 50_000 + "3件",
    "Chinese enumeration": "三至" * 50_000 + "五件",
    "open quotes": "“1" * 50_000,
    "open titles": "《1" * 50_000,
    "nested titles": "《" * 50_000 + "1" + "》" * 50_000,
    "a long title": "《" + "字" * 100_000 + "1",
    "brackets": "（1" * 50_000,
    "straight quotes": '"1' * 50_000,
    "fractions": "三分之二" * 20_000,
    "composites": "1亿2000万" * 10_000,
    "ranges": "5%-" * 30_000,
    "hedges": "约" * 100_000 + "1件",
    "blanks": " " * 100_000 + "1 件",
    "dates": "2023-01-05" * 20_000,
    "big": "八大" * 50_000,
    "letters": "a1" * 50_000,
    "cells": "1\t2\n" * 5_000,
    "a wide table": ("| " + " | ".join("12" for _ in range(500)) + " |\n") * 20,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name):
    normal, found = read(HOSTILE[name])
    assert uncovered(found, normal) == []


def test_a_run_of_digits_beyond_int_is_an_identifier():
    _, found = read("编号" + "9" * 5000 + "件，" + "9" * 5000 + "，" + "9" * 5000 + "年，占" + "9" * 5000 + "%")
    assert len(found.figures) == 0
    assert set(found.ledger.reason) == {"identifier"}
    _, found = read("占百分之" + "9" * 5000 + "，" + "9" * 5000 + "分之" + "8" * 5000 + "，" + "1/" + "9" * 5000)
    assert len(found.figures) == 0
