"""Stages of handling in order, and balances of what came in and what is left: 受理 = 办结 + 在办."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, INFO, WARNING, Relation, common, scaled
from audit.relate.sums import same_family

_ORDER = {"applied": 0, "intake": 0, "accepted": 1, "handled": 2, "closed": 3}
# A later stage named by its verb alone: 审核草案19件，正式印发9件.
_LATER = re.compile(
    r"(?:成功|正式|已经?|现已|实际|完成|其中|最终|采纳|通过|印发|移送|移交|立案|查处|查办|办结|结案|审结|支付|到位|合格|优秀|满意|整改|化解|履行|出庭|败诉|胜诉|纠正|受理|督促|办理备案|开庭|采用|发布|公布|起诉|批捕|兑现|销号|清零|决定|履约|开工|使用|参加|实际|回收|获评|入选|支持|准予|执行)"
)
_HARD = (
    ("排查", "调解成功"), ("调解", "成功"), ("调处", "成功"), ("参考", "合格"), ("考试", "合格"), ("参加", "合格"), ("抽查", "合格"), ("抽检", "合格"), ("检查", "合格"),
    ("评查", "优秀"), ("回访", "满意"), ("参评", "满意"), ("发现", "整改"), ("排查", "整改"), ("审结", "败诉"), ("审结", "纠错"), ("开庭", "出庭"), ("转办", "办结"), ("应办结", "办结"),
    ("登记", "办结"), ("收到", "答复"), ("收到", "受理"), ("申请", "受理"), ("提案", "立案"), ("应诉", "败诉"), ("有效工单", "办结"),
    ("受理", "通过"), ("申请", "通过"), ("申报", "通过"), ("签约", "开工"), ("签约", "履约"), ("应考", "参考"), ("应检", "实检"), ("立案", "处罚决定"), ("发放", "回收"), ("限额", "余额"), ("送审", "审定"), ("预算", "结算"),
    ("审核", "印发"), ("发出", "回函"), ("发出", "收到"), ("发出", "回复"), ("制发", "反馈"), ("制发", "回复"), ("制发", "采纳"), ("提出", "采纳"), ("报名", "实考"), ("草案", "印发"), ("送审", "印发"), ("问题", "整改"), ("自查", "整改"), ("转办", "核查"), ("线索", "核查"), ("线索", "办结"), ("征集", "办结"), ("诉求", "办结"), ("受理", "办理完毕"),
)  # fmt: skip
_BREAKS = re.compile(r"另|此外|新增|同比|较上|比上|上年|去年|累计|增加|减少|平均|每|人均|户均|超过|比")
_ORDERS = re.compile(r"(?:目前|现|均|其中)?已")
_ORDERS_2 = re.compile(r"共|总|合计")
_ACROSS = re.compile(r"(?:受理|新收|收案|立案)[^，,。；;]{0,6}中[，,]")
_STATED_LIMITS = re.compile(r"的[^，,。；;]{0,8}(?:目标|要求|标准|任务|平均|控制线|警戒线|底线|指标)")
_STATED_LIMITS_2 = re.compile(r"(高于|超过|超出|优于|大于|高出|低于|小于|未超过|不超过|控制在)[^，,。；;]{0,12}$")
_IS_HARD = re.compile(r"不|未|无")
_BALANCES = re.compile(r"无[^，。]{0,4}结转|结转下年")
_BALANCES_2 = re.compile(r"结转|旧存|存案")
_BALANCES_3 = re.compile(r"[^不]含[^，。]{0,6}(?:结转|旧存)|累计")
_STOCKS = re.compile(r"(?:上年|去年|上期|年)(?:末|底)[^，,。；;]{0,4}$")
_STOCKS_2 = re.compile(r"净增(?:加|长)?[ ]*$")
_STOCKS_3 = re.compile(r"新设|新增|新登记|设立|新注册|新开")
_STOCKS_4 = re.compile(r"注销|吊销|退出|减少|关闭")
_OUTSTANDING = re.compile(r"(?:另有|其余|尚有|剩余|还有)[^，,。；;]{0,4}$")
_OUTSTANDING_2 = re.compile(r"[^，,。；;]{0,6}(?:尚|未|正在|仍)")
_OUTSTANDING_3 = re.compile(r"已|收到|完成|办")


def orders(c: Context, out: list[Relation]) -> None:
    """Relate stages that follow each other in a sentence: a later one never exceeds an earlier one of the same cohort.

    Args:    c: the document laid out; out: relations, appended to. Pairs that a rate or a sum already holds are left out.
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
            if a in part_of and b not in part_of[a]:
                continue  # a part of a list: what follows the list is measured against its total
            hard = is_hard(c, a, b)
            ranked = rank(c, a), rank(c, b)
            stage = ranked[0] is not None and ranked[1] is not None and ranked[0] < ranked[1]
            same_unit = f.unit[a] == f.unit[b]
            if not same_unit:
                continue
            if _BREAKS.search(c.clause_text[b]) or (_BREAKS.search(c.pre[a]) and not hard):
                continue
            done_of = (not c.joined[a] and "、" not in c.text[f.end[seq[j - 1]] if j else 0 : f.start[a]][-12:] and (
                not stage and not hard and same_unit and k - j == 1 and c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] == 1 and c.bracket[a] == c.bracket[b]
                and _ORDERS.match(c.pre[b].strip()) is not None and f.num[a] > 1
            )) or (not stage and not hard and same_unit and k - j == 1 and c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] == 1 and "closed" in c.roles[b]
                  and _ORDERS_2.search(c.pre[a][-4:]) is not None)  # fmt: skip
            if done_of:
                pass
            elif not stage and not hard:
                soft = (
                    same_unit and c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] <= 2 and c.bracket[a] == c.bracket[b]
                    and not c.joined[b] and _LATER.search(c.pre[b][-10:] + c.post[b][:4]) is not None
                    and f.num[b] * 10 ** f.dec[a] <= f.num[a] * 10 ** f.dec[b]
                )  # fmt: skip
                if not soft:
                    continue
            elif c.sentence[a] != c.sentence[b] and not (hard and c.half[b] - c.half[a] <= 2) and f.num[b] > f.num[a]:
                continue
            dec = common(c, a, b)
            (al, ah), (bl, bh) = scaled(c, a, dec), scaled(c, b, dec)
            carried = any("carry_in" in c.roles[i] and c.block[i] == c.block[a] for i in seq[max(0, k - 8) : k + 4])
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
                if hard and c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] <= 2 and same_unit
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


