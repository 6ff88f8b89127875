"""Words of labels compared: bigrams without the generic ones."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

# Words that say nothing of what is counted, by their first character: a search by one class of characters is fast.
_GENERIC = re.compile(
    r"[案情工行全我总件数人比占共合其累各有相方一12本今](?:"
    r"(?<=全)[部县区市乡省国年]|(?<=我)[县区市]|(?<=总)[数量]|(?<=人)[数员]|(?<=比)[重例]|(?<=各)[类级]|(?<=[共合累])计|(?<=[有相])关"
    r"|(?<=案)件|(?<=情)况|(?<=工)作|(?<=行)政机关|(?<=件)数|(?<=数)量|(?<=占)比|(?<=其)中|(?<=方)面|(?<=一)级"
    r"|(?:(?<=1)9|(?<=2)0)\d\d年?度?|(?<=本)年度?|(?<=今)年)"
)
_NO_LETTERS = re.compile(r"[^一-鿿A-Za-z]+")
_ABBREVIATES = re.compile(r"[^一-鿿]")


@lru_cache(maxsize=4096)
def core(label: str) -> str:
    """A label without generic words and without anything but letters."""
    return _NO_LETTERS.sub("", _GENERIC.sub("", label))


@lru_cache(maxsize=4096)
def bigrams(label: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a label without its generic words."""
    text = core(label) or _NO_LETTERS.sub("", label)
    if len(text) < 2:
        return frozenset((text,)) if text else frozenset()
    return frozenset(map(add, text, text[1:]))


def overlap(a: str, b: str) -> float:
    """Share of the shorter label's bigrams that the other has, 0..1."""
    x, y = bigrams(a), bigrams(b)
    if not x or not y:
        return 0.0
    return len(x & y) / min(len(x), len(y))


def shared(a: str, b: str) -> int:
    """How many bigrams two labels share."""
    return len(bigrams(a) & bigrams(b))


def abbreviates(short: str, full: str) -> bool:
    """Is a short noun made of characters of a longer one, in order: 调委会 of 人民调解委员会?"""
    short = _ABBREVIATES.sub("", short)
    if not 2 <= len(short) <= 5 or len(full) <= len(short):
        return False
    at = 0
    for ch in short:
        at = full.find(ch, at) + 1
        if not at:
            return False
    return full[-1:] == short[-1]


_NOUNS = (
    "单位|案件|案卷|事项|人员|企业|项目|工单|问题|纠纷|对象|群众|农户|申请|建议|提案|学生|车辆|样品|批次|文件|诉求|"
    "线索|主体|机构|组织|干部|教师|学校|设施|合同"
)
_NOUN = re.compile(rf"(?:{_NOUNS})$")
_INSIDE = re.compile("[中里]")
_SUBJECT = re.compile(r"(?:在|从|对|上述|以上|全部|所有)?([^，,。；;：:、（()）0-9\s]+?)(?:当|之)?$")
_POINT = re.compile(r"[，,。；;：:、\s（）()0-9]")
_DONE = re.compile("依法|已|有效|被|经|属")
_LONGEST = 18  # characters of what a clause speaks of, and the word before it


def spoken_of(text: str) -> list[tuple[int, str]]:
    """What a text says it goes on about: 办结事项中，网上办理…; 参检单位中合格…; 投诉中依法受理….

    Returns: where each stands in the text, and its words without the noun that says no more: 办结, 参检.
    """
    out = []
    for at in _INSIDE.finditer(text):
        end = at.start()
        start = max(0, end - _LONGEST)
        last = 0
        for point in _POINT.finditer(text, start, end):
            last = point.end()
        if not last and start:
            continue
        m = _SUBJECT.match(text, max(last, start), end)
        words = m.group(1) if m is not None else ""
        comma = text[at.end() : at.end() + 1] in ("，", ",")
        noun = _NOUN.search(words) is not None
        if len(words) < 2 or not (comma or noun or (_DONE.match(text, at.end()) and len(words) <= 8)):
            continue
        out.append((max(last - 1, start, 0), _NOUN.sub("", words) if noun and len(words) >= 4 else words))
    return out
