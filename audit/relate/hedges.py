"""Hedges on numbers exact to the unit (369余份), and hedges that contradict each other (近30余件)."""

from __future__ import annotations

import re

from audit.parse.grammar import grammar
from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation

_HEDGES = re.compile(r"[约]")


def hedges(c: Context, out: list[Relation]) -> None:
    """Relate each hedged figure with its own print.

    Args:    c: the document laid out; out: relations, appended to.
    """
    f = c.figures
    bad = grammar().contradictory
    whole = {
        i
        for r in out
        if r.kind in ("sum", "balance") and r.check in ("SUM101", "SUM104")
        for role, i in r.members
        if role == "total"
    }
    for i in range(len(f)):
        codes = f.hedge[i]
        if not codes or codes == "range" or f.cell[i] is not None:
            continue
        listed = codes.split("+")
        if len(listed) > 1 and any((a, b) in bad for a in listed for b in listed if a != b):
            out.append(
                Relation("hedge", "marks", "HDG103", [("reported", i)], {"flag": 1}, i, WARNING, 0.0, [], c.label[i])
            )
            continue
        if f.kind[i] not in ("count", "money") or i in f.fraction:
            continue
        printed = f.num[i] // max(1, f.step[i])
        digits = str(abs(printed)).rstrip("0")
        unit = 10 ** (len(str(abs(printed))) - len(digits))
        # N年多, 半年多 and 3个多月 are how time is told; 一百多 is round by itself
        if "over" in listed:
            kind = 1
        elif (
            "about" in listed
            and f.kind[i] == "count"
            and not f.step[i]
            and not f.dec[i]
            and _HEDGES.search(c.text[max(0, f.start[i] - 3) : f.start[i]])
        ):
            kind = 2
            if len(digits) < 5 and not (i in whole and len(digits) >= 3 and unit == 1):
                continue
        else:
            continue
        if kind == 1 and f.step[i]:
            continue  # 4.7万余条: rounded to 0.1万, and said to be
        values = {
            "value": printed,
            "unit": unit,
            "digits": max(len(digits), 5) if kind == 2 and i in whole else len(digits),
            "hedge": kind,
        }
        out.append(Relation("hedge", "hedges", "HDG101", [("reported", i)], values, i, WARNING, 0.0, [], c.label[i]))
