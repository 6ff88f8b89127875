"""A contract and the tables it is for: columns found, or refused with a suggestion; keys and times filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.dataset import cells
from audit.dataset.contract import kinds
from audit.dataset.contract.load import meant
from audit.dataset.contract.model import Contract
from audit.dataset.contract.where import columns_of, parse
from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table
from audit.errors import ConfigError

NOTED = 8  # names that a note lists


def bound(contract: Contract, tables: Sequence[Table]) -> Contract:
    """A contract with its columns named as the tables name them.

    Args:    contract: as it was read. tables: a rule without `table` is for every one of them.
    Returns: the contract; the rules of a change have their key and time.
    Raises:  ConfigError: a column, or a table, that does not exist; names the line, and what was perhaps meant.
    """
    first = tables[0]
    contract, _ = present(contract, first)
    columns = {}
    for name, spec in contract.columns.items():
        found = find(first, name)
        if found is None:
            raise _absent(contract, name, first, spec.line)
        columns[found.name] = replace(spec, name=found.name)
    keys = []
    for name in contract.keys:
        found = find(first, name)
        if found is None:
            raise _absent(contract, name, first, contract.keys_line)
        keys.append(found.name)
    contract = replace(contract, columns=columns, keys=tuple(keys))
    by_name = {t.name: t for t in tables} | {t.sheet: t for t in tables if t.sheet}
    return replace(contract, rules=tuple(_rule(contract, rule, by_name, first) for rule in contract.rules))


def present(contract: Contract, table: Table) -> tuple[Contract, list[str]]:
    """A contract without the optional columns that a table lacks, and without the rules that name them.

    Returns: the contract, and notes of what was left out; none where nothing was.
    """
    absent = {name for name, spec in contract.columns.items() if spec.optional and find(table, name) is None}
    if not absent:
        return contract, []

    off = [rule for rule in contract.rules if rule.table in ("", table.name, table.sheet) and _named(rule) & absent]
    notes = [f"optional, and not in the table: {_some([n for n in contract.columns if n in absent])}"]
    if off:
        notes.append(f"not judged, as they name such columns: {_some([rule.id for rule in off])}")
    kept = {name: spec for name, spec in contract.columns.items() if name not in absent}
    return replace(contract, columns=kept, rules=tuple(r for r in contract.rules if r not in off)), notes


def _named(rule: Rule) -> set[str]:
    """The columns that a rule names, with and without their units."""
    names = {name for some in rule.columns.values() for name in some}
    names |= set(columns_of(parse(rule.where))) if rule.where else set()
    return names | {cells.head_name(name)[0] for name in names}


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NOTED]) + (f" … ({len(names)})" if len(names) > NOTED else "")


def find(table: Table, name: str) -> Column | None:
    """The column that a contract names: by its name, its head as printed, or its name without unit and spaces."""
    for column in table.columns:
        if name in (column.name, column.head):
            return column
    bare = cells.head_name(name)[0]
    return next((c for c in table.columns if c.name == bare), None)


def named(table: Table, name: str) -> Column:
    """The same, of a column that is known to be there.

    Raises: KeyError: it is not.
    """
    found = find(table, name)
    if found is None:
        raise KeyError(name)
    return found


def _absent(contract: Contract, name: str, table: Table, line: int, rule: Rule | None = None) -> ConfigError:
    names = [c.name for c in table.columns]
    hint = meant(name, names) or "columns: " + ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    about = f"the rule {rule.id} names " if rule else ""
    return ConfigError(
        f"{about}the column {name!r}, which {table.path} does not have",
        path=contract.path or None, place=f"line {line}" if line else None, hint=hint,
    )  # fmt: skip


def _rule(contract: Contract, rule: Rule, by_name: dict[str, Table], first: Table) -> Rule:
    table = first
    if rule.table:
        if rule.table not in by_name:
            raise ConfigError(
                f"the rule {rule.id} is for the table {rule.table!r}, which is not there",
                path=contract.path or None, place=f"line {rule.line}",
                hint=meant(rule.table, by_name) or "tables: " + ", ".join(by_name),
            )  # fmt: skip
        table = by_name[rule.table]
    roles = {}
    for role, names in rule.columns.items():
        roles[role] = tuple(_column(contract, rule, role, name, table, by_name) for name in names)
    if rule.where:
        for name in columns_of(parse(rule.where)):
            if find(table, name) is None:
                raise _absent(contract, name, table, rule.line, rule)
    if rule.kind == "change" and ("time" not in roles or "key" not in roles):
        roles = _series(contract, rule, roles, table)
    if rule.kind == "repeat" and "key" not in roles and any("." in n for n in roles["b"]) and contract.keys:
        roles["key"] = contract.keys
    return replace(rule, columns=roles)


def _column(contract: Contract, rule: Rule, role: str, name: str, table: Table, by_name: dict[str, Table]) -> str:
    found = find(table, name)
    if found is not None:
        return found.name
    if role in kinds.KINDS[rule.kind].numbers and kinds.NUMBER.fullmatch(name):
        return name
    other, _, inner = name.partition(".")
    if rule.kind == "repeat" and role == "b" and inner and other in by_name:
        there = find(by_name[other], inner)
        if there is None:
            raise _absent(contract, inner, by_name[other], rule.line, rule)
        return f"{other}.{there.name}"
    raise _absent(contract, name, table, rule.line, rule)


def _series(contract: Contract, rule: Rule, roles: dict[str, tuple[str, ...]], table: Table) -> dict:
    """The key and the time of a change that does not name them: those of the contract."""
    if "previous" in roles and ("percent" in roles or "delta" in roles):
        return roles  # judged within the row
    roles = dict(roles)
    if "time" not in roles:
        dates = [c.name for c in table.columns if c.kind == cells.DATE and c.name in (contract.keys or [c.name])]
        if len(dates) != 1:
            raise ConfigError(
                f"the rule {rule.id} does not say its time", path=contract.path or None, place=f"line {rule.line}",
                hint="time: 年度",
            )  # fmt: skip
        roles["time"] = (dates[0],)
    if "key" not in roles:
        roles["key"] = tuple(name for name in contract.keys if name != roles["time"][0])
    return roles
