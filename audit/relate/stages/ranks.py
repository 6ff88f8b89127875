"""The place of a figure in the chain of handling, by its words."""

from __future__ import annotations

import re

from audit.relate.context import Context

_ORDER = {"applied": 0, "intake": 0, "accepted": 1, "handled": 2, "closed": 3}
_HARD = (
    ("线索", "立案"),
    ("排查", "调解成功"),
    ("调解", "成功"),
    ("调处", "成功"),
    ("参考", "合格"),
    ("实考", "合格"),
    ("实考", "通过"),
    ("应考", "通过"),
    ("发现", "改正"),
    ("排查", "改正"),
    ("派发", "办结"),
    ("应考", "合格"),
    ("实际参考", "合格"),
    ("报名", "参加"),
    ("申请", "有效"),
    ("申请", "裁定"),
    ("交办", "办结"),
    ("受理", "查实"),
    ("举报", "查实"),
    ("听证", "息诉"),
    ("抗诉", "改判"),
    ("意见", "采纳"),
    ("到位", "支出"),
    ("直达资金", "支出"),
    ("检查", "立案"),
    ("收集", "解决"),
    ("考试", "合格"),
    ("参加", "合格"),
    ("抽查", "合格"),
    ("抽检", "合格"),
    ("检查", "合格"),
    ("评查", "优秀"),
    ("回访", "满意"),
    ("参评", "满意"),
    ("发现", "整改"),
    ("排查", "整改"),
    ("审结", "败诉"),
    ("审结", "纠错"),
    ("开庭", "出庭"),
    ("转办", "办结"),
    ("应办结", "办结"),
    ("登记", "办结"),
    ("收到", "答复"),
    ("收到", "受理"),
    ("申请", "受理"),
    ("提案", "立案"),
    ("应诉", "败诉"),
    ("有效工单", "办结"),
    ("受理", "通过"),
    ("申请", "通过"),
    ("申报", "通过"),
    ("签约", "开工"),
    ("签约", "履约"),
    ("应考", "参考"),
    ("应检", "实检"),
    ("立案", "处罚决定"),
    ("发放", "回收"),
    ("限额", "余额"),
    ("送审", "审定"),
    ("预算", "结算"),
    ("审核", "印发"),
    ("发出", "回函"),
    ("发出", "收到"),
    ("发出", "回复"),
    ("制发", "反馈"),
    ("制发", "回复"),
    ("制发", "采纳"),
    ("提出", "采纳"),
    ("报名", "实考"),
    ("草案", "印发"),
    ("送审", "印发"),
    ("问题", "整改"),
    ("自查", "整改"),
    ("转办", "核查"),
    ("线索", "核查"),
    ("线索", "办结"),
    ("征集", "办结"),
    ("诉求", "办结"),
    ("受理", "办理完毕"),
)
_IS_HARD = re.compile(r"不|未|无")
_DUE = re.compile(r"应(?:当)?([一-鿿]{1,4})[ ]*$")  # 应考125人，实考118人
_DONE = re.compile(r"(?:实(?:际)?|已)([一-鿿]{1,4})[ ]*$")


def rank(c: Context, i: int) -> int | None:
    """The place of a figure's stage in the chain of handling, or None."""
    ranks = [_ORDER[r] for r in c.roles[i] if r in _ORDER]
    if "carry_in" in c.roles[i] or "carry_out" in c.roles[i] or "refused" in c.roles[i]:
        return None
    return max(ranks) if ranks else None


def is_hard(c: Context, a: int, b: int) -> bool:
    """Do the words of two figures name a pair in which the second is never more than the first?"""
    due, done = _DUE.search(c.pre[a]), _DONE.search(c.pre[b])
    if due is not None and done is not None and (due[1].endswith(done[1]) or done[1].endswith(due[1])):
        return True
    wb = c.pre[b][-12:] + c.post[b][:6]
    later = [pair for pair in _HARD if pair[1] in wb]
    if not later:
        return False
    wa = c.pre[a] + c.post[a][:8]
    for x, y in later:
        if x in wa and y not in wa.replace(x, ""):
            return not _IS_HARD.search(wb)
    return False
