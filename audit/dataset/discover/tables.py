"""One table -> what it keeps: loads the numbers, runs the searches, leaves out what follows, and names the rules."""

from __future__ import annotations

from collections.abc import Sequence

from audit.dataset.discover import bounds, changes, headed, linear, naming, orders, ratios, reduce, where
from audit.dataset.discover.changes import PERCENT, Change
from audit.dataset.discover.data import Data
from audit.dataset.discover.fits import Fit
from audit.dataset.discover.proposal import Proposal
from audit.dataset.discover.ratios import Rate

KINDS = ("sum", "balance", "repeat", "rate", "attainable", "change", "order", "inequality")


def proposals(data: Data) -> tuple[list[Proposal], list[bounds.Domain]]:
    """Search one table.

    Returns: proposals in the order of the columns, sums first; and the domains of its columns.
    """
    fits = linear.search(data)
    lagged = changes.search(data)
    rates = _rates(ratios.search(data, _open(data, fits)), lagged)
    lagged = _unexplained(lagged, rates)
    explained = {r.reported for r in rates} | {c.stated for c in lagged if c.form == PERCENT}
    grains = bounds.attainable(data, explained)
    explained |= {g.reported for g in grains}
    totals = [f.plus[0] for f in fits if len(f.plus) == 1]
    found = orders.search(data, totals, _wholes(data, rates))
    floor = {c for c in range(len(data.names)) if not naming.is_negative(data, c)}
    kept = reduce.reduced(data, fits, found, floor)
    rest = [c for c in data.live if data.percent[c] and c not in explained]
    conditional = reduce.conditional(where.search(data, fits, found, rest), fits, kept, floor)
    domains = bounds.domains(data)
    made = [naming.of_fit(data, f) for f in fits]
    made += [naming.of_rate(data, r, fits) for r in rates]
    made += [naming.of_grain(data, g) for g in grains]
    made += [naming.of_change(data, c) for c in lagged]
    made += [naming.of_chain(data, path) for path in reduce.chains(kept)]
    made += [naming.of_conditional(data, c) for c in conditional]
    made += headed.search(data, made)
    return sorted(made, key=lambda p: _place(data, p)), domains


def _place(data: Data, p: Proposal) -> tuple:
    """Rules of all rows before those of some; kind by kind; in the order of the table."""
    order = {c.name: n for n, c in enumerate(data.table.columns)}
    roles = [role for role in p.rule.columns if role not in ("key", "time")]
    columns = [order.get(name, -1) for role in roles for name in p.rule.columns[role]]
    return bool(p.rule.where), KINDS.index(p.rule.kind), min(columns), columns


def _open(data: Data, fits: Sequence[Fit]) -> list[int]:
    """Columns that may be rates or means: percentages, and columns with decimals that no sum holds."""
    whole = data.exact
    summed = {c for f in fits for c in f.members}
    return [c for c in data.live if data.percent[c] or (not whole[c] and c not in summed)]


def _rates(rates: list[Rate], lagged: Sequence[Change]) -> list[Rate]:
    """Rates of columns that no change explains better."""
    stated = {c.stated: c for c in lagged if c.form == PERCENT}
    kept = []
    for r in rates:
        c = stated.get(r.reported)
        if c is None or (len(r.broken) < len(c.broken) and r.names >= c.names):
            kept.append(r)
    return kept


def _wholes(data: Data, rates: Sequence[Rate]) -> set[tuple[int, int]]:
    """Base and numerator of percentages that never exceed 100: a part of a whole, it seems."""
    return {
        (r.denominator[0], r.numerator[0])
        for r in rates
        if data.percent[r.reported] and len(r.numerator) == len(r.denominator) == 1 and r.judged >= orders.FEWEST
    }


def _unexplained(lagged: Sequence[Change], rates: Sequence[Rate]) -> list[Change]:
    reported = {r.reported for r in rates}
    return [c for c in lagged if not (c.form == PERCENT and c.stated in reported)]
