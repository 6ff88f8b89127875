"""What `waive` and `baseline` have in common: an audit of their paths, and what is said on the error stream."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.config import Config
from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.model import Finding

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Result:
    """The findings of an audit, accepted ones marked; and its exit code if no finding counts: 0, 2 or 3."""

    findings: list[Finding]
    code: int


def audited(args: argparse.Namespace, config: Config) -> Result:
    """Audit the paths of a command, datasets as the gate does. What cannot be read is said; the rest is audited.

    Raises: InputError, ConfigError, SuiteError: as audit.check.
    """
    from audit.cli.tables import gated, split

    tables, reports = split(args.paths)
    if not tables and (args.contract or args.reports):
        raise ConfigError("--contract and --reports are for datasets, and no path is one", hint="csv, jsonl, xlsx …")
    findings: list[Finding] = []
    code = 0
    if reports:
        found = _checked(reports, args, config)
        findings, code = found.findings, found.code
    if tables:
        from audit.dataset.gate import code_of, unchecked

        gate = gated(tables, args, config)
        if why := gate.summary.get("trace", {}).get("nothing"):
            said(f"error: nothing was traced: {why}", args, always=True)
        elif not gate.summary.get("trace", {}).get("checked") and (why := unchecked(gate.summary)):
            said(f"error: nothing was checked: {why}", args, always=True)
        findings, code = findings + gate.findings, max(code, code_of(gate.summary, "never"))
    return Result(findings, code)


def _checked(paths: list[str], args: argparse.Namespace, config: Config) -> Result:
    from audit import check
    from audit.gate.accepted import Accepted
    from audit.gate.select import exit_of, unchecked

    accepted = Accepted(config)
    run = check(paths, config)
    for failed in run.failures:
        said(f"error: {failed.message}", args, always=True)
    if why := unchecked(run.summary):
        said(f"error: nothing was checked: {why}", args, always=True)
    return Result(accepted.mark(run.findings), exit_of(run.summary, "never"))


def said(text: str, args: argparse.Namespace, always: bool = False) -> None:
    """Print a line on the error stream; --quiet leaves only errors."""
    if always or not getattr(args, "quiet", False):
        print("gouji: " + _UNPRINTABLE.sub("?", text), file=sys.stderr)
