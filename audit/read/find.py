"""Which files the paths, folders and globs of a command name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from audit.errors import AuditError, InputError
from audit.model import Failure

Paths = Iterable[str | Path] | str | Path


def find(paths: Paths) -> tuple[list[str], list[Failure]]:
    """The files that paths, folders and globs name, in order, each once; and what could not be found.

    Raises: InputError: no path at all.
    """
    from audit.read import expand

    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    files: dict[str, str] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            found = ["-"] if str(path) == "-" else [str(p) for p in expand([path])]
        except AuditError as error:
            failures.append(Failure(str(path), str(error)))
            continue
        for file in found:
            files.setdefault(file if file == "-" else os.path.abspath(file), file)
    if not files and not failures:
        raise InputError("no report was given", hint="name files, folders or globs: .txt .md .docx .html")
    return list(files.values()), failures
