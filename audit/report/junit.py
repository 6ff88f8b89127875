"""JUnit XML: a suite a document, a case a check, for every CI server that shows tests.

A case passes with the count of what it checked. It fails where an open finding reaches `--fail-on`; findings below that
stand in its output; it is skipped where every finding is waived. An input that could not be read is an error.
Written to the schema of Jenkins' xunit plugin (junit-10.xsd), which knows properties of a suite but not of a case, so a
suite's properties are named after the case: RAT101.severity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

from audit.config import Config
from audit.model import RANK, Finding, Run
from audit.report.paper.text import line as one_line
from audit.report.paper.text import visible
from audit.report.place import owned, relative
from audit.report.words import SEVERITY, accepted, arithmetic, fails

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = {
    "zh": {
        "counts": "核对 {total} 项：相合 {ties}，不合 {breaks}，不定 {undetermined}", "across": "各报告之间",
        "read": "读取", "more": "（另有 {} 处）", "folded": "不合者已并入同一处的其他检查项",
        "help": "建议", "also": "同处另有", "fingerprint": "指纹",
    },
    "en": {
        "counts": "{total} checked: {ties} tie, {breaks} break, {undetermined} undetermined",
        "across": "across reports", "read": "read", "more": " (and {} more)",
        "folded": "what breaks is told by another check of the same figures",
        "help": "help", "also": "also", "fingerprint": "fingerprint",
    },
}  # fmt: skip


def render(run: Run, config: Config) -> str:
    """Return a run as JUnit XML."""
    root = ET.Element("testsuites", name="gouji")
    documents = {d.id: d for d in run.documents}
    crossed = False
    for failed in run.failures:
        _failure(root, failed, config)
    for key, findings in owned(run):
        d = documents.get(key)
        if d:
            p = d.parsed
            about = {
                "title": p.title,
                "place": p.place,
                "year": p.year,
                "sha256": p.sha256,
                "format": p.format,
                "encoding": p.encoding,
            }
            _suite(root, one_line(relative(p.path)), findings, d.relations, about, config)
        elif key == "":
            crossed = True
            _suite(root, _WORDS[config.lang]["across"], findings, run.relations, {}, config)
        else:
            _suite(root, one_line(relative(key)), findings, (), {}, config)
    if run.relations and not crossed:  # what ties across reports is said too
        _suite(root, _WORDS[config.lang]["across"], (), run.relations, {}, config)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def xml(text: object) -> str:
    """Return text that XML 1.0 can hold: what it cannot is written out, as \\x00."""
    return _ILLEGAL.sub(lambda m: f"\\x{ord(m[0]):02x}", visible(text).replace("\r", "\n"))


def _failure(root: ET.Element, failed: Any, config: Config) -> None:
    path = one_line(relative(failed.path))
    suite = ET.SubElement(root, "testsuite", name=xml(path), tests="1", failures="0", errors="1", skipped="0")
    case = ET.SubElement(suite, "testcase", name=_WORDS[config.lang]["read"], classname=xml(_class(path)))
    error = ET.SubElement(
        case, "error", type="internal" if failed.bug else "input", message=xml(one_line(failed.message))
    )
    error.text = xml(failed.message)


def _class(path: str) -> str:
    """A path as the dotted name that viewers group cases by: reports.libo."""
    pure = PurePosixPath(path)
    return ".".join(part.replace(".", "_") for part in (*pure.parts[:-1], pure.stem) if part != "/")


def _suite(
    root: ET.Element,
    name: str,
    findings: Sequence[Finding],
    relations: Iterable[Mapping],
    about: Mapping[str, Any],
    config: Config,
) -> None:
    """One document: its properties, then a case for each check that had something to judge, in order of codes."""
    from audit.explain.rules import rules_of
    from audit.gate.select import Selector

    rules, keeps = rules_of(config), Selector(config).keeps
    counts: dict[str, dict[str, int]] = {}
    for relation in relations:
        n = counts.setdefault(relation["check"], {"total": 0, "ties": 0, "breaks": 0, "undetermined": 0})
        for verdict, times in (relation.get("rows") or {relation["verdict"]: 1}).items():  # a rule of a table: its rows
            n["total"] += times
            n[verdict] += times
    of: dict[str, list[Finding]] = {}
    for f in findings:
        of.setdefault(f.code, []).append(f)
    suite = ET.SubElement(root, "testsuite", name=xml(name))
    properties = ET.SubElement(suite, "properties")
    for key, value in about.items():
        if value:
            ET.SubElement(properties, "property", name=key, value=xml(one_line(value)))
    tally = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for code in sorted({*(c for c in counts if keeps(c)), *of}):
        found = of.get(code, [])
        rule = rules.get(code)
        title = rule.title[config.lang] if rule else found[0].name if found else code
        if found:
            worst = max(found, key=lambda f: RANK[f.severity]).severity
            ET.SubElement(properties, "property", name=f"{code}.severity", value=worst)
            ET.SubElement(properties, "property", name=f"{code}.findings", value=str(len(found)))
        case = ET.SubElement(suite, "testcase", name=xml(f"{code} {title}"), classname=xml(_class(name)))
        tally["tests"] += 1
        _verdict(case, found, counts.get(code), tally, config)
    for key, value in tally.items():
        suite.set(key, str(value))
    if not len(properties):
        suite.remove(properties)


def _verdict(
    case: ET.Element, found: Sequence[Finding], counts: Mapping[str, int] | None, tally: dict[str, int], config: Config
) -> None:
    """Failed, skipped or passed, with everything that was found either way."""
    words = _WORDS[config.lang]
    loud = [f for f in found if fails(f, config.fail_on)]
    body = "\n".join(_told(f, config) for f in found)
    if loud:
        worst = max(loud, key=lambda f: RANK[f.severity])
        more = words["more"].format(len(found) - 1) if len(found) > 1 else ""
        failure = ET.SubElement(case, "failure", type=worst.severity, message=xml(one_line(loud[0].message) + more))
        failure.text = xml(body)
        tally["failures"] += 1
    elif found and all(f.waiver for f in found):
        skipped = ET.SubElement(case, "skipped", message=xml(one_line(accepted(found[0].waiver, config.lang))))
        skipped.text = xml(body)
        tally["skipped"] += 1
    out = []
    if counts:
        out.append(words["counts"].format(**counts))
        if counts["breaks"] and not found:
            out.append(words["folded"])
    if found and not len(case):
        out.append(body)
    if out:
        ET.SubElement(case, "system-out").text = xml("\n".join(out))


def _told(f: Finding, config: Config) -> str:
    """One finding as text: place, message, arithmetic, help, and why it does not count where it does not."""
    words, lang = _WORDS[config.lang], config.lang
    at = f"{one_line(relative(f.path))}:{f.line}:{f.column}"
    lines = [f"{at}: {f.code} {SEVERITY[lang][f.severity]} {one_line(f.message)}"]
    if redo := arithmetic(f):
        lines.append(redo)
    if f.help:
        lines.append(f"{words['help']}: {one_line(f.help)}")
    if f.also:
        lines.append(f"{words['also']}: {', '.join(f.also)}")
    if f.waiver:
        lines.append(one_line(accepted(f.waiver, lang)))
    lines.append(f"{words['fingerprint']}: {f.fingerprint}")
    return "\n    ".join(lines)
