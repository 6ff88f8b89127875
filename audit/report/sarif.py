"""SARIF 2.1.0 (OASIS, errata 01): what code scanning, editors and result stores read.

Regions count code points (`columnKind`); `partialFingerprints` are bound to values, so an alert that somebody dismissed
comes back when the figure changes. GitHub matches alerts by `primaryLocationLineHash` alone. Left to itself it hashes
the first 100 characters of a line, and most figures of a paragraph stand further on: it gets our fingerprint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from audit import __version__
from audit.config import Config
from audit.gate.select import exit_of
from audit.model import Failure, Finding, Place, Run
from audit.report.paper.text import line as one_line
from audit.report.paper.text import visible
from audit.report.place import BINARY, Places, uri
from audit.report.words import accepted, role

if TYPE_CHECKING:
    from audit.explain.findings import Lines
    from expectations.catalogue import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
_MIME = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CONTEXT = 60  # characters of a long paragraph shown on each side of a figure
_EXIT = {0: "nothing at or above --fail-on", 1: "findings", 2: "input or configuration", 3: "a bug"}
_NOTIFICATIONS = (
    (
        "unreadable-input",
        "An input could not be audited.",
        "The message says why, and how to convert or mend the file.",
    ),
    ("nothing-checked", "Nothing was checked, which is never a pass.", "Name files or folders of reports or datasets."),
    ("internal-error", "A fault of gouji itself.", "Please report it with the output of the same command and --debug."),
)


def render(run: Run, config: Config) -> str:
    """Return a run as one SARIF log."""
    log = {"version": "2.1.0", "$schema": SCHEMA, "runs": [_run(run, config)]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(run: Run, config: Config) -> dict[str, Any]:
    places = Places(run)
    files = _Files(run)
    rules = _rules(run, config)
    index = {rule["id"]: n for n, rule in enumerate(rules)}
    driver = {
        "name": "gouji",
        "fullName": "gouji 勾稽",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _LANGUAGE[config.lang],
        "shortDescription": _text("Audits whether the figures in official reports and published datasets agree."),
        "notifications": [
            {"id": name, "shortDescription": _text(what), "fullDescription": _text(what), "help": _text(way_out)}
            for name, what, way_out in _NOTIFICATIONS
        ],
        "rules": rules,
    }
    results = [_result(f, index, places, files, config) for f in run.findings]
    return {
        "tool": {"driver": driver},
        "automationDetails": {
            "id": f"gouji/{config.suite or 'general'}/",
            "description": _text("Figures that must agree."),
        },
        "language": _LANGUAGE[config.lang],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "originalUriBaseIds": {ROOT: {"description": _text("The root of the checkout.")}},
        "invocations": [_invocation(run, config, files)],
        "artifacts": files.artifacts,
        "results": results,
        "properties": {"summary": run.summary, "failOn": config.fail_on},
    }


_LANGUAGE = {"zh": "zh-CN", "en": "en-US"}


def _text(text: str) -> dict[str, str]:
    return {"text": text}


def message(text: str) -> str:
    """Return words for a message: braces are placeholders there and […](…) is a link, so both are escaped."""
    return visible(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")


class _Files:
    """The artifacts of a run: every report, every input that failed, and files that findings or waivers point into."""

    def __init__(self, run: Run) -> None:
        self.artifacts: list[dict[str, Any]] = []
        self._index: dict[str, int] = {}
        for d in run.documents:
            p = d.parsed
            artifact = self._add(p.path)
            artifact |= {
                "roles": ["analysisTarget"],
                "mimeType": _MIME.get(p.format, "text/plain"),
                "hashes": {"sha-256": p.sha256},
            }
            if p.encoding and p.format not in BINARY:
                artifact["encoding"] = p.encoding
            if p.title:
                artifact["description"] = _text(message(one_line(p.title)))
            about: dict[str, Any] = {k: v for k, v in (("place", p.place), ("year", p.year), ("genre", p.genre)) if v}
            about |= {"rounding": d.rounding, "ledger": d.ledger}
            if p.format in BINARY:
                about["positions"] = "in the extracted text"
            artifact["properties"] = about
        for failed in run.failures:
            self._add(failed.path).setdefault("roles", ["analysisTarget"])
        for f in run.findings:
            self._add(f.path).setdefault("roles", ["toolSpecifiedConfiguration"])
            for place in f.places:
                self._add(place.path)
            if f.waiver and f.waiver.get("file"):
                self._add(f.waiver["file"]).setdefault("roles", ["toolSpecifiedConfiguration"])

    def _add(self, path: str) -> dict[str, Any]:
        if path not in self._index:
            self._index[path] = len(self.artifacts)
            self.artifacts.append({"location": _where(path)})
        return self.artifacts[self._index[path]]

    def location(self, path: str) -> dict[str, Any]:
        """The artifact location of a path, with its index."""
        return {**_where(path), "index": self._index[path]}


def _where(path: str) -> dict[str, Any]:
    address, inside = uri(path)
    return {"uri": address, "uriBaseId": ROOT} if inside else {"uri": address}


def _rules(run: Run, config: Config) -> list[dict[str, Any]]:
    """Every rule of the catalogue with its whole page; a code that the catalogue lacks, by what its finding says."""
    from audit.explain.rules import rules_of, severities_of

    in_force = severities_of(config)
    rules = []
    catalogue = rules_of(config)
    for code, rule in catalogue.items():
        severity = in_force.get(code, rule.severity)
        short, page = rule.title[config.lang], _page(rule, config.lang)
        rules.append(
            {
                "id": code,
                "name": rule.name,
                "shortDescription": _text(short),
                "fullDescription": _text(_purpose(rule, config.lang) or short),
                "help": {"text": page, "markdown": page},
                "defaultConfiguration": {
                    "level": LEVEL[severity],
                    "enabled": code in in_force or code.startswith("GAT"),
                },
                "properties": {
                    "tags": ["figures", code[:3]],
                    "problem.severity": _PROBLEM[severity],
                    "status": rule.status,
                },
            }
        )
    for f in run.findings:
        if f.code not in catalogue and all(rule["id"] != f.code for rule in rules):
            rules.append(
                {
                    "id": f.code,
                    "name": f.name,
                    "shortDescription": _text(message(f.name)),
                    "defaultConfiguration": {"level": LEVEL[f.severity]},
                }
            )
    return rules


def _page(rule: Rule, lang: str) -> str:
    """A check's page, the part in the reader's language first."""
    body, _, chinese = rule.doc.partition("\n## 中文\n")
    parts = [f"# {rule.code} {rule.name}", rule.help[lang]]
    parts += [chinese.strip(), body.strip()] if lang == "zh" else [body.strip(), chinese.strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _purpose(rule: Rule, lang: str) -> str:
    """The first words of a check's page."""
    body, _, chinese = rule.doc.partition("\n## 中文\n")
    text = chinese if lang == "zh" and chinese.strip() else body
    return one_line(text.strip().split("\n\n")[0])


