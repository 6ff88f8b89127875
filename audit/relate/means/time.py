"""An average over time: 日均, 月均, 年均."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.means.each import like
from audit.relate.means.frames import add, agrees, divides, frame
from audit.relate.relations import WARNING, Relation, common, scaled
from audit.relate.spells import spells

_OF_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?年")


def over_time(c: Context, out: list[Relation], m: int, unit: str, tops: list[int], before: list[int]) -> None:
    """日均, 月均 over a stated number of days or months, or over those of a stated period."""
    f = c.figures
    names = ("天", "日历天", "个工作日", "工作日", "日") if unit in ("日", "天") else ("个月",)
    stated = [i for i in before if f.unit[i] in names]
    stated += [
        i for i in range(m - 1, -1, -1) if f.unit[i] in names[:2] and i not in stated and c.block[i] >= c.block[m] - 2
    ]
    stated += [
        i for i in range(m + 1, min(m + 3, len(f))) if f.unit[i] in names[:2] and 0 <= c.bracket[i] - f.end[m] <= 1
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
