"""Totals and their parts: 其中, brackets, lists, 分别, totals after their parts, totals a paragraph away."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import INFO, Relation
from audit.relate.sums.after import After
from audit.relate.sums.among import Among
from audit.relate.sums.before import Before
from audit.relate.sums.far import Far
from audit.relate.sums.held import Held
from audit.relate.sums.units import same_family


class Sums(After, Before, Among, Far, Held):
    """Builds sum and subset relations among the prose figures of a document."""

    # ---------------------------------------------------------------- driver
    def build(self) -> None:
        """Near lists first, far ones next; a list that ties nowhere is judged once every tie is known."""
        for t in self.seq:
            self.bracket(t)
        for t in self.seq:
            self.after_total(t)
        for t in self.seq:
            self.before_total(t)
        self.groups()
        self.lists()
        self.side_by_side()
        self.numbered()
        self.thresholds()
        self.by_shares()
        self.by_changes()
        self.rest()
        for t, parts, evidence, text, far in self.open:
            elsewhere = [i for i in parts if self.part_of.get(i, t) != t]
            if len(elsewhere) >= 2 and len(elsewhere) >= len(parts) - 1:
                if len(elsewhere) == len(parts) and "其中" in text and self.gap(t, parts) < 0:
                    self.add(t, parts, mode=1, check="SUM102", kind="subset", cap=INFO)
                continue  # the list makes another total
            if any((t, frozenset(x)) in self.seen for x in (parts, parts[:-1])) or any(
                len(ids.intersection(parts)) * 2 > len(parts) and len(ids) > 1 for ids in self.lists_of.get(t, ())
            ):
                continue
            self.miss(t, parts, evidence, text, far)
        self.among()
        self.scopes()
        self.cumulative()
        self.this_years()


def sums(c: Context, out: list[Relation]) -> None:
    """Relate every total of a document with its parts.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Sums(c, out).build()


__all__ = ["Sums", "same_family", "sums"]
