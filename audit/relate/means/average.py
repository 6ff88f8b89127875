"""An average over a counted base: 平均每件3.2条, 人均, 每万人拥有律师3.2名."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.means.each import answers, named_tops, shareable
from audit.relate.means.frames import add, divides
from audit.relate.means.time import of_years, over_time
from audit.relate.means.words import PER
from audit.relate.rates import COUNTED
from audit.relate.relations import WARNING, Relation

_OWN = re.compile(r"([一-鿿]{2,6})人均")  # 员额法官人均结案326件


def mean(c: Context, out: list[Relation], m: int, base: tuple[str, str, int]) -> None:
    """What was shared out, over the base that the words name; numbers confirm."""
    f = c.figures
    unit, noun, times = base
    before = [
        i
        for i in range(m - 1, max(-1, m - 16), -1)
        if c.block[i] == c.block[m] and f.cell[i] is None and f.kind[i] in (*COUNTED, "duration")
    ]
    tops = [
        i
        for i in before
        if shareable(c, i, m)
        and c.sentence[i] >= c.sentence[m] - 1
        and not c.limit[i]
        and not PER.search(c.clause_text[i])
    ]
    if unit == "年":
        of_years(c, out, m)
        return
    if unit in ("日", "天", "月"):
        over_time(c, out, m, unit, tops, before)
        return
    pool = [i for i in before if f.kind[i] in ("count", "area", "weight", "length", "volume") and f.num[i] > 0]
    far = [
        i
        for i in range(m - 1, max(-1, m - 200), -1)
        if f.kind[i] in ("count", "area") and f.cell[i] is None and i not in pool and f.num[i] > 0
    ]
    persons = unit in ("人", "名", "位", "户", "家", "件", "亩")
    named = [
        d
        for d in (*pool, *far)
        if answers(c, d, unit, noun) or (persons and f.unit[d] in ("人", "名") and unit in ("人", "名"))
    ]
    if unit == "人" and (own := _OWN.search(c.clause_text[m])) is not None:
        named += [
            d
            for d in range(max(0, m - 200), min(len(f), m + 200))
            if f.unit[d] in ("人", "名") and d not in named and own[1] in c.pre[d][-12:] and f.num[d] > 0
        ]
    for t in (*tops, *named_tops(c, m, tops)):
        for d in [*named, *([i for i in pool if not unit and f.unit[i] != f.unit[m]] if not named else [])]:
            if d != t and divides(c, t, d, m, times):
                add(c, out, t, d, None, m, times=times)
                return
    if unit in ("人", "名", "个", "户") and tops and not named:
        for d in pool:
            if (
                d != tops[0]
                and c.sentence[d] == c.sentence[m]
                and f.unit[d] != f.unit[m]
                and divides(c, tops[0], d, m, times)
            ):
                add(c, out, tops[0], d, None, m, times=times)
                return
    if _told_behind(c, out, m, base, [*tops, *pool]):
        return
    sure = [d for d in named if c.sentence[d] == c.sentence[m] and d in pool]
    if (
        sure
        and tops
        and c.sentence[tops[0]] == c.sentence[m]
        and c.clause[m] - c.clause[tops[0]] <= 1
        and sure[0] != tops[0]
        and m - tops[0] <= 2
        and len(sure) == 1
        and (noun or f.unit[sure[0]] == unit)
    ):
        add(c, out, tops[0], sure[0], None, m, WARNING, times)


def _told_behind(c: Context, out: list[Relation], m: int, base: tuple[str, str, int], before: list[int]) -> bool:
    """人均办案28.5件，全年共受理案件1140件，员额法官40名: operands in what follows of the sentence; numbers confirm."""
    f = c.figures
    unit, noun, times = base
    behind = [
        i
        for i in range(m + 1, min(m + 5, len(f)))
        if c.sentence[i] == c.sentence[m] and f.cell[i] is None and f.kind[i] in COUNTED and f.num[i] > 0
    ]
    for t in (*before, *behind):
        if not shareable(c, t, m) or PER.search(c.clause_text[t]):
            continue
        for d in (*behind, *before):
            if (d in behind or t in behind) and d != t and divides(c, t, d, m, times):
                persons = unit in ("人", "名") and f.unit[d] in ("人", "名")
                if c.sentence[t] == c.sentence[d] and (persons or answers(c, d, unit, noun)):
                    add(c, out, t, d, None, m, WARNING, times)
                    return True
    return False
