"""gouji figures PATH…: every figure of the reports, one a row. Nothing is judged, so it is quick."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from audit.cli.exporting import add_export_options

if TYPE_CHECKING:
    from audit.config import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    add_export_options(parser)


def run(args: argparse.Namespace, config: Config) -> int:
    """Write the table; 2 where an input could not be read or there is no figure."""
    from audit.cli.exporting import export
    from audit.cli.failing import say
    from audit.model import FIGURES

    rows = _Rows(args, config)
    n = export(args, {"figures": (FIGURES, rows)})
    if not n:
        say("no figure was found", "error")
    return 3 if rows.bugs else 2 if rows.failures or not n else 0


class _Rows:
    """The rows, and what could not be read."""

    def __init__(self, args: argparse.Namespace, config: Config) -> None:
        from audit.cli.output import refuse_input
        from audit.read.find import find

        self.args, self.config = args, config
        self.failures = self.bugs = 0
        self.files, self.unfound = find(args.paths)
        refuse_input(args.output, self.files)

    def __iter__(self) -> Iterator[list[Any]]:
        from audit.cli.auditing import say_failure
        from audit.cli.progress import Bar
        from audit.model import FIGURES, Failure
        from audit.scale.run import items

        bar = Bar(not (self.args.quiet or self.args.no_progress))
        n = 0
        for item in items(self.files, self.unfound, self.config, progress=bar):
            if isinstance(item, Failure):
                bar.clear()
                say_failure(item, self.args.debug)
                self.failures += 1
                self.bugs += item.bug
                continue
            n += 1
            count = len(item.figures["start"])
            columns = {
                **item.figures,
                "figure_id": [f"d{n}f{k}" for k in range(1, count + 1)],
                "document": [item.path] * count,
            }
            for row in zip(*(columns[name] for name in FIGURES), strict=True):
                yield ["" if cell is None else cell for cell in row]
        bar.close()
