"""Numerals that name a time: years, months, days, hours, and the durations that are written with the same words."""

from __future__ import annotations

import re

from audit.parse import hedging
from audit.parse.numerals import arabic, digits, integer, scaled
from audit.parse.reader import Reader

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# A date in digits: 2023-03-04, 2023/3/4, 2023.12.25, 2023.5 (a month).
IN_DIGITS = re.compile(r"((?:19|20)[0-9]{2})([-/.])(1[0-2]|0?[1-9])(?:\2(3[01]|[12][0-9]|0?[1-9]))?(?![0-9%]|\.[0-9])")
_CLOCK = re.compile(r"([0-9]{1,2}) ?[时点] ?([0-9]{1,2})(?: ?分(?![0-9]))?")
_MONTH_AFTER = re.compile(r" ?[0-9]{1,2} ?月")
_WITHIN = re.compile(r" ?[之以]?内")
_PLAN_WORDS = ("行动", "规划", "计划", "攻坚", "任务", "纲要", "方案", "目标")
_REASONS = {"号": "document number", "时": "time"}


def in_digits(r: Reader, s: int) -> int:
    """Read a date in digits; returns where it ends, 0 where there is none."""
    m = IN_DIGITS.match(r.text, s)
    if m is None:
        return 0
    for group, part in ((1, "year"), (3, "month"), (4, "day")):
        if m[group]:
            r.dates.append((m.start(group), m.end(group), part, int(m[group])))
            r.note(m.start(group), m.end(group), "date")
    return m.end()


def word(r: Reader, s: int, end: int, numeral: str, scale: str, unit: str, e: int) -> int:
    """An Arabic numeral with a word of a date: to the ledger, or a duration (3年, 10余年, 15日内).

    Args:    s, end: span of the numeral; scale: what stands between it and the word; unit: the word; e: its end.
    Returns: where to go on where more than the word was read, else 0.
    """
    text = r.text
    plain = not scale and numeral.isdecimal()
    if unit[0] == "年":
        if plain and len(numeral) == 4 and YEAR.fullmatch(numeral):
            year(r, s, end, numeral)
        elif plain and len(numeral) == 4 and numeral < "2200" and numeral[0] != "0":
            r.note(s, end, "year")  # 1898年
        elif unit != "年":
            r.note(s, end, "date")
        elif plain and len(numeral) <= 3 and (text.startswith(_PLAN_WORDS, e) or text.startswith("级", e)):
            r.note(s, end, "plan period")
        elif plain and len(numeral) == 2 and (numeral[0] == "0" or _MONTH_AFTER.match(text, e)):
            r.note(s, end, "year")
        else:
            _duration(r, s, numeral, scale, unit, e)
    elif unit == "日" and text[s - 1 : s] != "月" and _WITHIN.match(text, e):
        _duration(r, s, numeral, scale, unit, e)
    elif unit in ("月", "月份", "日"):
        r.dates.append((s, end, "day" if unit == "日" else "month", int(numeral) if plain and len(numeral) <= 2 else 0))
        r.note(s, end, "date")
    elif unit == "时" and (m := _CLOCK.match(text, s)):
        r.note(s, end, "time")
        r.note(m.start(2), m.end(2), "time")
        return m.end()
    else:
        r.note(s, end, "date" if unit == "号" and text[s - 1 : s] == "月" else _REASONS.get(unit, "date"))
    return 0


def year(r: Reader, s: int, end: int, numeral: str) -> None:
    """Enter a year."""
    r.dates.append((s, end, "year", int(numeral)))
    r.note(s, end, "year")


def clock(r: Reader, s: int) -> int:
    """8点30分 at a numeral; returns where it ends, 0 where there is no such time."""
    m = _CLOCK.match(r.text, s)
    if m is None:
        return 0
    for hour_or_minute in (1, 2):
        r.note(m.start(hour_or_minute), m.end(hour_or_minute), "time")
    return m.end()


def _duration(r: Reader, s: int, numeral: str, scale: str, unit: str, e: int) -> None:
    num, printed = arabic(numeral)
    factor, inner = r.g.scales.get(scale, (1, ""))
    code = hedging.behind(r.g, r.text, e, "duration", unit) or ("at_most" if _WITHIN.match(r.text, e) else "")
    r.figure(s, e, scaled(num, printed, factor), printed, unit, "duration", inner, code)


def chinese(r: Reader, s: int, end: int, numeral: str, unit: str, e: int) -> None:
    """A Chinese numeral with a word of time: 二〇二三年, 十二月, 三年 (a period), 一周内 (a deadline is a figure)."""
    text = r.text
    if unit in ("年", "年度") and len(numeral) == 4 and numeral[0] in "一二" and not set(numeral) & set("十百千万亿"):
        year(r, s, end, digits(numeral))
    elif unit in ("月", "月份") or (unit == "日" and (text[s - 1 : s] == "月" or not _WITHIN.match(text, e))):
        value = integer(numeral)
        r.dates.append((s, end, "day" if unit == "日" else "month", value if value and value <= 31 else 0))
        r.note(s, end, "date")
    elif unit in ("号", "时", "世纪", "年代", "季度"):
        r.note(s, end, _REASONS.get(unit, "date"))
    elif _WITHIN.match(text, e) and (value := integer(numeral)):
        r.figure(s, e, (value, 0, 0), 0, unit, "duration", "", "at_most")
    else:
        r.note(s, end, "period")
