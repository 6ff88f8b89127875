"""`gouji review PATH… -o review.html`: a page to review the findings of a run in, offline, one file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audit.config import Config
    from audit.model import Run

NAME = "gouji-review.html"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="files, folders or globs: .txt .md .docx .html; - is standard input"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default=NAME, help=f"where to write the page ({NAME}); - prints it"
    )
    parser.add_argument("--title", metavar="TEXT", default="", help="the heading of the page (the report's title)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit the paths and write their review page.

    Returns: 0; 2 where an input could not be read or nothing was checked: the page then shows the rest and says so.
    Raises:  ConfigError: the page cannot be written, or would overwrite a report. Others: as audit.check.
    """
    from audit import check
    from audit.gate.select import exit_of, unchecked
    from audit.read.find import find
    from audit.report.paper.deliver import deliver, is_stdout

    _refuse_input(args.output, find(args.paths)[0])
    audited = check(args.paths, config)
    for failure in audited.failures:
        _say(f"error: {failure.message}")
    if why := unchecked(audited.summary):
        _say(f"error: nothing was checked: {why}")
    page = render(audited, config, getattr(args, "title", "")).encode("utf-8", "replace")
    deliver(args.output, page)
    if not is_stdout(args.output) and not getattr(args, "quiet", False):
        n, found = len(audited.documents), len(audited.findings)
        if config.lang == "zh":
            _say(f"{args.output}：{n} 份报告，发现 {found} 项；用浏览器打开")
        else:
            _say(f"{args.output}: {n} reports, {found} findings; open it in a browser")
    return exit_of(audited.summary, "never")


def render(run: Run, config: Config, title: str = "") -> str:
    """The review page of a run as an HTML document; see `audit.report.review.page.render`."""
    from audit.report.review.page import render

    return render(run, config, title)


def _refuse_input(output: str, files: Iterable[str]) -> None:
    import os

    from audit.errors import ConfigError

    if output not in ("-", "") and any(f != "-" and os.path.realpath(f) == os.path.realpath(output) for f in files):
        raise ConfigError("is one of the reports", path=output, hint="write the page to another file")


def _say(text: str) -> None:
    import sys

    from audit.report.review.display import clean

    print("gouji: " + clean(text), file=sys.stderr)
