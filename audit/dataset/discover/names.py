"""What the names of columns say about the rules between them: 其中, 合计, …率, stages, one name inside another."""

from __future__ import annotations

import re
from functools import lru_cache

_TOTAL = re.compile(r"合计|总计|小计|共计|总数|总量|总额|总件数|总|全部|全年|total|sum", re.I)
_PART = re.compile(r"^其中|其中[:：]")
_RATE_END = re.compile(r"(?:比率|比例|占比|比重|百分比|率|度)$")
_NOT = re.compile(r"不|未|无|非|免|驳回|拒|失败|除外|逾期|超期")
_OTHER_TIME = re.compile(
    r"上年|去年|上期|上月|上季|同比|环比|增减|增长|增幅|降幅|变动|净增|累计|结转|旧存|年末|年初|期末|期初"
)
_CHANGE_WORD = re.compile(r"同比|环比|增幅|降幅|增速|增长|增减|变化|变动|净增|较上年|比上年")
_PREVIOUS = re.compile(r"上年|去年|上期|同期|上月|上季|旧存|结转|期初|年初")
_MEAN = re.compile(r"人均|平均|均|每|单位")
_CODE = re.compile(r"[A-Za-z]{0,3}[0-9]+")
_SHARE = re.compile(r"占比|比重|构成|占")


def stem(name: str) -> str:
    """The name of a rate without what makes it one: 办结率 -> 办结."""
    return _RATE_END.sub("", name)


def common(a: str, b: str) -> int:
    """The length of the longest run of characters that both names share."""
    a, b = (_CODE.sub("", name) for name in (a, b))  # V012 and V011 have nothing in common
    return _common(a, b) if a <= b else _common(b, a)


@lru_cache(maxsize=65536)
def _common(a: str, b: str) -> int:
    best = 0
    row = [0] * (len(b) + 1)
    for ch in a:
        last = 0
        for j, other in enumerate(b, 1):
            here = row[j]
            row[j] = last + 1 if ch == other else 0
            best = max(best, row[j])
            last = here
    return best


def family(names: list[str]) -> int:
    """The length of the longest run of characters that all the names share."""
    names = [_CODE.sub("", name) for name in names]
    shortest = min(names, key=len)
    for size in range(len(shortest), 0, -1):
        if any(all(shortest[i : i + size] in n for n in names) for i in range(len(shortest) - size + 1)):
            return size
    return 0


def sums(total: str, parts: list[str]) -> int:
    """Do the names speak for total = parts? 2: the total calls itself one; 1: they share words or complement; 0; -1."""
    score = 0
    if _TOTAL.search(total):
        score = 2
    elif any(_PART.search(p) for p in parts) or family([total, *parts]) >= 2:
        score = 1
    if score < 1 and _complement(parts):
        score = 1
    if any(_TOTAL.search(p) for p in parts) and not _TOTAL.search(total):
        score -= 2
    return score


def _complement(parts: list[str]) -> bool:
    """Do two parts split a whole by their names: 受理, 不予受理?"""
    from audit.parse import lexicon

    pairs = lexicon.table("stages").get("complements", [])
    return any(
        a != b and ((a in b and _NOT.search(b.replace(a, "", 1))) or any(p[0] in a and p[1] in b for p in pairs))
        for a in parts
        for b in parts
    )


def rates(reported: str, numerator: list[str], denominator: list[str]) -> int:
    """Do the names speak for reported = numerator / denominator? 3: stem or lexicon name the numerator; 0: nothing."""
    base = stem(reported)
    score = 0
    for name in numerator:
        if name and (name in base or base in name):
            score = max(score, 3)
        elif common(name, base) >= 2:
            score = max(score, 1)
    row = _rate_row(reported)
    if row:
        if all(any(word in name for word in row["of"]) for name in numerator):
            score += 2
        if any(any(word in name for word in row["on"]) for name in denominator):
            score += 1
    if _MEAN.search(reported) or family([reported, *denominator]) >= 2:
        score += 1
    if any(_NOT.search(name) and not _NOT.search(reported) for name in numerator):
        score -= 1
    return score


@lru_cache(maxsize=4096)
def _rate_row(reported: str) -> dict | None:
    from audit.parse import lexicon

    rows = [row for row in lexicon.table("rates") if reported.endswith(row["rate"])]
    row = max(rows, key=lambda r: len(r["rate"]), default=None)
    return {"of": row.get("of", []), "on": row.get("on", [])} if row else None


@lru_cache(maxsize=4096)
def stage(name: str) -> tuple[int, str] | None:
    """The stage of handling that a name names, and the rest of the name: 信访受理 -> (1, 信访)."""
    if _NOT.search(name) or _OTHER_TIME.search(name):
        return None
    from audit.parse import lexicon

    best: tuple[int, int, int, str] | None = None
    for chain in lexicon.table("stages")["chains"].values():
        for n, item in enumerate(chain["stages"]):
            for word in item["words"]:
                at = name.rfind(word)
                if at >= 0 and (best is None or (len(word), at) > best[:2]):  # what a name ends in is what it is
                    best = (len(word), at, n, name[:at] + name[at + len(word) :])
    return best[2:] if best else None


def bounds(upper: str, lower: str) -> int:
    """Do the names say that one never exceeds the other? 2: stages of one matter; 1: one name in the other."""
    if _OTHER_TIME.search(upper) or _OTHER_TIME.search(lower):
        return 0
    if _PART.search(lower) or not _CODE.sub("", upper):  # the whole of 其中 is told by its place; X1 is not in X12
        return 0
    a, b = stage(upper), stage(lower)
    if a and b and a[0] < b[0] and a[1] == b[1]:
        return 2
    if len(upper) >= 2 and upper != lower and upper in lower and not _NOT.search(lower.replace(upper, "", 1)):
        return 1
    return 0


def changes(reported: str, current: str) -> int:
    """Do the names speak for a change of `current`? 2: its name and a word of change; 1: one of both."""
    word = bool(_CHANGE_WORD.search(reported))
    same = common(reported, current) >= min(2, len(current))
    return int(word) + int(same)


def carried(previous: str, current: str) -> int:
    """Do the names say that `previous` is what `current` was the year before?"""
    return int(bool(_PREVIOUS.search(previous))) + int(common(previous, current) >= 2)


def forget() -> None:
    """Forget what was read off the lexicon, which another run may have changed."""
    _rate_row.cache_clear()
    stage.cache_clear()


def is_part(name: str) -> bool:
    """Does the name call itself a part: 其中：…"""
    return bool(_PART.search(name))


def is_total(name: str) -> bool:
    """Does the name call itself a total?"""
    return bool(_TOTAL.search(name))


def is_previous(name: str) -> bool:
    """Does the name speak of the year or period before?"""
    return bool(_PREVIOUS.search(name))


def is_share(name: str) -> bool:
    """Does the name call itself a share of a whole?"""
    return bool(_SHARE.search(name))


def is_change(name: str) -> bool:
    """Does the name call itself a change?"""
    return bool(_CHANGE_WORD.search(name))
