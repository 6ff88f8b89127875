"""Broken relations -> suspect figures, repairs, and the other figures that do reproduce a printed rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.model import Finding, Parsed


def locate(
    parsed: Parsed, outcomes: Sequence[Mapping], relation_ids: Sequence[str], findings: list[Finding], lang: str
) -> list[Finding]:
    """Say of each finding which single figure, changed how, would make everything tie, and what else gives the print.

    Args:
        parsed: the report, its figures with ids. outcomes, relation_ids: parallel to its relations.
        findings: of this report. lang: of the alternatives, zh or en.
    Returns: the findings in the same order, `suspects` and `alternatives` filled where there are any.
    """
    if not findings:
        return findings
    from audit.locate.detective import Detective
    from audit.locate.index import Index
    from audit.locate.suspects import Locator

    number = {key: k for k, key in enumerate(relation_ids)}
    index = Index(parsed, outcomes)
    locator, detective = Locator(index), Detective(index, lang)
    out = []
    for finding in findings:
        k = number[finding.relation]
        alternatives = detective.alternatives(k)
        out.append(replace(finding, suspects=locator.suspects(k, len(alternatives)), alternatives=alternatives))
    return out
