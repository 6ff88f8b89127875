"""A user's lexicon: what the schema refuses, what merging does, and what `lexicon show` prints."""

from __future__ import annotations

import json

import pytest

from audit.parse import lexicon
from audit.parse.lexicon.merge import user_tables
from audit.parse.lexicon.schema import RATE, check_file

OURS = {name: lexicon.read(lexicon.HERE / f"{name}.yaml") for name in lexicon.FILES}
# what a user's file says -> what the refusal names: file, table, row, known keys
WRONG = [
    ("rate: [败诉率]", ["unknown table 'rate'", "tables: ", "rates"]),
    ("- rates", ["holds no lexicon table"]),
    ("", ["holds no lexicon table"]),
    ("rates: {败诉率: {}}", ["rates", "must be a list of rows", "declared"]),
    ("rates: [败诉率]", ["rates: row 1", "must be a row", "declared"]),
    ("rates: [{of: [败诉]}]", ["rates: row 1", "has no rate"]),
    ("rates: [{rate: 率}]", ["rates: row 1", "has no rate"]),
    (
        "rates: [{rate: 败诉率, decalred: [审结]}]",
        ["rates: 败诉率", "unknown key 'decalred'", "known: rate, of, on, declared"],
    ),
    ("rates: [{rate: 败诉率, declared: 审结}]", ["rates: 败诉率: declared", "must be a list of words", "审结"]),
    ("rates: [{rate: 败诉率, on: [12345]}]", ["rates: 败诉率: on", "12345", "put it in quotes"]),
    ("rates: [{rate: 败诉率, on: ['']}]", ["rates: 败诉率: on", "must be a list of words"]),
    ("rates: [{rate: 败诉率, on: }]", ["rates: 败诉率: on", "is empty"]),
    ("rates: [{rate: 败诉率, survey: 'yes'}]", ["rates: 败诉率: survey", "must be true or false"]),
    ("rates: [{rate: 败诉率, declared_name: 审结}]", ["rates: 败诉率: declared_name", "zh and en"]),
    ("rates: [{rate: 败诉率, declared_name: {zh: 审结}}]", ["rates: 败诉率: declared_name", "zh and en"]),
    ("rates: [{rate: 败诉率}, {rate: 败诉率}]", ["rates: 败诉率", "is given twice"]),
    ("units: {cuont: [宗]}", ["units", "unknown key 'cuont'", "count"]),
    ("units: {count: 宗}", ["units: count", "must be a list of words"]),
    ("units: [宗]", ["units", "must be keys with values"]),
    ("hedges: {before: {abuot: {words: [约]}}}", ["hedges: before", "unknown key 'abuot'", "about"]),
    ("hedges: {before: {about: {wrods: [约]}}}", ["hedges: before: about", "unknown key 'wrods'", "words"]),
    ("hedges: {inner: {把: overr}}", ["hedges: inner: 把", "must be a known word", "over"]),
    ("stages: {complements: [[受理]]}", ["stages: complements: row 1", "must hold 2 words"]),
    (
        "stages: {chains: {handling: {stages: [{name: filed, words: [a]}]}}}",
        ["stages", "unknown name 'filed'", "applied"],
    ),
    ("stages: {chains: {handling: {carry: maybe}}}", ["stages: chains: handling: carry", "true or false"]),
    ("names: {slogan: [三个一]}", ["names", "unknown key 'slogan'", "slogans"]),
    ("units: {count: [宗", ["line ", "is not YAML"]),
    ("units: {}\nunits: {}", ["line ", "is not YAML"]),
]


@pytest.mark.parametrize(("text", "named"), WRONG, ids=[w[0][:40] for w in WRONG])
def test_what_is_refused(gouji, reports, text, named):
    (reports / "mine.yaml").write_text(text + "\n", "utf-8")
    (reports / "gouji.toml").write_text('lexicon = ["mine.yaml"]\n', "utf-8")
    user_tables.cache_clear()
    answer = gouji("check", "clean.txt")
    assert answer.code == 2
    assert answer.err.startswith(f"gouji: error: {reports / 'mine.yaml'}: ")
    assert answer.err.count("\n") == 1
    for words in named:
        assert words in answer.err


