"""A figure of the prose and the table cell that it restates: equal, within rounding, or a keying slip apart."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import Relation
from audit.relate.restated.disclosure import Disclosure
from audit.relate.restated.equal import Equal
from audit.relate.restated.linked import Linked
from audit.relate.restated.slips import Slips


class Restated(Equal, Disclosure, Linked, Slips):
    """The cell–prose pairs of one document."""

    def build(self) -> None:
        """Equal figures first: what they restate tells where their neighbours belong."""
        if not self.where or not self.prose:
            return
        self.index()
        self.disclosure()
        for p in self.prose:
            if p not in self.twin:
                self.equal(p)
        self.linked()
        for p in self.prose:
            if p not in self.twin and p not in self.tied:
                self.slip(p)
        self.linked()


def restated(c: Context, out: list[Relation]) -> None:
    """Relate prose figures with the table cells that they restate.

    Args:    c: the document laid out; out: relations, appended to; pairs that are there already are left alone, so
             that it may run after `repeats`.
    """
    if c.grids:
        Restated(c, out).build()


__all__ = ["Restated", "restated"]
