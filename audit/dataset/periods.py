"""Periods in cells (2023, 2023年一季度, 2023-03, 2023年12月31日) -> a number that sorts; and the period before."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from audit.read.normalise import INVISIBLE, normalise

YEAR, HALF, QUARTER, MONTH, DAY = "year", "half", "quarter", "month", "day"
# What the same period of the year before is, by grain; and how many periods a year has.
_YEAR_BACK = {YEAR: 1, HALF: 10, QUARTER: 10, MONTH: 100, DAY: 10000}
_A_YEAR = {HALF: (10, 2), QUARTER: (10, 4), MONTH: (100, 12)}

_Y = r"((?:19|20)[0-9]{2})"
_YEAR = re.compile(_Y + r"(?: ?年度?)?")
_HALF = re.compile(_Y + r" ?年? ?(?:(上半年|H1)|(下半年|H2))", re.I)
_QUARTER = re.compile(_Y + r" ?[年\-/.]? ?(?:第?([一二三四1-4]) ?季度?|Q([1-4]))", re.I)
_MONTH = re.compile(_Y + r" ?[年\-/.] ?(?:1 ?(?:月)?[—～~至到-] ?)?(1[0-2]|0?[1-9]) ?月?份?")
_COMPACT = re.compile(_Y + r"(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_DAY = re.compile(_Y + r" ?[年\-/.] ?(1[0-2]|0?[1-9]) ?[月\-/.] ?(3[01]|[12][0-9]|0?[1-9]) ?日?(?:[ T][0-9:.]{4,15})?")
_NUMBERS = {c: i for i, c in enumerate("一二三四", 1)} | {c: int(c) for c in "1234"}


@lru_cache(maxsize=65536)
def read(text: str) -> tuple[int, str] | None:
    """The period that a cell names.

    Args:    text: 2023, 2023年度, 2023年上半年, 2023Q2, 2023-03, 2023年1-6月, 2023/12/31, 20231231.
    Returns: (a number that sorts, its grain: year, half, quarter, month, day), or None where it is none.
    """
    text = normalise(text).replace(INVISIBLE, "").strip()
    if m := _YEAR.fullmatch(text):
        return int(m[1]), YEAR
    if m := _HALF.fullmatch(text):
        return int(m[1]) * 10 + (1 if m[2] else 2), HALF
    if m := _QUARTER.fullmatch(text):
        return int(m[1]) * 10 + _NUMBERS[m[2] or m[3]], QUARTER
    if m := _MONTH.fullmatch(text):
        return int(m[1]) * 100 + int(m[2]), MONTH
    if m := _DAY.fullmatch(text) or _COMPACT.fullmatch(text):
        try:
            day = datetime.date(int(m[1]), int(m[2]), int(m[3]))
        except ValueError:  # the 31st of June
            return None
        return day.year * 10000 + day.month * 100 + day.day, DAY
    return None


def before(period: int, grain: str, against: str) -> int:
    """The period that a change is counted on.

    Args:    period, grain: as `read` gives them. against: year (the same period of the year before, 同比) or period
             (the one before, 环比).
    Returns: a number as `read` gives it.
    """
    if against == "year" or grain == YEAR:
        return period - _YEAR_BACK[grain]
    if grain == DAY:
        day = datetime.date(period // 10000, period // 100 % 100, period % 100) - datetime.timedelta(days=1)
        return day.year * 10000 + day.month * 100 + day.day
    base, parts = _A_YEAR[grain]
    year, part = divmod(period, base)
    return (year - 1) * base + parts if part == 1 else period - 1
