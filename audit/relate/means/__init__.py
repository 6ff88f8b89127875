"""Averages and multiples: 平均每件3.2条, 人均, 日均; 是上年49场的两倍, 占四分之三."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.means.average import mean
from audit.relate.means.each import each
from audit.relate.means.multiples import multiple
from audit.relate.relations import Relation


def means(c: Context, out: list[Relation]) -> None:
    """Relate stated averages and multiples with what was shared out and among how many.

    An average may be over a base that the text does not state: one that no pair of figures reproduces is related only
    where its words name the base beyond doubt.

    Args:    c: the document laid out; out: relations, appended to.
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


__all__ = ["means"]
