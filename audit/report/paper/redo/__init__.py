"""A relation as a sum that a reader can redo: a spreadsheet formula of plain numbers, and the exact value it must give.

The formulas hold digits, operators and a few function names, nothing from a report's text. Numbers stand as printed
where those give the integers that were judged, else the integers themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.relate.relations import Relation
from audit.report.paper.redo.amounts import AMOUNTS
from audit.report.paper.redo.given import NOTHING, Given, Redo
from audit.report.paper.redo.ratios import RATIOS

__all__ = ["NOTHING", "Redo", "redo"]
MAX_FORMULA = 8000  # characters; Excel reads 8192
_MAKERS = {**RATIOS, **AMOUNTS}


def redo(r: Relation, figures: Mapping[str, Sequence], lang: str = "zh") -> Redo:
    """The sum of one relation.

    Args:    r: the relation, with the integers that were judged; figures: columns of its report; lang: of words.
    Returns: a Redo; NOTHING where a relation compares no numbers (a quotation mark, a missing part), or where the sum
        is too long for a spreadsheet.
    """
    maker = _MAKERS.get(r.frame)
    made = maker(Given(r, figures, lang)) if maker else NOTHING
    return made if len(made.formula) <= MAX_FORMULA else NOTHING
