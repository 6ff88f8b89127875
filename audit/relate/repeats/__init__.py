"""The same quantity stated twice, in prose or in prose and table; hedged statements against exact ones."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import Relation
from audit.relate.repeats.equal import Equal
from audit.relate.repeats.loose import Loose
from audit.relate.repeats.pointing import Pointing
from audit.relate.repeats.slips import Slips


class Repeats(Equal, Pointing, Slips, Loose):
    """Builds repeat relations of one document."""

    def build(self) -> None:
        """Equal values first: what they tie is no slip of another figure."""
        self.rounded_pairs()
        self.equal()
        self.anaphora()
        self.transposed()
        self.unit_slips()
        self.hedged()


def repeats(c: Context, out: list[Relation]) -> None:
    """Relate statements of one quantity with each other.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Repeats(c, out).build()


__all__ = ["Repeats", "repeats"]
