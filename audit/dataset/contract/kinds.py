"""The kinds of rules as a contract writes them: roles, options, what may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")
OPS = ("<=", ">=", "==", "!=", "<", ">")
_SAME = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "＜": "<", "＞": ">", "＝": "=="}
COMMON = ("id", "where", "severity", "source", "note", "table")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule.

    roles: role -> how many columns (1, or 9: one or more). one_of: of these exactly one. optional: may be left out.
    numbers: roles in which a number may stand for a column. check: the code that speaks. severity: the usual one.
    """

    roles: dict[str, int]
    check: str
    options: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    severity: str = "error"


KINDS = {
    "rate": Kind({"reported": 1, "numerator": 9, "denominator": 9}, "RAT101", ("per", "decimals", "rounded")),
    "sum": Kind({"total": 9, "parts": 9}, "SUM101", ("rounded",), numbers=("total",)),
    "balance": Kind({"plus": 9, "minus": 9}, "SUM104", ("rounded",)),
    "subset": Kind({"whole": 9, "parts": 9}, "SUM102", ("rounded",)),
    "order": Kind({"items": 9}, "ORD101", ("rounded",)),
    "change": Kind(
        {"current": 1, "percent": 1, "delta": 1, "previous": 1, "key": 9, "time": 1},
        "CHG101",
        ("per", "decimals", "rounded", "against", "step"),
        optional=("percent", "delta", "previous", "key", "time"),
    ),
    "repeat": Kind({"a": 9, "b": 9, "key": 9}, "REP101", ("rounded",), optional=("key",)),
    "attainable": Kind({"reported": 1, "denominator": 9}, "GRN101", ("per", "decimals"), severity="warning"),
    "inequality": Kind({"left": 9, "right": 9}, "DST109", ("op", "rounded"), numbers=("left", "right")),
}


def check_of(kind: str, columns: dict[str, tuple[str, ...]]) -> str:
    """The code that speaks when a rule breaks."""
    if kind == "change":
        return "CHG103" if "delta" in columns else "CHG101" if "percent" in columns else "REP101"
    if kind == "sum" and all(NUMBER.fullmatch(name) for name in columns.get("total", ())):
        return "RAT103"
    return KINDS[kind].check


def split_inequality(text: str) -> tuple[list[str], str, list[str]] | None:
    """未结 <= 上年结转 + 受理 -> the columns of each side and the sign; None where there is no single sign."""
    for wrong, right in _SAME.items():
        if wrong != "=":
            text = text.replace(wrong, right)
    parts = re.split(r"(<=|>=|==|!=|<|>|(?<![<>=!])=(?!=))", text)
    if len(parts) != 3:
        return None
    sides = [
        [word.strip().strip("`") for word in re.split(r"\s*[+＋]\s*", side.strip())] for side in (parts[0], parts[2])
    ]
    if not all(all(side) for side in sides):
        return None
    return sides[0], "==" if parts[1] == "=" else parts[1], sides[1]


def op_of(text: str) -> str:
    """A sign as it is kept; "" where it is none."""
    text = _SAME.get(text.strip(), text.strip())
    return text if text in OPS else ""
