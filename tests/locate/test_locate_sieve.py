"""The sieve is there for speed alone: without it every suspect and every alternative is the same."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.locate import window
from audit.locate.columns import Figures, Recipe, Stem, columns
from audit.locate.detective import Detective
from audit.locate.evaluate import BREAKS, TIES, fit
from audit.locate.prints import Value

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"
CASES = [json.loads(line)["text"] for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
BODIES = [
    ("全年受理案件{}件，办结{}件，办结率{}%。", ("1231", "1205", "97.89")),
    ("全年受理案件{}万件，办结{}万件，办结率{}%。", ("84.6", "47.8", "56.5")),
    ("全年受理案件{}件，其中民事案件{}件、行政案件{}件、刑事案件{}件。", ("1463", "1032", "143", "288")),
    ("全年财政收入{}亿元，增加{}亿元，同比增长{}%。", ("50.2", "7.3", "17.0")),
    ("全年财政收入{}亿元，减少{}亿元，同比下降{}%。", ("50.2", "7.3", "12.7")),
    ("全年受理案件{}件，上年同期为{}件，同比下降{}%。", ("962", "1107", "13.1")),
    ("结案率{}%，比上年的{}%上升{}个百分点。", ("97.2", "96.52", "0.67")),
    ("全县新登记{}户，注销{}户，净增{}户。", ("4216", "1873", "2343")),
    ("全年受理{}件，办结{}件。全年办结案件{}件，其中一审{}件。", ("1438", "1403", "1403", "1212")),
    ("全市共有人民调解委员会{}个。\n\n五年来，全市人民调解委员会{}个全部达标。", ("1127", "1127")),
    ("全年收入{}元，其中税费{}元、其他{}元。", ("1000000000000000000321", "1000000000000000000300", "21")),
]


def said(near, text) -> list:
    """Everything that locate says of a text."""
    place = near.locator(text)
    detective = Detective(place.index, "zh")
    broken = near.broken(place.index)
    lines = {k: detective.alternatives(k) for k in broken}
    return [(k, lines[k], place.suspects(k, len(lines[k]))) for k in broken]


def unsieved(near, text, patch) -> list:
    with patch.context() as p:
        p.setattr(window, "sieve", lambda *_: None)
        p.setattr(window, "role", lambda *_: None)
        return said(near, text)


@pytest.mark.parametrize("text", CASES)
def test_cases_are_told_alike_without_the_sieve(text, near, monkeypatch):
    assert said(near, text) == unsieved(near, text, monkeypatch)


def slip(numeral: str, rng: random.Random) -> str:
    """Some other numeral, near or far."""
    at = rng.randrange(len(numeral))
    if numeral[at] == ".":
        return numeral.replace(".", "") if rng.random() < 0.5 else numeral[: at + 2]
    kind = rng.randrange(3)
    if kind == 0:
        return numeral[:at] + rng.choice("123456789") + numeral[at + 1 :]
    if kind == 1 and len(numeral) > 2 and numeral[:at].strip(".") and numeral[at - 1 : at] != ".":
        return numeral[:at] + numeral[at + 1 :]
    return numeral[: at + 1] + numeral[at:]


@pytest.mark.parametrize("template", BODIES, ids=[b[0][:12] for b in BODIES])
def test_slips_are_told_alike_without_the_sieve(template, near, monkeypatch):
    body, numerals = template
    rng, tried = random.Random(5), 0
    for _ in range(14):
        wrong = list(numerals)
        at = rng.randrange(len(wrong))
        wrong[at] = slip(wrong[at], rng).rstrip(".") or "7"
        text = body.format(*wrong)
        found = said(near, text)
        tried += bool(found)
        assert found == unsieved(near, text, monkeypatch), text
    assert tried > 2


def test_reports_with_a_changed_digit_are_told_alike_without_the_sieve(near, monkeypatch):
    reports = sorted((SHARED / "more" / "reports").glob("*.txt"))[::4]
    if not reports:
        pytest.skip(f"NOT TESTED: {SHARED} is not here")
    rng, found = random.Random(3), 0
    for path in reports:
        source = path.read_text("utf-8")
        spots = [i for i, c in enumerate(source) if c.isdigit() and c.isascii()]
        for at in rng.sample(spots, min(6, len(spots))):
            text = source[:at] + rng.choice("0123456789") + source[at + 1 :]
            told = said(near, text)
            found += len(told)
            assert told == unsieved(near, text, monkeypatch)
    assert found > 20


figures = st.tuples(st.integers(0, 10**7), st.integers(0, 2), st.booleans())


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["rates", "changes", "sums", "differences", "repeats", "orders"]),
    st.lists(figures, min_size=3, max_size=3),
    st.data(),
)
def test_what_ties_passes(frame, rows, data):
    """Of any figures, with any bands, a value that ties is never lost."""
    num, dec = [n for n, _, _ in rows], [d for _, d, _ in rows]
    step = [1 if rounded or d else 0 for _, d, rounded in rows]
    f = Figures({"num": num, "dec": dec, "step": step, "hedge": ["", "", ""], "low": [None] * 3, "high": [None] * 3})
    at = max(d + s for d, s in zip(dec, step, strict=True))
    recipe = {
        "rates": Recipe("rates", at, {"num": Stem((0,)), "den": Stem((1,))}, {"per": 100}, 2),
        "changes": Recipe("changes", at, {"cur": Stem((0,)), "prev": Stem((1,))}, {"per": 100, "sign": 1}, 2),
        "sums": Recipe("sums", at, {"total": Stem((0,)), "parts": Stem((1, 2))}, {"mode": 0}),
        "differences": Recipe(
            "differences", at, {n: Stem((i,)) for i, n in enumerate(("cur", "prev", "delta"))}, {"sign": 1}
        ),
        "repeats": Recipe("repeats", at, {"a": Stem((0,)), "b": Stem((1,))}, {}),
        "orders": Recipe("orders", at, {"big": Stem((0,)), "small": Stem((1,))}, {}),
    }[frame]
    i = data.draw(st.sampled_from(recipe.figures))
    sieve = window.sieve(recipe, f, {name: c[0] for name, c in columns(recipe, f).items()}, i)
    if sieve is None:
        return
    near = data.draw(st.lists(st.integers(-30, 30), min_size=1, max_size=30))
    ends = [e for ends in sieve.windows for e in ends if e < 10**12] or [0.0]
    middle = round(data.draw(st.sampled_from(ends)) * 10 ** dec[i])
    values = [Value(max(0, middle + n), dec[i], step[i]) for n in near]
    (hows,) = fit(recipe, f, [(i, values)])
    for value, how in zip(values, hows, strict=True):
        if how != BREAKS:
            rounded = step[i] or i == recipe.print
            assert sieve.passes(value.num / 10**value.dec, 10.0**-value.dec if rounded else 0.0), (recipe, value)


def test_a_value_that_a_count_cannot_have_breaks_and_does_not_raise():
    f = Figures(
        {"num": [12, 983], "dec": [0, 1], "step": [0, 1], "hedge": ["", ""], "low": [None] * 2, "high": [None] * 2}
    )
    recipe = Recipe("granularity", 0, {"den": Stem((0,))}, {"per": 100}, 1)
    values = [Value(983, 1, 1), Value(58, 0, 0)]
    (hows,) = fit(recipe, f, [(0, values)])
    assert hows == [BREAKS, TIES]  # 57 of 58 is 98.3 %
