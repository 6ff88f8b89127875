"""The short words of the console: those of all outputs, and for its one-line lists shorter ones of its own."""

from __future__ import annotations

from audit.locate.slips import NAMES as SLIPS
from audit.report.paper.terms import CONVENTION, LEDGER, VERDICT
from audit.report.words import ROLE, SEVERITY

TERMS: dict[str, dict[str, dict[str, str]]] = {
    "severity": SEVERITY,
    "role": ROLE,
    "verdict": VERDICT,
    "rounding": CONVENTION,
    "identifier": LEDGER,
    "slip": {lang: {slip: name[lang] for slip, name in SLIPS.items()} for lang in ("zh", "en")},
    "unchecked": {
        "zh": {
            "stands alone": "单独出现", "rate without base": "比率缺基数", "change without base": "增减缺基数",
            "hedged, stands alone": "约数单独出现", "duration": "时长", "cell alone": "单元格无对应",
            "difference without both rates": "百分点缺两期比率",
        },
        "en": {},
    },
}  # fmt: skip


def term(table: str, word: str, lang: str) -> str:
    """Return the word of a table in a language, or the word itself, as for what a user adds."""
    return TERMS[table][lang].get(word, word)
