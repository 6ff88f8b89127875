"""The nouns that cross the walls of the house, and the schema of each table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = ("error", "warning", "info")
RANK = {"error": 3, "warning": 2, "info": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: half-open code-point positions in the source of one report."""

    path: str
    start: int
    end: int
    role: str
    figure: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Suspect:
    """One change of one figure that would make every relation of that figure tie."""

    figure: str
    printed: str
    repair: str
    slip: str  # digit, transposition, dropped, doubled, unit, sign, other figure, recomputed
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not tie: where, by which arithmetic, and what would tie. It accuses nobody."""

    code: str
    name: str
    severity: str
    document: str
    path: str
    start: int
    end: int
    line: int
    column: int
    places: tuple[Place, ...]
    message: str
    help: str
    formula: str
    reported: str
    expected: str
    label: str
    relation: str
    how: str = ""
    also: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    alternatives: tuple[str, ...] = ()  # other figures of the text that do reproduce the print
    fingerprint: str = ""
    waiver: dict[str, Any] | None = None


@dataclass(slots=True)
class Parsed:
    """One report as a worker hands it on: facts, figures as columns, relations, ledger. Positions are in the source."""

    path: str
    sha256: str
    format: str
    encoding: str
    source: str
    title: str = ""
    place: str = ""
    year: int | None = None
    genre: str = ""
    signed: str = ""
    published: str = ""
    notes: tuple[str, ...] = ()
    figures: dict[str, list] = field(default_factory=dict)
    relations: list = field(default_factory=list)
    ledger: dict[str, list] = field(default_factory=dict)
    sections: list[tuple[int, int, int, str]] = field(default_factory=list)  # start, end, level, heading
    tables: list[tuple[int, int]] = field(default_factory=list)
    seconds: float = 0.0

    def __repr__(self) -> str:
        """One line: a report has thousands of figures."""
        figures = len(self.figures.get("start", ()))
        return f"Parsed({self.path!r}, figures={figures}, relations={len(self.relations)})"


@dataclass(slots=True)
class Audited:
    """One report with its relations judged. `relations` are dicts as in the JSON; `outcomes` one a relation."""

    id: str
    parsed: Parsed
    relations: list[dict[str, Any]]
    ledger: dict[str, int]
    rounding: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)

    def __repr__(self) -> str:
        """One line."""
        return (
            f"Audited({self.id!r}, {self.parsed.path!r}, relations={len(self.relations)}, "
            f"findings={len(self.findings)})"
        )


@dataclass(slots=True)
class Failure:
    """An input that could not be audited. `bug`: the fault is ours; `detail` is then the traceback.

    `after` is how many reports were audited before it: its place among them.
    """

    path: str
    message: str
    bug: bool = False
    detail: str = ""
    after: int = 0


@dataclass(slots=True)
class Run:
    """One run: every report audited, the relations between reports, the findings in order, the summary."""

    documents: list[Audited]
    relations: list[dict[str, Any]]
    findings: list[Finding]
    failures: list[Failure]
    summary: dict[str, Any]

    def __repr__(self) -> str:
        """One line."""
        return (
            f"Run(documents={len(self.documents)}, relations={len(self.relations)}, findings={len(self.findings)}, "
            f"failures={len(self.failures)})"
        )

    def figures(self) -> pd.DataFrame:
        """The figures as a DataFrame (schema FIGURES)."""
        from audit.tables import figures_frame

        return figures_frame(self.documents)

    def relation_table(self) -> pd.DataFrame:
        """The relations as a DataFrame (schema RELATIONS), with formula and verdict."""
        from audit.tables import relations_frame

        return relations_frame(self)

    def members(self) -> pd.DataFrame:
        """A figure's part in a relation, one a row (schema MEMBERS)."""
        from audit.tables import members_frame

        return members_frame(self)


# column -> (dtype, what it holds)
FIGURES = {
    "figure_id": ("string", "key, unique in a run"),
    "document": ("string", "path of the report"),
    "start": ("int64", "code point in the source"),
    "end": ("int64", "half-open"),
    "text": ("string", "as printed"),
    "value": ("string", "exact decimal, base units; a percentage as printed; 2/3"),
    "low": ("string", "lower end of a hedge, or empty"),
    "high": ("string", "upper end"),
    "decimals": ("int64", "printed decimals"),
    "unit": ("string", "件, 元, %"),
    "kind": ("string", "count, money, percent …"),
    "hedge": ("string", "over, near, about …"),
    "label": ("string", "what is counted"),
    "period": ("string", "as stated, or the report's year"),
    "section": ("string", "path of headings"),
    "unchecked": ("string", "why it is in no relation, or empty"),
}
RELATIONS = {
    "relation_id": ("string", "key, unique in a run"),
    "document": ("string", "path; empty: across reports"),
    "kind": ("string", "rate, sum …"),
    "check": ("string", "code"),
    "label": ("string", "what it is about"),
    "verdict": ("string", "ties, breaks, undetermined"),
    "how": ("string", "exact, half_up, truncated …"),
    "formula": ("string", "arithmetic a reader can redo"),
    "power": ("float64", "what a pass could have caught"),
    "chance": ("float64", "that the fit is a coincidence"),
}
MEMBERS = {
    "relation_id": ("string", "key"),
    "role": ("string", "numerator, total …"),
    "order": ("int64", "place in the relation"),
    "figure_id": ("string", "or empty: a span of text"),
    "document": ("string", "path"),
    "start": ("int64", "code point"),
    "end": ("int64", "half-open"),
    "text": ("string", "as printed"),
}
