"""gouji baseline: accept today's findings of an old corpus as they stand, so that only new ones fail."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.config import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    from audit.cli.tables import add_gate_options
    from audit.gate.baseline import DEFAULT

    add_gate_options(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", default=DEFAULT, help=f"where to write ({DEFAULT}); - prints it"
    )


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit the paths, write their findings as a baseline; exit code 2 where something could not be read."""
    import sys
    from dataclasses import replace

    from audit.cli.accepting import audited, said
    from audit.gate.baseline import render
    from audit.gate.yaml_file import save

    # the findings of the baseline in force stay in the new one; those that are gone leave it
    result = audited(args, replace(config, baseline=""))
    text = render(result.findings)
    if args.output in ("-", ""):
        sys.stdout.write(text)
    else:
        save(Path(args.output), text)
        n = text.count(chr(10)) - 2 if "[]" not in text else 0
        told = f"{args.output}：{n} 项发现列入基线"
        said(told if config.lang == "zh" else f"{args.output}: {n} findings accepted as they stand", args)
    return result.code
