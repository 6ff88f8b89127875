"""Figures taken together: 三县合计, 前两位共261件, 后两档计为差评, 邻里和物业两类纠纷约占三分之二.

Such words point back at figures listed before them. Who reads them: sums (the total that follows), rates and means
(the share of the group), enumerations (as many listed as announced).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from audit.parse.numerals import DIGITS
from audit.relate.context import Context
from audit.relate.relations import common, scaled
from audit.relate.words import overlap

_KINDS = frozenset(("count", "money", "weight", "length", "area", "volume", "energy"))
_POINTERS = ("前", "后", "居前", "末", "上述", "以上", "这", "上列")
_COUNT = re.compile(
    r"([二两三四五六七八九十1-9](?:(?<=[1-9])[0-9])?)"
    r"(?:者|项|类|种|档|位|县|区|市|镇|乡|街道|部分|方面|领域|行业|环节|级|大[一-鿿]{1,4}|个[一-鿿]{1,6}|家[一-鿿]{0,4})[一-鿿]{0,8}?"
    r"(合计|共计|总计|合并|相加|之和|加起来|累计|综合|计为|约占|共占|均占|占|共(?=[0-9约])|均|共(?=[^一-鿿]|有|计|受|办|审))"
)
_REFERENCE = re.compile(rf"({'|'.join(_POINTERS)})?{_COUNT.pattern}")
_CHANGE = re.compile(
    r"同比|环比|较上|比上|上年|去年|上期|增加|减少|增长|下降|上升|平均|人均|(?:目标|计划)[^，,。；;]{0,5}$"
)
_TOTAL_CUE = re.compile(r"合计|共计|总计|共|累计|总数|总量")
_EACH = re.compile("分别|依次|各占")
_SUMMED = re.compile(r"(?<=[一-鿿])(?:合计|共计|相加|之和|加起来)")
_SOON = 12  # characters between such a word and its figure
_AMONG = re.compile(r"^(?:其中|在?审结案件中)[，,]?")
_RESOLVE = re.compile(r"[^一-鿿]*[一-鿿]{0,1}([一-鿿]{2})")
_WHAT_FOLLOWS = re.compile(r"[，,；;：:]")
_NAMES = re.compile(r"[，,。；;：:（()）\n|]|\.(?![0-9])")
_NAMES_2 = re.compile(r"等$")
_NAMES_3 = re.compile(r"(.{2,}?)(?:以及|和|与|及)(.{2,})")


@dataclass(slots=True)
class Group:
    """A reference back to several figures."""

    start: int  # span of the reference, normalised text
    end: int
    announced: int  # figure that says how many, or -1
    items: list[int]  # the figures meant, in order
    total: int = -1  # the figure that states their sum, or -1
    percent: int = -1  # the percentage or fraction that states their share or rate, or -1
    sure: bool = False  # no other figures than these can be meant
    each: bool = False  # the percentages that follow are of one figure each: 前两项分别占38.1%、31.0%


def _references(text: str) -> Iterator[re.Match]:
    """Every match of the pattern, found by its numeral: what may stand before that would make every character a
    start.
    """
    end = 0
    while core := _COUNT.search(text, end):
        start = core.start()
        for begin in (start - 2, start - 1):
            if begin >= end and text[begin:start] in _POINTERS:
                start = begin
                break
        end = core.end()
        if m := _REFERENCE.match(text, start):
            yield m
            end = m.end()


def groups(c: Context) -> list[Group]:
    """Every reference of a document to several figures before it that can be resolved.

    Args:    c: the document laid out.
    Returns: the groups in text order; a reference whose figures cannot be told is left out.
    """
    f = c.figures
    out = []
    pointers: set[int] = set()  # figures that are references themselves: 三档 is none of the figures listed
    for m in _references(c.text):
        at = bisect_left(f.start, m.start())
        digit = m.group(2)
        n = int(digit) if digit.isdigit() else 10 if digit == "十" else DIGITS.get(digit, 0)
        if n < 2 or (at >= len(f) and at == 0):
            continue
        if at < len(f) and f.cell[at] is not None:
            continue
        inside = at < len(f) and f.start[at] <= m.start(2) < f.end[at]
        announced = at if inside and f.num[at] == n else -1
        if inside and announced < 0:
            continue  # the digits belong to a larger number
        pointers.add(announced)
        found = _resolve(c, m, n, announced, at, at + 1 if inside else at, pointers)
        if found is not None:
            out.append(found)
    taken = {i for g in out for i in (g.total, g.percent)}
    out += [g for g in _summed(c, pointers) if not {g.total, g.percent} & (taken - {-1})]
    return sorted(out, key=lambda g: g.start)


def _summed(c: Context, pointers: set[int]) -> Iterator[Group]:
    """撤销、确认违法、责令履行合计24件; 满意与基本满意合计占99.4%: figures by their names, not counted."""
    f = c.figures
    for m in _SUMMED.finditer(c.text):
        at = bisect_left(f.start, m.start())
        if at == 0 or at >= len(f) or f.cell[at] is not None or f.start[at] - m.end() > _SOON:
            continue
        names = [_AMONG.sub("", name) for name in _names(c, m)]
        if len(names) < 2 or any(not 2 <= len(name) <= 10 for name in names):
            continue
        block = bisect_right(c.blocks, m.start()) - 1
        listed = _listed(c, at, block, c.sentence[at] if c.block[at] == block else None, pointers)
        picked = [_best(c, name, listed) for name in names]
        items = sorted({i for i in picked if i is not None})
        if len(items) < len(names):
            continue
        total, percent = (at, -1) if f.kind[at] in _KINDS else (-1, at)
        if total >= 0 and f.unit[total] != f.unit[items[0]]:
            continue
        if total >= 0 and total + 1 < len(f) and f.kind[total + 1] == "percent" and c.half[total + 1] == c.half[total]:
            percent = total + 1 if c.clause[total + 1] - c.clause[total] == 1 else -1
        if percent >= 0 and f.kind[percent] != "percent" and percent not in f.fraction:
            continue
        yield Group(m.start(), m.end(), -1, items, total, percent, sure=True)


def _resolve(c: Context, m: re.Match, n: int, announced: int, at: int, nxt: int, pointers: set[int]) -> Group | None:
    """The figures that a reference means, or None where that cannot be told."""
    f = c.figures
    anchor = announced if announced >= 0 else nxt
    if anchor >= len(f):
        return None
    block = bisect_right(c.blocks, m.start()) - 1
    total, percent = _what_follows(c, m, anchor, nxt)
    if m.group(3) == "占" and percent < 0:
        return None
    listed = _listed(c, at, block, c.sentence[anchor] if c.block[anchor] == block else None, pointers)
    if total >= 0 and (not listed or f.unit[listed[0]] != f.unit[total]):
        # 1163件1457人、318件402人，两项合计1481件: the unit of the total says which
        sentence = c.sentence[anchor] if c.block[anchor] == block else None
        alike = _listed(c, at, block, sentence, pointers, f.unit[total])
        listed = alike if len(alike) >= n else listed
    names = _names(c, m)
    if len(listed) < n and len(names) == n:
        sentence = c.sentence[anchor] if c.block[anchor] == block else None
        listed = _listed(c, at, block, sentence, pointers, None, wide=True)
    if len(listed) < n:
        return None
    g = Group(m.start(), m.end(), announced, [], total, percent, len(listed) == n)
    g.each = percent >= 0 and _EACH.search(c.text[m.start() : f.start[percent]]) is not None
    if len(names) == n:
        picked = {i for name in names if (i := _best(c, name, listed)) is not None}
        if len(picked) == n:
            g.items, g.sure = sorted(picked), True
    windows = [listed[k : k + n] for k in range(len(listed) - n, -1, -1)]
    if not g.items:
        noun = _RESOLVE.match(c.text[m.end(2) : m.end()])
        of_noun = [i for i in listed if noun and noun.group(1) in c.pre[i][-8:]]
        if len(of_noun) == n < len(listed):
            g.items = of_noun  # 建议186件，采纳181件；建议152件，采纳149件，两类建议
    if not g.items and m.group(1) in ("前", "居前"):
        g.items = _first(c, listed, n)
    if total >= 0 and not (g.items and makes(c, total, g.items)):
        g.items = next((w for w in windows if makes(c, total, w)), g.items)
    if not g.items:
        g.items = windows[0]
        if len(listed) > n and percent < 0 and total < 0 and not all(c.joined[i] for i in g.items[1:]):
            return None
    return g


def _what_follows(c: Context, m: re.Match, anchor: int, nxt: int) -> tuple[int, int]:
    """The total and the percentage that the reference introduces, each or -1."""
    f = c.figures
    total = percent = -1
    for k in range(nxt, min(nxt + 4, len(f))):
        if f.start[k] < m.end(2) or c.sentence[k] != c.sentence[anchor] or f.cell[k] is not None:
            break
        gap = c.text[m.end() : f.start[k]]
        points = len(_WHAT_FOLLOWS.findall(gap))
        if f.kind[k] == "percent" or k in f.fraction:
            if points <= 2:
                percent = k
            break
        if (
            f.kind[k] not in _KINDS
            or total >= 0
            or (m.group(3) in ("占", "约占", "共占", "均占", "均") and points == 0)
        ):
            break
        if points > (1 if _TOTAL_CUE.search(c.pre[k]) else 0):
            break
        total = k
    return total, percent


def _listed(
    c: Context,
    at: int,
    block: int,
    sentence: int | None,
    pointers: set[int],
    unit: str | None = None,
    wide: bool = False,
) -> list[int]:
    """Like figures before position `at`, in order: of its sentence, or of the sentence before; of one unit; `wide`: of
    both.
    """
    f = c.figures
    out: list[int] = []
    for k in range(at - 1, max(-1, at - 40), -1):
        if c.block[k] != block or f.cell[k] is not None:
            break
        own = bool(out) and c.sentence[out[0]] == sentence and not wide
        if sentence is not None and c.sentence[k] < sentence - (0 if own else 1):
            break
        if (
            out
            and not wide
            and c.sentence[k] != c.sentence[out[0]]
            and sentence is not None
            and c.sentence[out[0]] == sentence
        ):
            break
        if f.kind[k] not in _KINDS or k in f.fraction or k in pointers or _CHANGE.search(c.pre[k]):
            continue
        if unit is None:
            unit = f.unit[k]
        if f.unit[k] != unit:
            continue
        if out and (c.bracket[k] >= 0) != (c.bracket[out[0]] >= 0):
            continue
        out.insert(0, k)
    return out


def _names(c: Context, m: re.Match) -> list[str]:
    """The names right before the number: 邻里和物业两类 -> 邻里, 物业."""
    words = _NAMES.split(c.text[max(0, m.start() - 40) : m.start()])[-1]
    *first, last = _NAMES_2.sub("", words.strip()).split("、")
    joined = _NAMES_3.fullmatch(last)  # 调解、和解: what joins two names stands between them
    return [w for w in (*first, *(joined.groups() if joined else (last,))) if w.strip()]


def _best(c: Context, name: str, listed: list[int]) -> int | None:
    """The figure whose words answer best to a name, or None."""
    best, score = None, 0.0
    for i in listed:
        words = c.label[i] + c.pre[i][-16:]
        if not c.pre[i].strip():  # 已经解决的（A类）198件
            words += c.text[max(c.sentence_start[i], c.figures.start[i] - 10) : c.figures.start[i]]
        s = overlap(name, words) + (1 if name in words else 0) + (0.6 if _initials(name, words) else 0)
        if s > score:
            best, score = i, s
    return best if score >= 0.5 else None


def _initials(name: str, words: str) -> bool:
    """批零 of 批发和零售业: two characters of a longer name, in order."""
    return len(name) == 2 and re.search(f"{re.escape(name[0])}[一-鿿]{{0,4}}{re.escape(name[1])}", words) is not None


def _first(c: Context, listed: list[int], n: int) -> list[int]:
    """The first n of the list itself: what stands before it, a total say, is none of it."""
    k = len(listed) - 1
    while (
        k > 0
        and c.clause[listed[k]] - c.clause[listed[k - 1]] <= (3 if c.bracket[listed[k]] < 0 else 5)
        and not _TOTAL_CUE.search(c.pre[listed[k]][-6:])
    ):
        k -= 1
    if len(listed) - k < n:
        return []
    own = listed[k:]
    if len(own) > n and (_TOTAL_CUE.search(c.pre[own[0]][-6:]) or makes(c, own[0], own[1:])):
        own = own[1:]
    return own[:n]


def makes(c: Context, total: int, parts: list[int]) -> bool:
    """Do some figures, with their bands, add up to another of their kind?"""
    """Can some figures make a total?"""
    if c.figures.kind[total] != c.figures.kind[parts[0]]:
        return False
    dec = common(c, total, *parts)
    bands = [scaled(c, i, dec) for i in parts]
    low, high = scaled(c, total, dec)
    return sum(b[0] for b in bands) <= high and sum(b[1] for b in bands) >= low
