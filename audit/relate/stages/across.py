"""The same kind of case at two stages, a paragraph apart."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.relations import INFO, Relation, common, scaled
from audit.relate.stages.ranks import rank
from audit.relate.stages.words import BREAKS

_ACROSS = re.compile(r"(?:受理|新收|收案|立案)[^，,。；;]{0,6}中[，,]")
_CASES = (
    "刑事",
    "民商事",
    "民事",
    "商事",
    "行政复议",
    "行政诉讼",
    "行政赔偿",
    "行政",
    "执行",
    "公益诉讼",
    "国家赔偿",
    "仲裁",
    "法律援助",
    "信访",
    "公证",
    "调解",
)


def across(c: Context, out: list[Relation], held: set[frozenset[int]]) -> None:
    """受理案件中，刑事386件 … 审结刑事案件371件: the same kind of case at two stages, a paragraph apart. Related
    where it holds.
    """
    f = c.figures
    taken_in: dict[tuple[str, str], int] = {}
    scope: tuple[int, bool] = (-1, False)
    carried = any("carry_in" in r for r in c.roles)
    for i in range(len(f)):
        if f.kind[i] != "count" or f.cell[i] is not None or f.hedge[i] or c.delta[i] or BREAKS.search(c.clause_text[i]):
            continue
        if scope[0] != c.sentence[i]:
            head = c.text[c.sentence_start[i] : f.start[i]]
            scope = (c.sentence[i], _ACROSS.search(head) is not None)
        words = c.pre[i][-14:] or c.label[i][-14:]
        kind = next((w for w in _CASES if w in words), "")
        stage = rank(c, i)
        if (scope[1] and not c.roles[i]) or stage == 0 or (stage == 1 and "accepted" in c.roles[i]):
            taken_in.setdefault((kind, f.unit[i]), i)
        elif stage == 3 and (kind, f.unit[i]) in taken_in:
            a = taken_in[kind, f.unit[i]]
            if (
                frozenset((a, i)) in held
                or (not kind and (c.block[a] != c.block[i] or carried))
                or f.num[i] * 10 ** f.dec[a] > f.num[a] * 10 ** f.dec[i]
            ):
                continue
            dec = common(c, a, i)
            (al, ah), (bl, bh) = scaled(c, a, dec), scaled(c, i, dec)
            values = {"big_lo": al, "big_hi": ah, "small_lo": bl, "small_hi": bh}
            out.append(
                Relation(
                    "order", "orders", "ORD101", [("earlier", a), ("later", i)], values, i, INFO, 0.2, [], c.label[i]
                )
            )
            held.add(frozenset((a, i)))
