"""Pages: the report and nothing else, every character with its place in the markup."""

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_made import cells_of, outcome, source_of

from audit.errors import AuditError, InputError
from audit.read import RawText, read_raw
from audit.read.normalise import normalise


def lines(raw):
    return raw.text.split("\n")


def marks(raw):
    return [(mark.kind, raw.text[mark.start : mark.end]) for mark in raw.marks]


# Positions


def test_a_number_across_inline_tags_is_one_number(read):
    raw = read("a.html", '<p>投入98.7<b>65</b><span style="x">万</span>元。</p>')
    assert raw.text == "投入98.765万元。"
    assert source_of(raw, "98.765万元") == '98.7<b>65</b><span style="x">万</span>元'
    assert source_of(raw, "投入") == "投入"


def test_references_are_covered_whole(read):
    raw = read("a.html", "<p>占&nbsp;1&#50;&percnt;、7&#x25;；A&amp;B&B，5&lt6&copy 3</p>")
    assert raw.text == "占 12%、7%；A&B&B，5<6© 3"
    assert source_of(raw, "12%") == "1&#50;&percnt;"
    assert source_of(raw, "7%") == "7&#x25;"
    assert source_of(raw, "A&B") == "A&amp;B"
    assert source_of(raw, "&B，") == "&B，"
    assert source_of(raw, "5<") == "5&lt"
    assert source_of(raw, "© 3") == "&copy 3"


@pytest.mark.parametrize(
    ("reference", "plain"),
    [("&#0;", "\ufffd"), ("&#x110000;", "\ufffd"), ("&#" + "9" * 5000 + ";", "\ufffd"), ("&nosuch;", "&nosuch;"),
     ("&nbsp5", " 5"), ("&", "&"), ("&#;", "&#;"), ("&NotEqualTilde;", "\u2242\u0338"), ("&ZeroWidthSpace;", "")],
)  # fmt: skip
def test_odd_references(read, reference, plain):
    assert read("a.html", f"<p>甲</p><p>乙{reference}</p>").text == f"甲\n乙{plain}"


def test_line_breaks_and_blanks(read):
    first = "<div>一、<br>甲\n  53   件\n，乙\n办结</div>尾<p>　　段<p>段二</p>后</p>末"
    raw = read("a.html", first + "<pre>1\n 2\r\n3</pre>\n<h2>题<br>目</h2><hr>终")
    assert lines(raw) == ["一、", "甲 53 件，乙办结", "尾", "  段", "段二", "后", "末", "1", " 2", "3", "题 目", "终"]


def test_invisible_characters_do_not_split_a_number(read):
    raw = read("a.html", "<p>办\u200b结5\u200b3&shy;0件</p>")
    assert raw.text == "办结530件"
    assert source_of(raw, "530件") == "5\u200b3&shy;0件"


def test_superscripts_do_not_join_numbers(read):
    assert read("a.html", "<p>办结53<sup>1</sup>件、3m<sup>2</sup>、8<sup>注</sup></p>").text == "办结53^1件、3m2、8注"


def test_what_is_never_read(read):
    hidden = (
        "<script>var a = '<p>1 件</p>';</script><style>p{content:'2'}</style><!-- 3 件 --><noscript>4</noscript>"
        "<p style='display : none'>5</p><div hidden><p>6</p></div><nav>7</nav><footer>8</footer><aside>9</aside>"
        "<select><option>10</select><textarea>11</textarea><input value=12><button>13</button><iframe>14</iframe>"
        "<header><p>15</p></header><template><p>16</p></template><svg><text>17</text></svg><![if a]><?x 18?>"
    )
    raw = read("a.html", f"<p>前{hidden}<p>后 53 件。</p>")
    assert lines(raw) == ["前", "后 53 件。"]
    assert raw.notes == ("navigation and surroundings of 13 characters left out",)


def test_a_page_that_hides_everything_is_read(read):
    raw = read("a.html", "<div style='visibility:hidden'><p>办结53件。</p></div>")
    assert raw.text == "办结53件。"
    assert "hides" in raw.notes[0]


# Tables


def test_table_with_spans(read):
    raw = read(
        "a.html",
        "<p>表前</p><table><caption>表1</caption><thead><tr><th rowspan=2>事项<th colspan='2'>申请<br>人</th>"
        "<tr><td>自然人<td>法人</thead><tr><td rowspan=0><p>新</p><p>收</p><td>1<b>0</b><td>2"
        "<tr><td>&nbsp;<td colspan=x>3</table>",
    )
    assert raw.text == "表前\n表1\n事项\t申请 人\n自然人\t法人\n新 收\t10\t2\n\t3"
    assert cells_of(raw, raw.marks[-1]) == [
        [("事项", 2, 1), ("申请 人", 1, 2)],
        [("自然人", 1, 1), ("法人", 1, 1)],
        [("新 收", 2, 1), ("10", 1, 1), ("2", 1, 1)],
        [("", 1, 1), ("3", 1, 1)],
    ]
    assert source_of(raw, "10") == "1<b>0"


