"""`gouji checklist PATH… -o list.xlsx|.md|.html`: what a reviewer verifies (复核清单); `read_marks` reads it back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from audit.report.paper.deliver import day

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Run
    from audit.report.checklist.marks import Mark

NAME = "gouji-checklist.xlsx"
SUFFIXES = (".xlsx", ".html", ".htm", ".md", ".markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", default=NAME, help=f".xlsx, .html or .md ({NAME}); - prints Markdown"
    )
    parser.add_argument(
        "--all", action="store_true", help="a row for every relation that was checked, not for the findings alone"
    )
    parser.add_argument("--date", metavar="DATE", type=day, help="its date, 2024-05-20 (left blank)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit the paths and write the checklist.

    Returns: 0; 2 where an input could not be read or nothing was checked: the list then holds the rest.
    Raises:  ConfigError: it cannot be written, or would overwrite a report. InputError, SuiteError: as audit.check.
    """
    from audit.gate.select import exit_of
    from audit.report.checklist.items import items
    from audit.report.paper.deliver import audited, deliver, is_stdout, say, suffix_of

    suffix = suffix_of(args.output, SUFFIXES)
    run_ = audited(args, config, [args.output])
    rows = items(run_, config, args.all)
    deliver(args.output, _written(rows, run_, config.lang, suffix, args.date or ""))
    if not is_stdout(args.output) and not getattr(args, "quiet", False):
        zh, n, found = config.lang == "zh", len(rows), len(run_.findings)
        say(f"{args.output}：{n} 行，发现 {found} 项" if zh else f"{args.output}: {n} rows, {found} findings")
    return exit_of(run_.summary, "never")


def render(run: Run, config: Config, suffix: str = ".md", every: bool = False, date: str = "") -> bytes:
    """The checklist of a run.

    Args:    run, config: of the audit. suffix: .xlsx, .html or .md. every: all relations, not the findings alone.
    Returns: the file's bytes, the same for the same run.
    """
    from audit.report.checklist.items import items

    return _written(items(run, config, every), run, config.lang, suffix, date)


def read_marks(path: str | Path) -> list[Mark]:
    """The marks of a filled checklist; see `audit.report.checklist.marks.read_marks`."""
    from audit.report.checklist.marks import read_marks

    return read_marks(path)


def _written(rows: list, run: Run, lang: str, suffix: str, date: str) -> bytes:
    if suffix == ".xlsx":
        from audit.report.checklist.to_xlsx import write

        return write(rows, run, lang, date)
    from audit.report.checklist.page import paper_of
    from audit.report.paper.deliver import written

    return written(paper_of(rows, run, lang, date), suffix)
