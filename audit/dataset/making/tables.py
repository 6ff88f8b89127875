"""The long and the wide table, as rows of text and numbers that a spreadsheet cannot run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from os import path as paths

from audit.dataset.making.pick import Pick
from audit.parse import indicators
from audit.report.export import inert

PLACE, YEAR, INDICATOR, VALUE, UNIT = KEYS = ("地区", "年度", "指标", "数值", "单位")
PROVENANCE = ("text", "report", "sha256", "start", "end")
LONG = (*KEYS, *PROVENANCE)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


@dataclass(slots=True)
class Wide:
    """A row a place and year, a column an indicator; `names` and `units` are those of the columns after the keys."""

    names: list[str]
    units: list[str]
    rows: list[list[str]]

    @property
    def heads(self) -> list[str]:
        """地区, 年度, 行政复议受理（件） …"""
        return [PLACE, YEAR, *(f"{n}（{u}）" if u else n for n, u in zip(self.names, self.units, strict=True))]


def relative(path: str, folder: str) -> str:
    """A report's path as a dataset in a folder names it: with slashes; as it was given where there is no way."""
    if path == "-":
        return path
    try:
        return paths.relpath(path, folder or ".").replace(paths.sep, "/")
    except ValueError:  # another drive
        return path


def long_rows(picks: Sequence[Pick], folder: str) -> list[list[str]]:
    """The long table: a row a value, with its place in the report.

    Args:    picks: the values. folder: of the dataset: paths of reports are relative to it.
    Returns: rows in the columns of LONG; `数值` is exact, in base units, a percentage as printed; `text` as printed.
    """
    out = []
    for p in picks:
        s, parsed = p.stated, p.report.parsed
        where = [parsed.sha256, str(s.start), str(s.end)]
        value = str(parsed.figures["value"][s.index])
        out.append(
            [
                *map(inert, (p.place, p.year, p.indicator, value, unit_of(p), s.text, relative(parsed.path, folder))),
                *where,
            ]
        )
    return out


def wide_table(picks: Sequence[Pick]) -> Wide:
    """The wide table: cells as printed, without the unit that stands in the head."""
    order = indicators.order()
    names = sorted({p.indicator for p in picks}, key=order.__getitem__)
    at = {name: n for n, name in enumerate(names)}
    units = [_common(name, [unit_of(p) for p in picks if p.indicator == name]) for name in names]
    rows: dict[tuple[str, str], list[str]] = {}
    for p in picks:
        row = rows.setdefault((p.place, p.year), [inert(p.place), p.year, *[""] * len(names)])
        row[2 + at[p.indicator]] = inert(bare(p))
    return Wide(names, units, list(rows.values()))


def unit_of(p: Pick) -> str:
    """The unit of a value, without a multiplier."""
    unit = p.stated.unit
    return unit if not p.stated.percent or unit in ("%", "‰", "‱") else "%"


def bare(p: Pick) -> str:
    """A figure as a cell has it: 77.35, 15.87亿, 1300余; a word such as 无一件 as its value."""
    text = re.sub(r"[\s，,]", "", p.stated.text)
    unit = unit_of(p)
    m = re.match(r"[+-]?[0-9]+(?:\.[0-9]+)?[十百千万亿]{0,2}[余多]?", text)
    found = m[0] if m else ""
    if not found or (found != text and text.removesuffix(unit) != found and unit != "%"):
        return str(p.report.parsed.figures["value"][p.stated.index])
    return found


def _common(name: str, units: Sequence[str]) -> str:
    """The unit of a column: the one that its values have; none where they differ (件 and 起)."""
    stated = {u for u in units if u}
    known = indicators.units(name)
    if not stated:
        return known[0] if len(known) == 1 else ""
    return stated.pop() if len(stated) == 1 else ""


def plain(cells: Sequence[str]) -> bool:
    """Are all cells of a column plain numbers?"""
    return all(not c or _NUMBER.fullmatch(c) for c in cells)
