"""What the commands that audit have in common: the run of their paths, and what is said of it on the error stream."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from audit.cli.failing import say

if TYPE_CHECKING:
    from audit.cli.progress import Bar
    from audit.config import Config
    from audit.model import Audited, Failure
    from audit.pipeline import Flow
    from audit.report import Going


SHOWN = 5  # documents of a folder that are named as not read


class Watched:
    """A run on its way to a renderer: says failures, and reports without a figure, as they come by."""

    def __init__(self, flow: Flow, args: argparse.Namespace, bar: Bar) -> None:
        self.flow, self.args, self.bar = flow, args, bar

    def __iter__(self) -> Iterator[list[Audited] | Failure]:
        from audit.model import Failure

        for item in self.flow:
            if isinstance(item, Failure):
                self.bar.clear()
                say_failure(item, self.args.debug)
            elif not self.args.quiet:
                for document in item:
                    if not document.parsed.figures["start"]:
                        self.bar.clear()
                        say(f"{document.parsed.path}: no figure was found in it", "note")
            yield item
        self.bar.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.flow, name)


def say_failure(failure: Failure, debug: bool) -> None:
    """Say why an input could not be audited."""
    say(failure.message, "bug" if failure.bug else "error")
    if debug and failure.detail:
        say(failure.detail.rstrip())


def watched(args: argparse.Namespace, config: Config) -> Watched:
    """Start the run of a command's paths.

    Raises: InputError, ConfigError, SuiteError, CatalogueError: before anything is audited.
    """
    from audit.cli.output import refuse_input
    from audit.cli.progress import Bar
    from audit.pipeline import Flow
    from audit.read.find import find
    from audit.read.source import passed_over
    from audit.scale.run import items

    files, failures = find(args.paths)
    refuse_input(getattr(args, "output", None), files)
    if not args.quiet:
        over = passed_over(args.paths)
        for file, why in over[:SHOWN]:
            say(f"{file}: {why}", "note")
        if len(over) > SHOWN:
            say(f"{len(over) - SHOWN} more documents in formats that are not read", "note")
    bar = Bar(not (args.quiet or args.no_progress))
    return Watched(Flow(items(files, failures, config, progress=bar), config), args, bar)


def exit_code(flow: Going, config: Config) -> int:
    """The exit code of a run that is over. What checked nothing says so: it is never a pass."""
    from audit.gate.select import exit_of, unchecked

    summary = flow.summary
    if why := unchecked(summary):
        say(f"nothing was checked: {why}", "error")
    return exit_of(summary, config.fail_on)
