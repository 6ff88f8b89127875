"""The metadata block of a page: 索引号, 发布机构, 文号 … and what stands beside each key."""

from __future__ import annotations

import re

KEY = re.compile(
    r"(?:索引号?|信息分类|发布机构|发文机关|发布单位|责任部门|制发单位|生成日期|成文日期|发文日期|发布日期|发布时间|公开日期|生效日期|失效日期|印发日期|文号|发文字号"
    r"|是否有效|有效性|名称|标题|主题分类|主题词|公开方式|公开形式|公开范围|公开类别|体裁分类|组配分类|公文种类|信息来源|来源|信息名称|效力状态|关键词|公开时限|统一登记号)"
)
LINE = re.compile(r"[ \t]*(?:【)?((?:[一-鿿][ ]*){2,6})(?:】)?[ ]*[:：][ ]*(.*)")
_INLINE = re.compile(r"((?:[一-鿿] *){2,6})[:：] *(\S.*)")
_PAIR = re.compile(r"((?:[一-鿿] *){2,6})[:：]")

Meta = list[tuple[str, str, int, int]]  # key, value, start and end of the pair


def is_meta(text: str, grid: list[list[tuple[int, int]]]) -> bool:
    """Is a grid of cells a metadata block: at least two keys, and one a line on the half of its lines?

    Args:    text; grid: the cells of each line, half-open spans.
    Returns: the answer.
    """
    keys = 0
    for cells in grid:
        for a, b in cells:
            if b - a <= 12 and KEY.fullmatch(text[a:b].replace(" ", "").rstrip(":：")):
                keys += 1
    return keys >= 2 and keys * 2 >= len(grid)


def meta_cells(text: str, cells: list[tuple[int, int]], out: Meta) -> None:
    """Read one line of a metadata grid: 索引号: | 0001 | 发布机构: | 生成日期: | …

    Args:
        text: normalised text.
        cells: spans of the line's cells. A key whose next cell is a key, or empty, or missing, has no value.
        out: the pairs found, appended to.
    """
    keys = []
    for a, b in cells:
        name = text[a:b].replace(" ", "").rstrip(":：")
        inline = _INLINE.match(text[a:b])
        if inline and KEY.fullmatch(inline.group(1).replace(" ", "")):
            keys.append((inline.group(1).replace(" ", ""), inline.group(2), a, b))
        else:
            keys.append((name if KEY.fullmatch(name) else None, None, a, b))
    i = 0
    while i < len(keys):
        key, value, a, b = keys[i]
        if key is None:
            i += 1
            continue
        if value is None and i + 1 < len(keys) and keys[i + 1][0] is None:
            value, end = text[keys[i + 1][2] : keys[i + 1][3]], keys[i + 1][3]
            i += 1
        else:
            end = b
        out.append((key, (value or "").strip("| "), a, end))
        i += 1


def meta_line(line: str, start: int, out: Meta) -> None:
    """Read one line of key and value pairs: 发布日期：2024-03-04  来源：县政府办.

    Args:    line; start: where it starts in the text; out: the pairs found, appended to.
    """
    pairs = list(_PAIR.finditer(line))
    for i, m in enumerate(pairs):
        key = m.group(1).replace(" ", "")
        end = pairs[i + 1].start() if i + 1 < len(pairs) else len(line)
        if KEY.fullmatch(key):
            out.append((key, line[m.end() : end].strip(), start + m.start(), start + end))
