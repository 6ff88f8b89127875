"""The memo: nothing of the run is missing, all formats say the same, and a second time byte for byte."""

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO

import pytest
from paper_reports import run_of, write
from shared_findings import clean_run, nothing_run, shared_run

from audit.config import Config
from audit.report.memo import render
from audit.report.memo.content import Signing
from audit.report.memo.reasons import REASONS
from expectations.catalogue import catalogue

SUFFIXES = (".md", ".html", ".docx")
RUNS = {"shared": shared_run, "clean": clean_run, "nothing": nothing_run}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write(folder)
    return run_of(folder)


class _Text(HTMLParser):
    """The text of a page, without its style."""

    def __init__(self):
        super().__init__()
        self.out, self.skip = [], False

    def handle_starttag(self, tag, _):
        self.skip = tag in ("style", "title")
        self.out.append(" ")

    def handle_endtag(self, _):
        self.skip = False
        self.out.append(" ")

    def handle_data(self, data):
        if not self.skip:
            self.out.append(data)


def text_of(data: bytes, suffix: str) -> str:
    """The words of a memo in any format."""
    if suffix == ".docx":
        xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
        page = _Text()
        page.feed(re.sub(r"</w:(?:p|tc)>", " ", xml))
        return "".join(page.out)
    if suffix == ".html":
        page = _Text()
        page.feed(data.decode())
        return "".join(page.out)
    return data.decode().replace("\\", "")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_is_there_in_the_order_of_the_run(run, suffix, lang):
    text = text_of(render(run, Config(lang=lang), suffix), suffix)
    at = [text.index(f.fingerprint) for f in run.findings]
    assert at == sorted(at)
    assert all(text.count(f.fingerprint) == 1 for f in run.findings)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_counts_sources_and_method_are_said(run, suffix):
    text = re.sub(r"\s+", " ", text_of(render(run, Config(), suffix), suffix))
    s = run.summary
    of, form = s["relations"], s["form_checks"]
    n, ties, breaks = (of[key] - form[key] for key in ("total", "ties", "breaks"))
    assert form["total"]
    assert f"建立勾稽关系 {n} 项，其中相符 {ties} 项、不符 {breaks} 项" in text
    assert f"形式检查（必备部分、日期、编号等）{form['total']} 项，其中相符 {form['ties']} 项" in text
    assert f"不能成立 {s['findings']['error']} 项、待说明 {s['findings']['warning']} 项" in text
    assert f"所识别的 {s['ledger']['numerals']} 个数字中，{s['ledger']['checked']} 个参与勾稽" in text
    for d in run.documents:
        assert d.parsed.sha256 in text
        assert d.parsed.path in text
    assert "检查集 general" in text


def test_every_relation_and_every_unchecked_figure_is_in_the_annexes(run):
    text = render(run, Config(), ".md").decode()
    annex = text[text.index("## 附录一") : text.index("## 附录二")]
    rows = [x for x in annex.splitlines() if re.match(r"\| \d+ \|", x)]
    assert len(rows) == sum(len(d.relations) for d in run.documents)
    assert sum("<b>不符" in x for x in rows) == run.summary["relations"]["breaks"]
    figures = text[text.index("## 附录二") : text.index("## 附录三")]
    counts = [int(m[1]) for m in re.finditer(r"未能核对的数字（(\d+) 个）", figures)]
    assert sum(counts) == run.summary["ledger"]["unchecked"]


def test_arithmetic_and_the_value_recomputed_are_said(run):
    text = render(run, Config(), ".md").decode()
    assert "41 ÷ 53 = 77.35849…%<br>文中所印 77.35%；对照或重算 77.36%；相差 −0.01个百分点" in text
    assert "成功调解【41件】，调解成功率【77.35%】。”" in text
    assert "203 + 97 = 300 ≠ 310<br>文中所印 310；对照或重算 300；相差 +10" in text


def test_rates_of_several_reports_stand_side_by_side(run):
    text = render(run, Config(), ".md").decode()
    table = text[text.index("：所用基数与换算") :].split("✓ 为")[0]
    assert "| 报告 | 文中所印 | 审结案件 | 收案 |" in table
    assert "| 安澜县 | 8.7% | <b>✓ 8.70%</b><br>2 ÷ 23 | 8.00%<br>2 ÷ 25 |" in table
    assert "| 碧山市 | 4.8% | 5.26%<br>3 ÷ 57 | <b>✓ 4.84%</b><br>3 ÷ 62 |" in table


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", RUNS)
def test_the_same_bytes_again(name, suffix):
    for lang in ("zh", "en"):
        config = Config(lang=lang)
        assert render(RUNS[name](), config, suffix) == render(RUNS[name](), config, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_names_and_date_only_where_given(suffix):
    blank = text_of(render(shared_run(), Config(), suffix), suffix)
    signed = Signing(number="审底〔2024〕7号", prepared_by="张三", reviewed_by="李四", date="2024-05-20")
    full = text_of(render(shared_run(), Config(), suffix, signed), suffix)
    for word in ("审底〔2024〕7号", "李四", "2024年5月20日"):
        assert word not in blank
        assert word in full


def test_waived_and_known_findings_stay_and_are_not_counted():
    text = render(shared_run(), Config(), ".md").decode()
    run = shared_run()
    waived = [f for f in run.findings if f.waiver]
    assert len(waived) == 2 == run.summary["waived"]
    assert f"另有 {len(waived)} 项发现已按豁免或基线接受" in text
    assert text.count("| 接受 | ") == len(waived)
    assert "已豁免：原文如此" in text
    assert "| 接受 | 基线已有 |" in text


def test_what_could_not_be_read_is_said():
    text = render(shared_run(), Config(), ".md").decode()
    assert "有 1 个文件未能读取" in text
    assert "is a PDF" in text
    assert "| 未判定" in text or "基数为零" in text


def test_a_clean_report_says_what_was_checked():
    text = render(clean_run(), Config(), ".md").decode()
    assert "未形成核查发现" in text
    assert "已核对的关系（2 项）" in text


@pytest.mark.parametrize("rule", [r for r in catalogue() if not r.code.startswith("GAT")], ids=lambda r: r.code)
def test_every_check_of_reports_has_its_explanations(rule):
    assert rule.code in REASONS
    for pair in REASONS[rule.code]:
        assert len(pair) == 2
        assert not set("。.") & {pair[0][-1], pair[1][-1]}


def test_the_words_accuse_nobody():
    words = [zh for pairs in REASONS.values() for zh, _ in pairs]
    assert not [w for w in words if re.search(r"造假|虚报|瞒报|弄虚|篡改|故意|错误", w)]


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_mark_of_our_own_stands_in_the_first_kilobyte(suffix, tmp_path):
    from audit.read import expand

    write(tmp_path)
    for n, each in enumerate((".md", ".html", ".docx")):
        (tmp_path / f"memo{n}{each}").write_bytes(render(shared_run(), Config(), each))
    data = render(shared_run(), Config(), suffix)
    assert b"gouji" in data[:1024]
    assert [p.name for p in expand([tmp_path])] == ["a.txt", "b.md"]
