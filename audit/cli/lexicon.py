"""gouji lexicon show RATE: the row in force for a rate, and where each part of it comes from."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.config import Config

SAYS = {
    "zh": {
        "rate": "比率",
        "of": "分子用词",
        "on": "分母用词",
        "declared": "口径（申明的分母）",
        "declared_name": "口径名称",
        "survey": "评价类",
        "note": "说明",
        "source": "依据",
        "comma": "、",
        "ends": "“{asked}”按“{rate}”一行处理。",
        "none": "此行未申明分母：文中未写明基数的，不作口径判断。",
    },
    "en": {
        "rate": "rate",
        "of": "numerator",
        "on": "bases",
        "declared": "declared base",
        "declared_name": "its name",
        "survey": "of those who rated",
        "note": "note",
        "source": "source",
        "comma": ", ",
        "ends": "{asked} goes by the row {rate}.",
        "none": "The row declares no base: a rate that names none is not judged by it.",
    },
}
HEADS = {"zh": ("项", "内容", "来自"), "en": ("key", "value", "from")}
TRUTH = {"zh": {True: "是", False: "否"}, "en": {True: "yes", False: "no"}}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("action", choices=("show",), help="what to do")
    parser.add_argument("rate", nargs="?", metavar="RATE", help="such as 败诉率; without it all rates are listed")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the output (text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Print the row, or the list of rows.

    Raises: ConfigError: no row of the lexicon fits the rate, or a user's file is wrong.
    """
    from audit.cli.output import text_output
    from audit.parse import lexicon

    lexicon.use(config.lexicon)
    rows = lexicon.table("rates")
    if args.rate is None:
        shown: dict[str, Any] = {"rates": [_listed(row, config) for row in rows]}
        text = _list(rows, config)
    else:
        row = _row(args.rate.strip(), rows)
        from audit.parse.lexicon.merge import origins

        shown = {"asked": args.rate, "row": row, "from": origins(row["rate"], config.lexicon)}
        text = _one(args.rate.strip(), row, shown["from"], config)
    with text_output(args.output, machine=args.format == "json") as out:
        out.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n" if args.format == "json" else text + "\n")
    return 0


def _row(asked: str, rows: list[dict]) -> dict:
    """The row of the longest rate that a name ends with, as relate/ looks it up."""
    for row in sorted(rows, key=lambda r: -len(r["rate"])):
        if asked.endswith(row["rate"]):
            return row
    from difflib import get_close_matches

    near = get_close_matches(asked, [row["rate"] for row in rows], n=3, cutoff=0.4)
    raise ConfigError(
        f"the lexicon has no row for {asked!r}",
        hint=f"near it: {', '.join(near)}" if near else "gouji lexicon show lists the rates",
    )


def _one(asked: str, row: dict, origin: dict[str, str], config: Config) -> str:
    from tabulate import tabulate

    from audit.report.excerpt import safe

    says = SAYS[config.lang]
    table = [
        (says.get(key, key), safe(_value(value, config.lang)), safe(origin.get(key, ""))) for key, value in row.items()
    ]
    lines = [tabulate(table, headers=HEADS[config.lang], disable_numparse=True, maxcolwidths=[None, 60, None])]
    if asked != row["rate"]:
        lines.insert(0, says["ends"].format(asked=safe(asked), rate=row["rate"]) + "\n")
    if not row.get("declared"):
        lines.append("\n" + says["none"])
    return "\n".join(lines)


def _list(rows: list[dict], config: Config) -> str:
    from tabulate import tabulate

    from audit.report.excerpt import safe

    says = SAYS[config.lang]
    heads = [says[key] for key in ("rate", "of", "on", "declared")]
    table = [[safe(_value(row.get(key, []), config.lang)) for key in ("rate", "of", "on", "declared")] for row in rows]
    return tabulate(table, headers=heads, disable_numparse=True, maxcolwidths=[None, 40, 40, 40])


def _listed(row: dict, config: Config) -> dict:
    from audit.parse.lexicon.merge import origins

    return {"row": row, "from": origins(row["rate"], config.lexicon)}


def _value(value: object, lang: str) -> str:
    if isinstance(value, bool):
        return TRUTH[lang][value]
    if isinstance(value, dict):
        return str(value.get(lang, ""))
    return SAYS[lang]["comma"].join(map(str, value)) if isinstance(value, list) else str(value)
