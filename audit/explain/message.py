"""The message of a finding: the template of its check, filled with the printed figures.

Neutral words; several figures may each be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.explain.formula import printed

if TYPE_CHECKING:
    from audit.relate.relations import Relation

MARK = {100: "%", 1000: "‰", 10000: "‱", 1: ""}
# what else a finding says, by how it breaks or by the relation's note
DETAIL = {
    "zh": {
        "truncated": "（截尾得此数）",
        "attain": "；分母为{den}时没有整数分子可得此数",
        "fits": "；文中 {pairs} 可得此数",
        "basis": "；文中未写明分母",
        "open": "；所列若未穷尽，请注明",
        "long": "；分项共 {n} 项，算式只列首尾",
        "survey": "；满意、知晓等比率的分母多为有效评价数，文中未给出",
    },
    "en": {
        "truncated": " (the digits are cut off, not rounded)",
        "attain": "; no whole numerator over {den} gives it",
        "fits": "; {pairs} in the text give it",
        "basis": "; the text does not name the base",
        "open": "; if the list is not complete, say so",
        "long": "; there are {n} parts, and the arithmetic shows the first and the last",
        "survey": "; such rates are usually of those who answered, which the text does not give",
    },
}


def expected_text(relation: Relation, expected: int | tuple[int, ...] | None, unit: str) -> str:
    """What the arithmetic gives, at the printed decimals: 77.36%; an interval where the inputs are rounded."""
    scale = relation.values.get("scale", 1)
    if relation.frame not in ("rates", "changes", "bases") or expected is None:
        return ""
    mark = (
        ""
        if relation.data.get("mean") or relation.note == "multiple"
        else (unit if unit in ("%", "‰", "‱") else MARK.get(relation.values.get("per", 100), ""))
    )
    if isinstance(expected, tuple):
        low, high = (printed(int(x), scale) for x in expected)
        return f"{low}{mark}" if low == high else f"{low}~{high}{mark}"
    return f"{printed(int(expected), scale)}{mark}"


def fill(template: str, **fields: str) -> str:
    """A message from its template; fields that are empty leave no stray space or comma."""
    text = template.format(**{k: fields.get(k, "") for k in ("label", "reported", "expected", "formula", "detail")})
    for wrong, right in (
        ("  ", " "),
        ("，应为 ；", "；"),
        ("；最接近的为 ；", "；"),
        ("; the nearest are ;", ";"),
        ("；最接近的为 ", "；最接近的为 "),
        ("：，", "："),
        (": ,", ":"),
        ("，应为 （", "（"),
    ):
        text = text.replace(wrong, right)
    for tail in ("；最接近的为", "; the nearest are", "，应为", ", expected"):
        text = text.strip().removesuffix(tail)
    return text.strip().strip("，,：:").strip()
