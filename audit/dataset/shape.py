"""Long tables: an indicator, its value and its unit in columns of their own; and the wide table that they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from audit.dataset import cells
from audit.dataset.table import Column, Table

Cell = TypeVar("Cell")
# names that say what a column of a long table holds; lower case, the surest first
INDICATOR = ("指标", "指标名称", "指标名", "统计指标", "项目名称", "indicator", "variable", "measure", "metric")
VALUE = ("数值", "值", "指标值", "统计值", "数据", "value", "amount", "figure")
UNIT = ("单位", "计量单位", "unit", "units")
PROVENANCE = {
    "report": ("report", "报告", "来源文件", "来源报告", "报告文件"),
    "sha256": ("sha256", "校验值", "哈希"),
    "start": ("start", "起", "起始", "起始位置"),
    "end": ("end", "止", "终止", "结束位置"),
    "text": ("text", "原文", "原文数字"),
}
_REMARKS = frozenset(("备注", "说明", "注", "来源", "数据来源", "口径", "note", "notes", "source", "label", "标签"))


@dataclass(frozen=True, slots=True)
class Long:
    """Which columns of a long table are what. `key`: what tells rows apart but for the indicator.

    `provenance`: report, sha256, start, end, text -> the column that records where in a report a value stands.
    """

    indicator: str
    value: str
    unit: str = ""
    key: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)


class Origins:
    """Where the cells of a wide table stand in the long one: row, column -> row and column there, span, line."""

    def __init__(self, table: Table, rows: list[dict[int, tuple[int, int]]], first: list[int], keys: list[int]) -> None:
        self.table, self.rows, self.first, self.keys = table, rows, first, keys

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The row and column of the long table; of a cell that no row of it fills, the first row of the key."""
        if column < len(self.keys):
            return self.first[row], self.keys[column]
        return self.rows[row].get(column, (self.first[row], self.keys[0] if self.keys else 0))

    def __call__(self, row: int, column: int) -> tuple[int, int]:
        return self.table.span(*self.origin(row, column))

    def row(self, row: int) -> tuple[int, int]:
        """The span of the first row of a key."""
        of_row = getattr(self.table.cell, "row", None)
        return of_row(self.first[row]) if of_row else (0, 0)


def origin(table: Table, row: int, column: int) -> tuple[int, int]:
    """The row and column of the long table where a cell of the wide one stands; of another table the same cell."""
    return table.cell.origin(row, column) if isinstance(table.cell, Origins) else (row, column)


def printed(table: Table, row: int, column: int) -> str:
    """A cell as its file has it, of a wide table that stands for a long one too."""
    if not isinstance(table.cell, Origins):
        return table.columns[column].text[row].strip()
    i, k = table.cell.origin(row, column)
    return table.cell.table.columns[k].text[i].strip()


def line_of(table: Table, row: int, column: int) -> int:
    """The line of a cell, or row of its sheet; of a wide table that stands for a long one, in the long one."""
    if not isinstance(table.cell, Origins):
        return table.line[row]
    return table.cell.table.line[table.cell.origin(row, column)[0]]


def long_roles(table: Table) -> Long | None:
    """Find out whether a table is long, by the names of its columns.

    Args:    table: as it was read.
    Returns: its columns by their part; None where it has no column of indicators, or none of values.
    """
    names = {c.name.strip().lower(): c for c in table.columns}
    indicator = next((names[n] for n in INDICATOR if n in names and names[n].kind == cells.TEXT), None)
    value = next((names[n] for n in VALUE if n in names and names[n].kind != cells.DATE), None)
    if indicator is None or value is None:
        return None
    unit = next((names[n] for n in UNIT if n in names and names[n].kind == cells.TEXT), None)
    provenance = provenance_of(table, (indicator, value))
    given = {indicator.name, value.name, *provenance.values(), *((unit.name,) if unit else ())}
    key = tuple(
        c.name
        for c in table.columns
        if c.kind in (cells.TEXT, cells.DATE) and c.name not in given and c.name.strip().lower() not in _REMARKS
    )
    return Long(indicator.name, value.name, unit.name if unit else "", key, provenance)


