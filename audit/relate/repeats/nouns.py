"""The nouns beside a number, and whether two figures count one thing."""

from __future__ import annotations

import re

from audit.parse.figures import Figures
from audit.relate.context import Context
from audit.relate.repeats.words import TIME

_QUALIFIER = re.compile(
    r"民事|刑事|行政|一审|二审|再审|市级|县级|乡镇|省级|国家级|州级|自治区级|本级|专职|兼职|网上|线上|线下|男|女|新增|其中|未|不|非|城镇|农村|妇女|老年|未成年|残疾|农民工|少数民族|投诉|咨询|求助|建议|举报|电话|网站|微信"
)
_COUNTED_NOUNS = frozenset(
    (
        "部门",
        "单位",
        "乡镇",
        "社区",
        "街道",
        "领域",
        "镇街",
        "县区",
        "行政村",
        "村民组",
        "企业",
        "学校",
        "机构",
        "委员会",
    )
)
_NOUN = re.compile(r"[^一-鿿]|共|已|的|均|与|和|培|参|开|聘|中|内")
_SAME_NOUN = re.compile(r"[^一-鿿]+$")


def telling(num: int) -> bool:
    """Has a number two digits that are no round tail: 12 and 1200, not 7 or 7000?"""
    return len(str(abs(num)).rstrip("0") if num % 10 == 0 else str(abs(num))) >= 2


def noun_after(post: str) -> str:
    """The noun right after a number and its unit."""
    plain = post.strip()
    for width in (2, 3):
        if plain[:width] in _COUNTED_NOUNS:
            return plain[:width]
    return _NOUN.split(post.strip(), maxsplit=1)[0][:8]


def same_head(c: Context, a: int, b: int) -> bool:
    """Do two figures count a thing of one name, four characters long at least: 生效合同?"""
    for x, y in ((a, b), (b, a)):
        noun = noun_after(c.post[x])[:4]
        if len(noun) >= 4 and (noun in c.pre[y][-14:] or c.post[y].strip().startswith(noun)):
            return True
    return False


def same_unit_of(f: Figures, a: int, b: int) -> bool:
    """Have two figures one unit, or one of them none?"""
    return f.unit[a] == f.unit[b] or "" in (f.unit[a], f.unit[b])


def same_noun(c: Context, a: int, b: int) -> bool:
    """120个行政村 and 120个村; 部门18个 and 18个部门: the same thing is counted."""
    na, nb = noun_after(c.post[a]), noun_after(c.post[b])
    pa, pb = _SAME_NOUN.sub("", c.pre[a]), _SAME_NOUN.sub("", c.pre[b])
    if na and nb and (na.endswith(nb) or nb.endswith(na)):
        return True
    return (bool(nb) and len(nb) >= 2 and pa.endswith(nb)) or (bool(na) and len(na) >= 2 and pb.endswith(na))


def qualifiers(words: str) -> frozenset[str]:
    """The words that narrow a quantity: 一审, 线上, 其中."""
    return frozenset(_QUALIFIER.findall(words))


def times(c: Context, i: int) -> frozenset[str]:
    """The words of time of a figure's clause, or of a cell's label."""
    words = c.clause_text[i] if c.figures.cell[i] is None else c.label[i]
    return frozenset(w for w in TIME.findall(words) if w not in ("累计",))
