"""Which units may stand under one total."""

from __future__ import annotations

from functools import lru_cache

from audit.relate.context import Context
from audit.relate.sums.words import KIND_UNITS

# Units that may be added under one total: 16卷 = 12件 + 4件, 631台 = … + 29支.
_FAMILIES = (
    frozenset(
        [
            "件",
            "起",
            "宗",
            "例",
            "案",
            "卷",
            "份",
            "项",
            "条",
            "件次",
            "项次",
            "桩",
            "篇",
            "封",
            "张",
            "单",
            "票",
            "笔",
            "台",
            "支",
            "部",
            "个",
            "套",
            "种",
            "辆",
            "册",
            "处",
            "块",
            "面",
            "座",
            "间",
            "所",
        ]
    ),
    frozenset(["人", "名", "位", "人次", "名次", "员", "个", "户", "家", "户次", "家次", "对"]),
    frozenset(
        [
            "家",
            "户",
            "个",
            "所",
            "处",
            "座",
            "间",
            "家次",
            "户次",
            "单位",
            "部门",
            "村",
            "镇",
            "乡",
            "社区",
            "支",
            "台",
            "辆",
        ]
    ),
    frozenset(["场", "场次"]),
    frozenset(["次", "件次"]),
)


def same_family(c: Context, i: int, j: int) -> bool:
    """May two figures stand under one total?"""
    f = c.figures
    if f.kind[i] != f.kind[j]:
        return False
    a, b = f.unit[i], f.unit[j]
    return a == b or same_units(a, b)


@lru_cache(maxsize=4096)
def same_units(a: str, b: str) -> bool:
    """May figures in two units of one kind be added up?"""
    if a == b or not a or not b or ((a in KIND_UNITS or b in KIND_UNITS) and (a.endswith(b) or b.endswith(a))):
        return True
    return any(a in fam and b in fam for fam in _FAMILIES)
