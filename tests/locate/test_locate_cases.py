"""Broken texts and what may have been meant, as data; and what `locate` as a whole promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.locate import locate
from audit.locate.detective import Detective
from audit.locate.suspects import MOST_EQUAL
from audit.model import Finding

ROWS = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()]
SHARED = Path(__file__).resolve().parents[3] / "shared"


def finding(code: str, relation: str) -> Finding:
    """A finding with only what locate reads."""
    return Finding(code, "", "error", "d1", "-", 0, 1, 1, 1, (), "", "", "", "", "", "", relation)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_what_may_have_been_meant(row, near):
    parsed, outcomes = near.read(row["text"])
    ids = [f"r{k}" for k in range(len(outcomes))]
    code = [{"truncated": "RAT102"}.get(o["how"], o["code"]) for o in outcomes]
    broken = [k for k, o in enumerate(outcomes) if o["verdict"] == "breaks" and not code[k].startswith("DOC")]
    if not row["code"]:
        assert not broken
        return
    k = next(k for k in broken if code[k] == row["code"])
    (found,) = locate(parsed, outcomes, ids, [finding(code[k], ids[k])], "zh")
    said = [[s.printed, s.repair, s.slip] for s in found.suspects]
    if "first" in row:
        assert said[0] == row["first"]
    if "listed" in row:
        assert row["listed"] in said
    if "equal" in row:
        assert [s.score for s in found.suspects[: row["equal"]]] == [found.suspects[0].score] * row["equal"]
        assert len({s.figure for s in found.suspects[: row["equal"]]}) == row["equal"]
    if "alternatives" in row:
        assert list(found.alternatives) == row["alternatives"]
    if "never" in row:
        assert row["never"] not in [s.printed for s in found.suspects]
    if "never_repair" in row:
        assert row["never_repair"] not in [s.repair for s in found.suspects]
    if "only" in row:
        assert {s.printed for s in found.suspects} == {row["only"]}
    if row.get("none"):
        assert found.suspects == ()
    assert ("none" in row) == (not said)


def test_every_case_asks_something():
    asks = {"first", "listed", "equal", "alternatives", "never", "never_repair", "only", "none"}
    assert all(asks & row.keys() or row["code"] == "" for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_findings_keep_their_order_and_the_rest_of_them(near):
    text = "全年调解纠纷53件，调解成功41件，调解成功率78.36%。\n\n全年受理案件421件，其中民事案件375件、行政案件37件。"
    parsed, outcomes = near.read(text)
    ids = [f"r{k}" for k in range(len(outcomes))]
    broken = [k for k, o in enumerate(outcomes) if o["verdict"] == "breaks"]
    findings = [finding(outcomes[k]["code"], ids[k]) for k in broken]
    found = locate(parsed, outcomes, ids, findings, "zh")
    assert [(f.relation, f.code) for f in found] == [(f.relation, f.code) for f in findings]
    assert [f.code for f in found if f.suspects] == ["RAT101", "SUM101"]
    assert locate(parsed, outcomes, ids, findings, "zh") == found
    assert locate(parsed, outcomes, ids, [], "zh") == []


def test_scores_are_shares_in_order(near):
    place = near.locator("全县共有人民调解员3924人，其中专职480人、兼职3454人。")
    (k,) = near.broken(place.index)
    scores = [s.score for s in place.suspects(k)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.0001
    assert len(scores) <= MOST_EQUAL


def test_another_figure_that_gives_the_print_makes_a_slip_less_likely(near):
    place = near.locator("全年调解纠纷53件，调解成功41件，调解成功率78.36%。")
    (k,) = near.broken(place.index)
    assert place.suspects(k, 1)[0].score < place.suspects(k)[0].score


def test_english_says_the_line(near):
    text = "行政复议工作情况\n\n全年受理行政复议申请151件。已审结的135件中，撤销29件，纠错率19.2%。"
    place = near.locator(text)
    (k,) = near.broken(place.index)
    assert Detective(place.index, "en").alternatives(k) == ("29 ÷ 151件 = 19.2% (line 3)",)


def test_a_sum_of_two_that_are_named_together_is_tried(near):
    place = near.locator("全年新收案件86件、旧存案件14件。已审结的80件中，撤销25件，纠错率25.0%。")
    (k,) = near.broken(place.index)
    assert "25 ÷ (86件 + 14件) = 25.0%（第1行）" in Detective(place.index, "zh").alternatives(k)


def test_the_work_on_one_report_is_bounded(near, monkeypatch):
    monkeypatch.setattr("audit.locate.suspects.BUDGET", 10_000)
    lines = [f"本年受理案件{4000 + n}件，其中民事案件{2300 + n}件、行政案件{1200 + n}件。" for n in range(501)]
    place = near.locator("\n\n".join(lines))
    broken = near.broken(place.index)
    assert len(broken) > 200
    told = [bool(place.suspects(k)) for k in broken]
    assert any(told)
    assert not any(told[-20:])
    assert place.budget < 0


def test_numbers_beyond_int64_are_judged_exactly(near):
    big = 10**21
    place = near.locator(f"全年受理{big}件，其中甲类{big - 8}件、乙类9件。")
    for k in near.broken(place.index):
        repairs = {(s.printed, s.repair) for s in place.suspects(k)}
        assert ("9件", "8件") in repairs
        assert (f"{big}件", f"{big + 1}件") in repairs


HOSTILE = [
    "<script>alert(1)</script>受理53件，办结41件，办结率78.36%</script>。",
    "=1+1受理53件，办结41件，办结率78.36%。\u202e\ufeff\u200b",
    "受理" + "9" * 39 + "件，办结" + "8" * 39 + "件，办结率77.36%。",
    "受理0件，办结0件，办结率0%，办结率-5%，同比上升0.00%。",
    "受理00053件，办结041件，办结率078.36%。",
    "|受理|办结|办结率|\n|-|-|-|\n|53|41|78.36%|\n|0|0|0|\n|=5|@4|+80%|\n",
    "1件、2件、3件" * 30 + "共计5件。",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_an_answer(text, near):
    parsed, outcomes = near.read(text)
    ids = [f"r{k}" for k in range(len(outcomes))]
    found = locate(parsed, outcomes, ids, [finding(o["code"], key) for key, o in zip(ids, outcomes, strict=True)], "zh")
    for f in found:
        for s in f.suspects:
            assert s.printed in parsed.source
            assert not set(s.repair) - set(s.printed) - set("0123456789０１２３４５６７８９.．,，万亿")


def test_the_reports_that_tie_on_another_base(near):
    """A035 and A004 of the project's own reports: the printed rates stand on the cases received, and on those filed."""
    if not (SHARED / "more" / "reports").exists():
        pytest.skip(f"NOT TESTED: {SHARED} is not here")
    for name, want in {"A035": "29 ÷ 151件 = 19.2%", "A004": "3373 ÷ 4655件 = 72.5%"}.items():
        place = near.locator(SHARED / "more" / "reports" / f"{name}.txt")
        detective = Detective(place.index, "zh")
        lines = [line for k in near.broken(place.index) for line in detective.alternatives(k)]
        assert any(line.startswith(want) for line in lines), (name, lines)


def test_the_detective_is_bounded_too(near, monkeypatch):
    monkeypatch.setattr("audit.locate.detective.BUDGET", 3)
    lines = [f"本年受理案件{4000 + n}件。已审结的{2300 + n}件中，撤销{29 + n}件，纠错率2.2%。" for n in range(30)]
    place = near.locator("\n\n".join(lines))
    detective = Detective(place.index, "zh")
    for k in near.broken(place.index):
        detective.alternatives(k)
    assert -500 < detective.budget < 0
