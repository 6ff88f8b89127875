"""What is done and what is still open make what was listed."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation
from audit.relate.stages.balance import add, holds, slip_closes

_OUTSTANDING = re.compile(r"(?:另有|其余|余下|尚有|剩余|还有)[^，,。；;]{0,4}$")
_REST = re.compile(r"(?:其余|剩余|余下)[^，,。；;]{0,4}$")
_OUTSTANDING_2 = re.compile(r"[^，,。；;]{0,6}(?:尚|未|正在|仍)")
_OUTSTANDING_3 = re.compile(r"已|收到|完成|办|整改|解决|化解|审结|结案")


def outstanding(c: Context, out: list[Relation]) -> None:
    """意见书6份、建议书2份，已收到反馈7份，另有1份尚在期限内: what is done and what is still open make what was
    listed.
    """
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
        else:
            # 发现问题418个，整改402个，其余12个正在整改: the rest of what stands right before
            if (
                run
                and run[-1] == done - 1
                and _REST.search(c.pre[left])
                and c.clause[left] - c.clause[run[-1]] <= 3
                and not holds(c, run[-1:], [done, left])
                and slip_closes(c, run[-1], [done, left])
            ):
                add(c, out, run[-1:], [done, left], WARNING)
