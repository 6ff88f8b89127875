"""A table of many columns whose names, blocks and rules are drawn by the seed: another shape than the panel.

    made = wide(rows=3000, columns=100, seed=1, slips=60)

Blocks: a split into parts, a flow of cases, stages with rates, amounts printed in 万 with decimals, shares that make
100, a mean, changes on the year before, columns that have nothing to do with any other. About a third of the blocks
have names that say nothing.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [p for p in (str(HERE), str(HERE.parent)) if p not in sys.path]

from synthetic_oracle import broken  # noqa: E402
from synthetic_panel import YEARS, Panel, some  # noqa: E402
from synthetic_slips import put_slips  # noqa: E402
from synthetic_table import half_up, number_column, ratio, table, text_column, year_column  # noqa: E402

from audit.dataset.rules import Rule  # noqa: E402
from audit.dataset.table import Column  # noqa: E402

TOPICS = (
    "复议", "应诉", "信访", "执法", "调解", "公证", "普法", "援助", "许可", "督办",
    "审批", "监督", "培训", "巡查", "立案", "仲裁", "消防", "环保", "交通", "住建",
)  # fmt: skip
PARTS = ("甲类", "乙类", "丙类", "丁类", "戊类", "己类", "庚类", "辛类")

Cells = list[int | None]


class Maker:
    """Draws blocks of columns, and remembers the rules that each plants."""

    def __init__(self, rows: int, rng: random.Random) -> None:
        self.rng, self.rows = rng, rows
        self.columns: list[Column] = []
        self.rules: list[Rule] = []
        self.sizes = [rng.lognormvariate(0, 0.8) for _ in range(-(-rows // len(YEARS)))]
        self.blank = 0

    def namer(self, topic: str) -> Callable[[str], str]:
        """Names of one block: topic and word, or a code that says nothing."""
        if self.rng.random() < 0.35:
            base = self.blank
            self.blank += 10
            seen: dict[str, str] = {}
            return lambda word: seen.setdefault(word, f"V{base + len(seen):03d}")
        return lambda word: f"{topic}{word}"

    def counts(self, mean: float, spread: float = 0.3) -> list[int]:
        """A count a row, by the size of the place."""
        sizes = (self.sizes[row // len(YEARS)] for row in range(self.rows))
        return [max(0, round(mean * size * self.rng.lognormvariate(0, spread))) for size in sizes]

    def add(self, name: str, cells: Cells, decimals: int = 0, unit: str = "") -> str:
        """Put a column at the end."""
        self.columns.append(number_column(name, cells, decimals, unit))
        return name

    def rule(self, kind: str, options: dict | None = None, **roles: object) -> None:
        """Plant a rule; a role is a name or several."""
        columns = {role: (names,) if isinstance(names, str) else tuple(names) for role, names in roles.items()}
        self.rules.append(Rule(f"W{len(self.rules) + 1:03d}", kind, columns, options or {}))

    def thinned(self, of: list[int], a: float, b: float) -> list[int]:
        """How many of each have something."""
        return [some(n, self.rng.betavariate(a, b), self.rng) for n in of]

    def parts(self, of: list[int], count: int) -> list[list[int]]:
        """A number split into so many parts, row by row."""
        weights = [self.rng.uniform(0.3, 2) for _ in range(count)]
        made: list[list[int]] = [[] for _ in range(count)]
        for total in of:
            left, rest = total, sum(weights)
            for n, weight in enumerate(weights):
                part = left if n == count - 1 else some(left, min(1.0, weight / rest), self.rng)
                made[n].append(part)
                left, rest = left - part, rest - weight
        return made


def _split(m: Maker, name: Callable[[str], str]) -> None:
    count = m.rng.randrange(2, 8)
    total = m.counts(m.rng.choice((40, 300, 2000)))
    cells = list(zip((name(word) for word in PARTS), m.parts(total, count), strict=False))
    if m.rng.random() < 0.5:
        m.add(name("总数"), total)
    for part, values in cells:
        m.add(part, values)
    if name("总数") not in {c.name for c in m.columns}:
        m.add(name("总数"), total)
    m.rule("sum", total=name("总数"), parts=[part for part, _ in cells])


def _flow(m: Maker, name: Callable[[str], str]) -> None:
    carried, new = m.counts(30), m.counts(200)
    load = [a + b for a, b in zip(carried, new, strict=True)]
    left = m.thinned(load, 2, 12)
    closed = [a - b for a, b in zip(load, left, strict=True)]
    for word, values in (("旧存", carried), ("新收", new), ("办结", closed), ("未结", left)):
        m.add(name(word), values)
    m.add(name("结案率"), [ratio(a, b, 2) for a, b in zip(closed, load, strict=True)], 2, "%")
    m.rule("balance", plus=[name("旧存"), name("新收")], minus=[name("办结"), name("未结")])
    m.rule("rate", reported=name("结案率"), numerator=name("办结"), denominator=[name("旧存"), name("新收")])


def _stages(m: Maker, name: Callable[[str], str]) -> None:
    values = m.counts(m.rng.choice((150, 900)))
    words = ["登记", "受理", "办理", "办结"][: m.rng.randrange(3, 5)]
    m.add(name(words[0]), values)
    for before, word in pairwise(words):
        last, values = values, m.thinned(values, m.rng.choice((12, 25)), 1.5)
        decimals = m.rng.choice((1, 2))
        m.add(name(word), values)
        m.add(name(f"{word}率"), [ratio(a, b, decimals) for a, b in zip(values, last, strict=True)], decimals, "%")
        m.rule("order", items=[name(before), name(word)])
        m.rule("rate", reported=name(f"{word}率"), numerator=name(word), denominator=name(before))


def _amounts(m: Maker, name: Callable[[str], str]) -> None:
    """Amounts in whole 元 printed with two decimals of 万: the prints add up to within their rounding."""
    count = m.rng.randrange(2, 6)
    total = m.counts(30_000_000)
    cells = list(zip((name(f"{word}支出") for word in PARTS), m.parts(total, count), strict=False))
    m.add(name("支出合计"), [half_up(v, 100) for v in total], 2)
    for part, values in cells:
        m.add(part, [half_up(v, 100) for v in values], 2)
    m.rule("sum", total=name("支出合计"), parts=[part for part, _ in cells])


def _shares(m: Maker, name: Callable[[str], str]) -> None:
    total = m.counts(500)
    made = m.parts(total, 3)
    m.add(name("人数"), total)
    for word, values in zip(PARTS, made, strict=False):
        m.add(name(f"{word}占比"), [ratio(a, b, 1) for a, b in zip(values, total, strict=True)], 1, "%")
        m.rule("attainable", reported=name(f"{word}占比"), denominator=name("人数"))
    m.rule("sum", total="100", parts=[name(f"{word}占比") for word in PARTS[:3]])


def _mean(m: Maker, name: Callable[[str], str]) -> None:
    people = m.counts(60)
    days = [round(p * m.rng.uniform(3, 30)) for p in people]
    m.add(name("人次"), people)
    m.add(name("天数"), days)
    m.add(name("平均天数"), [ratio(a, b, 1, 1) for a, b in zip(days, people, strict=True)], 1)
    m.rule("rate", {"per": 1}, reported=name("平均天数"), numerator=name("天数"), denominator=name("人次"))


def _change(m: Maker, name: Callable[[str], str]) -> None:
    values = m.counts(250, 0.2)
    first = len(YEARS)
    last = [None if row % first == 0 else values[row - 1] for row in range(m.rows)]
    m.add(name("数量"), values)
    pairs = list(zip(values, last, strict=True))
    if m.rng.random() < 0.5:
        m.add(name("增减"), [None if b is None else a - b for a, b in pairs])
        m.rule("change", current=name("数量"), delta=name("增减"), key="地区", time="年度")
    m.add(name("同比"), [None if b is None else ratio(a - b, b, 1) for a, b in pairs], 1, "%")
    m.rule("change", current=name("数量"), percent=name("同比"), key="地区", time="年度")


def _nothing(m: Maker, name: Callable[[str], str]) -> None:
    m.add(name("其他"), m.counts(m.rng.choice((3, 80, 5000)), 0.6))


BLOCKS = (_split, _flow, _stages, _amounts, _shares, _mean, _change, _nothing)


def wide(rows: int = 3000, columns: int = 100, seed: int = 1, slips: int = 0) -> Panel:
    """Make the table.

    Args: rows: each place has five years. columns: with place and year. seed. slips: rows in which a cell is changed.
    Returns: the panel; without slips nothing in it breaks a rule.
    """
    rng = random.Random(seed)
    m = Maker(rows, rng)
    years = list(YEARS)
    places = [f"P{row // len(years) + 1:04d}" for row in range(rows)]
    m.columns = [text_column("地区", places), year_column("年度", [years[row % len(years)] for row in range(rows)])]
    topics = _topics(rng)
    blocks = list(BLOCKS)
    while len(m.columns) < columns:
        room = columns - len(m.columns)
        if room < 10:
            _nothing(m, m.namer(next(topics)))
            continue
        rng.shuffle(blocks)
        blocks[0](m, m.namer(next(topics)))
    made = table("wide", m.columns)
    hit = [c.name for c in m.columns[2:]]
    done = put_slips(made, slips, rng, columns=hit, series="地区")
    return Panel(made, tuple(m.rules), ("地区", "年度"), tuple(done), frozenset(broken(made, m.rules)))


def _topics(rng: random.Random) -> Iterator[str]:
    for n in range(1000):
        topics = list(TOPICS)
        rng.shuffle(topics)
        yield from (f"{t}{n or ''}" for t in topics)
