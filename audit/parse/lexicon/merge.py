"""A user's lexicon rows over ours: a row's key takes the place of ours, a list of words is added to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.errors import ConfigError
from audit.parse.lexicon.schema import KEYS, ROW, check_file

# What a row says of its declared base, which is no longer true when a user declares another one.
OF_DECLARED = ("declared_name", "source", "note")


def merge(name: str, data: Any, file: str) -> Any:
    """Return one table of ours with the rows of a user's file over it.

    Args: name: of the table. data: the table so far; it is left as it is. file: the user's.
    Raises: ConfigError: the file cannot be read, or breaks the schema.
    """
    user = user_tables(file)
    if name not in user:
        return data
    return _rows(data, user[name], KEYS[name]) if name in KEYS else _over(data, user[name])


@lru_cache(maxsize=64)
def user_tables(file: str) -> dict[str, Any]:
    """Read a user's file.

    Raises: ConfigError: it is not there, is no YAML, or breaks the schema.
    """
    from ruamel.yaml.error import YAMLError

    from audit.parse.lexicon import FILES, HERE, read

    try:
        data = read(Path(file))
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror}", path=file, hint="lexicon = [...] in [tool.gouji]"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", path=file) from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else None
        raise ConfigError(f"is not YAML: {getattr(error, 'problem', None) or error}", path=file, place=place) from error
    check_file(data, {name: read(HERE / f"{name}.yaml") for name in FILES}, file)
    return data


def origins(rate: str, files: tuple[str, ...]) -> dict[str, str]:
    """Where each key of a rate's row in force comes from.

    Args: rate: as the row has it. files: the user's, in order.
    Returns: key -> file; our own is called gouji.
    """
    from audit.parse.lexicon import HERE, read

    found: dict[str, str] = {}
    ours = {row["rate"]: row for row in read(HERE / "rates.yaml")}
    found.update(dict.fromkeys(ours.get(rate, ()), "gouji"))
    for file in files:
        for row in user_tables(file).get("rates", ()):
            if row["rate"] == rate:
                for key in _outdated(row):
                    found.pop(key, None)
                found.update({key: file for key in row if key != "rate" or key not in found})
    return found


def _outdated(row: dict) -> list[str]:
    return [key for key in OF_DECLARED if key not in row] if "declared" in row else []


def _rows(ours: list[dict], theirs: list[dict], key: str) -> list[dict]:
    """Rows by their key: what a row of theirs says takes the place of what ours says; new rows come last."""
    given = {row[key]: row for row in theirs}
    out = []
    for row in ours:
        over = given.pop(row[key], None)
        if over is not None:
            row = {k: v for k, v in row.items() if k not in _outdated(over)} | over
        out.append(row)
    return [*out, *given.values()]


def _over(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {**ours, **{key: _over(ours[key], value) if key in ours else value for key, value in theirs.items()}}
    if isinstance(ours, list) and ours and isinstance(ours[0], dict):
        given = {row[ROW]: row for row in theirs}
        return [_over(row, given[row[ROW]]) if row[ROW] in given else row for row in ours]
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(value for value in theirs if value not in ours)]
    return theirs
