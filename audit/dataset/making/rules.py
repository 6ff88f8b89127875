"""The rules of a dataset made from reports: what the reports themselves relate, in the names of indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.dataset.discover import names
from audit.dataset.making.pick import Pick
from audit.dataset.rules import Rule
from audit.relate.relations import Relation

LOOSE = ("order", "subset")  # an inequality of one year may be a coincidence: at warning, of one matter only
_OTHER_TIME = re.compile("(?:上年|上期|年初|期初).*|结转|旧存")
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
             An order or a part is a rule, at warning, only where the names say that both sides are of one matter:
             that one figure of a report is below another need not be so in the next.
    """
    carried = {matter for p in picks if (matter := _carried(p.indicator))}
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
                if not _whole(kind, fixed) or not _one_matter(kind, fixed, carried):
                    continue
                key = (
                    kind,
                    *sorted(
                        (role, tuple(sorted(names)) if kind != "order" else names) for role, names in fixed.items()
                    ),
                )
                rule = found.setdefault(key, (_rule(f"{kind}{len(found) + 1}", kind, fixed), set()))
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


def _rule(name: str, kind: str, columns: dict[str, tuple[str, ...]]) -> Rule:
    return Rule(name, kind, columns, severity="warning" if kind in LOOSE else "error")


def _one_matter(kind: str, columns: dict[str, tuple[str, ...]], carried: set[str]) -> bool:
    """Do the names say that both sides of an order or a part are of one matter: 行政复议受理, 行政复议办结?

    Args: kind, columns: of the rule. carried: matters whose cases of the year before are counted, too: a later stage
        may then exceed an earlier one.
    """
    if kind not in LOOSE:
        return True
    if kind == "order":
        stages = [names.stage(name) for name in columns["items"]]
        matters = {found[1] for found in stages if found}
        steps = [found[0] for found in stages if found]
        return len(steps) == len(stages) and len(matters) == 1 and steps == sorted(set(steps)) and not matters & carried
    name = columns["whole"][0]
    whole = names.stage(name)
    if whole is None or len(whole[1]) < 2 or not name.startswith(whole[1]):
        return False
    step, matter = whole
    word = name[len(matter) :]  # 受理: what is 不予受理 is no part of it
    for part in columns["parts"]:
        if not part.startswith(matter) or word in part or _OTHER_TIME.search(part):
            return False
        later = names.stage(part)
        if later and (later[0] <= step or matter in carried):
            return False
    return True


def _carried(indicator: str) -> str:
    """The matter of which an indicator counts what the year before left: 行政复议上期结转 -> 行政复议."""
    m = _OTHER_TIME.search(indicator)
    return indicator[: m.start()] if m else ""


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
