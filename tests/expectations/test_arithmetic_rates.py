"""Rates, granularity and bases against fractions, by brute force."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from expectations.arithmetic import judge_frame, round_ratio
from expectations.arithmetic.verdicts import unpack


def expected_verdict(value: Fraction, rep: int) -> tuple[str, str]:
    """Judge one exact rate with fractions."""
    if value == rep:
        return "ties", "exact"
    for how in ("half_up", "half_even"):
        if round_ratio(value.numerator, value.denominator, how=how) == rep:
            return "ties", how
    if round_ratio(value.numerator, value.denominator, how="truncated") == rep:
        return "breaks", "truncated"
    return "breaks", "off"


@pytest.mark.parametrize("decimals", range(4))
def test_every_rate_up_to_60(decimals):
    scale, rows, want, prints = 10**decimals, [], [], []
    for den in range(1, 61):
        for num in range(-3, den + 1):
            value = Fraction(100 * scale * num, den)
            near = round_ratio(value.numerator, value.denominator)
            for rep in (near - 1, near, near + 1):
                rows.append((num, num, den, den, rep, rep, rep, scale, 100))
                want.append(expected_verdict(value, rep))
                prints.append(near)
    columns = ["num_lo", "num_hi", "den_lo", "den_hi", "rep", "rep_lo", "rep_hi", "scale", "per"]
    judged = judge_frame("rates", pd.DataFrame(rows, columns=columns))
    assert [unpack(int(code)) for code in judged.packed] == want
    assert judged.expected().tolist() == prints


def corners(low, high):
    """Return the ends of low/high quotients over a box."""
    values = [Fraction(n, d) for n in low for d in high]
    return min(values), max(values)


def interval_verdict(row: dict[str, int]) -> tuple[str, str]:
    """Judge a box of real numerators and bases with fractions."""
    unit = row["per"] * row["scale"]
    if row["den_lo"] <= 0:
        return "undetermined", "negative_base" if row["den_hi"] < 0 else "zero_base"
    rep = row["rep"]
    exact = row["num_lo"] == row["num_hi"] and row["den_lo"] == row["den_hi"]
    plain = row["rep_lo"] == rep == row["rep_hi"]
    if exact and plain:
        return expected_verdict(Fraction(unit * row["num_lo"], row["den_lo"]), rep)
    low, high = corners((unit * row["num_lo"], unit * row["num_hi"]), (row["den_lo"], row["den_hi"]))
    if not plain:
        return ("ties", "hedged") if low <= row["rep_hi"] and high >= row["rep_lo"] else ("breaks", "off")
    if low <= rep + Fraction(1, 2) and high >= rep - Fraction(1, 2):
        return "ties", "band"
    up = rep >= 0 and high >= rep and low < rep + 1
    down = rep <= 0 and low <= rep and high > rep - 1
    return ("breaks", "truncated") if up or down else ("breaks", "off")


def test_intervals_against_corners():
    rng = random.Random(7)
    rows = []
    for _ in range(6000):
        num = sorted((rng.randint(-5, 60), rng.randint(-5, 60)))
        den = sorted((rng.randint(-2, 60), rng.randint(1, 60)))
        if rng.random() < 0.5:
            num[1] = num[0]
        if rng.random() < 0.3:
            den[0] = den[1]
        scale, per = rng.choice([1, 10]), rng.choice([1, 100])
        rep = round_ratio(per * scale * num[0], den[1]) + rng.randint(-3, 3)
        hedge = sorted(rng.randint(-9, 9) for _ in range(2)) if rng.random() < 0.2 else [0, 0]
        rows.append(
            {
                "num_lo": num[0], "num_hi": num[1], "den_lo": den[0], "den_hi": den[1], "rep": rep,
                "rep_lo": rep + hedge[0], "rep_hi": rep + hedge[1], "scale": scale, "per": per,
            }
        )  # fmt: skip
    judged = judge_frame("rates", pd.DataFrame(rows))
    assert [unpack(int(code)) for code in judged.packed] == [interval_verdict(row) for row in rows]
    hows = {unpack(int(code)) for code in np.unique(judged.packed)}
    assert len(hows) == 8, "the sample meets every case but a negative base"


def test_the_print_s_ends_of_an_interval():
    row = {"num_lo": 265000, "num_hi": 275000, "den_lo": 351500, "den_hi": 352500, "scale": 10, "per": 100}
    judged = judge_frame("rates", pd.DataFrame([{**row, "rep": 768, "rep_lo": 768, "rep_hi": 768}]))
    assert judged.expected().tolist() == [(752, 782)]


def test_half_down_is_no_rounding(verdicts):
    base = {"scale": 1, "per": 1000, "den": 1000}
    assert verdicts("rates", {**base, "num": 135, "rep": 135}) == [("ties", "exact")]
    tenth = {"scale": 1, "per": 100, "den": 1000}
    assert verdicts("rates", {**tenth, "num": 135, "rep": 13}) == [("breaks", "truncated")]
    assert verdicts("rates", {**tenth, "num": 125, "rep": 12}) == [("ties", "half_even")]
    assert verdicts("rates", {**tenth, "num": -135, "rep": -14}) == [("ties", "half_up")]
    assert verdicts("rates", {**tenth, "num": -135, "rep": -13}) == [("breaks", "truncated")]


def test_hedged_rates(verdicts):
    about = {"num": 41, "den": 53, "rep": 80, "rep_lo": 76, "rep_hi": 84, "scale": 1, "per": 100}
    assert verdicts("rates", about, {**about, "rep_lo": 78}) == [("ties", "hedged"), ("breaks", "off")]


def test_power_says_how_much_a_pass_proves():
    rows = [(1, 1, den, den, 1, 1, 1, scale, 100) for den, scale in ((53, 100), (10000, 10), (1000, 1), (0, 1))]
    columns = ["num_lo", "num_hi", "den_lo", "den_hi", "rep", "rep_lo", "rep_hi", "scale", "per"]
    assert judge_frame("rates", pd.DataFrame(rows, columns=columns)).power.tolist() == [1.0, 0.1, 0.1, 0.0]


def test_granularity_by_brute_force():
    rows, want = [], []
    for den in range(1, 61):
        for scale in (1, 10):
            for rep in range(-2, 100 * scale + 3, 1 if scale == 1 else 7):
                prints = [Fraction(100 * scale * k, den) for k in range(den + 1)]
                verdicts = {expected_verdict(value, rep) for value in prints} - {("breaks", "off")}
                order = [("ties", "exact"), ("ties", "half_up"), ("ties", "half_even"), ("breaks", "truncated")]
                want.append(next((v for v in order if v in verdicts), ("breaks", "unattainable")))
                rows.append((rep, scale, 100, den, den))
    judged = judge_frame("granularity", pd.DataFrame(rows, columns=["rep", "scale", "per", "den_lo", "den_hi"]))
    assert [unpack(int(code)) for code in judged.packed] == want


def test_granularity_names_the_nearest_prints(verdicts):
    row = pd.DataFrame([(9756, 100, 100, 130, 130)], columns=["rep", "scale", "per", "den_lo", "den_hi"])
    assert judge_frame("granularity", row).expected().tolist() == [(9692, 9769)]
    assert verdicts("granularity", {"rep": 9756, "scale": 100, "per": 100, "den": (128, 132)}) == [
        ("breaks", "unattainable")
    ]
    assert verdicts("granularity", {"rep": 9756, "scale": 100, "per": 100, "den": (1, 10**12)}) == [("ties", "exact")]
    assert verdicts("granularity", {"rep": 33, "scale": 10, "per": 1, "den": 3}) == [("ties", "half_up")], "a mean"
    assert verdicts("granularity", {"rep": 35, "scale": 10, "per": 1, "den": 3}) == [("breaks", "unattainable")]


def test_bases(verdicts):
    row = {"num": 2, "fitted": 23, "declared": 25, "rep": 87, "scale": 10, "per": 100}
    assert verdicts("bases", row, {**row, "declared": 23}, {**row, "fitted": 20}, {**row, "declared": 0}) == [
        ("breaks", "other_base"), ("ties", "half_up"), ("undetermined", "unfit_base"), ("undetermined", "zero_base"),
    ]  # fmt: skip
