"""The name of a stated rate, and its row of the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.relate.context import Context, rate_rows
from audit.relate.rates.words import NAME

_TAIL_BRACKET = re.compile(r"[（(][^（）()]{1,16}[)）][ ]*(?:为|达到?|是|：|:)?[ ]*$")
_BRACKET_BEFORE = re.compile(r"[（(][^（）()]{2,40}[)）](?:为|达到?|是|：|:)?[ ]*$")
_TO = re.compile(r"(?:升|降|提高|下降|上升|增长|增加|减少|降低|提升|压降)(?:到|至|为)[ ]*$")
_FROM = re.compile(r"[由从](?:上年|去年|上年同期|(?:19|20)[0-9]{2}年)?(?:同期)?的?[ ]*$")
_LEXICON_ROW = re.compile(r"[^一-鿿]")


def rate_name(c: Context, i: int) -> str:
    """The name of the rate that a percentage states, or "" where its words name none."""
    m = NAME.search(bare(c.pre[i])) or NAME.search(bare(c.clause_text[i]))
    if m is None:
        start = c.figures.start[i]
        head = _BRACKET_BEFORE.search(c.text, max(0, start - 60), start)
        if head is not None:
            m = NAME.search(c.text[max(c.sentence_start[i], head.start() - 16) : head.start()])
    if m is None:
        m = _from_to(c, i)
    if m is None:
        return ""
    name = m.group(1)
    for sep in ("和", "及", "与", "、"):
        if sep in name[:-1] and len(name) > 10:
            name = name.rsplit(sep, 1)[-1]
    return name


def _from_to(c: Context, i: int) -> re.Match | None:
    """败诉率由上年的9.3%降到7.6%: the name stands before the first of the two."""
    if i == 0 or not _TO.search(c.pre[i]) or c.figures.kind[i - 1] != "percent" or c.clause[i - 1] != c.clause[i]:
        return None
    return NAME.search(_FROM.sub("", c.clause_text[i - 1]))


def bare(words: str) -> str:
    """Words without a bracket at their end: 合同履约率（占签约项目） -> 合同履约率."""
    return _TAIL_BRACKET.sub("", words)


@lru_cache(maxsize=2048)
def lexicon_row(name: str) -> dict:
    """The row of the longest rate that a name ends with; a name the lexicon lacks gets a row made of its own stem."""
    for row in rate_rows():
        if name.endswith(row["rate"]):
            said = name[: -len(row["rate"])][-1:]
            if said in ("不", "未", "非"):  # 不合格率 is of what is 不合格
                return {"rate": name, "of": [said + w for w in row["of"]], "on": row["on"]}
            return row
    stem = _LEXICON_ROW.sub("", name[:-1])[-2:]
    return {"rate": name, "of": [stem] if len(stem) == 2 else [], "on": []}
