"""Averages and multiples: 平均每件3.2条, 人均, 每万人拥有律师3.2名, 日均; 是上年49场的两倍, 占四分之三."""

from __future__ import annotations

import datetime
import re

from audit.parse.grammar import grammar
from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled
from audit.relate.words import overlap

_EACH = re.compile(r"平均每|每(?!日新|天新|年|月|季|周|个季度|次提高)|平均")
_CLEAR = frozenset("个件名人户家项条次场吨亩所村校队支台辆起宗卷份期天日万千百篇笔趟车股")
_SHORT = re.compile(r"(?<![平其年月])([人户件亩日村家校县镇乡所队案场次店笔趟车])次?均(?!为|已|按|未|在|由|能|可|实现|达|完成|无|有|得到)[^，,。；;]{0,12}$")
_NOT_MEAN = re.compile(r"均(?:为|已|按|未|在|由|能|可|实现|达|完成|无|有|得|落实|到位)")
_MYRIADS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "十万": 100000, "百万": 10**6}
_TIMES = re.compile(r"(?:是|为|达到|达|相当于|约为|超过|近)[^，,。；;]{0,24}的(?:约|近|超过)?[ ]*$")


def means(c: Context, out: list[Relation]) -> None:
    """Relate stated averages and multiples with what was shared out and among how many.

    Args:    c: the document laid out; out: relations, appended to. An average may be over a base that the text does not state: one that no
             pair of figures reproduces is related only where its words name the base beyond doubt.
    """
    f = c.figures
    for m in range(len(f)):
        if f.cell[m] is not None:
            continue
        if f.unit[m] == "倍" or m in f.fraction:
            multiple(c, out, m)
            continue
        if f.kind[m] in ("percent", "percentage_point", "ratio"):
            continue
        words = c.clause_text[m]
        if "均" in words or "每" in words:
            mean(c, out, m)


def each(c: Context, m: int) -> tuple[str, str, int] | None:
    """What an average is over: (unit, noun, how many of it), from the words before the number; None where they state no average."""
    words = c.clause_text[m][-24:]
    hit = None
    for hit in _EACH.finditer(words):
        pass
    if hit is None:
        s = _SHORT.search(words)
        return (s.group(1), "", 1) if s else None
    if "均" in words[hit.end() :] and _NOT_MEAN.search(words[hit.end() :]):
        return None
    rest = words[hit.end() :].lstrip()
    times = 1
    k = re.match(r"(十万|百万|[十百千万])(?=[人户名件家平亩个])", rest)
    if k:
        times, rest = _MYRIADS[k.group(1)], rest[k.end() :]
    known = grammar().kind
    unit = next((rest[:n] for n in (3, 2, 1) if rest[:n] in known and (n > 1 or rest[0] in _CLEAR)), "")
    if re.match(r"亩产", rest):
        unit = "亩"
    noun = re.match(r"[一-鿿]{0,6}", rest[len(unit) :]).group()
    if not unit and hit.group() == "平均":
        return ("", "", 1)
    return unit, noun, times


def mean(c: Context, out: list[Relation], m: int) -> None:
    f = c.figures
    base = each(c, m)
    if base is None:
        return
    unit, noun, times = base
    before = [i for i in range(m - 1, max(-1, m - 16), -1) if c.block[i] == c.block[m] and f.cell[i] is None and f.kind[i] in (*COUNTED, "duration")]
    people = ("人", "名", "位")
    tops = [
        i for i in before
        if f.kind[i] == f.kind[m] and (f.unit[i] == f.unit[m] or f.kind[m] == "money" or (f.unit[i] in people and f.unit[m] in people) or f.unit[i] == f.unit[m] + "次")
        and c.sentence[i] >= c.sentence[m] - 1
    ]  # fmt: skip
    if unit in ("日", "天"):
        daily(c, out, m, tops, before)
        return
    pool = [i for i in before if f.kind[i] in ("count", "area", "weight", "length", "volume") and f.num[i] > 0]
    far = [i for i in range(m - 1, -1, -1) if f.kind[i] == "count" and f.cell[i] is None and i not in pool and f.num[i] > 0]
    persons = unit in ("人", "名", "位", "户", "家", "件", "亩")
    named = [d for d in (*pool, *far) if answers(c, d, unit, noun) or (persons and f.unit[d] in ("人", "名") and unit in ("人", "名"))]
    for t in tops:
        for d in [*named, *([i for i in pool if not unit and f.unit[i] != f.unit[m]] if not named else [])]:
            if d != t and divides(c, t, d, m, times):
                add(c, out, t, d, None, m, times=times)
                return
    if unit in ("人", "名", "个", "户") and tops and not named:
        for d in pool:
            if d != tops[0] and c.sentence[d] == c.sentence[m] and f.unit[d] != f.unit[m] and divides(c, tops[0], d, m, times):
                add(c, out, tops[0], d, None, m, times=times)
                return
    sure = [d for d in named if c.sentence[d] == c.sentence[m] and d in pool]
    if sure and tops and c.sentence[tops[0]] == c.sentence[m] and c.clause[m] - c.clause[tops[0]] <= 1 and sure[0] != tops[0] and m - tops[0] <= 2 and len(sure) == 1 and (noun or f.unit[sure[0]] == unit):
        add(c, out, tops[0], sure[0], None, m, WARNING, times)


