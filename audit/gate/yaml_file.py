"""YAML that people edit: read with lines and comments, nothing in it executed; written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.errors import ConfigError

if TYPE_CHECKING:
    from ruamel.yaml import YAML

MAX_BYTES = 16 * 2**20


def shown(path: Path) -> str:
    """Return a file's path as outputs name it: relative where it lies below the current folder."""
    full, here = os.path.abspath(path), os.getcwd()
    return os.path.relpath(full, here).replace(os.sep, "/") if full.startswith(here + os.sep) else str(path)


def content(path: Path) -> str:
    """Return the text of a YAML file, newlines untouched."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"is larger than {MAX_BYTES // 2**20} MB", path=shown(path))
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("no such file", path=shown(path)) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"is not UTF-8: {error.reason}", path=shown(path), place=f"byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=shown(path)) from error


def parsed(text: str, name: str) -> Any:
    """Return YAML as data that remember their lines and comments; nothing in it is executed.

    Raises: ConfigError: it is no YAML; names the line.
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return yaml().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else None
        raise ConfigError(f"is not valid YAML: {error.problem or error.context}", path=name, place=place) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"is not valid YAML: {error}", path=name) from error


def yaml() -> YAML:
    """Return a reader and writer that keeps comments, order and quotes, and makes no objects."""
    from ruamel.yaml import YAML

    out = YAML(typ="rt")
    out.preserve_quotes = True
    out.width = 4096
    out.allow_unicode = True
    out.indent(mapping=2, sequence=4, offset=2)
    return out


def save(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises: ConfigError: the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=shown(path)) from error
