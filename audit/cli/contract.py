"""gouji contract check FILE: is a contract whole, and can any row keep it? gouji contract compile FILE: a GX suite."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.config import Config
    from audit.dataset.contract.model import Contract

ACTIONS = ("check", "compile")
SAYS = {
    "zh": {
        "whole": "{path}：{rules} 条规则，{columns} 列，主键 {keys}。没有发现问题。",
        "none": "无", "conflict": "没有一行能同时满足：{rules}", "where": "（{where} 的行）",
        "proved": "", "open": "（求解器所得，未作精确证明）", "data": "已与 {data} 的列对过。",
        "skipped": "{path}：{rules} 没有对应的 GX 期望，未写入：{why}",
    },
    "en": {
        "whole": "{path}: {rules} rules, {columns} columns, keys {keys}. Nothing is wrong with it.",
        "none": "none", "conflict": "no row can satisfy all of: {rules}", "where": " (rows where {where})",
        "proved": "", "open": " (by the solver, not proved exactly)", "data": "Its columns are those of {data}.",
        "skipped": "{path}: {rules} have no expectation of Great Expectations and are left out: {why}",
    },
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("action", choices=ACTIONS, help="check: is it whole? compile: write a Great Expectations suite")
    parser.add_argument("contract", metavar="FILE", help="the contract, YAML")
    parser.add_argument("--data", metavar="DATA", nargs="+", help="tables whose columns the contract must name")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Check or compile; exit code 2 where something is wrong with the contract."""
    from audit.dataset.contract import load_contract

    contract = load_contract(args.contract)
    tables = _tables(args.data) if args.data else []
    if tables:
        from audit.dataset.prepare import prepared

        bound = [prepared(t, contract, tables) for t in tables]
        contract = bound[0][1]
        tables = [t for t, _ in bound]
    return _check(args, contract, config) if args.action == "check" else _compile(args, contract, tables, config)


def _tables(paths: list[str]) -> list:
    from audit.dataset.read import find, read_tables

    return [table for path in find(paths) for table in read_tables(path)]


def _check(args: argparse.Namespace, contract: Contract, config: Config) -> int:
    from audit.cli.failing import USAGE, say
    from audit.cli.output import text_output
    from audit.dataset.contract.feasible import conflicts

    says = SAYS[config.lang]
    found = conflicts(contract)
    lines = {rule.id: rule.line for rule in contract.rules}
    lines |= {f"{end} {name}": spec.line for name, spec in contract.columns.items() for end in ("min", "max")}
    for conflict in found:
        rules = ", ".join(f"{name} (line {lines[name]})" if lines.get(name) else name for name in conflict.rules)
        where = says["where"].format(where=conflict.where) if conflict.where else ""
        text = says["conflict"].format(rules=rules) + where + says["proved" if conflict.proved else "open"]
        say(str(ConfigError(text, path=contract.path)), "error")
    if found:
        return USAGE
    with text_output(args.output) as out:
        keys = ", ".join(contract.keys) or says["none"]
        whole = says["whole"].format(
            path=contract.path, rules=len(contract.rules), columns=len(contract.columns), keys=keys
        )
        out.write(whole + (" " + says["data"].format(data=", ".join(args.data)) if args.data else "") + "\n")
    return 0


def _compile(args: argparse.Namespace, contract: Contract, tables: list, config: Config) -> int:
    from audit.cli.failing import say
    from audit.cli.output import refuse_input, text_output
    from audit.dataset.compile import compiled

    refuse_input(args.output, [args.contract])
    suite = compiled(contract, tables[0] if tables else None)
    for why, rules in suite.skipped.items():
        text = SAYS[config.lang]["skipped"].format(path=contract.path, rules=", ".join(rules), why=why)
        say(text, "note")
    with text_output(args.output, machine=True) as out:
        out.write(suite.to_json())
    return 0
