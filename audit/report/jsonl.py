"""The same as JSON, a line at a time: each report is followed by its findings, so that nobody waits for the end.

Every line is an object with a `type`: run (first: schema and tool), document, finding, failure, relation (across
reports), summary (last). Their other keys are those of gouji/run/1.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, TextIO

from audit.report import Going, Replay
from audit.report.json import SCHEMA, TOOL, document_dict, dumps, failure_dict, finding_dict

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Run


def render(run: Run, config: Config) -> str:
    """Return a run as lines of JSON."""
    out = io.StringIO()
    write(Replay(run), config, out)
    return out.getvalue()


def write(flow: Going, config: Config, out: TextIO) -> None:  # noqa: ARG001 - the interface of a format
    """Write a run as it goes."""
    from audit.model import Failure

    def line(kind: str, value: dict[str, Any]) -> None:
        out.write(dumps({"type": kind, **value}) + "\n")

    line("run", {"schema": SCHEMA, "tool": TOOL})
    for item in flow:
        if isinstance(item, Failure):
            line("failure", failure_dict(item))
            continue
        for document in item:
            line("document", document_dict(document))
            for f in document.findings:
                line("finding", finding_dict(f))
    for relation in flow.relations:
        line("relation", relation)
    for f in flow.findings:
        line("finding", finding_dict(f))
    line("summary", flow.summary)
