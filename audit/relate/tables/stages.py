"""Lines that count stages of handling: 受理 >= 办结, 应出庭 >= 实际出庭, where nothing else holds them."""

from __future__ import annotations

import re

from audit.relate.relations import ERROR, WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.sheet import Axis, Sheet

_STAGES = (
    re.compile(r"排查|摸排|申请|收到|收件|收案|新收|来件|来电|登记|接收|发现|交办|转办|报名|应考|名录|批准|下达"),
    re.compile(r"受理|立案|承办|参考|实考|抽取|发行"),
    re.compile(r"办结|审结|结案|执结|答复|办复|整改|合格|化解|兑现|支付|调解成功|销号|支出"),
)
_HARD = (
    (re.compile(r"应出庭|应诉|开庭"), re.compile(r"实际出庭|出庭")), (re.compile(r"应"), re.compile(r"实际?")),
    (re.compile(r"评查|抽查|抽检|检查|检测|参评|参考|考试"), re.compile(r"优秀|合格|达标|优良")),
    (re.compile(r"回访|评价|测评"), re.compile(r"满意")), (re.compile(r"调解|调处"), re.compile(r"成功|达成")),
    (re.compile(r"发现|排查"), re.compile(r"整改|化解")), (re.compile(r"审结"), re.compile(r"败诉|纠错")),
)  # fmt: skip
_CARRIED = re.compile(r"旧存|结转|期初|年初|上年末|存案")
_NOT = re.compile(r"不|未|非|无|其他|撤")
_IN_FORCE = re.compile(r"制发|新制定|新出台")
_IN_FORCE_2 = re.compile(r"现行有效")


def orders(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate stages that follow each other.

    Args:    sheet; axis: its rows or columns; build: writes the relations. A pair that a rate, a sum or a balance of
             the same place holds is left out, and so is one that many places contradict.
    """
    f = sheet.c.figures
    lines = [x for x in axis.lines if x.kind == "count" and not (x.change or x.intensive or x.total or x.among >= 0)]
    staged = [(x, _stage(x.name)) for x in lines]
    if len(staged) < 2 or any(_CARRIED.search(x.whole) for x in lines):
        return
    held: set[frozenset[int]] = set()
    inside = {i for x in lines for i in x.ids if i >= 0}
    for r in build.out:
        if r.kind in ("rate", "sum", "balance", "subset") and len(r.members) <= 8:
            ids = [i for _, i in r.members if i in inside]
            held.update(frozenset((a, b)) for a in ids for b in ids if a < b)
    for n, (a, x) in enumerate(staged):
        for b, y in staged[n + 1 : n + 4]:
            hard = any(p.search(a.name) and q.search(b.name) and not q.search(a.name) for p, q in _HARD)
            stage = x >= 0 and y > x
            if not (hard or stage) or a.path[:-1] != b.path[:-1] or a.previous != b.previous:
                continue
            if a.unit != b.unit and a.unit and b.unit:
                continue
            pairs = [(i, j) for i, j in zip(a.ids, b.ids, strict=True) if i >= 0 and j >= 0]
            pairs = [(i, j) for i, j in pairs if f.kind[i] == f.kind[j]]
            over = [(i, j) for i, j in pairs if sheet.band[j][0] > sheet.band[i][1]]
            if not pairs or len(over) * 4 > len(pairs):
                continue
            for i, j in pairs:
                if frozenset((i, j)) not in held:
                    build.order(i, j, ERROR if hard and len(pairs) >= 4 else WARNING)


def in_force(sheet: Sheet, build: Builder) -> None:
    """本年制发 is at most 现行有效, as a rule: what was made this year is in force at its end."""
    f = sheet.c.figures
    made = [x for x in sheet.cols.lines if _IN_FORCE.search(x.name)]
    valid = [x for x in sheet.cols.lines if _IN_FORCE_2.search(x.name)]
    if len(made) == 1 and len(valid) == 1:
        for i, j in zip(valid[0].ids, made[0].ids, strict=True):
            if i >= 0 and j >= 0 and f.kind[i] == f.kind[j]:
                build.order(i, j, WARNING)


def _stage(name: str) -> int:
    if _NOT.search(name) or names.share(name):
        return -1
    found = [n for n, words in enumerate(_STAGES) if words.search(name)]
    return found[-1] if found else -1


__all__ = ["in_force", "orders"]
