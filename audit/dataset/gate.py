"""The gate on published datasets: tables and a contract in, findings and a verdict out. One run on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from audit.config import Config
from audit.dataset.contract.model import Contract
from audit.dataset.documents import BREAKS, TIES, RuleCount, document, rule_text, summary_of
from audit.dataset.table import Table
from audit.errors import AuditError
from audit.model import Audited, Failure, Finding, Run

if TYPE_CHECKING:
    from audit.dataset.explain import Explainer
    from audit.dataset.form import Fact
    from audit.dataset.judging import Judged
    from audit.dataset.lay import Layer

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
    more: Iterable[Finding] | None = None,
    sources: Iterable[str] = (),
    first: int = 0,
) -> GateRun:
    """Judge tables by a contract.

    Args:
        tables: as `read_tables` gives them. contract: as `load_contract` gives it; None: rules that the heads name are
            inferred, at warning. config: suite, select, ignore, waivers, baseline, language.
        failures: inputs that could not be read. locate: look for the cell that is wrong.
        more: findings of tracing, that are selected, waived and counted with these; None: nothing was traced.
        sources: paths of the reports that were traced.
        first: number of the first document, for ids.
    Returns: the run.
    Raises:  ConfigError, SuiteError, RunnerError: settings that cannot be followed; what is not judged must not pass.
    """
    from audit.dataset.explain import Explainer
    from audit.dataset.judging import suite_of
    from audit.explain.rules import rules_of, severities_of
    from audit.gate.accepted import Accepted
    from audit.gate.select import Selector

    config = config or Config()
    config = replace(config, suite=suite_of(config))
    rules, severities = rules_of(config), severities_of(config)
    keeps, accepted = Selector(config), Accepted(config)
    failures = list(failures)
    parts = _judged(_ready(tables, contract, failures), config, severities)
    documents: list[Audited] = []
    identity: dict[str, str] = {}
    deselected, unlocated = 0, False
    others = list(more or ())
    traced = keeps(others)
    deselected += len(others) - len(traced)
    accepted.mark(f for f in others if not keeps.keeps(f.code))
    identity |= _identities(traced)
    for n, part in enumerate(parts, first + 1):
        explainer = Explainer(part.table, part.contract, f"d{n}", part.path, rules, severities, config.lang)
        findings, stems = explainer.findings(part.rules, part.facts())
        kept = keeps(findings)
        deselected += len(findings) - len(kept)
        accepted.mark(f for f in findings if not keeps.keeps(f.code))  # waivers are judged by all of them
        identity |= stems
        if locate and kept:
            kept, all_rows = _located(kept, explainer, part)
            unlocated = unlocated or not all_rows
        kept += [replace(f, document=f"d{n}") for f in traced if f.path == part.path]
        documents.append(
            document(part.table, part.contract, explainer, part.path, f"d{n}", part.counts(), accepted.mark(kept))
        )
    paths = [part.path for part in parts]
    found = [f for d in documents for f in d.findings]
    found += accepted.mark([f for f in traced if f.path not in paths]) + accepted.close(
        [*paths, *sources], _unjudged(contract, more)
    )
    ready = [(part.table, part.contract) for part in parts]
    counts = [count for part in parts for count in part.counts()]
    summary = summary_of(documents, counts, found, failures, deselected, accepted.baseline, ready)
    summary["dataset"]["unlocated"] = unlocated
    broken = {(part.path, rule, row) for part in parts for rule, row in part.broken()}
    run = Run(documents, [], found, failures, summary)
    return GateRun(run, [c for _, c in ready], [t for t, _ in ready], counts, broken, identity)


def _unjudged(contract: Contract | None, more: Iterable[Finding] | None) -> tuple[str, ...]:
    """The codes of which a run says nothing: without a contract its rules were not asked, without reports no trace."""
    if contract is None:
        return ("",)
    return ("TRC",) if more is None else ()


def _identities(findings: Iterable[Finding]) -> dict[str, str]:
    """What findings of other rooms are, whatever their dataset is called: fingerprint -> check, row, column, values."""
    seen: dict[str, int] = {}
    out = {}
    for f in findings:
        stem = f"{f.path.partition('#')[2]}|{f.code}|{f.label}|{f.reported}|{f.expected}"
        seen[stem] = seen.get(stem, -1) + 1
        out[f.fingerprint] = f"{stem}|{seen[stem]}"
    return out


def _located(findings: list[Finding], explainer: Explainer, part: _Part) -> tuple[list[Finding], bool]:
    """The findings with the cells that are likely wrong, and whether all rows were looked into."""
    from audit.dataset.suspects import too_many, with_suspects

    broken = part.broken()
    return with_suspects(findings, explainer, part.layer, part.contract, broken), not too_many(broken)


@dataclass(slots=True)
class _Part:
    """One table of a run: laid out, then judged. `form` goes with `facts_of`: what each row of a block is about."""

    table: Table
    contract: Contract
    path: str
    layer: Layer
    rules: list[Judged] = field(default_factory=list)
    form: list[Judged] = field(default_factory=list)
    facts_of: list[list[Fact | None]] = field(default_factory=list)

    def facts(self) -> list[Fact]:
        """What is wrong with the form of the table."""
        pairs = [(of_row, i) for judged, of_row in zip(self.form, self.facts_of, strict=True) for i in judged.broken()]
        return [fact for of_row, i in pairs if (fact := of_row[i]) is not None]

    def broken(self) -> set[tuple[str, int]]:
        """Rule and row of everything that breaks."""
        return {(j.block.rule.id, int(j.block.rows[i])) for j in self.rules for i in j.broken()}

    def counts(self) -> list[RuleCount]:
        """The counts of each rule, then of each check of form."""
        by: dict[str, RuleCount] = {}
        for j in (*self.rules, *self.form):
            count = by.setdefault(j.block.rule.id, RuleCount(self.path, j.block.rule, j.block.check))
            ties, breaks, undetermined = j.counts()
            count.ties += ties
            count.breaks += breaks
            count.undetermined += undetermined
            reasons = [j.hows[j.how[i]] for i in (j.verdict == 2).nonzero()[0].tolist()]
            for why in (*reasons, *(why for why, times in j.block.missing.items() for _ in range(times))):
                count.why[why] = count.why.get(why, 0) + 1
        return list(by.values())


def _judged(ready: Sequence[tuple[Table, Contract, str]], config: Config, severities: Mapping[str, str]) -> list[_Part]:
    """Lay out all tables, and judge them together: one expectation a check over all rules and rows of the run."""
    from audit.dataset.form import blocks_of, facts_of
    from audit.dataset.judging import judge
    from audit.dataset.lay import Layer

    parts, blocks, sizes = [], [], []
    for table, contract, path in ready:
        part = _Part(table, contract, path, Layer(table, [t for t, _, _ in ready]))
        mine = [r for r in contract.rules if not r.table or r.table in (table.name, table.sheet)]
        rules = [block for rule in mine for block in part.layer.blocks(rule)]
        form = blocks_of(table, contract, facts_of(table, contract), severities)
        part.facts_of = [of_row for _, of_row in form]
        parts.append(part)
        blocks += [*rules, *(block for block, _ in form)]
        sizes.append(len(rules))
    judged = iter(judge(blocks, config) if blocks else ())
    for part, size in zip(parts, sizes, strict=True):
        part.rules = [next(judged) for _ in range(size)]
        part.form = [next(judged) for _ in part.facts_of]
    return parts


def _ready(
    tables: Sequence[Table], contract: Contract | None, failures: list[Failure]
) -> list[tuple[Table, Contract, str]]:
    """Tables with the contract bound to each; one that cannot be judged becomes a failure."""
    from audit.dataset.infer import inferred
    from audit.dataset.prepare import prepared

    ready = []
    names = [t.path for t in tables]
    for table in tables:
        path = f"{table.path}#{table.sheet}" if table.sheet and names.count(table.path) > 1 else table.path
        try:
            one = contract if contract is not None else inferred(table)
            ready.append((*prepared(table, one, tables), path))
        except AuditError as error:
            if error.path is None:
                error.path = path
            failures.append(Failure(path, str(error), after=len(ready)))
    return ready


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
