"""How a letter names figures: by row and column as a reader of the report sees them, not by the tool's path."""

from __future__ import annotations

import re

from audit.model import Audited, Finding
from audit.report.paper.facts import Facts
from audit.report.paper.text import clip, line

MOST = 8  # figures that one sentence names
_NUMBER = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．）)]|[（(]?\d{1,2}[）)、]|\d{1,2}[.．](?!\d))\s*"
)


def named(label: str, lang: str = "zh") -> str:
    """A label without the numbers of rows: 三、办理结果/（七）总计·自然人 -> 办理结果—总计（自然人）."""
    row, dot, column = line(label).rpartition("·")
    if not dot:
        row, column = column, ""
    rows = [_NUMBER.sub("", part, count=1) if _NUMBER.match(part) else part for part in row.split("/")]
    rows = [r for r in rows if r]
    column = _NUMBER.sub("", column, count=1) if _NUMBER.match(column) else column
    name = "—".join(dict.fromkeys(rows))
    if not column or column == name:
        return name or column
    if not name:
        return column
    if lang == "zh":
        return f"{name}·{column}" if re.search("[（）]", column) else f"{name}（{column}）"
    return f"{name} ({column})"


def figures_of(f: Finding, facts: Facts, lang: str) -> str:
    """The figures of a finding as printed, each with row and column: 上年结转（总计）2、…; "" where unknown."""
    found = facts.index(f)
    if found is None:
        return ""
    d, n = found
    return _listed(d, [i for _, i in d.parsed.relations[n].members], lang)


def side_of(f: Finding, facts: Facts, lang: str, roles: tuple[str, ...]) -> str:
    """The figures that stand on one side of a balance, with their rows and columns."""
    found = facts.index(f)
    if found is None:
        return ""
    d, n = found
    return _listed(d, [i for role, i in d.parsed.relations[n].members if role in roles], lang)


def _listed(d: Audited, ids: list[int], lang: str) -> str:
    columns = d.parsed.figures
    said = []
    for i in ids[:MOST]:
        label, text = clip(named(columns["label"][i], lang), 30), line(columns["text"][i]).strip()
        said.append(f"{label} {text}" if label and not label.endswith(text) else text)
    more = len(ids) - len(said)
    out = ("、" if lang == "zh" else ", ").join(said)
    return out + ((f"等 {len(ids)} 个数" if lang == "zh" else f" and {more} more") if more else "")
