"""Short tables: rules that the heads name and no row contradicts, but too few rows state for the numbers to show it."""

from __future__ import annotations

from collections.abc import Sequence

from audit.dataset.discover.data import Data
from audit.dataset.discover.proposal import ONLY, Proposal
from audit.dataset.rules import Rule

SHORT = 20  # rows
SUBJECT = {"rate": "reported", "sum": "total"}  # kind -> the role that the head of such a rule stands in


def search(data: Data, found: Sequence[Proposal]) -> list[Proposal]:
    """Propose what the heads say.

    Args:    data. found: proposals that the numbers bear out.
    Returns: rates and sums of columns that nothing found explains, each at warning: at least one row keeps it, none
             breaks it; nothing for a longer table, where numbers speak for themselves.
    """
    if not data.n or data.n >= SHORT:
        return []
    from audit.dataset.infer import inferred

    said = {
        (kind, name)
        for p in found
        for kind, role in SUBJECT.items()
        if p.rule.kind == kind
        for name in p.rule.columns[role]
    }
    said |= {("rate", n) for p in found for role in ("percent", "delta") for n in p.rule.columns.get(role, ())}
    made = []
    for rule in inferred(data.table).rules:
        role = SUBJECT.get(rule.kind)
        if role is None or (rule.kind, rule.columns[role][0]) in said:
            continue
        held, broken = _judged(data, rule)
        if held and not broken:
            plain = Rule("", rule.kind, rule.columns, rule.options, rule.where, "warning")
            made.append(Proposal(plain, held, (), 0.0, ONLY))
    return made


def _judged(data: Data, rule: Rule) -> tuple[int, int]:
    """Rows that keep a rule, and rows that break it, as the gate judges them."""
    import pandas as pd

    from audit.dataset.lay import Layer
    from expectations.arithmetic import judge_frame

    held = broken = 0
    for block in Layer(data.table).blocks(rule):
        if len(block.rows):
            judged = judge_frame(block.frame, pd.DataFrame(block.columns))
            breaks = int(judged.breaks.sum())
            held += len(judged) - int(judged.undetermined.sum()) - breaks
            broken += breaks
    return held, broken
