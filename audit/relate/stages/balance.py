"""Do two sides balance, and how a balance is written."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import Relation, common, scaled


def slip_closes(c: Context, n: int, outs: list[int], more: list[int] | None = None) -> bool:
    """Would one keying slip in one of the figures make the balance n + more = outs close?"""
    from audit.relate import fit

    f = c.figures
    extra = sum(f.num[i] for i in more or ())
    total = sum(f.num[i] for i in outs)
    for i in (n, *outs):
        wanted = total - extra if i == n else f.num[n] + extra - (total - f.num[i])
        if wanted > 0 and fit.slip(str(f.num[i]), str(wanted)):
            return True
    return False


def holds(c: Context, plus: list[int], minus: list[int]) -> bool:
    """Can plus and minus have one sum?"""
    dec = common(c, *plus, *minus)
    a = [scaled(c, i, dec) for i in plus]
    b = [scaled(c, i, dec) for i in minus]
    return sum(x[0] for x in a) <= sum(x[1] for x in b) and sum(x[1] for x in a) >= sum(x[0] for x in b)


def add(c: Context, out: list[Relation], ins: list[int], outs: list[int], cap: str) -> None:
    """Write that what came in is what went out and what is left."""
    dec = common(c, *ins, *outs)
    a = [scaled(c, i, dec) for i in ins]
    b = [scaled(c, i, dec) for i in outs]
    values = {
        "total_lo": sum(x[0] for x in a),
        "total_hi": sum(x[1] for x in a),
        "parts_lo": sum(x[0] for x in b),
        "parts_hi": sum(x[1] for x in b),
        "mode": 0,
    }
    members = [("plus", i) for i in ins] + [("minus", i) for i in outs]
    if len(ins) == 1:
        members = [("total", ins[0])] + [("part", i) for i in outs]
    out.append(
        Relation(
            "balance",
            "sums",
            "SUM104",
            members,
            values,
            outs[-1],
            cap,
            0.0,
            [],
            c.label[outs[-1]],
            "",
            {"in": ins, "out": outs},
        )
    )