def answers(c: Context, d: int, unit: str, noun: str) -> bool:
    """Does figure d count what the average is over: one unit and, where a noun is said, that noun?"""
    f = c.figures
    near = c.post[d][:14] + c.pre[d][-12:]
    if noun and len(noun) >= 2:
        head = noun[:4]
        if overlap(head, near) >= 0.5 or noun[:2] in near:
            return f.unit[d] == unit or not unit or f.unit[d] in ("个", "家", "所")
        return f.unit[d] == unit and unit not in ("个", "项", "人", "名", "家")
    if unit == "校":
        return "校" in near
    return f.unit[d] == unit or (bool(unit) and unit in near and f.unit[d] in ("个", "所", "家", "支"))


def daily(c: Context, out: list[Relation], m: int, tops: list[int], before: list[int]) -> None:
    """日均 over a stated number of days, or over the days of a stated period."""
    f = c.figures
    days = [i for i in before if f.unit[i] in ("天", "日历天", "个工作日", "工作日")]
    days += [i for i in range(m - 1, -1, -1) if f.unit[i] in ("天", "日历天") and i not in days and c.block[i] >= c.block[m] - 2]
    span = period_days(c, m) or implied_days(c, m)
    for t in tops:
        for d in days:
            if divides(c, t, d, m, 1):
                add(c, out, t, d, None, m)
                return
        if span and divides(c, t, None, m, 1, span[2]):
            add(c, out, t, None, span, m)
            return
    if tops and c.sentence[tops[0]] == c.sentence[m] and c.clause[m] - c.clause[tops[0]] <= 4:
        if days and c.sentence[days[0]] == c.sentence[m]:
            add(c, out, tops[0], days[0], None, m, WARNING)
        elif span and not days and period_days(c, m):
            add(c, out, tops[0], None, span, m, WARNING)


def multiple(c: Context, out: list[Relation], m: int) -> None:
    """98场，是上年49场的两倍; 占司法所总数的四分之三: the print is a multiple, or a fraction, of a figure."""
    f = c.figures
    start = max(c.sentence_start[m], f.start[m] - 30)
    pre = c.text[start : f.start[m]]
    if f.unit[m] == "倍" and re.search(r"(?:增长|增加|提高|上升|扩大|翻)(?:了|近|约|超过)*$", pre):
        return
    if m not in f.fraction and not _TIMES.search(pre):
        return
    before = [i for i in range(m - 1, max(-1, m - 10), -1) if c.block[i] >= c.block[m] - (1 if m in f.fraction else 0) and f.cell[i] is None and f.kind[i] in COUNTED and c.sentence[i] >= c.sentence[m] - 2]
    adjacent = m > 0 and f.kind[m - 1] in COUNTED and re.fullmatch(r"[）)]?的(?:约|近)?", c.text[f.end[m - 1] : f.start[m]].strip()) is not None
    tops = [i for i in before if not (adjacent and i == m - 1)]
    dens = [m - 1] if adjacent else before
    joint = re.search(r"([一-鿿]{2,6})[和、与]([一-鿿]{2,6}?)(?:两|合计)", pre)
    if joint and m in f.fraction:
        picked = [next((i for i in before if joint.group(g)[:2] in c.pre[i]), None) for g in (1, 2)]
        if None not in picked:
            for d in before:
                if d not in picked and fits_multiple(c, picked, d, m):
                    add_multiple(c, out, sorted(picked), d, m)
                    return
    for t in tops[:3]:
        for d in dens:
            if t != d and f.unit[t] == f.unit[d] and fits_multiple(c, [t], d, m) and (adjacent or c.clause[m] - c.clause[t] <= 4):
                add_multiple(c, out, [t], d, m)
                return
    if adjacent and tops and f.unit[tops[0]] == f.unit[m - 1] and c.sentence[tops[0]] == c.sentence[m]:
        add_multiple(c, out, [tops[0]], m - 1, m)


def multiple_frame(c: Context, tops: list[int], d: int, m: int) -> dict[str, int]:
    f = c.figures
    dec = common(c, *tops, d)
    a = sum(scaled(c, i, dec)[0] for i in tops)
    b = sum(scaled(c, i, dec)[1] for i in tops)
    x, y = scaled(c, d, dec)
    if m in f.fraction:
        # a/b of the base: compared as num*b against den*a, which must be one; said loosely it may be off by a twentieth
        p, q = f.fraction[m]
        loose = bool(f.hedge[m]) or re.search(r"约|近|超过|逾", c.clause_text[m][-14:]) is not None
        return {"num_lo": a * q, "num_hi": b * q, "den_lo": x * p, "den_hi": y * p, "rep": 100, "rep_lo": 95 if loose else 99, "rep_hi": 105 if loose else 101, "scale": 100, "per": 1}
    low, high = (f.low[m], f.high[m]) if f.hedge[m] else (f.num[m], f.num[m])
    return {"num_lo": a, "num_hi": b, "den_lo": x, "den_hi": y, "rep": f.num[m], "rep_lo": -OPEN_HIGH if low is None else low, "rep_hi": OPEN_HIGH if high is None else high, "scale": 10 ** f.dec[m], "per": 1}


