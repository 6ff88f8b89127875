"""Letters: each authority is asked of its own figures, politely, with the arithmetic, and of nobody else's."""

import re

import pytest
from paper_reports import run_of, write
from shared_findings import clean_run, shared_run

from audit.cli import main
from audit.config import Config
from audit.model import Audited, Finding, Parsed
from audit.report.letter.content import Wishes, letters, paper_of
from audit.report.letter.questions import QUESTIONS, question
from audit.report.paper.deliver import written
from audit.report.paper.facts import authority
from expectations.catalogue import catalogue


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write(folder)
    return folder


def text_of(made, run, lang="zh", **wishes):
    return written(paper_of(made, run, Config(lang=lang), Wishes(**wishes)), ".md").decode().replace("\\", "")


def test_one_letter_an_authority_with_its_questions(folder):
    run = run_of(folder)
    made = letters(run, "warning")
    assert [(x.authority, len(x.asked)) for x in made] == [("安澜县人民政府", 7), ("碧山市司法局", 3)]
    first, second = (text_of([x], run) for x in made)
    assert "安澜县人民政府：" in first
    assert "## 二、调解成功率 77.35%" in first
    assert (
        "按文中所列数字计算，41 ÷ 53 = 77.35849…%；四舍五入为77.36%，截去尾数为77.35%。<b>请确认该比率的取位方式。</b>"
        in first
    )
    assert "碧山市" not in first
    assert "安澜县" not in second


def test_a_finding_across_reports_asks_each_of_its_own_base(folder):
    run = run_of(folder)
    first, second = (text_of([x], run) for x in letters(run, "warning"))
    assert "贵单位报告中为8.7%，与 2 ÷ 23 相符" in first
    assert "贵单位报告中为4.8%，与 3 ÷ 62 相符" in second
    assert "4.8%" not in first
    assert "8.7%" not in second


def test_the_level_chooses_the_questions(folder):
    run = run_of(folder)
    counts = [sum(len(x.asked) for x in letters(run, level)) for level in ("error", "warning", "info")]
    severities = [f.severity for f in run.findings]
    across = 1  # asked of two
    assert counts == [severities.count("error"), len(severities) + across, len(severities) + across]


def test_what_is_accepted_is_not_asked():
    run = shared_run()
    asked = {f.fingerprint for x in letters(run, "info") for _, f in x.asked}
    reports = {d.parsed.path for d in run.documents}
    assert asked == {f.fingerprint for f in run.findings if not f.waiver and f.path in reports}


def test_nothing_to_ask_is_said():
    assert letters(clean_run(), "info") == []
    assert "没有需要函询的事项" in text_of([], clean_run())


@pytest.mark.parametrize("rule", catalogue(), ids=lambda r: r.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_check_makes_a_question(rule, lang):
    f = Finding(
        rule.code, rule.name, "warning", "d1", "a", 0, 1, 1, 1, (), "消息。", "帮助", "1 ÷ 2", "50%", "40%", "率", "r1"
    )
    fields = {"label": "率", "printed": "50%", "against": "40%", "formula": "1 ÷ 2 = 50%"}
    fact, request = question(f, lang, **fields)
    assert not set("{}") & set(fact + request)
    assert fact.endswith(("。", "."))
    if rule.code not in QUESTIONS:
        assert fact.startswith("消息")
    bare, _ = question(f, lang, label="", printed="", against="", formula="")
    assert bare.startswith("消息") or "{" not in bare


def test_no_letter_accuses():
    text = "".join(zh for pair in QUESTIONS.values() for zh, _ in pair)
    assert not re.search(r"错误|造假|虚报|有误|违规|必须", text)


@pytest.mark.parametrize(
    ("source", "title", "expected"),
    [
        ("发布机构：甲县司法局　生成日期：2024-01-02\n", "", "甲县司法局"),
        ("发布机构: | 生成日期: | 2024-03-04\n", "乙县人民政府2023年度报告", "乙县人民政府"),
        ("发布机构：\n生成日期：2024\n", "", ""),
        ("", "丙区统计局关于2023年工作的报告", "丙区统计局"),
        ("正文。\n丁市中级人民法院\n2024年1月5日\n", "2023年审判工作报告", "丁市中级人民法院"),
        ("正文提到丁市中级人民法院的工作。\n", "", ""),
        ("", "戊县2023年法治政府建设年度报告", ""),
    ],
)
def test_the_authority_is_taken_from_what_the_report_says(source, title, expected):
    parsed = Parsed("a.txt", "", "txt", "utf-8", source, title=title)
    assert authority(Audited("d1", parsed, [], {}, {})) == expected


def test_what_the_user_gives_stands_in_the_letter(folder):
    run = run_of(folder)
    one = letters(run, "error")[:1]
    given = {"sender": "某市审计局", "contact": "王五 0000-123", "number": "审函〔2024〕3号", "date": "2024-05-20"}
    full = text_of(one, run, **given, reply_by="2024-06-10")
    for word in ("某市审计局", "王五 0000-123", "审函〔2024〕3号", "2024年5月20日", "2024年6月10日"):
        assert word in full
        assert word not in text_of(one, run)


def test_a_folder_gets_a_file_a_letter(folder, tmp_path, capsys):
    out = tmp_path / "letters"
    assert main(["letter", str(folder), "-o", str(out), "--format", "md"]) == 0
    assert sorted(p.name for p in out.iterdir()) == [
        "gouji-letter-1-安澜县人民政府.md",
        "gouji-letter-2-碧山市司法局.md",
    ]
    assert "7 个问题" in capsys.readouterr().err
    single = tmp_path / "all.md"
    assert main(["letter", str(folder), "-o", str(single), "-q"]) == 0
    assert single.read_text("utf-8").count("# 关于核实报告数据的函") == 2
