"""Which report a row of a dataset is of: by place and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.dataset import cells
from audit.dataset.figures import Report
from audit.dataset.table import Column, Table

_SUFFIX = re.compile(r"(?:人民政府|政府)?(?:办公室)?$")
_KIND = re.compile(r"(?:自治县|自治州|自治区|新区|[省市州县区乡镇])$")
_TOP = 400  # characters of a report's beginning in which its place stands, where it is not found otherwise
_YEAR_HEAD = re.compile(r"年度|年份|^年$|^year$|报告期|时期|期间", re.I)
_PLACE_HEAD = re.compile(r"地区|区域|单位|机关|县|市|区|州|乡|镇|省|place|region|county|area|city", re.I)


@dataclass(slots=True)
class Keys:
    """The columns that say what a row is of: place and year, None where the table has none."""

    place: int | None
    year: int | None
    columns: tuple[int, ...]

    def label(self, table: Table, row: int) -> str:
        """甲县 2023"""
        return " ".join(t for k in self.columns if (t := cells.clean(table.columns[k].text[row])))


def keys_of(table: Table, reports: Sequence[Report], named: Sequence[str] = ()) -> Keys:
    """Find the columns of place and year by what they hold.

    Args:    table: a row a place and year. reports: that its values may come from. named: keys that a contract names.
    Returns: the columns; `columns` are those that a message names a row by.
    """
    texts = [(n, c) for n, c in enumerate(table.columns) if c.kind in (cells.TEXT, cells.DATE)]
    known = {p for r in reports if (p := r.parsed.place)}
    held = [(sum(any(same_place(t, p) for p in known) for t in set(c.text) if t.strip()), -n) for n, c in texts]
    place = next((-n for hits, n in sorted(held, reverse=True) if hits), None)
    if place is None:
        place = next((n for n, c in texts if c.kind == cells.TEXT and _PLACE_HEAD.search(c.name)), None)
    year = next((n for n, c in texts if c.kind == cells.DATE), None)
    if year is None:
        year = next(
            (n for n, c in enumerate(table.columns) if _YEAR_HEAD.search(c.name) and any(year_of(t) for t in c.text)),
            None,
        )
    names = {c.name: n for n, c in enumerate(table.columns)}
    columns = [names[k] for k in named if k in names] or [n for n in (place, year) if n is not None]
    if not columns:
        columns = [n for n, c in texts[:2]]
    return Keys(place, year, tuple(columns))


def year_of(text: str) -> int | None:
    """The year that a cell begins with."""
    m = re.match(r"\s*((?:19|20)[0-9]{2})(?![0-9])", text) or re.match(r"\s*((?:19|20)[0-9]{2})(?:[01][0-9])", text)
    return int(m[1]) if m else None


def same_place(a: str, b: str) -> bool:
    """甲水 and 甲水县人民政府, 乙州市丙山区 and 丙山区; 丙山区 and 丙山镇 are two."""
    a, b = (_SUFFIX.sub("", cells.clean(x)) for x in (a, b))
    if len(a) < 2 or len(b) < 2:
        return False
    if a == b or a.endswith(b) or b.endswith(a):
        return True
    bare = [_KIND.sub("", x) for x in (a, b)]
    return (bare[0] == b or bare[1] == a) and all(len(x) >= 2 for x in bare)


def reports_of(table: Table, row: int, keys: Keys, reports: Sequence[Report]) -> tuple[list[Report], int | None]:
    """The reports that may state the values of a row.

    Returns: those of its place, of its year before others; and its year. Without a column of places those of its year;
             without either the one report that there is.
    """
    year = year_of(table.columns[keys.year].text[row]) if keys.year is not None else None
    found = list(reports)
    if keys.place is not None:
        text = table.columns[keys.place].text[row]
        found = [r for r in found if _is_of(r, text)]
    elif keys.year is None and len(reports) > 1:
        return [], None
    if year is not None:
        exact = [r for r in found if r.parsed.year in (year, None)]
        found = exact or [r for r in found if any(s.year == year for s in r.stated)]
    return found, year


def _is_of(r: Report, text: str) -> bool:
    if r.parsed.place:
        return same_place(text, r.parsed.place)
    name = _SUFFIX.sub("", cells.clean(text))
    top = r.parsed.title or r.parsed.source[:_TOP]
    return len(name) >= 2 and (name in top or name in r.parsed.source[:_TOP])


def unit_of(column: Column) -> str:
    """The unit of a column, without its multiplier."""
    return column.unit.lstrip("十百千万亿")
