"""Words of labels compared: bigrams without the generic ones."""

from __future__ import annotations

import re
from functools import lru_cache

_GENERIC = re.compile(
    r"案件|情况|工作|行政机关|全部|全县|全区|全市|全乡|我县|我区|我市|全省|全国|总数|总量|件数|数量|人数|比重|比例|占比|共计|合计|其中|累计|各类|各级|有关|相关|方面|一级|人员|(?:19|20)\d\d年?度?|本年度?|今年|全年|[^一-鿿A-Za-z]"
)
_BIGRAMS = re.compile(r"[^一-鿿A-Za-z]")
_ABBREVIATES = re.compile(r"[^一-鿿]")


@lru_cache(maxsize=4096)
def core(label: str) -> str:
    """A label without generic words and without anything but letters."""
    return _GENERIC.sub("", label)


@lru_cache(maxsize=4096)
def bigrams(label: str) -> frozenset[str]:
    text = core(label) or _BIGRAMS.sub("", label)
    if len(text) < 2:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


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