def test_tables_that_frame_the_page_are_unwrapped(read):
    raw = read(
        "a.html",
        "<table><tr><td><h1>题目</h1><p>办结53件。</p><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>"
        "<table><tr><td>共2格</td></tr></table>",
    )
    assert marks(raw) == [("h", "题目"), ("p", "办结53件。"), ("table", "甲\t1"), ("p", "共2格")]


def test_empty_rows_keep_their_place(read):
    raw = read("a.html", "<table><tr><tr><td>a<td>b<tr><tr><td>c<td>d</table>")
    assert raw.text == "a\tb\nc\td"
    assert [len(row) for row in raw.marks[0].rows] == [0, 2, 0, 2]


# Pages in the style of official sites


def test_page_of_a_portal(page):
    raw = page("ucap.html")
    assert marks(raw) == [
        ("h", "青石县2023年度法治政府建设情况报告"),
        ("meta", "2024-03-15 09:30 来源：青石县司法局"),
        ("p", "2023年，我县坚持依法行政，现将有关情况报告如下。"),
        ("p", "一、行政复议和应诉"),
        (
            "p",
            "全年收到行政复议申请70件，受理68件，审结58件；一审行政诉讼案件50件，败诉2件，败诉率4%。"
            "挽回经济损失98.765万元。",
        ),
        ("p", "二、矛盾纠纷化解"),
        ("p", "调解民间纠纷 863 件，成功 863 件，成功率100%。"),
        ("p", "其中疑难纠纷 ≥ 30 件，已全部回访。"),
    ]
    assert source_of(raw, "4%") == '4<span\n      style="font-family:宋体">%'
    assert raw.meta["PubDate"] == "2024-03-15 09:30"
    assert raw.meta["ContentSource"] == "青石县司法局"
    assert raw.meta["title"].startswith("青石县2023年度")
    assert "links to attachments left out: 1" in raw.notes
    assert any(note.startswith("navigation and surroundings of ") for note in raw.notes)


def test_page_of_tables_labelled_gb2312(page):
    raw = page("trs_gb2312.html")
    assert raw.encoding == "gb18030"
    assert lines(raw) == [
        "索 引 号：\t000123456/2024-00087\t信息分类：\t年度报告",
        "发布机构：\t白桦镇人民政府\t生成日期：\t2024-01-19",
        "名  称：\t白桦镇2023年政府信息公开工作年度报告",
        "白桦镇2023年政府信息公开工作年度报告",
        "发布日期：2024-01-19  来源：白桦镇人民政府",
        "  镕城区白桦镇现公布2023年度报告。",
        "  一、主动公开。全年主动公开信息1,286条，其中网站972条、其他314条。",
        "  二、依申请公开。收到申请12件，按时办结12件，",
        "  办结情况如下：",
        "表1 依申请公开情况（单位：件）",
        "事项\t申请人\t合计",
        "自然人\t法人 或其他",
        "新收申请\t10\t2\t12",
        "予以公开\t7\t1\t8",
        "其他处理\t3\t1\t4",
        "  三、存在问题。公开内容仍以文字为主，需改进。",
    ]
    assert cells_of(raw, raw.marks[-2])[0] == [("事项", 2, 1), ("申请人", 1, 2), ("合计", 2, 1)]
    assert source_of(raw, "972条") == "９７２条"
    assert [kind for kind, _ in marks(raw)][:3] == ["table", "h", "meta"]


def test_page_without_any_name_for_its_content(page):
    raw = page("soup.html")
    assert lines(raw)[:4] == [
        "红枫区应急管理局2023年法治政府建设工作总结",
        "索引号：HF0012-2024-0003",
        "发布日期：2024-02-01",
        "信息来源：区应急管理局",
    ]
    assert source_of(raw, "1,204家次") == "<u>1</u>,<u>204</u>家次"[3:]
    assert ("h", "（一）宣传培训") in marks(raw)
    assert lines(raw)[-2:] == ["值班电话", "  110、119"]
    for noise in ("365", "24 小时", "星期四", "13800000000", "第 3 批"):
        assert noise not in raw.text


