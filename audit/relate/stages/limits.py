"""A number said to be above or below another is."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation

_STATED_LIMITS = re.compile(r"的[^，,。；;]{0,8}(?:目标|要求|标准|任务|平均|控制线|警戒线|底线|指标)")
_STATED_LIMITS_2 = re.compile(r"(高于|超过|超出|优于|大于|高出|低于|小于|未超过|不超过|控制在)[^，,。；;]{0,12}$")


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
