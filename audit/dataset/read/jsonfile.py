"""jsonl: one flat object a line; numbers keep the digits they are written with."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from json.decoder import scanstring  # type: ignore[attr-defined]  # CPython and PyPy have it
from typing import Any

from audit.dataset.read.build import Rows, build, refuse_cells
from audit.dataset.table import DUPLICATE_FIELD, Fault, Table
from audit.errors import InputError

MAX_FIELDS = 4096
_SPACE = re.compile(r"[ \t\r\n]*")
_EXPONENT = re.compile(r"[eE]")
_LITERAL = re.compile(r"[^,}\]\s]+")


def read_jsonl(where: str, data: bytes) -> Table:
    """Read a file of JSON lines.

    Args:    where: its path. data: its bytes.
    Returns: the table; columns in the order in which fields appear first; a field that a line lacks is an empty cell.
    Raises:  EncodingError, InputError: no JSON, no object, a nested value; each names the line.
    """
    from audit.read.encoding import decode

    decoded = decode(data, path=where)
    text = decoded.text
    records, line, starts, doubled = _records(text, where)
    names: dict[str, int] = {}
    for record in records:
        for name in record:
            names.setdefault(name, len(names))
    if len(names) > MAX_FIELDS:
        raise InputError(f"has {len(names):,} different fields", path=where, hint="a table has one set of fields")
    refuse_cells(len(records) * len(names), where)
    if not names:
        raise InputError("has objects without a field", path=where, place="line 1")
    grid = [list(names), *([record.get(name, "") for name in names] for record in records)]
    table = Table(
        os.path.splitext(os.path.basename(where))[0], where, hashlib.sha256(data).hexdigest(), format="jsonl",
        encoding=decoded.encoding, source=text,
    )  # fmt: skip
    table.notes += list(decoded.notes)
    kept = build(table, Rows(grid, [line[0], *line], heads=0))
    cells = _Cells(text, [starts[i - 1] for i in kept], list(names))
    table.cell = cells
    at = {i: n for n, i in enumerate(kept)}
    for number, name in doubled:
        if number + 1 in at:
            table.faults.append(Fault(DUPLICATE_FIELD, at[number + 1], names[name], name))
    table.faults = [_placed(f, cells) for f in table.faults]
    return table


def _placed(f: Fault, cells: _Cells) -> Fault:
    if f.row < 0:
        start, end = cells.row(0)
        return replace(f, start=start, end=end)
    start, end = cells(f.row, f.column) if f.column >= 0 else cells.row(f.row)
    return replace(f, start=start, end=end)


def _records(text: str, where: str) -> tuple[list[dict[str, str]], list[int], list[int], list[tuple[int, str]]]:
    """The objects, the line and the position of each, and (record, field) of fields that a line states twice."""
    records: list[dict[str, str]] = []
    lines, starts, doubled = [], [], []
    at = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            try:
                value = json.loads(
                    raw, parse_float=_Number, parse_int=_Number, parse_constant=_Number, object_pairs_hook=_Pairs
                )
            except (ValueError, RecursionError) as error:
                what = getattr(error, "msg", "nested too deeply")
                column = getattr(error, "colno", 1)
                raise InputError(
                    f"is no JSON: {what}", path=where, place=f"line {number}, column {column}",
                    hint="write one object a line",
                ) from None  # fmt: skip
            if not isinstance(value, _Pairs):
                raise InputError("is no object", path=where, place=f"line {number}", hint="write one object a line")
            record: dict[str, str] = {}
            for name, cell in value:
                if name in record:
                    doubled.append((len(records), name))
                record[name] = _printed(cell, name, number, where)
            records.append(record)
            lines.append(number)
            starts.append(at)
        at += len(raw) + 1
    return records, lines, starts, doubled


class _Pairs(list):
    """The fields of an object, in order, doubled ones too."""


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def _printed(cell: Any, name: str, number: int, where: str) -> str:
    if cell is None:
        return ""
    if cell is True or cell is False:
        return "true" if cell else "false"
    if isinstance(cell, _Number) and _EXPONENT.search(cell) and len(cell) < 24:
        try:
            value = Decimal(cell)
            return format(value, "f") if abs(value.adjusted()) < 40 else str(cell)
        except InvalidOperation:
            return str(cell)
    if isinstance(cell, str):
        return str(cell)
    raise InputError(
        f"the field {name!r} holds a {'list' if type(cell) is list else 'nested object'}", path=where,
        place=f"line {number}", hint="give each value a field of its own",
    )  # fmt: skip


class _Cells:
    """Row and column of the table -> the span of the value in its line, quotes left out."""

    def __init__(self, text: str, starts: list[int], names: list[str]) -> None:
        self.text, self.starts, self.names = text, starts, names
        self._last: tuple[int, dict[str, tuple[int, int]]] = (-1, {})

    def row(self, row: int) -> tuple[int, int]:
        start = self.starts[row]
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        return start, end - (self.text[end - 1 : end] == "\r")

    def __call__(self, row: int, column: int) -> tuple[int, int]:
        if self._last[0] != row:
            self._last = (row, self._values(row))
        return self._last[1].get(self.names[column], (self.row(row)[1],) * 2)

    def _past(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.text, at)
        return found.end() if found else at

    def _values(self, row: int) -> dict[str, tuple[int, int]]:
        text, at = self.text, self.text.index("{", self.starts[row]) + 1
        out: dict[str, tuple[int, int]] = {}
        while True:
            at = self._past(_SPACE, at)
            if text[at : at + 1] != '"':
                return out
            name, at = scanstring(text, at + 1, True)
            at = self._past(_SPACE, self._past(_SPACE, at) + 1)
            if text[at] == '"':
                _, end = scanstring(text, at + 1, True)
                out[name] = (at + 1, end - 1)
            else:
                end = self._past(_LITERAL, at)
                out[name] = (at, end)
            at = self._past(_SPACE, end)
            if text[at : at + 1] != ",":
                return out
            at += 1
