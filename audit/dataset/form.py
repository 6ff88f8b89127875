"""A table's own form against its contract: cells, heads, keys, domains. Found here, judged by the expectations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from audit.dataset import cells
from audit.dataset import table as t
from audit.dataset.contract.model import ColumnSpec, Contract
from audit.dataset.lay import Block
from audit.dataset.rules import Rule
from audit.dataset.table import Column, Fault, Table
from audit.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np

# What is wrong -> the check that reports it.
CHECK = {
    t.RAGGED: "DST101", t.DUPLICATE_HEAD: "DST102", t.UNREADABLE: "DST103", t.SERIAL_DATE: "DST110",
    t.MERGED: "DST111", t.NO_VALUE: "DST112", t.EMPTY_HEAD: "DST113", t.DUPLICATE_FIELD: "DST114",
}  # fmt: skip
_FRAMES = {"DST101": "counts", "DST104": "counts", "DST108": "counts"}
ALWAYS = {
    "csv": ("DST101", "DST102", "DST103", "DST110", "DST113"),
    "tsv": ("DST101", "DST102", "DST103", "DST110", "DST113"),
    "jsonl": ("DST103", "DST110", "DST114"),
    "parquet": ("DST102", "DST103", "DST110"),
    "xlsx": ("DST102", "DST103", "DST110", "DST111", "DST112", "DST113"),
}
_READ_AS = {
    "zh": {"number": "数字", "date": "日期"},
    "en": {"number": "a number", "date": "a date"},
}


@dataclass(slots=True)
class Fact:
    """One thing that is wrong with a table's form. row, column from 0; -1: none in particular."""

    code: str
    row: int
    column: int
    text: str = ""
    reported: str = ""
    expected: str = ""
    detail: dict[str, str] | None = None  # zh, en
    rows: tuple[int, ...] = ()  # other rows that it concerns
    values: tuple[int, int] = (0, 0)  # of the frame `counts`
    start: int = 0
    end: int = 0
    line: int = 0
    compared: tuple[int, int, int, int, int] | None = None  # of the frame `comparisons`: left, right, op
    formula: str = ""


def facts_of(table: Table, contract: Contract) -> list[Fact]:
    """All that is wrong with the form of a table, in reading order."""
    out = [_of_fault(table, f) for f in table.faults]
    out += _keys(table, contract)
    for spec in contract.columns.values():
        out += _domain(table, spec, contract)
    out += _keys_filled(table, contract)
    return sorted(out, key=lambda f: (f.row, f.column, f.code))


def blocks_of(
    table: Table, contract: Contract, facts: list[Fact], severities: Mapping[str, str]
) -> list[tuple[Block, list[Fact | None]]]:
    """What was looked at, and what was found, as frames: a row that ties for each column or rule of form, one a fault.

    Returns: blocks, each with the fact of each row, None for what ties.
    """
    import numpy as np

    looked: dict[str, int] = dict.fromkeys(ALWAYS.get(table.format, ("DST103",)), len(table.columns))
    if "DST101" in looked:
        looked["DST101"] = table.rows
    if contract.keys:
        looked["DST104"] = looked["DST105"] = table.rows
    for spec in contract.columns.values():
        present = sum(n is None for n in table.column(spec.name).null)
        for code, asked in (
            ("DST105", spec.required), ("DST107", spec.values or spec.pattern or spec.whole),
            ("DST108", spec.decimals is not None), ("DST115", spec.unit), ("DST104", spec.unique),
            ("DST106", spec.low is not None or spec.high is not None),
        ):  # fmt: skip
            if asked:
                looked[code] = looked.get(code, 0) + (table.rows if code == "DST105" else present)
    by: dict[str, list[Fact]] = {code: [] for code in looked}
    for fact in facts:
        by.setdefault(fact.code, []).append(fact)
    out = []
    for code, found in sorted(by.items()):
        ties = max(looked.get(code, 0) - len(found), 0)
        frame = "comparisons" if code == "DST106" else _FRAMES.get(code, "marks")
        rows = np.array([f.row for f in found] + [-1] * ties, dtype=np.int64)
        block = Block(
            Rule(code, "form", {}, severity=severities.get(code, "error")),
            frame,
            code,
            rows,
            _columns(frame, found, ties),
            (),
        )
        out.append((block, [*found, *[None] * ties]))
    return out


