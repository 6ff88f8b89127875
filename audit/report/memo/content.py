"""A run -> the content of an audit memo (审计底稿): what stands in it, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from audit import __version__
from audit.config import Config
from audit.explain.rules import rules_of
from audit.model import Run
from audit.report.memo.across import across
from audit.report.memo.annexes import checks, relations, unchecked
from audit.report.memo.conclusion import conclusion
from audit.report.memo.findings import findings
from audit.report.memo.limits import limits
from audit.report.memo.scope import method, scope
from audit.report.paper.blocks import WORDS, Break, Contents, Paper, Sign, Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts, name_of


@dataclass(frozen=True, slots=True)
class Signing:
    """What the user gives for the head and the sign-off of a memo; empty ones leave room for a pen."""

    title: str = ""
    number: str = ""
    prepared_by: str = ""
    reviewed_by: str = ""
    date: str = ""


def memo(run: Run, config: Config, signing: Signing | None = None) -> Paper:
    """The memo of a run.

    Args:    run: audited reports and findings, in the order of every other output. config: language and suite.
        signing: number, names and date, where the user gives them.
    Returns: a paper for the writers.
    """
    signing = signing or Signing()
    b, facts = Builder(config.lang), Facts(run)
    _head(b, facts, config, signing)
    conclusion(b, facts, rules_of(config))
    scope(b, facts)
    method(b, facts, config)
    findings(b, facts, config)
    across(b, facts)
    limits(b, facts)
    _sign(b, signing)
    relations(b, facts)
    unchecked(b, facts)
    checks(b, facts, config)
    title = signing.title or b.t("数据勾稽核查备忘录", "Memorandum on the Agreement of Reported Figures")
    subtitle = b.t("（审计工作底稿）", "Audit working paper")
    return Paper(
        title, "memo", config.lang, tuple(b.blocks), subtitle, signing.prepared_by, signing.date, WORDS[config.lang]
    )


def _head(b: Builder, facts: Facts, config: Config, signing: Signing) -> None:
    docs = facts.run.documents
    years = sorted({d.parsed.year for d in docs if d.parsed.year})
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}—{years[-1]}"
    names = [name_of(d) for d in docs]
    shown = names if len(names) <= 6 else names[:5]
    listed = [words(x) for x in shown]
    if len(names) > len(shown):
        listed.append(words(b.t(f"等 {len(names)} 份报告", f"and {len(names) - len(shown)} more, {len(names)} in all")))
    b.facts(
        [
            (b.t("核查对象", "Reports"), listed),
            (b.t("数据期间", "Period"), [span + b.t("年", "") if span else ""]),
            (
                b.t("核查工具", "Tool"),
                [
                    b.t(
                        f"gouji {__version__}，检查集 {config.suite or 'general'}",
                        f"gouji {__version__}, suite {config.suite or 'general'}",
                    )
                ],
            ),
            (b.t("底稿编号", "Number"), [signing.number or words(Span(" " * 28, "gap"))]),
            (b.t("编制日期", "Date"), [b.date(signing.date) or words(Span(" " * 28, "gap"))]),
        ]
    )
    b.add(Contents(b.t("目　录", "Contents")))
    b.add(Break())


def _sign(b: Builder, signing: Signing) -> None:
    b.heading(1, "签署", "Sign-off")
    day = b.t("日期", "Date")
    b.add(
        Sign(
            (
                (b.t("编制", "Prepared by"), signing.prepared_by, day, b.date(signing.date)),
                (b.t("复核", "Reviewed by"), signing.reviewed_by, day, ""),
            )
        )
    )
    b.add(Break())
