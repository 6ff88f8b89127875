"""What goes wrong, said on the error stream in one line; and the exit code it means."""

from __future__ import annotations

import sys

USAGE, BUG = 2, 3


def say(text: str, kind: str = "") -> None:
    """Print a line on the error stream, safe for a terminal."""
    from audit.report.excerpt import safe

    lead = f"gouji: {kind}: " if kind else "gouji: "
    lines = "\n".join(safe(line) for line in text.split("\n"))
    print(f"{lead}{lines}", file=sys.stderr)


def exit_code_of(error: Exception, debug: bool) -> int:
    """Say an error that ended the run.

    Returns: 2 for what the user can mend, 3 for a bug.
    """
    from audit.errors import AuditError
    from expectations.errors import CatalogueError, ColumnError, ExpectationsError, SuiteError

    if isinstance(error, BrokenPipeError):  # the reader of our output went away: there is nobody to tell
        _let_go_of_stdout()
        return USAGE
    if isinstance(error, (AuditError, SuiteError, CatalogueError, ColumnError)):
        say(str(error), "error")
        return USAGE
    if isinstance(error, OSError) and error.filename is not None:
        say(f"{error.filename}: {error.strerror}", "error")
        return USAGE
    if debug:
        import traceback

        traceback.print_exception(error)
    what = str(error).split("\n", 1)[0]
    if isinstance(error, ExpectationsError):
        say(
            f"{what}\nthe run was given up: what is not judged must not pass"
            + ("" if debug else "; --debug shows more"),
            "bug",
        )
        return BUG
    say(
        f"{type(error).__name__}: {what}" + ("" if debug else "\nrun it again with --debug and report what it prints"),
        "bug",
    )
    return BUG


def _let_go_of_stdout() -> None:
    """Nothing can be written any more; closing at exit must not complain about it."""
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
