"""The command line: arguments in, exit code out; no logic. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:    argv: the arguments, those of the process where None.
    Returns: the exit code: 0 nothing loud enough, 1 findings, 2 usage, configuration or input, 3 a bug.
    """
    import argparse
    import sys
    from pathlib import Path

    from audit.config import load, with_options
    from audit.report.json import render
    from audit.scale.run import check

    p = argparse.ArgumentParser(prog="gouji")
    p.add_argument("command", choices=["check"])
    p.add_argument("paths", nargs="+")
    p.add_argument("--format", default="json")
    p.add_argument("-o", "--output")
    p.add_argument("--fail-on", dest="fail_on")
    p.add_argument("--jobs", type=int)
    p.add_argument("--lang")
    p.add_argument("--suite")
    a = p.parse_args(argv)
    config = with_options(load(), fail_on=a.fail_on, jobs=a.jobs, lang=a.lang, suite=a.suite)
    run = check(a.paths, config)
    text = render(run, config)
    if a.output:
        Path(a.output).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    from audit.gate.select import exit_code

    return exit_code(run.findings, config.fail_on, len(run.failures), len(run.documents))
