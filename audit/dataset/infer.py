"""Rules that heads of columns name: …率, 合计, 其中, 受理/办结, 同比. Kept where most rows obey them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.dataset import cells
from audit.dataset.contract.model import Contract, LongSpec
from audit.dataset.lay import Layer
from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table

LEAST = (1, 2)  # the share of rows that must tie before a rule is taken to be meant
LEAST_ORDER = (4, 5)  # stages: a later one that often exceeds an earlier one is of another scope
_TOTAL = re.compile(r"合计|总计|共计|小计|总数|总量$")
_PART = re.compile(r"^其中[:：]?|[（(]其中[)）]")
_CHANGE = re.compile(
    r"^(?P<of>.*?)(?:同比|环比|较上年|比上年|较上期|比上期)?(?P<what>增减量|增减数|增减额|净增|增减|增长率|增幅|升降|增长|同比|环比|增速|变动)(?:率|幅度|（%）)?$"
)
_DELTA = re.compile(r"增减|净增|增减量|变动")
_COUNT = re.compile(r"(?<=[一-鿿]{2})(?:件数|数量|案件数|件次|总?数|量|件)$")
MOST_PARTS = 12
MOST_TRIED = 400


def inferred(table: Table) -> Contract:
    """The contract that the heads of a table stand for.

    Args:    table: as it was read.
    Returns: rules at warning, none where no head says anything; `inferred` is set.
    """
    if not table.rows:
        return Contract(inferred=True)
    long, table = _long(table)
    tester = _Tester(table)
    rules: list[Rule] = []
    numeric = [c for c in table.columns if c.kind in (cells.NUMBER, cells.PERCENT)]
    rules += _sums(tester, numeric)
    rules += _rates(tester, numeric)
    rules += _orders(tester, numeric)
    rules += _parts(tester, table)
    rules += _changes(tester, table, numeric)
    rules += [
        Rule("", "inequality", {"left": (c.name,), "right": ("100",)}, {"op": "<="})
        for c in numeric
        if c.kind == cells.PERCENT and c.name.endswith("率") and not _CHANGE.fullmatch(c.name)
    ]
    named = [replace(r, id=f"{r.kind}{n}", severity="warning") for n, r in enumerate(rules, 1)]
    return Contract(rules=tuple(named), inferred=True, long=long)


def _long(table: Table) -> tuple[LongSpec | None, Table]:
    """Where the heads say that a table is long (指标, 数值): its columns by their part, and the wide table."""
    from audit.dataset.shape import long_roles, widen

    roles = long_roles(table)
    if roles is None or not roles.key:
        return None, table
    return LongSpec(roles.indicator, roles.value, roles.unit, roles.key), widen(table, roles)


class _Tester:
    """Says how many rows of the table obey a rule."""

    def __init__(self, table: Table) -> None:
        self.layer, self.tried = Layer(table), 0

    def support(self, rule: Rule) -> tuple[int, int]:
        """Rows that tie, and rows that can be judged."""
        import pandas as pd

        from expectations.arithmetic import judge_frame

        self.tried += 1
        ties = judged = 0
        if self.tried > MOST_TRIED:
            return 0, 0
        for block in self.layer.blocks(rule):
            if not len(block.rows):
                continue
            found = judge_frame(block.frame, pd.DataFrame(block.columns))
            undetermined = int(found.undetermined.sum())
            judged += len(found) - undetermined
            ties += len(found) - undetermined - int(found.breaks.sum())
        return ties, judged

    def holds(self, rule: Rule, least: tuple[int, int] = LEAST) -> bool:
        """Do enough rows obey it?"""
        ties, judged = self.support(rule)
        return bool(ties) and ties * least[1] >= judged * least[0]


def _sums(tester: _Tester, numeric: Sequence[Column]) -> Iterator[Rule]:
    """合计 and the columns beside it that make it up."""
    counts = [c for c in numeric if c.kind == cells.NUMBER]
    for n, total in enumerate(counts):
        if not _TOTAL.search(total.name):
            continue
        best: tuple[int, int, Rule] | None = None
        for parts in _beside(counts, n):
            rule = Rule("", "sum", {"total": (total.name,), "parts": tuple(c.name for c in parts)})
            ties, judged = tester.support(rule)
            if ties and 2 * ties >= judged and (best is None or (ties, len(parts)) > best[:2]):
                best = (ties, len(parts), rule)
        if best:
            yield best[2]


def _beside(counts: Sequence[Column], n: int) -> Iterator[Sequence[Column]]:
    """Runs of columns to the right and to the left of a total; not beyond another total."""
    for step in (1, -1):
        run: list[Column] = []
        at = n + step
        while 0 <= at < len(counts) and len(run) < MOST_PARTS and not _TOTAL.search(counts[at].name):
            run.append(counts[at])
            if len(run) > 1:
                yield run[:] if step > 0 else run[::-1]
            at += step


def _rates(tester: _Tester, numeric: Sequence[Column]) -> Iterator[Rule]:
    """…率 and the two counts that its name, or the lexicon, speaks of."""
    from audit.parse.lexicon import table as lexicon

    rows = lexicon("rates")
    counts = [c for c in numeric if c.kind == cells.NUMBER]
    for column in numeric:
        if column.kind != cells.PERCENT or not column.name.endswith(("率", "占比", "比重")):
            continue
        stem = re.sub(r"(?:占比|比重|比率|率)$", "", column.name)
        row: dict = next((r for r in rows if column.name.endswith(str(r["rate"]))), {})
        tops = [c for c in counts if c.name == stem or _bare(c.name) == stem]
        tops += [c for c in counts if c not in tops and ((stem and stem in c.name) or _any(row.get("of", ()), c.name))]
        best: tuple[tuple[int, int], Rule] | None = None
        for top in tops[:4]:
            bases = [c for c in counts if c is not top]
            bases.sort(key=lambda c: (not _any(row.get("on", ()), c.name), abs(c.place - top.place)))
            for rank, base in enumerate(bases[:8]):
                rule = Rule(
                    "", "rate", {"reported": (column.name,), "numerator": (top.name,), "denominator": (base.name,)}
                )
                ties, judged = tester.support(rule)
                if ties and 2 * ties >= judged and (best is None or (ties, -rank) > best[0]):
                    best = ((ties, -rank), rule)
        if best:
            yield best[1]


def _bare(name: str) -> str:
    """The head of a count without the word that says so: 申请数, 受理件数, 办结量 -> 申请, 受理, 办结."""
    return _COUNT.sub("", name)


def _any(words: Sequence[str], name: str) -> bool:
    return any(str(w) in name for w in words)


def _orders(tester: _Tester, numeric: Sequence[Column]) -> Iterator[Rule]:
    """Columns that are called by the stages of handling: none exceeds the stage before it."""
    from audit.parse.lexicon import table as lexicon

    stages = lexicon("stages")
    counts = [c for c in numeric if c.kind == cells.NUMBER and not _CHANGE.fullmatch(c.name)]
    carried = any(_any((*stages["carry_in"], *stages["carry_out"]), c.name) for c in counts)
    for chain in stages["chains"].values():
        if chain.get("carry") and carried:
            continue
        found: list[Column] = []
        for stage in chain["stages"]:
            if stage["name"] == "handled":  # 调解, 处理: what a table is about, not how far its cases got
                continue
            found += [c for c in counts if _bare(c.name) in stage["words"] and c not in found][:1]
        if len(found) > 1:
            rule = Rule("", "order", {"items": tuple(c.name for c in found)})
            if tester.holds(rule, LEAST_ORDER):
                yield rule


def _parts(tester: _Tester, table: Table) -> Iterator[Rule]:
    """其中：… is a part of the column before it that is none itself."""
    whole: Column | None = None
    for column in table.columns:
        if column.kind != cells.NUMBER:
            continue
        if not _PART.search(column.name):
            whole = column
            continue
        if whole is not None:
            rule = Rule("", "subset", {"whole": (whole.name,), "parts": (column.name,)})
            if tester.holds(rule):
                yield rule


def _changes(tester: _Tester, table: Table, numeric: Sequence[Column]) -> Iterator[Rule]:
    """受理同比 is the change of 受理 on the row of the year before."""
    times = [c for c in table.columns if c.kind == cells.DATE]
    if len(times) != 1:
        return
    keys = tuple(c.name for c in table.columns if c.kind == cells.TEXT and not re.search("备注|说明|来源", c.name))[:2]
    by_name = {c.name: c for c in numeric}
    for column in numeric:
        m = _CHANGE.fullmatch(column.name)
        current = by_name.get(m["of"]) if m and m["of"] else None
        if current is None or current is column:
            continue
        stated = "delta" if column.kind == cells.NUMBER and _DELTA.search(column.name) else "percent"
        rule = Rule(
            "", "change",
            {"current": (current.name,), stated: (column.name,), "key": keys, "time": (times[0].name,)},
        )  # fmt: skip
        if tester.holds(rule):
            yield rule
