"""The few words that the CI formats share, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from audit.config import Config
from audit.model import RANK, Audited, Finding, Suspect
from audit.report.paper.text import line as one_line

SUSPECTS, MOST_SUSPECTS = 3, 6  # suspects that are told; more than three only where the last are equally good
SEVERITY = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}
ROLE = {
    "zh": {
        "numerator": "分子",
        "denominator": "分母",
        "reported": "所报数",
        "total": "总数",
        "part": "分项",
        "plus": "加项",
        "minus": "减项",
        "current": "本期",
        "previous": "上期",
        "delta": "增减",
        "announced": "前文",
        "item": "此处",
        "earlier": "前项",
        "later": "后项",
        "source": "报告所载",
    },
    "en": {},
}
_ACCEPTED = {
    "zh": {"waiver": "已豁免", "baseline": "基线已有", "until": "至 {}"},
    "en": {"waiver": "waived", "baseline": "in the baseline", "until": "until {}"},
}


def is_table(document: Audited) -> bool:
    """Is a document of a run a table of a dataset, not a report?"""
    return document.parsed.genre == "dataset"


def subjects(reports: int, tables: int, lang: str) -> str:
    """What was audited: 3 份报告, 1 张表, 3 份报告和 1 张表; 3 reports, 1 table, 3 reports and 1 table."""
    if lang == "zh":
        said = [f"{n} {word}" for n, word in ((reports, "份报告"), (tables, "张表")) if n]
        return "和 ".join(said) or "0 份报告"
    said = [f"{n} {word}" + "s" * (n != 1) for n, word in ((reports, "report"), (tables, "table")) if n]
    return " and ".join(said) or "0 reports"


def told(suspects: Sequence[Suspect]) -> tuple[list[Suspect], int]:
    """Those suspects of a finding that an output names.

    Args:    suspects: best first.
    Returns: three, or up to six where those after the third are as good as it; how many equally good ones are left out.
    """
    n = min(SUSPECTS, len(suspects))
    alike = n
    while 0 < alike < len(suspects) and suspects[alike].score == suspects[n - 1].score:
        alike += 1
    shown = min(alike, MOST_SUSPECTS)
    return list(suspects[:shown]), alike - shown


def role(name: str, lang: str) -> str:
    """What a figure is in its relation: 分母, denominator."""
    return ROLE[lang].get(name, name)


def arithmetic(f: Finding) -> str:
    """The arithmetic of a finding where its message does not hold it already; a mere count such as 0/1 is none."""
    redo = one_line(f.formula)
    return "" if not redo or redo in one_line(f.message) or re.fullmatch(r"\d+/\d+", redo) else redo


def fails(f: Finding, fail_on: str) -> bool:
    """Does a finding fail the run: open, and at or above `fail_on`?"""
    return not f.waiver and fail_on != "never" and RANK[f.severity] >= RANK[fail_on]


def accepted(waiver: Mapping[str, Any] | None, lang: str) -> str:
    """Why a finding does not count: 已豁免：理由（张三，2026-03-01，至 2026-12-31）; empty for one that does."""
    if not waiver:
        return ""
    words, known = _ACCEPTED[lang], state(waiver, lang)
    colon, comma, brackets = ("：", "，", "（{}）") if lang == "zh" else (": ", ", ", " ({})")
    until = words["until"].format(waiver["expires"]) if waiver.get("expires") else ""
    who = comma.join(str(x) for x in (waiver.get("owner"), waiver.get("date"), until) if x)
    reason = str(waiver.get("reason") or "")
    return known + (colon + reason if reason else "") + (brackets.format(who) if who else "")


def state(waiver: Mapping[str, Any], lang: str) -> str:
    """Whether a finding is waived or known: 已豁免, 基线已有."""
    return _ACCEPTED[lang]["baseline" if waiver.get("kind") == "baseline" else "waiver"]


def title(f: Finding, config: Config) -> str:
    """A check's title in the language of the run: RAT102 比率截尾."""
    from audit.explain.rules import rules_of

    rule = rules_of(config).get(f.code)
    return f"{f.code} {rule.title[config.lang] if rule else f.name}"
