"""The counts of a run, added up report by report: what a summary says, and all that the exit code needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.model import SEVERITIES, Audited, Failure, Finding

VERDICTS = ("ties", "breaks", "undetermined")
COVERAGE = ("numerals", "checked", "unchecked", "identifiers")


FORMS = frozenset(("form", "period"))  # kinds of relations that compare no figures: parts, quotation marks, dates


def is_form(relation: Mapping[str, Any]) -> bool:
    """Is a relation a check of form (a missing part, a date, the numbering of headings), not arithmetic?"""
    return relation["kind"] in FORMS or relation.get("check") == "ENU102"


class Tally:
    """Adds up a run as it goes, so that no report needs to be kept for the summary's sake."""

    def __init__(self) -> None:
        self.documents = self.figures = self.failures = self.bugs = self.waived = 0
        self.deselected = 0  # findings that --select and --ignore leave out
        self.severities = dict.fromkeys(SEVERITIES, 0)
        self.codes: dict[str, int] = {}
        self.verdicts = dict.fromkeys(VERDICTS, 0)
        self.forms = dict.fromkeys(VERDICTS, 0)  # those of the verdicts that are about form
        self.ledger = dict.fromkeys(COVERAGE, 0)
        self.reasons: dict[str, dict[str, int]] = {"unchecked": {}, "identifiers": {}}
        self.rounding: dict[str, int] = {}

    def add(self, document: Audited) -> None:
        """Count a report's relations, numerals and rounding; its findings are counted by `finding`."""
        parsed = document.parsed
        self.documents += 1
        self.figures += len(parsed.figures.get("start", ()))
        for key in COVERAGE:
            self.ledger[key] += document.ledger.get(key, 0)
        for relation in document.relations:
            self.verdicts[relation["verdict"]] += 1
            self.forms[relation["verdict"]] += is_form(relation)
        _count(self.reasons["unchecked"], (why for why in parsed.figures.get("unchecked", ()) if why))
        _count(self.reasons["identifiers"], parsed.ledger.get("reason", ()))
        _count(self.rounding, (document.rounding.get("convention", "unknown"),))

    def finding(self, found: Finding) -> None:
        """Count a finding; one that a waiver covers counts as waived only."""
        if found.waiver:
            self.waived += 1
            return
        self.severities[found.severity] += 1
        self.codes[found.code] = self.codes.get(found.code, 0) + 1

    def failure(self, failed: Failure) -> None:
        """Count an input that could not be audited."""
        self.failures += 1
        self.bugs += failed.bug

    def summary(self) -> dict[str, Any]:
        """Return the counts as the JSON has them."""
        return {
            "documents": self.documents,
            "failures": self.failures,
            "bugs": self.bugs,
            "figures": self.figures,
            "findings": dict(self.severities),
            "waived": self.waived,
            "deselected": self.deselected,
            "codes": dict(sorted(self.codes.items())),
            "relations": {"total": sum(self.verdicts.values()), **self.verdicts},
            "form_checks": {"total": sum(self.forms.values()), **self.forms},
            "ledger": {**self.ledger, **{f"why_{name}": _by_size(why) for name, why in self.reasons.items()}},
            "rounding": dict(sorted(self.rounding.items())),
        }  # fmt: skip


def arithmetic_of(summary: Mapping[str, Any]) -> dict[str, int]:
    """The relations of a summary without the checks of form: total and verdicts."""
    forms = summary.get("form_checks", {})
    return {key: n - forms.get(key, 0) for key, n in summary["relations"].items()}


def summary(documents: Sequence[Audited], findings: Iterable[Finding], failures: Iterable[Failure]) -> dict[str, Any]:
    """Return the summary of a run that is at hand as a whole."""
    tally = Tally()
    for document in documents:
        tally.add(document)
    for found in findings:
        tally.finding(found)
    for failed in failures:
        tally.failure(failed)
    return tally.summary()


def _count(into: dict[str, int], words: Iterable[str]) -> None:
    for word in words:
        into[word] = into.get(word, 0) + 1


def _by_size(counts: Mapping[str, int]) -> dict[str, int]:
    """Most frequent first, then by name: the order a table prints them in."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
