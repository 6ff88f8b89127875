"""A contract as a Great Expectations suite: our own expectation classes, and GX's where they are right.

The suite is JSON that a GX user loads after `import expectations`; gouji's pipeline takes no part. What GX judges is
the table as text: cells as they are printed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from audit.dataset.amounts import factor_of, per_of
from audit.dataset.contract import kinds
from audit.dataset.contract.model import ColumnSpec, Contract
from audit.dataset.contract.where import Condition, Group, Member, parse
from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table

_SEVERITY = {"error": "critical", "warning": "warning", "info": "info"}
_BEFORE = "a change against the row before needs a column with the previous value: previous: 上年受理"
_ACROSS = "it compares two tables"
_WHERE = "its condition is none that pandas can be asked"
_UNITS = "its columns are in different units, and the suite reads the cells alone"
_AMBIGUOUS = "a comparison needs a column on one side"


@dataclass(slots=True)
class Compiled:
    """A suite, and what of the contract it cannot hold: reason -> ids of rules."""

    name: str
    expectations: list[dict[str, Any]] = field(default_factory=list)
    skipped: dict[str, list[str]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The suite as Great Expectations writes it."""
        meta: dict[str, Any] = {"schema": "gouji/suite/1", "needs": "import expectations"}
        if self.skipped:
            meta["left_out"] = self.skipped
        return {"name": self.name, "expectations": self.expectations, "meta": meta}

    def to_json(self) -> str:
        """The same as text, one expectation a line."""
        items = ",\n".join("    " + json.dumps(e, ensure_ascii=False) for e in self.expectations)
        whole = self.to_dict()
        head = json.dumps(whole["name"], ensure_ascii=False)
        meta = json.dumps(whole["meta"], ensure_ascii=False)
        return f'{{\n  "name": {head},\n  "expectations": [\n{items}\n  ],\n  "meta": {meta}\n}}\n'


def compiled(contract: Contract, table: Table | None = None) -> Compiled:
    """Compile a contract.

    Args:    contract: as it was read. table: the one it is for; the suite then names columns by their printed heads,
             and knows which rates are in ‰, which are means, and which columns are in 万元.
    Returns: the suite; `skipped` says what Great Expectations cannot be asked of one table.
    """
    heads = {c.name: c.head or c.name for c in table.columns} if table else {}
    return _Compiler(contract, heads, {c.name: c for c in table.columns} if table else {}).suite()


