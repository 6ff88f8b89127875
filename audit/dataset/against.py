"""A release against the one before it: which findings are new, which are unchanged, which are fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.config import Config
from audit.dataset.contract.model import Contract
from audit.dataset.gate import GateRun, run_gate
from audit.dataset.table import Table
from audit.model import SEVERITIES, Finding

MOST_FIXED = 200  # fixed findings that the JSON names


def compared(
    gate: GateRun,
    old: Sequence[Table],
    contract: Contract | None,
    config: Config,
    name: str,
    more: Iterable[Finding] = (),
) -> GateRun:
    """Mark the findings of a run against those of an older release, judged by the same contract.

    Args:    gate: the run. old: tables of the older release. contract, config: of the run. name: what to call it.
             more: findings of other rooms (tracing) about the older release.
    Returns: the run: findings that the older release had too are accepted as `unchanged`, the others are new; `against`
             counts them and names those that are fixed. A finding is the same where rule, row, and printed values are.
    """
    before = run_gate(old, contract, replace(config, waivers="", baseline=""), locate=False, more=more)
    known = {before.identity[f.fingerprint]: f for f in before.findings if f.fingerprint in before.identity}
    now = {gate.identity[f.fingerprint] for f in gate.findings if f.fingerprint in gate.identity}
    fixed = [f for key, f in known.items() if key not in now]
    marked: dict[str, Finding] = {}

    def one(f: Finding) -> Finding:
        same = gate.identity.get(f.fingerprint) in known
        if same and not f.waiver:
            f = replace(f, waiver={"kind": "baseline", "reason": "", "file": name})
        marked[f.fingerprint] = f
        return f

    gate.run.findings = [one(f) for f in gate.run.findings]
    for document in gate.run.documents:
        document.findings = [marked.get(f.fingerprint, f) for f in document.findings]
    unchanged = sum(gate.identity.get(f.fingerprint) in known for f in gate.findings)
    gate.against = {
        "file": name, "new": len(gate.findings) - unchanged, "unchanged": unchanged, "fixed": len(fixed),
        "fixed_findings": [
            {"code": f.code, "label": f.label, "reported": f.reported, "line": f.line, "message": f.message}
            for f in fixed[:MOST_FIXED]
        ],
    }  # fmt: skip
    recount(gate)
    gate.summary["against"] = gate.against
    return gate


def recount(gate: GateRun) -> None:
    """Count the findings of a run again."""
    open_ = [f for f in gate.findings if not f.waiver]
    gate.summary["findings"] = {s: sum(f.severity == s for f in open_) for s in SEVERITIES}
    gate.summary["waived"] = len(gate.findings) - len(open_)
    codes: dict[str, int] = {}
    for f in open_:
        codes[f.code] = codes.get(f.code, 0) + 1
    gate.summary["codes"] = dict(sorted(codes.items()))
