"""Quotations: the sentence of a figure, figures marked, long ones cut, pages without their tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.report.paper.quote import WIDTH, quotations

LONG = "前" * 200 + "53件" + "中" * 200 + "77.35%" + "后" * 200
PAGE = (
    '<div title="a。b">无关。</div><p>调解案件<b>53</b>件，成功&nbsp;调解41件，率<i>77.3</i>5%。</p><table><tr><td>'
    "甲</td><td>10</td></tr><tr><td>合计</td><td>23</td></tr></table>"
)
# form, source, the figures, what is quoted
CASES = [
    (
        "txt",
        "受理3件。调解53件，成功41件，率77.35%。另有5件。",
        ["53件", "41件", "77.35%"],
        ["调解【53件】，成功【41件】，率【77.35%】。"],
    ),
    ("txt", "一句53件。\n二句41件；三句", ["53件", "41件"], ["一句【53件】。", "二句【41件】；"]),
    ("txt", "全市共1127个.包括972个", ["1127个", "972个"], ["全市共【1127个】.", "包括【972个】"]),
    ("txt", "率77.35%的", ["77.35%", "77.35%"], ["率【77.35%】的"]),
    ("md", "| 甲 | 10 |\n| 合计 | 23 |", ["10", "23"], ["甲 | 【10】", "合计 | 【23】"]),
    ("docx", "甲\t10\n合计\t23", ["23"], ["合计 | 【23】"]),
    ("html", PAGE, ["53</b>件", "41件", "77.3</i>5%"], ["调解案件【53件】，成功 调解【41件】，率【77.35%】。"]),
    ("html", PAGE, ["10", "23"], ["甲 | 【10】", "合计 | 【23】"]),
    (
        "txt",
        LONG,
        ["53件", "77.35%"],
        ["…" + "前" * 56 + "【53件】" + "中" * 28 + "……" + "中" * 28 + "【77.35%】" + "后" * 28 + "…"],
    ),
]


def marked(quotation):
    return "".join(f"【{s.text}】" if s.style == "mark" else s.text for s in quotation.spans)


@pytest.mark.parametrize(("form", "source", "figures", "expected"), CASES, ids=range(len(CASES)))
def test_quotations(form, source, figures, expected):
    places = [(source.index(f), source.index(f) + len(f)) for f in figures]
    assert [marked(q) for q in quotations(source, form, places, lambda _: 1)] == expected


def test_the_passage_of_the_figure_itself_is_always_quoted():
    source = "".join(f"第{n}句{n}件。" for n in range(10, 30))
    places = [(source.index(f"句{n}件") + 1, source.index(f"句{n}件") + 4) for n in range(10, 30)]
    quoted = [marked(q) for q in quotations(source, "txt", places, lambda _: 1, about=places[-1][0], most=3)]
    assert quoted == ["第10句【10件】。", "第11句【11件】。", "第29句【29件】。"]


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=6))
def test_any_text_any_places(source, places):
    for form in ("txt", "html", "docx"):
        for q in quotations(source, form, places, lambda _: 1):
            assert sum(s.style == "mark" for s in q.spans) <= len(places)
            plain = [s for s in q.spans if not s.style]
            assert all("\n" not in s.text for s in q.spans)
            assert len(plain) <= len(places) + 1


@given(st.integers(0, 3000), st.integers(1, 40))
def test_a_quotation_stays_short(start, length):
    source = "字" * 4000
    (q,) = quotations(source, "txt", [(start, start + length)], lambda _: 1)
    assert sum(len(s.text) for s in q.spans) <= WIDTH + 10
