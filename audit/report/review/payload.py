"""A run as the page reads it: one object for the run, one a report; plain lists and dicts, no positions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.config import Config
from audit.gate.summary import VERDICTS, arithmetic_of, is_form
from audit.model import Audited, Finding, Run
from audit.report.notes import told as note
from audit.report.review.display import clean, display
from audit.report.review.words import words
from audit.report.words import told

MAX_QUOTE = 40  # characters of a place that a relation quotes
# Of the verdicts of a figure's relations the later one shows; none where it is in no relation.
_SHOWN = (("undetermined", "open"), ("ties", "tie"), ("breaks", "break"))
# A count of marks found and expected, 0/1: the message says it in words.
_COUNT = re.compile(r"\d+/\d+")


class _Places:
    """Where findings and relations stand: a figure of a report by number, or a span of its text by number."""

    def __init__(self, documents: Sequence[Audited]) -> None:
        self.by_id = {d.id: k for k, d in enumerate(documents)}
        self.by_path = {d.parsed.path: k for k, d in enumerate(documents)}
        self.spans: list[dict[tuple[int, int], int]] = [{} for _ in documents]
        self._figures = [{key: i for i, key in enumerate(d.parsed.figures["id"])} for d in documents]

    def __call__(self, document: int, figure: str, start: int, end: int, role: str, text: str) -> list[Any]:
        """[report or -1, figure or -1, span or -1, role, text]"""
        if document < 0:
            return [-1, -1, -1, role, text]
        number = self._figures[document].get(figure, -1)
        if number >= 0:
            return [document, number, -1, role, text]
        spans = self.spans[document]
        return [document, -1, spans.setdefault((start, max(end, start + 1)), len(spans)), role, text]


def payload(run: Run, config: Config, title: str = "") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Put a run into the shape that the page reads.

    Args:    run: the run; config: language and the checks in force; title: the page's heading, or "".
    Returns: the run's object and the reports' objects, in the order of the run. Strings are as they may be shown.
    """
    from audit import __version__

    ui, names = words(config.lang)
    places = _Places(run.documents)
    findings = [_finding(f, places) for f in run.findings]
    across = [_across(r, places) for r in run.relations]
    relations = [[_relation(r, k, d, places) for r in d.relations] for k, d in enumerate(run.documents)]
    reports = [
        _report(d, relations[k], list(places.spans[k]), _broken(findings, k)) for k, d in enumerate(run.documents)
    ]
    head = {
        "schema": "gouji/review/1",
        "tool": {"name": "gouji", "version": __version__},
        "lang": config.lang,
        "key": run_key(run),
        "title": clean(title),
        "suite": config.suite or "general",
        "ui": ui,
        "names": names,
        "rules": _rules(run, config, findings),
        "reports": _overview(run, findings, config.lang),
        "findings": findings,
        "across": across,
        "failures": [[_path(f.path), clean(f.message)] for f in run.failures],
        "summary": run.summary,
        "relations": arithmetic_of(run.summary),
        "form": run.summary.get("form_checks", {}),
    }
    return head, reports


def run_key(run: Run) -> str:
    """What a browser keeps the marks of a run under: the same reports give the same key, in any order and folder."""
    return hashlib.sha256("|".join(sorted(d.parsed.sha256 for d in run.documents)).encode()).hexdigest()[:24]


def short_paths(paths: Sequence[str]) -> list[str]:
    """Paths without the folders that all of them share."""
    parts = [p.replace("\\", "/").split("/") for p in paths]
    shared = 0
    while parts and all(len(p) > shared + 1 and p[shared] == parts[0][shared] for p in parts):
        shared += 1
    if shared == 1 and parts[0][0] == "":  # only the root is shared
        shared = 0
    return ["/".join(p[shared:]) for p in parts]


