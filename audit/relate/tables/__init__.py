"""Grids: totals and their parts, shares, rates, changes, averages, balances and stages, along rows and along columns.

Words propose and numbers confirm. Every rule is written for lines across places (see `sheet`), so that a table and the
same table turned give the same relations.
"""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import Relation
from audit.relate.tables.build import Builder
from audit.relate.tables.changes import changes
from audit.relate.tables.identities import identities
from audit.relate.tables.listed import listed
from audit.relate.tables.means import means
from audit.relate.tables.prose import prose
from audit.relate.tables.shares import percentages
from audit.relate.tables.sheet import sheet
from audit.relate.tables.stages import in_force, orders
from audit.relate.tables.sums import sums


def tables(c: Context, out: list[Relation]) -> None:
    """Relate the cells of every grid.

    Args:    c: the document laid out; out: relations, appended to.
    """
    if not c.grids:
        return
    build = Builder(c, out)
    sheets = [one for grid in c.grids if (one := sheet(c, grid)) is not None]
    for one in sheets:
        for axis in (one.rows, one.cols):
            sums(one, axis, build)
        for axis in (one.cols, one.rows):
            identities(one, axis, build)
            percentages(one, axis, build)
            changes(one, axis, build)
            means(one, axis, build)
        orders(one, one.cols, build)
        in_force(one, build)
    prose(build, sheets)
    listed(build, sheets)


__all__ = ["tables"]
