"""Small tables as people publish them: exactly these rules are proposed, with these exceptions."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from audit.dataset.discover import discover
from audit.dataset.discover.words import formula
from audit.dataset.read import read_tables

RNG = random.Random(31)


def percent(n: int, d: int, decimals: int = 2, per: int = 100) -> str:
    """per * n / d, halves away from zero."""
    scale = 10**decimals
    size = (2 * per * scale * abs(n) + d) // (2 * d)
    return f"{'-' if n < 0 and size else ''}{size // scale}.{size % scale:0{decimals}d}"


def _counties():
    rows = []
    for n in range(12):
        old, new, left = RNG.randrange(0, 9), RNG.randrange(14, 80), RNG.randrange(0, 8)
        done = old + new - left
        upheld, undone = done // 2 + n % 3, done // 5
        rest = done - upheld - undone
        rows.append(
            [f"县{n}", old, new, done, left, upheld, undone, rest, percent(undone, done), percent(done, old + new)]
        )
    rows[5][3] += 10
    return [["区县", "上年结转", "新收", "审结", "未结", "维持", "撤销", "终止", "纠错率", "结案率"], *rows]


def _months():
    rows, before, total = [], None, 0
    for month in range(1, 13):
        a, b, c = RNG.randrange(300, 900), RNG.randrange(5, 40), RNG.randrange(20, 90)
        here = a + b + c
        total += here
        change = "—" if before is None else percent(here - before, before, 1)
        rows.append([f"2023年{month}月", a, b, c, here, before or "—", change, total])
        before = here
    return [["月份", "来电", "来信", "来访", "合计", "上月合计", "环比", "累计合计"], *rows]


def _money():
    rows = []
    for n in range(14):
        staff, other, people = (
            RNG.randrange(10**5, 9 * 10**7),
            RNG.randrange(5 * 10**4, 4 * 10**7),
            RNG.randrange(8, 150),
        )
        spent = staff + other
        rows.append([f"局{n}", *(percent(x, 10**4, 2, 1) for x in (spent, staff, other)), people])
        rows[-1].append(percent(round(float(rows[-1][1]) * 100), people * 100, 2, 1))
    return [["单位", "执行数（万元）", "人员经费（万元）", "公用经费（万元）", "在编人数", "人均经费（万元）"], *rows]


def _shares():
    rows = []
    for n in range(40):
        parts = [RNG.randrange(20, 300) for _ in range(4)]
        rows.append([f"p{n}", *(percent(x, sum(parts), 1) + "%" for x in parts)])
    return [["地区", "甲占比", "乙占比", "丙占比", "丁占比"], *rows]


def _differences():
    rows = []
    for n in range(25):
        now, before, out, into = (RNG.randrange(50, 999) for _ in range(4))
        rows.append([f"p{n}", now, before, now - before, percent(now - before, before) + "%", into - out, into, out])
    return [["县", "本年", "上年", "增减", "增幅", "净流入", "流入", "流出"], *rows]


def _long_sum():
    """Nine parts that stand apart: only elimination finds them."""
    rows = []
    for n in range(60):
        cells = [RNG.randrange(0, 400) for _ in range(18)]
        rows.append([f"p{n}", *cells, sum(cells[::2])])
    return [["县", *(f"X{n:02d}" for n in range(18)), "X99"], *rows]


def _mostly_nought():
    """A part that is 0 in most rows belongs to the sum all the same."""
    rows = []
    for n in range(400):
        a, b, c = RNG.randrange(10, 90), RNG.randrange(10, 90), (RNG.randrange(1, 9) if n % 40 == 0 else 0)
        rows.append([f"p{n}", a + b + c, a, b, c])
    return [["县", "总数", "甲", "乙", "丙"], *rows]


def _quarters():
    v = [RNG.randrange(1000, 9000) for _ in range(20)]
    rows = [
        [
            f"{2019 + n // 4}年{'一二三四'[n % 4]}季度", v[n],
            percent(v[n] - v[n - 1], v[n - 1], 1) if n else "—",
            percent(v[n] - v[n - 4], v[n - 4], 1) if n > 3 else "—",
        ]
        for n in range(20)
    ]  # fmt: skip
    return [["季度", "收入", "环比（%）", "同比（%）"], *rows]


def _long_form():
    rows = []
    for n in range(30):
        a, b = RNG.randrange(20, 300), RNG.randrange(0, 20)
        for name, value, unit in (("受理", a + b, "件"), ("办结", a, "件"), ("未结", b, "件")):
            rows.append([f"p{n}", 2023, name, value, unit])
    return [["地区", "年度", "指标", "数值", "单位"], *rows]


def _from_a_year_on():
    rows = []
    for n in range(200):
        year = 2019 + n % 5
        done = RNG.randrange(50, 500)
        asked = done if year >= 2022 else RNG.randrange(10, done)
        rows.append([f"p{n // 5}", year, done, asked])
    return [["地区", "年度", "完成", "抽查"], *rows]


def _of_some_kinds():
    """A total and a rate that three of four kinds of places keep, each in a way of its own."""
    rows = []
    for n in range(400):
        kind = "县区市旗"[n % 4]
        a, b = RNG.randrange(10, 900), RNG.randrange(1, 900)
        total = a + b if kind in "县旗" else a + b + RNG.randrange(1, 50)
        rows.append([f"p{n}", kind, a, b, total, percent(a, a + 3 * b if kind == "市" else a + b) + "%"])
    return [["地区", "类型", "甲", "乙", "总数", "甲占率"], *rows]


def _parts_named():
    rows = [[f"p{n}", a := RNG.randrange(50, 90), RNG.randrange(0, 9), a + RNG.randrange(500, 900)] for n in range(9)]
    return [["县", "案件", "其中：重大", "人口"], *rows]


CASES = {
    "counties": (
        _counties,
        {
            "上年结转 + 新收 = 审结 + 未结": 1, "审结 = 维持 + 撤销 + 终止": 1, "纠错率 = 撤销 / 审结": 1,
            "结案率 = 审结 / (上年结转 + 新收)": 1,
        },
    ),
    "months": (
        _months,
        {
            "合计 = 来电 + 来信 + 来访": 0, "环比 = (合计 - 上月合计) / 上月合计": 0,
            "上月合计 = 合计 of the period before": 0, "合计 = 累计合计 less 累计合计 of the period before": 0,
        },
    ),
    "money in 万元": (_money, {"执行数 = 人员经费 + 公用经费": 0, "人均经费 = 执行数 / 在编人数": 0}),
    "shares": (_shares, {"100 = 甲占比 + 乙占比 + 丙占比 + 丁占比": 0}),
    "differences": (
        _differences, {"增减 = 本年 - 上年": 0, "增幅 = (本年 - 上年) / 上年": 0, "流入 = 净流入 + 流出": 0},
    ),
    "nine parts apart": (_long_sum, {"X99 = " + " + ".join(f"X{n:02d}" for n in range(0, 18, 2)): 0}),
    "a part mostly 0": (_mostly_nought, {"总数 = 甲 + 乙 + 丙": 0}),
    "quarters": (
        _quarters, {"环比 = growth of 收入 on the period before": 0, "同比 = growth of 收入 on the year before": 0},
    ),
    "long form": (_long_form, {"受理 = 办结 + 未结": 0}),
    "from a year on": (_from_a_year_on, {"完成 ≥ 抽查": 0, "完成 == 抽查 where 年度 >= 2022": 0}),
    "of some kinds": (
        _of_some_kinds,
        {
            "总数 ≥ 甲": 0, "总数 ≥ 乙": 0, '总数 = 甲 + 乙 where 类型 in ["县", "旗"]': 0,
            '甲占率 = 甲 / (甲 + 乙) where 类型 in ["区", "县", "旗"]': 0,
        },
    ),
    "其中": (_parts_named, {"案件 ≥ 其中：重大": 0}),
}  # fmt: skip


def tables_of(folder: Path, **named) -> list:
    """Tables read from csv files of these rows."""
    out = []
    for name, rows in named.items():
        (folder / f"{name}.csv").write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", "utf-8")
        out += read_tables(folder / f"{name}.csv")
    return out


@pytest.mark.parametrize("name", CASES)
def test_the_rules_of_a_table(name, tmp_path):
    make, expected = CASES[name]
    found = discover(tables_of(tmp_path, table=make()))[0]
    assert {formula(p.rule, "en"): len(p.exceptions) for p in found.proposals} == expected


def test_the_row_in_error_is_named(tmp_path):
    found = discover(tables_of(tmp_path, table=_counties()))[0]
    assert {p.exceptions for p in found.proposals} == {(5,)}


def test_two_tables_state_the_same(tmp_path):
    one = [["县", "年度", "受理", "办结"], *([f"p{n}", 2023, 100 + 7 * n, 90 + 6 * n] for n in range(12))]
    two = [["县", "年度", "收件"], *([f"p{n}", 2023, 100 + 7 * n + (n == 4)] for n in reversed(range(12)))]
    found = discover(tables_of(tmp_path, one=one, two=two))
    across = [p for p in found[0].proposals if p.rule.kind == "repeat"]
    assert [(formula(p.rule, "en"), p.exceptions) for p in across] == [("受理 = two.收件", (4,))]
    assert across[0].rule.columns["key"] == ("县",)


def test_a_key_that_was_entered_twice(tmp_path):
    rows = [[f"p{n // 4}", 2020 + n % 4, 10 * n + 3, 10 * n - 7 if n % 4 else "—"] for n in range(40)]
    found = discover(tables_of(tmp_path, table=[["县", "年度", "甲", "上年甲"], *rows, rows[0]]))[0]
    assert found.keys == ("县", "年度")
    assert found.doubled == (0, 40)
    assert [formula(p.rule, "en") for p in found.proposals] == ["上年甲 = 甲 of the year before"]


def test_what_is_not_searched_is_said(tmp_path):
    rows = [[f"p{n}", 5, 10**18 + n, "—" if n else 3, n * n + 3] for n in range(8)]
    found = discover(tables_of(tmp_path, table=[["县", "甲", "乙", "丙", "丁"], *rows]))[0]
    assert found.left_out == {"甲": "same", "乙": "large", "丙": "few"}
    assert found.searched == 1


def test_hedged_cells_and_null_words_are_no_exceptions(tmp_path):
    rows = [[f"p{n}", 20 + n, 31 + n * n, 51 + n + n * n] for n in range(12)]
    rows[3][3], rows[4][3] = f"约{rows[3][3]}", "未公布"
    found = discover(tables_of(tmp_path, table=[["县", "甲", "乙", "合计"], *rows]))[0]
    assert [(formula(p.rule, "en"), p.judged, p.exceptions) for p in found.proposals] == [("合计 = 甲 + 乙", 10, ())]


def test_a_large_number_beside_a_small_one_is_no_order(tmp_path):
    rows = [[f"p{n}", RNG.randrange(900, 9000), RNG.randrange(1, 60)] for n in range(500)]
    assert discover(tables_of(tmp_path, table=[["县", "来电", "人员"], *rows]))[0].proposals == ()
