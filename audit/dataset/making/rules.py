"""The rules of a dataset made from reports: what the reports themselves relate, in the names of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from audit.dataset.making.pick import Pick
from audit.dataset.rules import Rule
from audit.relate.relations import Relation

# kind of a relation -> kind of a rule, and its roles by the roles of the relation
_ROLES = {
    "rate": ("rate", {"reported": "reported", "numerator": "numerator", "denominator": "denominator"}),
    "sum": ("sum", {"total": "total", "part": "parts"}),
    "balance": ("balance", {"plus": "plus", "total": "plus", "minus": "minus", "part": "minus"}),
    "subset": ("subset", {"total": "whole", "part": "parts"}),
    "order": ("order", {"earlier": "items", "later": "items"}),
}


def rules_of(picks: Sequence[Pick]) -> list[tuple[Rule, set[tuple[str, str]]]]:
    """Rules out of the relations of the reports whose figures all became values.

    Args:    picks: the values.
    Returns: each rule with the places and years whose reports relate these figures so; a rule a set of columns, in the
             order of the reports. A part that a sum or a rate already holds to its whole has no rule of its own.
    """
    by_report: dict[int, dict[int, Pick]] = {}
    for p in picks:
        by_report.setdefault(id(p.report), {})[p.stated.index] = p
    found: dict[tuple, tuple[Rule, set[tuple[str, str]]]] = {}
    for held in by_report.values():
        report = next(iter(held.values())).report
        for r in report.parsed.relations:
            if r.kind not in _ROLES or r.spans or not r.members or not all(i in held for _, i in r.members):
                continue
            kind, roles = _ROLES[r.kind]
            columns: dict[str, list[str]] = {}
            for role, i in r.members:
                if role not in roles:
                    break
                columns.setdefault(roles[role], []).append(held[i].indicator)
            else:
                first = held[r.members[0][1]]
                fixed = {role: tuple(names) for role, names in columns.items()}
                if r.kind == "order":
                    fixed = {"items": (*_of(r, held, "earlier"), *_of(r, held, "later"))}
                if not _whole(kind, fixed):
                    continue
                key = (
                    kind,
                    *sorted(
                        (role, tuple(sorted(names)) if kind != "order" else names) for role, names in fixed.items()
                    ),
                )
                rule = found.setdefault(key, (Rule(f"{kind}{len(found) + 1}", kind, fixed), set()))
                rule[1].add((first.place, first.year))
    return _needed(list(found.values()))


def _of(r: Relation, held: dict[int, Pick], role: str) -> list[str]:
    return [held[i].indicator for member, i in r.members if member == role]


def _whole(kind: str, columns: dict[str, tuple[str, ...]]) -> bool:
    """Has a rule all its roles, and no column twice?"""
    needs = {
        "rate": {"reported", "numerator", "denominator"},
        "sum": {"total", "parts"},
        "balance": {"plus", "minus"},
        "subset": {"whole", "parts"},
        "order": {"items"},
    }[kind]
    names = [name for role in columns.values() for name in role]
    return (
        needs == set(columns) and len(set(names)) == len(names) and len(names) > 1 and (kind != "sum" or len(names) > 2)
    )


def _needed(rules: list[tuple[Rule, set[tuple[str, str]]]]) -> list[tuple[Rule, set[tuple[str, str]]]]:
    """Leave out a subset that a sum implies, and a sum of two numbers of which one is a part of the other."""
    rates = [(set(r.columns["numerator"]), set(r.columns["denominator"])) for r, _ in rules if r.kind == "rate"]
    sums = [(set(r.columns["total"]), set(r.columns["parts"])) for r, _ in rules if r.kind == "sum"]
    out = []
    for rule, places in rules:
        if rule.kind == "subset":
            whole, parts = set(rule.columns["whole"]), set(rule.columns["parts"])
            if any(whole == t and parts <= p for t, p in sums):
                continue
        if rule.kind == "sum" and any(n | d <= set(rule.columns["parts"]) for n, d in rates):
            continue
        out.append((rule, places))
    return out
