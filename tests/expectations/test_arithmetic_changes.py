"""Changes, back-solved bases and differences, by brute force over signs."""

from __future__ import annotations

import random
from fractions import Fraction

import pandas as pd
import pytest

from expectations.arithmetic import judge_frame, round_ratio
from expectations.arithmetic.verdicts import unpack

COLUMNS = ["cur_lo", "cur_hi", "prev_lo", "prev_hi", "rep", "rep_lo", "rep_hi", "scale", "per", "sign"]


def change_verdict(cur: int, prev: int, rep: int, sign: int, scale: int) -> tuple[str, str]:
    """Judge one exact change with fractions."""
    if prev <= 0:
        return "undetermined", "negative_base" if prev < 0 else "zero_base"
    stated = -rep if sign < 0 <= rep else rep
    value = Fraction(100 * scale * (cur - prev), prev)
    if (stated > 0 and sign and cur < prev) or (stated < 0 and cur > prev):
        return "breaks", "direction"
    if value == stated:
        return "ties", "exact"
    for how in ("half_up", "half_even"):
        if round_ratio(value.numerator, value.denominator, how=how) == stated:
            return "ties", how
    cut = round_ratio(value.numerator, value.denominator, how="truncated") == stated
    return "breaks", "truncated" if cut else "off"


@pytest.mark.parametrize("sign", [-1, 0, 1])
def test_every_change_up_to_30(sign):
    rows, want = [], []
    for scale in (1, 10):
        for prev in range(-1, 31):
            for cur in range(31):
                true = round_ratio(100 * scale * (cur - prev), prev) if prev > 0 else 0
                for rep in {true - 1, true, true + 1, -true}:
                    rows.append((cur, cur, prev, prev, rep, rep, rep, scale, 100, sign))
                    want.append(change_verdict(cur, prev, rep, sign, scale))
    judged = judge_frame("changes", pd.DataFrame(rows, columns=COLUMNS))
    assert [unpack(int(code)) for code in judged.packed] == want


def test_half_units_of_a_fall_go_away_from_zero(verdicts):
    row = {"cur": 395, "prev": 400, "scale": 1, "per": 100, "sign": -1}  # -1.25 %
    assert verdicts("changes", {**row, "scale": 10, "rep": 13}) == [("ties", "half_up")]
    assert verdicts("changes", {**row, "scale": 10, "rep": 12}) == [("ties", "half_even")]
    tie = {"cur": 199, "prev": 200, "scale": 1, "per": 100, "sign": -1}  # -0.5 %
    assert verdicts("changes", {**tie, "rep": 1}, {**tie, "rep": 0}) == [("ties", "half_up"), ("ties", "half_even")]


def test_interval_changes_against_corners():
    rng = random.Random(11)
    rows, want = [], []
    for _ in range(4000):
        cur = sorted(rng.randint(0, 50) for _ in range(2))
        prev = sorted(rng.randint(1, 50) for _ in range(2))
        sign, scale = rng.choice([-1, 0, 1]), rng.choice([1, 10])
        unit = 100 * scale
        values = [Fraction(unit * (c - p), p) for c in cur for p in prev]
        low, high = min(values), max(values)
        rep = round_ratio(low.numerator, low.denominator) + rng.randint(-4, 4) * rng.choice([1, 20])
        stated = -rep if sign < 0 <= rep else rep
        if cur[0] == cur[1] and prev[0] == prev[1]:
            want.append(change_verdict(cur[0], prev[0], rep, sign, scale))
        elif (stated > 0 and sign and cur[1] < prev[0]) or (stated < 0 and cur[0] > prev[1]):
            want.append(("breaks", "direction"))
        elif low <= stated + Fraction(1, 2) and high >= stated - Fraction(1, 2):
            want.append(("ties", "band"))
        else:
            up = stated >= 0 and high >= stated and low < stated + 1
            down = stated <= 0 and low <= stated and high > stated - 1
            want.append(("breaks", "truncated" if up or down else "off"))
        rows.append((cur[0], cur[1], prev[0], prev[1], rep, rep, rep, scale, 100, sign))
    judged = judge_frame("changes", pd.DataFrame(rows, columns=COLUMNS))
    assert [unpack(int(code)) for code in judged.packed] == want


