"""Units of table cells: what a head, a row, a unit column or a caption says of the bare numbers below and beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from audit.parse.figures import Figures
from audit.parse.grammar import grammar
from audit.parse.numerals import MULTIPLIER

if TYPE_CHECKING:
    from audit.parse.grids import Grid

_IN_BRACKETS = re.compile(r"[（(\[〔]\s*(?:计量)?(?:单位\s*[:：]?)?\s*[±+\-]*([^（）()\[\]〔〕±]{1,10}?)\s*[)）\]〕]")
_AT_END = re.compile(r"[，,/:：]\s*([^，,/:：（）()]{1,6})$")
_MULTIPLIED = re.compile(r"(万亿|[十百千]?[万亿]|[百千])?(.*)")
_SPLIT = re.compile(r"[、，,;；/\s]+|和|及")
# Heads whose bare numbers are percentages although no % stands there, and those that take no unit from the caption.
_RATE = re.compile(
    r"(?:率|占比|比重|比例|百分比|构成比?|增幅|升幅|降幅|涨幅|跌幅|增速|百分点)(?:[（(][^（）()]*[)）])?$"
)
_CHANGE = re.compile(r"同比|环比|增减|增长|增幅|升降|较上|比上|较去|比去|变化|增速|升幅|降幅|涨幅|跌幅")
_PROGRESS = re.compile(r"(?:完成|占|为|达)[一-鿿]{0,6}(?:预算|计划|目标|任务|进度)|进度$|占.{1,10}[比重]$|^占")
_UNITLESS = re.compile(r"得分|平均分|均分|评分|分数|排名|名次|位次|序号|倍数|指数|系数|生师比|密度")
_DAYS = re.compile(r"天数|用时|时长|耗时|期限|周期|年限|年龄")
_MONEY = re.compile(r"金额|款|资金|收入|支出|经费|产值|投资|余额|税|[总数差]额|额$|费$|元")
_COUNTED = re.compile(r"数|量|案|件|[人户家][次数]")
_POINTS = re.compile(r"百分点")


@lru_cache(maxsize=512)
def known(unit: str) -> tuple[str | None, str, str] | None:
    """A unit as it is printed.

    Args:    unit: 万元, 件, %, 万人次 …
    Returns: (multiplier or None, base unit, kind of figure), or None where it is no unit.
    """
    unit = unit.strip("：: ")
    kinds = grammar().kind
    if unit in kinds:
        return None, unit, kinds[unit]
    if unit in ("个百分点", "百分点"):
        return None, unit, "percentage_point"
    m = _MULTIPLIED.fullmatch(unit)
    if m and m.group(1) and (not m.group(2) or m.group(2) in kinds):
        return m.group(1), m.group(2), kinds.get(m.group(2), "count")
    return None


@lru_cache(maxsize=2048)
def stated(part: str) -> str:
    """The unit that a head or a row label states: 立案（件）, 金额，万元, 占计划%, 万元 alone; or ""."""
    part = part.strip()
    if known(part):
        return part
    for m in reversed(list(_IN_BRACKETS.finditer(part))):
        for word in _SPLIT.split(m.group(1)):
            if known(word):
                return word
    if (last := _AT_END.search(part)) and known(last.group(1)):
        return last.group(1)
    for sign in ("%", "‰"):
        if sign in part:
            return sign
    return ""


@lru_cache(maxsize=512)
def listed(note: str) -> tuple[tuple[str, ...], str]:
    """The units of a caption (单位：亿元、%): those of amounts, and % or ‰ or "" ."""
    words = [w.strip() for w in _SPLIT.split(note) if w.strip()]
    amounts = tuple(w for w in words if (unit := known(w)) and unit[2] not in ("percent", "percentage_point"))
    rates = [w for w in words if w in ("%", "‰")]
    if not amounts and not rates and known(note):
        amounts = (note,)
    return amounts, rates[0] if rates else ""


@lru_cache(maxsize=4096)
def of_caption(amounts: tuple[str, ...], head: str, side: str) -> str:
    """The unit of a caption that a cell takes: the only one; of several (件、万元), the one its head tells."""
    if len(amounts) < 2:
        return amounts[0] if amounts else ""
    money = [unit for unit in amounts if (found := known(unit)) and found[2] == "money"]
    rest = [unit for unit in amounts if unit not in money]
    if _MONEY.search(head) or (_MONEY.search(side) and not _COUNTED.search(head)):
        return money[0] if len(money) == 1 else ""
    named = rest if len(rest) == 1 else [unit for unit in rest if unit[-1] in head]
    return named[0] if len(named) == 1 else ""


def caption_unit(caption: str) -> str:
    """The unit in brackets that ends a caption: 表2 收入完成情况（万元）."""
    m = re.search(r"[（(]\s*(?:单位[:：]?)?\s*([^（）()]{1,10})[)）]\s*[:：]?\s*$", caption)
    return m.group(1) if m and any(known(w) for w in _SPLIT.split(m.group(1))) else ""


def apply_units(figures: Figures, grid: Grid, unit_of_row: list[str], note: str) -> None:
    """Give the bare numbers of a grid their unit, scale and kind.

    Args:
        figures: changed in place: num, dec, step, low, high, unit and kind of cells that state no unit.
        grid: the Grid; its heads and sides are paths of words.
        unit_of_row: the unit column's word a row, "" where there is none.
        note: the unit the caption states.
    """
    amounts, rate = listed(note)
    by_col = [_of_path(path) for path in grid.head_paths]
    by_row = [_of_path(path) for path in grid.side_paths]
    columns = range(grid.first_col, grid.cols)
    coarse = not any(_printed(figures, grid, c) for c in columns if _amount(grid.head_paths[c]))
    for c in range(grid.first_col, grid.cols):
        head = grid.head_paths[c][-1] if grid.head_paths[c] else ""
        whole = "/".join(grid.head_paths[c])
        if by_col[c] in ("%", "‰", "百分点", "个百分点"):
            implied = by_col[c]
        elif by_col[c] or _DAYS.search(head):
            implied = ""
        elif _POINTS.search(head):
            implied = "百分点"
        elif _RATE.search(head) and not _UNITLESS.search(head):
            implied = rate or "%"
        elif rate and (_CHANGE.search(whole) or _PROGRESS.search(head)):
            implied = rate
        elif _CHANGE.search(whole) and coarse and _printed(figures, grid, c):
            implied = "%"  # amounts are whole, their changes have decimals
        else:
            implied = ""
        for r in range(grid.first_row, grid.rows):
            i = grid.at[r][c]
            if i < 0 or figures.unit[i] or figures.kind[i] in ("percent", "percentage_point"):
                continue
            side = grid.side_paths[r][-1] if grid.side_paths[r] else ""
            own = unit_of_row[r] or by_row[r]
            if implied and ((found := known(own)) is None or found[2] != "percent"):
                unit = implied
            else:
                unit = by_col[c] or own
            if not unit and _RATE.search(side) and not _UNITLESS.search(side):
                unit = rate or "%"
            if not unit and not _UNITLESS.search(head) and not _UNITLESS.search(side) and not _DAYS.search(head):
                unit = of_caption(amounts, head, side)
            if unit:
                _apply(figures, i, unit)


def _of_path(path: tuple[str, ...]) -> str:
    for part in reversed(path):
        if unit := stated(part):
            return unit
    return ""


def _amount(path: tuple[str, ...]) -> bool:
    whole = "/".join(path)
    return not (_CHANGE.search(whole) or (path and _RATE.search(path[-1])) or "%" in whole)


def _printed(figures: Figures, grid: Grid, c: int) -> bool:
    """Does a column print decimals?"""
    return any(
        figures.printed[grid.at[r][c]] and figures.kind[grid.at[r][c]] != "percent"
        for r in range(grid.first_row, grid.rows)
        if grid.at[r][c] >= 0
    )


def _apply(figures: Figures, i: int, unit: str) -> None:
    """89275 under 单位：万元 is 892750000 yuan, rounded to 万."""
    found = known(unit)
    if found is None:
        return
    multiplier, base, kind = found
    figures.kind[i] = kind
    figures.unit[i] = base
    factor = MULTIPLIER.get(multiplier, 1)
    if factor > 1:
        shift = len(str(factor)) - 1
        dec = figures.dec[i]
        if shift >= dec:
            scale, figures.dec[i], figures.step[i] = 10 ** (shift - dec), 0, 10 ** (shift - dec)
        else:
            scale, figures.dec[i], figures.step[i] = 1, dec - shift, 1
        figures.num[i] *= scale
        figures.low[i] = None if figures.low[i] is None else figures.low[i] * scale
        figures.high[i] = None if figures.high[i] is None else figures.high[i] * scale
    elif kind in ("percent", "percentage_point"):
        figures.step[i] = 1
