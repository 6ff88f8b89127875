"""A table as its contract sees it: columns of their declared types, a long table made wide, schemas of packages."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from audit.dataset import cells
from audit.dataset.contract import kinds
from audit.dataset.contract.bind import bound, find, named, present
from audit.dataset.contract.load import meant
from audit.dataset.contract.model import ColumnSpec, Contract, LongSpec
from audit.dataset.rules import Rule
from audit.dataset.table import UNREADABLE, Column, Table
from audit.errors import ConfigError, InputError

_TYPES = {
    "integer": "integer", "number": "number", "string": "", "year": "date", "date": "date", "yearmonth": "date",
    "datetime": "date",
}  # fmt: skip
_NOT_NUMBERS = frozenset(("key", "time"))


def prepared(table: Table, contract: Contract, others: Sequence[Table] = ()) -> tuple[Table, Contract]:
    """A table and its contract, ready to be laid out.

    Args:    table: as it was read; it is left as it is. contract: as it was read. others: the other tables of the run.
    Returns: a table whose columns are of the types that the contract declares or its rules need, wide where the
        contract says that it is long; and the contract bound to it.
    Raises:  ConfigError, InputError: a column that is not there, or holds no number although a rule needs some.
    """
    table = replace(table, columns=[copy.copy(c) for c in table.columns], faults=list(table.faults))
    if contract.long is None and (long := _unsaid_long(table, contract)):
        contract = replace(contract, long=long)
    contract = _with_schema(table, _of_table(table, contract, others))
    if contract.long:
        table = _wide(table, contract.long)
    contract, notes = present(contract, table)
    table.notes = [*table.notes, *notes]
    contract = bound(contract, [table, *(t for t in others if t.path != table.path or t.sheet != table.sheet)])
    retyped = set()
    for spec in contract.columns.values():
        column = table.column(spec.name)
        kind = {"integer": "number"}.get(spec.type, spec.type) or column.kind
        unit = spec.unit if spec.unit and not cells.head_name(column.head)[1] else column.unit
        if kind != column.kind or unit != column.unit or (column.floats and spec.decimals is not None):
            _retype(table, column, kind, unit, spec.decimals)
            retyped.add(column.name)
    for rule in contract.rules:
        for role, names in rule.columns.items():
            for name in names if role not in _NOT_NUMBERS else ():
                found = find(table, name)
                if found is None or found.name in retyped or found.kind in (cells.NUMBER, cells.PERCENT):
                    continue
                if not any(cells.value(t) for t in found.text) and any(n is None for n in found.null):
                    raise ConfigError(
                        f"the rule {rule.id} needs numbers, and the column {name} holds none",
                        path=contract.path or None, place=f"line {rule.line}" if rule.line else None,
                        hint=f"in {table.path}",
                    )  # fmt: skip
                _retype(table, found, cells.NUMBER, found.unit, None)
                retyped.add(found.name)
    return table, contract


def _of_table(table: Table, contract: Contract, others: Sequence[Table]) -> Contract:
    """What of a contract is about a table: where several are judged, what only another one has is left to that one."""
    elsewhere = [t for t in others if t.path != table.path or t.sheet != table.sheet]
    if not elsewhere or contract.long:
        return contract

    def here(names: Sequence[str]) -> bool:
        return all(find(table, n) for n in names) or not any(all(find(t, n) for n in names) for t in elsewhere)

    def about(rule: Rule) -> bool:
        names = [n for names in rule.columns.values() for n in names]
        names = [n for n in names if not kinds.NUMBER.fullmatch(n) and not (rule.kind == "repeat" and "." in n)]
        return bool(rule.table) or here(names)

    return replace(
        contract,
        columns={name: spec for name, spec in contract.columns.items() if here([name])},
        keys=contract.keys if here(contract.keys) else (),
        rules=tuple(rule for rule in contract.rules if about(rule)),
    )


def _retype(table: Table, column: Column, kind: str, unit: str, decimals: int | None) -> None:
    place = table.index(column.name)
    for name in ("num", "dec", "step", "low", "high"):
        setattr(column, name, [])
    faults = cells.retype(column, kind, unit, decimals)
    table.faults = [f for f in table.faults if f.column != place or f.what != UNREADABLE]
    for f in faults:
        start, end = table.span(f.row, place)
        table.faults.append(replace(f, column=place, start=start, end=end))


def _unsaid_long(table: Table, contract: Contract) -> LongSpec | None:
    """What a contract need not say: its columns are indicators of a long table, and none of them is a column of it."""
    from audit.dataset.shape import long_roles

    named = {n for rule in contract.rules for names in rule.columns.values() for n in names} | set(contract.columns)
    roles = long_roles(table) if named and not contract.inferred else None
    if roles is None or any(find(table, name) for name in named - {*contract.keys, *roles.key}):
        return None
    return LongSpec(roles.indicator, roles.value, roles.unit, roles.key)


def widened(table: Table, contract: Contract) -> Table:
    """The table that a contract speaks of: of a long one, said so or not, the wide one it stands for.

    Raises: ConfigError, InputError: a column that `long` names is not there, or nothing tells the rows apart.
    """
    long = contract.long or _unsaid_long(table, contract)
    return _wide(table, long) if long else table


def _wide(table: Table, long: LongSpec) -> Table:
    """The wide table that a long one stands for."""
    for name in (long.indicator, long.value, *long.key, *((long.unit,) if long.unit else ())):
        if find(table, name) is None:
            names = [c.name for c in table.columns]
            raise ConfigError(
                f"long names the column {name!r}, which {table.path} does not have",
                place=f"line {long.line}" if long.line else None, hint=meant(name, names) or ", ".join(names[:12]),
            )  # fmt: skip
    try:
        from audit.dataset.shape import Long, long_roles, widen
    except ImportError:
        raise ConfigError("long tables cannot be read by this version", hint="make it wide") from None
    found = long_roles(table)
    roles = Long(
        named(table, long.indicator).name,
        named(table, long.value).name,
        named(table, long.unit).name if long.unit else found.unit if found else "",
        tuple(named(table, name).name for name in long.key) or (found.key if found else ()),
        found.provenance if found else {},
    )
    if not roles.key:
        raise InputError(
            "is long, and nothing tells its rows apart", path=table.path, hint="long: {…, key: [地区, 年度]}"
        )
    return widen(table, roles)


def schema_contract(table: Table) -> Contract:
    """What the Table Schema of a data package says, as a contract."""
    schema = table.schema
    if not schema:
        return Contract()
    columns = {}
    for field in schema.get("fields", ()):
        name = str(field["name"])
        found = find(table, name) or (find(table, str(field.get("title"))) if field.get("title") else None)
        if found is None:
            names = [c.name for c in table.columns]
            raise InputError(
                f"has no column {name!r}, which its data package names", path=table.path,
                hint=meant(name, names) or "columns: " + ", ".join(names[:12]),
            )  # fmt: skip
        columns[found.name] = _field(found.name, field)
    keys = schema.get("primaryKey") or ()
    keys = (keys,) if isinstance(keys, str) else tuple(str(k) for k in keys)
    return Contract(columns=columns, keys=tuple(k for k in keys if find(table, k)))


def _field(name: str, field: dict[str, Any]) -> ColumnSpec:
    given = field.get("constraints")
    given = given if isinstance(given, dict) else {}
    kind = _TYPES.get(str(field.get("type", "")), "")
    values = given.get("enum")
    return ColumnSpec(
        name,
        "" if kind == "number" else kind,
        str(field.get("unit") or ""),
        low=_decimal(given.get("minimum")),
        high=_decimal(given.get("maximum")),
        values=tuple(map(str, values)) if isinstance(values, list) else (),
        pattern=given["pattern"] if isinstance(given.get("pattern"), str) and _compiles(given["pattern"]) else "",
        required=given.get("required") is True,
        unique=given.get("unique") is True,
    )


def _compiles(pattern: str) -> bool:
    import regex

    try:
        regex.compile(pattern)
    except regex.error:
        return False
    return True


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _with_schema(table: Table, contract: Contract) -> Contract:
    """The contract, with what the schema of the package says beneath it."""
    if not table.schema:
        return contract
    missing = table.schema.get("missingValues")
    if isinstance(missing, list):
        _blank(table, frozenset(str(m) for m in missing))
    base = schema_contract(table)
    if contract.long:  # the schema is that of the long table: its indicators and values are no columns of the wide one
        kept = {name: spec for name, spec in base.columns.items() if name in contract.long.key}
        base = replace(base, columns=kept, keys=tuple(k for k in base.keys if k != contract.long.indicator))
    given = {(c.name if (c := find(table, name)) else name): spec for name, spec in contract.columns.items()}
    return replace(contract, columns={**base.columns, **given}, keys=contract.keys or base.keys)


def _blank(table: Table, words: frozenset[str]) -> None:
    """Cells that hold a word for no value which only the package knows."""
    for place, column in enumerate(table.columns):
        rows = [i for i, t in enumerate(column.text) if column.null[i] is None and t.strip() in words]
        if not rows:
            continue
        column.null, column.num = list(column.null), list(column.num)
        column.low, column.high = list(column.low), list(column.high)
        for i in rows:
            column.null[i] = column.text[i].strip()
            column.num[i] = column.low[i] = column.high[i] = None
        hit = set(rows)
        table.faults = [f for f in table.faults if not (f.column == place and f.row in hit and f.what == UNREADABLE)]


def numeric_rules(contract: Contract) -> set[str]:
    """The columns that some rule judges."""
    return {
        name
        for rule in contract.rules
        for role, names in rule.columns.items()
        if role not in _NOT_NUMBERS
        for name in names
        if not kinds.NUMBER.fullmatch(name)
    }
