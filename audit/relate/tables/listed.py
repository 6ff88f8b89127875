"""Counts of the prose that a table lists: 五项指标进展如下, and a table of five rows."""

from __future__ import annotations

import re

from audit.parse.grammar import grammar
from audit.relate.relations import WARNING, Relation
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.sheet import Sheet
from audit.relate.words import shared

_BELOW = re.compile(r"如下|见下|下表|见表|附表")
_OPEN = re.compile(r"主要|部分|重点|其中|前[三五十]|分别|超过|低于|高于")
_COMMAS = re.compile(r"[，,。；;]")
_PLAIN = re.compile(
    r"[^一-鿿]|具体|详细|名单|清单|情况|进展|完成|分布|如下|见下|下表|见表|附表|名称|基本|工作|[见详如及和其表]"
)
_UNITS = frozenset(("个", "项", "类", "种", "家", "条", "所", "大"))
_MOST = 23  # members of one relation
_LISTED = re.compile(r"[^一-鿿（）()]|的|均|共|各|进")


def listed(build: Builder, sheets: list[Sheet]) -> None:
    """Relate a count of rows with the rows it announces. Only what ties is written, but for a list right below.

    Args:    build: writes the relations; sheets: those of the document.
    """
    c = build.c
    f = c.figures
    done = {r.about for r in build.out if r.kind == "enumeration"}
    units = _UNITS.union(grammar().bare_nouns)
    counts = [
        i for i in range(len(f))
        if f.cell[i] is None and f.unit[i] in units and not f.hedge[i] and not f.dec[i] and 2 <= f.num[i] <= 40
    ]  # fmt: skip
    for s in sheets:
        rows = [x for x in s.rows.lines if not x.total and x.among < 0 and not x.indent and x.path]
        if len(rows) < 2 or len({x.path for x in rows}) < len(rows):
            continue
        head = s.grid.head_paths[0][-1] if s.grid.first_col and s.grid.head_paths[0] else ""
        start, end = s.grid.table.start, s.grid.table.end
        for i in counts:
            ahead = 0 <= start - f.end[i] < 300
            if i in done or not (ahead or 0 <= f.start[i] - end < 120):
                continue
            noun = _LISTED.split(c.post[i].strip(), maxsplit=1)[0][:10]
            noun = f"{f.unit[i]}{noun}" if f.unit[i] not in ("个", "项", "类", "种", "家") else noun
            named = names.bare(noun) != "" and (
                shared(noun, head) > 0
                or (len(head) > 1 and (head in noun or noun[:2] in head))
                or shared(noun, s.grid.title) > 1
            )
            between = c.text[f.end[i] : start] if ahead else ""
            below = ahead and len(between) < 24 and _BELOW.search(between) is not None
            if not named and not below:
                continue
            cue = next((x for x in _COMMAS.split(between) if _BELOW.search(x)), "")
            other = _PLAIN.sub("", cue)  # 18个网格，人员配备见下表: the table lists something else
            plain = len(other) < 2 or shared(other, noun) > 0
            if len(rows) == f.num[i] or (below and named and plain and not _OPEN.search(c.clause_text[i] + between)):
                _write(build, i, rows)
                done.add(i)


def _write(build: Builder, i: int, rows: list) -> None:
    c = build.c
    firsts = [next(x for x in row.ids if x >= 0) for row in rows]
    members = [("announced", i), *(("item", x) for x in firsts[:_MOST])]
    values = {"announced": c.figures.num[i], "listed": len(rows)}
    build.out.append(
        Relation("enumeration", "enumerations", "ENU101", members, values, i, WARNING, 0.0, [], c.label[i], "grid")
    )
