"""The language of figures as data: units, hedges, names, rates, stages. Users merge rows of their own over ours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("units", "hedges", "names", "rates", "stages")
_user: tuple[str, ...] = ()


def use(files: tuple[str, ...]) -> None:
    """Put the rows of the user's files in force, after ours. Grammar and tables are built anew where that changes anything."""
    global _user
    if files == _user:
        return
    from audit.parse import grammar
    from audit.relate import context, rates

    _user = files
    for cached in (table, grammar.grammar, context._role_names, context._role_pattern, context.rate_rows, rates.lexicon_row):
        cached.cache_clear()


@lru_cache(maxsize=None)
def table(name: str) -> object:
    """One lexicon table, ours with the user's rows merged over it.

    Raises: ConfigError: a user's file that breaks the schema; it names the file, the table and the row.
    """
    data = read(HERE / f"{name}.yaml")
    if _user:
        from audit.parse.lexicon.merge import merge

        for file in _user:
            data = merge(name, data, file)
    return data


def read(path: Path) -> object:
    """A YAML file as plain lists and dicts."""
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(path.read_text("utf-8"))
