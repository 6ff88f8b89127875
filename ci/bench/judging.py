"""A million relations: through Great Expectations, by the same arithmetic without it, and by the bare predicate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ci.bench.measure import Row, best
from expectations.arithmetic import judge_frame
from expectations.arithmetic.predicates import meets, rounds_half_up
from expectations.runner import judge

RELATIONS = 1_000_000


def frames() -> dict[str, pd.DataFrame]:
    """Make 500,000 rates and 500,000 sums, one in a hundred broken, in frames as the gate on datasets makes them."""
    half, rng = RELATIONS // 2, np.random.default_rng(1)
    base = rng.integers(1, 5000, half)
    part = rng.integers(0, base + 1)
    slip = (rng.random(half) < 0.01).astype(np.int64)
    printed = (2 * 10000 * part + base) // (2 * base) + 7 * slip
    rates = pd.DataFrame(
        {"relation_id": np.arange(half), "num_lo": part, "num_hi": part, "den_lo": base, "den_hi": base}
    ).assign(rep=printed, rep_lo=printed, rep_hi=printed, scale=100, per=100, check="RAT101")
    total = rng.integers(0, 100_000, half)
    sums = pd.DataFrame({"relation_id": np.arange(half, 2 * half), "total_lo": total, "total_hi": total}).assign(
        parts_lo=total + slip, parts_hi=total + slip, mode=0, check="SUM101"
    )
    return {"rates": _whole("rates", rates), "sums": _whole("sums", sums)}


def rows() -> Iterator[Row]:
    """Measure the three on the same frames."""
    made = frames()
    rates, sums = ({c: made[n][c].to_numpy() for c in made[n].columns} for n in ("rates", "sums"))

    def bare() -> None:
        unit = rates["per"] * rates["scale"]
        rounds_half_up(unit * rates["num_lo"], rates["den_lo"], rates["rep"])
        meets(sums["total_lo"], sums["total_hi"], sums["parts_lo"], sums["parts_hi"])

    barely = best(bare)
    arithmetic = best(lambda: [judge_frame(name, frame) for name, frame in made.items()], 2)
    through = best(lambda: judge(made), 2)
    yield Row("bare predicates: ties or not", RELATIONS / barely / 1e6, "M relations/s")
    yield Row(
        "verdict, how, expected value, power", RELATIONS / arithmetic / 1e6, "M relations/s",
        f"{arithmetic / barely:.1f} times the bare predicates",
    )  # fmt: skip
    yield Row(
        "the same through Great Expectations", RELATIONS / through / 1e6, "M relations/s",
        f"{through / arithmetic:.1f} times the verdicts, {through / barely:.1f} the bare predicates", "3 times",
    )  # fmt: skip


def _whole(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what columns of a kind a row leaves at nought."""
    from expectations.arithmetic import kind_of

    return frame.assign(
        check=frame["check"].astype("category"), **{c: 0 for c in kind_of(name).columns if c not in frame.columns}
    )
