"""gouji discover DATA…: the rules that a dataset keeps, proposed as a contract that a person edits."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.config import Config

FORMATS = ("text", "yaml", "json")
BY_SUFFIX = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
SAYS = {
    "zh": "提出 {n} 条规则，写入 {path}；请逐条确认后使用：gouji gate DATA --contract {path}",
    "en": "{n} rules proposed in {path}; confirm each, then: gouji gate DATA --contract {path}",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "paths", nargs="+", metavar="DATA", help="csv, tsv, jsonl, parquet, xlsx, or a folder with datapackage.json"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output); .yaml: a contract")
    parser.add_argument("--format", choices=FORMATS, help="text: a table of rules; yaml: a contract; json (by -o)")
    parser.add_argument("--exceptions", type=int, default=3, metavar="N", help="rows that are named in the table (3)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Search the tables and write what was found.

    Returns: 0; what cannot be read, or holds no number to search, is an error (2).
    Raises:  InputError, ConfigError.
    """
    from audit.cli.failing import say
    from audit.cli.output import refuse_input, text_output
    from audit.dataset.discover import discover
    from audit.dataset.read import find, read_tables
    from audit.errors import InputError
    from audit.parse import lexicon

    lexicon.use(config.lexicon)
    refuse_input(args.output, args.paths)
    form = args.format or BY_SUFFIX.get(Path(args.output or "").suffix.lower(), "text")
    files = find(args.paths)
    tables = [table for file in files for table in read_tables(file)]
    found = discover(tables)
    if not any(d.searched for d in found):
        paths = ", ".join(dict.fromkeys(t.path for t in tables))
        from audit.dataset.discover.contract import left_out

        why = "; ".join(left_out(d, config.lang) for d in found if d.left_out)
        hint = why or "is the right sheet or file given?"
        raise InputError("holds no column of numbers that can be searched", path=paths, hint=hint)
    with text_output(args.output, machine=form != "text") as out:
        out.write(_shown(found, form, config.lang, args.exceptions))
    if form == "yaml" and args.output not in (None, "-") and not args.quiet:
        say(SAYS[config.lang].format(n=sum(len(d.proposals) for d in found), path=args.output))
    return 0


def _shown(found: list, form: str, lang: str, most: int) -> str:
    if form == "yaml":
        from audit.dataset.discover.contract import contract_text

        return contract_text(found, lang)
    from audit.dataset.discover.output import json_of, text_of

    return json_of(found, lang) if form == "json" else text_of(found, lang, most)
