"""Lists whose total stands apart: 新收申请按渠道分，网络29件、信函11件; 收入加上上级补助…，收入总计424000万元.

What sums.py, which looks beside a total, has found is left to it.
"""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.groups import makes
from audit.relate.relations import ERROR, WARNING, Relation, common, scaled
from audit.relate.words import overlap

_KINDS = frozenset(("count", "money", "weight", "area", "length", "volume", "energy"))
# What lists go by, each led by one character of a class: a search by its first character is several times faster.
_BY = re.compile(
    r"[按从分结等方去构](?:"
    r"(?<=按)照?[一-鿿（）()、]{1,14}?(?:划分|来分|分类|来看|区分|分|看|统计)[，,：:]"
    r"|(?<=从)[一-鿿、]{1,12}?(?:来看|上看|看|分)[，,：:]"
    r"|(?<=分)[一-鿿]{1,6}?(?:来看|看|统计)?[，,：:]"
    r"|(?:(?<=结)果|(?<=等)[次级]|(?<=方)式中?|(?<=去)向|(?<=构)成)(?:分别)?(?:为|是|：|:|[，,]))"
)
_PLUS = re.compile(r"加上(?=[一-鿿])|(?<=[入支出])加(?=[一-鿿])")
_WORDS_BEFORE = re.compile(r"[一-鿿]{0,16}$")
_GRAND = re.compile(r"(?:总计|合计|共计|总量)(?:为|达到?|是|：|:)?[ ]*$")
_CHANGE = re.compile(r"同比|环比|较上|比上|上年|去年|上期|平均|人均|占|超过|目标|计划")
_LATEST = 24  # figures looked back at for a total


def breakdowns(c: Context, out: list[Relation]) -> None:
    """Relate lists with a total that stands sentences before, or whose first part does.

    Args:    c: the document laid out; out: relations, appended to.
    """
    f = c.figures
    rows: dict[int, list[int]] = {}  # block -> its figures in prose
    for i in range(len(f)):
        if f.cell[i] is None and f.kind[i] in _KINDS and i not in f.fraction:
            rows.setdefault(c.block[i], []).append(i)
    listed = {
        frozenset(i for role, i in r.members if role == "part")
        for r in out
        if r.kind in ("sum", "subset") and r.frame == "sums"
    }
    ends = [*c.blocks[1:], len(c.text)]
    for block, ids in rows.items():
        start = c.blocks[block]
        text = c.text[start : ends[block]]
        last = ""  # what the lists of a paragraph are of: said once for several
        for m in _BY.finditer(text):
            run = _list(c, ids, start + m.end())
            if len(run) >= 2 and frozenset(run) not in listed:
                last = _words_before(text, m.start()) or last
                _total_before(c, out, ids, run, start + m.start(), last)
        _grand_totals(c, out, ids, listed)
        for m in _PLUS.finditer(text):
            _first_elsewhere(c, out, rows, block, start + m.end(), _words_before(text, m.start()))


def _words_before(text: str, at: int) -> str:
    m = _WORDS_BEFORE.search(text, max(0, at - 16), at)
    return m.group() if m is not None else ""


def _list(c: Context, ids: list[int], at: int) -> list[int]:
    """The figures of one unit from a position up to the end of its half sentence."""
    f = c.figures
    run: list[int] = []
    for i in ids:
        if f.start[i] < at:
            continue
        if run and (c.half[i] != c.half[run[0]] or c.sentence[i] != c.sentence[run[0]]):
            break
        if not run and f.start[i] - at > 30:
            return []
        if c.bracket[i] >= 0 or _CHANGE.search(c.pre[i]) or c.delta[i]:
            continue
        if run and (f.unit[i] != f.unit[run[0]] or f.kind[i] != f.kind[run[0]] or c.clause[i] - c.clause[run[-1]] > 3):
            break
        if f.hedge[i]:
            return []
        run.append(i)
    return run


