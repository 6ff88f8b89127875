"""The language of figures as data: units, hedges, names, rates, stages, indicators; a user's rows merge over ours."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = ("units", "hedges", "names", "rates", "stages", "indicators")
_user: tuple[str, ...] = ()


def use(files: tuple[str, ...]) -> None:
    """Put the rows of the user's files in force, after ours. Whatever was made from the lexicon is made anew.

    Raises: ConfigError: a file that cannot be read or breaks the schema; the lexicon in force stays as it was.
    """
    global _user
    if files == _user:
        return
    if files:
        from audit.parse.lexicon.merge import user_tables

        for file in files:
            user_tables(file)
    _user = files
    table.cache_clear()
    _forget()


def _forget() -> None:
    """Clear every cache of the modules that read words: any may hold the grammar, a row, or what came of one."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("audit.parse.", "audit.relate.")) and not name.startswith(__name__):
            for held in vars(module).values():
                if callable(clear := getattr(held, "cache_clear", None)):
                    clear()


@cache
def table(name: str) -> Any:
    """One lexicon table as YAML gives it, lists and dicts, ours with the user's rows merged over it.

    Raises: ConfigError: a user's file that breaks the schema; it names the file, the table and the row.
    """
    data = read(HERE / f"{name}.yaml")
    if _user:
        from audit.parse.lexicon.merge import merge

        for file in _user:
            data = merge(name, data, file)
    return data


def read(path: Path) -> Any:
    """A YAML file as plain lists and dicts."""
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(path.read_text("utf-8"))
