"""Sums that cannot be meant, dropped once every relation is known."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import Relation


def drop_coincidences(c: Context, out: list[Relation]) -> None:
    """Drop a sum among the parts of another, and one that breaks where its figures stand in a relation that ties and
    holds more of them: 新收 = 审结 + 未结 of a balance with 旧存.

    Args:    c: the document laid out; out: relations, changed in place.
    """
    held: dict[int, list[frozenset[int]]] = {}  # figure -> the tying sums and balances it stands in
    parts: set[int] = set()  # parts of tying sums
    lists: dict[int, list[frozenset[int]]] = {}  # figure -> the parts, it among them, that make a total
    for r in out:
        if r.frame == "sums" and r.kind in ("sum", "balance") and not r.values["mode"] and _closes(r):
            ids = frozenset(i for _, i in r.members)
            for i in ids:
                held.setdefault(i, []).append(ids)
            own = frozenset(i for role, i in r.members if role == "part")
            parts |= own
            for i in own:
                lists.setdefault(i, []).append(own)
    keep = []
    for r in out:
        if r.frame == "sums":
            ids = frozenset(i for _, i in r.members)
            # shares that make 100 have no total among their members: they are no part of themselves
            whole = r.kind == "sum" and not r.values["mode"] and any(role == "total" for role, _ in r.members)
            if whole and any(ids <= other for other in lists.get(min(ids), ())):
                continue  # 39 = 21 + 11 + 7 among parts that are all counted in 126
            if not _closes(r) and c.figures.cell[r.about] is None:
                if r.kind in ("sum", "balance") and any(ids < other for other in held.get(min(ids), ())):
                    continue
                if r.kind == "subset" and len(ids) == 2 and any(i in parts for role, i in r.members if role == "part"):
                    continue
        keep.append(r)
    out[:] = keep


def _closes(r: Relation) -> bool:
    v = r.values
    if v["mode"]:
        return v["parts_lo"] <= v["total_hi"]
    return v["parts_lo"] <= v["total_hi"] and v["parts_hi"] >= v["total_lo"]
