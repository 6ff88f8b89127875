"""How a finding is told in a few words: headline, the print, what stands against it, its arithmetic."""

from __future__ import annotations

import datetime

from audit.model import Finding
from audit.relate.relations import Relation
from audit.report.paper.facts import Facts, distinct, label_of
from audit.report.paper.redo import redo
from audit.report.paper.text import clip, line


def headline(f: Finding, rules: dict, lang: str, printed: bool = True) -> str:
    """A finding in a few words: 比率与算式不合：调解成功率 97.87%."""
    title = rules[f.code].title[lang] if f.code in rules else line(f.name)
    label = clip(label_of(f), 30)
    matter = " ".join(
        distinct(
            [label if label not in title else "", clip(line(f.reported), 30) if printed and f.code[:3] != "DOC" else ""]
        )
    )
    return title + (("：" if lang == "zh" else ": ") + matter if matter else "")


def printed(f: Finding, facts: Facts) -> str:
    """The figure a finding is about, as printed; of a finding about form, nothing."""
    return "" if frame_of(f, facts) in ("counts", "marks") and f.code[:3] == "DOC" else line(f.reported)


def frame_of(f: Finding, facts: Facts) -> str:
    """What kind of integers decided a finding, "" where that is not known."""
    found = facts.index(f)
    return found[0].parsed.relations[found[1]].frame if found else ""


def against(f: Finding, facts: Facts, lang: str) -> str:
    """What stands against the print: the value recomputed, or the other figure with the sign that ought to hold."""
    frame = frame_of(f, facts)
    if frame == "counts":
        return ""
    if f.code == "SUM102" and (place := facts.index(f)) is not None:  # a part above its whole stands against the whole
        own, texts = place[0].parsed.relations[place[1]], place[0].parsed.figures["text"]
        return next(("≤ " + line(texts[i]) for role, i in own.members if role == "total"), "")
    if f.expected:
        sign = {"orders": "≤ ", "dates": "≥ "}.get(frame, "")
        return sign + line(f.expected)
    found = facts.index(f)
    if found is None:
        return ""
    again = redo(found[0].parsed.relations[found[1]], found[0].parsed.figures, lang)
    return again.text if again.number else ""


def arithmetic(own: Relation, r: dict) -> str:
    """The sum of a relation for a reader: its formula; of dates the two days; of form, nothing."""
    if own.frame == "dates":
        try:
            return " ≤ ".join(datetime.date.fromordinal(own.values[k]).isoformat() for k in ("earlier", "later"))
        except (ValueError, OverflowError):
            return ""
    return "" if own.frame == "counts" else line(r["formula"])


def sentence(text: str, zh: bool) -> str:
    """The text as one sentence, with a capital and a full stop."""
    text = line(text).rstrip("。.")
    return text + "。" if zh else text[:1].upper() + text[1:] + "."
