"""The gate on published datasets: tables and a contract in, findings and a verdict out. One run on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from audit.config import Config
from audit.dataset.contract.model import Contract
from audit.dataset.rules import Rule
from audit.dataset.table import Table
from audit.errors import AuditError
from audit.model import SEVERITIES, Audited, Failure, Finding, Parsed, Run

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


@dataclass(slots=True)
class GateRun:
    """A run of the gate.

    Attributes:
        run: as `check` gives it: one document a table, findings marked by waivers and baseline, summary.
        contracts: the contract in force for each document, bound to its table. tables: as they were judged.
        counts: one a rule and table. broken: (path of the table, rule id, row) of everything that breaks, folded or not.
        identity: fingerprint -> what the finding is, whatever its dataset is called: for comparing two releases.
        against: where there is an older release: file, new, unchanged, fixed and the fixed findings.
    """

    run: Run
    contracts: list[Contract]
    tables: list[Table]
    counts: list[RuleCount]
    broken: set[tuple[str, str, int]]
    identity: dict[str, str]
    against: dict[str, Any] = field(default_factory=dict)

    @property
    def findings(self) -> list[Finding]:
        """The findings, accepted ones marked."""
        return self.run.findings

    @property
    def summary(self) -> dict[str, Any]:
        """The counts."""
        return self.run.summary


def run_gate(
    tables: Sequence[Table],
    contract: Contract | None = None,
    config: Config | None = None,
    *,
    failures: Iterable[Failure] = (),
    locate: bool = True,
    more: Iterable[Finding] = (),
    first: int = 0,
) -> GateRun:
    """Judge tables by a contract.

    Args:
        tables: as `read_tables` gives them. contract: as `load_contract` gives it; None: rules that the heads name are
            inferred, at warning. config: suite, select, ignore, waivers, baseline, language.
        failures: inputs that could not be read. locate: look for the cell that is wrong.
        more: findings of other rooms (tracing) that are selected, waived and counted with these.
        first: number of the first document, for ids.
    Returns: the run.
    Raises:  ConfigError, SuiteError, RunnerError: settings that cannot be followed; what is not judged must not pass.
    """
    from audit.dataset.explain import Explainer
    from audit.dataset.form import blocks_of, facts_of
    from audit.dataset.judging import judge, suite_of
    from audit.dataset.lay import Layer
    from audit.explain.rules import rules_of, severities_of
    from audit.gate.accepted import Accepted
    from audit.gate.select import Selector

    config = config or Config()
    config = replace(config, suite=suite_of(config))
    rules, severities = rules_of(config), severities_of(config)
    keeps, accepted = Selector(config), Accepted(config)
    failures = list(failures)
    ready, paths = _ready(tables, contract, failures, config)
    blocks, owners, forms = [], [], []
    layers = []
    for n, (table, bound) in enumerate(ready):
        layer = Layer(table, [t for t, _ in ready])
        layers.append(layer)
        for rule in bound.rules:
            if rule.table and rule.table not in (table.name, table.sheet):
                continue
            for block in layer.blocks(rule):
                blocks.append(block)
                owners.append((n, None))
        facts = facts_of(table, bound)
        for block, of_row in blocks_of(table, bound, facts, severities):
            blocks.append(block)
            owners.append((n, of_row))
        forms.append(facts)
    judged = judge(blocks, config) if blocks else []
    counts, broken = _counted(judged, owners, paths)
    documents, found, identity, deselected = [], [], {}, 0
    for n, (table, bound) in enumerate(ready):
        doc_id = f"d{first + n + 1}"
        explainer = Explainer(table, bound, doc_id, paths[n], rules, severities, config.lang)
        mine = [j for j, (owner, of_row) in zip(judged, owners, strict=True) if owner == n and of_row is None]
        facts = [
            of_row[i]
            for j, (owner, of_row) in zip(judged, owners, strict=True)
            if owner == n and of_row is not None
            for i in j.broken()
        ]
        findings, stems = explainer.findings(mine, facts)
        kept = keeps(findings)
        deselected += len(findings) - len(kept)
        if locate and kept:
            from audit.dataset.suspects import with_suspects

            pairs = {(j.block.rule.id, int(j.block.rows[i])) for j in mine for i in j.broken()}
            kept = with_suspects(kept, explainer, layers[n], bound, pairs)
        kept = accepted.mark(kept)
        identity |= stems
        found += kept
        documents.append(_document(table, bound, explainer, paths[n], doc_id, [c for c in counts if c.table == paths[n]], kept))
    others = list(more)
    kept = keeps(others)
    deselected += len(others) - len(kept)
    across = accepted.mark(kept) + accepted.close(paths)
    found += across
    summary = _summary(documents, counts, found, failures, deselected, accepted.baseline, ready)
    run = Run(documents, [], found, failures, summary)
    return GateRun(run, [c for _, c in ready], [t for t, _ in ready], counts, broken, identity)


def _ready(
    tables: Sequence[Table], contract: Contract | None, failures: list[Failure], config: Config
) -> tuple[list[tuple[Table, Contract]], list[str]]:
    """Tables with the contract bound to each; one that cannot be judged becomes a failure."""
    from audit.dataset.infer import inferred
    from audit.dataset.prepare import prepared

    ready, paths = [], []
    names = [t.path for t in tables]
    for table in tables:
        path = f"{table.path}#{table.sheet}" if table.sheet and names.count(table.path) > 1 else table.path
        try:
            one = contract if contract is not None else inferred(table)
            ready.append(prepared(table, one, tables))
            paths.append(path)
        except AuditError as error:
            if error.path is None:
                error.path = path
            failures.append(Failure(path, str(error), after=len(ready)))
    return ready, paths


def _counted(judged, owners, paths: list[str]) -> tuple[list[RuleCount], set[tuple[str, str, int]]]:
    by: dict[tuple[int, str], RuleCount] = {}
    broken: set[tuple[str, str, int]] = set()
    for j, (n, of_row) in zip(judged, owners, strict=True):
        block = j.block
        count = by.setdefault((n, block.rule.id), RuleCount(paths[n], block.rule, block.check))
        ties, breaks, undetermined = j.counts()
        count.ties += ties
        count.breaks += breaks
        count.undetermined += undetermined
        for why, times in block.missing.items():
            count.why[why] = count.why.get(why, 0) + times
        for i in (j.verdict == 2).nonzero()[0].tolist():
            how = j.hows[j.how[i]]
            count.why[how] = count.why.get(how, 0) + 1
        if of_row is None:
            broken |= {(paths[n], block.rule.id, int(block.rows[i])) for i in j.broken()}
    return list(by.values()), broken


def _document(
    table: Table, contract: Contract, explainer: Any, path: str, doc_id: str, counts: Sequence[RuleCount], findings: list[Finding],
) -> Audited:  # fmt: skip
    """A table as a document: its figures are the cells of broken rules, its relations the rules."""
    from audit.dataset.prepare import numeric_rules

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
    relations = [_rule_dict(c, doc_id, table) for c in counts]
    rounding = {"rounded_only": 0, "truncated_only": 0, "convention": "unknown"}
    return Audited(doc_id, parsed, relations, ledger, rounding, findings)


def _rule_dict(count: RuleCount, doc_id: str, table: Table) -> dict[str, Any]:
    """A rule over all rows of its table, as the JSON has relations; `rows` counts them."""
    from audit.dataset.explain import KIND

    rule = count.rule
    return {
        "id": f"{doc_id}:{rule.id}", "kind": KIND[rule.kind], "check": count.check, "verdict": count.verdict, "how": "",
        "label": rule_text(rule), "members": [], "formula": rule_text(rule), "power": 0.0, "chance": 0.0, "rule": rule.id,
        "rows": {TIES: count.ties, BREAKS: count.breaks, UNDETERMINED: count.undetermined},
    }  # fmt: skip


def rule_text(rule: Rule) -> str:
    """A rule in a line: 申请 = 受理 + 不予受理."""
    c = {role: " + ".join(names) for role, names in rule.columns.items()}
    if rule.kind == "rate":
        text = f"{c['reported']} = ({c['numerator']}) ÷ ({c['denominator']})"
        text = text.replace(f"({c['numerator']})", c["numerator"]) if len(rule.columns["numerator"]) == 1 else text
        text = text.replace(f"({c['denominator']})", c["denominator"]) if len(rule.columns["denominator"]) == 1 else text
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
    from audit.tables import decimal_text

    out: dict[str, list] = {
        name: []
        for name in (
            "id", "start", "end", "text", "value", "num", "dec", "step", "unit", "kind", "decimals", "hedge", "low", "high",
            "label", "period", "section", "unchecked", "cell", "sentence",
        )
    }  # fmt: skip
    for n, (table, row, place) in enumerate(explainer.cells):
        c = table.columns[place]
        start, end = table.span(row, place)
        hedged = c.num[row] is not None and not c.low[row] == c.num[row] == c.high[row]
        value = decimal_text(c.num[row], c.dec[row]) if c.num[row] is not None else c.text[row].strip()
        values = {
            "id": f"{explainer.document}f{n + 1}", "start": start, "end": end, "text": c.text[row].strip(), "value": value,
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


def _summary(
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
    ledger = {
        key: sum(d.ledger[key] for d in documents) for key in ("numerals", "checked", "unchecked", "identifiers")
    } | {"why_unchecked": {}, "why_identifiers": {}}
    return {
        "documents": len(documents), "failures": len(failures), "bugs": sum(f.bug for f in failures),
        "figures": ledger["checked"] + ledger["unchecked"], "findings": severities, "waived": sum(bool(f.waiver) for f in found),
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


def unchecked(summary: dict[str, Any]) -> str:
    """Why a run checked nothing, which is never a pass; empty where it did check something.

    A contract that asks only for the form of a table (keys, domains) has checked something too.
    """
    if not summary["documents"]:
        return "no table was read"
    if not summary["figures"]:
        return "no column holds numbers"
    if summary["relations"][TIES] + summary["relations"][BREAKS]:
        return ""
    if not summary["dataset"]["rules"]:
        return "no rule is known for any column; write a contract, or let gouji discover propose one"
    return "no rule could be judged in any row"


def code_of(summary: dict[str, Any], fail_on: str) -> int:
    """The exit code of a run: that of its summary; a trace that looked nothing up is never a pass."""
    from audit.gate.select import EXIT_USAGE, exit_of

    code = exit_of(summary, fail_on)
    return max(code, EXIT_USAGE) if summary.get("trace", {}).get("nothing") else code