class _Compiler:
    def __init__(self, contract: Contract, heads: dict[str, str], columns: dict[str, Column]) -> None:
        self.contract, self.heads, self.columns = contract, heads, columns
        self.out = Compiled(contract.title or "contract")

    def suite(self) -> Compiled:
        """Compile columns, keys and rules."""
        names = [*self.contract.columns, *(k for k in self.contract.keys if k not in self.contract.columns)]
        for name in names:
            if (spec := self.contract.columns.get(name)) and spec.optional and name not in self.heads:
                continue  # a table may lack it
            self.add("expect_column_to_exist", "error", {"column": self.head(name)}, f"column {name}")
        for spec in self.contract.columns.values():
            self.column(spec)
        if self.contract.keys:
            columns = [self.head(k) for k in self.contract.keys]
            if len(columns) > 1:
                self.add("expect_compound_columns_to_be_unique", "error", {"column_list": columns}, "keys")
            else:
                self.add("expect_column_values_to_be_unique", "error", {"column": columns[0]}, "keys")
            for column in columns:
                self.add("expect_column_values_to_not_be_null", "error", {"column": column}, f"key {column}")
        for rule in self.contract.rules:
            self.rule(rule)
        return self.out

    def head(self, name: str) -> str:
        return self.heads.get(name, name)

    def add(self, kind: str, severity: str, kwargs: dict[str, Any], rule: str, **meta: Any) -> None:
        from expectations.catalogue import rule_of

        if kind.isupper():  # a code of ours
            kind, meta = rule_of(kind).type, {"code": kind, **meta}
        meta = {"rule": rule} | {k: v for k, v in meta.items() if v}
        self.out.expectations.append({"type": kind, "kwargs": kwargs, "meta": meta, "severity": _SEVERITY[severity]})

    def skip(self, why: str, rule: str) -> None:
        self.out.skipped.setdefault(why, []).append(rule)

    def column(self, spec: ColumnSpec) -> None:
        """What a column must be: GX's own expectations where a text is judged, ours where a printed number is."""
        column = self.head(spec.name)
        who = f"column {spec.name}"
        if spec.required and spec.name not in self.contract.keys:
            self.add("expect_column_values_to_not_be_null", "error", {"column": column}, who)
        if spec.unique:
            self.add("expect_column_values_to_be_unique", "error", {"column": column}, who)
        if spec.values:
            self.add(
                "expect_column_values_to_be_in_set", "error", {"column": column, "value_set": list(spec.values)}, who
            )
        if spec.pattern:
            asked = {"column": column, "regex": f"^(?:{spec.pattern})$"}
            self.add("expect_column_values_to_match_regex", "error", asked, who)
        for bound, op in ((spec.low, ">="), (spec.high, "<=")):
            if bound is not None:
                kwargs: dict[str, Any] = {
                    "left": column,
                    "op": op,
                    "right": format(bound, "f"),
                    "right_is_number": True,
                }
                self.add("DST106", "error", kwargs, who)

    def rule(self, rule: Rule) -> None:
        """One rule as one of our expectations."""
        if self.mixed(rule):
            self.skip(_UNITS, rule.id)
            return
        made = getattr(self, f"_{rule.kind}")(rule)
        if isinstance(made, str):
            self.skip(made, rule.id)
            return
        kind, kwargs = made
        if rule.where:
            condition = _gx(parse(rule.where), self.head)
            if condition is None:
                self.skip(_WHERE, rule.id)
                return
            picked = {"type": "pass_through", "pass_through_filter": condition}
            kwargs = {**kwargs, "row_condition": picked, "allow_empty": True}
        self.add(kind, rule.severity, kwargs, rule.id, note=rule.note, source=rule.source)

    def mixed(self, rule: Rule) -> bool:
        """Are its columns in different multiples, 万元 and 元? The suite reads cells, not heads."""
        by = {
            role: {factor_of(self.columns[n]) for n in names if n in self.columns}
            for role, names in rule.columns.items()
            if role not in ("key", "time", "percent")
        }
        stated = self.columns.get(rule.columns["reported"][0]) if "reported" in rule.columns else None
        if rule.kind == "attainable" or stated is None or per_of(stated) > 1:
            by.pop("reported", None)
        if rule.kind == "rate" and "reported" in by and by["denominator"] == {1}:
            by.pop("denominator")  # a mean: its unit is that of what is shared out
        return len(set().union(*by.values())) > 1

    def names(self, names: tuple[str, ...]) -> str | list[str]:
        """One column, or a list of those that are added up."""
        heads = [self.head(n) for n in names]
        return heads[0] if len(heads) == 1 else heads

    def printed(self, rule: Rule, column: str) -> dict[str, Any]:
        """How a printed value is read."""
        out: dict[str, Any] = {}
        per = rule.options.get("per", per_of(self.columns[column]) if column in self.columns else 100)
        if per != 100:
            out["per"] = per
        if "decimals" in rule.options:
            out["decimals"] = rule.options["decimals"]
        if rule.options.get("rounded", True):
            out["rounded"] = True
        return out

    def rounded(self, rule: Rule) -> dict[str, Any]:
        """Amounts with decimals, or in 万, stand for their rounding band, as in the gate."""
        return {"rounded": True} if rule.options.get("rounded", True) else {}

    def _rate(self, rule: Rule) -> Any:
        c = rule.columns
        kwargs = {"numerator": self.names(c["numerator"]), "denominator": self.names(c["denominator"])}
        kwargs |= {"rate": self.head(c["reported"][0])} | self.printed(rule, c["reported"][0])
        return "RAT101", kwargs

    def _sum(self, rule: Rule) -> Any:
        c = rule.columns
        if all(kinds.NUMBER.fullmatch(n) for n in c["total"]):
            total = sum(int(n.rstrip("%")) for n in c["total"]) if all("." not in n for n in c["total"]) else None
            if total is None:
                return "a whole that is no whole number"
            return "RAT103", {"shares": [self.head(n) for n in c["parts"]], "whole": total}
        return "SUM101", {
            "total": self.names(c["total"]), "parts": [self.head(n) for n in c["parts"]], **self.rounded(rule)
        }  # fmt: skip

    def _balance(self, rule: Rule) -> Any:
        c = rule.columns
        kwargs = {"incoming": [self.head(n) for n in c["plus"]], "outgoing": [self.head(n) for n in c["minus"]]}
        return "SUM104", kwargs | self.rounded(rule)

    def _subset(self, rule: Rule) -> Any:
        c = rule.columns
        kwargs = {"total": self.names(c["whole"]), "parts": [self.head(n) for n in c["parts"]]}
        return "SUM102", kwargs | self.rounded(rule)

    def _order(self, rule: Rule) -> Any:
        return "ORD101", {"stages": [self.head(n) for n in rule.columns["items"]], **self.rounded(rule)}

    def _change(self, rule: Rule) -> Any:
        c = rule.columns
        if "previous" not in c or not ("percent" in c or "delta" in c):
            return _BEFORE
        kwargs: dict[str, Any] = {"current": self.head(c["current"][0]), "previous": self.head(c["previous"][0])}
        if "percent" in c:
            kwargs |= {"change": self.head(c["percent"][0])} | self.printed(rule, c["percent"][0])
            return "CHG101", kwargs
        return "CHG103", kwargs | {"difference": self.head(c["delta"][0])} | self.rounded(rule)

    def _repeat(self, rule: Rule) -> Any:
        c = rule.columns
        if any("." in n and n not in self.heads for n in c["b"]):
            return _ACROSS
        return "REP101", {
            "first": self.names(c["a"]), "second": self.names(c["b"]), **self.rounded(rule)
        }  # fmt: skip

    def _attainable(self, rule: Rule) -> Any:
        c = rule.columns
        if len(c["denominator"]) > 1:
            return "its base is a sum of columns"
        kwargs = {"rate": self.head(c["reported"][0]), "base": self.head(c["denominator"][0])}
        return "GRN101", kwargs | {
            k: v for k, v in self.printed(rule, c["reported"][0]).items() if k != "rounded"
        }  # fmt: skip

    def _inequality(self, rule: Rule) -> Any:
        kwargs: dict[str, Any] = {"op": rule.options["op"]}
        for side in ("left", "right"):
            names = rule.columns[side]
            numbers = [n for n in names if kinds.NUMBER.fullmatch(n) and n not in self.heads]
            if numbers and len(numbers) == len(names) == 1:
                kwargs |= {side: names[0].rstrip("%"), f"{side}_is_number": True}
            elif numbers:
                return _AMBIGUOUS
            else:
                kwargs[side] = self.names(names)
        return "DST109", kwargs | self.rounded(rule)


