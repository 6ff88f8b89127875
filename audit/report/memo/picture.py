"""The picture of a memo: rates as printed against the same rates recomputed, those that differ."""

from __future__ import annotations

import re
from decimal import Decimal

from audit.report.paper.blocks import Bar
from audit.report.paper.facts import Facts, label_of
from audit.report.paper.redo import redo
from audit.report.paper.text import clip, line

MOST = 16
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FRAMES = ("rates", "changes", "bases", "granularity")
_WIDE = str.maketrans("０１２３４５６７８９．％－", "0123456789.%-")


def bars(facts: Facts, lang: str) -> tuple[list[Bar], int]:
    """The percentages that do not recompute, in order of the findings.

    Returns: at most MOST bars, and how many there are in all. An interval is drawn at its middle and labelled with both
        ends.
    """
    out = []
    for f in facts.run.findings:
        found = facts.index(f)
        if found is None:
            continue
        d, n = found
        r = d.parsed.relations[n]
        if r.frame not in _FRAMES or r.values.get("per") != 100 or r.about < 0 or r.data.get("mean"):
            continue
        again = redo(r, d.parsed.figures, lang)
        ends = [Decimal(x) for x in _NUMBER.findall(again.text.replace("~", " "))]
        printed = _NUMBER.search(line(f.reported).translate(_WIDE).replace(",", ""))
        if not again.formula or not ends or printed is None:
            continue
        reported = Decimal(printed[0])
        recomputed = sum(ends, Decimal(0)) / len(ends)
        label = (
            clip(label_of(f) or r.label, 16) + f"（{clip(facts.short(d.parsed.path).rsplit('.', 1)[0], 14)}:{f.line}）"
        )
        if lang == "en":
            label = label.replace("（", " (").replace("）", ")")
        out.append(
            Bar(label, reported, recomputed, line(f.reported), again.text, difference(f.reported, again.text, lang))
        )
    return out[:MOST], len(out)


def difference(reported: str, recomputed: str, lang: str) -> str:
    """Reported less recomputed: −0.02个百分点; "" unless both are percentages, or plain numbers of one unit."""
    a, b = (
        re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)(%?)(.*)", line(x).translate(_WIDE).replace(",", ""))
        for x in (reported, recomputed)
    )
    if not a or not b or a[2] != b[2] or any(c.isdigit() for c in a[3] + b[3]):
        return ""
    if not a[2] and a[3][:1] != b[3][:1] and {a[3][:1], b[3][:1]} & {"万", "亿"}:
        return ""
    gap = Decimal(a[1]) - Decimal(b[1])
    text = f"{'+' if gap > 0 else '−' if gap < 0 else ''}{abs(gap)}"
    if a[2]:
        return text + ("个百分点" if lang == "zh" else " pp")
    return text
