"""gouji/run/1: the JSON that other programs read. Written as the run goes; docs/schema/run.schema.json describes it."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from audit import __version__
from audit.report import Going, Replay, Sink
from audit.tables import figure_dicts

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Audited, Failure, Finding, Run

SCHEMA = "gouji/run/1"
TOOL = {"name": "gouji", "version": __version__}
SPOOL_BYTES = 8 * 2**20


def render(run: Run, config: Config) -> str:
    """Return a run as one JSON object."""
    out = io.StringIO()
    write(Replay(run), config, out)
    return out.getvalue()


def write(flow: Going, config: Config, out: TextIO) -> None:  # noqa: ARG001 - the interface of a format
    """Write a run as it goes. Findings come after all documents in the schema, so they wait in a temporary file."""
    from audit.model import Failure

    out.write(f'{{"schema": {dumps(SCHEMA)}, "tool": {dumps(TOOL)},\n"documents": [')
    failures = []
    with tempfile.SpooledTemporaryFile(
        max_size=SPOOL_BYTES, mode="w+", encoding="utf-8", errors="surrogatepass", newline=""
    ) as found:
        findings = _List(found)
        documents = _List(out)
        for item in flow:
            if isinstance(item, Failure):
                failures.append(failure_dict(item))
                continue
            for document in item:
                documents.add(document_dict(document))
                findings.extend(finding_dict(f) for f in document.findings)
        findings.extend(finding_dict(f) for f in flow.findings)
        out.write('],\n"relations": [')
        _List(out).extend(flow.relations)
        out.write('],\n"findings": [')
        found.seek(0)
        while part := found.read(1 << 16):
            out.write(part)
    out.write('],\n"failures": [')
    _List(out).extend(failures)
    out.write(f'],\n"summary": {dumps(flow.summary)}}}\n')


class _List:
    """The items of one JSON array, one a line."""

    def __init__(self, out: Sink) -> None:
        self.out, self.between = out, "\n"

    def add(self, item: dict[str, Any]) -> None:
        self.out.write(self.between + dumps(item))
        self.between = ",\n"

    def extend(self, items: Iterable[dict[str, Any]]) -> None:
        for item in items:
            self.add(item)


def dumps(value: object) -> str:
    """Return a value on one line of JSON; control characters get their escapes, nothing else needs any."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def document_dict(document: Audited) -> dict[str, Any]:
    """Return one report: what it is, its figures, relations and ledger."""
    p = document.parsed
    return {
        "id": document.id,
        "path": p.path,
        "sha256": p.sha256,
        "title": p.title,
        "place": p.place,
        "year": p.year,
        "chars": len(p.source),
        "genre": p.genre,
        "signed": p.signed or None,
        "published": p.published or None,
        "format": p.format,
        "encoding": p.encoding,
        "notes": list(p.notes),
        "rounding": document.rounding,
        "figures": figure_dicts(p),
        "relations": document.relations,
        "ledger": document.ledger,
    }


def finding_dict(f: Finding) -> dict[str, Any]:
    """Return one finding."""
    return {
        "code": f.code,
        "name": f.name,
        "severity": f.severity,
        "document": f.document or None,
        "path": f.path,
        "start": f.start,
        "end": f.end,
        "line": f.line,
        "column": f.column,
        "places": [
            {"path": p.path, "start": p.start, "end": p.end, "role": p.role, "figure": p.figure or None, "text": p.text}
            for p in f.places
        ],
        "message": f.message,
        "help": f.help,
        "formula": f.formula,
        "reported": f.reported,
        "expected": f.expected,
        "label": f.label,
        "relation": f.relation,
        "how": f.how,
        "also": list(f.also),
        "suspects": [
            {"figure": s.figure, "printed": s.printed, "repair": s.repair, "slip": s.slip, "score": s.score}
            for s in f.suspects
        ],
        "alternatives": list(f.alternatives),
        "fingerprint": f.fingerprint,
        "waiver": f.waiver,
    }


def failure_dict(failed: Failure) -> dict[str, Any]:
    """Return one input that could not be audited."""
    return {"path": failed.path, "message": failed.message, "bug": failed.bug}
