"""On small tables the smallest sets are those that trying every set of cells and every value finds."""

from __future__ import annotations

import itertools

import pytest
from cells_oracle import KEY, TIME, Oracle, Spec, table_of
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from audit.dataset.rules import Rule
from audit.locate.cells import Domain, localise

COUNTS = [Spec("a", high=4), Spec("b", high=4), Spec("c", high=5), Spec("d", low=-4, high=4)]
RATE = Spec("r", step=1, low=-10, high=12)  # a rate per ten, without decimals
AMOUNT = Spec("m", dec=1, step=5, low=0, high=6)  # 0.5, 1.0, …: a rounded amount


def rule(kind: str, options: dict | None = None, **roles: str) -> Rule:
    return Rule("", kind, {role: tuple(names.split()) for role, names in roles.items()}, options or {})


POOL = [
    rule("sum", total="c", parts="a b"),
    rule("sum", total="5", parts="a b"),
    rule("balance", plus="a d", minus="b c"),
    rule("subset", whole="c", parts="a"),
    rule("order", items="c b a"),
    rule("inequality", {"op": "<"}, left="a", right="b"),
    rule("inequality", {"op": "!="}, left="a", right="c"),
    rule("inequality", {"op": "<="}, left="r", right="10"),
    rule("repeat", a="a", b="b"),
    rule("rate", {"per": 10}, reported="r", numerator="a", denominator="c"),
    rule("rate", {"per": 10}, reported="r", numerator="b", denominator="a d"),
    rule("attainable", {"per": 10}, reported="r", denominator="c"),
    rule("change", {"per": 10}, current="a", percent="r", previous="c"),
    rule("change", current="a", delta="d", key=KEY, time=TIME),
    rule("change", {"per": 10}, current="c", percent="r", key=KEY, time=TIME),
    rule("change", current="b", previous="a", key=KEY, time=TIME),
    rule("sum", total="m", parts="a"),
    rule("rate", {"per": 10}, reported="r", numerator="m", denominator="c"),
    rule("sum", {"rounded": False}, total="m", parts="b"),
    rule("inequality", {"op": "<="}, left="m", right="c"),
]


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Spec], list[list[int | None]], list[Rule], dict[str, int]]:
    """A table of one to three rows, two to four rules, weights."""
    picked = draw(st.lists(st.sampled_from(range(len(POOL))), min_size=2, max_size=4, unique=True))
    rules = [Rule(f"R{n}", POOL[n].kind, POOL[n].columns, POOL[n].options) for n in picked]
    used = {name for r in rules for names in r.columns.values() for name in names}
    specs = [s for s in (*COUNTS, RATE, AMOUNT) if s.name in used]
    series = any(r.kind == "change" and "key" in r.columns for r in rules)
    count = draw(st.integers(2, 3)) if series else 1
    cell = [
        st.one_of(st.integers(s.low, s.high), st.just(s.high), st.none() if i == 0 else st.nothing())
        for i, s in enumerate(specs)
    ]
    rows = [[draw(c) for c in cell] for _ in range(count)]
    weights = {s.name: draw(st.integers(1, 2)) for s in specs} if draw(st.booleans()) else {}
    return specs, rows, rules, weights


def answer(specs, rows, rules, weights) -> tuple[set[frozenset], list]:
    """The smallest sets that the engine finds, faults put together."""
    table = table_of(specs, rows)
    domains = {
        s.name: Domain(s.low * max(1, s.step) / 10**s.dec, s.high * max(1, s.step) / 10**s.dec, s.dec) for s in specs
    }
    verdicts = localise(table, rules, range(len(rows)), weights, domains=domains)
    families = [[v.cells, *(cells for cells, _ in v.alternatives)] for v in verdicts]
    sets = {
        frozenset((cell.row, cell.column) for cells in choice for cell in cells)
        for choice in itertools.product(*families)
    }
    return sets, verdicts


@given(problems())
@settings(
    max_examples=250,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_smallest_sets_are_those_of_brute_force(problem):
    specs, rows, rules, weights = problem
    oracle = Oracle(specs, rows, rules)
    assume(False in oracle.was)
    most = 3 if len(rows) * len(specs) <= 5 else 2
    wanted = oracle.smallest(weights, most)
    assume(wanted is not None)
    least = sum(weights.get(column, 1) for _, column in next(iter(wanted)))
    assume(least <= most + 1)  # more cells, which the oracle did not try, weigh as much at least
    sets, verdicts = answer(specs, rows, rules, weights)
    assert {s for s in sets if len(s) <= most} == wanted
    cost = {sum(weights.get(column, 1) for _, column in s) for s in sets}
    assert cost == {least}
    assert sum(v.proof.weight for v in verdicts) == least
    assert all(v.proof.how == "exact" for v in verdicts)


@given(problems())
@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_likely_value_mends_its_fault(problem):
    specs, rows, rules, weights = problem
    oracle = Oracle(specs, rows, rules)
    assume(False in oracle.was)
    _, verdicts = answer(specs, rows, rules, weights)
    by_name = {s.name: s for s in specs}
    for v in verdicts:
        for cells in (v.cells, *(cells for cells, _ in v.alternatives)):
            if len(cells) != 1 or len(verdicts) != 1:
                continue
            (cell,) = cells
            for likely in cell.values:
                s = by_name[cell.column]
                q = round(float(likely.text) * 10**s.dec / max(1, s.step))
                assert oracle.good({**oracle.printed, (cell.row, cell.column): q}), (cell, likely)


if __name__ == "__main__":
    pytest.main([__file__])
