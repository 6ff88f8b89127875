"""Which columns name a row, and what one bad cell or one row entered twice may not spoil."""

from __future__ import annotations

import pytest

from audit.dataset.discover import discover
from audit.dataset.discover.contract import contract_text
from audit.dataset.discover.output import text_of
from audit.dataset.discover.words import formula
from audit.dataset.read import read_tables

PLACES = "甲乙丙丁戊己庚辛"
HEADS = ["县区", "年度", "线上", "线下", "合计", "同比", "备注"]


def rows(remarks: str = "备注") -> list[list[str]]:
    """Eight places in two years; remarks that happen to tell all rows apart."""
    out = [[*HEADS[:-1], remarks]]
    for n, place in enumerate(PLACES):
        first, second = (137 + 31 * n, 41 + 7 * n * n % 50), (151 + 29 * n, 47 + 11 * n % 40)
        change = f"{100 * (sum(second) - sum(first)) / sum(first):.2f}%"
        for year, (a, b), says in ((2021, first, ""), (2022, second, change)):
            out.append([f"{place}县", str(year), str(a), str(b), str(a + b), says, f"第{2 * n + year - 2021}次填报"])
    return out


def found(tmp_path, table):
    (tmp_path / "d.csv").write_text("\n".join(",".join(row) for row in table) + "\n", "utf-8")
    [one] = discover(read_tables(tmp_path / "d.csv"))
    return one


@pytest.mark.parametrize("remarks", ["备注", "填报说明", "Remarks"])
def test_a_row_entered_twice_makes_no_key_of_the_remarks(tmp_path, remarks):
    table = rows(remarks)
    table[6][:2] = table[5][:2]
    one = found(tmp_path, table)
    assert (one.keys, one.doubled) == (("县区", "年度"), (4, 5))
    assert "县区 + 年度 重复 1 次：" in text_of([one], "zh")
    assert "# 县区 + 年度 重复 1 次：" in contract_text([one])
    assert "县区 + 年度 repeated 1 times: " in text_of([one], "en")
    assert "合计 = 线上 + 线下" in [formula(p.rule, "zh") for p in one.proposals]


@pytest.mark.parametrize("text", ["见附表一。", "由该县政务服务中心于次年一月十五日前汇总各乡镇报送的数据后统一填报"])
def test_free_text_is_no_key(tmp_path, text):
    table = rows("情况")
    table[6][:2] = table[5][:2]
    for n, row in enumerate(table[1:]):
        row[-1] = f"{n}{text}"
    assert found(tmp_path, table).keys == ("县区", "年度")


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [(4, 1, "2O22"), (4, 2, "1O3"), (4, 2, "见附表"), (4, 5, "7l.2%"), (4, 0, ""), (4, 4, "#REF!")],
)
def test_one_cell_that_cannot_be_read_stops_no_rule(tmp_path, row, column, text):
    whole = {(p.rule.kind, tuple(p.rule.columns.items())) for p in found(tmp_path, rows()).proposals}
    assert {kind for kind, _ in whole} == {"sum", "change"}
    table = rows()
    table[row][column] = text
    one = found(tmp_path, table)
    assert {(p.rule.kind, tuple(p.rule.columns.items())) for p in one.proposals} == whole


def test_nor_in_a_table_of_four_rows(tmp_path):
    table = [row[:1] + row[2:5] for row in rows()[:1] + rows()[1:9:2]]
    table[2][1] = "1O3"
    assert [p.rule.kind for p in found(tmp_path, table).proposals] == ["sum"]
