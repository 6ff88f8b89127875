"""Where the exact search is too large the solver proposes; what it says counts as far as exact integers prove it."""

from __future__ import annotations

import builtins
import random
import sys
from itertools import combinations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "ci"))

from synthetic_table import number_column, table

from audit.dataset.rules import Rule
from audit.locate.cells import cover, localise, solver
from audit.locate.cells.cover import covers
from audit.locate.cells.faults import Engine
from audit.locate.cells.feasible import solve
from audit.locate.cells.network import TableNetwork
from audit.locate.cells.variables import TooLarge


def wide(seed: int, errors: int, columns: int = 80, rules: int = 60):
    """One row of sums over columns picked at random, some of them wrong."""
    rng = random.Random(seed)
    base = [f"c{i}" for i in range(columns)]
    values = {name: rng.randint(10, 99) for name in base}
    made = []
    for k in range(rules):
        parts = rng.sample(base, 3)
        values[f"t{k}"] = sum(values[p] for p in parts)
        made.append(Rule(f"R{k}", "sum", {"total": (f"t{k}",), "parts": tuple(parts)}))
    wrong = rng.sample(base, errors)
    for name in wrong:
        values[name] += rng.randint(1, 9)
    return table("wide", [number_column(name, [v]) for name, v in values.items()]), made, wrong


def test_a_row_with_twenty_errors_is_solved_and_proved():
    cells, rules, wrong = wide(0, 20)
    verdicts = localise(cells, rules, [0])
    assert {v.proof.how for v in verdicts} == {"solver"}
    assert sum(v.proof.size for v in verdicts) <= len(wrong)
    assert all(v.undecided and not v.proof.complete for v in verdicts)
    net = TableNetwork(cells, rules)
    net.broken([0])
    at = {place.column: v for v, place in enumerate(net.places)}
    answer = Engine(net).feasible(frozenset(at[c.column] for v in verdicts for c in v.cells))
    values = {c.name: c.num[0] for c in cells.columns}
    values |= {net.places[v].column: q for v, q in answer.values.items()}
    assert all(values[r.columns["total"][0]] == sum(values[p] for p in r.columns["parts"]) for r in rules)


@pytest.mark.parametrize("seed", range(6))
def test_solver_and_exact_search_agree(seed):
    cells, rules, _ = wide(seed, 5, columns=24, rules=16)
    found = []
    for always in (False, True):
        net = TableNetwork(cells, rules)
        faults = Engine(net, always_solver=always).faults(net.broken([0]))
        assert all(f.how == ("solver" if always else "exact") for f in faults)
        found.append((sum(f.weight for f in faults), {s for f in faults for s in f.sets}))
    (weight, every), (same, one) = found
    assert weight == same
    # faults that stand apart in one may be told together in the other; cell for cell the solver's are among the best
    assert {v for s in one for v in s} <= {v for s in every for v in s}


def groups(seed: int) -> tuple[list[frozenset[int]], dict[int, int]]:
    rng = random.Random(seed)
    made = [frozenset(rng.sample(range(9), rng.randint(1, 4))) for _ in range(rng.randint(2, 9))]
    return made, {c: rng.randint(1, 3) for c in range(9)}


@pytest.mark.parametrize("seed", range(60))
def test_covers_are_those_of_brute_force(seed):
    made, weights = groups(seed)
    sets = [frozenset(s) for n in range(8) for s in combinations(range(9), n)]
    good = [s for s in sets if all(s & g for g in made)]
    least = min(sum(weights[c] for c in s) for s in good)
    found = covers(made, weights)
    assert found.weight == least
    assert found.complete
    assert set(found.sets) == {s for s in good if sum(weights[c] for c in s) == least}
    assert cover.at_least(made, weights) <= least
    by_solver = solver.cover(made, weights)
    assert by_solver.weight == least
    assert solver.proved(made, weights, least)
    assert not solver.proved(made, weights, least + 1)


def test_what_the_solver_finds_impossible_is_refuted_by_integers():
    cells = table("t", [number_column(n, [v]) for n, v in {"a": 10, "b": 3, "c": 20}.items()])
    rules = [
        Rule("1", "sum", {"total": ("a",), "parts": ("b", "c")}),
        Rule("2", "order", {"items": ("a", "c")}),
    ]
    net = TableNetwork(cells, rules)
    engine = Engine(net)
    net.broken([0])
    b = next(v for v, place in enumerate(net.places) if place.column == "b")
    (problem,) = engine.blocks(frozenset([b]))
    assert solver.feasible(problem).values is None
    assert solve(problem).values is None
    assert solver.feasible(problem).reason == solve(problem).reason


def test_without_the_solver_nothing_is_claimed(monkeypatch):
    real = builtins.__import__

    def no_solver(name, *args, **kwargs):
        if name == "highspy":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_solver)
    cells, rules, _ = wide(0, 20)
    (v,) = localise(cells, rules, [0])
    assert (v.cells, v.proof.how, v.undecided) == ((), "open", True)


def test_budget_is_kept():
    cells, rules, _ = wide(1, 3, columns=12, rules=6)
    net = TableNetwork(cells, rules)
    broken = net.broken([0])
    problem = Engine(net)._problem(sorted({v for c in broken for v in net.constraints[c].scope}), broken)
    with pytest.raises(TooLarge):
        solve(problem, budget=1)


def test_a_run_that_has_spent_its_budget_says_so():
    cells, rules, _ = wide(0, 20)
    net = TableNetwork(cells, rules)
    faults = Engine(net, nodes=50, rounds=2).faults(net.broken([0]))
    assert {f.how for f in faults} == {"open"}
    assert all(f.sets == () for f in faults)
    assert {c for f in faults for c in f.broken} == set(net.broken([0]))
