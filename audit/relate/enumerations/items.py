"""The items of a list in the words before a number."""

from __future__ import annotations

import re

_ITEMS = re.compile(r"等$")
_ITEMS_2 = re.compile(r"”、?“|》、?《|”[和及与]“")
_ITEMS_3 = re.compile(r"以及|和|及|与|暨")


def items(words: str) -> list[str] | None:
    """The items of a 、-list, or None where the words are no plain list."""
    words = words.strip().strip("“”‘’\"' ")
    words = _ITEMS.sub("", words)
    if "”“" in words or "》《" in words or "”、“" in words:
        parts = _ITEMS_2.split(words)
        return [p for p in parts if p]
    if "、" not in words:
        return None
    head, _, tail = words.rpartition("、")
    parts = head.split("、")
    last = _ITEMS_3.split(tail)
    if len(last) == 2 and all(len(x.strip()) >= 2 or len(parts[-1]) == len(x.strip()) for x in last):
        # 特种设备和产品质量 are two; 文化和旅游管理 in the middle of a list is one
        parts.extend(last)
    else:
        parts.append(tail)
    parts = [p.strip(" “”‘’\"'") for p in parts]
    # 事关全局、社会关注度高的综合交通规划、学校布局调整: what stands before 的 describes, it is no item
    for k in range(len(parts) - 2, 0, -1):
        head, of, rest = parts[k].rpartition("的")
        if of and len(rest) >= 2 and len(head) >= 2:
            parts = [rest, *parts[k + 1 :]]
            break
    if any(not p or len(p) > 24 for p in parts):
        return None
    return parts
