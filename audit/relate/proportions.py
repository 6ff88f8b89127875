"""Proportions: 三次产业结构为22.5∶33.4∶44.1, 城乡居民收入比由2.21缩小到2.16."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation, common, scaled

_COLON = re.compile(r"[ ]*[∶:：][ ]*")
_KINDS = frozenset(("count", "money", "weight", "length", "area", "volume", "energy"))
_ALL_SHARES = re.compile(r"(?:三次|第?一、二、三次?|三大)产业[^。；;]{0,24}(?:比重|占比|比例|份额)[^。；;，,]{0,8}$")
_RATIO_NAME = re.compile(
    r"比(?:值|率)?(?:分别)?(?:为|是|达|约为|由(?:上年|去年)?(?:同期)?的?[0-9.]+"
    r"(?:缩小|下降|降低|扩大|上升|提高|降|升|增)(?:到|至|为))[ ]*$"
)


def proportions(c: Context, out: list[Relation]) -> None:
    """Relate structures that make 100 with what they are shares of, and ratios of two amounts.

    Args:    c: the document laid out; out: relations, appended to. A ratio that its sentence does not give is left out.
    """
    f = c.figures
    i = 0
    while i < len(f):
        run = [i]
        while (
            run[-1] + 1 < len(f)
            and f.kind[run[-1] + 1] == "ratio"
            and f.cell[i] is None
            and _COLON.fullmatch(c.text[f.end[run[-1]] : f.start[run[-1] + 1]])
        ):
            run.append(run[-1] + 1)
        if len(run) == 1 and f.kind[i] == "percent" and f.cell[i] is None:
            while run[-1] + 1 < len(f) and c.joined[run[-1] + 1] and f.kind[run[-1] + 1] == "percent":
                run.append(run[-1] + 1)
            if len(run) == 3 and _ALL_SHARES.search(c.text[c.sentence_start[i] : f.start[i]]):
                structure(c, out, run)  # 第一、二、三产业占比分别为15.2%、41.3%和43.5%
        elif len(run) >= 3:
            structure(c, out, run)
        elif f.kind[i] == "ratio" and f.cell[i] is None and not f.unit[i] and i not in f.fraction and len(run) == 1:
            quotient(c, out, i)
        i = run[-1] + 1


def structure(c: Context, out: list[Relation], run: list[int]) -> None:
    """22.5∶33.4∶44.1: shares that make 100, and the amounts that they are shares of."""
    f = c.figures
    dec = max(f.dec[p] for p in run) + 1
    half = [5 * 10 ** (dec - f.dec[p] - 1) for p in run]
    value = [f.num[p] * 10 ** (dec - f.dec[p]) for p in run]
    whole = 100 * 10**dec
    if abs(sum(value) - whole) > whole // 50:
        return  # a proportion of something else: 3∶2∶1
    values = {
        "total_lo": whole,
        "total_hi": whole,
        "parts_lo": sum(value) - sum(half),
        "parts_hi": sum(value) + sum(half),
        "mode": 0,
    }
    out.append(
        Relation(
            "sum",
            "sums",
            "RAT103",
            [("part", p) for p in run],
            values,
            run[-1],
            WARNING,
            0.0,
            [],
            c.label[run[0]],
            "shares",
        )
    )
    k = len(run)
    for last in range(run[0] - 1, max(-1, run[0] - 24), -1):
        parts = list(range(last - k + 1, last + 1))
        if (
            parts[0] < 0
            or c.block[parts[0]] != c.block[run[0]]
            or any(f.kind[j] not in _KINDS or f.unit[j] != f.unit[last] for j in parts)
            or not all(c.joined[j] for j in parts[1:])
        ):
            continue
        totals = [
            d
            for d in range(parts[0] - 1, max(-1, parts[0] - 16), -1)
            if f.kind[d] == f.kind[last] and f.unit[d] == f.unit[last]
        ]
        for den in ([d] for d in totals):
            frames = [_frame(c, [n], den, p, 100) for n, p in zip(parts, run, strict=True)]
            if sum(_ties(v) for v in frames) >= k - 1:
                for n, p, v in zip(parts, run, frames, strict=True):
                    members = [("numerator", n), ("denominator", den[0]), ("reported", p)]
                    out.append(
                        Relation(
                            "rate",
                            "rates",
                            "RAT101",
                            members,
                            v,
                            p,
                            WARNING,
                            0.001,
                            [],
                            c.label[n],
                            "",
                            {"share": True},
                        )
                    )
                return


def quotient(c: Context, out: list[Relation], p: int) -> None:
    """城乡居民收入比2.16: a ratio of two amounts of the sentence."""
    f = c.figures
    if not f.dec[p] or not _RATIO_NAME.search(c.text[max(c.sentence_start[p], f.start[p] - 24) : f.start[p]]):
        return
    pool = [
        i
        for i in range(p - 1, max(-1, p - 12), -1)
        if f.kind[i] in _KINDS and f.cell[i] is None and c.sentence[i] == c.sentence[p]
    ]
    for b in pool:
        for a in pool:
            if a < b and f.unit[a] == f.unit[b]:
                for num, den in ((a, b), (b, a)):
                    v = _frame(c, [num], [den], p, 1)
                    if _ties(v):
                        out.append(
                            Relation(
                                "rate",
                                "rates",
                                "RAT101",
                                [("numerator", num), ("denominator", den), ("reported", p)],
                                v,
                                p,
                                WARNING,
                                0.02,
                                [],
                                c.label[p],
                                "multiple",
                            )
                        )
                        return


def _frame(c: Context, num: list[int], den: list[int], p: int, per: int) -> dict[str, int]:
    f = c.figures
    dec = common(c, *num, *den)
    a, b = scaled(c, num[0], dec)
    x, y = scaled(c, den[0], dec)
    return {
        "num_lo": a,
        "num_hi": b,
        "den_lo": x,
        "den_hi": y,
        "rep": f.num[p],
        "rep_lo": f.num[p],
        "rep_hi": f.num[p],
        "scale": 10 ** f.dec[p],
        "per": per,
    }


def _ties(v: dict[str, int]) -> bool:
    return fit.ratio(v["num_lo"], v["num_hi"], v["den_lo"], v["den_hi"], v["rep"], v["scale"], v["per"]) == fit.ROUNDED
