"""The notes of a reader in Chinese: what was done to read a table."""

from __future__ import annotations

import re

_NOTES = (
    (r"line (\d+) is above the head: (.*)", r"第 \1 行在表头之上：\2"),
    (r"line (\d+) is a note: (.*)", r"第 \1 行是附注：\2"),
    (r"(\d+) blank rows are left out", r"\1 个空行未计"),
    (r"read as (.*)", r"按 \1 编码读入"),
    (r"cells are apart by (.*)", r"单元格以 \1 分隔"),
    (r"binary floats, read with as many decimals as the longest of the column: (.*)",
     r"二进制浮点数，按该列最多的小数位读入：\1"),
    (r"the sheet (.*) is hidden, and read", r"工作表 \1 是隐藏的，已读入"),
    (r"the sheet (.*) is empty", r"工作表 \1 是空的"),
    (r"the sheet (.*) is no table and is left out: (.*)", r"工作表 \1 不是表，未读入：\2"),
    (r"the head takes the rows (\d+) to (\d+)", r"表头占第 \1–\2 行"),
    (r"(\d+) hidden rows are read too", r"隐藏的 \1 行也已读入"),
    (r"hidden columns are read too: (.*)", r"隐藏的列也已读入：\1"),
    (r"optional, and not in the table: (.*)", r"可选列，表中没有：\1"),
    (r"not judged, as they name such columns: (.*)", r"因此未核对的规则：\1"),
    (r"line (\d+) states (.*) of (.*) again", r"第 \1 行又载 \3 的 \2，取在前的一个"),
)  # fmt: skip
_KNOWN = tuple((re.compile(pattern, re.S), said) for pattern, said in _NOTES)


def in_chinese(note: str) -> str:
    """A note in Chinese; one that nobody translated, as it is."""
    for pattern, said in _KNOWN:
        if m := pattern.fullmatch(note):
            return m.expand(said)
    return note