REPORT = "<p>一、行政复议。全年受理68件，审结58件，纠错16件。</p><p>二、行政应诉。一审50件，败诉2件，败诉率4%。</p>"
MENU = "<ul>" + "".join(f"<li><a href='/{i}'>栏目之{i}号</a></li>" for i in range(30)) + "</ul>"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<article>", "</article>"),
        ("<main>", "</main>"),
        ("<div id=zoom>", "</div>"),
        ("<div id='UCAP-CONTENT'>", "</div>"),
        ("<div class='TRS_Editor'>", "</div>"),
        ("<div role='main'>", "</div>"),
        ("<section itemprop='articleBody'>", "</section>"),
        ("<div class='x article-content y'>", "</div>"),
        ("<div class='view'>", "</div>"),
        ("<div class='unheard-of'>", "</div>"),
        ("<table><tr><td class=z>", "</td></tr></table>"),
        ("<div><div><font>", "</font></div></div>"),
    ],
)
def test_content_is_found_by_name_or_by_density(read, opening, closing):
    top, bottom = f"<div>{MENU}您是第 88 位访客</div>", "<div>版权所有 电话 0772-1</div>"
    raw = read("a.html", f"<html><body>{top}{opening}{REPORT}{closing}{bottom}</body></html>")
    assert lines(raw) == [
        "一、行政复议。全年受理68件，审结58件，纠错16件。",
        "二、行政应诉。一审50件，败诉2件，败诉率4%。",
    ]


def test_prose_beside_the_named_content_is_not_lost(read):
    more = "<div><p>三、下一步打算。继续加强行政执法监督，全年计划培训12期，覆盖全部执法人员。</p></div>" * 3
    raw = read("a.html", f"<div class=TRS_Editor>{REPORT}</div>{more}")
    assert len(lines(raw)) == 5


def test_content_in_several_parts(read):
    raw = read("a.html", f"<div class=TRS_Editor>{REPORT}</div><div>广告 1</div><div class=TRS_Editor>{REPORT}</div>")
    assert len(lines(raw)) == 4


@pytest.mark.parametrize(
    "bar",
    [
        "发布日期：2024-03-15 来源：县司法局 浏览次数：1024 次 【字体：大 中 小】 打印 关闭窗口",
        "<b>来源：</b>县司法局 阅读：1024 分享到：微信",
    ],
)
def test_counters_and_buttons_beside_the_date_are_left_out(read, bar):
    raw = read("a.html", f"<div class='tools share'>{bar}</div><div id=zoom>{REPORT}</div>")
    kind, line = marks(raw)[0]
    assert kind == "meta"
    assert line.endswith("来源：县司法局")


def test_labels_and_values_in_blocks_of_their_own(read):
    listed = "<dl><dt>索引号：</dt><dd>000/2024</dd></dl><div><div>发布机构：</div><div>县政府</div></div>"
    empty = "<ul><li>文号：</li><li>是否有效：</li></ul>"
    raw = read("a.html", f"{listed}{empty}<h1>2023年报告</h1><div id=zoom>{REPORT}</div>")
    assert lines(raw)[:5] == ["索引号： 000/2024", "发布机构： 县政府", "文号：", "是否有效：", "2023年报告"]
    assert [kind for kind, _ in marks(raw)][:5] == ["meta", "meta", "meta", "meta", "h"]


def test_what_looks_like_a_label_inside_the_report_stays_text(read):
    raw = read("a.html", f"<div id=zoom>{REPORT}<p>审核：全年审核文件19件</p><p>2024年1月15日</p></div>")
    assert [kind for kind, _ in marks(raw)] == ["p"] * 4


def test_only_one_title_and_only_the_report_s(read):
    head = "<title>甲县2023年工作报告_甲县人民政府</title>"
    body = f"<h1>甲县人民政府门户</h1><h1>甲县2023年工作报告</h1><h2>热点</h2><div id=zoom>{REPORT}</div><h2>相关</h2>"
    raw = read("a.html", f"<html><head>{head}</head><body>{body}")
    assert [text for kind, text in marks(raw) if kind == "h"] == ["甲县2023年工作报告"]
    inside = f"<html><head>{head}</head><body><div id=zoom><p>甲县2023年工作报告</p>{REPORT}</div>"
    assert marks(read("a.html", inside))[0] == ("h", "甲县2023年工作报告")


def test_lists_of_links_and_attachments_inside_the_report(read):
    links = "".join(f"<p><a href='/{i}'>相关文件之{i}</a></p>" for i in range(4))
    files = "<p>附件：<a href='a.docx'>1. 统计表</a></p>"
    law = "<p><a href='/law'>《行政复议法》</a></p><p>据此办结9件。</p>"
    raw = read("a.html", f"<div id=zoom>{REPORT}{law}{files}{links}</div>")
    assert lines(raw)[2:] == ["《行政复议法》", "据此办结9件。"]
    assert "links to attachments left out: 1" in raw.notes
    assert any("lists of links" in note for note in raw.notes)


