"""Relations of many documents -> relations between reports: bases side by side, last year as each report has it."""

from __future__ import annotations

from collections.abc import Sequence

from audit.compare.bases import Indicator, bases_across, indicators_of, signature_of
from audit.compare.copies import originals
from audit.compare.restated import Statement, restated_across, statements_of
from audit.config import Config
from audit.model import Audited, Finding

__all__ = ["Indicator", "Statement", "compare", "gather"]


def gather(documents: Sequence[Audited]) -> list[Indicator | Statement]:
    """What comparing needs of some reports, and nothing more: a run keeps this and may drop the reports themselves."""
    out: list[Indicator | Statement] = []
    for document in documents:
        if document.parsed.genre == "dataset":  # its relations are rules over rows
            continue
        signature = signature_of(document.parsed)
        out += indicators_of(document, signature)
        out += statements_of(document, signature)
    return out


def compare(
    documents: Sequence[Audited], config: Config, kept: Sequence[Indicator | Statement] | None = None
) -> tuple[list[dict], list[Finding]]:
    """Relate reports with each other.

    Args:    documents: audited reports, or empty where `kept` holds what `gather` took of them.
    Returns: relations across reports as the JSON has them, and their findings: of bases one an indicator, year and
             genre; of last year's figures one a quantity.
    """
    rows = originals(gather(documents) if kept is None else kept)
    relations, findings = bases_across([row for row in rows if isinstance(row, Indicator)], config.lang)
    more, said = restated_across([row for row in rows if isinstance(row, Statement)], config.lang, len(relations) + 1)
    return relations + more, findings + said
