"""Two figures of a report wrong at once: what no single repair mends, the engine of `cells` does."""

from __future__ import annotations

import pytest
from locate_reading import read

from audit.locate.cells.reports import ReportNetwork, together
from audit.locate.index import Index
from audit.locate.suspects import Locator

TWO = "调解中心调解案件53件，成功调解47件，不成功12件，调解成功率83.36%。"
ONE = "调解中心调解案件53件，成功调解41件，不成功12件，调解成功率77.63%。"
NONE = "调解中心调解案件53件，成功调解41件，不成功12件，调解成功率77.36%。"


def judged_again(text: str) -> set[str]:
    """The verdicts of a text's relations."""
    return {o["verdict"] for o in read(text)[1]}


def faults(text: str, least: int = 2):
    index = Index(*read(text))
    return index, together(index, least)


def test_two_wrong_figures_are_named_together():
    index, (fault,) = faults(TWO)
    texts = index.columns["text"]
    assert {frozenset(texts[i] for i in s) for s in fault.sets} >= {frozenset({"47件", "83.36%"})}
    assert all(len(s) == 2 for s in fault.sets)
    assert fault.undecided
    assert fault.proved


def test_their_prints_make_every_relation_tie():
    index, (fault,) = faults(TWO)
    text = TWO
    for i, print_ in fault.prints.items():
        text = text.replace(index.columns["text"][i], print_)
    assert text != TWO
    assert judged_again(text) == {"ties"}


def test_no_single_figure_would_have_done():
    index, (fault,) = faults(TWO)
    mended = [
        {r for r in fault.relations if any(s.figure == index.columns["id"][i] for s in Locator(index).suspects(r))}
        for i in range(len(index.columns["id"]))
    ]
    assert all(set(fault.relations) != relations for relations in mended)


@pytest.mark.parametrize(("text", "least", "sizes"), [(ONE, 2, []), (ONE, 1, [1]), (NONE, 1, []), (TWO, 1, [2])])
def test_size_of_the_smallest_set(text, least, sizes):
    _, found = faults(text, least)
    assert [len(f.sets[0]) for f in found] == sizes


def test_a_relation_whose_verdict_is_not_given_back_is_left_alone():
    parsed, outcomes = read(ONE)
    for o in outcomes:
        o["verdict"] = "undetermined"
    net = ReportNetwork(Index(parsed, outcomes))
    assert net.broken() == []
    assert not net.constraints
    assert {x.weight for x in net.variables if not x.hidden} == {None}
