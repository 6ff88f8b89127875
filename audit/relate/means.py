"""Averages: 平均每件3.2条, 人均, 户均, 日均 over the days of a stated period."""

from __future__ import annotations

import datetime
import re

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled

_PER = re.compile(r"平均每?(?P<a>[一-鿿]{1,4}?)(?:[^一-鿿].*|约|近|为|达|产出|提出|办理|[ ])*$|(?P<b>[人户件亩日月天村家]|案|次|场)均[^，,。；;]{0,8}$|每(?P<c>[一-鿿]{1,3})(?:约|平均|为|[ ])*$|平均(?:约|为)?$")
_DAYS = re.compile(r"日|天")


def means(c: Context, out: list[Relation]) -> None:
    """Relate stated averages with what was shared out and among how many.

    Args:    c: the document laid out; out: relations, appended to. Only averages that some pair of the clause reproduces, or whose unit
             names the base beyond doubt, are related: an average may be over a base that the text does not state.
    """
    f = c.figures
    for m in range(len(f)):
        if f.cell[m] is not None or f.kind[m] in ("percent", "percentage_point"):
            continue
        words = c.clause_text[m]
        if "均" not in words and "每" not in words:
            continue
        hit = _PER.search(c.pre[m] if "均" in c.pre[m] or "每" in c.pre[m] else words)
        if hit is None or re.search(r"均(?:为|已|按|未|在|由|能|可|实现|达|完成|无|有)", c.pre[m][-6:]):
            continue
        per = hit.group("a") or hit.group("b") or hit.group("c") or ""
        before = [i for i in range(m - 1, max(-1, m - 9), -1) if c.block[i] == c.block[m] and f.cell[i] is None and c.sentence[i] >= c.sentence[m] - 1]
        tops = [i for i in before if f.kind[i] == f.kind[m] and (f.unit[i] == f.unit[m] or f.kind[m] == "money")]
        bases = [i for i in before if i not in tops or f.unit[i] == per] if per else before
        if _DAYS.search(per) or per == "天":
            days = [i for i in range(len(f)) if f.kind[i] == "duration" and f.unit[i] in ("天", "日历天") and c.block[i] >= c.block[m] - 2 and i < m]
            span = period_days(c, m)
            made = False
            for t in tops:
                for d in days:
                    if divides(c, t, scaled(c, d, common(c, t, m)), m):
                        add(c, out, t, d, None, m)
                        made = True
                        break
                if made:
                    break
                if span and divides(c, t, (span[2] * 10 ** common(c, t, m),) * 2, m):
                    add(c, out, t, None, span, m)
                    made = True
                    break
            if not made and tops and (span or days):
                t = tops[0]
                if c.sentence[t] == c.sentence[m] and c.clause[m] - c.clause[t] <= 4:
                    if days and c.sentence[days[-1]] == c.sentence[m]:
                        add(c, out, t, days[-1], None, m, WARNING)
                    elif span and not days:
                        add(c, out, t, None, span, m, WARNING)
            continue
        done = False
        bases = [i for i in bases if not per or f.unit[i] == per or per in c.post[i][:6] or per in c.pre[i][-6:] or f.unit[i] in ("个", "家", "名", "人", "户", "件")]
        for t in tops:
            for d in bases:
                if d != t and f.kind[d] == "count" and f.num[d] and divides(c, t, scaled(c, d, common(c, t, d, m)), m, d):
                    add(c, out, t, d, None, m)
                    done = True
                    break
            if done:
                break
        if not done and per:
            sure = [i for i in bases if f.unit[i] == per and c.sentence[i] == c.sentence[m] and i not in tops[:1]]
            if sure and tops and c.sentence[tops[0]] == c.sentence[m] and abs(m - tops[0]) <= 2 and sure[0] != tops[0]:
                add(c, out, tops[0], sure[0], None, m, WARNING)


def divides(c: Context, t: int, den: tuple[int, int], m: int, d: int | None = None) -> bool:
    f = c.figures
    dec = common(c, t, m) if d is None else common(c, t, d, m)
    a, b = scaled(c, t, dec)
    x, y = den
    if x <= 0:
        return False
    scale = 10 ** f.dec[m]
    if f.hedge[m]:
        low = f.low[m] if f.low[m] is not None else -OPEN_HIGH
        high = f.high[m] if f.high[m] is not None else OPEN_HIGH
        return b * scale >= low * x and a * scale <= high * y
    unit = max(1, f.step[m])
    return 2 * scale * a <= (2 * f.num[m] + unit) * y and 2 * scale * b >= (2 * f.num[m] - unit) * x


def add(c, out, t, d, span, m, cap=ERROR) -> None:
    f = c.figures
    scale = 10 ** f.dec[m]
    members = [("numerator", t)]
    spans = []
    if d is not None:
        dec = common(c, t, d, m)
        x, y = scaled(c, d, dec)
        members.append(("denominator", d))
    else:
        dec = common(c, t, m)
        x = y = span[2] * 10**dec
        spans.append(("denominator", span[0], span[1]))
    a, b = scaled(c, t, dec)
    members.append(("reported", m))
    unit = max(1, f.step[m])
    if f.hedge[m]:
        low = f.low[m] if f.low[m] is not None else -OPEN_HIGH
        high = f.high[m] if f.high[m] is not None else OPEN_HIGH
    else:
        low = high = f.num[m]
    # the print is rounded at its own last unit: 7.2万元 is 72 at a unit of 1000 yuan
    shift = unit
    values = {"num_lo": a, "num_hi": b, "den_lo": x * shift, "den_hi": y * shift, "rep": f.num[m] // shift, "rep_lo": low // shift if not f.hedge[m] else low // shift,
              "rep_hi": high // shift if not f.hedge[m] else -(-high // shift), "scale": scale, "per": 1}  # fmt: skip
    if f.hedge[m] and shift == 1:
        values["rep_lo"], values["rep_hi"] = low, high
    out.append(Relation("rate", "rates", "RAT101", members, values, m, cap, 0.0, spans, c.label[m], "mean", {"mean": True}))


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