def across(c: Context, out: list[Relation], held: set[frozenset[int]]) -> None:
    """受理案件中，刑事386件 … 审结刑事案件371件: the same kind of case at two stages, a paragraph apart. Related where it holds."""
    f = c.figures
    taken_in: dict[tuple[str, str], int] = {}
    scope: tuple[int, bool] = (-1, False)
    carried = any("carry_in" in r for r in c.roles)
    for i in range(len(f)):
        if (
            f.kind[i] != "count"
            or f.cell[i] is not None
            or f.hedge[i]
            or c.delta[i]
            or _BREAKS.search(c.clause_text[i])
        ):
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


def stated_limits(c: Context, out: list[Relation]) -> None:
    """占80.9%，高于80%的年度目标: a number said to be above or below another is."""
    f = c.figures
    for b in range(1, len(f)):
        if f.cell[b] is not None or not _STATED_LIMITS.match(c.post[b]):
            continue
        m = _STATED_LIMITS_2.search(c.pre[b])
        if m is None:
            continue
        a = b - 1
        if (
            f.cell[a] is not None
            or f.kind[a] != f.kind[b]
            or f.unit[a] != f.unit[b]
            or c.sentence[a] != c.sentence[b]
            or c.clause[b] - c.clause[a] > 2
            or c.delta[a]
        ):
            continue
        big, small = (a, b) if m.group(1) in ("高于", "超过", "超出", "优于", "大于", "高出") else (b, a)
        dec = max(f.dec[a], f.dec[b])
        v = [f.num[i] * 10 ** (dec - f.dec[i]) for i in (big, small)]
        if f.hedge[a] or (m.group(1) == "优于" and v[0] < v[1]):
            continue
        values = {"big_lo": v[0], "big_hi": v[0], "small_lo": v[1], "small_hi": v[1]}
        out.append(
            Relation(
                "order",
                "orders",
                "ORD101",
                [("earlier", big), ("later", small)],
                values,
                b,
                WARNING,
                0.0,
                [],
                c.label[a],
            )
        )


def rank(c: Context, i: int) -> int | None:
    """The place of a figure's stage in the chain of handling, or None."""
    ranks = [_ORDER[r] for r in c.roles[i] if r in _ORDER]
    if "carry_in" in c.roles[i] or "carry_out" in c.roles[i] or "refused" in c.roles[i]:
        return None
    return max(ranks) if ranks else None


