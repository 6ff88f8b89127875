"""A judged table as a document of a run: its rules as relations, the cells of findings as figures, its counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.dataset.contract.model import Contract
from audit.dataset.explain import KIND
from audit.dataset.prepare import numeric_rules
from audit.dataset.rules import Rule
from audit.dataset.table import Table
from audit.model import SEVERITIES, Audited, Failure, Finding, Parsed
from audit.tables import decimal_text

TIES, BREAKS, UNDETERMINED = "ties", "breaks", "undetermined"


@dataclass(slots=True)
class RuleCount:
    """What came out of one rule, or of one check of form, in one table."""

    table: str  # its path, as findings name it
    rule: Rule
    check: str
    ties: int = 0
    breaks: int = 0
    undetermined: int = 0
    why: dict[str, int] = field(default_factory=dict)  # reasons of what is undetermined

    @property
    def verdict(self) -> str:
        """breaks where any row breaks, ties where any ties, else undetermined."""
        return BREAKS if self.breaks else TIES if self.ties else UNDETERMINED


def document(
    table: Table, contract: Contract, explainer: Any, path: str, doc_id: str, counts: Sequence[RuleCount],
    findings: list[Finding],
) -> Audited:  # fmt: skip
    """A table as a document: its figures are the cells of broken rules, its relations the rules."""
    figures = _figures(explainer)
    parsed = Parsed(
        path, table.sha256, table.format, table.encoding, table.source, title=contract.title, genre="dataset",
        notes=tuple(table.notes), figures=figures, ledger={"start": [], "end": [], "reason": []},
    )  # fmt: skip
    judged = numeric_rules(contract)
    numeric = [c for c in table.columns if c.kind in ("number", "percent")]
    present = {c.name: sum(n is not None for n in c.num) for c in numeric}
    checked = sum(n for name, n in present.items() if name in judged)
    total = sum(present.values())
    names = sum(
        sum(n is None for n in c.null) for c in table.columns if c.kind not in ("number", "percent")
    )  # texts and dates
    ledger = {"numerals": total + names, "checked": checked, "unchecked": total - checked, "identifiers": names}
    relations = [_rule_dict(c, doc_id) for c in counts]
    rounding = {"rounded_only": 0, "truncated_only": 0, "convention": "unknown"}
    return Audited(doc_id, parsed, relations, ledger, rounding, findings)


def _rule_dict(count: RuleCount, doc_id: str) -> dict[str, Any]:
    """A rule over all rows of its table, as the JSON has relations; `rows` counts them."""
    rule = count.rule
    return {
        "id": f"{doc_id}:{rule.id}", "kind": KIND[rule.kind], "check": count.check, "verdict": count.verdict, "how": "",
        "label": rule_text(rule), "members": [], "formula": rule_text(rule), "power": 0.0, "chance": 0.0,
        "rule": rule.id,
        "rows": {TIES: count.ties, BREAKS: count.breaks, UNDETERMINED: count.undetermined},
    }  # fmt: skip


def rule_text(rule: Rule) -> str:
    """A rule in a line: 申请 = 受理 + 不予受理."""
    c = {role: " + ".join(names) for role, names in rule.columns.items()}
    if rule.kind == "rate":
        text = f"{c['reported']} = ({c['numerator']}) ÷ ({c['denominator']})"
        text = text.replace(f"({c['numerator']})", c["numerator"]) if len(rule.columns["numerator"]) == 1 else text
        text = (
            text.replace(f"({c['denominator']})", c["denominator"]) if len(rule.columns["denominator"]) == 1 else text
        )
    elif rule.kind == "sum":
        text = f"{c['total']} = {c['parts']}"
    elif rule.kind == "balance":
        text = f"{c['plus']} = {c['minus']}"
    elif rule.kind == "subset":
        text = f"{c['whole']} ≥ {c['parts']}"
    elif rule.kind == "order":
        text = " ≥ ".join(rule.columns["items"])
    elif rule.kind == "change":
        previous = c.get("previous", f"上期{c['current']}")
        if "percent" in c:
            text = f"{c['percent']} = ({c['current']} − {previous}) ÷ {previous}"
        elif "delta" in c:
            text = f"{c['delta']} = {c['current']} − {previous}"
        else:
            text = f"{previous} = 上期{c['current']}"
    elif rule.kind == "repeat":
        text = f"{c['a']} = {c['b']}"
    elif rule.kind == "attainable":
        text = f"{c['reported']} = k ÷ {c['denominator']}"
    elif rule.kind == "inequality":
        text = f"{c['left']} {rule.options['op']} {c['right']}"
    else:
        text = ""
    return f"{text}（{rule.where}）" if rule.where else text


def _figures(explainer: Any) -> dict[str, list]:
    """The cells that findings point to, as the figures of a document."""
    out: dict[str, list] = {
        name: []
        for name in (
            "id", "start", "end", "text", "value", "num", "dec", "step", "unit", "kind", "decimals", "hedge", "low",
            "high", "label", "period", "section", "unchecked", "cell", "sentence",
        )
    }  # fmt: skip
    for n, (table, row, place) in enumerate(explainer.cells):
        c = table.columns[place]
        start, end = table.span(row, place)
        hedged = c.num[row] is not None and not c.low[row] == c.num[row] == c.high[row]
        num = c.num[row]
        value = decimal_text(num, c.dec[row]) if num is not None else None  # a name, or what cannot be read
        values = {
            "id": f"{explainer.document}f{n + 1}", "start": start, "end": end, "text": c.text[row].strip(),
            "value": value,
            "num": c.num[row] or 0, "dec": c.dec[row], "step": c.step[row], "unit": c.unit,
            "kind": {"percent": "percent", "number": "count"}.get(c.kind, "name"), "decimals": c.dec[row], "hedge": "",
            "low": decimal_text(c.low[row], c.dec[row]) if hedged else None,
            "high": decimal_text(c.high[row], c.dec[row]) if hedged else None,
            "label": c.name, "period": "", "section": explainer.row_name(row, table), "unchecked": None, "cell": None,
            "sentence": 0,
        }  # fmt: skip
        for name, v in values.items():
            out[name].append(v)
    return out


def summary_of(
    documents: list[Audited], counts: Sequence[RuleCount], found: Sequence[Finding], failures: Sequence[Failure],
    deselected: int, baseline: dict, ready: list,
) -> dict[str, Any]:  # fmt: skip
    """The counts of a run as the JSON has them; those of relations are rows and rules."""
    severities = dict.fromkeys(SEVERITIES, 0)
    codes: dict[str, int] = {}
    for f in found:
        if not f.waiver:
            severities[f.severity] += 1
            codes[f.code] = codes.get(f.code, 0) + 1
    by_rule = [c for c in counts if c.rule.kind != "form"]
    form = [c for c in counts if c.rule.kind == "form"]
    judged = by_rule or (form if any(c.columns or c.keys for _, c in ready) else [])
    ties, breaks, undetermined = (sum(getattr(c, v) for c in judged) for v in (TIES, BREAKS, UNDETERMINED))
    ledger: dict[str, Any] = {
        key: sum(d.ledger[key] for d in documents) for key in ("numerals", "checked", "unchecked", "identifiers")
    } | {"why_unchecked": {}, "why_identifiers": {}}
    return {
        "documents": len(documents), "failures": len(failures), "bugs": sum(f.bug for f in failures),
        "figures": ledger["checked"] + ledger["unchecked"], "findings": severities,
        "waived": sum(bool(f.waiver) for f in found),
        "deselected": deselected, "codes": dict(sorted(codes.items())),
        "relations": {"total": ties + breaks + undetermined, TIES: ties, BREAKS: breaks, UNDETERMINED: undetermined},
        "ledger": ledger, "rounding": {},
        "dataset": {
            "rows": sum(t.rows for t, _ in ready), "columns": sum(len(t.columns) for t, _ in ready),
            "rules": len(by_rule), "rules_broken": sum(bool(c.breaks) for c in by_rule),
            "rules_unjudged": sum(c.verdict == UNDETERMINED for c in by_rule),
            "form": sum(c.breaks for c in form), "inferred": any(c.inferred for _, c in ready),
            "keys": sorted({k for _, c in ready for k in c.keys}),
        },
    } | ({"baseline": baseline} if baseline else {})  # fmt: skip
