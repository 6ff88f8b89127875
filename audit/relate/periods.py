"""Dates and periods: signed before the period ends, published late, plan periods restated, as-of dates."""

from __future__ import annotations

import datetime
import re

from audit.relate.context import Context
from audit.relate.relations import INFO, WARNING, Relation

_PLAN = re.compile(r"《([^《》（(]{4,40})[（(]((?:19|20)\d\d) ?年? ?[—–\-~～至]+ ?((?:19|20)\d\d) ?年?[)）]》")
_AS_OF = re.compile(r"截至(?:到)?((?:19|20)\d\d)年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?(底|末)?")
_SIGNED = re.compile(r"(?:^|\n)[ \t　]*((?:19|20)\d\d) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日[ \t　]*(?=\n|$)")
_SIGNED_CN = re.compile(
    r"(?:^|\n)[ \t　]*([〇零一二三四五六七八九]{4})年"
    r"([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日[ \t　]*(?=\n|$)"
)
_PERIODS = re.compile(r"\s")


class Dates:
    """What a report says of its own dates; each is (ordinal, start, end) or None."""

    __slots__ = ("generated", "period_end", "published", "signed", "year_span")

    def __init__(self) -> None:
        self.signed = self.published = self.generated = None
        self.period_end: datetime.date | None = None
        self.year_span: tuple[int, int] | None = None


def find_signed(text: str) -> tuple[int, int, int] | None:
    """The signing date on a line of its own near the end of the text."""
    tail = max(0, len(text) - 400)
    found = None
    for m in _SIGNED.finditer(text, tail):
        try:
            day = datetime.date(int(m.group(1)), int(m.group(2)), int(m.group(3)))
        except ValueError:
            continue
        found = (day.toordinal(), m.start(1), m.end(3) + 1)
    if found is None:
        from audit.parse.numerals import digits
        from audit.read.structure import chinese_number

        for m in _SIGNED_CN.finditer(text, tail):
            try:
                day = datetime.date(int(digits(m.group(1))), chinese_number(m.group(2)), chinese_number(m.group(3)))
            except ValueError:
                continue
            found = (day.toordinal(), m.start(1), m.end(3) + 1)
    return found


def periods(
    c: Context,
    out: list[Relation],
    title: tuple[int, int] | None,
    published: tuple[int, int, int] | None,
    partial: bool,
) -> None:
    """Relate a report's dates with the period it reports on.

    Args:
        c: the document laid out; out: relations, appended to.
        title: span of the title, which names the period.
        published: (ordinal, start, end) of the date of publication as the metadata state it.
        partial: the title names a part of the year (一季度, 1—6月), whose end is not the year's.
    """
    signed = find_signed(c.text)
    year = c.year
    if year and signed and title is not None and not partial:
        end = datetime.date(year, 12, 31).toordinal()
        spans = [("item", signed[1], signed[2]), ("item", title[0], min(title[1], title[0] + 60))]
        out.append(
            Relation(
                "period",
                "dates",
                "PER101",
                [],
                {"earlier": end, "later": signed[0]},
                -1,
                WARNING,
                0.0,
                spans,
                str(year),
                "signed",
            )
        )
    day = published or signed
    if year and day and c.genre == "rule_of_law_report":
        limit = datetime.date(year + 1, 4, 1).toordinal()
        out.append(
            Relation(
                "period",
                "dates",
                "PER102",
                [],
                {"earlier": day[0], "later": limit},
                -1,
                INFO,
                0.0,
                [("item", day[1], day[2])],
                str(year),
                "published",
            )
        )
    if signed and published:
        out.append(
            Relation(
                "period",
                "dates",
                "PER104",
                [],
                {"earlier": signed[0], "later": published[0]},
                -1,
                INFO,
                0.0,
                [("item", signed[1], signed[2]), ("item", published[1], published[2])],
                "",
                "order",
            )
        )
    plans: dict[str, tuple[int, int, int, int]] = {}
    for m in _PLAN.finditer(c.text):
        name = _PERIODS.sub("", m.group(1))
        a, b = int(m.group(2)), int(m.group(3))
        at = (m.start(2) - 1, m.end())
        if name in plans:
            x, y, s, e = plans[name]
            out.append(
                Relation(
                    "period",
                    "repeats",
                    "PER103",
                    [],
                    {"a_lo": x * 10000 + y, "a_hi": x * 10000 + y, "b_lo": a * 10000 + b, "b_hi": a * 10000 + b},
                    -1,
                    WARNING,
                    0.0,
                    [("item", at[0], at[1]), ("item", s, e)],
                    f"《{name}》",
                    "plan",
                )
            )
        else:
            plans[name] = (a, b, *at)
    if year and not partial:
        for m in _AS_OF.finditer(c.text):
            y = int(m.group(1))
            known = signed or published
            if y == year and m.group(2) and known:
                month = int(m.group(2))
                if not 1 <= month <= 12:
                    continue
                first = datetime.date(y, month, min(int(m.group(3) or 1), 28)).toordinal()
                limit = known[0]
                out.append(
                    Relation(
                        "period",
                        "dates",
                        "PER104",
                        [],
                        {"earlier": first, "later": limit},
                        -1,
                        WARNING,
                        0.0,
                        [("item", m.start(), m.end())],
                        m.group(0),
                        "as_of",
                    )
                )
