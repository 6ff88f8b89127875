"""Carried in + taken in = closed + left over."""

from __future__ import annotations

import re
from bisect import bisect_left

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, WARNING, Relation
from audit.relate.stages.answered import answered
from audit.relate.stages.balance import add, holds, slip_closes
from audit.relate.stages.carried import carried_over
from audit.relate.stages.outstanding import outstanding
from audit.relate.stages.stocks import stocks
from audit.relate.sums import same_family

_BALANCES = re.compile(r"无[^，。]{0,4}结转|结转下年")
_BALANCES_2 = re.compile(r"结转|旧存|存案")
_BALANCES_3 = re.compile(r"[^不]含[^，。]{0,6}(?:结转|旧存)|累计")

_TOGETHER = re.compile(r"连同|加上|加(?=上?[年期月季])|并同")  # 受理案件连同上年结转的6件，审结88件
_NEAR = 60  # figures with a role on either side of what is left over


def balances(c: Context, out: list[Relation]) -> None:
    """Relate carried in + taken in = closed + left over, where the words name the roles. Numbers confirm which
    base is meant.

    Args:    c: the document laid out; out: relations, appended to; a sum of the same figures becomes a balance.
    """
    f = c.figures
    by_block: dict[int, list[int]] = {}
    for i in range(len(f)):
        if (
            f.kind[i] in COUNTED
            and f.cell[i] is None
            and not f.hedge[i]
            and c.roles[i] & {"carry_in", "carry_out", "intake", "closed", "accepted", "refused", "applied"}
        ):
            by_block.setdefault(c.block[i], []).append(i)
    known = {frozenset(i for _, i in r.members): r for r in out if r.kind in ("sum", "subset")}
    outstanding(c, out)
    stocks(c, out)
    answered(c, out)
    for ids in by_block.values():
        lefts = [i for i in ids if "carry_out" in c.roles[i] and "carry_in" not in c.roles[i]]
        for left in lefts:
            at = bisect_left(ids, left)
            near = [
                i
                for i in ids[max(0, at - _NEAR) : at + _NEAR]
                if i != left
                and abs(c.sentence[i] - c.sentence[left]) <= 4
                and same_family(c, i, left)
                and f.unit[i] == f.unit[left]
            ]
            carried = [i for i in near if "carry_in" in c.roles[i]]
            ins = [
                i
                for i in near
                if c.roles[i] & {"intake", "accepted", "applied"}
                and "closed" not in c.roles[i]
                and i not in carried
                and "refused" not in c.roles[i]
            ]
            outs = [i for i in near if "closed" in c.roles[i] and i not in carried]
            ins.sort(key=lambda i: abs(i - left))
            outs.sort(key=lambda i: abs(i - left))
            if not ins and carried and outs:
                # 上年结转83件，连同当年受理案件，共审结1062件: what came in stands a paragraph or two before
                far = [
                    i
                    for b in range(c.block[left], c.block[left] - 4, -1)
                    for i in by_block.get(b, ())
                    if i < carried[0] and c.roles[i] & {"intake", "accepted"} and f.unit[i] == f.unit[left]
                ]
                tight = [i for i in far if holds(c, [i, carried[0]], [outs[0], left])] or [
                    i for i in far if f.num[left] >= 20 and slip_closes(c, i, [outs[0], left], [carried[0]])
                ]
                if tight:
                    add(c, out, [tight[0], carried[0]], [outs[0], left], WARNING)
                continue
            if not ins and outs and not carried:
                # 办理2310件，办结2268件，年末在办42件: no word says that they came in, but they add up
                ins = [
                    i
                    for i in range(outs[0] - 1, max(-1, outs[0] - 4), -1)
                    if f.unit[i] == f.unit[left]
                    and c.sentence[i] == c.sentence[left]
                    and f.kind[i] == "count"
                    and "办理" in c.pre[i]
                    and holds(c, [i], [outs[0], left])
                ]
            if not ins or not outs:
                continue
            found = None
            said = [k for k in carried[:2] if _TOGETHER.search(c.clause_text[k])]
            for extra in [*[[k] for k in said], [], *[[k] for k in carried[:2] if k not in said]]:
                # the whole that the text gives before the sum of what it is made of
                found = next(
                    (
                        (n, extra, o)
                        for n in ins[: 4 if not extra else 3]
                        for o in outs[:3]
                        if n != o and holds(c, [n, *extra], [o, left])
                    ),
                    None,
                )
                if found:
                    break
            if found is None and said and f.num[ins[0]] >= 20 and slip_closes(c, ins[0], [outs[0], left], said[:1]):
                add(c, out, [ins[0], said[0]], [outs[0], left], WARNING)
                continue
            if found is None:
                n, o = ins[0], outs[0]
                if (
                    abs(c.sentence[n] - c.sentence[left]) == 1
                    and c.sentence[o] == c.sentence[left]
                    and not carried
                    and f.num[n] >= 20
                    and slip_closes(c, n, [o, left])
                ):
                    carry_said = _BALANCES_2.search(
                        _BALANCES.sub("", c.text[max(0, c.sentence_start[n] - 40) : f.start[left]]),
                    )
                    if not carry_said:
                        add(c, out, [n], [o, left], WARNING)
                    continue
                if c.sentence[n] != c.sentence[left] or c.sentence[o] != c.sentence[left] or abs(n - left) > 4:
                    continue
                if o < n:
                    continue
                mid = c.text[f.end[n] : f.start[left]]
                if _BALANCES_3.search(mid) or any(f.hedge[i] for i in (n, o, left)):
                    continue
                extra = [k for k in carried[:1] if c.sentence[k] == c.sentence[left]]
                if not extra and any("carry_in" in c.roles[i] for i in near):
                    continue
                if not extra and _BALANCES_2.search(
                    c.text[max(0, c.sentence_start[n] - 60) : f.start[left]]
                    .replace("无上年结转", "")
                    .replace("结转下年", ""),
                ):
                    continue
                found = (n, extra, o)
            n, extra, o = found
            if extra:
                # 上年结转213件，新受理2847件，合计3060件: the text gives the sum itself
                whole = [
                    i
                    for i in range(max(0, extra[0] - 3), left)
                    if f.unit[i] == f.unit[n]
                    and f.num[i] == f.num[n] + f.num[extra[0]]
                    and f.dec[i] == f.dec[n] == 0
                    and c.block[i] == c.block[left]
                ]
                if whole:
                    n, extra = whole[0], []
            key = frozenset([n, *extra, o, left])
            if key in known:
                r = known[key]
                if r.check != "SUM104" and r.frame == "sums" and r.values["mode"] == 0:
                    r.kind, r.check = "balance", "SUM104"
                continue
            add(c, out, [n, *extra], [o, left], WARNING if extra or c.half[n] != c.half[left] else ERROR)
    carried_over(c, out)
