"""What changes no relation: the width of digits and signs, separators, spaces, units of 万, the order of paragraphs."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from laying import verdicts

from audit.errors import InputError
from audit.model import Parsed
from audit.pipeline import parse

CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ASCII = str.maketrans("，；：（）", ",;:()")
TOPICS = ("行政复议", "法律援助", "人民调解", "公证", "社区矫正", "行政检查")


@st.composite
def paragraphs(draw) -> list[str]:
    """Paragraphs on different matters; the figures of each tie or miss by a little, and none recurs in another."""
    topics = draw(st.permutations(TOPICS))[: draw(st.integers(1, 3))]
    out = []
    for n, topic in enumerate(topics):
        base = 10_000 * (n + 1) + draw(st.integers(1_001, 4_999))
        part = base * draw(st.integers(40, 80)) // 100
        slip = draw(st.sampled_from([0, 0, 0, 7, 30]))
        rate = round(10_000 * part / base) + draw(st.sampled_from([0, 0, 350]))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            text = f"全年受理{topic}事项{base}件，办结{part}件，办结率{rate / 100:.2f}%。"
        elif kind == 1:
            text = f"全年办理{topic}事项{base}件，分别为：线上{part}件、线下{base - part + slip}件。"
        elif kind == 2:
            change = round(1_000 * (base - part) / part) + draw(st.sampled_from([0, 0, 90]))
            text = f"全年受理{topic}事项{base}件，上年为{part}件，同比增长{change / 10:.1f}%。"
        else:
            text = f"全年受理{topic}事项{base}件，其中网上受理{part + (base if slip else 0)}件。"
        out.append(text)
    return out


def relations(text: str) -> Counter:
    """Each relation of a text by kind, check, loudness, verdict and the values of its members."""
    parsed = parse("-", text.encode())
    f = parsed.figures
    said = verdicts(parsed.relations)
    return Counter(
        (r.kind, r.check, r.cap, verdict, tuple((role, f["value"][i]) for role, i in r.members))
        for r, verdict in zip(parsed.relations, said, strict=True)
        if r.kind != "form"
    )


def broken(text: str) -> Counter:
    """The relations that break, whatever the order of their members."""
    return Counter(
        (kind, check, cap, tuple(sorted(members)))
        for kind, check, cap, verdict, members in relations(text).elements()
        if verdict == "breaks"
    )


def sound(parsed: Parsed) -> None:
    """Figures slice to their own text, and relations point at figures that are there and at text that is there."""
    source, f = parsed.source, parsed.figures
    for a, b, text in zip(f["start"], f["end"], f["text"], strict=True):
        assert 0 <= a < b <= len(source)
        assert source[a:b] == text
    assert f["start"] == sorted(f["start"])
    for r in parsed.relations:
        assert r.members or r.spans
        assert all(0 <= i < len(f["start"]) for _, i in r.members)
        assert -1 <= r.about < len(f["start"])
        assert all(0 <= a < b <= len(source) for _, a, b in r.spans)


@CALM
@given(paragraphs())
def test_there_is_something_to_lose(rows):
    assert relations("\n".join(rows))


@CALM
@given(paragraphs())
def test_full_width_digits(rows):
    text = "\n".join(rows)
    assert relations(text.translate(WIDE)) == relations(text)


@CALM
@given(paragraphs())
def test_thousands_commas(rows):
    text = "\n".join(rows)
    grouped = re.sub(r"(?<![0-9.])[0-9]{4,}(?![0-9.%])", lambda m: f"{int(m.group()):,}", text)
    assert grouped != text
    assert relations(grouped) == relations(text)


@CALM
@given(paragraphs())
def test_ascii_punctuation(rows):
    text = "\n".join(rows)
    assert relations(text.translate(ASCII)) == relations(text)


@CALM
@given(paragraphs())
def test_spaces_around_numbers(rows):
    text = "\n".join(rows)
    spaced = re.sub(r"([0-9][0-9.]*)(?=[件%])", r" \1 ", text)
    assert relations(spaced) == relations(text)


@CALM
@given(paragraphs(), st.randoms(use_true_random=False))
def test_the_order_of_paragraphs(rows, rng):
    other = list(rows)
    rng.shuffle(other)
    assert broken("\n".join(other)) == broken("\n".join(rows))


@CALM
@given(st.integers(2, 90), st.integers(1, 80))
def test_units_of_ten_thousand(base, part):
    """12000件 is 1.2万件: what ties in full ties in 万, whose bands are wider, and what 万 breaks, breaks in full."""
    part = min(part, base - 1)
    rate = round(10_000 * part / base)
    text = "全年受理诉求{}，办结{}，办结率" + f"{rate / 100:.2f}%。"
    full = broken(text.format(f"{base}000件", f"{part}000件"))
    short = broken(text.format(f"{base / 10:.1f}万件", f"{part / 10:.1f}万件"))
    assert not full
    assert not short


@CALM
@given(st.integers(11, 99), st.integers(1, 9))
def test_a_part_in_ten_thousands_that_exceeds_its_whole(base, more):
    text = "全年受理诉求{}，其中网上受理{}。"
    full = broken(text.format(f"{base}000件", f"{base + more}000件"))
    short = broken(text.format(f"{base / 10:.1f}万件", f"{(base + more) / 10:.1f}万件"))
    assert [key[:2] for key in full] == [("subset", "SUM102")]
    assert set(short) <= set(full)
    assert bool(short) == (more > 1)  # 1.2万 and 1.1万 may both be 1.15万


LETTERS = st.text(
    st.sampled_from(
        "0123456789０５.，。、；：（）()%％件人次万亿元其中共合计占为受理办结率上年同比增长下降个百分点平均"
        "“”《》\n|-－ "
        "一二十成倍余近约"
    ),
    max_size=160,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(LETTERS)
def test_any_jumble_of_the_words_of_reports_is_read(text):
    if text.strip():
        sound(parse("-", text.encode()))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_text_is_read(text):
    try:
        parsed = parse("-", ("全年受理案件12件，" + text).encode("utf-8", "replace"))
    except InputError:  # control characters: no text, and said to be none
        return
    sound(parsed)


@CALM
@given(paragraphs(), st.integers(0, 400), st.text("0123456789%。，（件中", max_size=6))
def test_a_report_with_a_scratch_is_read(rows, at, scratch):
    text = "\n".join(rows)
    sound(parse("-", (text[:at] + scratch + text[at:]).encode()))
