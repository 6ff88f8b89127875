"""Discoveries for people and for programs: a table of rules, and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from audit.dataset.discover import chance
from audit.dataset.discover.contract import SAYS as WORDS
from audit.dataset.discover.contract import left_out, repeated
from audit.dataset.discover.proposal import Discovery, Proposal
from audit.dataset.discover.words import formula, row_names

SCHEMA = "gouji/discovery/1"
HEADS = {
    "zh": ("规则", "行", "例外", "偶然概率", "列名", "例外的行"),
    "en": ("rule", "rows", "exceptions", "by chance", "names", "such as"),
}
NAMES = {
    "zh": {"agree": "支持", "silent": "—", "only": "仅据列名", "rate": "仅据比率"},
    "en": {"agree": "agree", "silent": "—", "only": "names only", "rate": "by its rate"},
}
KEY = {"zh": "主键", "en": "key"}


def text_of(found: Sequence[Discovery], lang: str, most: int = 3) -> str:
    """A table of rules for each table that was searched.

    Args: found. lang: zh or en. most: how many exceptions are named.
    """
    return "\n".join(_table(d, lang, most) for d in found)


def _table(d: Discovery, lang: str, most: int) -> str:
    from tabulate import tabulate

    from audit.report.excerpt import safe

    says = WORDS[lang]
    t = d.table
    name = f"{t.path} [{t.sheet}]" if t.sheet else t.path
    head = says["table"].format(name=name, rows=t.rows, columns=len(t.columns), searched=d.searched)
    comma = "；" if lang == "zh" else "; "
    if d.keys:
        head += f"{comma}{KEY[lang]} {' + '.join(d.keys)}"
    lines = [safe(head)]
    if d.doubled:
        lines.append(safe(repeated(d, lang, most)))
    if d.left_out:
        lines.append(safe(left_out(d, lang)))
    if not d.proposals:
        return "\n".join([*lines, says["nothing"], ""])
    cells = [
        [
            safe(formula(p.rule, lang)), f"{p.judged:,}", f"{len(p.exceptions):,}", chance.shown(p.chance),
            NAMES[lang][p.names], safe(row_names(d, p.exceptions, lang, most)),
        ]
        for p in d.proposals
    ]  # fmt: skip
    shown = tabulate(
        cells, headers=HEADS[lang], disable_numparse=True, colalign=("left", "right", "right", "right", "left", "left"),
        maxcolwidths=[60, None, None, None, None, 48],
    )  # fmt: skip
    return "\n".join([*lines, "", shown, ""])


def json_of(found: Sequence[Discovery], lang: str) -> str:
    """Everything, as JSON (schema gouji/discovery/1); rows count from 0, lines from 1."""
    data = {"schema": SCHEMA, "tables": [_data(d, lang) for d in found]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _data(d: Discovery, lang: str) -> dict:
    columns = [
        {
            "name": f.name, "type": f.type, "unit": f.unit, "decimals": f.decimals, "min": f.low, "max": f.high,
            "values": list(f.values), "required": f.required, "exceptions": _rows(d, f.exceptions),
        }
        for f in d.columns
    ]  # fmt: skip
    return {
        "name": d.table.name, "path": d.table.path, "sha256": d.table.sha256, "rows": d.table.rows,
        "long": d.long is not None, "keys": list(d.keys), "doubled": _rows(d, d.doubled), "columns": columns,
        "searched": d.searched, "left_out": d.left_out, "rules": [_rule(d, p, lang) for p in d.proposals],
    }  # fmt: skip


def _rule(d: Discovery, p: Proposal, lang: str) -> dict:
    rule = p.rule
    return {
        "kind": rule.kind, "columns": {role: list(names) for role, names in rule.columns.items()},
        "options": rule.options, "where": rule.where, "severity": rule.severity, "formula": formula(rule, lang),
        "rows": p.judged, "held": p.held, "chance": chance.shown(p.chance), "names": p.names, "also": list(p.also),
        "exceptions": _rows(d, p.exceptions),
    }  # fmt: skip


def _rows(d: Discovery, rows: Sequence[int]) -> list[dict]:
    return [
        {
            "row": row, "line": d.table.line[row] if row < len(d.table.line) else 0,
            "key": {name: d.table.column(name).text[row] for name in d.keys},
        }
        for row in rows
    ]  # fmt: skip