def _gx(condition: Condition, head: Any) -> str | None:
    """A condition as pandas is asked it; None where it cannot be put."""
    if isinstance(condition, Group):
        parts = [_gx(p, head) for p in condition.parts]
        if None in parts:
            return None
        if condition.word == "not":
            return f"not ({parts[0]})"
        return f" {condition.word} ".join(f"({p})" for p in parts)
    if isinstance(condition, Member):
        values = [str(v) for _, v in condition.values]
        return f"{_name(head(condition.column))} {'not in' if condition.negated else 'in'} {values!r}"
    numbers = any(kind == "number" for kind, _ in (condition.left, condition.right))
    sides = []
    for kind, value in (condition.left, condition.right):
        if kind == "column":
            name = _name(head(str(value)))
            sides.append(_NUMBER.format(name) if numbers else f'{name}.astype("str").str.strip()')
        elif kind == "number":
            sides.append(str(value.numerator) if value.denominator == 1 else str(value.numerator / value.denominator))
        else:
            sides.append(json.dumps(str(value), ensure_ascii=False))
    return f"{sides[0]} {condition.op} {sides[1]}"


# The number in a cell of text: 2023, 2023年, 1,234. A cell without one satisfies nothing.
_NUMBER = '{}.astype("str").str.replace(",", "").str.extract("(-?[0-9]+[.]?[0-9]*)")[0].astype("float")'


def _name(head: str) -> str:
    return f"`{head}`" if not head.isidentifier() else head
