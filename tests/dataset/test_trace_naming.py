"""Heads and figures are matched by the lexicon's indicators; a user's rows count."""

from __future__ import annotations

import pytest

from audit.parse import indicators, lexicon

HEADS = [
    ("行政复议受理（件）", "行政复议受理"),
    ("受理行政复议案件数", "行政复议受理"),
    ("2023年行政复议受理件数", "行政复议受理"),
    ("行政复议不予受理", "行政复议不予受理"),
    ("一审败诉率", "行政诉讼败诉率"),
    ("矛盾纠纷调解成功率（%）", "矛盾纠纷调处成功率"),
    ("人民调解成功率", "人民调解成功率"),
    ("备注", ""),
    ("受理", ""),
    ("成功率", ""),
]


@pytest.mark.parametrize(("head", "name"), HEADS)
def test_heads(head, name):
    assert indicators.of_head(head) == name


def test_every_indicator_is_found_by_its_own_name():
    names = [row.name for row in indicators.rows()]
    assert len(names) > 100
    assert len(set(names)) == len(names)
    assert [n for n in names if indicators.of_head(n) != n] == []


def test_other_names_lead_to_one_indicator_each():
    seen = {}
    for row in indicators.rows():
        for name in row.also:
            assert seen.setdefault(indicators.plain(name), row.name) == row.name


def test_a_figure_of_one_field_of_work_is_no_figure_of_the_whole():
    whole = indicators.of_words("受理", ["全年行政复议受理"], "", "件", False)
    part = indicators.of_words("受理", ["道路交通运输领域行政复议受理"], "", "件", False)
    assert whole.name == part.name == "行政复议受理"
    assert part.score < whole.score / 2


def test_the_nearest_subject_counts():
    near = indicators.of_words("调解成功", ["，调解成功", "行政争议调解中心调解案件", "全年行政复议"], "", "件", False)
    assert near.name == "行政争议调解成功"


def test_a_users_rows(tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text("indicators:\n- {indicator: 河湖巡查, own: [巡查], about: [河长/河湖], unit: [次]}\n", "utf-8")
    try:
        lexicon.use((str(own),))
        assert indicators.of_head("河湖巡查次数") == "河湖巡查"
        assert indicators.of_words("巡查", ["各级河长"], "", "次", False).name == "河湖巡查"
        assert indicators.of_head("行政复议受理") == "行政复议受理"
    finally:
        lexicon.use(())
    assert indicators.of_head("河湖巡查次数") == ""


@pytest.mark.parametrize(
    "row", ["{indicator: 河湖巡查, words: [巡查]}", "{own: [巡查]}", "{indicator: 河湖巡查, own: 巡查}"]
)
def test_a_row_that_breaks_the_schema(tmp_path, row):
    from audit.errors import ConfigError

    own = tmp_path / "mine.yaml"
    own.write_text(f"indicators:\n- {row}\n", "utf-8")
    with pytest.raises(ConfigError, match="indicators"):
        lexicon.use((str(own),))
