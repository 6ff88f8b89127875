"""Averages and multiples: 平均每件3.2条, 人均, 每万人拥有律师3.2名, 日均; 是上年49场的两倍, 占四分之三."""

from __future__ import annotations

import re

from audit.parse.grammar import grammar
from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled
from audit.relate.spells import spells
from audit.relate.words import overlap

_EACH = re.compile(r"平均每|每(?!日新|天新|年|月|季|周|个季度|次提高)|平均")
_CLEAR = frozenset("个件名人户家项条次场吨亩所村校队支台辆起宗卷份期天日万千百篇笔趟车股")
_SHORT = re.compile(
    r"(?<![平其])([人户件亩日月年村家校县镇乡所队案场次店笔趟车])次?均(?!为|已|按|未|在|由|能|可|实现|达|完成|无|有|得到)[^，,。；;]{0,12}$"
)
_PER = re.compile(r"每(?!年|月|季|日|天)|均(?!为|已|按|未|在|由|能|可|实现|达|完成|无|有|得)")
_NOT_MEAN = re.compile(r"均(?:为|已|按|未|在|由|能|可|实现|达|完成|无|有|得|落实|到位)")
_MYRIADS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "十万": 100000, "百万": 10**6}
_TIMES = re.compile(r"(?:是|为|达到|达|相当于|约为|超过|近)[^，,。；;]{0,24}的(?:约|近|超过)?[ ]*$")
_EACH_2 = re.compile(r"(十万|百万|[十百千万])(?=[人户名件家平亩个])")
_EACH_3 = re.compile(r"亩产")
_EACH_4 = re.compile(r"[一-鿿]{0,6}")
_EACH_5 = re.compile(r"约|近|达|为|有|服务|拥有|覆盖|得|平均|产|负责|承担|联系|配备")
_NAMED_TOPS = re.compile(r"(?:约|近|达到?|为|有|是|仅|超过)+$")
_NAMED_TOPS_2 = re.compile(r"均|每[一-鿿]|拥有|占有|中|服务|覆盖|辖")
_NAMED_TOPS_3 = re.compile(r"[ ]*([一-鿿]{1,4})")
_NAMED_TOPS_4 = re.compile(r"共|总|达|计")
_OF_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?年")
_MULTIPLE = re.compile(r"(?:增长|增加|提高|上升|扩大|翻)(?:了|近|约|超过)*$")
_MULTIPLE_2 = re.compile(r"[）)]?的(?:约|近)?")
_MULTIPLE_3 = re.compile(
    r"([^，,。；;0-9]{2,16}?)(?:是|为|相当于|约为|达到?)([^，,。；;0-9]{2,12}?)的(?:约|近|超过)?[ ]*$"
)
_MULTIPLE_4 = re.compile(r"(?:达到?|为|共|有)")
_MULTIPLE_FRAME = re.compile(r"约|近|超过|逾")


def means(c: Context, out: list[Relation]) -> None:
    """Relate stated averages and multiples with what was shared out and among how many.

    Args:    c: the document laid out; out: relations, appended to. An average may be over a base that the text does not state: one that no
             pair of figures reproduces is related only where its words name the base beyond doubt.
    """
    f = c.figures
    running = None
    for m in range(len(f)):
        if f.cell[m] is not None:
            continue
        if f.unit[m] == "倍" or m in f.fraction:
            multiple(c, out, m)
            continue
        if f.kind[m] in ("percent", "percentage_point", "ratio"):
            continue
        words = c.clause_text[m]
        base = each(c, m) if "均" in words or "每" in words else None
        if base is None and m and c.clause[m - 1] == c.clause[m] and c.block[m - 1] == c.block[m]:
            base = running  # 每千人口拥有床位7.20张、执业医师2.95人: said once for a list
        running = base
        if base is not None:
            mean(c, out, m, base)


def each(c: Context, m: int) -> tuple[str, str, int] | None:
    """What an average is over: (unit, noun, how many of it), from the words before the number; None where they state no average."""
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
    noun = _EACH_4.match(rest[len(unit) :]).group()
    noun = _EACH_5.split(noun)[0]
    if not unit and hit.group() == "平均":
        return ("", "", 1)
    return unit, noun, times


def mean(c: Context, out: list[Relation], m: int, base: tuple[str, str, int]) -> None:
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
        and not _PER.search(c.clause_text[i])
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


_PEOPLE = ("人", "名", "位")
_GRAMS = {"吨": 1000, "公斤": 1, "千克": 1}


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
        or (a in _GRAMS and b in _GRAMS)
    )


def named_tops(c: Context, m: int, tops: list[int]) -> list[int]:
    """What was shared out, named by the noun of the average, farther away or right behind: 每千户企业中高新技术企业32户，高新技术企业达到301户."""
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
    back = [i for i in range(m - 1, max(-1, m - 60), -1) if c.block[i] >= c.block[m] - 3]
    return [
        i for i in (*behind, *back)
        if i not in tops and f.cell[i] is None and shareable(c, i, m) and not _PER.search(c.clause_text[i]) and ((noun and c.post[i].strip().startswith(noun)) or any(w[k : k + 2] in c.pre[i][-12:] + c.post[i][:6] for w in words for k in range(len(w) - 1)))
    ]  # fmt: skip


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
    if unit == "校":
        return f.unit[d] in ("所", "个", "校") and "校" in near
    return f.unit[d] in (unit, unit + "次") or (bool(unit) and unit in near and f.unit[d] in ("个", "所", "家", "支"))