def _invocation(run: Run, config: Config, files: _Files) -> dict[str, Any]:
    code = exit_of(run.summary, config.fail_on)
    notes = [_notification(failed, files) for failed in run.failures]
    if code == 2 and not notes:
        notes.append(
            {
                "descriptor": {"id": "nothing-checked", "index": 1},
                "level": "error",
                "message": _text(_NOTIFICATIONS[1][1]),
            }
        )
    return {
        "executionSuccessful": code < 2,
        "exitCode": code,
        "exitCodeDescription": _EXIT[code],
        "toolExecutionNotifications": notes,
    }


def _notification(failed: Failure, files: _Files) -> dict[str, Any]:
    n = 2 if failed.bug else 0
    return {
        "descriptor": {"id": _NOTIFICATIONS[n][0], "index": n},
        "level": "error",
        "message": _text(message(one_line(failed.message))),
        "locations": [{"physicalLocation": {"artifactLocation": files.location(failed.path)}}],
    }


def _result(f: Finding, index: Mapping[str, int], places: Places, files: _Files, config: Config) -> dict[str, Any]:
    others = [p for p in f.places if (p.path, p.start, p.end) != (f.path, f.start, f.end)]
    main: dict[str, Any] = {"physicalLocation": _physical(f, places, files, context=True)}
    section = places.section(f.path, f.start)
    if section:
        main["logicalLocations"] = [
            {"name": section.rsplit(" / ", 1)[-1], "fullyQualifiedName": section, "kind": "section"}
        ]
    result: dict[str, Any] = {
        "ruleId": f.code,
        "ruleIndex": index[f.code],
        "kind": "fail",
        "level": LEVEL[f.severity],
        "message": _text(_message(f, others, config.lang)),
        "locations": [main],
    }
    if others:
        result["relatedLocations"] = [
            {
                "id": n,
                "message": _text(message(_named(p, config.lang))),
                "physicalLocation": _physical(p, places, files),
            }
            for n, p in enumerate(others, 1)
        ]
    result["partialFingerprints"] = {"gouji/v1": f.fingerprint, "primaryLocationLineHash": f"{f.fingerprint}:1"}
    if config.baseline:
        result["baselineState"] = "unchanged" if f.waiver and f.waiver.get("kind") == "baseline" else "new"
    if f.waiver:
        result["suppressions"] = [_suppression(f.waiver, files, config.lang)]
    result["properties"] = _facts(f)
    return result


