"""A run -> the rows of a checklist: what a reviewer verifies, in the order they read the reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.config import Config
from audit.explain.rules import rules_of
from audit.model import Audited, Finding, Run
from audit.report.paper.blocks import Line, Span
from audit.report.paper.facts import Facts, name_of
from audit.report.paper.quote import quotations
from audit.report.paper.redo import NOTHING, Redo, redo
from audit.report.paper.telling import against, arithmetic, headline, printed
from audit.report.paper.terms import HOW, KIND, SEVERITY, SIGN, VERDICT, term
from audit.report.paper.text import clip, line
from audit.report.words import accepted

if TYPE_CHECKING:
    from audit.relate.relations import Relation


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to verify.

    place: file:line; section: headings above; quote: pieces, figures marked; check: what to look at; sum: arithmetic;
    printed, computed: as the report has it and as its figures give it; verdict: ties, breaks or undetermined, with
    `machine` in words; level and code of a finding, else ""; fingerprint of a finding, else "".
    """

    report: str
    place: str
    section: str
    quote: Line
    check: str
    sum: str
    printed: str
    computed: Redo
    verdict: str
    machine: str
    severity: str = ""
    level: str = ""
    code: str = ""
    fingerprint: str = ""


def items(run: Run, config: Config, every: bool = False) -> list[Item]:
    """The rows of a checklist.

    Args:    run: the audit. config: language. every: every relation that was checked, not the findings alone.
    Returns: report after report; within one in the order of the text; then what is said across reports. Every finding
        is one row, and those rows come in the order of the run's findings.
    """
    facts = Facts(run)
    rules = rules_of(config)
    out: list[Item] = []
    of = {(d.id if d else "", path): found for d, path, found in facts.groups()}
    for d in run.documents:
        rows = [
            (f.start, f.end, 0, n, _of_finding(f, facts, rules, config.lang))
            for n, f in enumerate(of.pop((d.id, ""), ()))
        ]
        if every:
            told = {f.relation for f in run.findings if f.document == d.id}
            for n, (own, r) in enumerate(zip(d.parsed.relations, d.relations, strict=True)):
                if r["id"] not in told:
                    places = _places(d, own)
                    start, end = (
                        (d.parsed.figures["start"][own.about], d.parsed.figures["end"][own.about])
                        if own.about >= 0
                        else places[0]
                    )
                    rows.append((start, end, 1, n, _of_relation(d, own, r, places, start, facts, config.lang)))
        out += [row[-1] for row in sorted(rows, key=lambda row: row[:4])]
    for found in of.values():
        out += [_of_finding(f, facts, rules, config.lang) for f in found]
    return out


def _places(d: Audited, own: Relation) -> list[tuple[int, int]]:
    f = d.parsed.figures
    return [(f["start"][i], f["end"][i]) for _, i in own.members] + [(a, b) for _, a, b in own.spans] or [(0, 0)]


def _of_finding(f: Finding, facts: Facts, rules: dict, lang: str) -> Item:
    d = facts.documents.get(f.document)
    found = facts.index(f)
    own, computed, calc = None, NOTHING, ""
    if found:
        report, n = found
        own = report.parsed.relations[n]
        computed, calc = redo(own, report.parsed.figures, lang), _sum(own, report.relations[n])
    stated = against(f, facts, lang)
    if not computed.formula and stated:
        computed = Redo(value=stated)
    quote: list[Span] = []
    for path, q in facts.quote(f, 4):
        if quote:
            quote.append(Span("\n"))
        if not d and path in facts.by_path:
            quote.append(Span(f"{facts.short(path)}:{q.line} "))
        quote += q.spans
    check = headline(f, rules, lang, printed=False) + ("。" if lang == "zh" else ". ") + line(f.help)
    machine = _machine("breaks", "" if own is None or own.frame in ("counts", "marks") else f.how, lang)
    if f.waiver:
        machine += "\n" + line(accepted(f.waiver, lang))
    return Item(
        name_of(d) if d else "",
        facts.where(f.path, f.start) if d or f.path in facts.by_path else f"{line(f.path)}:{f.line}",
        facts.section(d, f.start) if d else "",
        tuple(quote),
        check,
        calc,
        printed(f, facts),
        computed,
        "breaks",
        machine,
        f.severity,
        f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]}",
        f.code,
        f.fingerprint,
    )


def _of_relation(
    d: Audited, own: Relation, r: dict, places: list[tuple[int, int]], start: int, facts: Facts, lang: str
) -> Item:
    quote: list[Span] = []
    if own.note not in ("section", "title"):
        for q in quotations(d.parsed.source, d.parsed.format, places, facts.lines(d).line, start, 4):
            if quote:
                quote.append(Span("\n"))
            quote += q.spans
    kind = term(KIND, lang, "numbering" if r["check"] == "ENU102" else r["kind"])
    label = clip(line(r["label"]), 40)
    figures = d.parsed.figures
    stated = (
        [line(figures["text"][i]) for role, i in own.members if role in ("plus", "total")]
        if own.frame == "sums"
        else []
    )
    shown = " + ".join(stated) if stated else line(figures["text"][own.about]) if own.about >= 0 else ""
    return Item(
        name_of(d),
        facts.where(d.parsed.path, start),
        facts.section(d, start),
        tuple(quote),
        f"{kind}{'：' if lang == 'zh' else ': '}{label}" if label else kind,
        _sum(own, r),
        shown,
        redo(own, figures, lang),
        r["verdict"],
        _machine(r["verdict"], "" if own.frame in ("counts", "marks") else r["how"], lang),
        code=r["check"],
    )


def _sum(own: Relation, r: dict) -> str:
    """The arithmetic of a relation; a hedged figure by itself is none."""
    return "" if own.frame == "hedges" else arithmetic(own, r)


def _machine(verdict: str, how: str, lang: str) -> str:
    """What the tool says: 不符：截尾."""
    said, way = VERDICT[lang][verdict], term(HOW, lang, how) if how else ""
    return said if way in ("", said) else f"{said}{'：' if lang == 'zh' else ': '}{way}"
