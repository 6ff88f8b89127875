"""What a report says of itself: title, place, reporting year, genre, signing and publishing dates."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from audit.read.structure import HEADING, PARAGRAPH, Structure
from audit.relate.context import Context
from audit.relate.periods import find_signed

_YEAR = re.compile(r"((?:19|20)[0-9]{2}) ?年")
_TITLE = re.compile(
    r"报告|情况|总结|分析|公报|通报|专报|周报|月报|季报|年报|工作要点|汇报|白皮书|审判工作|要情|简报|快报"
)
_PART = re.compile(
    r"[上下]半年|[一二三四1-4]季度|[0-9一二三四五六七八九十]{1,2}[—\-–至~]?[0-9一二三四五六七八九十]{0,2}月|第[0-9]+周|中期|前[三3]季度"
)
_PLACE = re.compile(
    r"([一-鿿]{1,12}?(?:自治州|自治县|自治旗|特别行政区|开发区|地区|新区|省|市|县|区|旗|乡|镇|街道|盟|局|厅|委|院|处|中心))"
)
_GENRES = (
    ("rule_of_law_report", r"法治政府建设|法治建设|依法行政"),
    ("disclosure_report", r"信息公开|政务公开"),
    ("hotline_report", r"热线|12345|诉求"),
    ("work_report", r"政府工作报告"),
    ("court_report", r"法院|审判|检察|行政复议|应诉"),
    ("statistical_bulletin", r"统计公报|国民经济|财政|预算|收入执行|经济运行"),
)
_META_DATE = ("发布日期", "发布时间", "公开日期", "生成日期", "成文日期", "印发日期", "发文日期")
_DATE = re.compile(r"((?:19|20)[0-9]{2})[-/.年] ?([0-9]{1,2})[-/.月] ?([0-9]{1,2})")
_FRONTMATTER = re.compile(r"[\s#*]+")
_FRONTMATTER_2 = re.compile(r"([〇零一二三四五六七八九]{4})年")
_FRONTMATTER_3 = re.compile(r"^(?:关于)|(?:19|20)\d\d年.*$")
_TITLE_2 = re.compile(r"[。；;，,]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Facts a report states about itself. Spans are half-open positions in the normalised text."""

    title: str
    title_span: tuple[int, int] | None
    place: str
    year: int | None
    genre: str
    partial: bool  # the title names a part of a year
    signed: tuple[int, int, int] | None  # day ordinal, start, end
    published: tuple[int, int, int] | None


def frontmatter(c: Context) -> FrontMatter:
    """Read what a report says of itself, and set the year and genre on its context.

    Args:    c: the document laid out.
    Returns: its front matter; what the text does not state is None or "".
    """
    text, layout = c.text, c.layout
    span = _title(text, layout)
    title = _FRONTMATTER.sub("", text[span[0] : span[1]]) if span else ""
    year = None
    if m := _YEAR.search(text[span[0] : span[1]] if span else ""):
        year = int(m.group(1))
    elif span and (m := _FRONTMATTER_2.search(text[span[0] : span[1]])):
        from audit.parse.numerals import digits

        year = int(digits(m.group(1)))
    if year is None:
        counts: dict[int, int] = {}
        for _, _, part, number in c.dates:
            if part == "year":
                counts[number] = counts.get(number, 0) + 1
        year = max(sorted(counts), key=lambda y: counts[y]) if counts else None
    head = title or text[:400]
    genre = next((g for g, words in _GENRES if re.search(words, head)), "general")
    if genre == "general" and title:
        genre = next((g for g, words in _GENRES if re.search(words, text[:600])), "general")
    place = ""
    if m := _PLACE.search(_FRONTMATTER_3.sub("", title)):
        place = m.group(1)
    published = None
    for key, value, a, b in layout.meta:
        if key in _META_DATE and (m := _DATE.search(value)):
            try:
                day = datetime.date(*(int(g) for g in m.groups()))
            except ValueError:
                continue
            published = (day.toordinal(), a, b)
            break
    c.year, c.genre = year, genre
    partial = bool(span and _PART.search(text[span[0] : span[1]]))
    return FrontMatter(title, span, place, year, genre, partial, find_signed(text), published)


def _title(text: str, layout: Structure) -> tuple[int, int] | None:
    """The first short line that names a report; metadata lines and running text are not titles."""
    for n, (a, b, kind) in enumerate(zip(layout.starts, layout.ends, layout.kinds, strict=True)):
        if n > 6:
            break
        if kind not in (PARAGRAPH, HEADING):
            continue
        line = text[a:b]
        first = line.split("\n", 1)[0].rstrip()
        if 4 <= len(first.strip()) <= 50 and _TITLE.search(first) and not _TITLE_2.search(first):
            return a, a + len(first)
        if len(first) > 60:
            break
    for key, value, a, b in layout.meta:
        if key in ("名称", "标题", "信息名称") and value:
            return a, b
    return None
