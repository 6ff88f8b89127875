"""gouji check PATH…: audit reports, and write what does not tie in the format asked for."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from audit.cli.arguments import LEVELS

if TYPE_CHECKING:
    from audit.cli.auditing import Watched
    from audit.config import Config

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or globs: .txt .md .docx .html; - is standard input")
    parser.add_argument("--format", choices=FORMATS, help="of the output (text; github inside GitHub Actions)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")
    parser.add_argument("--fail-on", choices=LEVELS, help="the level from which findings make the exit code 1 (error)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit, write, and return the exit code."""
    from audit.cli.auditing import exit_code, watched
    from audit.cli.output import text_output
    from audit.report import STREAMED, renderer

    form = args.format or _usual_format(args)
    module = renderer(form)
    flow = watched(args, config)
    with text_output(args.output, machine=form != "text") as out:
        if form == "text":
            _text(flow, args, config, out)
        elif form in STREAMED:
            module.write(flow, config, out)
        else:
            from audit.scale.run import collect

            out.write(module.render(collect(flow), config))
    return exit_code(flow, config)


def _usual_format(args: argparse.Namespace) -> str:
    """Text; inside GitHub Actions annotations, unless a file is asked for."""
    if os.environ.get("GITHUB_ACTIONS") == "true" and not args.output:
        from audit.report import github

        if github.active():
            return "github"
    return "text"


def _text(flow: Watched, args: argparse.Namespace, config: Config, out) -> None:
    from audit.report import text
    from audit.report.paint import Paint, wants_colour

    terminal = out is sys.stdout and out.isatty()
    colour = wants_colour(args.color, out) if out is sys.stdout else args.color == "always"
    text.write(flow, config, flow.bar.beside(out), paint=Paint(colour), columns=_columns() if terminal else text.WIDTH, quiet=args.quiet)


def _columns() -> int:
    """The width of the terminal; COLUMNS is believed."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
