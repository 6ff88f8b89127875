"""Which cell is wrong, case by case: rules, prints, what is never wrong, what cannot be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table
from audit.locate.cells import Domain, localise, previous_rows
from audit.model import Suspect


def column(name: str, cells: str, kind: str = "", hedged: dict[int, tuple] | None = None) -> Column:
    """A column of cells as printed: 12, 77.35, 47.84万, 98.5%, —; `hedged`: row -> (low, high)."""
    c = Column(name=name, head=name)
    for row, text in enumerate(cells.split()):
        body = text.rstrip("%")
        digits = body.removesuffix("万").replace(",", "")
        times = 10**4 if body.endswith("万") else 1
        whole, _, part = digits.lstrip("-").partition(".")
        num = None
        dec = step = 0
        if (whole + part).isdecimal():
            num = int(whole + part) * (-1 if digits.startswith("-") else 1)
            dec = len(part)
            step = 1 if part or text.endswith("%") else 0
            while times > 1:
                times //= 10
                step = step or 1
                if dec:
                    dec -= 1
                else:
                    num, step = num * 10, step * 10
            c.kind = c.kind if c.kind != "text" else "percent" if text.endswith("%") else "number"
            c.unit = "%" if text.endswith("%") else c.unit
        low, high = (hedged or {}).get(row, (num, num))
        for cells_, item in (
            (c.text, text), (c.num, num), (c.dec, dec), (c.step, step), (c.low, low), (c.high, high),
            (c.null, "—" if num is None else None),
        ):  # fmt: skip
            cells_.append(item)
    c.kind = kind or c.kind
    return c


def table(*columns: Column) -> Table:
    n = len(columns[0].text)
    return Table("t", "t.csv", "", list(columns), rows=n, line=list(range(2, n + 2)))


def rule(id_: str, kind: str, where: str = "", options: dict | None = None, **roles: str) -> Rule:
    return Rule(id_, kind, {role: tuple(names.split()) for role, names in roles.items()}, options or {}, where)


@dataclass(frozen=True)
class Case:
    """A table under rules; `says`: (cells of the best set, undecided, likeliest values) a fault."""

    why: str
    table: Table
    rules: list[Rule]
    says: list[tuple[set[str], bool, list[str]]]
    more: dict[str, Any] = field(default_factory=dict)


MEDIATED = table(column("调解", "53"), column("成功", "41"), column("失败", "12"), column("成功率", "77.63%"))
SUM = rule("S", "sum", total="调解", parts="成功 失败")
RATE = rule("R", "rate", reported="成功率", numerator="成功", denominator="调解")
SERIES = (
    column("县", "甲 甲 甲 乙"),
    column("年", "2021 2022 2023 2022", "date"),
)
CHANGE = rule("C", "change", current="受理", delta="增减", key="县", time="年")

CASES = [
    Case(
        "digits of a rate exchanged; the sum vouches for the counts", MEDIATED, [SUM, RATE],
        [({"成功率"}, False, ["77.36%"])],
    ),
    Case(
        "a rate whose digits are cut; no whole number of cases gives it",
        table(column("调解", "53"), column("成功", "41"), column("成功率", "77.35%")), [RATE],
        [({"成功率"}, False, ["77.36%"])],
    ),
    Case(
        "one sum alone: no part may fall below 0, so one of two, the likeliest slip first",
        table(column("a", "21"), column("b", "30"), column("c", "15")), [rule("S", "sum", total="a", parts="b c")],
        [({"a"}, True, ["45"])],
    ),
    Case(
        "what may never be wrong is not",
        table(column("a", "21"), column("b", "3"), column("c", "15")), [rule("S", "sum", total="a", parts="b c")],
        [({"a"}, False, ["18"])], {"weights": {"b": None, "c": None}},
    ),
    Case(
        "the lighter cell goes first",
        table(column("a", "21"), column("b", "3"), column("c", "15")), [rule("S", "sum", total="a", parts="b c")],
        [({"c"}, False, ["18"])], {"weights": {"a": "2.5", "b": 2, "c": "1.5"}},
    ),
    Case(
        "nothing can mend what is all trusted",
        table(column("a", "21"), column("b", "3")), [rule("S", "repeat", a="a", b="b")],
        [(set(), False, [])], {"weights": {"a": None, "b": None}},
    ),
    Case(
        "two faults of one row stand apart where no rule ties them",
        table(column("a", "5"), column("b", "7"), column("x", "8"), column("y", "9")),
        [rule("1", "order", items="a b"), rule("2", "repeat", a="x", b="y")],
        [({"a"}, True, []), ({"x"}, True, ["9"])],
    ),
    Case(
        "a rounding band absorbs what rounding loses",
        table(column("总额", "47.84万"), column("甲", "300000"), column("乙", "178449")),
        [rule("S", "sum", total="总额", parts="甲 乙")], [],
    ),
    Case(
        "and where the rule takes prints as exact it does not",
        table(column("总额", "47.84万"), column("甲", "300000"), column("乙", "178449")),
        [rule("S", "sum", options={"rounded": False}, total="总额", parts="甲 乙")], [({"乙"}, True, ["178400"])],
    ),
    Case(
        "万 keeps its decimals",
        table(column("总额", "47.48万"), column("甲", "300000"), column("乙", "178449")),
        [rule("S", "sum", total="总额", parts="甲 乙")], [({"总额"}, False, ["47.84万"])],
        {"weights": {"甲": None, "乙": None}},
    ),
    Case(
        "a hedge leaves open what it leaves open",
        table(column("总", "300", hedged={0: (290, 310)}), column("甲", "305")),
        [rule("S", "repeat", a="总", b="甲")], [],
    ),
    Case(
        "a count with decimals, where the contract wants none, is the wrong cell",
        table(column("a", "12.3"), column("b", "100"), column("c", "23")),
        [rule("S", "sum", total="b", parts="a c")], [({"a"}, False, ["77"])],
        {"domains": {n: Domain(0, 1000, 0) for n in "abc"}, "weights": {"b": None, "c": None}},
    ),
    Case(
        "a value out of its domain is broken by itself",
        table(column("a", "120"), column("b", "1")),
        [rule("I", "inequality", options={"op": ">="}, left="a", right="b")],
        [({"a"}, False, ["100"])], {"domains": {"a": Domain(0, 100, 0)}},
    ),
    Case(
        "the year before speaks for a count: two changes point at one cell",
        table(*SERIES, column("受理", "100 201 130 7"), column("增减", "— 20 10 —")), [CHANGE],
        [({"受理"}, False, ["120"])],
    ),
    Case(
        "a sign lost",
        table(*SERIES, column("受理", "100 80 90 7"), column("增减", "— 20 10 —")), [CHANGE],
        [({"增减"}, True, ["-20"])],
    ),
    Case(
        "a repair never moves a cell across the condition of a rule",
        table(column("a", "5"), column("b", "7"), column("c", "7")),
        [rule("1", "repeat", where="a >= 4 and a < 6", a="a", b="b"), rule("2", "repeat", a="b", b="c")],
        [({"b", "c"}, False, ["5", "5"])], {"applies": {"1": [True]}},
    ),
    Case(
        "cells without numbers say nothing",
        table(column("a", "—"), column("b", "7"), column("c", "9")),
        [rule("1", "sum", total="c", parts="a b"), rule("2", "order", items="b a c")], [],
    ),
    Case(
        "a rate of which no numerator is known: base or rate",
        table(column("率", "97.56%"), column("数", "130")), [rule("G", "attainable", reported="率", denominator="数")],
        [({"数"}, True, [])],
    ),
    Case(
        "an empty base is no break, and no way out",
        table(column("率", "50.0%"), column("甲", "1"), column("乙", "3")),
        [rule("R", "rate", reported="率", numerator="甲", denominator="乙")],
        [({"乙"}, False, ["2"])], {"weights": {"率": None}},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.why)
def test_case(case: Case):
    verdicts = localise(case.table, case.rules, range(case.table.rows), **case.more)
    said = [({c.column for c in v.cells}, v.undecided) for v in verdicts]
    assert said == [(cells, undecided) for cells, undecided, _ in case.says]
    for v, (_, _, values) in zip(verdicts, case.says, strict=True):
        assert [c.values[0].text for c in v.cells if c.values][: len(values)] == values
        assert v.proof.how == "exact"


@pytest.mark.parametrize(
    ("num", "den", "printed", "holds"),
    [
        ("1", "4", "2", True),
        ("1", "4", "3", True),
        ("3", "4", "7", False),
        ("3", "4", "8", True),
        ("3", "4", "9", False),
    ],
)
def test_a_half_goes_up_or_to_the_even_digit(num, den, printed, holds):
    cells = table(column("率", printed), column("甲", num), column("乙", den))
    rates = [rule("R", "rate", options={"per": 10}, reported="率", numerator="甲", denominator="乙")]
    assert (not localise(cells, rates, [0])) == holds


def test_repairs_that_work_alone_are_tried_together():
    cells = table(column("x", "3"), column("a", "5"), column("b", "3"), column("y", "4"))
    rules = [rule("1", "repeat", a="x", b="a"), rule("2", "repeat", a="b", b="y"), rule("3", "order", items="a b")]
    verdicts = localise(cells, rules, [0], {"x": None, "y": "1.5"})  # a must be 3; b could be 4, but not beside it
    assert {c.column: c.values[0].text for v in verdicts for c in v.cells} == {"a": "3", "y": "3"}


def test_another_table_may_be_the_wrong_one():
    here, there = column("受理", "12 7"), column("受理数", "7 21")
    r = rule("X", "repeat", a="受理", b="年报.受理数")
    (v,) = localise(table(here), [r], [0, 1], others={"X": (there, [1, 0])})
    found = {
        (c.table, c.column, c.row, c.printed, c.values[0].text)
        for cells in (v.cells, *(a for a, _ in v.alternatives))
        for c in cells
    }
    assert found == {("", "受理", 0, "12", "21"), ("X", "受理数", 1, "21", "12")}
    assert v.undecided


def test_proof_names_groups_that_each_hold_a_culprit():
    (v,) = localise(MEDIATED, [SUM, RATE], [0])
    assert v.proof.size == 1
    assert all({c for _, c in group} & {"成功率"} for group in v.proof.groups)
    assert "成功率" in v.proof.text("zh")
    assert "At least 1 must change" in v.proof.text("en")
    assert v.broken == (("R", 0),)


def test_a_cut_rate_is_said_to_be_cut():
    cells = table(column("调解", "53"), column("成功", "41"), column("成功率", "77.35%"))
    (v,) = localise(cells, [RATE], [0])
    assert [(x.text, x.slip) for x in v.cells[0].values] == [("77.36%", "truncation")]


def test_suspects_are_those_of_findings():
    (v,) = localise(MEDIATED, [SUM, RATE], [0])
    first = v.suspects()[0]
    assert first == Suspect("成功率", "77.63%", "77.36%", "transposition", first.score)
    assert 0.9 < first.score <= 1
    assert v.suspects(lambda cell: f"{cell.row}/{cell.column}")[0].figure == "0/成功率"


def test_shares_fall_and_add_up_to_no_more_than_one():
    cells = table(column("a", "21"), column("b", "3"), column("c", "15"))
    (v,) = localise(cells, [rule("S", "sum", total="a", parts="b c")], [0])
    shares = [v.share, *(share for _, share in v.alternatives)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.0001
    assert len(shares) == 3


def test_same_answer_twice_and_in_any_order_of_rows():
    cells = table(*SERIES, column("受理", "100 201 130 7"), column("增减", "— 20 10 —"))
    assert localise(cells, [CHANGE], [2, 1, 0]) == localise(cells, [CHANGE], [0, 1, 2, 2])


@pytest.mark.parametrize(
    ("rules", "more", "says"),
    [
        ([rule("W", "repeat", where="a > 1", a="a", b="b")], {}, "applies"),
        ([rule("K", "guess", a="a", b="b")], {}, "unknown"),
        ([rule("S", "repeat", a="a", b="b")], {"weights": {"a": 0}}, "above 0"),
    ],
)
def test_what_is_refused(rules, more, says):
    with pytest.raises(ValueError, match=says):
        localise(table(column("a", "1"), column("b", "2")), rules, [0], **more)


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        ("2021 2022 2023 2022", [None, 0, 1, None]),
        ("2021 2023 2022 2022", [None, 2, 0, None]),
        ("2021 2024 2023 2022", [None, 2, None, None]),
        ("2021 2021 2022 2022", [None, None, None, None]),
    ],
)
def test_the_row_before(times, wanted):
    cells = table(column("县", "甲 甲 甲 乙"), column("年", times, "date"), column("受理", "1 2 3 4"))
    assert previous_rows(cells, CHANGE) == wanted


def test_the_row_before_by_text():
    cells = table(column("县", "甲 甲 乙"), column("年", "2021Q4 2021Q3 2021Q3"), column("受理", "1 2 3"))
    assert previous_rows(cells, CHANGE) == [1, None, None]
