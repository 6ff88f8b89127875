"""The table of commands: name, module, one line of help, and whether the command audits paths, and judges them.

A module has `add_arguments(parser)` and `run(args, config) -> int`; argparse only, nothing heavy, at its top. A command
that audits gets those options of audit.cli.arguments that its module has not defined itself: paths, --select, --jobs …
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One command of gouji."""

    name: str
    module: str
    help: str
    audits: bool = True
    judges: bool = True


COMMANDS = (
    Command("check", "audit.cli.check", "audit reports: which figures do not tie 核对报告"),
    Command("gate", "audit.cli.gate", "may a dataset be published? contract, findings, verdict 数据集闸门"),
    Command("contract", "audit.cli.contract", "check a dataset's contract, or compile it to GX 契约", audits=False),
    Command(
        "figures", "audit.cli.figures", "the figures of reports as csv, jsonl, parquet or xlsx 数字清单", judges=False
    ),
    Command("relations", "audit.cli.relations", "what must agree, and whether it does, as a table 勾稽关系清单"),
    Command("memo", "audit.report.memo", "an audit memo: docx, html or md 核查备忘录"),
    Command("letter", "audit.report.letter", "query letters to the reporting authorities 核实函"),
    Command("checklist", "audit.report.checklist", "a reviewer's checklist: xlsx, html or md 复核清单"),
    Command("review", "audit.report.review", "a review page: one offline html file 复核页面"),
    Command("waive", "audit.cli.waive", "accept findings, with a reason 豁免"),
    Command("baseline", "audit.cli.baseline", "accept today's findings, so that only new ones fail 基线"),
    Command(
        "dataset",
        "audit.cli.dataset",
        "make a dataset from reports, with provenance and contract 由报告生成数据集",
        judges=False,
    ),
    Command("discover", "audit.cli.discover", "the rules that a dataset keeps, as a contract 发现规则", audits=False),
    Command("rules", "audit.cli.rules", "list the checks 检查清单", audits=False),
    Command("explain", "audit.cli.explain", "the page of one check 检查说明", audits=False),
    Command(
        "lexicon", "audit.cli.lexicon", "the declared base of a rate, and where it comes from 口径词典", audits=False
    ),
    Command("demo", "audit.cli.demo", "the whole thing on the reports that come with gouji 演示", audits=False),
)
