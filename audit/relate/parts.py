"""Parts of a whole that is named, not printed, where they are listed: 终止案件中，撤回申请33件;
败诉案件集中在征地拆迁（7件）、工伤认定（4件）.

The whole is the nearest earlier figure that answers to the words. What the lists of sums already hold is left alone.
"""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.relations import INFO, WARNING, Relation, common, scaled
from audit.relate.words import bigrams, core, spoken_of

_KINDS = frozenset(("count", "money"))
_GATHERED = re.compile(
    r"(?:^|[，,。；;：:\s])([^，,。；;：:、（()）0-9\s]{2,12}?)(?:原因|成因|领域|类型|案由|事由|类别|内容|事项|对象)?(?:主要|多|较多|相对)?(?:集中在|集中于|集中体现在|是|为|有|涉及|分布在|表现为)(?=[一-鿿“])"
)
_NEGATED = re.compile(r"不予|不|未|没有")
_CHANGE = re.compile(r"同比|环比|较上|比上|上年|去年|上期|增加|减少|增长|下降|平均|人均|超过|目标|计划|累计|另有|此外")
_STAGE = (
    "审结",
    "办结",
    "受理",
    "新收",
    "立案",
    "查处",
    "调解",
    "化解",
    "审执结",
    "执结",
    "完成",
    "培训",
    "发放",
    "建成",
    "排查",
    "检查",
    "抽查",
)
_PARALLEL = re.compile(r"(?:合计|共计|共)[^，,。；;]{0,4}$")


def parts(c: Context, out: list[Relation]) -> None:
    """Relate parts with a whole that words name.

    Args:    c: the document laid out; out: relations, appended to: sums where the parts make the whole, else subsets.
    """
    f = c.figures
    held: set[tuple[int, int]] = set()  # (whole, part) pairs that a relation already holds
    for r in out:
        if r.kind in ("sum", "subset", "balance", "rate"):
            for role, i in r.members:
                if role in ("total", "denominator"):
                    held.update((i, j) for other, j in r.members if other in ("part", "numerator"))
    rows: dict[int, list[int]] = {}
    for i in range(len(f)):
        if f.cell[i] is None and f.kind[i] in _KINDS and i not in f.fraction:
            rows.setdefault(c.sentence[i], []).append(i)
    for ids in rows.values():
        _scoped(c, out, ids, rows, held)
    _same_stage(c, out, rows, held)


def _scoped(
    c: Context, out: list[Relation], ids: list[int], rows: dict[int, list[int]], held: set[tuple[int, int]]
) -> None:
    """Lists behind words that say what they are parts of: 终止案件中, 败诉案件集中在."""
    f = c.figures
    start = c.sentence_start[ids[0]]
    last = -1
    text = c.text[start : f.start[ids[-1]]]
    gathered = [(m.start(1), m.group(1)) for m in _GATHERED.finditer(text)]
    for at, words in (*spoken_of(text), *gathered):
        begin = start + at
        run = [i for i in ids if f.start[i] >= begin + len(words)]
        if not run or run[0] == last:
            continue
        first = run[0]
        if (first - 1 in ids and f.start[first - 1] > begin) or f.start[first] - begin - len(words) > 44:
            continue
        last = first
        run = _parallel(c, run)
        if not run or not bigrams(words) or not core(words):
            continue
        whole = _whole(c, words, run, rows)
        if whole is not None:
            _relate(c, out, whole, run, held)
        elif (at, words) not in gathered:
            _exceeding(c, out, words, run, rows)


def _parallel(c: Context, run: list[int]) -> list[int]:
    """The figures of a list, as long as unit, kind and bracket stay: brackets that hold one figure each count as
    none.
    """
    f = c.figures
    first = run[0]
    out: list[int] = []
    for i in run:
        if f.unit[i] != f.unit[first] or f.kind[i] != f.kind[first]:
            continue
        if (c.bracket[i] >= 0) != (c.bracket[first] >= 0):
            continue
        if _CHANGE.search(c.pre[i]) or (_PARALLEL.search(c.pre[i]) and out):
            break
        out.append(i)
    return out


def _exceeding(c: Context, out: list[Relation], words: str, run: list[int], rows: dict[int, list[int]]) -> None:
    """已办结工单中按期办结143952件, after 已办结143652件: no other figure answers to the words, and a part exceeds the
    one that does.
    """
    f = c.figures
    part = run[0]
    whole = _whole(c, words, run[:1], rows, least=False)
    if whole is None or c.sentence[part] - c.sentence[whole] > 1 or not fit.slip(str(f.num[whole]), str(f.num[part])):
        return
    dec = common(c, whole, part)
    if f.num[whole] >= 10:
        _add(c, out, "subset", whole, [part], (*scaled(c, whole, dec), *scaled(c, part, dec)), 1, WARNING)


