"""The command line: arguments in, exit code out; no logic. A command's module is imported when the command is run."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED = 130  # as shells say it: ended by the user


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:    argv: the arguments, those of the process where None.
    Returns: the exit code: 0 nothing loud enough, 1 findings, 2 usage, configuration or input, 3 a bug.
    """
    from audit.cli.arguments import parse_arguments
    from audit.cli.failing import exit_code_of, say

    debug = "--debug" in (sys.argv[1:] if argv is None else argv)
    try:
        parsed = parse_arguments(sys.argv[1:] if argv is None else list(argv))
        if isinstance(parsed, int):
            return parsed
        command, args = parsed
        from audit.cli.settings import settings

        return command.run(args, settings(args))
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception as error:
        return exit_code_of(error, debug)


__all__ = ["main"]