@pytest.mark.parametrize("data", ["<html></html>", "<html><body><img src=a.png></body>", "<html><script>x</script>"])
def test_pages_without_text(data):
    with pytest.raises(InputError, match=r"^页\.html: holds no text.* \(.+\)$"):
        read_raw("页.html", data.encode())


# Broken and hostile markup

N = 20000
HOSTILE = {
    "deep": "<div>" * N,
    "deep tables": "<table><tr><td>" * N,
    "deep lists": "<ul><li>" * N,
    "deep links": "<a href=x>" * N,
    "unmatched ends": "<div>" * N + "</span>" * N,
    "ends in a table": "<table>" + "<span>" * N + "</tr>" * N,
    "open comments": "<!--" * N,
    "open tags": "<a" * N,
    "open ends": "</a" * N,
    "open quotes": '<a "' * N,
    "quoted brackets": """<a ">" """ * N,
    "one odd quote": "<a '>" + '<a ">' * N,
    "titles": "<title>" * N,
    "notes": "<noscript>" * N,
    "signs": "<" * N,
    "references": "&" * N + "&a" * N,
    "attributes": "<a " + "a= " * N + ">",
    "noise": "<div class=share>" * N,
    "names": "<div class='content article detail'>" * N,
    "titled": "<div class=title>" * N,
    "blanks": " \n" * N + "a",
    "captions": "<table>" + "<caption>x" * N,
    "cells": "<table><tr>" + "<td>甲1" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_takes_linear_time(read, name):
    start = time.perf_counter()
    raw = read("a.html", "<p>办结53件。</p>" + HOSTILE[name] + "<p>尾")
    assert time.perf_counter() - start < 3
    assert "办结53件。" in raw.text


def test_tags_that_are_left_out_or_wrong(read):
    raw = read("a.html", "<p>5 < 6 <3 a<b</p>甲</p>乙</3>丙<p class='x>丁</p><div title='>'>戊</div></table></td>己<b>")
    assert lines(raw)[0].startswith("5 < 6 <3 a")
    assert "己" in raw.text


def test_a_page_cut_off_in_a_tag(read):
    assert read("a.html", "<p>办结53件。</p><p class=").text.startswith("办结53件。")


TAGS = (
    "p /p b /b br table tr td /td /table li h1 ul div /div sup pre header caption a /a td,colspan=2 a,href=x p,hidden"
)
TOKENS = st.sampled_from(
    [
        *(f"<{tag.replace(',', ' ')}>" for tag in TAGS.split(" ")),
        *(
            "<div class=content>",
            "<div id=zoom>",
            "<!-- x -->",
            "<script>1</script>",
            "&nbsp;",
            "&#50;",
            "&amp",
            "<",
            ">",
        ),
        *("\n", "\r", " ", "\u200b", "\ufeff", "５", "𝟓", "53件", "。", "办结", "来源：甲", "'"),
    ]
)


@given(st.lists(TOKENS, max_size=40))
def test_every_character_leads_back_to_its_source(tokens):
    source = "".join(["<p>始</p>", *tokens])
    raw = read_raw("a.html", source.encode())
    assert len(raw.offsets) == len(raw.text) + 1
    assert list(raw.offsets) == sorted(raw.offsets)
    assert raw.offsets[-1] <= len(raw.source)
    for char, at in zip(raw.text, raw.offsets, strict=False):
        if char not in " \n\t^":
            here = raw.source[at]
            assert here == "&" or normalise(here) == char, (char, here)
    for mark in raw.marks:
        assert 0 <= mark.start <= mark.end <= len(raw.text)
        assert mark.start == 0 or raw.text[mark.start - 1] == "\n"
        for row in mark.rows:
            for a, b, rows, columns in row:
                assert mark.start <= a <= b <= mark.end
                assert rows >= 1
                assert columns >= 1


@given(st.lists(st.text(alphabet="办结件，。0123456789%.&<>\"'", min_size=1, max_size=30), min_size=1, max_size=6))
def test_escaped_text_comes_back(paragraphs):
    page = "".join(f"<p>始{html.escape(text)}</p>" for text in paragraphs)
    assert read_raw("a.html", page.encode()).text == normalise("\n".join("始" + text for text in paragraphs))


@given(st.text())
def test_any_text_as_a_page_gives_a_report_or_an_error(text):
    assert isinstance(outcome(read_raw, "a.html", text.encode("utf-8", "surrogatepass")), (RawText, AuditError))
