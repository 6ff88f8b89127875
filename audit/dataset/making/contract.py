"""The contract of a dataset made from reports, as YAML that a person edits."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from audit.dataset.making.tables import PLACE, YEAR, Wide, plain
from audit.dataset.rules import Rule

_PLAIN = re.compile(r"[一-鿿A-Za-z][一-鿿A-Za-z0-9（）%‰]*")
_ORDER = {
    "rate": ("reported", "numerator", "denominator"),
    "sum": ("total", "parts"),
    "balance": ("plus", "minus"),
    "subset": ("whole", "parts"),
    "change": ("current", "previous", "percent", "delta", "key", "time"),
}
HEAD = """\
# 由 gouji dataset 生成：列取自词典中的指标，规则取自各报告自身的勾稽关系。可按需增删。
# optional：表中可以没有该列，涉及它的规则随之不核对，并注明。
# Written by gouji dataset: columns are indicators of the lexicon, rules are what the reports relate. Edit it.
# optional: a table may lack the column; the rules that name it are then left out, and the gate says so.
contract: gouji/contract/1
"""


def contract_text(wide: Wide, rules: Sequence[tuple[Rule, str]], title: str = "") -> str:
    """Write a contract.

    Args:    wide: the wide table. rules: each with a note, "" for none. title: of the dataset.
    Returns: YAML, in the names of indicators: it serves the wide table, and the long one that stands for it.
    """
    lines = [HEAD + (f"title: {scalar(title)}\n" if title else "")]
    lines.append(f"keys: [{PLACE}, {YEAR}]\ncolumns:\n")
    lines += [f"  {PLACE}: {{type: text, required: true}}\n", f"  {YEAR}: {{type: date, required: true}}\n"]
    for n, (name, unit) in enumerate(zip(wide.names, wide.units, strict=True)):
        lines.append(f"  {scalar(name)}: {_column(unit, [row[2 + n] for row in wide.rows])}\n")
    if rules:
        lines.append("rules:\n")
        for rule, note in rules:
            lines.append(f"  - {rule.kind}: {_body(rule)}\n")
            lines.append(f"    id: {scalar(rule.id)}\n")
            if rule.severity != "error":
                lines.append(f"    severity: {rule.severity}\n")
            if note:
                lines.append(f"    source: {scalar(note)}\n")
    return "".join(lines)


def _column(unit: str, cells: Sequence[str]) -> str:
    if unit == "%":
        return "{type: percent, min: 0, max: 100, optional: true}"
    kind = "integer" if plain(cells) and not any("." in c for c in cells) else "number"
    return f"{{type: {kind}{f', unit: {scalar(unit)}' if unit else ''}, min: 0, optional: true}}"


def _body(rule: Rule) -> str:
    if rule.kind == "order":
        return "[" + ", ".join(map(scalar, rule.columns["items"])) + "]"
    roles = _ORDER.get(rule.kind, tuple(rule.columns))
    return "{" + ", ".join(f"{r}: {_names(rule.columns[r])}" for r in roles if r in rule.columns) + "}"


def _names(names: Sequence[str]) -> str:
    return scalar(names[0]) if len(names) == 1 else "[" + ", ".join(map(scalar, names)) + "]"


def scalar(text: str) -> str:
    """Text as YAML takes it back: bare where that is safe, else in double quotes."""
    return (
        text
        if _PLAIN.fullmatch(text) and text.lower() not in ("yes", "no", "true", "false", "null", "on", "off")
        else json.dumps(text, ensure_ascii=False)
    )
