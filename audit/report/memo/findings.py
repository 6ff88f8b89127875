"""The findings of a memo, a card each."""

from __future__ import annotations

from audit.config import Config
from audit.explain.rules import rules_of
from audit.model import Finding
from audit.report.memo.conclusion import group_name
from audit.report.memo.picture import difference
from audit.report.memo.reasons import action, explanations
from audit.report.paper.blocks import Line, Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts, distinct
from audit.report.paper.telling import against, frame_of, headline, printed, sentence
from audit.report.paper.terms import SEVERITY, SIGN
from audit.report.paper.text import line
from audit.report.words import accepted


def findings(b: Builder, facts: Facts, config: Config) -> None:
    b.heading(1, "核查发现", "Findings")
    run, lang = facts.run, b.lang
    if not run.findings:
        b.text(b.t("无。", "None."))
        return
    rules = rules_of(config)
    for d, path, items in facts.groups():
        b.heading(2, group_name(b, d, path))
        for f in items:
            n = facts.numbers[id(f)]
            b.heading(3, b.t(f"发现 {n}　", f"Finding {n}. ") + headline(f, rules, lang), numbered=False, key=f"f{n}")
            b.facts(card(f, facts, lang), f.severity)


def card(f: Finding, facts: Facts, lang: str) -> list[tuple[str, list]]:
    """The rows of one finding: nature, place, quotation, arithmetic, explanations, action, waiver, fingerprint."""
    zh = lang == "zh"
    d = facts.documents.get(f.document)
    nature = (
        f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]}（{f.severity}） {f.code} {f.name}"
        if zh
        else f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]} ({f.severity})  {f.code} {f.name}"
    )
    if f.also:
        nature += ("；同时涉及 " if zh else "; also ") + "、".join(f.also)
    quotes = facts.quote(f)
    places = distinct([facts.where(f.path, f.start), *(f"{facts.short(path)}:{q.line}" for path, q in quotes)])
    place: list = [
        places[0]
        + (
            ""
            if len(places) < 2
            else ("；另见 " if zh else "; see also ")
            + ("、" if zh else ", ").join(_short(p, places[0]) for p in places[1:])
        )
    ]
    if d and (section := facts.section(d, f.start)):
        place.append(words(Span(section, "muted")))
    quoted: list[Line] = []
    for path, q in quotes:
        ref = _short(f"{facts.short(path)}:{q.line}", places[0]) if len(places) > 1 else ""
        quoted.append(words(Span(ref + ("　" if zh else " "), "muted") if ref else "", "“", *q.spans, "”"))
    again = against(f, facts, lang)
    sums: list = [facts.shortened(f.formula)] if f.formula and frame_of(f, facts) not in ("counts", "hedges") else []
    if (stated := printed(f, facts)) and again:
        gap = difference(stated, again, lang)
        pieces = [("文中所印 " if zh else "printed ") + stated, ("对照或重算 " if zh else "against ") + again] + (
            [("相差 " if zh else "difference ") + gap] if gap else []
        )
        sums.append(("；" if zh else "; ").join(pieces))
    why = explanations(f, lang)
    rows = [
        ("性质" if zh else "Level", [nature]),
        ("位置" if zh else "Place", place),
        ("原文" if zh else "Text", quoted),
        ("核对" if zh else "Check", [facts.shortened(f.message)]),
        ("算式" if zh else "Arithmetic", sums),
        (
            "可能的解释" if zh else "May be because",
            [(f"（{n}）" if zh else f"({n}) ") + line(x) for n, x in enumerate(why, 1)] if len(why) > 1 else why,
        ),
        ("建议" if zh else "Suggested", [("" if zh else " ").join(sentence(x, zh) for x in action(f, lang))]),
    ]
    if f.waiver:
        rows.append(("接受" if zh else "Accepted", [line(accepted(f.waiver, lang))]))
    rows.append(("标识" if zh else "Fingerprint", [words(Span(f.fingerprint, "code"))]))
    return rows


def _short(place: str, first: str) -> str:
    """Another place in the same file needs only its line."""
    path, _, number = place.rpartition(":")
    return f":{number}" if path and first.startswith(path + ":") else place
