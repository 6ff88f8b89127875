"""Trace a dataset to its reports: as printed, rounded, elsewhere, different, absent; with the span."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import takewhile
from typing import Any

from audit.config import Config
from audit.dataset import cells
from audit.dataset.figures import Report, Stated, report_of
from audit.dataset.shape import Long, line_of, long_roles, origin, printed, provenance_of, widen
from audit.dataset.table import Column, Table
from audit.dataset.tracing import agree, naming
from audit.dataset.tracing.rows import Keys, keys_of, reports_of, unit_of
from audit.model import Finding, Parsed
from audit.parse import indicators

PRINTED, ROUNDED, ELSEWHERE, DIFFERENT, ABSENT, UNSOURCED = STATES = (
    "printed",
    "rounded",
    "elsewhere",
    "different",
    "absent",
    "unsourced",
)
Fit = tuple[float, Report, Stated]  # how well a figure's words fit a column
TELLING = 3  # digits from which an equal value elsewhere is worth showing
# column of the table of a trace -> dtype, what it holds
TRACE = {
    "table": ("string", "path of the dataset"),
    "line": ("int64", "of the row"),
    "row": ("string", "the row's key"),
    "column": ("string", "indicator"),
    "value": ("string", "the cell as printed"),
    "state": ("string", "printed, rounded …"),
    "how": ("string", "half_up, hedge, finer, another label …"),
    "report": ("string", "path"),
    "start": ("int64", "code point; 0 without a figure"),
    "end": ("int64", "half-open"),
    "text": ("string", "the report's figure as printed"),
    "label": ("string", "its words"),
    "fit": ("float64", "how well the words fit, from 1 the same indicator"),
}


@dataclass(slots=True)
class Traced:
    """What became of every value.

    Attributes:
        findings: select, ignore and the severities of the suite applied; waivers are the gate's to apply.
        rows: one a value, in the columns of TRACE. summary: counts by state, `values`, `omitted`, `reports`.
        parsed: the reports that were looked at. nothing: why nothing could be traced, "" where something was.
        failures, bugs: reports that could not be read.
    """

    findings: list[Finding] = field(default_factory=list)
    rows: list[tuple] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    parsed: list[Parsed] = field(default_factory=list)
    nothing: str = ""
    failures: int = 0
    bugs: int = 0


@dataclass(slots=True)
class Trace:
    """What became of one value. `other`: where its value stands instead; `sure`: no other reading of the words."""

    table: Table
    row: int
    column: int
    state: str
    how: str = ""
    report: Report | None = None
    stated: Stated | None = None
    fit: float = 0.0
    other: tuple[Report, Stated] | None = None
    sure: bool = False


def trace(
    tables: Iterable[Table], reports: Sequence[Parsed], config: Config, *, keys: Sequence[str] | None = None
) -> Traced:
    """Compare every value of a dataset with what its reports state.

    Args:
        tables: wide or long ones; a long one that records where its values stand is held to that.
        reports: parsed reports. config: suite, select, ignore, language. keys: the contract's key columns, or None:
            place and year are found by what the columns hold.
    Returns: the traces, their findings and counts. The reports are not judged here.
    """
    from audit.dataset.tracing.findings import findings_of

    known = _Reports([report_of(p) for p in reports])
    out = Traced(parsed=list(reports))
    traces: list[Trace] = []
    labels: dict[int, tuple[Keys, str]] = {}
    tables = list(tables)
    paths = [t.path for t in tables]
    omitted, held = 0, []  # the tables are held: they are known by their id
    for table in tables:
        long = long_roles(table)
        wide = widen(table, long) if long else table
        found = keys_of(wide, known.known, keys or ())
        path = f"{table.path}#{table.sheet}" if table.sheet and paths.count(table.path) > 1 else table.path
        labels[id(wide)] = (found, path)
        held.append(wide)
        recorded = _Recorded(table, wide, long, known.known)
        measured = _measured(wide, found, recorded)
        parts = _parts(wide, found, measured)
        for row in range(wide.rows):
            more, missed = _row(wide, row, found, measured, known, recorded, row in parts)
            traces += more
            omitted += missed
    out.findings = findings_of(traces, labels, config)
    out.rows = [_line(t, *labels[id(t.table)]) for t in traces]
    counts = dict.fromkeys(STATES, 0)
    for t in traces:
        counts[t.state] += 1
    by_report = {r.parsed.path: sum(t.report is r for t in traces) for r in known.known}
    out.summary = {"values": len(traces), **counts, "omitted": omitted, "reports": by_report}
    if not traces:
        out.nothing = "no value"
    elif counts[UNSOURCED] == len(traces):
        out.nothing = "no row's place and year are those of a report"
    elif not counts[PRINTED] + counts[ROUNDED]:
        out.nothing = "no value of the dataset stands in the reports"
    return out


class _Recorded:
    """Where a dataset says that its values stand, for tables that record it."""

    def __init__(self, table: Table, wide: Table, long: Long | None, reports: Sequence[Report]) -> None:
        self.table, self.wide, self.reports = table, wide, reports
        self.columns = {}
        if names := (long.provenance if long else provenance_of(table)):
            self.columns = {part: table.column(name) for part, name in names.items()}
        self.long = bool(long)

    def of(self, row: int, column: int) -> tuple[Report, int, int, bool] | None:
        """The report and span recorded for a value, and whether they hold; None where none is, or for none of ours."""
        if not self.columns or not self.long:
            return None
        i = origin(self.wide, row, column)[0]
        name, start, end = (cells.clean(self._text(part, i)) for part in ("report", "start", "end"))
        if not name or not start.isdigit():
            return None
        digest, text = cells.clean(self._text("sha256", i)), self._text("text", i)
        for r in self.reports:
            if (digest and r.parsed.sha256 == digest) or _same_file(name, r.parsed.path):
                a = int(start)
                b = int(end) if end.isdigit() else a + len(text)
                held = (not digest or digest == r.parsed.sha256) and b <= len(r.parsed.source)
                held = held and (not text or _bare(r.parsed.source[a:b]) == _bare(text) or _markup(r, a, b, text))
                return r, a, b, held
        return None

    def _text(self, part: str, i: int) -> str:
        return self.columns[part].text[i] if part in self.columns else ""


def _same_file(name: str, path: str) -> bool:
    return os.path.basename(name.replace("\\", "/")) == os.path.basename(path)


def _bare(text: str) -> str:
    return "".join(text.split()).lstrip("'")


def _markup(r: Report, a: int, b: int, text: str) -> bool:
    return r.parsed.format == "html" and any((s.start, s.end, _bare(s.text)) == (a, b, _bare(text)) for s in r.stated)


def _measured(table: Table, keys: Keys, recorded: _Recorded) -> dict[int, Column]:
    """The columns of figures, by place. One whose cells are hedged (1300余), or all empty, is one by its head."""
    out = {}
    strange = set() if recorded.long else {c.name for c in recorded.columns.values()}
    for n, column in enumerate(table.columns):
        if n in keys.columns or n in (keys.place, keys.year) or column.name in strange or column.kind == cells.DATE:
            continue
        if column.kind == cells.TEXT:
            given = [t for t, null in zip(column.text, column.null, strict=True) if null is None]
            if not (column.unit or indicators.of_head(column.name)) or 2 * sum(
                map(bool, map(cells.value, given))
            ) < len(given):
                continue
            column = copy.copy(column)
            cells.retype(column, cells.PERCENT if column.unit in ("%", "‰") else cells.NUMBER)
        out[n] = column
    return out


def _parts(table: Table, keys: Keys, measured: dict[int, Column]) -> set[int]:
    """Rows that are of a part of a place and year: of a quarter, or of one of several offices, kinds …"""
    if keys.year is not None and table.columns[keys.year].grain not in ("", "year"):
        return set(range(table.rows))
    whole = [n for n in (keys.place, keys.year) if n is not None]
    others = [n for n, c in enumerate(table.columns) if n not in measured and n not in whole]
    others = [n for n in others if any(null is None for null in table.columns[n].null)]
    groups: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    rows = []
    for row in range(table.rows):
        key, rest = (tuple(cells.clean(table.columns[n].text[row]) for n in names) for names in (whole, others))
        groups.setdefault(key, set()).add(rest)
        rows.append(key)
    return {row for row, key in enumerate(rows) if len(groups[key]) > 1} if whole else set()


def _row(
    table: Table,
    row: int,
    keys: Keys,
    measured: dict[int, Column],
    known: _Reports,
    recorded: _Recorded,
    part: bool,
) -> tuple[list[Trace], int]:
    """The traces of one row, and how many values that the reports do state it leaves out.

    `part`: the row is of a part of a place and year, so that the figure of the whole says nothing against it.
    """
    reports, year = known.sources(table, row, keys)
    out, missed = [], 0
    for n, column in measured.items():
        cell = agree.cell_of(column, row)
        if cell is None:
            missed += not part and column.null[row] is not None and known.states(column, reports, year)
            continue
        place = recorded.of(row, n)
        if place:
            out.append(_held(table, row, n, cell, column, place))
        elif not reports:
            out.append(Trace(table, row, n, UNSOURCED))
        else:
            out.append(_found(table, row, n, cell, column, reports, year, known, part))
    strange = bool(reports) and year is not None and all(r.parsed.year not in (None, year) for r in reports)
    if strange and not any(t.state in (PRINTED, ROUNDED) for t in out):  # a report of another year says nothing of it
        return [Trace(table, row, t.column, UNSOURCED) for t in out], 0
    return out, missed


def _held(
    table: Table, row: int, n: int, cell: agree.Cell, column: Column, place: tuple[Report, int, int, bool]
) -> Trace:
    """A value that records its place: held to that place."""
    r, a, b, held = place
    stated = next((s for s in r.stated if s.start < b and a < s.end), None)
    if not held or stated is None:
        return Trace(table, row, n, DIFFERENT, "recorded place", r, stated, sure=True)
    same = agree.agree(cell, stated)
    if same and cell.value == stated.value:  # the hedge stands in the recorded text
        same = (PRINTED, "exact")
    score = naming.fit(column.name, cell.percent, unit_of(column), stated)
    return Trace(table, row, n, *(same or (DIFFERENT, "recorded value")), r, stated, score, sure=True)


class _Reports:
    """The reports, and how well the figures of each fit a column: looked up once a column and report."""

    def __init__(self, known: Sequence[Report]) -> None:
        self.known = known
        self._sources: dict[tuple, tuple[list[Report], int | None]] = {}
        self._fits: dict[tuple, list[Fit]] = {}
        self._rows: dict[tuple, tuple[list[Fit], dict[Fraction, list[Fit]]]] = {}

    def sources(self, table: Table, row: int, keys: Keys) -> tuple[list[Report], int | None]:
        """The reports of a row, and its year."""
        key = tuple(table.columns[n].text[row] if n is not None else None for n in (keys.place, keys.year))
        if key not in self._sources:
            self._sources[key] = reports_of(table, row, keys, self.known)
        return self._sources[key]

    def fits(self, r: Report, column: Column) -> list[Fit]:
        """The figures of a report with how well each fits a column, the best first."""
        key = (id(r), column.name, column.kind == cells.PERCENT, unit_of(column))
        if key not in self._fits:
            found = [(naming.fit(column.name, key[2], key[3], s), r, s) for s in r.stated]
            self._fits[key] = sorted(found, key=lambda f: -f[0])
        return self._fits[key]

    def of_row(
        self, column: Column, reports: Sequence[Report], year: int | None
    ) -> tuple[list[Fit], dict[Fraction, list[Fit]]]:
        """The same for the reports of a row, figures of another year fitting less; and by value."""
        key = (column.name, column.kind, unit_of(column), year, *map(id, reports))
        if key not in self._rows:
            fits = sorted(self._of_year(column, reports, year), key=lambda f: -f[0])
            by_value: dict[Fraction, list[Fit]] = {}
            for f in fits:
                by_value.setdefault(f[2].value, []).append(f)
            self._rows[key] = fits, by_value
        return self._rows[key]

    def _of_year(self, column: Column, reports: Sequence[Report], year: int | None) -> Iterator[Fit]:
        for report in reports:
            strange = year is not None and report.parsed.year not in (None, year)
            for score, r, s in self.fits(report, column):
                if year is None or s.year == year or (s.year is None and not strange):
                    yield score, r, s
                elif not strange:
                    yield score * 0.6, r, s

    def states(self, column: Column, reports: Sequence[Report], year: int | None) -> bool:
        """Does a report surely state a value that the dataset leaves out?"""
        fits, _ = self.of_row(column, reports, year)
        return bool(fits) and fits[0][0] >= naming.SURE

    def in_others(self, cell: agree.Cell, column: Column, mine: Sequence[Report]) -> tuple[Report, Stated] | None:
        """The same value under the same words in the report of another place or year: a row that has slipped."""
        if cell.digits < TELLING - 1:
            return None
        for r in self.known:
            if any(r is m for m in mine):
                continue
            for score, _, s in self.fits(r, column):
                if score < naming.STRONG:
                    break
                if cell.value == s.value:
                    return r, s
        return None


def _found(
    table: Table,
    row: int,
    n: int,
    cell: agree.Cell,
    column: Column,
    reports: Sequence[Report],
    year: int | None,
    known: _Reports,
    part: bool,
) -> Trace:
    """Look a value up in the reports of its row: under its own words first, then anywhere."""
    unit = unit_of(column)
    fits, by_value = known.of_row(column, reports, year)
    best = fits[0] if fits else (0.0, None, None)
    named = best[0] >= naming.SURE  # the lexicon says which figure it ought to be
    floor = best[0] - naming.CLOSE if named else naming.enough(cell.digits)
    equal = [(f, same) for f in takewhile(lambda f: f[0] >= floor, fits) if (same := agree.agree(cell, f[2]))]
    for wanted in (PRINTED, ROUNDED):
        for (score, r, s), (state, how) in equal:
            if state == wanted:
                return Trace(table, row, n, state, how, r, s, score)
    exactly = by_value.get(cell.value, [])
    alike = [f for f in exactly if f[2].unit == unit or not (f[2].unit and unit)]
    exact = alike[0] if alike else None
    if not part and (named or (best[0] >= naming.STRONG and not (exact and cell.digits >= TELLING - 1))):
        near = [f for f in fits if f[0] >= best[0] - (naming.CLOSE if named else 0.1)]
        stated = min(near, key=lambda f: (-round(f[0], 1), abs(f[2].value - cell.value)))
        other = exact[1:] if exact and cell.digits >= TELLING - 1 else known.in_others(cell, column, reports)
        sure = len({s.value for _, _, s in near}) == 1 and (named or best[0] >= 0.9)
        sure = sure and not (exact and exact[0] >= naming.SURE)
        return Trace(table, row, n, DIFFERENT, "value", stated[1], stated[2], stated[0], other, sure)
    if exact:
        return Trace(table, row, n, ELSEWHERE, "another label", exact[1], exact[2], exact[0])
    other = known.in_others(cell, column, reports)
    if not part and best[0] >= naming.FAIR + 0.1:
        return Trace(table, row, n, DIFFERENT, "value", best[1], best[2], best[0], other)
    if other:
        return Trace(table, row, n, ELSEWHERE, "another report", *other, 1.0)
    if exactly and cell.digits >= TELLING - 1:
        return Trace(table, row, n, ELSEWHERE, "another unit", exactly[0][1], exactly[0][2], exactly[0][0])
    return Trace(table, row, n, ABSENT, "", reports[0])


def _line(t: Trace, keys: Keys, path: str) -> tuple:
    s, table = t.stated, t.table
    return (
        path,
        line_of(table, t.row, t.column),
        keys.label(table, t.row),
        table.columns[t.column].name,
        printed(table, t.row, t.column),
        t.state,
        t.how,
        t.report.parsed.path if t.report else "",
        s.start if s else 0,
        s.end if s else 0,
        s.text if s else "",
        s.label if s else "",
        round(t.fit, 2),
    )


__all__ = ["STATES", "TRACE", "Trace", "Traced", "trace"]
