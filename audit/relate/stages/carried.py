"""What was carried in, what came in, and what there was to do."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation
from audit.relate.stages.balance import add, holds


def carried_over(c: Context, out: list[Relation]) -> None:
    """共受理9318件（含旧存612件）…；新收8706件; 连同结转的19件，上半年在办136件: what was carried in and what came
    in make what there was to do.
    """
    f = c.figures
    held = {frozenset(i for _, i in r.members) for r in out if r.kind in ("sum", "balance")}
    for k in range(len(f)):
        if f.kind[k] != "count" or f.cell[k] is not None or "carry_in" not in c.roles[k] or f.hedge[k]:
            continue
        near = [
            i
            for i in range(max(0, k - 24), min(len(f), k + 12))
            if i != k
            and f.unit[i] == f.unit[k]
            and f.cell[i] is None
            and not f.hedge[i]
            and 0 <= c.block[k] - c.block[i] <= 2
            and not c.delta[i]
        ]
        fresh = [
            i
            for i in near
            if c.roles[i] & {"intake", "accepted", "applied"} and "carry_in" not in c.roles[i] and f.num[i] >= 20
        ]
        wholes = [
            i
            for i in near
            if f.num[i] > f.num[k]
            and "carry_in" not in c.roles[i]
            and "carry_out" not in c.roles[i]
            and c.block[i] == c.block[k]
            and abs(c.sentence[i] - c.sentence[k]) <= 1
        ]
        for t in sorted(wholes, key=lambda i: abs(i - k)):
            hit = next((n for n in sorted(fresh, key=lambda i: abs(i - k)) if n != t and holds(c, [t], [k, n])), None)
            if hit is not None:
                if frozenset((t, k, hit)) not in held:
                    add(c, out, [t], [k, hit], WARNING)
                break
