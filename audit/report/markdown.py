"""Markdown for the page of a CI job or the comment on a change: the verdict, the counts, then each finding.

Begins with a mark by which a later run tells it from a report.
"""

from __future__ import annotations

import re

from audit import __version__
from audit.config import Config
from audit.gate.select import exit_of
from audit.model import SEVERITIES, Finding, Run
from audit.report.paper.text import line as one_line
from audit.report.paper.text import markdown as escaped
from audit.report.place import Places, owned, relative
from audit.report.words import SEVERITY, accepted, arithmetic, fails, is_table, subjects

STEP_BYTES = 900_000  # GitHub takes 1 MiB a step, other programs write to the page too
_WORDS = {
    "zh": {
        0: "勾稽核对通过：", 1: "勾稽核对未通过：", 2: "勾稽核对不完整：", 3: "勾稽核对中断（程序内部错误）：",
        "counts": "{error} 个错误，{warning} 个警告，{info} 个提示", "waived": "，{} 个已豁免",
        "scope": "{subjects}；{total} 个勾稽关系：相合 {ties}，不合 {breaks}，不定 {undetermined}；",
        "coverage": "{numerals} 个数字：核对 {checked}，未核对 {unchecked}，编号日期等 {identifiers}。",
        "head": "| 级&NoBreak;别 | 位&NoBreak;置 | 检&NoBreak;查 | 说明 |", "across": "各报告之间",
        "rows": "{subjects}；按规则判断 {total} 行次：相合 {ties}，不合 {breaks}，不定 {undetermined}；",
        "failures": "未能读取", "sep": "；", "help": "建议：", "clean": "没有不合之处的：{}。",
        "cut": "另有 {} 条因篇幅未列，见 SARIF 或 JSON 输出。", "unchecked": "没有核对任何勾稽关系，不作通过论。",
    },
    "en": {
        0: "gouji passed: ", 1: "gouji failed: ", 2: "gouji could not audit everything: ",
        3: "gouji stopped (internal error): ",
        "counts": "{error} errors, {warning} warnings, {info} notes", "waived": ", {} waived",
        "scope": "{subjects}; {total} relations: {ties} tie, {breaks} break, {undetermined} undetermined; ",
        "coverage": "{numerals} numerals: {checked} checked, {unchecked} unchecked, {identifiers} identifiers.",
        "head": "| Level | Place | Check | What |", "across": "Across reports",
        "rows": "{subjects}; rules judged {total} rows: {ties} tie, {breaks} break, {undetermined} undetermined; ",
        "failures": "Could not be read", "sep": "; ", "help": "Help: ", "clean": "Without findings: {}.",
        "unchecked": "No relation was checked, which is never a pass.",
        "cut": "{} more are not listed for want of room; see the SARIF or JSON output.",
    },
}  # fmt: skip
_SIGN = {0: "✅", 1: "❌", 2: "⚠️", 3: "⚠️"}
# What GitHub and GitLab turn into mentions, issue links, bare links and emoji in text that is otherwise escaped.
_LINKED = re.compile(r"(@)(?=\w)|(\\#|#)(?=\d)|(://)|(?<=\b)(www)(?=\.)|(:)(?=[a-z0-9_+-]+:)|(\$)", re.I)


def render(run: Run, config: Config, most: int = 0) -> str:
    """Return a run as Markdown.

    Args: run, config. most: bytes of UTF-8 it may take, 0 for any number; findings beyond are counted, not listed.
    """
    head = _head(run, config)
    sections = _sections(run, config)
    words = _WORDS[config.lang]
    if not most:
        return "\n".join([*head, *(line for section in sections for line in section)]) + "\n"
    out, room, left = head, most - sum(len(line.encode()) + 1 for line in head) - 200, 0
    for section in sections:
        for line in section:
            size = len(line.encode("utf-8", "replace")) + 1
            if left or size > room:
                left += line.startswith("| ") and line != words["head"]
                room = 0
                continue
            room -= size
            out.append(line)
    return "\n".join([*out, *(["", words["cut"].format(left)] if left else [])]) + "\n"


def text(value: object) -> str:
    """Return text of a report for one line of Markdown: it shows as written and links to nothing and nobody."""
    return _LINKED.sub(lambda m: f"{m[0][:-1]}\\$" if m[6] else _broken(m[0]), escaped(value))


def _broken(token: str) -> str:
    """A token that a comment of HTML keeps from being recognised; a reader sees no difference."""
    return token[0] + "<!-- -->" + token[1:] if token[0] != "\\" else token[:2] + "<!-- -->" + token[2:]


def _head(run: Run, config: Config) -> list[str]:
    s, words = run.summary, _WORDS[config.lang]
    code = exit_of(s, config.fail_on)
    counts = words["counts"].format(**s["findings"]) + (words["waived"].format(s["waived"]) if s["waived"] else "")
    tables = sum(map(is_table, run.documents))
    said = subjects(s["documents"] - tables, tables, config.lang)
    rows = words["rows" if tables and tables == s["documents"] else "scope"]
    scope = rows.format(subjects=said, **s["relations"]) + words["coverage"].format(**s["ledger"])
    lines = [f"<!-- gouji {__version__} report -->", f"## {_SIGN[code]} {words[code]}{counts}", "", scope]
    if code == 2 and not run.failures:
        lines += ["", f"**{words['unchecked']}**"]
    if run.failures:
        lines += ["", f"### {words['failures']}", ""]
        lines += [f"- {text(one_line(failed.message))}" for failed in run.failures]
    return lines


def _sections(run: Run, config: Config) -> list[list[str]]:
    """A heading and a table for each report that has findings, as lines; then how many have none."""
    words, places = _WORDS[config.lang], Places(run)
    out: list[list[str]] = []
    clean = []
    for key, findings in owned(run):
        if not findings:
            clean.append(is_table(places.by_id[key]))
            continue
        d = places.by_id.get(key)
        name = words["across"] if key == "" else text(relative(d.parsed.path if d else key))
        name += f" {text(d.parsed.title)}" if d and d.parsed.title else ""
        tally = words["sep"].join(
            f"{SEVERITY[config.lang][s]} {n}"
            for s in SEVERITIES
            if (n := sum(f.severity == s and not f.waiver for f in findings))
        )
        heading = f"### {name}" + (f" — {tally}" if tally else "")
        out.append(["", heading, "", words["head"], "|---|---|---|---|", *(_row(f, places, config) for f in findings)])
    if clean and run.documents:
        out.append(["", words["clean"].format(subjects(clean.count(False), clean.count(True), config.lang))])
    return out


def _row(f: Finding, places: Places, config: Config) -> str:
    """One finding. What fails the run is bold, what is waived struck through."""
    words, lang = _WORDS[config.lang], config.lang
    severity = "&NoBreak;".join(SEVERITY[lang][f.severity]) if lang == "zh" else SEVERITY[lang][f.severity]
    what = [text(f.message)]
    if redo := arithmetic(f):
        what.append(text(redo))
    what += [text(a) for a in f.alternatives]
    if f.waiver:
        severity = f"~~{severity}~~"
        what.append(f"*{text(accepted(f.waiver, lang))}*")
    elif f.help:
        what.append(f"<sub>{words['help']}{text(f.help)}</sub>")
    if fails(f, config.fail_on):
        severity = f"**{severity}**"
    at = f"{f.line}:{f.column}"
    if f.document not in places.by_id:
        at = f"{text(relative(f.path))}:{at}"
    return f"| {severity} | {at} | {f.code} | {'<br>'.join(what)} |"