def _path(path: str) -> str:
    """A path as a page can hold it: undecodable bytes of a file name become �."""
    return clean(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _arithmetic(formula: str) -> str:
    return "" if _COUNT.fullmatch(formula) else clean(formula)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _rules(run: Run, config: Config, findings: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Title and help of each code that occurs. A finding keeps its own help where it says another."""
    from audit.explain.rules import rules_of

    known = rules_of(config)
    told = {f.code: [f.name, f.help] for f in run.findings}
    told |= {c: [c, ""] for f in run.findings for c in f.also if c not in told}
    told |= {c: [known[c].title[config.lang], known[c].help[config.lang]] for c in told if c in known}
    for row in findings:
        if row["help"] == clean(told[row["c"]][1]):
            del row["help"]
    return {c: [clean(x) for x in told[c]] for c in sorted(told)}


def _overview(run: Run, findings: Sequence[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    """One row a report, for the table of reports.

    `f` are its findings by number; those across reports that quote it come last.
    """
    short = short_paths([_path(d.parsed.path) for d in run.documents])
    mine: list[list[int]] = [[] for _ in run.documents]
    for n, f in enumerate(findings):
        if f["d"] >= 0:
            mine[f["d"]].append(n)
    for n, f in enumerate(findings):
        if f["d"] < 0:
            for k in dict.fromkeys(p[0] for p in f["places"] if p[0] >= 0):
                mine[k].append(n)
    return [_row(d, short[k], mine[k], lang) for k, d in enumerate(run.documents)]


def _row(d: Audited, short: str, findings: list[int], lang: str) -> dict[str, Any]:
    p = d.parsed
    verdicts, forms = dict.fromkeys(("total", *VERDICTS), 0), dict.fromkeys(("total", *VERDICTS), 0)
    for r in d.relations:
        counts = forms if is_form(r) else verdicts
        counts[r["verdict"]] += 1
        counts["total"] += 1
    return {
        "id": d.id,
        "path": _path(p.path),
        "short": short,
        "title": clean(p.title),
        "place": clean(p.place),
        "year": p.year,
        "genre": p.genre,
        "sha256": p.sha256,
        "format": p.format,
        "encoding": p.encoding,
        "chars": len(p.source),
        "notes": [clean(note(n, lang)) for n in p.notes],
        "ledger": d.ledger,
        "rounding": d.rounding,
        "relations": verdicts,
        "form": forms,
        "f": findings,
    }


def _finding(f: Finding, place: _Places) -> dict[str, Any]:
    """One finding. `d`: its report, -1 across reports; `o`: the report it is shown in first; `about`: of its places."""
    document = place.by_id.get(f.document, -1)
    own = place.by_path.get(f.path, document)
    places = [
        place(place.by_path.get(p.path, document), p.figure, p.start, p.end, p.role, clean(p.text)) for p in f.places
    ]
    printed = [_one_line(p.text) for p in f.places]
    shown = [_one_line(p[4]) for p in places]
    suspects, more = told(f.suspects)
    about = next((k for k, p in enumerate(f.places) if (p.path, p.start, p.end) == (f.path, f.start, f.end)), -1)
    if about < 0:
        about = len(places)
        places.append(place(own, "", f.start, f.end, "", ""))  # no text: it is only where the text is marked
    row = {
        "c": f.code,
        "s": f.severity,
        "d": document,
        "o": own,
        "l": f.line,
        "m": clean(f.message),
        "label": clean(f.label),
        "formula": _arithmetic(f.formula),
        "got": clean(f.reported),
        "want": clean(f.expected),
        "also": list(f.also),
        "alt": [clean(a) for a in f.alternatives],
        "sus": [[clean(s.printed), clean(s.repair), s.slip] for s in suspects],
        "more": more,
        "fp": f.fingerprint,
        "rel": f.relation,
        "places": places,
        "about": about,
        "help": clean(f.help),
    }
    if printed != shown:
        row["values"] = printed  # marks that are exported quote the print, whatever can be shown of it
    if own < 0:
        row["file"] = _path(f.path)
    if f.waiver:
        row["waiver"] = {str(k): clean(str(v)) for k, v in sorted(f.waiver.items()) if v not in (None, "")}
    return row


def _across(r: Mapping[str, Any], place: _Places) -> dict[str, Any]:
    """A relation between reports; `rates`: [report, base it used, print, base -> [count, rate on it]]."""
    number = place.by_path
    rates = []
    for x in r.get("rates", ()):
        on = {base: [str(v["denominator"]), clean(v["rate"])] for base, v in x["on"].items()}
        rates.append([number.get(x["path"], -1), x["base"], clean(str(x["reported"])), on])
    return {
        "id": r["id"],
        "v": r["verdict"],
        "label": clean(r["label"]),
        "formula": clean(r["formula"]),
        "rates": rates,
    }


def _relation(r: Mapping[str, Any], document: int, d: Audited, place: _Places) -> dict[str, Any]:
    members = []
    for m in r["members"]:
        start, end = m.get("start", 0), m.get("end", 0)
        quote = clean(d.parsed.source[start : min(end, start + MAX_QUOTE)])
        members.append(place(document, m.get("figure", ""), start, end, m["role"], quote))
    return {
        "kind": r["kind"],
        "v": r["verdict"],
        "how": r["how"],
        "label": clean(r["label"]),
        "formula": _arithmetic(r["formula"]),
        "p": r["power"],
        "m": members,
    }


def _broken(findings: Iterable[Mapping[str, Any]], document: int) -> set[int]:
    """The figures of a report that findings quote."""
    return {p[1] for f in findings for p in f["places"] if p[0] == document and p[1] >= 0}


def _report(
    d: Audited, relations: list[dict[str, Any]], spans: Sequence[tuple[int, int]], broken: set[int]
) -> dict[str, Any]:
    """One report: blocks to show, figures as columns with the verdict of each, relations, ledger."""
    from audit.explain.findings import Lines

    f, led = d.parsed.figures, d.parsed.ledger
    verdict = ["none"] * len(f["start"])
    for word, shown in _SHOWN:
        for i in {m[1] for r in relations if r["v"] == word for m in r["m"]} - {-1}:
            verdict[i] = shown
    for i in broken:
        verdict[i] = "break"
    blocks, cut = display(d.parsed, spans)
    lines = Lines(d.parsed.source)
    cleaned = {name: [clean(x) for x in f[name]] for name in ("text", "label", "period", "section")}
    as_it_is = {name: list(f[name]) for name in ("value", "unit", "hedge", "low", "high")}
    figures = {**cleaned, **as_it_is, "why": list(f["unchecked"]), "v": verdict, "n": [lines(a)[0] for a in f["start"]]}
    ledger = {
        "text": [clean(d.parsed.source[a:b]) for a, b in zip(led["start"], led["end"], strict=True)],
        "why": list(led["reason"]),
        "n": [lines(a)[0] for a in led["start"]],
    }
    return {"blocks": blocks, "cut": cut, "relations": relations, "figures": figures, "ledger": ledger}
