"""Which figure of each report is which indicator; what is doubtful is left out, and said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from audit.dataset.figures import Report, Stated
from audit.dataset.tracing.naming import NEAR
from audit.model import Parsed
from audit.parse import indicators

SHOWN = 6  # values that a message lists
CLOSE = 0.3  # figures that fit an indicator about as well
_TOP = 400
_SUM = re.compile("总计|合计")  # of the cells of a table the one of the whole
_PLACE = re.compile(
    r"(?<![一-鿿])(?![以由向对各全经在将按本省市县区乡镇])([一-鿿]{1,6}?(?:自治县|自治州|新区|[省市州县区乡镇]))(?:人民政府|政府|人大|人民法院)"
)


@dataclass(frozen=True, slots=True)
class Pick:
    """One value: what it is of, and the figure that states it."""

    place: str
    year: str
    indicator: str
    report: Report
    stated: Stated


@dataclass(slots=True)
class Picked:
    """The values of all reports, in the order of the reports and of the lexicon; `left_out`: (report, why, what)."""

    picks: list[Pick] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)
    unnamed: int = 0  # figures for which the lexicon has no indicator


def pick(reports: Sequence[Report]) -> Picked:
    """Choose.

    Args:    reports: with their figures.
    Returns: at most one figure a place, year and indicator. Left out: an indicator that figures of one report state
             with several values, equally well (several); one that two reports of a place and year state differently:
             the first stays (reports); reports without a place or a year (place, year).
    """
    out = Picked()
    order = indicators.order()
    seen: dict[tuple[str, str, str], Pick] = {}
    for r in reports:
        path, place = r.parsed.path, place_of(r.parsed)
        year = str(r.parsed.year) if r.parsed.year else ""
        if not year:
            out.left_out.append((path, "year", ""))
            continue
        by_name: dict[str, list[Stated]] = {}
        for s in r.stated:
            if s.indicator and s.score >= NEAR and s.year == r.parsed.year:
                by_name.setdefault(s.indicator, []).append(s)
            else:
                out.unnamed += 1
        for name in sorted(by_name, key=order.__getitem__):
            best = max(s.score for s in by_name[name])
            near = [s for s in by_name[name] if s.score >= best - CLOSE]
            if len({s.value for s in near}) > 1 and len({s.value for s in near if _SUM.search(s.words)}) == 1:
                near = [s for s in near if _SUM.search(s.words)]
            if len({s.value for s in near}) > 1:
                out.left_out.append((path, "several", f"{name}: {_shown(near)}"))
                continue
            chosen = Pick(place, year, name, r, min(near, key=lambda s: (bool(s.hedge), s.start)))
            first = seen.setdefault((place, year, name), chosen)
            if first is chosen:
                out.picks.append(chosen)
            elif first.stated.value != chosen.stated.value:
                what = f"{name}: {chosen.stated.text}, {first.report.parsed.path}: {first.stated.text}"
                out.left_out.append((path, "reports", what))
    return out


def _shown(near: Sequence[Stated]) -> str:
    """78件、5件、15件"""
    texts = list(dict.fromkeys(s.text for s in near))
    return "、".join(texts[:SHOWN]) + (f" … ({len(near)})" if len(texts) > SHOWN else "")


def place_of(parsed: Parsed) -> str:
    """The place of a report: as its front matter has it, else as its first lines name it, else the name of its file."""
    if parsed.place:
        return parsed.place
    m = _PLACE.search(parsed.source[:_TOP])
    return m[1] if m else PurePath(parsed.path).stem
