"""The whole flow of one run on one screen: read -> parse -> relate | judge -> explain -> locate -> compare."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audit.config import Config
from audit.errors import AuditError, InputError
from audit.model import Audited, Failure, Finding, Parsed, Run


def parse(path: str | Path, data: bytes | None = None) -> Parsed:
    """Read, parse and relate one report: all that a worker does.

    Args:    path: the file ("-" with data: standard input); data: its bytes, where the caller has them.
    Returns: the report's facts, figures, relations and ledger; every position in its source.
    Raises:  AuditError: it cannot be read.
    """
    from audit.parse.figures import scan
    from audit.parse.grids import grids
    from audit.read import read_raw
    from audit.read.structure import structure
    from audit.relate import relate
    from audit.relate.context import build
    from audit.relate.frontmatter import frontmatter
    from audit.tables import parsed_of

    begin = time.perf_counter()
    raw = read_raw(path, data)
    layout = structure(raw.text, raw.marks)
    numerals = scan(raw.text, layout)
    context = build(raw.text, layout, numerals, grids(raw.text, layout, numerals.figures))
    front = frontmatter(context)
    relations = relate(context, front.title_span, front.published, front.partial)
    parsed = parsed_of(raw, context, numerals, front, relations)
    parsed.seconds = time.perf_counter() - begin
    return parsed


def judge(documents: Sequence[Parsed], config: Config, first: int = 0) -> list[Audited]:
    """Judge the relations of many reports in one batch a check, and say what does not tie.

    Args:    documents: parsed reports; config: suite, checks, language; first: number of the first report in the run, for ids.
    Returns: one Audited a report, in order, findings included.
    Raises:  AuditError, RunnerError: a suite or a check that does not run as it must: never a pass.
    """
    from audit.explain.findings import findings_of, rounding
    from audit.explain.rules import rules_of, severities_of
    from audit.locate import locate
    from audit.tables import frames_of, relation_dicts
    from expectations.runner import judge as run_suite

    frames, keys = frames_of(documents, first)
    outcomes: dict[str, dict] = {}
    if frames:
        table = run_suite(frames, suite=config.suite or "general", extra_checks=config.checks, suites=config.suites)
        columns = (table["relation_id"], table["code"].astype(str), table["verdict"].astype(str), table["how"].astype(str), table["expected"], table["power"])
        for relation_id, code, verdict, how, expected, power in zip(*(c.tolist() for c in columns), strict=True):
            outcomes[relation_id] = {"code": code, "verdict": verdict, "how": how, "expected": expected, "power": power}
    rules, severities = rules_of(config), severities_of(config)
    audited = []
    for n, (parsed, ids) in enumerate(zip(documents, keys, strict=True)):
        judged = [outcomes[k] for k in ids]
        parsed.figures["id"] = [f"d{first + n + 1}f{i + 1}" for i in range(len(parsed.figures["start"]))]
        doc_id = f"d{first + n + 1}"
        findings = findings_of(parsed, doc_id, ids, judged, rules, severities, config.lang)
        relations = relation_dicts(parsed, ids, judged)
        held = {m["figure"] for r in relations for m in r["members"] if "figure" in m}
        checked = sum(1 for x in parsed.figures["id"] if x in held)
        total = len(parsed.figures["id"])
        ledger = {"numerals": total + len(parsed.ledger["start"]), "checked": checked, "unchecked": total - checked, "identifiers": len(parsed.ledger["start"])}
        findings = locate(parsed, judged, ids, findings, config.lang)
        audited.append(Audited(doc_id, parsed, relations, ledger, rounding(parsed.relations, judged), findings))
    return audited


def stream(paths: Iterable[str | Path], config: Config | None = None, *, chunk: int = 200, stdin: bytes | None = None, progress=None) -> Iterator[list[Audited] | Failure]:
    """Audit reports chunk by chunk: lists of Audited in order of the paths, and a Failure for each that cannot be read.

    Args:    paths: files (folders and globs are expanded by `check`); chunk: reports judged together, which bounds a run's memory.
    """
    from audit.scale.processes import parsed_in_order

    config = config or Config()
    waiting: list[Parsed] = []
    done = 0
    for item in parsed_in_order([str(p) for p in paths], config.jobs, stdin=stdin, lexicon=config.lexicon):
        if progress is not None:
            progress(1)
        if isinstance(item, Failure):
            yield item
            continue
        waiting.append(item)
        if len(waiting) >= chunk:
            yield judge(waiting, config, done)
            done += len(waiting)
            waiting = []
    if waiting:
        yield judge(waiting, config, done)


def check(paths: Iterable[str | Path] | str | Path, config: Config | None = None, *, stdin: bytes | None = None, progress=None) -> Run:
    """Audit reports.

    Args:    paths: files, folders, globs; "-" is standard input. config: settings, defaults where None.
    Returns: a Run: documents, relations, findings (in order of path and place), failures, summary; tables as DataFrames by its methods.
    Raises:  InputError: no report among the paths. ConfigError, SuiteError: settings that cannot be followed.

        >>> from audit import check
        >>> run = check("fixtures/reports")
        >>> [f.code for f in run.findings if f.severity == "error"]
    """
    from audit.compare import compare
    from audit.gate.select import selected
    from audit.scale.processes import with_lexicon

    config = config or Config()
    with_lexicon(config.lexicon)
    files, failures = find(paths)
    documents: list[Audited] = []
    for item in stream(files, config, stdin=stdin, progress=progress):
        if isinstance(item, Failure):
            failures.append(item)
        else:
            documents.extend(item)
    across, findings = compare(documents, config)
    every = [f for d in documents for f in d.findings] + findings
    kept = selected(every, config)
    for d in documents:
        d.findings = [f for f in kept if f.document == d.id and not f.code.startswith("XDR")]
    return Run(documents, across, kept, failures, summary(documents, kept, failures))


def find(paths: Iterable[str | Path] | str | Path) -> tuple[list[str], list[Failure]]:
    """The files that paths, folders and globs name, in order, each once; and what could not be found."""
    from audit.read import expand

    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    files: list[str] = []
    failures: list[Failure] = []
    for path in paths:
        if str(path) == "-":
            files.append("-")
            continue
        try:
            files.extend(str(p) for p in expand([path]))
        except AuditError as error:
            failures.append(Failure(str(path), str(error)))
    files = list(dict.fromkeys(files))
    if not files and not failures:
        raise InputError("no report was given", hint="name files, folders or globs: .txt .md .docx .html")
    return files, failures


def summary(documents: Sequence[Audited], findings: Sequence[Finding], failures: Sequence[Failure]) -> dict:
    """Counts of a run: findings by severity and code, coverage of numerals, relations by verdict."""
    severity = {"error": 0, "warning": 0, "info": 0}
    codes: dict[str, int] = {}
    waived = 0
    for f in findings:
        if f.waiver:
            waived += 1
            continue
        severity[f.severity] += 1
        codes[f.code] = codes.get(f.code, 0) + 1
    verdicts = {"ties": 0, "breaks": 0, "undetermined": 0}
    ledger = {"numerals": 0, "checked": 0, "unchecked": 0, "identifiers": 0}
    for d in documents:
        for key, value in d.ledger.items():
            ledger[key] += value
        for r in d.relations:
            verdicts[r["verdict"]] += 1
    return {
        "documents": len(documents), "failures": len(failures), "findings": severity, "waived": waived, "codes": dict(sorted(codes.items())),
        "relations": {"total": sum(verdicts.values()), **verdicts}, "ledger": ledger,
    }  # fmt: skip