def _columns(frame: str, found: list[Fact], ties: int) -> dict[str, np.ndarray]:
    import numpy as np

    from audit.dataset.amounts import ints

    if frame == "marks":
        return {"flag": np.array([1] * len(found) + [0] * ties, dtype=np.int64)}
    if frame == "counts":
        pairs = [f.values for f in found] + [(1, 1)] * ties
        return {"found": ints([a for a, _ in pairs]), "expected": ints([b for _, b in pairs])}
    sides = [f.compared or (0, 0, 0, 0, 1) for f in found] + [(0, 0, 0, 0, 1)] * ties
    names = ("left_lo", "left_hi", "right_lo", "right_hi", "op")
    return {name: ints([side[n] for side in sides]) for n, name in enumerate(names)}


def _of_fault(table: Table, f: Fault) -> Fact:
    code = CHECK[f.what]
    fact = Fact(code, f.row, f.column, f.text, f.text, start=f.start, end=f.end, line=f.line)
    if f.what == t.RAGGED:
        found, expected = f.detail.split("/")
        fact.values, fact.reported, fact.expected = (int(found), int(expected)), found, expected
        if f.text:
            fact.detail = {"zh": f"，多出：{f.text}", "en": f"; beyond it: {f.text}"}
    elif f.what == t.DUPLICATE_HEAD:
        fact.reported = str(table.columns[f.column].place)
        fact.detail = {
            "zh": f"，读作 {table.columns[f.column].name}",
            "en": f"; read as {table.columns[f.column].name}",
        }
    elif f.what == t.UNREADABLE:
        fact.detail = {lang: words[f.detail] for lang, words in _READ_AS.items()}
    elif f.what == t.SERIAL_DATE:
        day, _, times = f.detail.partition(" ×")
        more = int(times or 1)
        fact.detail = {
            "zh": f"：{day}" + (f"；该列 {more} 个单元格都是" if more > 1 else ""),
            "en": f": {day}" + (f"; so are all {more} cells of the column" if more > 1 else ""),
        }
    elif f.what == t.MERGED:
        fact.detail = {"zh": f"（{f.detail}）" if f.detail else "", "en": f" ({f.detail})" if f.detail else ""}
    return fact


def _keys(table: Table, contract: Contract) -> Iterator[Fact]:
    """Rows whose key another row has."""
    sets = [contract.keys] if contract.keys else []
    sets += [(spec.name,) for spec in contract.columns.values() if spec.unique and (spec.name,) != contract.keys]
    for names in sets:
        columns = [table.column(name) for name in names]
        rows: dict[tuple, list[int]] = {}
        for row in range(table.rows):
            if all(c.null[row] is None for c in columns):
                rows.setdefault(tuple(key_value(c, row) for c in columns), []).append(row)
        for same in rows.values():
            if len(same) > 1:
                lines = "、".join(str(table.line[r]) for r in same[:6])
                detail = {"zh": f"（第 {lines} 行）", "en": f" (rows {lines.replace('、', ', ')})"}
                yield Fact(
                    "DST104", same[1], table.index(names[0]), columns[0].text[same[1]], str(len(same)), "1", detail,
                    tuple(same), (len(same), 1),
                )  # fmt: skip


def key_value(column: Column, row: int) -> object:
    """A cell as a key: a date by its period, anything else by its text."""
    return column.num[row] if column.kind == cells.DATE else cells.clean(column.text[row])


def _keys_filled(table: Table, contract: Contract) -> Iterator[Fact]:
    required = [name for name in contract.keys if not (spec := contract.columns.get(name)) or not spec.required]
    for name in required:
        yield from _empty(table, name)


def _empty(table: Table, name: str) -> Iterator[Fact]:
    column, place = table.column(name), table.index(name)
    for row, null in enumerate(column.null):
        if null is not None:
            yield Fact("DST105", row, place, column.text[row], null or "—")


