"""Findings for a person at a terminal: place, source line with marks under the figures, arithmetic, help; a summary.

A run is written as it goes. Everything that comes from a report or a path is made safe for a terminal first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.explain.findings import Lines
from audit.report import Going, Replay, Sink
from audit.report.excerpt import Mark, excerpt, safe, underline, width
from audit.report.paint import PLAIN, Paint
from audit.report.terms import term
from audit.report.words import accepted, told

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Audited, Finding, Place, Run, Suspect

WIDTH = 100  # where there is no terminal to ask
MAX_OTHERS = 8
SAID = frozenset(("truncation", "recomputed"))  # changes that a message gives already, with what is expected
ROLES_SHOWN = frozenset(("RAT", "GRN", "SUM", "ORD", "CHG", "ENU", "SCP", "XDR", "DST"))
_ARITHMETIC = re.compile(r"[÷≠→×−=≥≤]")
WORDS = {
    "zh": {
        "arithmetic": "算式",
        "help": "帮助",
        "see": "另见",
        "also": "同处另涉",
        "suspects": "改一处可合",
        "alike": "；各处同样说得通",
        "and_more": "等 {n} 处",
        "alternatives": "文中可得此数",
        "more": "另有 {n} 处未列",
        "colon": "：",
        "comma": "、",
        "declared": "口径分母",
    },
    "en": {
        "arithmetic": "arithmetic",
        "help": "help",
        "see": "see",
        "also": "also",
        "suspects": "one change that ties",
        "alike": "; nothing tells these apart",
        "and_more": " and {n} more",
        "alternatives": "what gives the print",
        "more": "{n} more places",
        "colon": ": ",
        "comma": ", ",
        "declared": "declared base",
    },
}


def render(run: Run, config: Config) -> str:
    """Return a run as text, without colour, at a fixed width."""
    out = io.StringIO()
    write(Replay(run), config, out)
    return out.getvalue()


def write(
    flow: Going, config: Config, out: Sink, *, paint: Paint = PLAIN, columns: int = WIDTH, quiet: bool = False
) -> None:
    """Write a run as it goes.

    Args: flow: the run. config: its settings (language). out: where to. paint: colours. columns: of the terminal.
        quiet: findings only.
    """
    from audit.model import Failure
    from audit.report.overview import Overview

    writer = Writer(out, config.lang, paint, columns)
    overview = Overview(config)
    kept = _Kept()
    for item in flow:
        if isinstance(item, Failure):
            continue  # said on the error stream
        for document in item:
            lines = Source(document.parsed.source)
            for f in document.findings:
                writer.finding(f, {document.parsed.path: lines})
            kept.add(document, lines)
            overview.add(document)
    for f in flow.findings:
        writer.finding(f, kept.sources)
    if not quiet:
        out.write(overview.text(flow.summary, flow.findings, paint))


class Source:
    """The lines of one source, by position."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._lines: Lines | None = None

    def at(self, position: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        if self._lines is None:
            self._lines = Lines(self.source)
        return self._lines(position)

    def line(self, position: int) -> tuple[int, str]:
        """Start and text of the line that holds a position."""
        start = self.source.rfind("\n", 0, position) + 1
        end = self.source.find("\n", position)
        return start, self.source[start : end if end >= 0 else len(self.source)].removesuffix("\r")


@dataclass(slots=True)
class _Spots:
    """The lines of a report that findings across reports may point to; the report itself is gone."""

    places: dict[int, tuple[int, int, int, str]]

    def at(self, position: int) -> tuple[int, int]:
        return self.places[position][:2] if position in self.places else (0, 0)

    def line(self, position: int) -> tuple[int, str]:
        return self.places[position][2:] if position in self.places else (position, "")


class _Kept:
    """For findings across reports: the lines of what is compared, and nothing more."""

    def __init__(self) -> None:
        self.sources: dict[str, _Spots] = {}

    def add(self, document: Audited, lines: Source) -> None:
        from audit.compare import gather

        places: dict[int, tuple[int, int, int, str]] = {}
        for row in gather([document]):
            for p in row.places:
                start, text = lines.line(p.start)
                cut = max(0, p.start - start - 300)
                places[p.start] = (*lines.at(p.start), start + cut, text[cut : cut + 600])
        if places:
            self.sources[document.parsed.path] = _Spots(places)


class Writer:
    """Writes findings, one after another, a blank line between."""

    def __init__(self, out: Sink, lang: str, paint: Paint, columns: int) -> None:
        self.out, self.lang, self.paint, self.columns = out, lang, paint, columns
        self.words = WORDS[lang]

    def finding(self, f: Finding, sources: Mapping[str, Source | _Spots]) -> None:
        """Write one finding."""
        paint = self.paint
        place = f"{safe(f.path)}:{f.line}:{f.column}"
        waived = " " + paint.dim(f"[{safe(accepted(f.waiver, self.lang))}]") if f.waiver else ""
        head = f"{paint.bold(place)}: {paint.bold(f.code)} {paint.severity(f.severity, f.severity)}{waived}"
        self._line(f"{head} {safe(self._headline(f))}")
        number = str(f.line)
        gutter = " " * len(number)
        source = sources.get(f.path)
        here, others = self._split(f, source)
        if source is not None:
            self._excerpt(f, source, here, number, gutter)
        self._others(f, others, sources, gutter)
        if _ARITHMETIC.search(f.formula):
            self._note(gutter, "arithmetic", f.formula)
        self._suspects(f, gutter)
        if f.alternatives:
            self._note(gutter, "alternatives", self.words["comma"].join(f.alternatives))
        if f.also:
            self._note(gutter, "also", self.words["comma"].join(f.also))
        if f.help:
            self._note(gutter, "help", f.help)
        self.out.write("\n")

    def _line(self, text: str) -> None:
        self.out.write(text.rstrip() + "\n")

    def _note(self, gutter: str, word: str, text: str, after: str = "") -> None:
        after = " " + self.paint.dim(after) if after else ""
        lead = f"{gutter} {self.paint.rule('=')} {self.paint.bold(self.words[word])}{self.words['colon']}"
        self._line(f"{lead}{safe(text)}{after}")

    def _headline(self, f: Finding) -> str:
        """The message without the arithmetic, which has a line of its own."""
        if not _ARITHMETIC.search(f.formula):
            return f.message
        for mark in ("：", ": ", ":"):
            if mark + f.formula in f.message:
                return f.message.replace(mark + f.formula, "", 1)
        return f.message

    def _suspects(self, f: Finding, gutter: str) -> None:
        """The single changes that make everything tie, where they say more than the message does."""
        shown, more = told([s for s in f.suspects if s.slip not in SAID or f.expected not in s.repair])
        if not shown:
            return
        alike = len(shown) > 1 and shown[0].score == shown[-1].score
        text = self.words["comma"].join(self._suspect(s) for s in shown)
        if more:
            text += self.words["and_more"].format(n=more if self.lang == "en" else more + len(shown))
        self._note(gutter, "suspects", text + (self.words["alike"] if alike else ""))

    def _suspect(self, s: Suspect) -> str:
        slip = term("slip", s.slip, self.lang)
        return f"{s.printed} → {s.repair}（{slip}）" if self.lang == "zh" else f"{s.printed} → {s.repair} ({slip})"

    def _role(self, f: Finding, p: Place) -> str:
        """What a place is in the arithmetic, where there is arithmetic to speak of."""
        if f.code[:3] not in ROLES_SHOWN or f.code == "DST104":
            return ""
        if f.code == "SCP101" and p.role == "denominator" and p != next(q for q in f.places if q.role == p.role):
            return self.words["declared"]
        return term("role", p.role, self.lang)

    @staticmethod
    def _split(f: Finding, source: Source | _Spots | None) -> tuple[list[Place], list[Place]]:
        """The places on the finding's own line, and those elsewhere."""
        if source is None:  # a file that is no report, such as one of waivers
            return [], [p for p in f.places if (p.path, p.start) != (f.path, f.start)]
        here: list[Place] = []
        others: list[Place] = []
        for p in f.places:
            (here if p.path == f.path and source.at(p.start)[0] == f.line else others).append(p)
        return here, others

    def _excerpt(self, f: Finding, source: Source | _Spots, here: Sequence[Place], number: str, gutter: str) -> None:
        start, line = source.line(f.start)
        spans: dict[tuple[int, int], Mark] = {}
        for p in here:
            a, b = max(0, p.start - start), min(p.end - start, len(line))
            if a <= len(line):
                key = (a, max(a, b))
                label = self._role(f, p)
                held = spans.get(key)
                if held is None or (label and label not in held.label.split("/")):
                    spans[key] = Mark(*key, f"{held.label}/{label}" if held else label, p.start == f.start)
        if not any(m.main for m in spans.values()):
            a, b = max(0, f.start - start), min(f.end - start, len(line))
            spans[(a, max(a, b))] = Mark(a, max(a, b), "", True)
        if len(spans) == 1:
            spans = {k: Mark(m.start, m.end, "", True) for k, m in spans.items()}
        rows, lost = excerpt(line, list(spans.values()), self.columns - len(number) - 3)
        rule = self.paint.rule("|")
        self._line(f"{gutter} {rule}")
        for n, row in enumerate(rows):
            self._line(f"{self.paint.rule(number) if not n else gutter} {rule} {row.text}")
            marks, labels = underline(row)
            for pieces in (marks, *labels):
                self._line(f"{gutter} {rule} {self._pieces(pieces, f.severity)}")
        if lost:
            self._line(f"{gutter} {rule} {self.paint.dim(self.words['more'].format(n=lost))}")

    def _pieces(self, pieces: Sequence[tuple[int, str, bool]], severity: str) -> str:
        out, column = "", 0
        for at, text, main in sorted(pieces):
            if at < column:  # one figure inside another: the marks already there stand
                text = text[column - at :] if set(text) <= {"^", "-"} else text
                at = column
            out += " " * (at - column) + (self.paint.severity(text, severity) if main else self.paint.rule(text))
            column = at + width(text)
        return out

    def _others(self, f: Finding, others: Sequence[Place], sources: Mapping[str, Source | _Spots], gutter: str) -> None:
        """The places on other lines, or in other reports, each with its text."""
        for p in others[:MAX_OTHERS]:
            source = sources.get(p.path)
            line, column = source.at(p.start) if source is not None else (0, 0)
            at = f"{safe(p.path)}:{line}:{column}" if line else safe(p.path)
            text = p.text if len(p.text) <= 40 else p.text[:39] + "…"
            self._note(gutter, "see", f"{at} {text}", self._role(f, p))
        if len(others) > MAX_OTHERS:
            more = self.words["more"].format(n=len(others) - MAX_OTHERS)
            self._line(f"{gutter} {self.paint.rule('=')} {self.paint.dim(more)}")
