"""Relations of many documents -> relations between reports: the bases of one rate side by side."""

from __future__ import annotations

from collections.abc import Sequence

from audit.compare.bases import Indicator, bases_across, indicators_of
from audit.compare.copies import originals
from audit.config import Config
from audit.model import Audited, Finding

__all__ = ["Indicator", "compare", "gather"]


def gather(documents: Sequence[Audited]) -> list[Indicator]:
    """What comparing needs of some reports, and nothing more: a run keeps this and may drop the reports themselves."""
    return [i for d in documents for i in indicators_of(d)]


def compare(
    documents: Sequence[Audited], config: Config, kept: Sequence[Indicator] | None = None
) -> tuple[list[dict], list[Finding]]:
    """Relate reports with each other.

    Args:    documents: audited reports, or empty where `kept` holds what `gather` took of them.
    Returns: relations across reports as the JSON has them, and their findings: one an indicator, year and genre.
    """
    rows = gather(documents) if kept is None else list(kept)
    return bases_across(originals(rows), config.lang)
