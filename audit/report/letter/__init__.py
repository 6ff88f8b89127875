"""`gouji letter PATH… -o FOLDER|FILE`: query letters to the reporting authorities (核实函), one each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from audit.report.paper.deliver import day

if TYPE_CHECKING:
    from audit.config import Config

NAME = "gouji-letters"
FORMATS = ("docx", "html", "md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FOLDER|FILE",
        default=NAME,
        help=f"a folder for a file a letter ({NAME}), or one .docx, .html or .md with all of them; - prints Markdown",
    )
    parser.add_argument("--format", choices=FORMATS, default="docx", help="of the files in a folder (docx)")
    parser.add_argument(
        "--level",
        choices=("error", "warning", "info"),
        default="warning",
        help="ask about findings from this level up (warning)",
    )
    parser.add_argument("--from", dest="sender", metavar="NAME", default="", help="who writes 发函单位 (left blank)")
    parser.add_argument("--contact", metavar="TEXT", default="", help="whom to answer, with telephone 联系人")
    parser.add_argument("--number", metavar="TEXT", default="", help="the number of the letters 文号")
    parser.add_argument("--date", metavar="DATE", type=day, help="their date, 2024-05-20 (left blank)")
    parser.add_argument("--reply-by", metavar="DATE", type=day, help="the day to answer by (left blank)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit the paths and write the letters.

    Returns: 0; 2 where an input could not be read or nothing was checked.
    Raises:  ConfigError: a letter cannot be written, or would overwrite a report. InputError, SuiteError: as in
        audit.check.
    """
    import os
    from pathlib import Path

    from audit.gate.select import exit_of
    from audit.report.letter.content import Wishes, letters, paper_of
    from audit.report.paper.deliver import WRITERS, audited, deliver, is_stdout, say, suffix_of, written
    from audit.report.paper.facts import name_of
    from audit.report.paper.text import file_name

    folder = not is_stdout(args.output) and (
        os.path.isdir(args.output) or args.output.endswith(("/", os.sep)) or not Path(args.output).suffix
    )
    suffix = f".{args.format}" if folder else suffix_of(args.output, WRITERS)
    run_ = audited(args, config, [] if folder else [args.output])
    wishes = Wishes(args.sender, args.contact, args.number, args.date or "", args.reply_by or "", args.level)
    made = letters(run_, args.level)
    zh = config.lang == "zh"
    quiet = getattr(args, "quiet", False) or is_stdout(args.output)
    if folder:
        if made:
            _folder(args.output)
        for n, letter in enumerate(made, 1):
            to = letter.authority or name_of(letter.documents[0])
            path = os.path.join(args.output, f"gouji-letter-{n:0{len(str(len(made)))}d}-{file_name(to)}{suffix}")
            deliver(path, written(paper_of([letter], run_, config, wishes), suffix))
            if not quiet:
                n = len(letter.asked)
                say(f"{path}：{n} 个问题" if zh else f"{path}: {n} questions")
    else:
        deliver(args.output, written(paper_of(made, run_, config, wishes), suffix))
        if not quiet:
            n, asked = len(made), sum(len(x.asked) for x in made)
            say(f"{args.output}：{n} 封函，{asked} 个问题" if zh else f"{args.output}: {n} letters, {asked} questions")
    if not made:
        none, nor = (
            ("没有需要函询的事项：该级别以上没有未豁免的发现", "，未写任何文件")
            if zh
            else ("no letter: no finding is open at that level", ", and nothing was written")
        )
        say(none + (nor if folder else ""))
    return exit_of(run_.summary, "never")


def _folder(path: str) -> None:
    """Make the folder for the letters.

    Raises: ConfigError: it cannot be made.
    """
    import os

    from audit.errors import ConfigError

    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"cannot be made: {error.strerror}", path=path, hint="name another folder") from error