def is_hard(c: Context, a: int, b: int) -> bool:
    wa = c.pre[a] + c.post[a][:8]
    wb = c.pre[b][-12:] + c.post[b][:6]
    for x, y in _HARD:
        if y in wb and x in wa and y not in wa.replace(x, ""):
            return not _IS_HARD.search(wb)
    return False


def balances(c: Context, out: list[Relation]) -> None:
    """Relate carried in + taken in = closed + left over, where the words name the roles. Numbers confirm which base is meant.

    Args:    c: the document laid out; out: relations, appended to. A sum of the same figures is taken over as a balance.
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
    for ids in by_block.values():
        lefts = [i for i in ids if "carry_out" in c.roles[i] and "carry_in" not in c.roles[i]]
        for left in lefts:
            near = [
                i
                for i in ids
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
            if not ins or not outs:
                continue
            found = None
            for extra in [[], *[[k] for k in carried[:2]]]:
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
                if r.check != "SUM104":
                    if r.frame == "sums" and r.values["mode"] == 0:
                        r.kind, r.check = "balance", "SUM104"
                continue
            add(c, out, [n, *extra], [o, left], WARNING if extra or c.half[n] != c.half[left] else ERROR)
    carried_over(c, out)


def carried_over(c: Context, out: list[Relation]) -> None:
    """共受理9318件（含旧存612件）…；新收8706件; 连同结转的19件，上半年在办136件: what was carried in and what came in make what there was to do."""
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


def stocks(c: Context, out: list[Relation]) -> None:
    """新设7214户，注销3098户，净增4116户，上年末为82336户: the stock of now is that of the last year's end with what came and went."""
    f = c.figures
    for old in range(len(f)):
        if (
            f.kind[old] not in COUNTED
            or f.cell[old] is not None
            or not _STOCKS.search(c.clause_text[old])
            or f.hedge[old]
        ):
            continue
        near = [
            i
            for i in range(max(0, old - 16), min(len(f), old + 8))
            if i != old
            and f.unit[i] == f.unit[old]
            and f.cell[i] is None
            and c.block[i] == c.block[old]
            and not f.hedge[i]
        ]
        for net in (i for i in near if _STOCKS_2.search(c.pre[i])):
            now = next((i for i in near if i != net and holds(c, [i], [old, net])), None)
            if now is not None:
                add(c, out, [now], [old, net], WARNING)
        came = [i for i in near if _STOCKS_3.search(c.pre[i][-8:])]
        went = [i for i in near if _STOCKS_4.search(c.pre[i][-8:])]
        for a in came:
            for b in went:
                now = next((i for i in near if i not in (a, b) and holds(c, [i, b], [old, a])), None)
                if now is not None:
                    add(c, out, [old, a], [b, now], WARNING)
                    break


def outstanding(c: Context, out: list[Relation]) -> None:
    """意见书6份、建议书2份，已收到反馈7份，另有1份尚在期限内: what is done and what is still open make what was listed."""
    f = c.figures
    for left in range(2, len(f)):
        if (
            f.kind[left] != "count"
            or f.cell[left] is not None
            or not _OUTSTANDING.search(c.pre[left])
            or not _OUTSTANDING_2.match(c.post[left])
        ):
            continue
        done = left - 1
        if (
            f.unit[done] != f.unit[left]
            or c.sentence[done] != c.sentence[left]
            or not _OUTSTANDING_3.search(c.pre[done])
        ):
            continue
        run = [
            i
            for i in range(max(0, done - 5), done)
            if f.unit[i] == f.unit[left] and c.sentence[i] == c.sentence[left] and f.cell[i] is None
        ]
        for k in range(len(run)):
            if len(run[k:]) > 1 and holds(c, run[k:], [done, left]):
                add(c, out, run[k:], [done, left], WARNING)
                break


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
    dec = common(c, *plus, *minus)
    a = [scaled(c, i, dec) for i in plus]
    b = [scaled(c, i, dec) for i in minus]
    return sum(x[0] for x in a) <= sum(x[1] for x in b) and sum(x[1] for x in a) >= sum(x[0] for x in b)


def add(c: Context, out: list[Relation], ins: list[int], outs: list[int], cap: str) -> None:
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


__all__ = ["INFO", "balances", "orders"]
