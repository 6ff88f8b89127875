"""What a newcomer stumbled over: sums without their sum, three of many suspects, form as arithmetic, English."""

import pytest
from paper_reports import TEXTS

from audit import check
from audit.config import Config
from audit.model import Suspect
from audit.parse.columns import REASONS
from audit.report.letter.content import letters
from audit.report.letter.naming import named
from audit.report.notes import told as note
from audit.report.paper.redo import redo
from audit.report.terms import TERMS
from audit.report.words import told


def written_run(folder, text):
    """The run of one report."""
    (folder / "a.md").write_text(text, "utf-8")
    return check([str(folder)], Config())


BULLETIN = (
    "# 红河市2024年国民经济和社会发展统计公报\n\n红河市统计局　2025年3月18日\n\n"
    "全年地区生产总值1586.42亿元，其中，第一产业增加值186.35亿元，第二产业增加值624.87亿元，第三产业增加值785.20亿元。\n\n"
    "全年进出口总额142.55亿元，上年为137.20亿元，增长3.7%。\n"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return written_run(tmp_path_factory.mktemp("bulletin"), BULLETIN)


def found(run, code):
    return next(f for f in run.findings if f.code == code)


def test_a_sum_of_amounts_shows_its_sum(run):
    f = found(run, "SUM101")
    assert f.formula == "186.35亿 + 624.87亿 + 785.20亿 = 1596.42亿 ≠ 1586.42亿"
    assert f.expected == "1596.42亿"
    assert "与分项之和 1596.42亿 不等" in f.message


def test_a_formula_holds_the_printed_figures(run):
    d = run.documents[0]
    made = [redo(r, d.parsed.figures) for r in d.parsed.relations if r.frame == "changes"]
    assert [(m.formula, m.text) for m in made] == [("=ROUND((142.55-137.20)*100/137.20,1)", "3.9%")]


def suspects(*scores):
    return [Suspect(f"f{n}", str(n), str(n + 1), "digit", s) for n, s in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "shown", "more"),
    [
        ((), 0, 0),
        ((0.3,), 1, 0),
        ((0.3, 0.3, 0.3), 3, 0),
        ((0.2,) * 4, 4, 0),
        ((0.2,) * 6, 6, 0),
        ((0.1,) * 8, 6, 2),
        ((0.5, 0.2, 0.1, 0.05), 3, 0),
    ],
)
def test_equally_good_suspects_are_all_told(scores, shown, more):
    kept, left = told(suspects(*scores))
    assert (len(kept), left) == (shown, more)


def test_four_equal_suspects_stand_in_text_memo_and_page(run):
    from audit.report.memo.reasons import explanations
    from audit.report.review.payload import payload
    from audit.report.text import render

    f = found(run, "SUM101")
    assert len({s.score for s in f.suspects}) == 1
    assert len(f.suspects) == 4
    where = (render(run, Config()), "".join(explanations(f, "zh")), str(payload(run, Config())[0]))
    assert all(s.repair in text for text in where for s in f.suspects)


def test_form_is_counted_apart(tmp_path):
    from audit.report.overview import Overview
    from audit.report.paint import PLAIN

    run = written_run(tmp_path, TEXTS["a.txt"])
    s = run.summary
    own = run.documents[0].relations
    assert s["form_checks"]["total"] == sum(r["kind"] in ("form", "period") or r["check"] == "ENU102" for r in own) > 0
    overview = Overview(Config())
    overview.add(run.documents[0])
    n = s["relations"]["total"] - s["form_checks"]["total"]
    text = overview.text(s, [], PLAIN)
    assert f"{n} 组勾稽关系：" in text
    assert "另作形式检查" in text


def test_every_reason_of_the_ledger_has_a_chinese_word():
    assert set(REASONS) - set(TERMS["identifier"]["zh"]) == set()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("navigation and surroundings of 117 characters left out", "略去导航等页面周边文字 117 字"),
        ("hidden text of 5 characters left out", "略去隐藏文字 5 字"),
        ("3 comments left out", "略去批注 3 条"),
        ("read as html, which it is, in spite of its suffix .txt", "按其内容读作 html，后缀 .txt 与内容不符"),
        ("<b>something new</b>", "<b>something new</b>"),
    ],
)
def test_notes_are_chinese_in_chinese_output(english, chinese):
    assert (note(english, "zh"), note(english, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("三、本年度办理结果/（七）总计·自然人", "本年度办理结果—总计（自然人）"),
        ("一、本年新收政府信息公开申请数量·总计", "本年新收政府信息公开申请数量（总计）"),
        ("地区生产总值", "地区生产总值"),
        ("2024年", "2024年"),
        ("一审案件·判决", "一审案件（判决）"),
    ],
)
def test_a_letter_names_rows_and_columns(label, name):
    assert named(label) == name


def test_the_letter_goes_to_the_line_under_the_title(run):
    assert [letter.authority for letter in letters(run, "warning")] == ["红河市统计局"]


def test_a_balance_is_asked_by_its_printed_figures(tmp_path):
    from audit.report.letter.content import Wishes, paper_of
    from audit.report.paper.deliver import written

    head = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    table = (
        "# 红河市2024年政府信息公开工作年度报告\n\n## 三、收到和处理政府信息公开申请情况\n\n"
        f"| {head} | | 自然人 | 商业企业 | 总计 |\n|---|---|---|---|---|\n"
        "| 一、本年新收政府信息公开申请数量 | | 30 | 8 | 40 |\n| 二、上年结转政府信息公开申请数量 | | 1 | 1 | 2 |\n"
        "| 三、本年度办理结果 | （一）予以公开 | 20 | 5 | 25 |\n| 三、本年度办理结果 | （二）部分公开 | 4 | 2 | 6 |\n"
        "| 三、本年度办理结果 | （七）总计 | 28 | 8 | 36 |\n| 四、结转下年度继续办理 | | 3 | 1 | 4 |\n"
    )
    run = written_run(tmp_path, table)
    f = found(run, "SUM104")
    assert "+" in f.reported
    text = written(paper_of(letters(run, "warning"), run, Config(), Wishes()), ".md").decode()
    assert "上年结转政府信息公开申请数量（总计） 2" in text
    assert "## 一、三、" not in text
    assert "为40 + 2" not in text


@pytest.mark.parametrize(
    ("text", "label"), [("其他信息2000条，公开信息3000条。", "其他信息"), ("其中政策文件700条、其他474项。", "其他")]
)
def test_other_is_not_cut_from_a_label(tmp_path, text, label):
    run = written_run(tmp_path, "# 某局2024年报告\n\n" + text + "\n")
    labels = [x.strip() for x in run.documents[0].parsed.figures["label"]]
    assert label in labels
    assert "他信息" not in labels
    assert "、其他" not in labels


def test_the_page_counts_findings_not_cells():
    from pathlib import Path

    import audit.report.review as review

    script = Path(review.__file__).parent / "assets" / "script" / "05-text.js"
    assert 't("l_break", run.reports[k].f.length)' in script.read_text("utf-8")
