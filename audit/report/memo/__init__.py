"""`gouji memo PATH… -o memo.docx|.html|.md`: the audit memo of a run (核查备忘录), for an auditor to sign."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from audit.report.paper.deliver import day

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Run
    from audit.report.memo.content import Signing

NAME = "gouji-memo.docx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", default=NAME, help=f".docx, .html or .md ({NAME}); - prints Markdown"
    )
    parser.add_argument("--title", metavar="TEXT", default="", help="the title of the memo")
    parser.add_argument("--number", metavar="TEXT", default="", help="the number of the working paper 底稿编号")
    parser.add_argument(
        "--prepared-by", metavar="NAME", default="", help="who prepared it 编制 (left blank to be signed)"
    )
    parser.add_argument(
        "--reviewed-by", metavar="NAME", default="", help="who reviewed it 复核 (left blank to be signed)"
    )
    parser.add_argument("--date", metavar="DATE", type=day, help="its date, 2024-05-20 (left blank)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit the paths and write their memo.

    Returns: 0; 2 where an input could not be read or nothing was checked: the memo then shows the rest and says so.
    Raises:  ConfigError: the memo cannot be written, or would overwrite a report. InputError, SuiteError: as in
        audit.check.
    """
    from audit.gate.select import exit_of
    from audit.report.memo.content import Signing
    from audit.report.paper.deliver import WRITERS, audited, deliver, is_stdout, say, suffix_of

    suffix = suffix_of(args.output, WRITERS)
    run_ = audited(args, config, [args.output])
    signing = Signing(args.title, args.number, args.prepared_by, args.reviewed_by, args.date or "")
    deliver(args.output, render(run_, config, suffix, signing))
    if not is_stdout(args.output) and not getattr(args, "quiet", False):
        zh, n, found = config.lang == "zh", len(run_.documents), len(run_.findings)
        say(f"{args.output}：{n} 份报告，发现 {found} 项" if zh else f"{args.output}: {n} reports, {found} findings")
    return exit_of(run_.summary, "never")


def render(run: Run, config: Config, suffix: str = ".md", signing: Signing | None = None) -> bytes:
    """The memo of a run.

    Args:    run, config: of the audit. suffix: .md, .html or .docx. signing: number, names and date, or None.
    Returns: the file's bytes, the same for the same run.
    """
    from audit.report.memo.content import Signing, memo
    from audit.report.paper.deliver import written

    return written(memo(run, config, signing or Signing()), suffix)