def test_expected_is_written_as_the_words_would(verdicts):
    rows = [(129, 129, 151, 151, 152, 152, 152, 10, 100, s) for s in (-1, 1, 0)]
    assert judge_frame("changes", pd.DataFrame(rows, columns=COLUMNS)).expected().tolist() == [146, -146, -146]
    row = {"cur": 129, "prev": 151, "rep": -146, "scale": 10, "per": 100}  # a printed minus is a fall in any words
    assert verdicts("changes", *({**row, "sign": sign} for sign in (1, -1))) == [("ties", "half_up")] * 2


def test_a_base_exists_or_not_by_brute_force():
    rows, want = [], []
    for cur in range(31):
        prints: dict[str, set[int]] = {"exact": set(), "half_up": set(), "half_even": set(), "truncated": set()}
        for previous in range(1, 4001):
            value = Fraction(100 * (cur - previous), previous)
            if value.denominator == 1:
                prints["exact"].add(int(value))
            for how in ("half_up", "half_even", "truncated"):
                prints[how].add(round_ratio(value.numerator, value.denominator, how=how))
        prints["half_up"].add(-100)  # a base beyond every count makes any remainder print so
        for rep in range(-103, 300):
            how = next((how for how, reps in prints.items() if rep in reps), "unattainable")
            verdict = "breaks" if how in ("truncated", "unattainable") else "ties"
            rows += [(cur, cur, rep, 1, 100, 0), (cur, cur, abs(rep), 1, 100, -1 if rep < 0 else 1)]
            want += [(verdict, how)] * 2
    columns = ["cur_lo", "cur_hi", "rep", "scale", "per", "sign"]
    judged = judge_frame("back_changes", pd.DataFrame(rows, columns=columns))
    assert [unpack(int(code)) for code in judged.packed] == want


def test_a_base_of_an_interval(verdicts):
    row = {"cur": (7, 8), "rep": 10, "scale": 1, "per": 100, "sign": 1}
    assert verdicts("back_changes", row, {**row, "cur": 7}, {**row, "cur": (-1, 7)}) == [
        ("ties", "band"), ("breaks", "unattainable"), ("undetermined", "negative"),
    ]  # fmt: skip


def test_every_difference():
    rows, want = [], []
    for cur in range(-6, 7):
        for prev in range(-6, 7):
            for delta in range(-8, 9):
                for sign in (-1, 0, 1):
                    true = cur - prev
                    if delta < 0:
                        against, ties = true > 0, true == delta
                    else:
                        against = delta > 0 and sign != 0 and true * sign < 0
                        ties = true == delta * sign if sign else abs(true) == delta
                    how = ("breaks", "direction") if against else ("ties", "exact") if ties else ("breaks", "off")
                    rows.append((cur, cur, prev, prev, delta, delta, sign))
                    want.append(how)
    columns = ["cur_lo", "cur_hi", "prev_lo", "prev_hi", "delta_lo", "delta_hi", "sign"]
    judged = judge_frame("differences", pd.DataFrame(rows, columns=columns))
    assert [unpack(int(code)) for code in judged.packed] == want
    breaks = [(r, e) for r, w, e in zip(rows, want, judged.expected(), strict=True) if w == ("breaks", "off")]
    for row, expected in breaks:
        redone = (*row[:4], expected, expected, row[6])
        if expected >= 0 or row[6] >= 0:
            again = judge_frame("differences", pd.DataFrame([redone], columns=columns))
            assert unpack(int(again.packed[0])) == ("ties", "exact"), (row, expected)
            break


def test_rounded_differences(verdicts):
    row = {"cur": (9875, 9885), "prev": (9805, 9815), "delta": (65, 75), "sign": 1}
    assert verdicts("differences", row, {**row, "delta": (95, 105)}, {**row, "sign": -1}) == [
        ("ties", "band"), ("breaks", "off"), ("breaks", "direction"),
    ]  # fmt: skip
