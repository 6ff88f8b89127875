"""The language of figures as data: units, hedges, names, rates, stages. Users merge rows of their own over ours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("units", "hedges", "names", "rates", "stages")


@lru_cache(maxsize=None)
def table(name: str) -> object:
    """One lexicon file, parsed. Source: audit/parse/lexicon/NAME.yaml."""
    from ruamel.yaml import YAML

    return YAML(typ="safe").load((HERE / f"{name}.yaml").read_text("utf-8"))
