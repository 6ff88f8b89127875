"""A later stage never exceeds an earlier one: 申请 >= 受理 >= 办结."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, WARNING, Relation, common, scaled
from audit.relate.stages.across import across
from audit.relate.stages.limits import stated_limits
from audit.relate.stages.ranks import is_hard, rank
from audit.relate.stages.words import BREAKS
from audit.relate.sums import same_family

# A later stage named by its verb alone: 审核草案19件，正式印发9件.
_LATER = re.compile(
    r"(?:成功|正式|已经?|现已|实际|完成|其中|最终|采纳|通过|印发|移送|移交|立案|查处|查办|办结|结案|审结|支付|到位|合格|优秀|满意|整改|化解|履行|出庭|败诉|胜诉|纠正|受理|督促|办理备案|开庭|采用|发布|公布|起诉|批捕|兑现|销号|清零|决定|履约|开工|使用|参加|实际|回收|获评|入选|支持|准予|执行|派遣|破案|侦破|审理|达标|投产|入库|发证|获批|领证|见效|采信|废止|修订|修改|失效)"
)
_PART_YEAR = re.compile("季度|上半年|下半年|[0-9]月|截至")
_WHOLE_YEAR = re.compile("全年|年度|年末")
_ORDERS = re.compile(r"(?:目前|现|均|其中)?已")
_ORDERS_2 = re.compile(r"共|总|合计")


def orders(c: Context, out: list[Relation]) -> None:
    """Relate stages that follow each other in a sentence: a later one never exceeds an earlier one of the same cohort.

    Args:    c: the document laid out; out: relations, appended to; pairs of one rate or sum are left out.
    """
    f = c.figures
    held: set[frozenset[int]] = set()
    for r in out:
        ids = [i for _, i in r.members]
        if r.kind in ("rate", "sum", "balance", "subset") and len(ids) <= 3:
            for x in ids:
                for y in ids:
                    if x < y:
                        held.add(frozenset((x, y)))
    part_of: dict[int, set[int]] = {}
    for r in out:
        if r.kind == "sum" and r.frame == "sums" and not r.values["mode"]:
            for role, i in r.members:
                if role == "part":
                    part_of.setdefault(i, set()).update(j for _, j in r.members)
    seq = [i for i in range(len(f)) if f.kind[i] in COUNTED and f.cell[i] is None and i not in f.fraction]
    for k, b in enumerate(seq):
        made = 0
        for j in range(k - 1, max(-1, k - 5), -1):
            a = seq[j]
            if c.block[a] != c.block[b] or c.sentence[a] < c.sentence[b] - 1 or made >= 2:
                break
            if c.sentence[a] != c.sentence[b] and j < k - 3:
                break
            if (
                (f.kind[a] != "count" or f.kind[b] != "count")
                and not (f.kind[a] == f.kind[b] == "money" and is_hard(c, a, b))
            ) or not same_family(c, a, b):
                continue
            over = f.num[b] * 10 ** f.dec[a] > f.num[a] * 10 ** f.dec[b]
            if frozenset((a, b)) in held and not (over and is_hard(c, a, b)):
                made += 1
                continue
            if a in part_of and (b not in part_of[a] or b in part_of):
                continue  # a part of a list: what follows the list is measured against its total
            if f.unit[a] != f.unit[b]:
                continue
            hard = is_hard(c, a, b)
            ranked = rank(c, a), rank(c, b)
            if _PART_YEAR.search(c.clause_text[a]) and _WHOLE_YEAR.search(c.clause_text[b]):
                continue  # 前三季度受理1200件，全年受理1150件: the whole year is no later stage
            stage = ranked[0] is not None and ranked[1] is not None and ranked[0] < ranked[1]
            if BREAKS.search(c.clause_text[b]) or (BREAKS.search(c.pre[a]) and not hard):
                continue
            done_of = (
                not c.joined[a]
                and "、" not in c.text[f.end[seq[j - 1]] if j else 0 : f.start[a]][-12:]
                and (
                    not stage
                    and not hard
                    and k - j == 1
                    and c.sentence[a] == c.sentence[b]
                    and c.clause[b] - c.clause[a] == 1
                    and c.bracket[a] == c.bracket[b]
                    and _ORDERS.match(c.pre[b].strip()) is not None
                    and f.num[a] > 1
                )
            ) or (
                not stage
                and not hard
                and k - j == 1
                and c.sentence[a] == c.sentence[b]
                and c.clause[b] - c.clause[a] == 1
                and "closed" in c.roles[b]
                and _ORDERS_2.search(c.pre[a][-4:]) is not None
            )
            if done_of:
                pass
            elif not stage and not hard:
                soft = (
                    c.sentence[a] == c.sentence[b]
                    and c.clause[b] - c.clause[a] <= 2
                    and c.bracket[a] == c.bracket[b]
                    and not c.joined[b]
                    and _LATER.search(c.pre[b][-10:] + c.post[b][:4]) is not None
                    and f.num[b] * 10 ** f.dec[a] <= f.num[a] * 10 ** f.dec[b]
                )
                if not soft:
                    continue
            elif c.sentence[a] != c.sentence[b] and not (hard and c.half[b] - c.half[a] <= 2) and f.num[b] > f.num[a]:
                continue
            dec = common(c, a, b)
            (al, ah), (bl, bh) = scaled(c, a, dec), scaled(c, b, dec)
            carried = (
                ranked[1] in (None, 3)
                and any(  # only what is closed may have been carried in
                    "carry_in" in c.roles[i] and c.block[i] == c.block[a] for i in seq[max(0, k - 8) : k + 4]
                )
            )
            exceeds = bl > ah
            between = [x for x in seq[j + 1 : k] if f.unit[x] == f.unit[b]]
            far_over = (
                exceeds
                and stage
                and bl * 2 > ah * 3
                and c.block[a] == c.block[b]
                and c.sentence[b] - c.sentence[a] <= 1
                and not carried
            )
            if exceeds and (not far_over or hard) and (between or c.sentence[a] != c.sentence[b]):
                continue
            if far_over and not hard:
                values = {"big_lo": al, "big_hi": ah, "small_lo": bl, "small_hi": bh}
                if not between and f.num[a] > 0:
                    out.append(
                        Relation(
                            "order",
                            "orders",
                            "ORD101",
                            [("earlier", a), ("later", b)],
                            values,
                            b,
                            WARNING,
                            0.0,
                            [],
                            c.label[b],
                        )
                    )
                    held.add(frozenset((a, b)))
                continue
            if exceeds and (carried or (not hard and c.clause[b] - c.clause[a] > 2)):
                continue
            cap = (
                WARNING
                if done_of
                else ERROR
                if hard and c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] <= 2
                else WARNING
            )
            if exceeds and not hard and ranked == (0, 3) and c.clause[b] - c.clause[a] > 1:
                continue
            values = {"big_lo": al, "big_hi": ah, "small_lo": bl, "small_hi": bh}
            out.append(
                Relation(
                    "order", "orders", "ORD101", [("earlier", a), ("later", b)], values, b, cap, 0.0, [], c.label[b]
                )
            )
            held.add(frozenset((a, b)))
            made += 1
    across(c, out, held)
    stated_limits(c, out)