def over_time(c: Context, out: list[Relation], m: int, unit: str, tops: list[int], before: list[int]) -> None:
    """日均, 月均 over a stated number of days or months, or over those of a stated period."""
    f = c.figures
    names = ("天", "日历天", "个工作日", "工作日", "日") if unit in ("日", "天") else ("个月",)
    stated = [i for i in before if f.unit[i] in names]
    stated += [
        i for i in range(m - 1, -1, -1) if f.unit[i] in names[:2] and i not in stated and c.block[i] >= c.block[m] - 2
    ]
    terms = [(s.start, s.end, s.days if unit in ("日", "天") else s.months) for s in spells(c, m)]
    terms = [t for t in terms if t[2] > 1]
    far = [i for i in before if like(c, i, m) and i not in tops]
    for t in [*tops, *far]:
        for d in stated:
            if divides(c, t, d, m, 1):
                add(c, out, t, d, None, m)
                return
        for term in terms if t in tops else ():
            if divides(c, t, None, m, 1, term[2]):
                add(c, out, t, None, term, m)
                return
    if tops and c.sentence[tops[0]] == c.sentence[m] and c.clause[m] - c.clause[tops[0]] <= 4 and not f.hedge[m]:
        if stated and c.sentence[stated[0]] == c.sentence[m]:
            add(c, out, tops[0], stated[0], None, m, WARNING)
        elif terms and not stated and terms[0][0] >= c.sentence_start[m]:
            add(c, out, tops[0], None, terms[0], m, WARNING)


def of_years(c: Context, out: list[Relation], m: int) -> bool:
    """2021年至2023年分别新收412件、468件和525件，年均468.3件: the mean of a run of figures, one a year."""
    f = c.figures
    last = m - 1
    if last < 1 or f.unit[last] != f.unit[m] or c.sentence[last] != c.sentence[m] or not c.joined[last]:
        return False
    run = [last]
    while c.joined[run[0]] and f.unit[run[0] - 1] == f.unit[m]:
        run.insert(0, run[0] - 1)
    head = c.text[c.sentence_start[m] : f.start[run[0]]]
    if len(_OF_YEARS.findall(head)) < 2 and "年" not in head:
        return False
    dec = common(c, *run, m)
    low = sum(scaled(c, i, dec)[0] for i in run)
    high = sum(scaled(c, i, dec)[1] for i in run)
    values = frame(c, run[0], None, m, 1, len(run))
    shift = 10 ** (dec - common(c, run[0], m))
    values.update(num_lo=low, num_hi=high, den_lo=values["den_lo"] * shift, den_hi=values["den_hi"] * shift)
    if not agrees(values):
        return False
    members = [("numerator", i) for i in run] + [("reported", m)]
    out.append(
        Relation(
            "rate",
            "rates",
            "RAT101",
            members,
            values,
            m,
            WARNING,
            0.0,
            [],
            c.label[m],
            "mean",
            {"mean": True, "days": len(run)},
        )
    )
    return True


def like(c: Context, i: int, m: int) -> bool:
    """Is figure i of the unit of an average m, and named by a word of it?"""
    f = c.figures
    words = c.clause_text[m][-10:]
    return (
        f.unit[i] == f.unit[m]
        and f.kind[i] == f.kind[m]
        and any(words[k : k + 2] in c.pre[i] for k in range(len(words) - 1))
    )


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


def frame(c: Context, t: int, d: int | None, m: int, times: int, days: int = 0) -> dict[str, int]:
    """Integers of the rates frame for an average printed at its own last unit: 7.2万元 is 72 at a unit of 1000 yuan."""
    f = c.figures
    dec = common(c, t, m) if d is None else common(c, t, d, m)
    a, b = scaled(c, t, dec)
    if f.unit[t] != f.unit[m] and f.unit[t] in _GRAMS and f.unit[m] in _GRAMS:
        a, b, times = a * _GRAMS[f.unit[t]], b * _GRAMS[f.unit[t]], times * _GRAMS[f.unit[m]]
    x, y = scaled(c, d, dec) if d is not None else (days * 10**dec,) * 2
    unit = max(1, f.step[m])
    if f.hedge[m]:
        low = -OPEN_HIGH if f.low[m] is None else f.low[m] // unit
        high = OPEN_HIGH if f.high[m] is None else -(-f.high[m] // unit)
    else:
        low = high = f.num[m] // unit
    return {
        "num_lo": a,
        "num_hi": b,
        "den_lo": x * unit,
        "den_hi": y * unit,
        "rep": f.num[m] // unit,
        "rep_lo": low,
        "rep_hi": high,
        "scale": 10 ** f.dec[m],
        "per": times,
    }


def divides(c: Context, t: int, d: int | None, m: int, times: int, days: int = 0) -> bool:
    return agrees(frame(c, t, d, m, times, days))


def agrees(v: dict[str, int]) -> bool:
    """Does the quotient of a rates frame print as reported?"""
    if v["den_lo"] <= 0:
        return False
    k = v["scale"] * v["per"]
    if v["rep_lo"] != v["rep_hi"]:
        return k * v["num_hi"] >= v["rep_lo"] * v["den_lo"] and k * v["num_lo"] <= v["rep_hi"] * v["den_hi"]
    return (
        2 * k * v["num_lo"] <= (2 * v["rep"] + 1) * v["den_hi"]
        and 2 * k * v["num_hi"] >= (2 * v["rep"] - 1) * v["den_lo"]
    )


def add(c, out, t, d, span, m, cap=ERROR, times=1) -> None:
    members = [("numerator", t)]
    spans = []
    if d is not None:
        members.append(("denominator", d))
    else:
        spans.append(("denominator", span[0], span[1]))
    members.append(("reported", m))
    values = frame(c, t, d, m, times, span[2] if span else 0)
    out.append(
        Relation(
            "rate",
            "rates",
            "RAT101",
            members,
            values,
            m,
            cap,
            0.0,
            spans,
            c.label[m],
            "mean",
            {"mean": True, "days": span[2] if span else 0},
        )
    )
