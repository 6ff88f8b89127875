"""Keying slips: what one slip makes, what it may have been made of, and that the two are one relation."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.locate import slips

INJECT = Path(__file__).resolve().parents[3] / "shared" / "tools" / "inject.py"

# meant, printed, kind of the slip; None: no single slip leads from one to the other
CASES = [
    ("1205", "1206", slips.DIGIT),
    ("97.89", "97.87", slips.DIGIT),
    ("30.57", "30.75", slips.TRANSPOSITION),
    ("1127", "1172", slips.TRANSPOSITION),
    ("1127", "7121", slips.TRANSPOSITION),
    ("77.35", "73.75", slips.TRANSPOSITION),  # across the point
    ("17056", "1705", slips.DROPPED),
    ("77.35", "77.3", slips.DROPPED),
    ("7.5", "7", slips.DROPPED),
    ("1227", "127", slips.DROPPED),
    ("863", "8633", slips.DOUBLED),
    ("863", "8863", slips.DOUBLED),
    ("863", "8673", slips.ADDED),
    ("0.67", "6.7", slips.POINT),
    ("3.9", "39", slips.POINT),
    ("77.35", "7735", slips.POINT),
    ("98.4", "9.84", slips.POINT),
    ("21865", "2186.5", slips.POINT),
    ("10", "100", slips.DOUBLED),
    ("1127", "1111", None),
    ("29", "151", None),
    ("5", "5", None),
    ("123", "345", None),
]


@pytest.mark.parametrize(("meant", "printed", "kind"), CASES)
def test_a_slip_is_known_by_its_kind(meant, printed, kind):
    slip = slips.plausibility(meant, printed)
    assert (slip and slip.name) == kind
    assert (meant in slips.originals(printed)) == (kind is not None)
    assert (printed in slips.typos(meant)) == (kind is not None)


numerals = st.one_of(
    st.integers(0, 10**7).map(str),
    st.tuples(st.integers(0, 10**4), st.integers(0, 999), st.integers(1, 3)).map(
        lambda x: f"{x[0]}.{str(x[1])[: x[2]].zfill(x[2])}"
    ),
)


@settings(deadline=None, max_examples=25)
@given(numerals)
def test_both_directions_agree(numeral):
    made, meant = slips.typos(numeral), slips.originals(numeral)
    assert all(numeral in slips.typos(text) for text in meant)
    assert all(numeral in slips.originals(text) for text in made if slips.is_numeral(text))
    assert all(slips.is_numeral(text) for text in meant)
    assert numeral not in made
    assert numeral not in meant
    assert all(slip.weight > 0 and slip.name in slips.NAMES for slip in (*made.values(), *meant.values()))


@settings(deadline=None)
@given(numerals, numerals)
def test_slips_of_one_kind_weigh_the_same_in_every_numeral(a, b):
    digit = {s.weight for x in (a, b) for s in slips.originals(x).values() if s.name == slips.DIGIT}
    assert len(digit) == 1


@pytest.mark.parametrize("text", ["", ".", "5.", ".5", "007", "00", "1.2.3", "1,205", "１２", "-3", "1e3", "²"])
def test_what_is_no_numeral_is_refused(text):
    assert not slips.is_numeral(text)
    with pytest.raises(ValueError, match="no numeral"):
        slips.typos(text)
    with pytest.raises(ValueError, match="no numeral"):
        slips.candidates(text)


def test_the_number_of_candidates_is_bounded():
    longest = "9" * slips.LONGEST
    assert len(slips.candidates(longest)) < 40 * slips.LONGEST
    assert not slips.is_numeral(longest + "9")


def test_every_slip_of_the_injector_is_among_them():
    if not INJECT.exists():
        pytest.skip(f"NOT TESTED: {INJECT} is not here")
    sys.path.insert(0, str(INJECT.parent))
    try:
        spec = importlib.util.spec_from_file_location("inject", INJECT)
        inject = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(inject)
    finally:
        sys.path.remove(str(INJECT.parent))
    rng, seen = random.Random(7), 0
    for _ in range(6000):
        whole = str(rng.randrange(10 ** rng.randrange(1, 8)))
        numeral = rng.choice([whole, f"{whole}.{rng.randrange(10)}", f"{whole}.{rng.randrange(100):02d}"])
        made = inject.typo(numeral, rng)
        if made is None:
            continue
        seen += 1
        assert slips.plausibility(numeral, made) is not None, (numeral, made)
        if slips.is_numeral(made):
            assert numeral in slips.candidates(made), (numeral, made)
    assert seen > 5000
