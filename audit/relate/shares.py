"""Shares of one whole must make 100: lists of 占比, in prose, within the rounding of each."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation


def shares(c: Context, out: list[Relation]) -> None:
    """Where the parts of a sum that ties each have a share of that very total, the shares make 100 within their
    rounding.

    Args:    c: the document laid out; out: relations, appended to.
    """
    f = c.figures
    share_of: dict[int, tuple[int, int]] = {}
    for r in out:
        if r.kind == "rate" and r.data.get("share"):
            num = [i for role, i in r.members if role == "numerator"]
            den = [i for role, i in r.members if role == "denominator"]
            if len(num) == 1 and len(den) == 1 and not f.hedge[r.about] and f.unit[r.about] != "成":
                share_of.setdefault(num[0], (den[0], r.about))
    made = set()
    for r in list(out):
        if r.kind not in ("sum", "balance") or r.note == "grid" or r.frame != "sums" or r.values.get("mode"):
            continue
        parts = [i for role, i in r.members if role == "part"]
        if len(parts) < 2 or not all(i in share_of for i in parts):
            continue
        bases = {share_of[i][0] for i in parts}
        rates = [share_of[i][1] for i in parts]
        total = r.members[0][1]
        if (
            {f.num[b] * 10 ** (9 - f.dec[b]) for b in bases} != {f.num[total] * 10 ** (9 - f.dec[total])}
            or any(f.hedge[p] for p in rates)
            or frozenset(rates) in made
        ):
            continue
        made.add(frozenset(rates))
        dec = max(f.dec[p] for p in rates) + 1
        lo = sum(f.num[p] * 10 ** (dec - f.dec[p]) - 5 * 10 ** (dec - f.dec[p] - 1) for p in rates)
        hi = sum(f.num[p] * 10 ** (dec - f.dec[p]) + 5 * 10 ** (dec - f.dec[p] - 1) for p in rates)
        values = {"total_lo": 100 * 10**dec, "total_hi": 100 * 10**dec, "parts_lo": lo, "parts_hi": hi, "mode": 0}
        out.append(
            Relation(
                "sum",
                "sums",
                "RAT103",
                [("part", p) for p in rates],
                values,
                rates[-1],
                WARNING,
                0.0,
                [],
                c.label[rates[0]],
                "shares",
            )
        )
