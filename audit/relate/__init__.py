"""Figures -> relations: one builder a kind of relation."""

from __future__ import annotations

from audit.relate.bases import bases
from audit.relate.breakdowns import breakdowns
from audit.relate.changes import changes
from audit.relate.coincidences import drop_coincidences
from audit.relate.context import Context
from audit.relate.enumerations import enumerations
from audit.relate.forms import forms
from audit.relate.groups import groups
from audit.relate.hedges import hedges
from audit.relate.means import means
from audit.relate.parts import parts
from audit.relate.periods import periods
from audit.relate.plausible import only_plausible
from audit.relate.proportions import proportions
from audit.relate.rates import rates
from audit.relate.relations import Relation
from audit.relate.repeats import repeats
from audit.relate.restated import restated
from audit.relate.shares import shares
from audit.relate.stages import balances, orders
from audit.relate.sums import sums
from audit.relate.tables import tables


def relate(
    c: Context,
    title: tuple[int, int] | None = None,
    published: tuple[int, int, int] | None = None,
    partial: bool = False,
) -> list[Relation]:
    """Every relation of one document, in a fixed order: later builders read what earlier ones found.

    Args:
        c: the document laid out.
        title: span of its title, or None.
        published: (ordinal, start, end) of the date of publication as the metadata state it, or None.
        partial: the title names a part of a year.
    """
    out: list[Relation] = []
    c.joint = groups(c)
    rates(c, out)
    changes(c, out)
    means(c, out)
    proportions(c, out)
    sums(c, out)
    breakdowns(c, out)
    parts(c, out)
    tables(c, out)
    balances(c, out)
    orders(c, out)
    drop_coincidences(c, out)
    only_plausible(c, out)
    shares(c, out)
    bases(c, out)
    repeats(c, out)
    restated(c, out)
    enumerations(c, out)
    hedges(c, out)
    periods(c, out, title, published, partial)
    forms(c, out, title)
    return out
