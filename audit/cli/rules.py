"""gouji rules: the checks, one a row. Reads their files without importing them."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.config import Config
    from expectations.catalogue import Rule

HEADS = {"zh": ("代码", "级别", "状态", "名称", "含义"), "en": ("code", "severity", "status", "name", "meaning")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the output (text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")
    parser.add_argument("--suite", metavar="NAME|FILE", help="only the checks of a suite, at its severities")


def run(args: argparse.Namespace, config: Config) -> int:
    """Write the list."""
    from audit.cli.output import text_output
    from audit.explain.rules import rules_of, severities_of

    rules = rules_of(config)
    severities = severities_of(config)
    listed = [rules[code] for code in sorted(rules) if not args.suite or code in severities]
    with text_output(args.output, machine=args.format == "json") as out:
        if args.format == "json":
            out.write(json.dumps([_row(r, severities) for r in listed], ensure_ascii=False, indent=1) + "\n")
            return 0
        from tabulate import tabulate

        from audit.report.terms import term

        rows = [
            (
                r.code,
                term("severity", severities.get(r.code, r.severity), config.lang),
                r.status,
                r.name,
                r.title[config.lang],
            )
            for r in listed
        ]
        out.write(tabulate(rows, headers=HEADS[config.lang], disable_numparse=True) + "\n")
    return 0


def _row(rule: Rule, severities: dict[str, str]) -> dict:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": dict(rule.title),
        "severity": severities.get(rule.code, rule.severity),
        "default_severity": rule.severity,
        "status": rule.status,
        "frames": list(rule.frames),
        "in_suite": rule.code in severities,
        "help": dict(rule.help),
        "expectation": rule.expectation,
    }
