"""What an average is over, by the words before it."""

from __future__ import annotations

import re

from audit.parse.grammar import grammar
from audit.relate.context import Context
from audit.relate.means.words import GRAMS, PER
from audit.relate.words import overlap

_EACH = re.compile(r"平均每|每(?!日新|天新|年|月|季|周|个季度|次提高)|平均")
_CLEAR = frozenset("个件名人户家项条次场吨亩所村校队支台辆起宗卷份期天日万千百篇笔趟车股")
_SHORT = re.compile(
    r"(?<![平其])([人户件亩日月年村家校县镇乡所队案场次店笔趟车])次?均(?!为|已|按|未|在|由|能|可|实现|达|完成|无|有|得到)[^，,。；;]{0,12}$"
)
_NOT_MEAN = re.compile(r"均(?:为|已|按|未|在|由|能|可|实现|达|完成|无|有|得|落实|到位)")
_MYRIADS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "十万": 100000, "百万": 10**6}
_EACH_2 = re.compile(r"(十万|百万|[十百千万])(?=[人户名件家平亩个])")
_EACH_3 = re.compile(r"亩产")
_EACH_4 = re.compile(r"[一-鿿]{0,6}")
_EACH_5 = re.compile(r"约|近|达|为|有|服务|拥有|覆盖|得|平均|产|负责|承担|联系|配备")
_NAMED_TOPS = re.compile(r"(?:约|近|达到?|为|有|是|仅|超过)+$")
_NAMED_TOPS_2 = re.compile(r"均|每[一-鿿]|拥有|占有|中|服务|覆盖|辖")
_NAMED_TOPS_3 = re.compile(r"[ ]*([一-鿿]{1,4})")
_NAMED_TOPS_4 = re.compile(r"共|总|达|计")
_SHORT_FOR = {
    "案": ("件", "起", "宗"),
    "店": ("家", "个"),
    "队": ("支", "个"),
    "村": ("个", "村"),
    "乡": ("个",),
    "镇": ("个",),
}
_PEOPLE = ("人", "名", "位")


def each(c: Context, m: int) -> tuple[str, str, int] | None:
    """What an average is over: (unit, noun, how many of it), from the words before the number; None where they
    state no average.
    """
    words = c.clause_text[m][-24:]
    hit = None
    for found in _EACH.finditer(words):
        if hit is None or "每" in found.group() or "每" not in hit.group():
            hit = found  # 每名顾问平均服务: the word that names what it is over counts
    if hit is None:
        s = _SHORT.search(words)
        return (s.group(1), "", 1) if s else None
    if "均" in words[hit.end() :] and _NOT_MEAN.search(words[hit.end() :]):
        return None
    rest = words[hit.end() :].lstrip()
    times = 1
    k = _EACH_2.match(rest)
    if k:
        times, rest = _MYRIADS[k.group(1)], rest[k.end() :]
    known = grammar().kind
    unit = next((rest[:n] for n in (1, 3, 2) if rest[:n] in known and (n > 1 or rest[:1] in _CLEAR)), "")
    if _EACH_3.match(rest):
        unit = "亩"
    named = _EACH_4.match(rest[len(unit) :])
    noun = _EACH_5.split(named.group())[0] if named is not None else ""
    if not unit and hit.group() == "平均":
        return ("", "", 1)
    return unit, noun, times


def shareable(c: Context, i: int, m: int) -> bool:
    """May figure i be what an average m is a share of: one kind and unit, or units of one thing?"""
    f = c.figures
    if f.kind[i] != f.kind[m]:
        return False
    a, b = f.unit[i], f.unit[m]
    return (
        a == b
        or f.kind[m] == "money"
        or (a in _PEOPLE and b in _PEOPLE)
        or a == b + "次"
        or (a in GRAMS and b in GRAMS)
    )


def named_tops(c: Context, m: int, tops: list[int]) -> list[int]:
    """What was shared out, named by the noun of the average, farther away or right behind:
    每千户企业中高新技术企业32户，高新技术企业达到301户.
    """
    f = c.figures
    subject = _NAMED_TOPS.sub("", c.pre[m].strip())
    subject = _NAMED_TOPS_2.split(subject)[-1]
    tail = _NAMED_TOPS_3.match(c.post[m])
    noun = tail.group(1) if tail else ""
    words = [w for w in (subject[-4:], subject[:4], noun) if len(w) >= 2]
    if not words and not noun:
        return []
    behind = [
        i for i in range(m + 1, min(m + 3, len(f))) if c.sentence[i] == c.sentence[m] and _NAMED_TOPS_4.search(c.pre[i])
    ]
    far = len(str(abs(f.num[m]) // max(1, f.step[m]))) >= 3  # a print that tells may be of the first paragraph
    back = [i for i in range(m - 1, max(-1, m - (200 if far else 60)), -1) if far or c.block[i] >= c.block[m] - 3]
    return [
        i
        for i in (*behind, *back)
        if i not in tops
        and f.cell[i] is None
        and shareable(c, i, m)
        and not PER.search(c.clause_text[i])
        and (
            (noun and c.post[i].strip().startswith(noun))
            or any(w[k : k + 2] in c.pre[i][-12:] + c.post[i][:6] for w in words for k in range(len(w) - 1))
        )
    ]


def answers(c: Context, d: int, unit: str, noun: str) -> bool:
    """Does figure d count what the average is over: one unit and, where a noun is said, that noun?"""
    f = c.figures
    near = c.post[d][:14] + c.pre[d][-12:]
    if noun and len(noun) >= 2:
        head = noun[:4]
        if overlap(head, near) >= 0.5 or noun[:2] in near:
            return (
                f.unit[d] == unit or not unit or f.unit[d] in ("个", "家", "所") or (unit == "人" and f.unit[d] == "人")
            )
        return f.unit[d] == unit and unit not in ("个", "项", "人", "名", "家")
    if len(noun) == 1 and f.unit[d] == unit and c.post[d].startswith(noun):
        return True  # 平均每个村（社区）3名, of 14个村（社区）
    if unit in _SHORT_FOR:
        return f.unit[d] in _SHORT_FOR[unit]
    if unit == "校":
        return f.unit[d] in ("所", "个", "校") and "校" in near
    return f.unit[d] in (unit, unit + "次") or (bool(unit) and unit in near and f.unit[d] in ("个", "所", "家", "支"))


def like(c: Context, i: int, m: int) -> bool:
    """Is figure i of the unit of an average m, and named by a word of it?"""
    f = c.figures
    words = c.clause_text[m][-10:]
    return (
        f.unit[i] == f.unit[m]
        and f.kind[i] == f.kind[m]
        and any(words[k : k + 2] in c.pre[i] for k in range(len(words) - 1))
    )
