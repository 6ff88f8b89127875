"""Rows that break rules -> which cells are wrong, and what they were likely meant to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from audit.locate.cells.faults import Engine, Fault
from audit.locate.cells.likely import MOST_SETS, MOST_VALUES, Explained, Guesser, shares
from audit.locate.cells.network import TableNetwork
from audit.locate.cells.profile import Domain
from audit.locate.cells.verdicts import Cell, CellVerdict, Likely, Proof


def localise(
    table: Any,
    rules: Sequence[Any],
    rows: Sequence[int],
    weights: Mapping[str, Any] | None = None,
    *,
    applies: Mapping[str, Sequence[bool]] | None = None,
    before: Mapping[str, Sequence[int | None]] | None = None,
    domains: Mapping[str, Domain] | None = None,
    others: Mapping[str, tuple[Any, Sequence[int | None]]] | None = None,
) -> list[CellVerdict]:
    """Find the smallest weighted sets of cells whose change makes every rule hold, and their likely values.

    Args:
        table: columns of printed cells with exact integers (audit.dataset.table.Table, or what looks like it).
        rules: edit rules (audit.dataset.rules.Rule).
        rows: numbers from 0 of the rows that break a rule.
        weights: column -> how much its cells are trusted, above 0 (1 where not given); None: never wrong. Keys, times
            and columns that hold no numbers are never wrong unless they are given a weight.
        applies: rule id -> a boolean a row; needed for every rule with a condition.
        before: rule id -> for each row the row of the value before, or None; `previous_rows` where not given.
        domains: column -> what it may hold; a print outside is broken by itself.
        others: rule id -> (a column of another table, for each row its row there or None), for repeats across tables.
    Returns: one verdict an independent fault, by row. Independent: no rule holds possible culprits of both.
    Raises:  ValueError: a condition without its mask; a weight that is not above 0; a rule of unknown kind.
    Source:  Fellegi & Holt 1976, A systematic approach to automatic edit and imputation; groups and sets by implicit
             hitting sets (Reiter 1987); elimination after Fourier, Motzkin and Chernikov, in integers.
    """
    net = TableNetwork(
        table, rules, weights=weights, applies=applies, before=before, domains=domains, others=others
    )  # fmt: skip
    engine = Engine(net)
    broken = net.broken(sorted(set(rows)))
    guesser = Guesser(net, engine)
    verdicts = [_verdict(net, guesser, fault) for fault in engine.faults(broken)]
    return sorted(verdicts, key=lambda v: (v.row, v.broken))


def _verdict(net: TableNetwork, guesser: Guesser, fault: Fault) -> CellVerdict:
    sets = fault.sets[:MOST_SETS]
    size = max((len(s) for s in sets), default=0)
    found = [guesser.explain(s) for s in sets]
    share = shares(found, size)
    # equal shares: the order of the cells in the table
    order = sorted(range(len(found)), key=lambda n: (-share[n], [net.places[v] for v in sorted(found[n].cells)]))
    told = [(_cells(net, guesser, found[n], share[n]), round(share[n], 4)) for n in order]
    names = [net.constraints[c].rule for c in fault.broken]
    broken = tuple(dict.fromkeys((str(rule), row) for rule, row in names))
    proof = Proof(
        tuple(tuple((net.places[v].row, net.places[v].column) for v in sorted(g)) for g in fault.groups),
        size,
        float(Fraction(fault.weight, net.unit_weight)),
        fault.how,
        fault.complete and len(sets) == len(fault.sets),
    )  # fmt: skip
    cells, best = told[0] if told else ((), 0.0)
    return CellVerdict(
        cells[0].row if cells else broken[0][1] if broken else -1, tuple(dict.fromkeys(rule for rule, _ in broken)),
        cells, len(fault.sets) > 1 or not fault.complete or fault.how == "open", tuple(told[1:]), best, proof, broken,
    )  # fmt: skip


def _cells(net: TableNetwork, guesser: Guesser, e: Explained, share: float) -> tuple[Cell, ...]:
    out = []
    for v in sorted(
        e.cells,
        key=lambda v: (
            net.places[v].row,
            list(net.columns).index(net.places[v].column) if not net.places[v].other else -1,
        ),
    ):
        place, column = net.places[v], guesser.column(v)
        guesses = sorted(e.values.get(v, {}).values(), key=lambda g: (-g.weight, g.q))
        likely = tuple(
            Likely(guesser.text(v, g.q), g.reason, round(g.weight * share, 4)) for g in guesses[:MOST_VALUES]
        )
        out.append(Cell(place.column, column.text[place.row], likely, place.row, place.other))
    return tuple(out)
