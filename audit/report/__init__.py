"""Findings -> what their readers want: one module a format, found by its name.

A format is a module `audit.report.<format>` with `render(run, config) -> str`. Formats of STREAMED have besides
`write(flow, config, out)`, which writes a run as it goes, in bounded memory. Commands such as memo or review are
modules with `add_arguments(parser)` and `run(args, config) -> int`; the table of audit.cli names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.model import Audited, Failure, Finding, Run

STREAMED = ("text", "json", "jsonl")


def renderer(name: str) -> ModuleType:
    """Import the module of a format.

    Raises: ConfigError: there is no such format.
    """
    from importlib import import_module

    from audit.config import FORMATS

    if name not in FORMATS:
        raise ConfigError(f"unknown format {name!r}", hint="formats: " + ", ".join(FORMATS))
    return import_module(f"audit.report.{name}")


class Sink(Protocol):
    """Where text goes: a file, a terminal beside its progress bar."""

    def write(self, text: str, /) -> object: ...


class Going(Protocol):
    """A run as it goes by: audit.pipeline.Flow, or Replay. The attributes are whole when the iteration is over."""

    relations: list[dict[str, Any]]
    findings: list[Finding]
    failures: list[Failure]

    @property
    def summary(self) -> dict[str, Any]: ...

    def __iter__(self) -> Iterator[Sequence[Audited] | Failure]: ...


class Replay:
    """A run that is at hand, as it went by: what the streamed formats write is the same either way."""

    def __init__(self, run: Run) -> None:
        self._run = run
        owned = {d.id for d in run.documents}
        self._of: dict[str, list[Finding]] = {}
        self.findings: list[Finding] = []
        for f in run.findings:
            if f.document in owned:
                self._of.setdefault(f.document, []).append(f)
            else:
                self.findings.append(f)
        self.relations, self.failures, self.summary = run.relations, run.failures, run.summary

    def __iter__(self) -> Iterator[Sequence[Audited] | Failure]:
        from dataclasses import replace

        failures = list(self._run.failures)
        for n, d in enumerate(self._run.documents):
            while failures and failures[0].after <= n:
                yield failures.pop(0)
            yield [replace(d, findings=self._of.get(d.id, []))]
        yield from failures
