"""gouji check on datasets: tables judged by the rules that their heads name, beside the reports of the same run."""

from __future__ import annotations

import argparse
import copy
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.config import Config
    from audit.dataset.gate import GateRun
    from audit.model import Audited, Failure, Finding


def with_tables(args: argparse.Namespace, config: Config) -> Mixed | None:
    """A run of paths among which there are datasets; None where there are none.

    Raises: as audit.cli.auditing.watched.
    """
    tables, reports = split(args.paths)
    return Mixed(tables, reports, args, config) if tables else None


def split(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """The paths that are of datasets, and those of reports; standard input is a report."""
    tables: list[str] = []
    reports: list[str] = []
    for path in paths:
        (tables if path != "-" and _is_table(path) else reports).append(path)
    return tables, reports


def add_gate_options(parser: argparse.ArgumentParser) -> None:
    """Add what a command takes that judges datasets as the gate does."""
    group = parser.add_argument_group("datasets")
    group.add_argument("--contract", metavar="FILE", help="what the dataset must keep, as with gouji gate")
    group.add_argument("--reports", nargs="+", metavar="PATH", help="trace its values to these, as with gouji gate")


def gated(paths: list[str], args: argparse.Namespace, config: Config) -> GateRun:
    """Judge datasets as the gate does: by the contract of the arguments, traced to their reports.

    Raises: ConfigError, InputError: as `run_gate`; a contract that cannot be read.
    """
    from audit.cli.auditing import say_failure
    from audit.cli.gate import add_trace, read
    from audit.cli.tracing import traced
    from audit.dataset.contract import load_contract
    from audit.dataset.gate import run_gate

    contract = load_contract(args.contract) if args.contract else None
    tables, failures = read(paths, args)
    found = traced(args, config, tables, list(contract.keys) if contract else None)
    more, sources = (found.findings, [p.path for p in found.parsed]) if found else (None, ())
    gate = run_gate(tables, contract, config, failures=failures, locate=False, more=more, sources=sources)
    for failure in gate.run.failures:
        say_failure(failure, getattr(args, "debug", False))
    if found:
        add_trace(gate, found)
    return gate


def _is_table(path: str) -> bool:
    import glob
    import os

    from audit.dataset.read import is_dataset

    if glob.has_magic(path) and not os.path.exists(path):
        found = glob.glob(path, recursive=True)
        return bool(found) and all(map(is_dataset, found))
    return is_dataset(path)


class Mixed:
    """Reports, then tables, as one run on its way to a renderer."""

    def __init__(self, tables: list[str], reports: list[str], args: argparse.Namespace, config: Config) -> None:
        from audit.cli.auditing import watched
        from audit.cli.output import refuse_input
        from audit.cli.progress import Bar

        self.args, self.config, self.paths = args, config, tables
        refuse_input(getattr(args, "output", None), tables)
        only = copy.copy(args)
        only.paths = reports
        self._reports = watched(only, config) if reports else None
        self.bar = self._reports.bar if self._reports else Bar(False)
        self.relations: list[dict[str, Any]] = []
        self.findings: list[Finding] = []
        self.failures: list[Failure] = []
        self.summary: dict[str, Any] = {}

    def __iter__(self) -> Iterator[list[Audited] | Failure]:
        from audit.cli.auditing import say_failure
        from audit.cli.gate import read
        from audit.dataset.gate import run_gate
        from audit.model import Failure

        done = 0
        if self._reports:
            for item in self._reports:
                done += 0 if isinstance(item, Failure) else len(item)
                yield item
            self.relations, self.findings = self._reports.relations, list(self._reports.findings)
            self.failures = list(self._reports.failures)
        tables, failures = read(self.paths, self.args)
        gate = run_gate(tables, None, self.config, failures=failures, first=done)
        for failure in gate.run.failures:
            failure.after += done
            say_failure(failure, self.args.debug)
            self.failures.append(failure)
            yield failure
        if gate.run.documents:
            yield gate.run.documents
        owned = {d.id for d in gate.run.documents}
        known = {f.fingerprint for f in self.findings}
        self.findings += [f for f in gate.findings if f.document not in owned and f.fingerprint not in known]
        self.summary = _added(self._reports.summary, gate.summary) if self._reports else gate.summary


def _added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two summaries as one: numbers add up, what only one has is kept."""
    out = dict(one)
    for key, value in other.items():
        held = out.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            out[key] = _added(held, value)
        elif isinstance(held, int) and isinstance(value, int) and not isinstance(held, bool):
            out[key] = held + value
        elif key not in out:
            out[key] = value
    return out
