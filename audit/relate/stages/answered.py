"""What came in and what was carried in, dealt with in several ways, and what is carried on."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation
from audit.relate.stages.balance import add, holds, slip_closes

_CAME_IN = re.compile(r"(?:收到|收悉|新收|受理|接收|申请|收办)[^，,。；;]{0,14}$")
_MOST = 12  # ways of dealing with a case that one paragraph lists


def answered(c: Context, out: list[Relation]) -> None:
    """收到申请86件，上年结转4件，予以公开52件，部分公开10件，…，结转下年度2件: what came in and was carried in is what
    was dealt with, way by way, and what is carried on.

    Args:    c: the document laid out; out: relations, appended to. A list that does not close by one keying slip is
             related too; any other is left alone.
    """
    f = c.figures
    for left in range(3, len(f)):
        if "carry_out" not in c.roles[left] or not _plain(c, left, left):
            continue
        run: list[int] = []
        for i in range(left - 1, max(-1, left - _MOST - 3), -1):
            if not _plain(c, i, left) or c.sentence[i] < c.sentence[left] - 2:
                break
            run.insert(0, i)
        said = next((k for k, i in enumerate(run) if "carry_in" in c.roles[i]), None)
        if said is None or said + 3 > len(run):
            continue
        new = next((k for k in (said - 1, said + 1) if k >= 0 and _CAME_IN.search(c.clause_text[run[k]])), None)
        if new is None:
            continue
        ins, ways = [run[new], run[said]], run[max(new, said) + 1 :]
        if len(ways) < 2:
            continue
        begin = next((k for k in range(len(ways) - 1) if holds(c, ins, [*ways[k:], left])), None)
        if begin is not None:
            add(c, out, ins, [*ways[begin:], left], WARNING)
        elif len(ways) >= 3 and f.num[ins[0]] >= 20 and slip_closes(c, ins[0], [*ways, left], [ins[1]]):
            add(c, out, ins, [*ways, left], WARNING)


def _plain(c: Context, i: int, left: int) -> bool:
    """Is figure i an exact count of the prose, in the paragraph and of the unit of what is left?"""
    f = c.figures
    same = f.unit[i] == f.unit[left] and c.block[i] == c.block[left]
    return same and f.kind[i] == "count" and f.cell[i] is None and not f.hedge[i]
