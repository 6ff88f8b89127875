"""gouji dataset REPORTS… -o data.csv: make a dataset from reports, long and wide, that passes its own gate."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.config import Config
    from audit.dataset.make import Made
    from audit.dataset.rules import Rule

SAYS = {
    "zh": {
        "made": "{values} 个数值，{rows} 行，{rules} 条规则；{unnamed} 个数字在词典中没有指标名称。",
        "several": "同一指标在报告中有几个数值，未收：{}",
        "reports": "同一地区、年度的报告所载不同，取前一份：{}",
        "year": "未载明年度，未收",
        "dropped": "仅个别报告成立、其他报告不成立的关系，未写入契约：{}",
        "waived": "报告自身的 {} 处不符已写入豁免文件，核对时仍会列出。",
        "kept": "{} 已存在且内容不同，未覆盖；要覆盖用 --force",
        "next": "核对：gouji gate {data} --contract {contract}{waivers} --reports {reports}",
    },
    "en": {
        "made": "{values} values, {rows} rows, {rules} rules; for {unnamed} figures the lexicon has no indicator.",
        "several": "stated with several values in one report, left out: {}",
        "reports": "reports of one place and year differ, the first is taken: {}",
        "year": "states no year, left out",
        "dropped": "related so by some reports and not so in others, not in the contract: {}",
        "waived": "{} things that the reports themselves get wrong stand in the file of waivers, and stay visible.",
        "kept": "{} is there and differs, and was left alone; --force writes over it",
        "next": "gate it: gouji gate {data} --contract {contract}{waivers} --reports {reports}",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the long table, .csv; the rest stands beside it"
    )
    parser.add_argument(
        "--force", action="store_true", help="write over a contract and waivers that are there and differ"
    )


def run(args: argparse.Namespace, config: Config) -> int:
    """Make and write the dataset; 2 where a report could not be read or nothing was found to put in."""
    from audit.cli.auditing import say_failure
    from audit.cli.failing import say
    from audit.cli.output import binary_output, refuse_input
    from audit.cli.progress import Bar
    from audit.dataset.make import make
    from audit.errors import ConfigError
    from audit.model import Parsed
    from audit.parse import lexicon
    from audit.scale.run import find, items

    target = Path(args.output)
    if target.suffix.lower() != ".csv":
        raise ConfigError("is no .csv", path=args.output, hint="the dataset is written as csv: -o data.csv")
    files, unfound = find(args.paths)
    lexicon.use(config.lexicon)
    bar = Bar(not (args.quiet or args.no_progress))
    parsed, failed, bugs = [], 0, 0
    for item in items(files, unfound, config, progress=bar):
        if isinstance(item, Parsed):
            parsed.append(item)
            continue
        bar.clear()
        say_failure(item, args.debug)
        failed, bugs = failed + 1, bugs + item.bug
    bar.close()
    made = make(parsed, config, args.output)
    for name in made.files:
        refuse_input(str(target.parent / name), files)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"cannot be made: {error.strerror}", path=target.parent, hint="name another folder"
        ) from error
    kept = [name for name in made.files if not args.force and _edited(target.parent / name, made.files[name])]
    for name, data in made.files.items():
        if name not in kept:
            with binary_output(str(target.parent / name)) as raw:
                raw.write(data)
    if not args.quiet:
        _say(made, target, args.paths, config.lang)
    for name in kept:
        say(SAYS[config.lang]["kept"].format(target.parent / name), "note")
    return 3 if bugs else 2 if failed else 0


def _edited(path: Path, data: bytes) -> bool:
    """Is a contract or a file of waivers there that somebody may have edited?"""
    return path.suffix == ".yaml" and path.is_file() and path.read_bytes() != data


def _say(made: Made, target: Path, paths: list[str], lang: str) -> None:
    import os
    import shlex

    from audit.report.excerpt import safe

    says = SAYS[lang]
    for name in made.files:
        print(safe(str(target.parent / name)))
    print(says["made"].format(values=made.values, rows=made.rows, rules=len(made.rules), unnamed=made.unnamed))
    for path, why, what in made.left_out:
        print(safe(f"{path}: " + says[why].format(what)))
    if made.dropped:
        print(says["dropped"].format("；".join("、".join(_names(r)) for r in made.dropped)))
    waivers = f"{target.stem}.waivers.yaml"
    if made.findings:
        print(says["waived"].format(len(made.findings)))
    words = {
        "data": shlex.quote(beside(target, target.name)),
        "contract": shlex.quote(beside(target, f"{target.stem}.contract.yaml")),
        "waivers": f" --waivers {shlex.quote(beside(target, waivers))}" if waivers in made.files else "",
        "reports": " ".join(shlex.quote(os.fspath(p)) for p in paths),
    }
    print(safe(says["next"].format(**words)))


def beside(target: Path, name: str) -> str:
    """A file beside the dataset, as the user would name it."""
    return str(target.parent / name)


def _names(rule: Rule) -> list[str]:
    return [name for role in rule.columns.values() for name in role]
