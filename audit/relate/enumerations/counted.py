"""Figures that are counted by the words before or after them: 三县合计, 评查两次."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.enumerations.writing import announce
from audit.relate.relations import Relation


def parts_announced(c: Context, out: list[Relation]) -> None:
    """评查两次，上半年96卷，下半年124卷，合计220卷: as many parts of a sum as the clause before them announces."""
    f = c.figures
    taken = {r.about for r in out if r.kind == "enumeration"}
    for r in list(out):
        if r.kind != "sum" or r.note == "grid" or r.frame != "sums" or r.values.get("mode"):
            continue
        ids = [i for role, i in r.members if role == "part"]
        before = min(ids) - 1
        if len(ids) < 2 or before < 0 or before in taken or f.cell[before] is not None or f.kind[before] != "count":
            continue
        if (
            f.num[before] == len(ids)
            and not f.dec[before]
            and f.unit[before] in ("次", "批", "期", "轮", "类", "种", "项", "个", "方面", "部分", "位")
            and c.sentence[before] == c.sentence[ids[0]]
            and f.unit[before] != f.unit[ids[0]]
        ):
            announce(c, before, sorted(ids), out)
            taken.add(before)


def pointed(c: Context, out: list[Relation]) -> None:
    """三县合计, 前两位共261件: as many figures before as the words point back at."""
    taken = {r.about for r in out if r.kind == "enumeration"}
    for g in c.joint:
        if g.announced >= 0 and g.announced not in taken:
            announce(c, g.announced, g.items, out)
