"""Announced counts and the lists that they announce; the numbering of sections."""

from __future__ import annotations

from audit.parse.numerals import DIGITS
from audit.relate.context import Context
from audit.relate.enumerations.after import circled_after, figures_after, numbered_after
from audit.relate.enumerations.before import list_before, named
from audit.relate.enumerations.counted import parts_announced, pointed
from audit.relate.enumerations.numbering import numbering
from audit.relate.relations import Relation


def enumerations(c: Context, out: list[Relation]) -> None:
    """Relate announced counts with the lists they announce, and check the numbering of sections.

    Args:    c: the document laid out; out: relations, appended to.
    """
    f = c.figures
    for i in range(len(f)):
        if f.kind[i] != "count" or f.hedge[i] or f.cell[i] is not None or f.dec[i] or not 2 <= f.num[i] <= 30:
            continue
        chinese = c.text[f.start[i]] in DIGITS or c.text[f.start[i]] == "十"
        if list_before(c, i, out, chinese):
            continue
        if chinese or f.unit[i] in ("个", "项", "类", "种", "方面", "领域", "大", "位", "件", "条", "件事"):
            circled_after(c, i, out) or figures_after(c, i, out) or numbered_after(c, i, out)
    pointed(c, out)
    parts_announced(c, out)
    named(c, out)
    numbering(c, out)


__all__ = ["enumerations"]