def _domain(table: Table, spec: ColumnSpec, contract: Contract) -> Iterator[Fact]:
    column, place = table.column(spec.name), table.index(spec.name)
    stated = cells.head_name(column.head)[1]
    if spec.unit and stated and stated != spec.unit:
        yield Fact("DST115", -1, place, column.head, stated, spec.unit)
    if spec.required:
        yield from _empty(table, spec.name)
    pattern = _Pattern(spec, contract) if spec.pattern else None
    allowed = {cells.clean(v) for v in spec.values}
    for row, null in enumerate(column.null):
        if null is not None:
            continue
        text = cells.clean(column.text[row])
        why = _not_allowed(column, row, text, spec, allowed, pattern)
        if why:
            yield Fact("DST107", row, place, column.text[row], column.text[row].strip(), detail=why)
        if column.num[row] is None:
            continue
        if spec.decimals is not None and not column.floats:
            printed = len(re.sub(r"[^0-9.]", "", text).partition(".")[2])
            if printed != spec.decimals:
                yield Fact(
                    "DST108", row, place, column.text[row], str(printed), str(spec.decimals),
                    {"zh": f"（{text}）", "en": f" ({text})"}, values=(printed, spec.decimals),
                )  # fmt: skip
        yield from _bounds(column, row, place, spec)


class _Pattern:
    """A pattern of a contract. Somebody else wrote it: it may not hang the gate."""

    SECONDS = 0.5  # a cell

    def __init__(self, spec: ColumnSpec, contract: Contract) -> None:
        import regex

        self.spec, self.contract, self.compiled = spec, contract, regex.compile(spec.pattern)
        self.known: dict[str, bool] = {}

    def fits(self, text: str) -> bool:
        """Is the whole text of the form?

        Raises: ConfigError: the pattern takes too long.
        """
        if text not in self.known:
            try:
                self.known[text] = bool(self.compiled.fullmatch(text, timeout=self.SECONDS))
            except TimeoutError:
                raise ConfigError(
                    f"the pattern of {self.spec.name} takes longer than {self.SECONDS} s on {text[:40]!r}",
                    path=self.contract.path or None, place=f"line {self.spec.line}" if self.spec.line else None,
                    hint="write it without nested repetitions such as (a+)+",
                ) from None  # fmt: skip
        return self.known[text]


def _not_allowed(
    column: Column, row: int, text: str, spec: ColumnSpec, allowed: set[str], pattern: _Pattern | None
) -> dict | None:
    if allowed and text not in allowed:
        some = "、".join(sorted(allowed)[:8]) + ("…" if len(allowed) > 8 else "")
        return {"zh": f"只许 {some}", "en": f"one of {some.replace('、', ', ')}"}
    if pattern and not pattern.fits(text):
        return {"zh": f"不合格式 {spec.pattern}", "en": f"not of the form {spec.pattern}"}
    if spec.whole and column.num[row] is not None and column.num[row] % 10 ** column.dec[row]:
        return {"zh": "不是整数", "en": "not a whole number"}
    return None


def _bounds(column: Column, row: int, place: int, spec: ColumnSpec) -> Iterator[Fact]:
    low, high = column.low[row], column.high[row]
    dec = column.dec[row]
    for bound, op, sign in ((spec.low, 3, "<"), (spec.high, 1, ">")):
        if bound is None:
            continue
        text = column.text[row].strip()
        stated = format(bound, "f") + (column.unit if any(sign in text for sign in "万亿") else "")
        bound = _as_printed(bound, column)
        more = max(0, -int(bound.as_tuple().exponent))
        scale = max(dec, more)
        limit = int(bound.scaleb(scale))
        by = 10 ** (scale - dec)
        ends = (-(10**30) if low is None else low * by, 10**30 if high is None else high * by)
        if (op == 1 and ends[0] > limit) or (op == 3 and ends[1] < limit):
            yield Fact(
                "DST106", row, place, column.text[row], text, stated,
                compared=(*ends, limit, limit, op), formula=f"{text} {sign} {stated}",
            )  # fmt: skip


def _as_printed(bound: Decimal, column: Column) -> Decimal:
    """A bound of the contract at base units: a column in 万元 has its bounds in 万元."""
    from audit.parse.cells import known
    from audit.parse.numerals import MULTIPLIER

    unit = known(column.unit) if column.unit and column.kind == cells.NUMBER else None
    factor = MULTIPLIER.get(unit[0], 1) if unit and unit[0] else 1
    return bound * factor
