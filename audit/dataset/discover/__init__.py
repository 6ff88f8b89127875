"""Which rules does a dataset keep? Sums, rates, changes, orders, keys, repeats: found in its numbers and its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.dataset.discover.proposal import ColumnFacts, Discovery, Proposal

if TYPE_CHECKING:
    from audit.dataset.shape import Long
    from audit.dataset.table import Table

__all__ = ["ColumnFacts", "Discovery", "Proposal", "discover"]


def discover(tables: Sequence[Table]) -> list[Discovery]:
    """Propose the rules that tables keep.

    Args:    tables: as audit.dataset.read gives them. A long table is searched in its wide form.
    Returns: one a table. Rules with errors in some rows (up to 5 %) are proposed, the rows named as exceptions; rules
             that follow from others are left out; each has the probability that it holds by chance.
    """
    from audit.dataset.discover import across, names
    from audit.dataset.discover.data import load
    from audit.dataset.discover.facts import facts, keys
    from audit.dataset.discover.tables import proposals

    names.forget()
    loaded, found = [], list[Discovery]()
    for table in tables:
        wide, long = _widened(table)
        data = load(wide)
        loaded.append(data)
        made, domains = proposals(data)
        key, doubled = keys(data)
        columns = facts(data, domains, key)
        found.append(Discovery(wide, key, doubled, columns, tuple(made), len(data.live), data.left_out, long))
    for n, more in across.search(loaded).items():
        found[n] = replace(found[n], proposals=(*found[n].proposals, *more))
    return found


def _widened(table: Table) -> tuple[Table, Long | None]:
    from audit.dataset.shape import long_roles, widen

    long = long_roles(table)
    return (widen(table, long), long) if long is not None else (table, None)
