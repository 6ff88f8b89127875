"""Stocks and flows: last year's stock, what came, what went, and the stock of now."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import WARNING, Relation
from audit.relate.stages.balance import add, holds

_STOCKS = re.compile(
    r"(?:上年|去年|上期|年)(?:末|底|初)[^，,。；;]{0,16}$|(?:上年|去年|上期)(?:滚存)?(?:结余|结存|库存)[^，,。；;]{0,2}$"
)
_STOCKS_2 = re.compile(r"净增(?:加|长)?[ ]*$")
_STOCKS_3 = re.compile(r"新设|新制|制定|出台|新增|新登记|设立|新注册|新开|收入|入库|迁入|转入|出生|归集")
_STOCKS_4 = re.compile(r"注销|吊销|废止|失效|退出|减少|关闭|支出|支付|出库|迁出|转出|死亡|提取")


def stocks(c: Context, out: list[Relation]) -> None:
    """新设7214户，注销3098户，净增4116户，上年末为82336户: the stock of now is that of the last year's end with
    what came and went.
    """
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
