"""What the commands of the gate have in common: an audit of their paths, and what is said on the error stream."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.config import Config

if TYPE_CHECKING:
    from audit.model import Finding

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Result:
    """The findings of an audit, accepted ones marked; and its exit code if no finding counts: 0, 2 or 3."""

    findings: list[Finding]
    code: int


def audited(args: argparse.Namespace, config: Config) -> Result:
    """Audit the paths of a command. What cannot be read is said; the rest is audited.

    Raises: InputError, ConfigError, SuiteError: as audit.check.
    """
    from audit import check
    from audit.gate.accepted import Accepted
    from audit.gate.select import exit_of, unchecked

    accepted = Accepted(config)
    run = check(args.paths, config)
    for failed in run.failures:
        said(f"error: {failed.message}", args, always=True)
    if why := unchecked(run.summary):
        said(f"error: nothing was checked: {why}", args, always=True)
    return Result(accepted.mark(run.findings), exit_of(run.summary, "never"))


def said(text: str, args: argparse.Namespace, always: bool = False) -> None:
    """Print a line on the error stream; --quiet leaves only errors."""
    if always or not getattr(args, "quiet", False):
        print("gouji: " + _UNPRINTABLE.sub("?", text), file=sys.stderr)
