"""Marks on figures: thresholds in names, amounts of change, aims, periods, exact numbers behind rounded ones."""

from __future__ import annotations

import re

from audit.relate.context.document import Context

_LIMITS = re.compile(r"[-—–至~～]?[一-鿿]{1,10}")
_LIMIT = re.compile(
    r"[ ]*(?:元|万元|亿元)?(?:\([^()]{1,4}\)|（[^（）]{1,4}）)?(?:及|含|\(含\))?(?:以上|以下|以内|以外"
    r"|之间)(?:（[^（）]{1,4}）)?(?:的)?[一-鿿]{0,8}$"
)
_DELTA = re.compile(r"(?:(?:增|减)(?:加|少|长|幅)?|上升|下降|提高|降低|新增|净增|净减)(?:了|分别|约|近|各)*[ ]*$")
_MOVES = frozenset("增减升降提")  # one of them in every match of the above
_SINCE = re.compile(r"同比|环比|较|比(?![例重])|上年|去年")
_EXACTLY = re.compile(r"[ ]*(?:精确数?|准确数?|确切数?|实为|即|具体)?(?:为|是)?[：:]?[ ]*")
_PERIOD = re.compile(
    r"[0-9上去本当下一二三四](?:"
    r"(?:(?<=1)9|(?<=2)0)[0-9]{2} ?年(?:度)?(?:[0-9]{1,2} ?[—\-–~至] ?[0-9]{1,2} ?月|[0-9]{1,2} ?月|上半年"
    r"|下半年|第?[一二三四1-4]季度|底|末)?"
    r"|(?<=上)(?:年同期|年度?|期|月|周|半年)|(?<=去)年(?:同期)?|(?<=本)[月周]|(?<=当)月|(?<=下)半年|(?<=[一二三四])季度"
    r"|(?<=[0-9])[0-9]? ?[—\-–~至] ?[0-9]{1,2} ?月(?:份)?|(?<=[0-9])[0-9]? ?月(?:份)?(?![0-9]{1,2}日))"
)
_PLAN_HEAD = re.compile(
    r"下一步|下步|下阶段|下一年|明年|来年|今后|未来|打算|计划|安排|思路|目标任务|工作任务|主要任务|工作重点|重点工作|预期|展望|努力方向|草案"
)
_DONE_HEAD = re.compile(r"完成|情况|回顾|成效|执行|总结|开展")
_AIM = re.compile(r"力争|确保|预期|目标(?!.{0,6}完成)|计划(?!.{0,8}完成)|拟|将(?=[一-鿿])|要(?=[做抓加推完实建提])")


def exact(c: Context) -> None:
    """Let the exact number in a bracket stand for the rounded one before it: it is of the same words and not of
    the bracket.
    """
    f = c.figures
    for a in range(len(f) - 1):
        b = a + 1
        if not (f.step[a] or f.hedge[a]) or f.step[b] or f.hedge[b] or f.unit[a] != f.unit[b] or f.cell[a] is not None:
            continue
        if (
            c.bracket[b] == c.bracket[a]
            or not 0 <= c.bracket[b] - f.end[a] <= 1
            or not _EXACTLY.fullmatch(c.text[c.bracket[b] + 1 : f.start[b]])
        ):
            continue
        shift = 10 ** (f.dec[a] - f.dec[b]) if f.dec[a] >= f.dec[b] else 0
        low = f.low[a] if f.hedge[a] else f.num[a] - f.step[a]
        high = f.high[a] if f.hedge[a] else f.num[a] + f.step[a]
        if shift and (low is None or f.num[b] * shift >= low) and (high is None or f.num[b] * shift <= high):
            c.exact[a] = b
            c.pre[b], c.clause_text[b], c.label[b], c.bracket[b], c.clause[b] = (
                c.pre[a],
                c.clause_text[a],
                c.label[a],
                c.bracket[a],
                c.clause[a],
            )


def limits(c: Context) -> None:
    """Mark thresholds that stand inside the name of a counted thing, and amounts of change."""
    f = c.figures
    n = len(f)
    for i in range(n):
        limit = False
        if (
            f.cell[i] is None
            and i + 1 < n
            and c.block[i + 1] == c.block[i]
            and f.kind[i] != "percent"
            and f.end[i] <= f.start[i + 1]
        ):
            between = c.text[f.end[i] : f.start[i + 1]]
            if len(between) <= 16 and f.unit[i + 1] != f.unit[i]:
                spread = i in f.upper or between[:1] in "-—–至~～" or (i > 0 and c.limit[i - 1])
                limit = bool(_LIMIT.match(between)) or bool(spread and _LIMITS.fullmatch(between))
        c.limit.append(limit)
        words = c.pre[i]
        if f.cell[i] is not None:
            c.delta.append(False)
        elif c.joined[i] and i and c.delta[i - 1]:
            c.delta.append(True)
        else:
            c.delta.append(
                not _MOVES.isdisjoint(words)
                and _DELTA.search(words) is not None
                and _SINCE.search(c.clause_text[i]) is not None
            )


def periods(c: Context) -> None:
    """The period each figure is of: the last one named before it in its sentence, else the report's own year."""
    stated = [m.span() for m in _PERIOD.finditer(c.text)]
    k = 0
    n = len(stated)
    for i, s in enumerate(c.figures.start):
        while k < n and stated[k][0] < s:
            k += 1
        if k and stated[k - 1][0] >= c.sentence_start[i]:
            a, b = stated[k - 1]
            c.period.append(c.text[a:b].replace(" ", ""))
        else:
            c.period.append("")


def plans(c: Context) -> None:
    """Mark figures that are aims, not results: a later year's target is no second statement of this year's figure."""
    heads: dict[int, bool] = {}
    plan_of = []
    for _, start, level, _, end in c.layout.markers:
        for deeper in [k for k in heads if k >= level]:
            del heads[deeper]
        title = c.text[start:end]
        heads[level] = bool(_PLAN_HEAD.search(title)) and not _DONE_HEAD.search(title)
        plan_of.append(any(heads.values()))
    for i, s in enumerate(c.figures.start):
        k = c.section[i]
        aim = k >= 0 and plan_of[k]
        if not aim:
            aim = _AIM.search(c.text, max(c.sentence_start[i], s - 60), s) is not None
        c.plan.append(aim)
