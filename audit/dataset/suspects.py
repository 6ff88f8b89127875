"""Which cell is wrong: the findings of a table with the cells whose change makes every rule hold (Fellegi–Holt)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from audit.dataset.amounts import factor_of
from audit.dataset.contract.bind import find
from audit.dataset.contract.model import Contract
from audit.dataset.lay import Layer
from audit.dataset.rules import Rule
from audit.model import Finding

if TYPE_CHECKING:
    from audit.dataset.explain import Explainer

MOST_ROWS = 1000  # beyond this many broken rows a table is not what its contract is about; the summary says so
WORDS = {
    "zh": {
        "one": "最少须改 {n} 格：{cells}。", "open": "可疑单元格未定：{cells}，各自改动都能使全部规则成立。",
        "or": " 或 ", "and": "＋",
    },
    "en": {
        "one": " At least {n} must change: {cells}.",
        "open": " Undecided: changing {cells} would make every rule hold.", "or": " or ", "and": " + ",
    },
}  # fmt: skip
MOST_SETS = 4
MOST_SUSPECTS = 5


def too_many(broken: set[tuple[str, int]]) -> bool:
    """Do more rows break than are looked into?"""
    return len({row for _, row in broken}) > MOST_ROWS


def with_suspects(
    findings: Sequence[Finding], explainer: Explainer, layer: Layer, contract: Contract, broken: set[tuple[str, int]]
) -> list[Finding]:
    """Say of each finding which cell is likely wrong and what it may have been meant to be.

    Args:    findings: of one table. explainer: that made them. layer, contract: of the table. broken: (rule id, row).
    Returns: the findings in their order; `suspects` filled and `help` said further where something is known.
    """
    rows = sorted({row for _, row in broken})
    if not rows or too_many(broken):
        return list(findings)
    from audit.locate.cells import localise

    rules = [_exact(r, layer) for r in contract.rules if _here(r, layer)]
    verdicts = localise(
        layer.table,
        rules,
        rows,
        _weights(contract),
        applies={r.id: mask for r in rules if (mask := layer.applies(r)) is not None},
        before={r.id: layer.before(r) for r in rules if r.kind == "change" and "time" in r.columns},
        domains=_domains(layer, contract),
    )
    by_pair = {pair: v for v in verdicts for pair in v.broken}
    out = []
    for f in findings:
        pairs = explainer.origins.get(f.fingerprint, ())
        verdict = next((by_pair[p] for p in pairs if p in by_pair), None)
        out.append(f if verdict is None else _said(f, verdict, explainer))
    return out


def _here(rule: Any, layer: Layer) -> bool:
    """Does a rule speak of this table alone?"""
    if rule.table and rule.table not in (layer.table.name, layer.table.sheet):
        return False
    return rule.kind != "repeat" or not any(layer.elsewhere(name) for name in rule.columns["b"])


def _exact(rule: Rule, layer: Layer) -> Rule:
    """A rule that says by itself what a rate is per: as the gate judges it."""
    stated = [n for role in ("reported", "percent") for n in rule.columns.get(role, ()) if find(layer.table, n)]
    if not stated or "per" in rule.options:
        return rule
    return replace(rule, options={**rule.options, "per": layer.per(rule, stated[0])})


def _weights(contract: Contract) -> dict[str, float | None]:
    weights: dict[str, float | None] = {name: spec.trust for name, spec in contract.columns.items() if spec.trust}
    return weights | dict.fromkeys(contract.keys)


def _domains(layer: Layer, contract: Contract) -> dict[str, Any]:
    from fractions import Fraction

    from audit.locate.cells import Domain

    out = {}
    for name, spec in contract.columns.items():
        if spec.low is None and spec.high is None and spec.decimals is None:
            continue
        column = layer.table.column(name)
        if column.kind not in ("number", "percent"):
            continue
        by = factor_of(column)  # bounds under a head in 万元 are in 万元
        low, high = (None if b is None else Fraction(b) * by for b in (spec.low, spec.high))
        out[name] = Domain(low, high, spec.decimals if by == 1 else None)
    return out


def _said(f: Finding, verdict: Any, explainer: Explainer) -> Finding:
    table = explainer.table
    words = WORDS[explainer.lang]

    def figure(cell: Any) -> str:
        return explainer.figure(table, cell.row, table.index(cell.column))

    sets = [verdict.cells, *(cells for cells, _ in verdict.alternatives)]
    sets = [s for s in sets if s]
    if not sets:
        return f
    names = list(dict.fromkeys(words["and"].join(_name(c, verdict, explainer) for c in s) for s in sets))
    if verdict.undecided:
        shown = words["or"].join(names[:MOST_SETS]) + (" …" if len(names) > MOST_SETS else "")
        more = words["open"].format(cells=shown)
    else:
        more = words["one"].format(n=verdict.proof.size, cells=names[0])
    suspects = verdict.suspects(figure, most=4 * MOST_SUSPECTS)
    held = {p.figure for p in f.places}
    mine = tuple(s for s in suspects if s.figure in held) or suspects
    return replace(f, suspects=mine[:MOST_SUSPECTS], help=f.help + more)


def _name(cell: Any, verdict: Any, explainer: Explainer) -> str:
    """A cell by its column; with its row where that is another one."""
    if cell.row == verdict.broken[0][1]:
        return cell.column
    return f"{explainer.row_name(cell.row)} {cell.column}"
