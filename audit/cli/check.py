"""gouji check PATH…: audit reports, and write what does not tie in the format asked for."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from audit.cli.arguments import LEVELS

if TYPE_CHECKING:
    from audit.cli.progress import Bar
    from audit.config import Config
    from audit.model import Run
    from audit.report import Going

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="files, folders or globs: .txt .md .docx .html, tables (.csv .tsv .jsonl .parquet .xlsx); "
        "- is standard input",
    )
    parser.add_argument("--format", choices=FORMATS, help="of the output (text; github inside GitHub Actions)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")
    parser.add_argument(
        "--also",
        type=_also,
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write the same run in another format too: sarif=gouji.sarif; may be given several times",
    )
    parser.add_argument("--fail-on", choices=LEVELS, help="the level from which findings make the exit code 1 (error)")


def _also(text: str) -> tuple[str, str]:
    """Read FORMAT=FILE."""
    name, _, path = text.partition("=")
    if name not in FORMATS or path in ("", "-"):
        raise argparse.ArgumentTypeError(f"{text!r} is not FORMAT=FILE, such as sarif=gouji.sarif")
    return name, path


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit, write, and return the exit code."""
    from audit.cli.auditing import exit_code, watched
    from audit.cli.output import text_output
    from audit.cli.tables import with_tables
    from audit.report import STREAMED, Replay, renderer
    from audit.scale.run import collect

    form = args.format or _usual_format(args)
    module = renderer(form)
    watching = with_tables(args, config) or watched(args, config)
    flow: Going = watching
    if args.also:  # several formats are written from one run: it is kept, and goes by once more for each
        whole = collect(watching)
        _write(whole, args.also, config)
        flow = Replay(whole)
    with text_output(args.output, machine=form != "text") as out:
        if form == "text":
            _text(flow, watching.bar, args, config, out)
        elif form in STREAMED:
            module.write(flow, config, out)
        else:
            run_ = collect(flow)
            out.write(module.render(run_, config))
            if form == "github":
                module.write_summary(run_, config)
    return exit_code(flow, config)


def _write(whole: Run, also: Iterable[tuple[str, str]], config: Config) -> None:
    """Write a run in each format to its file."""
    from audit.cli.output import refuse_input, text_output
    from audit.report import renderer

    for name, path in also:
        refuse_input(path, [d.parsed.path for d in whole.documents])
        with text_output(path, machine=True) as out:
            out.write(renderer(name).render(whole, config))


def _usual_format(args: argparse.Namespace) -> str:
    """Text; inside GitHub Actions annotations, unless a file is asked for."""
    if os.environ.get("GITHUB_ACTIONS") == "true" and not args.output:
        from audit.report import github

        if github.active():
            return "github"
    return "text"


def _text(flow: Going, bar: Bar, args: argparse.Namespace, config: Config, out: TextIO) -> None:
    from audit.report import text
    from audit.report.paint import Paint, wants_colour

    to_console = out is sys.stdout
    colour = wants_colour(args.color, out) if to_console else args.color == "always"
    columns = _columns() if to_console and out.isatty() else text.WIDTH
    if to_console and os.environ.get("GITHUB_ACTIONS") == "true":
        from audit.report.github import guard

        whole = io.StringIO()  # a line of a report must not become a command of the workflow
        text.write(flow, config, whole, paint=Paint(colour), columns=columns, quiet=args.quiet)
        out.write(guard(whole.getvalue()) if whole.getvalue() else "")
        return
    text.write(flow, config, bar.beside(out), paint=Paint(colour), columns=columns, quiet=args.quiet)


def _columns() -> int:
    """The width of the terminal; COLUMNS is believed."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