def fits_multiple(c: Context, tops: list[int], d: int, m: int) -> bool:
    v = multiple_frame(c, tops, d, m)
    if v["den_lo"] <= 0:
        return False
    k = v["scale"]
    if v["rep_lo"] != v["rep_hi"]:
        return k * v["num_hi"] >= v["rep_lo"] * v["den_lo"] and k * v["num_lo"] <= v["rep_hi"] * v["den_hi"]
    return 2 * k * v["num_lo"] <= (2 * v["rep"] + 1) * v["den_hi"] and 2 * k * v["num_hi"] >= (2 * v["rep"] - 1) * v["den_lo"]


def add_multiple(c: Context, out: list[Relation], tops: list[int], d: int, m: int) -> None:
    members = [("numerator", t) for t in tops] + [("denominator", d), ("reported", m)]
    out.append(Relation("rate", "rates", "RAT101", members, multiple_frame(c, tops, d, m), m, WARNING, 0.05, [], c.label[m], "multiple"))


def frame(c: Context, t: int, d: int | None, m: int, times: int, days: int = 0) -> dict[str, int]:
    """Integers of the rates frame for an average printed at its own last unit: 7.2万元 is 72 at a unit of 1000 yuan."""
    f = c.figures
    dec = common(c, t, m) if d is None else common(c, t, d, m)
    a, b = scaled(c, t, dec)
    x, y = scaled(c, d, dec) if d is not None else (days * 10**dec,) * 2
    unit = max(1, f.step[m])
    if f.hedge[m]:
        low = -OPEN_HIGH if f.low[m] is None else f.low[m] // unit
        high = OPEN_HIGH if f.high[m] is None else -(-f.high[m] // unit)
    else:
        low = high = f.num[m] // unit
    return {"num_lo": a, "num_hi": b, "den_lo": x * unit, "den_hi": y * unit, "rep": f.num[m] // unit, "rep_lo": low, "rep_hi": high, "scale": 10 ** f.dec[m], "per": times}


def divides(c: Context, t: int, d: int | None, m: int, times: int, days: int = 0) -> bool:
    v = frame(c, t, d, m, times, days)
    if v["den_lo"] <= 0:
        return False
    k = v["scale"] * v["per"]
    if v["rep_lo"] != v["rep_hi"]:
        return k * v["num_hi"] >= v["rep_lo"] * v["den_lo"] and k * v["num_lo"] <= v["rep_hi"] * v["den_hi"]
    return 2 * k * v["num_lo"] <= (2 * v["rep"] + 1) * v["den_hi"] and 2 * k * v["num_hi"] >= (2 * v["rep"] - 1) * v["den_lo"]


def add(c, out, t, d, span, m, cap=ERROR, times=1) -> None:
    members = [("numerator", t)]
    spans = []
    if d is not None:
        members.append(("denominator", d))
    else:
        spans.append(("denominator", span[0], span[1]))
    members.append(("reported", m))
    values = frame(c, t, d, m, times, span[2] if span else 0)
    out.append(Relation("rate", "rates", "RAT101", members, values, m, cap, 0.0, spans, c.label[m], "mean", {"mean": True, "days": span[2] if span else 0}))


def implied_days(c: Context, m: int) -> tuple[int, int, int] | None:
    """The days of the month or year that the sentence names: 5月份 … 日均, 2023年 … 日均."""
    import calendar

    start = c.sentence_start[m]
    hit = None
    for hit in re.finditer(r"(?:((?:19|20)[0-9]{2}) ?年)?(?:([0-9]{1,2}) ?月(?:份)?(?![0-9]|[—\-–~至]))?", c.text[start : c.figures.start[m]]):
        if hit.group():
            break
    if hit is None or not hit.group():
        return None
    year = int(hit.group(1) or c.year or 0)
    if not year:
        return None
    if hit.group(2):
        month = int(hit.group(2))
        if not 1 <= month <= 12:
            return None
        days = calendar.monthrange(year, month)[1]
    else:
        days = 366 if calendar.isleap(year) else 365
    return start + hit.start(), start + hit.end(), days


def period_days(c: Context, m: int) -> tuple[int, int, int] | None:
    """6月24日至6月30日 -> (start, end, 7): the last stated range of days before m."""
    spans = []
    for x in re.finditer(r"([0-9]{1,2})月([0-9]{1,2})日?(?:[至到—\-–~～]+)(?:([0-9]{1,2})月)?([0-9]{1,2})日", c.text[: c.figures.start[m]]):
        year = c.year or 2023
        try:
            a = datetime.date(year, int(x.group(1)), int(x.group(2)))
            b = datetime.date(year, int(x.group(3) or x.group(1)), int(x.group(4)))
        except ValueError:
            continue
        if b > a:
            spans.append((x.start(), x.end(), (b - a).days + 1))
    return spans[-1] if spans else None
