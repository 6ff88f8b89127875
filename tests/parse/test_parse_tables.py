"""Where a figure of a table stands, and the dates that heads and the metadata block state."""

from __future__ import annotations

from parse_reading import read

TABLE = """表1 受理情况（单位：件）
| 单位 | 2022年 | 2023年 | 增减 |
|---|---|---|---|
| 甲局 | 35 | 41 | 17.1% |
| 乙局（含3个分局） | 1,205 | **1 062** | -11.9% |
| 合计 | 1240 | 1103 | -11.0% |
"""


def test_a_figure_that_fills_its_cell_knows_the_cell():
    text, found = read(TABLE)
    f = found.figures
    values = {f.cell[i]: text[f.start[i] : f.end[i]] for i in range(len(f))}
    assert values[(0, 1, 1)] == "35"
    assert values[(0, 2, 1)] == "1,205"
    assert values[(0, 2, 2)] == "1 062"
    assert values[(0, 2, 3)] == "-11.9%"
    assert len(values) == 9
    assert None not in values


def test_the_years_of_a_head_are_dates():
    _, found = read(TABLE)
    assert [number for _, _, part, number in found.dates if part == "year"] == [2022, 2023]


def test_the_metadata_block_holds_no_figures():
    text, found = read("索引号：\t12345件\t生成日期：\t2024-03-04\n文号：\t无\t发布机构：\t县政府办\n\n全年受理12件。")
    assert [text[a:b] for a, b in zip(found.figures.start, found.figures.end, strict=True)] == ["12件"]
    assert (2024, "metadata" in found.ledger.reason) == (found.dates[0][3], True)


def test_dates_are_recorded_with_their_parts():
    text, found = read("截至2023年12月31日，二〇二二年三月，2024-01-05。")
    assert [(text[a:b], part, number) for a, b, part, number in found.dates] == [
        ("2023", "year", 2023),
        ("12", "month", 12),
        ("31", "day", 31),
        ("二〇二二", "year", 2022),
        ("三", "month", 3),
        ("2024", "year", 2024),
        ("01", "month", 1),
        ("05", "day", 5),
    ]


def test_a_range_keeps_its_second_end():
    _, found = read("每次3—5件，投入1.5亿至2亿元。")
    f = found.figures
    assert f.upper == {0: 5, 1: 200_000_000}
    assert (f.num, f.high) == ([3, 150_000_000], [5, 200_000_000])


def test_a_fraction_keeps_both_numbers():
    _, found = read("占三分之二，另有1/4。")
    assert found.figures.fraction == {0: (2, 3), 1: (1, 4)}
    assert found.figures.num == [2, 1]