def _whole(c: Context, words: str, run: list[int], rows: dict[int, list[int]], least: bool = True) -> int | None:
    """The nearest earlier figure of the unit that answers to the words and, where `least`, is not smaller than any
    part.
    """
    f = c.figures
    wanted = bigrams(words)
    first = run[0]
    best, best_score = None, 0.0
    for s in range(c.sentence[first], c.sentence[first] - 14, -1):
        for i in reversed(rows.get(s, ())):
            if (
                i >= first
                or f.unit[i] != f.unit[first]
                or f.kind[i] != f.kind[first]
                or _CHANGE.search(c.pre[i])
                or c.block[first] - c.block[i] > 4
            ):
                continue
            if _NEGATED.search(c.pre[i][-6:]) and not _NEGATED.search(words):
                continue  # 受理案件中 is not of 不予受理8件
            if least and any(f.num[j] * 10 ** f.dec[i] > f.num[i] * 10 ** f.dec[j] for j in run):
                continue
            own = bigrams(c.pre[i][-14:]) | bigrams(c.label[i]) | bigrams(c.post[i][:8])
            score = len(wanted & own) / len(wanted)
            if score > best_score + 0.01:
                best, best_score = i, score
    return best if best_score >= 0.6 else None


def _relate(c: Context, out: list[Relation], whole: int, run: list[int], held: set[tuple[int, int]]) -> None:
    """Write parts with the whole that was found: a sum where they make it, else a subset."""
    if all((whole, i) in held for i in run) and len(run) == 1:
        return
    dec = common(c, whole, *run)
    low, high = scaled(c, whole, dec)
    bands = [scaled(c, i, dec) for i in run]
    lo, hi = sum(b[0] for b in bands), sum(b[1] for b in bands)
    if lo > high:
        # parts may overlap: each alone is still a part
        for i, (a, b) in zip(run, bands, strict=True):
            if (whole, i) not in held and a <= high:
                _add(c, out, "subset", whole, [i], (low, high, a, b), 1, INFO)
        return
    makes = len(run) > 1 and hi >= low
    if makes and all((whole, i) in held for i in run):
        return
    _add(
        c,
        out,
        "sum" if makes else "subset",
        whole,
        run,
        (low, high, lo, hi),
        0 if makes else 1,
        WARNING if makes else INFO,
    )
    held.update((whole, i) for i in run)


def _add(
    c: Context,
    out: list[Relation],
    kind: str,
    whole: int,
    run: list[int],
    v: tuple[int, int, int, int],
    mode: int,
    cap: str,
) -> None:
    """Write a sum, or with mode 1 a subset, once."""
    values = {"total_lo": v[0], "total_hi": v[1], "parts_lo": v[2], "parts_hi": v[3], "mode": mode}
    members = [("total", whole)] + [("part", i) for i in run]
    out.append(
        Relation(
            kind,
            "sums",
            "SUM102" if mode else "SUM101",
            members,
            values,
            whole,
            cap,
            0.1,
            [],
            c.label[whole],
            "",
            {"sum": values},
        )
    )


def _same_stage(c: Context, out: list[Relation], rows: dict[int, list[int]], held: set[tuple[int, int]]) -> None:
    """审结刑事案件371件 … 严惩电信网络诈骗，审结64件: under the figure that opens a paragraph, the same verb
    counts parts of it.
    """
    f = c.figures
    heads: dict[tuple[int, str, str], int] = {}
    for ids in rows.values():
        for i in ids:
            words = c.pre[i][-12:]
            verb = next((w for w in _STAGE if w in words), None)
            if verb is None or _CHANGE.search(c.clause_text[i]) or f.hedge[i]:
                continue
            key = (c.block[i], verb, f.unit[i])
            head = heads.setdefault(key, i)
            if (
                head == i
                or c.sentence[head] == c.sentence[i]
                or (head, i) in held
                or f.num[i] * 10 ** f.dec[head] > f.num[head] * 10 ** f.dec[i]
            ):
                continue
            dec = common(c, head, i)
            _add(c, out, "subset", head, [i], (*scaled(c, head, dec), *scaled(c, i, dec)), 1, INFO)