def _total_before(c: Context, out: list[Relation], ids: list[int], run: list[int], at: int, words: str) -> None:
    """The total of a list: the figure before it that the list makes; else the one that the words name, a slip away."""
    f = c.figures
    first = run[0]
    pool = [
        i
        for i in reversed(ids)
        if f.end[i] <= at
        and f.unit[i] == f.unit[first]
        and f.kind[i] == f.kind[first]
        and not c.delta[i]
        and c.sentence[first] - c.sentence[i] <= 4
    ][:_LATEST]
    ties = [i for i in pool if makes(c, i, run)]
    if ties:
        _add(c, out, ties[0], run, ERROR, 0.02 * len(pool))
        return
    if len(words) < 2:
        return
    named = max(pool, key=lambda i: (round(overlap(words, c.label[i] + c.pre[i][-12:]), 2), -i), default=None)
    if named is None or overlap(words, c.label[named] + c.pre[named][-12:]) < 0.6 or not near(c, named, run):
        return
    _add(c, out, named, run, WARNING, 0.0)


def _grand_totals(c: Context, out: list[Relation], ids: list[int], listed: set[frozenset[int]]) -> None:
    """支出121846万元，调出资金18300万元，…，总计172241万元: all that a sentence adds up, a slip away from the total."""
    f = c.figures
    run: list[int] = []
    for i in ids:
        if run and (c.sentence[i] != c.sentence[run[0]] or f.unit[i] != f.unit[run[0]] or f.hedge[i]):
            run = []
        if len(run) >= 3 and _GRAND.search(c.pre[i]):
            if frozenset(run) not in listed and not makes(c, i, run) and near(c, i, run):
                _add(c, out, i, run, WARNING, 0.0)
            run = []
        elif c.bracket[i] < 0 and not c.delta[i] and not f.hedge[i] and not _CHANGE.search(c.clause_text[i]):
            run.append(i)


def _first_elsewhere(
    c: Context, out: list[Relation], rows: dict[int, list[int]], block: int, at: int, words: str
) -> None:
    """收入加上上级补助收入a、…，收入总计T: the first part is named, and printed in an earlier sentence."""
    f = c.figures
    run: list[int] = []
    total = -1
    for i in rows[block]:
        if f.start[i] < at:
            continue
        if run and (c.sentence[i] != c.sentence[run[0]] or f.unit[i] != f.unit[run[0]]):
            break
        if not run and f.start[i] - at > 24:
            return
        if _GRAND.search(c.pre[i]):
            total = i
            break
        run.append(i)
    if total < 0 or not run or any(f.hedge[i] for i in run):
        return
    pool = [
        i
        for b in range(block, max(-1, block - 6), -1)
        for i in reversed(rows.get(b, ()))
        if i < run[0] and f.unit[i] == f.unit[run[0]] and not c.delta[i]
    ][: 2 * _LATEST]
    named = [i for i in pool if words and overlap(words, c.pre[i][-16:] + c.label[i]) >= 0.5]
    hit = next((i for i in (*named, *pool) if makes(c, total, [i, *run])), None)
    if hit is not None:
        _add(c, out, total, [hit, *run], ERROR, 0.02)
    elif named and near(c, total, [named[0], *run]):
        _add(c, out, total, [named[0], *run], WARNING, 0.0)


def near(c: Context, total: int, parts: list[int]) -> bool:
    """Would one keying slip in one of the figures make the sum hold?"""
    f = c.figures
    dec = max(f.dec[i] for i in (total, *parts))
    nums = {i: f.num[i] * 10 ** (dec - f.dec[i]) for i in (total, *parts)}
    made = sum(nums[i] for i in parts)
    for i in (total, *parts):
        wanted = made if i == total else nums[total] - (made - nums[i])
        if wanted > 0 and fit.slip(str(nums[i]), str(wanted)):
            return True
    return False


def _add(c: Context, out: list[Relation], total: int, parts: list[int], cap: str, chance: float) -> None:
    dec = common(c, total, *parts)
    low, high = scaled(c, total, dec)
    bands = [scaled(c, i, dec) for i in parts]
    values = {
        "total_lo": low,
        "total_hi": high,
        "parts_lo": sum(b[0] for b in bands),
        "parts_hi": sum(b[1] for b in bands),
        "mode": 0,
    }
    members = [("total", total)] + [("part", i) for i in parts]
    out.append(
        Relation("sum", "sums", "SUM101", members, values, total, cap, chance, [], c.label[total], "", {"sum": values})
    )