def provenance_of(table: Table, besides: tuple[Column, ...] = ()) -> dict[str, str]:
    """The columns that record where a value stands in a report; empty unless a report and a start are recorded."""
    names = {c.name.strip().lower(): c for c in table.columns if c not in besides}
    found = {part: next((names[n].name for n in words if n in names), "") for part, words in PROVENANCE.items()}
    found = {part: name for part, name in found.items() if name}
    return found if {"report", "start"} <= set(found) else {}


def widen(table: Table, long: Long) -> Table:
    """The wide table that a long one stands for: a row a key, a column an indicator, both in order of appearance.

    Args:    table: the long one. long: its columns by their part.
    Returns: the wide one; spans of its cells point into the file of the long one, `line` is that of the first row of a
             key, `origin` gives row and column of the long one. A key that states one indicator twice
             keeps the first: the second is in `notes`.
    Raises:  KeyError: a column that the table has not.
    """
    keys = [table.index(name) for name in long.key]
    at, value = table.index(long.indicator), table.index(long.value)
    unit = table.column(long.unit).text if long.unit else [""] * table.rows
    prints = table.column(long.provenance["text"]).text if "text" in long.provenance else None
    row_of: dict[tuple[str, ...], int] = {}
    column_of: dict[str, int] = {}
    held: list[dict[int, tuple[int, int]]] = []
    first: list[int] = []
    notes = []
    for i in range(table.rows):
        key = tuple(cells.clean(table.columns[k].text[i]) for k in keys)
        name = cells.head_name(table.columns[at].text[i])[0]
        if not name:
            continue
        row = row_of.setdefault(key, len(row_of))
        if row == len(held):
            held.append({})
            first.append(i)
        column = column_of.setdefault(name, len(keys) + len(column_of))
        if column in held[row]:
            notes.append(f"line {table.line[i]} states {name} of {' '.join(key)} again")
            continue
        held[row][column] = (i, value)
    out = Table(
        table.name, table.path, table.sha256, rows=len(held), line=[table.line[i] for i in first], sheet=table.sheet,
        notes=[*table.notes, *notes], format=table.format, encoding=table.encoding, source=table.source,
    )  # fmt: skip
    for k in keys:
        c = table.columns[k]
        out.columns.append(_taken(c, first))
    for name, n in column_of.items():
        out.columns.append(_column(name, n, held, table.columns[value], unit, prints))
    out.cell = Origins(table, held, first, keys)
    return out


def _taken(c: Column, rows: list[int]) -> Column:
    """A column of some rows of another one."""
    return Column(
        c.name, c.head, c.unit, c.kind, _at(c.text, rows), _at(c.num, rows), _at(c.dec, rows), _at(c.step, rows),
        _at(c.low, rows), _at(c.high, rows), _at(c.null, rows), c.grain, c.place,
    )  # fmt: skip


def _at(values: list[Cell], rows: list[int]) -> list[Cell]:
    return [values[i] for i in rows]


def _column(
    name: str,
    n: int,
    held: list[dict[int, tuple[int, int]]],
    value: Column,
    unit: list[str],
    prints: list[str] | None,
) -> Column:
    """One indicator as a column: its cells read with their unit, and as printed where that is recorded too."""
    rows = [held[r].get(n, (-1, 0))[0] for r in range(len(held))]
    stated = {cells.clean(unit[i]) for i in rows if i >= 0 and cells.null_word(value.text[i]) is None} - {""}
    same = stated.pop() if len(stated) == 1 else ""
    texts = []
    for i in rows:
        text = value.text[i] if i >= 0 else ""
        own = unit[i].strip() if i >= 0 and not same else ""
        text = text + own if own and not text.endswith(own) else text
        if i >= 0 and prints and _same_value(text + (same if not own else ""), prints[i]):
            text = prints[i]  # 1300余人 and 15.87亿元 keep their bands
        texts.append(text)
    out = Column(name, f"{name}（{same}）" if same else name, same, place=value.place, floats=value.floats)
    cells.fill(out, texts)
    return out


def _same_value(text: str, printed: str) -> bool:
    """Are a value and a print of it the same number?"""
    a, b = cells.value(text), cells.value(printed)
    return a is not None and b is not None and a.num * 10**b.dec == b.num * 10**a.dec
