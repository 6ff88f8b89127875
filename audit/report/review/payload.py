"""A run as the page reads it: one object for the run, one a report; plain lists and dicts, no positions."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.config import Config
from audit.model import Audited, Finding, Run
from audit.report.review.display import clean, display
from audit.report.review.words import UI, names

_TIE, _BREAK, _OPEN, _NONE = "tie", "break", "open", "none"


class _Spans:
    """The places without figure of one report: each span once, by number."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int]] = []
        self._at: dict[tuple[int, int], int] = {}

    def __call__(self, start: int, end: int) -> int:
        key = (start, max(end, start + 1))
        if key not in self._at:
            self._at[key] = len(self.rows)
            self.rows.append(key)
        return self._at[key]


def _path(path: str) -> str:
    """A path as a page can hold it: undecodable bytes of a file name become �."""
    return clean(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def short_paths(paths: Sequence[str]) -> list[str]:
    """Paths without the folders that all of them share."""
    parts = [p.replace("\\", "/").split("/") for p in paths]
    if not parts:
        return []
    shared = os.path.commonprefix([p[:-1] for p in parts])
    return ["/".join(p[len(shared) :]) for p in parts]


def run_key(run: Run) -> str:
    """What a browser keeps the marks of a run under: the same reports give the same key, in whatever order and folder."""
    return hashlib.sha256("|".join(sorted(d.parsed.sha256 for d in run.documents)).encode()).hexdigest()[:24]


def payload(run: Run, config: Config, title: str = "") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Put a run into the shape that the page reads.

    Args:    run: the run; config: language and the checks in force; title: the page's heading, or "".
    Returns: the run's object and the reports' objects, in the order of the run. Strings are as they may be shown.
    """
    from audit import __version__
    from audit.explain.rules import rules_of

    number = {d.id: k for k, d in enumerate(run.documents)}
    by_path = {d.parsed.path: k for k, d in enumerate(run.documents)}
    spans = [_Spans() for _ in run.documents]
    figure_at = [dict(zip(d.parsed.figures["id"], range(len(d.parsed.figures["id"])), strict=True)) for d in run.documents]

    def place(document: int, figure: str, start: int, end: int, role: str, text: str) -> list[Any]:
        """[report, figure or -1, span or -1, role, text]"""
        if document >= 0 and figure in figure_at[document]:
            return [document, figure_at[document][figure], -1, role, text]
        return [document, -1, spans[document](start, end) if document >= 0 else -1, role, text]

    findings = [_finding(f, number, by_path, place) for f in run.findings]
    across = [_across(r, by_path, place) for r in run.relations]
    relations = [[_relation(r, k, figure_at[k], spans[k], d.parsed.source) for r in d.relations] for k, d in enumerate(run.documents)]
    reports = [_report(d, relations[k], spans[k], findings, k) for k, d in enumerate(run.documents)]
    codes = sorted({f.code for f in run.findings} | {c for f in run.findings for c in f.also})
    rules = rules_of(config)
    lang = config.lang
    head = {
        "schema": "gouji/review/1", "tool": {"name": "gouji", "version": __version__}, "lang": lang, "key": run_key(run), "title": clean(title),
        "ui": UI[lang], "names": names(lang), "suite": config.suite or "general",
        "rules": {c: [rules[c].title[lang], rules[c].help[lang]] if c in rules else [c, ""] for c in codes},
        "reports": _overview(run, findings), "findings": findings, "across": across,
        "failures": [[_path(f.path), clean(f.message)] for f in run.failures], "summary": run.summary,
    }  # fmt: skip
    return head, reports


def _overview(run: Run, findings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row a report, for the table of reports; `f` are its findings by number, those across reports that quote it last."""
    short = short_paths([_path(d.parsed.path) for d in run.documents])
    mine: list[list[int]] = [[] for _ in run.documents]
    for n, f in enumerate(findings):
        if f["d"] >= 0:
            mine[f["d"]].append(n)
    for n, f in enumerate(findings):
        if f["d"] < 0:
            for k in dict.fromkeys(p[0] for p in f["places"]):
                if k >= 0:
                    mine[k].append(n)
    rows = []
    for k, d in enumerate(run.documents):
        p = d.parsed
        verdicts = {"ties": 0, "breaks": 0, "undetermined": 0}
        for r in d.relations:
            verdicts[r["verdict"]] += 1
        rows.append({
            "id": d.id, "path": _path(p.path), "short": short[k], "title": clean(p.title), "place": clean(p.place), "year": p.year, "genre": p.genre,
            "sha256": p.sha256, "format": p.format, "encoding": p.encoding, "chars": len(p.source), "notes": [clean(n) for n in p.notes],
            "ledger": d.ledger, "rounding": d.rounding, "relations": verdicts, "f": mine[k],
        })  # fmt: skip
    return rows


def _finding(f: Finding, number: Mapping[str, int], by_path: Mapping[str, int], place) -> dict[str, Any]:
    document = number.get(f.document, -1)
    places = [place(by_path.get(p.path, document), p.figure, p.start, p.end, p.role, clean(p.text)) for p in f.places]
    own = by_path.get(f.path, document)
    about = next((k for k, p in enumerate(f.places) if p.path == f.path and (p.start, p.end) == (f.start, f.end)), -1)
    if about < 0:
        places.append(place(own, "", f.start, f.end, "", ""))
        about = len(places) - 1
    row = {
        "c": f.code, "s": f.severity, "d": document, "o": own, "l": f.line, "col": f.column, "m": clean(f.message), "label": clean(f.label), "formula": clean(f.formula),
        "got": clean(f.reported), "want": clean(f.expected), "how": f.how, "also": list(f.also), "alt": [clean(a) for a in f.alternatives],
        "sus": [[clean(s.printed), clean(s.repair), s.slip] for s in f.suspects[:6]], "fp": f.fingerprint, "rel": f.relation, "places": places, "about": about,
    }  # fmt: skip
    if f.help:
        row["help"] = clean(f.help)
    if f.waiver:
        row["waiver"] = {str(k): clean(str(v)) for k, v in sorted(f.waiver.items()) if v not in (None, "")}
    return row


def _across(r: Mapping[str, Any], by_path: Mapping[str, int], place) -> dict[str, Any]:
    """A relation between reports, with each report's rate on each base its figures give."""
    members = [place(by_path.get(m.get("path", ""), -1), m.get("figure", ""), m.get("start", 0), m.get("end", 0), m["role"], "") for m in r["members"]]
    rates = [
        [by_path.get(x["path"], -1), x["base"], clean(str(x["reported"])), {b: [str(v["denominator"]), clean(v["rate"])] for b, v in x["on"].items()}]
        for x in r.get("rates", ())
    ]  # fmt: skip
    return {"id": r["id"], "kind": r["kind"], "v": r["verdict"], "how": r["how"], "label": clean(r["label"]), "formula": clean(r["formula"]), "m": members, "rates": rates}


def _relation(r: Mapping[str, Any], document: int, figure_at: Mapping[str, int], spans: _Spans, source: str) -> dict[str, Any]:
    members = []
    for m in r["members"]:
        if "figure" in m:
            members.append([document, figure_at[m["figure"]], -1, m["role"], ""])
        else:
            members.append([document, -1, spans(m["start"], m["end"]), m["role"], clean(source[m["start"] : min(m["end"], m["start"] + 40)])])
    return {"id": r["id"], "kind": r["kind"], "c": r["check"], "v": r["verdict"], "how": r["how"], "label": clean(r["label"]), "formula": clean(r["formula"]), "p": r["power"], "m": members}


def _report(d: Audited, relations: Sequence[Mapping[str, Any]], spans: _Spans, findings: Iterable[Mapping[str, Any]], document: int) -> dict[str, Any]:
    """One report: blocks to show, figures as columns with the verdict of each, relations, ledger."""
    from audit.explain.findings import Lines

    f, led = d.parsed.figures, d.parsed.ledger
    n = len(f["start"])
    verdict = [_NONE] * n
    for wanted, mark in (("undetermined", _OPEN), ("ties", _TIE), ("breaks", _BREAK)):
        for r in relations:
            if r["v"] == wanted:
                for m in r["m"]:
                    if m[1] >= 0:
                        verdict[m[1]] = mark
    for finding in findings:
        for p in finding["places"]:
            if p[0] == document and p[1] >= 0:
                verdict[p[1]] = _BREAK
    blocks, cut = display(d.parsed, spans.rows)
    lines = Lines(d.parsed.source)
    texts = list(zip(led["start"], led["end"], led["reason"], strict=True))
    return {
        "blocks": blocks, "cut": cut, "relations": list(relations),
        "figures": {
            "text": [clean(x) for x in f["text"]], "value": list(f["value"]), "unit": list(f["unit"]), "kind": list(f["kind"]), "hedge": list(f["hedge"]),
            "low": list(f["low"]), "high": list(f["high"]), "label": [clean(x) for x in f["label"]], "period": [clean(x) for x in f["period"]],
            "section": [clean(x) for x in f["section"]], "why": list(f["unchecked"]), "v": verdict, "n": [lines(a)[0] for a in f["start"]],
        },
        "ledger": {"text": [clean(d.parsed.source[a:b]) for a, b, _ in texts], "why": [w for _, _, w in texts], "n": [lines(a)[0] for a, _, _ in texts]},
    }  # fmt: skip