def test_our_own_tables_keep_the_schema():
    check_file(OURS, OURS, "ours")
    assert {key for row in OURS["rates"] for key in row} <= set(RATE)


def test_merging_leaves_our_tables_alone(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "rates: [{rate: 败诉率, declared: [审结]}, {rate: 见面率, of: [见面], on: [应见]}]\n"
        "units: {count: [宗卷, 件]}\n"
        "hedges: {before: {below: {words: [未及], not_after: {未及: [尚]}}}, inner: {许: about}}\n"
        "stages: {complements: [[面谈, 电话]], chains: {handling: {stages: [{name: closed, words: [销号]}]}}}\n",
        "utf-8",
    )
    before = json.dumps(OURS, ensure_ascii=False)
    try:
        lexicon.use((str(file),))
        rates = {row["rate"]: row for row in lexicon.table("rates")}
        assert rates["败诉率"]["declared"] == ["审结"]
        assert rates["败诉率"]["of"] == ["败诉"]
        assert not {"declared_name", "source"} & set(rates["败诉率"])
        assert list(rates)[-1] == "见面率"
        assert lexicon.table("units")["count"].count("件") == 1
        assert lexicon.table("units")["count"][-1] == "宗卷"
        below = lexicon.table("hedges")["before"]["below"]
        assert below["words"][0] == "不足"
        assert below["words"][-1] == "未及"
        assert below["not_after"]["未及"] == ["尚"]
        assert lexicon.table("hedges")["inner"]["许"] == "about"
        stages = lexicon.table("stages")
        assert stages["complements"][-1] == ["面谈", "电话"]
        assert [s["name"] for s in stages["chains"]["handling"]["stages"]] == [
            "applied",
            "accepted",
            "handled",
            "closed",
        ]
        assert stages["chains"]["handling"]["stages"][-1]["words"][-1] == "销号"
    finally:
        lexicon.use(())
    assert json.dumps({name: lexicon.table(name) for name in lexicon.FILES}, ensure_ascii=False) == before


def test_show_says_where_each_part_comes_from(gouji, reports):
    (reports / "a.yaml").write_text("rates: [{rate: 败诉率, declared: [审结], source: 甲省}]\n", "utf-8")
    (reports / "b.yaml").write_text("rates: [{rate: 败诉率, source: 乙省}, {rate: 见面率, of: [见面]}]\n", "utf-8")
    (reports / "gouji.toml").write_text('lexicon = ["a.yaml", "b.yaml"]\n', "utf-8")
    shown = json.loads(gouji("lexicon", "show", "一审败诉率", "--format", "json").out)
    assert shown["row"]["rate"] == "败诉率"
    assert shown["row"]["declared"] == ["审结"]
    assert shown["row"]["source"] == "乙省"
    a, b = str(reports / "a.yaml"), str(reports / "b.yaml")
    assert shown["from"] == {"rate": "gouji", "of": "gouji", "on": "gouji", "declared": a, "source": b}
    text = gouji("lexicon", "show", "一审败诉率").out
    assert "“一审败诉率”按“败诉率”一行处理。" in text
    assert a in text
    assert json.loads(gouji("lexicon", "show", "见面率", "--format", "json").out)["from"] == {"rate": b, "of": b}
    listed = json.loads(gouji("lexicon", "show", "--format", "json").out)["rates"]
    assert {row["row"]["rate"] for row in listed} > {"败诉率", "见面率"}


def test_show_without_a_users_file(gouji):
    text = gouji("lexicon", "show", "败诉率", "--lang", "en").out
    assert "declared base" in text
    assert "cases filed" in text
    answer = gouji("lexicon", "show", "败诉")
    assert answer.code == 2
    assert "败诉率" in answer.err
