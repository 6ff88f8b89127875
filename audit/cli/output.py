"""Where a command writes: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from audit.errors import ConfigError

STDOUT = ("-", "")  # what names it, where a path is given at all


@contextmanager
def text_output(path: str | None, *, machine: bool = False) -> Iterator[TextIO]:
    """Open where text goes.

    Args: path: a file, None or - for standard output. machine: other programs read it: UTF-8 whatever the terminal has.
    Raises: ConfigError: the file cannot be written.
    """
    if path is None or path in STDOUT:
        out: TextIO = sys.stdout
        if machine and hasattr(out, "buffer"):
            out.flush()
            text = io.TextIOWrapper(out.buffer, "utf-8", errors="backslashreplace", newline="", write_through=False)
            try:
                yield text
            finally:
                _leave(text)
            return
        if hasattr(out, "reconfigure"):
            out.reconfigure(errors="backslashreplace")
        yield out
        out.flush()
        return
    with binary_output(path) as raw:
        # a lone surrogate can come from a file name or a character reference: JSON reads its escape back as it was
        text = io.TextIOWrapper(raw, "utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()


def _leave(out: io.TextIOWrapper) -> None:
    """Flush, and keep the stream below open: it belongs to the process."""
    try:
        out.flush()
    finally:
        out.detach()


@contextmanager
def binary_output(path: str) -> Iterator[BinaryIO]:
    """Open a file to be written. It takes its name when it is whole; after an error nothing is left of it.

    Raises: ConfigError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise ConfigError("is a folder", path=path, hint="name a file")
    if target.exists() and not target.is_file():  # /dev/null, a pipe
        with _open(target, path) as raw:
            yield raw
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _open(part, path) as raw:
        try:
            yield raw
            raw.flush()
        except BaseException:
            raw.close()
            part.unlink(missing_ok=True)
            raise
    os.replace(part, target)


def _open(file: Path, path: str) -> BinaryIO:
    try:
        return open(file, "wb")
    except OSError as error:
        raise ConfigError(
            f"cannot be written: {error.strerror}", path=path, hint="name a file in a folder that exists"
        ) from error


def refuse_input(path: str | None, files: Iterable[str]) -> None:
    """Refuse an output that would overwrite a report.

    Raises: ConfigError: the output is one of the inputs.
    """
    if path is None or path in STDOUT:
        return
    target = os.path.realpath(path)
    if any(file != "-" and os.path.realpath(file) == target for file in files):
        raise ConfigError("is one of the inputs", path=path, hint="write to another file")