def _message(f: Finding, others: Iterable[Place], lang: str) -> str:
    """The message; then the figures it speaks of, as links to their places, and what would fit."""
    parts = [message(one_line(f.message))]
    links = [f"[{_link(_named(p, lang))}]({n})" for n, p in enumerate(others, 1)]
    if links:
        parts.append((" · ").join(links))
    if f.alternatives:
        parts.append(
            message(
                ("文中另可得此数：" if lang == "zh" else "Also gives it: ")
                + "；".join(one_line(a) for a in f.alternatives)
            )
        )
    return "\n".join(parts)


def _named(p: Place, lang: str) -> str:
    return f"{role(p.role, lang)} {one_line(p.text)}".strip()


def _link(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text).replace("{", "{{").replace("}", "}}")


def _physical(at: Finding | Place, places: Places, files: _Files, context: bool = False) -> dict[str, Any]:
    """An artifact and a region in it; the snippet is the text itself, untouched where JSON can hold it."""
    lines = places.lines(at.path)
    out: dict[str, Any] = {"artifactLocation": files.location(at.path)}
    if lines is None:
        if isinstance(at, Finding):
            region = {
                "startLine": at.line,
                "startColumn": at.column,
                "endColumn": at.column + at.end - at.start,
                "charOffset": at.start,
                "charLength": at.end - at.start,
            }
        else:
            region = {"charOffset": at.start, "charLength": at.end - at.start}
        return {**out, "region": region}
    source = places.by_path[at.path].parsed.source
    out["region"] = _region(source, at.start, at.end, lines)
    if context:
        a, b = _around(source, at.start, at.end)
        if (a, b) != (at.start, at.end):
            out["contextRegion"] = _region(source, a, b, lines)
    return out


def _region(source: str, start: int, end: int, lines: Lines) -> dict[str, Any]:
    (line, column), (last, after) = lines(start), lines(end)
    # a region that ends with a newline ends on that line, not at the start of the next
    if last > line and after == 1 and source[end - 1 : end] == "\n":
        last, after = lines(end - 1)[0], lines(end - 1)[1] + 1
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": after,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": source[start:end].encode("utf-8", "replace").decode()},
    }


def _around(source: str, start: int, end: int) -> tuple[int, int]:
    """The line or lines of a place, cut to what fits a screen where a paragraph is long."""
    first = source.rfind("\n", 0, start) + 1
    last = source.find("\n", end)
    last = len(source) if last < 0 else last
    if last > first and source[last - 1] == "\r":
        last -= 1
    return max(first, start - _CONTEXT), max(end, min(last, end + _CONTEXT))


def _suppression(waiver: Mapping[str, Any], files: _Files, lang: str) -> dict[str, Any]:
    out: dict[str, Any] = {
        "kind": "external",
        "status": "accepted",
        "justification": visible(str(waiver.get("reason") or accepted(waiver, lang))),
    }
    if waiver.get("file"):
        where: dict[str, Any] = {"artifactLocation": files.location(waiver["file"])}
        if waiver.get("line"):
            where["region"] = {"startLine": waiver["line"]}
        out["location"] = {"physicalLocation": where}
    about = {k: v for k, v in waiver.items() if k in ("kind", "owner", "date", "expires") and v}
    return {**out, "properties": about} if about else out


def _facts(f: Finding) -> dict[str, Any]:
    """What gouji/run/1 says besides, for programs that read SARIF only."""
    facts: dict[str, Any] = {"severity": f.severity}
    for name in ("label", "reported", "expected", "formula", "how", "relation"):
        if value := getattr(f, name):
            facts[name] = visible(value)
    for name in ("also", "alternatives"):
        if values := getattr(f, name):
            facts[name] = [visible(v) for v in values]
    if f.suspects:
        facts["suspects"] = [
            {"printed": visible(s.printed), "repair": visible(s.repair), "slip": s.slip, "score": s.score}
            for s in f.suspects
        ]
    return facts
