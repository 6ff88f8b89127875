"""The gate on published datasets: tables and a contract in, findings and a verdict out. One run on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from audit.config import Config
from audit.dataset.contract.model import Contract
from audit.dataset.documents import BREAKS, TIES, RuleCount, document, rule_text, summary_of
from audit.dataset.table import Table
from audit.errors import AuditError
from audit.model import Audited, Failure, Finding, Run

if TYPE_CHECKING:
    from audit.dataset.form import Fact
    from audit.dataset.judging import Judged
    from audit.dataset.lay import Block, Layer

__all__ = ["NO_RULE", "GateRun", "RuleCount", "code_of", "rule_text", "run_gate", "unchecked"]


NO_RULE = "no rule is known for any column; write a contract, or let gouji discover propose one"


@dataclass(slots=True)
class GateRun:
    """A run of the gate.

    Attributes:
        run: as `check` gives it: one document a table, findings marked by waivers and baseline, summary.
        contracts: the contract in force for each document, bound to its table. tables: as they were judged.
        counts: one a rule and table. broken: (path of the table, rule id, row) of all that breaks, folded or not.
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
    ready, paths = _ready(tables, contract, failures)
    blocks: list[Block] = []
    owners: list[tuple[int, list[Fact | None] | None]] = []
    layers: list[Layer] = []
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
    judged = judge(blocks, config) if blocks else []
    counts, broken = _counted(judged, owners, paths)
    documents: list[Audited] = []
    found: list[Finding] = []
    identity: dict[str, str] = {}
    deselected, unlocated = 0, False
    for n, (table, bound) in enumerate(ready):
        doc_id = f"d{first + n + 1}"
        explainer = Explainer(table, bound, doc_id, paths[n], rules, severities, config.lang)
        mine = [j for j, (owner, of_row) in zip(judged, owners, strict=True) if owner == n and of_row is None]
        facts = [
            fact
            for j, (owner, of_row) in zip(judged, owners, strict=True)
            if owner == n and of_row is not None
            for fact in (of_row[i] for i in j.broken())
            if fact is not None
        ]
        findings, stems = explainer.findings(mine, facts)
        kept = keeps(findings)
        deselected += len(findings) - len(kept)
        if locate and kept:
            from audit.dataset.suspects import too_many, with_suspects

            pairs = {(j.block.rule.id, int(j.block.rows[i])) for j in mine for i in j.broken()}
            kept = with_suspects(kept, explainer, layers[n], bound, pairs)
            unlocated = unlocated or too_many(pairs)
        kept = accepted.mark(kept)
        identity |= stems
        found += kept
        documents.append(
            document(table, bound, explainer, paths[n], doc_id, [c for c in counts if c.table == paths[n]], kept)
        )
    others = list(more)
    kept = keeps(others)
    deselected += len(others) - len(kept)
    across = accepted.mark(kept) + accepted.close(paths)
    found += across
    summary = summary_of(documents, counts, found, failures, deselected, accepted.baseline, ready)
    summary["dataset"]["unlocated"] = unlocated
    run = Run(documents, [], found, failures, summary)
    return GateRun(run, [c for _, c in ready], [t for t, _ in ready], counts, broken, identity)


def _ready(
    tables: Sequence[Table], contract: Contract | None, failures: list[Failure]
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


def _counted(
    judged: Sequence[Judged], owners: Sequence[tuple[int, list[Fact | None] | None]], paths: list[str]
) -> tuple[list[RuleCount], set[tuple[str, str, int]]]:
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
        return NO_RULE
    return "no rule could be judged in any row"


def code_of(summary: dict[str, Any], fail_on: str) -> int:
    """The exit code of a run: that of its summary; a trace that looked nothing up is never a pass."""
    from audit.gate.select import EXIT_USAGE, exit_of

    code = exit_of(summary, fail_on)
    return max(code, EXIT_USAGE) if summary.get("trace", {}).get("nothing") else code
