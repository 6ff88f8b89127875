"""One frozen configuration: [tool.gouji] of pyproject.toml, or gouji.toml; the command line wins over both."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePath
from typing import Any

from audit.errors import ConfigError

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown")
LEVELS = ("error", "warning", "info", "never")


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a run. Field names are the keys of [tool.gouji], with - for _.

    Raises: ConfigError: a value of the wrong type or choice, as in a file. A list, or a single text, is taken for a
        setting that holds several; a path for one that names a file.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    lang: str = "zh"
    jobs: int = 1
    suite: str = ""
    suites: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    lexicon: tuple[str, ...] = ()
    waivers: str = ""
    baseline: str = ""
    engine: str = "local"
    today: str = ""  # by which waivers expire, 2026-01-31; empty: the system's date

    def __post_init__(self) -> None:
        """Hold what Python code gives to the same rules as a file."""
        for f in fields(self):
            object.__setattr__(self, f.name, _value(f.name, f.default, getattr(self, f.name), None))


_CHOICES = {"fail_on": LEVELS, "lang": ("zh", "en"), "engine": ("local",)}


def _day(name: str, value: str, path: Path | None) -> None:
    import datetime

    try:
        datetime.date.fromisoformat(value)
    except ValueError as error:
        raise ConfigError(f"{name} is not a date such as 2026-01-31: {value!r}", path=path) from error


def load(start: Path | None = None, file: Path | None = None) -> Config:
    """Read the configuration that applies to a folder.

    Args:    start: folder to look from, upwards to the first gouji.toml or pyproject.toml with [tool.gouji].
        file: read this one instead.
    Returns: a Config; paths in it are absolute.
    Raises:  ConfigError: a file that is no TOML, an unknown key, a value of the wrong type or choice. It names the file
        and the key.
    """
    if file is not None:
        if not file.is_file():
            raise ConfigError("no such configuration file", path=file)
        return _settings(_stated(file, "gouji" if file.name == "pyproject.toml" else None) or {}, file)
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        if (own := place / "gouji.toml").is_file():
            return _settings(_stated(own, None) or {}, own)
        if (project := place / "pyproject.toml").is_file():
            found = _stated(project, "gouji", optional=True)
            if found is not None:
                return _settings(found, project)
    return Config()


def _stated(path: Path, table: str | None, optional: bool = False) -> dict[str, Any] | None:
    """What a file states, of which every key is a setting; None: it has no such table under [tool].

    Args: path: of the file. table: below [tool]; None: the file itself is the table. optional: a file that never
        names gouji may be no TOML.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if optional and "gouji" not in path.read_text("utf-8", "replace"):
            return None
        raise ConfigError(f"not valid TOML: {error}", path=path) from error
    if table is None:
        return data
    tools = data.get("tool")
    found = tools.get(table) if isinstance(tools, dict) else None
    if found is not None and not isinstance(found, dict):
        raise ConfigError(f"tool.{table} is not a table", path=path)
    return found


def _settings(data: dict[str, Any], path: Path) -> Config:
    known = {f.name: f.default for f in fields(Config)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in known:
            raise ConfigError(
                f"unknown key {key!r}",
                path=path,
                hint="known keys: " + ", ".join(sorted(k.replace("_", "-") for k in known)),
            )
        values[name] = _value(name, known[name], value, path)
    for name in ("checks", "lexicon", "suites"):
        values[name] = tuple(str((path.parent / v).resolve()) for v in values.get(name, ()))
    for name in ("waivers", "baseline"):
        if values.get(name):
            values[name] = str((path.parent / values[name]).resolve())
    if values.get("suite", "").endswith(".json"):
        values["suite"] = str((path.parent / values["suite"]).resolve())
    return Config(**values)


def _value(name: str, default: object, value: object, path: Path | None) -> str | int | tuple[str, ...]:
    """A setting as its field has it; `path`: of the file that states it, None: Python code does.

    Raises: ConfigError: a value of the wrong type or choice; it names the setting.
    """
    if isinstance(value, PurePath):
        value = str(value)
    if isinstance(default, tuple):
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, (list, tuple)) or not all(isinstance(v, (str, PurePath)) for v in value):
            raise ConfigError(f"{name} must be a list of strings", path=path)
        return tuple(map(str, value))
    if isinstance(value, bool) or not isinstance(value, (str, int)) or type(value) is not type(default):
        raise ConfigError(f"{name} must be {'a number' if isinstance(default, int) else 'a string'}", path=path)
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ConfigError(f"{name} must be one of {', '.join(_CHOICES[name])}, not {value!r}", path=path)
    if name == "today" and isinstance(value, str) and value:
        _day(name, value, path)
    return value


def with_options(config: Config, **options: Any) -> Config:
    """The configuration with what the command line says; None and () leave a setting alone."""
    given = {k: v for k, v in options.items() if v not in (None, ())}
    return replace(config, **given)
