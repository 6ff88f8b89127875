"""The length of a stated period: 5月份 is 31 days, 第四季度 three months, 1—9月 nine, 6月24日至30日 seven days."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from audit.parse.numerals import DIGITS
from audit.relate.context import Context

_DATES = (
    r"(?P<m1>[0-9]{1,2}) ?月 ?(?P<d1>[0-9]{1,2}) ?日? ?(?:至|到|—+|-|–|~|～) ?"
    r"(?:(?P<m2>[0-9]{1,2}) ?月 ?)?(?P<d2>[0-9]{1,2}) ?日"
)
_MONTHS = r"(?P<a>[0-9]{1,2}) ?月?(?:份)? ?(?:至|到|—+|-|–|~|～) ?(?P<b>[0-9]{1,2}) ?月"
_QUARTER = r"第?(?P<q>[一二三四1-4]) ?季度"
_OTHER = (
    r"前(?P<n>[一二三四五六七八九十]|[0-9]{1,2})个月|(?P<half>上半年|下半年)|(?P<three>前三季度)|(?P<whole>全年)"
    r"|(?P<m>[0-9]{1,2}) ?月(?:份)?(?! ?[0-9]{1,2} ?日)"
)
_SPELL = re.compile(
    rf"(?:(?P<y>(?:19|20)[0-9]{{2}}) ?年(?:度)?(?!末|底|初))?(?:{_DATES}|{_MONTHS}|{_QUARTER}|{_OTHER})"
    rf"|(?P<yy>(?:19|20)[0-9]{{2}}) ?年(?:度)?(?!末|底|初|来|[—\-–~至])"
)
_OTHER_YEAR = re.compile(r"(?:去年|上年|较|比|同期|截至|截止|到|自)[^，,。；;]{0,3}$")


@dataclass(slots=True)
class Spell:
    """A stated period: span in the text, days (0 where the year is needed and unknown), months (0 for a range of
    days).
    """

    start: int
    end: int
    days: int
    months: int


def spells(c: Context, m: int) -> list[Spell]:
    """The periods stated before figure m that it may be of, most likely first: its sentence's, its block's, the
    title's.

    Args:    c: the document laid out; m: a figure.
    Returns: periods; those of another year (去年5月) are left out.
    """
    start = c.figures.start[m]
    block = c.blocks[c.block[m]]
    out = [*_stated(c, c.sentence_start[m], start)[::-1], *_stated(c, block, c.sentence_start[m])[::-1]]
    if not out:
        out = _stated(c, 0, min(block, 160))
    return out


def _stated(c: Context, begin: int, end: int) -> list[Spell]:
    """The periods named in a stretch of text, in order, without those of another year."""
    out = []
    for m in _SPELL.finditer(c.text, begin, end):
        if _OTHER_YEAR.search(c.text[max(0, m.start() - 8) : m.start()]):
            continue
        year = int(m["y"] or m["yy"] or c.year or 0)
        days, months = _length(m, year)
        if days or months:
            out.append(Spell(m.start(), m.end(), days, months))
    return out


def _length(m: re.Match, year: int) -> tuple[int, int]:
    if m["yy"] or m["whole"]:
        return (365 + calendar.isleap(year) if year else 0), 12
    if m["d1"]:
        try:
            a = datetime.date(year or 2023, int(m["m1"]), int(m["d1"]))
            b = datetime.date(year or 2023, int(m["m2"] or m["m1"]), int(m["d2"]))
        except ValueError:
            return 0, 0
        return ((b - a).days + 1 if b > a else 0), 0
    if m["q"]:
        q = DIGITS.get(m["q"]) or int(m["q"])
        first, last = 3 * q - 2, 3 * q
    elif m["half"]:
        first, last = (1, 6) if m["half"] == "上半年" else (7, 12)
    elif m["three"]:
        first, last = 1, 9
    elif m["n"]:
        first, last = (
            1,
            (
                10
                if m["n"] == "十"
                else DIGITS.get(m["n"]) or int(m["n"])
                if m["n"].isdigit() or m["n"] in DIGITS
                else 0
            ),
        )
    elif m["a"]:
        first, last = int(m["a"]), int(m["b"])
    else:
        first = last = int(m["m"])
    if not 1 <= first <= last <= 12:
        return 0, 0
    if not year and first <= 2 <= last:
        return 0, last - first + 1
    return sum(calendar.monthrange(year or 2023, k)[1] for k in range(first, last + 1)), last - first + 1
