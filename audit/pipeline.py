"""The whole flow of one run on one screen: read -> parse -> relate | judge -> explain -> locate -> gate -> compare."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audit.config import Config
from audit.errors import InputError
from audit.gate.summary import Tally
from audit.model import Audited, Failure, Finding, Parsed

CHUNK = 200  # reports judged together: Great Expectations costs a moment a batch, reports cost memory
CHUNK_CHARS = 4_000_000
MAX_CHARS = 5_000_000  # a long report has 100,000; ten times a year book is no report


def parse(path: str | Path, data: bytes | None = None) -> Parsed:
    """Read, parse and relate one report: all that a worker does.

    Args:    path: the file ("-" with data: standard input); data: its bytes, where the caller has them.
    Returns: the report's facts, figures, relations and ledger; every position in its source.
    Raises:  AuditError: it cannot be read, or is no report by its size.
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
    if len(raw.text) > MAX_CHARS:
        raise InputError(
            f"holds {len(raw.text):,} characters of text, more than {MAX_CHARS:,}",
            path=raw.path,
            hint="split it; a report is rarely beyond a million",
        )
    layout = structure(raw.text, raw.marks)
    numerals = scan(raw.text, layout)
    context = build(raw.text, layout, numerals, grids(raw.text, layout, numerals.figures, numerals.ledger))
    front = frontmatter(context)
    relations = relate(context, front.title_span, front.published, front.partial)
    parsed = parsed_of(raw, context, numerals, front, relations)
    parsed.seconds = time.perf_counter() - begin
    return parsed


def judge(documents: Sequence[Parsed], config: Config, first: int = 0) -> list[Audited]:
    """Judge the relations of many reports in one batch a check, and say what does not tie.

    Args:    documents: parsed reports; config: suite, checks, language; first: number of the first report, for ids.
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
        columns = (
            table["relation_id"],
            table["code"].astype(str),
            table["verdict"].astype(str),
            table["how"].astype(str),
            table["expected"],
            table["power"],
        )
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
        ledger = {
            "numerals": total + len(parsed.ledger["start"]),
            "checked": checked,
            "unchecked": total - checked,
            "identifiers": len(parsed.ledger["start"]),
        }
        findings = locate(parsed, judged, ids, findings, config.lang)
        audited.append(Audited(doc_id, parsed, relations, ledger, rounding(parsed.relations, judged), findings))
    return audited


class Flow:
    """One run as it goes. Iterate over it once: lists of Audited and Failures, in the order of the paths.

    Only what the summary and the comparison between reports need is kept: memory does not grow with the run.
    Afterwards `relations` and `findings` hold what is said across reports and of the waivers, `failures` what could
    not be audited, `summary` the counts.

    Args:   items: parsed reports and failures, in order; config: settings; chunk: reports judged together.
    Raises: ConfigError, SuiteError, CatalogueError: settings that cannot be followed, before any work is done.
    """

    def __init__(self, items: Iterable[Parsed | Failure], config: Config, *, chunk: int = CHUNK) -> None:
        from audit.explain.rules import severities_of
        from audit.gate.accepted import Accepted
        from audit.gate.select import Selector

        severities_of(config)
        self.config, self._items, self._chunk, self._keep = config, items, chunk, Selector(config)
        self._accepted = Accepted(config)
        self._paths: list[str] = []
        self._tally = Tally()
        self.relations: list[dict] = []
        self.findings: list[Finding] = []
        self.failures: list[Failure] = []

    def __iter__(self) -> Iterator[list[Audited] | Failure]:
        from audit.compare import compare, gather

        kept = []
        for items in chunks(self._items, self._chunk):
            parsed = [item for item in items if isinstance(item, Parsed)]
            documents = judge(parsed, self.config, self._tally.documents) if parsed else []
            kept += gather(documents)
            for document in documents:
                document.findings = self._gate(document.findings)
                self._tally.add(document)
                self._paths.append(document.parsed.path)
            yield from self._in_order(items, documents)
        self.relations, across = compare((), self.config, kept)
        self.findings = self._gate(across)
        self.findings += self._counted(self._accepted.close(self._paths))

    def _in_order(
        self, items: Sequence[Parsed | Failure], documents: Sequence[Audited]
    ) -> Iterator[list[Audited] | Failure]:
        """The reports of a chunk and the failures among them, as they came."""
        rest = iter(documents)
        done = self._tally.documents - len(documents)
        run: list[Audited] = []
        for item in items:
            if isinstance(item, Parsed):
                run.append(next(rest))
                done += 1
                continue
            item.after = done
            if run:
                yield run
                run = []
            self._tally.failure(item)
            self.failures.append(item)
            yield item
        if run:
            yield run

    def _gate(self, findings: Sequence[Finding]) -> list[Finding]:
        kept = self._keep(findings)
        self._tally.deselected += len(findings) - len(kept)
        self._accepted.mark(f for f in findings if not self._keep.keeps(f.code))  # waivers are judged by all of them
        return self._counted(self._accepted.mark(kept))

    def _counted(self, findings: list[Finding]) -> list[Finding]:
        for f in findings:
            self._tally.finding(f)
        return findings

    @property
    def summary(self) -> dict:
        """The counts so far: those of the run, after the iteration."""
        known = self._accepted.baseline
        return self._tally.summary() | ({"baseline": known} if known else {})


def chunks(items: Iterable[Parsed | Failure], size: int, chars: int = CHUNK_CHARS) -> Iterator[list[Parsed | Failure]]:
    """Reports in lists that are judged together, bounded by number and by length of text; failures keep their place."""
    waiting: list[Parsed | Failure] = []
    length = 0
    for item in items:
        waiting.append(item)
        length += len(item.source) if isinstance(item, Parsed) else 0
        if len(waiting) >= size or length >= chars or not length:
            yield waiting
            waiting, length = [], 0
    if waiting:
        yield waiting
