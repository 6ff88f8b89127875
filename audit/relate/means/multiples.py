"""Multiples and fractions of a figure: 是上年49场的两倍, 占四分之三."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import OPEN_HIGH, WARNING, Relation, common, scaled
from audit.relate.words import overlap

_TIMES = re.compile(r"(?:是|为|达到|达|相当于|约为|超过|近)[^，,。；;]{0,24}的(?:约|近|超过)?[ ]*$")
_MULTIPLE = re.compile(r"(?:增长|增加|提高|上升|扩大|翻)(?:了|近|约|超过)*$")
_MULTIPLE_2 = re.compile(r"[）)]?的(?:约|近)?")
_MULTIPLE_3 = re.compile(
    r"([^，,。；;0-9]{2,16}?)(?:是|为|相当于|约为|达到?)([^，,。；;0-9]{2,12}?)的(?:约|近|超过)?[ ]*$"
)
_MULTIPLE_4 = re.compile(r"(?:达到?|为|共|有)")
_MULTIPLE_FRAME = re.compile(r"约|近|超过|逾")


def multiple(c: Context, out: list[Relation], m: int) -> None:
    """98场，是上年49场的两倍; 占司法所总数的四分之三: the print is a multiple, or a fraction, of a figure."""
    f = c.figures
    start = max(c.sentence_start[m], f.start[m] - 30)
    pre = c.text[start : f.start[m]]
    if f.unit[m] == "倍" and _MULTIPLE.search(pre):
        return
    if m not in f.fraction and not _TIMES.search(pre):
        return
    before = [
        i
        for i in range(m - 1, max(-1, m - 12), -1)
        if c.block[i] >= c.block[m] - (1 if m in f.fraction else 0)
        and f.cell[i] is None
        and f.kind[i] in COUNTED
        and c.sentence[i] >= c.sentence[m] - 2
    ]
    adjacent = (
        m > 0
        and f.kind[m - 1] in COUNTED
        and _MULTIPLE_2.fullmatch(c.text[f.end[m - 1] : f.start[m]].strip()) is not None
    )
    tops = [i for i in before if not (adjacent and i == m - 1)]
    dens = [m - 1] if adjacent else before
    joint = next((g for g in c.joint if g.percent == m), None)
    if joint is not None:
        picked = [joint.total] if joint.total >= 0 else joint.items
        for d in [i for i in range(m - 1, max(-1, m - 40), -1) if f.kind[i] == f.kind[picked[0]] and f.cell[i] is None]:
            if d not in picked and fits_multiple(c, picked, d, m):
                add_multiple(c, out, picked, d, m)
                return
    said = _MULTIPLE_3.search(pre)
    if said and not adjacent:
        # 行政复议新收案件是行政诉讼的2倍: both named
        first = sorted(tops, key=lambda i: -overlap(said.group(1), c.pre[i][-16:]))
        second = sorted(dens, key=lambda i: -overlap(said.group(2), c.pre[i][-16:]))
        tops, dens = first, second
    for t in tops[:3]:
        for d in dens:
            if (
                t != d
                and f.unit[t] == f.unit[d]
                and fits_multiple(c, [t], d, m)
                and (adjacent or c.clause[m] - c.clause[t] <= 4)
            ):
                add_multiple(c, out, [t], d, m)
                return
    if (
        adjacent
        and m + 1 < len(f)
        and f.unit[m + 1] == f.unit[m - 1]
        and c.sentence[m + 1] == c.sentence[m]
        and _MULTIPLE_4.match(c.pre[m + 1].strip())
    ):
        # 为上年（143件）的1.8倍，达258件
        add_multiple(c, out, [m + 1], m - 1, m)
        return
    if adjacent and tops and f.unit[tops[0]] == f.unit[m - 1] and c.sentence[tops[0]] == c.sentence[m]:
        add_multiple(c, out, [tops[0]], m - 1, m)


def multiple_frame(c: Context, tops: list[int], d: int, m: int) -> dict[str, int]:
    """The integers of m times d against the sum of tops; a fraction is compared crosswise."""
    f = c.figures
    dec = common(c, *tops, d)
    a = sum(scaled(c, i, dec)[0] for i in tops)
    b = sum(scaled(c, i, dec)[1] for i in tops)
    x, y = scaled(c, d, dec)
    if m in f.fraction:
        # a/b of the base: compared as num*b against den*a, which must be one; said loosely it may be off by a twentieth
        p, q = f.fraction[m]
        loose = bool(f.hedge[m]) or _MULTIPLE_FRAME.search(c.clause_text[m][-14:]) is not None
        return {
            "num_lo": a * q,
            "num_hi": b * q,
            "den_lo": x * p,
            "den_hi": y * p,
            "rep": 100,
            "rep_lo": 95 if loose else 99,
            "rep_hi": 105 if loose else 101,
            "scale": 100,
            "per": 1,
        }
    low, high = (f.low[m], f.high[m]) if f.hedge[m] else (f.num[m], f.num[m])
    return {
        "num_lo": a,
        "num_hi": b,
        "den_lo": x,
        "den_hi": y,
        "rep": f.num[m],
        "rep_lo": -OPEN_HIGH if low is None else low,
        "rep_hi": OPEN_HIGH if high is None else high,
        "scale": 10 ** f.dec[m],
        "per": 1,
    }


def fits_multiple(c: Context, tops: list[int], d: int, m: int) -> bool:
    """Do the sum of tops and d make the print of m?"""
    v = multiple_frame(c, tops, d, m)
    if v["den_lo"] <= 0:
        return False
    k = v["scale"]
    if v["rep_lo"] != v["rep_hi"]:
        return k * v["num_hi"] >= v["rep_lo"] * v["den_lo"] and k * v["num_lo"] <= v["rep_hi"] * v["den_hi"]
    return (
        2 * k * v["num_lo"] <= (2 * v["rep"] + 1) * v["den_hi"]
        and 2 * k * v["num_hi"] >= (2 * v["rep"] - 1) * v["den_lo"]
    )


def add_multiple(c: Context, out: list[Relation], tops: list[int], d: int, m: int) -> None:
    """Write that the sum of tops is m times d."""
    members = [("numerator", t) for t in tops] + [("denominator", d), ("reported", m)]
    out.append(
        Relation(
            "rate",
            "rates",
            "RAT101",
            members,
            multiple_frame(c, tops, d, m),
            m,
            WARNING,
            0.05,
            [],
            c.label[m],
            "multiple",
        )
    )
