"""The name of a stated rate, and its row of the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.relate.context import Context, rate_rows
from audit.relate.rates.words import NAME

_TAIL_BRACKET = re.compile(r"[（(][^（）()]{1,16}[)）][ ]*(?:为|达到?|是|：|:)?[ ]*$")
_BRACKET_BEFORE = re.compile(r"[（(][^（）()]{2,40}[)）](?:为|达到?|是|：|:)?[ ]*$")
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
        return ""
    name = m.group(1)
    for sep in ("和", "及", "与", "、"):
        if sep in name[:-1] and len(name) > 10:
            name = name.rsplit(sep, 1)[-1]
    return name


def bare(words: str) -> str:
    """Words without a bracket at their end: 合同履约率（占签约项目） -> 合同履约率."""
    return _TAIL_BRACKET.sub("", words)


@lru_cache(maxsize=2048)
def lexicon_row(name: str) -> dict:
    """The row of the longest rate that a name ends with; a name the lexicon lacks gets a row made of its own stem."""
    for row in rate_rows():
        if name.endswith(row["rate"]):
            return row
    stem = _LEXICON_ROW.sub("", name[:-1])[-2:]
    return {"rate": name, "of": [stem] if len(stem) == 2 else [], "on": []}
