"""Traces -> findings: what a report does not bear out, in neutral words, with the place in the report."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from audit.config import Config
from audit.dataset.shape import line_of, printed
from audit.explain.findings import Lines
from audit.model import RANK, Finding, Place

if TYPE_CHECKING:
    from audit.dataset.figures import Report
    from audit.dataset.trace import Trace
    from audit.dataset.tracing.rows import Keys
    from expectations.catalogue import Rule

DIFFERS, ABSENT, ELSEWHERE, ROUNDED, NO_REPORT, MOVED = "TRC101", "TRC102", "TRC103", "TRC104", "TRC105", "TRC106"
CODES = {"different": DIFFERS, "absent": ABSENT, "elsewhere": ELSEWHERE, "rounded": ROUNDED, "unsourced": NO_REPORT}
_HOW = {
    "zh": {
        "half_up": "（四舍五入）",
        "half_even": "（四舍六入五成双）",
        "truncated": "（截尾）",
        "finer": "（报告中为修约数，数据集更细）",
        "hedge": "（报告中为约数）",
    },
    "en": {
        "half_up": " (rounded)",
        "half_even": " (rounded half to even)",
        "truncated": " (cut off)",
        "finer": " (the report rounds, the dataset is finer)",
        "hedge": " (the report gives it as approximate)",
    },
}
_SAYS = {
    "zh": {
        "other": "；该值见于{where}“{label}”{text}",
        "changed": "；报告文件已与记录时不同",
        "span": "；所记位置现为“{text}”",
        "value": "；所记位置载为 {text}",
        "moved": "所记位置",
        "unsure": "；报告中另有名称相近的数字",
        "row": "此行",
    },
    "en": {
        "other": "; the value stands in {where} as {label} {text}",
        "changed": "; the report's file has changed since",
        "span": '; at the recorded place stands "{text}"',
        "value": "; at the recorded place stands {text}",
        "moved": "the recorded place",
        "unsure": "; the report has other figures under like words",
        "row": "this row",
    },
}


BINARY = ("xlsx", "parquet")  # lines of these are rows of a sheet, columns are counted in cells


def findings_of(traces: Sequence[Trace], labels: Mapping[int, tuple[Keys, str]], config: Config) -> list[Finding]:
    """Say what the reports do not bear out.

    Args:    traces: one a value. labels: id of a table -> its keys, and its path as the gate names it.
             config: suite, select, ignore, language.
    Returns: findings in the order of the rows; of a row that no report is of, one.
    """
    from audit.explain.rules import rules_of, severities_of
    from audit.gate.select import Selector

    rules, severities, keeps = rules_of(config), severities_of(config), Selector(config).keeps
    out, seen = [], set()
    lines: dict[int, Lines] = {}
    ordinals: dict[str, int] = {}
    for t in traces:
        code = CODES.get(t.state, "")
        if t.how == "recorded place":
            code = MOVED
        if not code or not keeps(code) or code not in severities:
            continue
        if code == NO_REPORT:
            if (id(t.table), t.row) in seen:
                continue
            seen.add((id(t.table), t.row))
        severity = severities[code]
        if code == DIFFERS and not t.sure:
            severity = min(severity, "warning", key=RANK.__getitem__)
        at = lines.setdefault(id(t.table), Lines(t.table.source))
        out.append(_finding(t, rules[code], severity, labels[id(t.table)], at, config.lang, ordinals))
    return out


def _finding(
    t: Trace,
    rule: Rule,
    severity: str,
    named: tuple[Keys, str],
    lines: Lines,
    lang: str,
    ordinals: dict[str, int],
) -> Finding:
    table, says, (keys, path) = t.table, _SAYS[lang], named
    whole = rule.code == NO_REPORT
    column = (keys.columns or (t.column,))[0] if whole else t.column
    start, end = table.span(t.row, column)
    line, position = line_of(table, t.row, column), table.columns[column].place
    if table.format not in BINARY and table.cell and end:
        line, position = lines(start)
    key = keys.label(table, t.row)
    name = says["row"] if whole else table.columns[column].name
    label = key if whole else f"{key} · {name}" if key else name
    cell = printed(table, t.row, column)
    s, r = t.stated, t.report
    expected = s.text if s else ""
    places = [Place(path, start, end, "reported", "", cell)]
    if s and r:
        places.append(Place(r.parsed.path, s.start, s.end, "source", "", s.text))
    if t.other:
        places.append(Place(t.other[0].parsed.path, t.other[1].start, t.other[1].end, "item", "", t.other[1].text))
    detail = _detail(t, rule.code, lang)
    message = rule.message[lang].format(label=label, reported=cell, expected=expected, formula="", detail=detail)
    stem = f"{os.path.basename(path)}|{rule.code}|{label}|{cell}|{expected}"
    n = ordinals[stem] = ordinals.get(stem, -1) + 1
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        document="",
        path=path,
        start=start,
        end=end,
        line=line,
        column=position,
        places=tuple(places),
        message=re.sub(r"\s+", " ", message).strip(),
        help=rule.help[lang],
        formula="",
        reported=cell,
        expected=expected,
        label=label,
        relation="",
        how=t.how or t.state,
        fingerprint=hashlib.sha256(f"{stem}|{n}".encode()).hexdigest()[:20],
    )


def _detail(t: Trace, code: str, lang: str) -> str:
    says, s, r = _SAYS[lang], t.stated, t.report
    if code == ROUNDED:
        return _HOW[lang].get(t.how, "") + _where(t, lang)
    if code == MOVED:
        return says["span"].format(text=_short(s.text)) if s else says["changed"]
    if code == ELSEWHERE:
        return _where(t, lang)
    out = _where(t, lang) if s and r else f"（{_file(r)}）" if r and lang == "zh" else f" ({_file(r)})" if r else ""
    if t.other:
        out += says["other"].format(where=_file(t.other[0]), label=_short(t.other[1].label), text=t.other[1].text)
    elif code == DIFFERS and not t.sure:
        out += says["unsure"]
    return out


def _where(t: Trace, lang: str) -> str:
    """（luzhai.txt:61 “调解成功率”）"""
    if not t.report or not t.stated:
        return ""
    line = Lines(t.report.parsed.source)(t.stated.start)[0] if t.report.parsed.format != "docx" else 0
    place = f"{_file(t.report)}:{line}" if line else _file(t.report)
    label = _short(t.stated.label)
    return f"（{place} “{label}”）" if lang == "zh" else f' ({place} "{label}")'


def _file(r: Report) -> str:
    return os.path.basename(r.parsed.path)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 24 else text[:23] + "…"
