"""Where a paper goes: the writer by the output's suffix, a file that appears when it is whole, or standard output."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import ConfigError

if TYPE_CHECKING:
    import argparse

    from audit.config import Config
    from audit.model import Run
    from audit.report.paper.blocks import Paper

WRITERS = {".docx": "to_docx", ".html": "to_html", ".htm": "to_html", ".md": "to_markdown", ".markdown": "to_markdown"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def day(text: str) -> str:
    """Read a date for argparse: 2024-05-20.

    Raises: ArgumentTypeError: it is none.
    """
    import argparse
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2024-05-20") from error


def suffix_of(output: str, known: Iterable[str]) -> str:
    """The suffix of an output, in small letters; .md for standard output.

    Raises: ConfigError: it is none of `known`.
    """
    if is_stdout(output):
        return ".md"
    suffix = Path(output).suffix.lower()
    if suffix not in known:
        said = f"has the suffix {suffix}, which is not written here" if suffix else "has no suffix"
        raise ConfigError(said, path=output, hint="end it in " + ", ".join(known))
    return suffix


def written(paper: Paper, suffix: str) -> bytes:
    """The paper as bytes of the format of a suffix."""
    from importlib import import_module

    return import_module(f"audit.report.paper.{WRITERS[suffix]}").write(paper)


def audited(args: argparse.Namespace, config: Config, outputs: Iterable[str]) -> Run:
    """Audit the paths of a command; what could not be read is said on the error stream.

    Raises: ConfigError: an output is one of the reports. InputError, SuiteError: as audit.check.
    """
    from audit import check
    from audit.gate.select import unchecked
    from audit.read.find import find

    targets = {os.path.realpath(o) for o in outputs if not is_stdout(o)}
    for file in find(args.paths)[0]:
        if file != "-" and os.path.realpath(file) in targets:
            raise ConfigError("is one of the reports", path=file, hint="write to another file")
    run = check(args.paths, config)
    for failure in run.failures:
        say(f"error: {failure.message}")
    if why := unchecked(run.summary):
        say(f"error: nothing was checked: {why}")
    return run


def deliver(output: str, data: bytes) -> None:
    """Write a file, which takes its name when it is whole, or standard output.

    Raises: ConfigError: it cannot be written.
    """
    if is_stdout(output):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(output))
    if target.is_dir():
        raise ConfigError("is a folder", path=output, hint="name a file")
    plain = target.exists() and not target.is_file()  # /dev/null, a pipe
    part = target if plain else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if not plain:
            os.replace(part, target)
    except OSError as error:
        if not plain:
            part.unlink(missing_ok=True)
        hint = "name a file in a folder that exists" if not target.parent.is_dir() else "is it open in Word or Excel?"
        raise ConfigError(f"cannot be written: {error.strerror}", path=output, hint=hint) from error


def is_stdout(output: str) -> bool:
    """Does an output mean standard output?"""
    return output in ("-", "")


def say(text: str) -> None:
    """Print a line on the error stream, nothing raw in it."""
    print("gouji: " + _UNPRINTABLE.sub("?", text), file=sys.stderr)
