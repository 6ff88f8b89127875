"""Arguments: one parser a command, made when the command is asked for; options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

from audit.cli.commands import COMMANDS, Command

ENGINES = ("local",)
LEVELS = ("error", "warning", "info", "never")
EPILOG = """\
exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage, configuration or input that could not be read,
and nothing checked; 3 a bug. Settings: [tool.gouji] in pyproject.toml, or gouji.toml. Nothing is ever sent anywhere."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help whose options and their texts stand side by side."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)
        self._action_max_length = 14  # argparse forgets the indent of commands, and breaks the line of the longest


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Help, **settings)

    def error(self, message: str) -> NoReturn:
        from audit.cli.failing import say

        say(f"{message}\ntry: {self.prog} --help")
        self.exit(2)


def parse_arguments(argv: Sequence[str]) -> tuple[ModuleType, argparse.Namespace] | int:
    """Read the command line.

    Args:    argv: the arguments.
    Returns: the command's module and its arguments; an exit code where there is no command to run.
    Raises:  SystemExit: arguments that are not understood (2), or help was given (0).
    """
    name = next((word for word in argv if not word.startswith("-")), None)
    command = next((c for c in COMMANDS if c.name == name), None)
    parser = _Parser(
        prog="gouji",
        description="勾稽: audits whether the figures in reports agree. 核对报告中的数字是否勾稽相符。",
        epilog=EPILOG,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    chosen = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Parser)
    module = None
    for c in COMMANDS:
        if c is not command:
            chosen.add_parser(c.name, help=c.help, add_help=False)
            continue
        module = _module(c)
        epilog = EPILOG if c.audits else None
        own = chosen.add_parser(c.name, help=c.help, description=c.help, epilog=epilog)
        module.add_arguments(own)
        if c.audits:
            add_audit_options(own, c.judges)
        add_common_options(own)
    if name is not None and command is None:
        parser.error(_unknown(name))
    args = parser.parse_args(argv)
    if args.version:
        from audit import __version__

        print(f"gouji {__version__}")
        return 0
    if module is None:
        parser.print_help()
        return 2
    return module, args


def _module(command: Command) -> ModuleType:
    from importlib import import_module

    return import_module(command.module)


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    names = [c.name for c in COMMANDS]
    near = get_close_matches(name, names, n=1)
    return f"there is no command {name!r}; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}")


def add_audit_options(parser: argparse.ArgumentParser, judges: bool = True) -> None:
    """Add what every command takes that audits paths, as far as the command has not defined it itself.

    Args: parser: of the command. judges: False: it only parses, so nothing is selected or accepted.
    """
    if not any(action.dest == "paths" for action in parser._actions):
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="files, folders or globs: .txt .md .docx .html; - is standard input",
        )
    if judges:
        _add_checking(parser)
    group = parser.add_argument_group("how it runs")
    _add(group, parser, "--jobs", type=number, metavar="N", help="processes (1); 0: as many as there are processors")
    if judges:
        _add(group, parser, "--engine", choices=ENGINES, help="where relations are judged (local)")
    _add(group, parser, "--no-progress", action="store_true", help="no progress bar on long runs")


def _add_checking(parser: argparse.ArgumentParser) -> None:
    """Add what says which findings there are, and which of them are accepted."""
    group = parser.add_argument_group("what is checked")
    only = {"type": codes, "action": "extend", "metavar": "CODES"}
    _add(group, parser, "--select", **only, help="only these codes, or beginnings of codes: RAT,SUM101")
    _add(group, parser, "--ignore", **only, help="not these")
    _add(group, parser, "--suite", metavar="NAME|FILE", help="the suite of checks and severities to run (general)")
    _add(group, parser, "--waivers", metavar="FILE", help="findings that are accepted, each with its reason")
    _add(group, parser, "--baseline", metavar="FILE", help="findings that were accepted as they stood")
    _add(group, parser, "--today", type=day, metavar="DATE", help="the day by which waivers expire (the system's date)")


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes, as far as the command has not defined it itself."""
    group = parser.add_argument_group("common")
    _add(group, parser, "--lang", choices=("zh", "en"), help="language of messages (zh)")
    _add(
        group,
        parser,
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour (auto: on a terminal, unless NO_COLOR)",
    )
    _add(
        group,
        parser,
        "--quiet",
        "-q",
        action="store_true",
        help="findings and failures only: no summary, no notes, no progress",
    )
    _add(
        group, parser, "--config", metavar="FILE", help="settings, instead of the nearest gouji.toml or pyproject.toml"
    )
    _add(group, parser, "--debug", action="store_true", help="tracebacks of bugs")


def _add(group: argparse._ArgumentGroup, parser: argparse.ArgumentParser, *names: str, **settings: Any) -> None:
    free = [name for name in names if name not in parser._option_string_actions]
    if names[0] in free:
        group.add_argument(*free, **settings)


def codes(text: str) -> list[str]:
    """Read RAT101,SUM."""
    return [word.strip() for word in text.split(",") if word.strip()]


def number(text: str) -> int:
    """Read a number of processes."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def day(text: str) -> str:
    """Read a date, 2026-01-31."""
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-01-31") from error
