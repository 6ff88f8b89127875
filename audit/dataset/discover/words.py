"""A rule as a formula that people read, and the rows that break it by their keys."""

from __future__ import annotations

from collections.abc import Sequence

from audit.dataset.discover.proposal import Discovery
from audit.dataset.rules import Rule

SAYS = {
    "zh": {
        "attainable": "{a} 须为 {b} 中某个整数的占比",
        "before": "{a} = 上一{unit}的 {b}",
        "delta": "{a} = {b} 较上一{unit}增减",
        "percent": "{a} = {b} 较上一{unit}增幅",
        "year": "年", "period": "期", "where": "（当 {where}）", "line": "{key}（第 {line} 行）", "row": "第 {line} 行",
    },
    "en": {
        "attainable": "{a} is a share that a whole number of {b} makes",
        "before": "{a} = {b} of the {unit} before",
        "delta": "{a} = {b} less {b} of the {unit} before",
        "percent": "{a} = growth of {b} on the {unit} before",
        "year": "year", "period": "period", "where": " where {where}", "line": "{key} (line {line})",
        "row": "line {line}",
    },
}  # fmt: skip


def formula(rule: Rule, lang: str) -> str:
    """A rule on one line: 办结率 = 办结 / 受理."""
    says, roles = SAYS[lang], rule.columns
    where = says["where"].format(where=rule.where) if rule.where else ""
    return _formula(rule, says, roles) + where


def _formula(rule: Rule, says: dict[str, str], roles: dict[str, tuple[str, ...]]) -> str:
    kind = rule.kind
    if kind == "sum":
        return f"{_sum(roles['total'])} = {_sum(roles['parts'])}"
    if kind == "balance":
        return f"{_sum(roles['plus'])} = {_sum(roles['minus'])}"
    if kind == "subset":
        return f"{_sum(roles['whole'])} ≥ {_sum(roles['parts'])}"
    if kind == "order":
        return " ≥ ".join(roles["items"])
    if kind == "inequality":
        return f"{_sum(roles['left'])} {rule.options.get('op', '==')} {_sum(roles['right'])}"
    if kind == "repeat":
        return f"{_sum(roles['a'])} = {_sum(roles['b'])}"
    if kind == "rate":
        per = rule.options.get("per", 100)
        times = "" if per in (1, 100) else f" × {per}"
        return f"{roles['reported'][0]} = {_side(roles['numerator'])} / {_side(roles['denominator'])}{times}"
    if kind == "attainable":
        return says["attainable"].format(a=roles["reported"][0], b=_sum(roles["denominator"]))
    return _change(rule, says, roles)


def _change(rule: Rule, says: dict[str, str], roles: dict[str, tuple[str, ...]]) -> str:
    current = roles["current"][0]
    unit = says["period" if rule.options.get("against") == "period" else "year"]
    stated = next((role for role in ("percent", "delta") if role in roles), "")
    if "previous" in roles and stated:
        before = roles["previous"][0]
        if stated == "delta":
            return f"{roles['delta'][0]} = {current} - {before}"
        return f"{roles['percent'][0]} = ({current} - {before}) / {before}"
    if stated:
        return says[stated].format(a=roles[stated][0], b=current, unit=unit)
    return says["before"].format(a=roles["previous"][0], b=current, unit=unit)


def _sum(names: Sequence[str]) -> str:
    return " + ".join(names)


def _side(names: Sequence[str]) -> str:
    return f"({_sum(names)})" if len(names) > 1 else names[0]


def row_name(found: Discovery, row: int, lang: str) -> str:
    """A row by its key and line: 甲县 2023 (line 57)."""
    table = found.table
    key = " ".join(table.column(name).text[row] for name in found.keys)
    line = table.line[row] if row < len(table.line) else row + 2
    return SAYS[lang]["line" if key else "row"].format(key=key, line=line)


def row_names(found: Discovery, rows: Sequence[int], lang: str, most: int = 3) -> str:
    """The first rows by their names; … where there are more."""
    shown = [row_name(found, row, lang) for row in rows[:most]]
    comma = "、" if lang == "zh" else ", "
    return comma.join(shown) + (" …" if len(rows) > most else "")
