"""A table of a million rows: the same sums, orders and rates by gouji's expectations, by GX's nearest own, and bare."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ci.bench.measure import Row, best

ROWS = 1_000_000
WAYS = ("frame", "bare", "gouji", "gx")
CHECKS = ("sum", "order", "rate")


def rows() -> Iterator[Row]:
    """Measure each way in a process of its own, so that its peak of memory is its own."""
    found = {way: _child(way) for way in WAYS}
    table = found["frame"]["memory"]
    for check in CHECKS:
        bare = found["bare"]["seconds"][check]
        for way in ("bare", "gx", "gouji"):
            seconds = found[way]["seconds"][check]
            beside = f"{seconds / bare:.1f} times the bare predicate" if way != "bare" else ""
            if way == "gouji":
                beside += f", {seconds / found['gx']['seconds'][check]:.2f} times GX's"
            broken = found[way]["broken"][check]
            yield Row(
                f"{check}: {_name(way, check)}",
                ROWS / seconds / 1e6,
                "M rows/s",
                f"{beside}; {broken:,} break".lstrip("; "),
            )
    yield Row("the table itself, peak memory", table, "MB")
    for way in WAYS[1:]:
        memory = found[way]["memory"]
        yield Row(f"{_name(way)}, peak memory", memory, "MB", f"{memory / table:.2f} times the table")


def _name(way: str, check: str = "") -> str:
    own = {"sum": "ExpectMulticolumnSumToEqual", "order": "ExpectColumnPairValuesAToBeGreaterThanB",
           "rate": "ExpectColumnPairValuesToBeEqual, on a column computed beforehand"}  # fmt: skip
    ours = {"sum": "ExpectPartsToSumToTotal", "order": "ExpectStagesInOrder", "rate": "ExpectRatesToRecompute"}
    return {
        "bare": "bare predicate",
        "gx": f"GX's {own.get(check, 'own')}",
        "gouji": f"gouji's {ours.get(check, 'expectations')}",
    }[way]


def _child(way: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "ci.bench.datasets", way],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def table():
    """A million rows of counts and rates; one in a hundred of each breaks. Rates are text: 77.36 has two decimals."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(1)

    def slip():
        return (rng.random(ROWS) < 0.01).astype(np.int64)

    one, other = rng.integers(0, 5000, ROWS), rng.integers(0, 5000, ROWS)
    base = rng.integers(1, 5000, ROWS)
    part = rng.integers(0, base + 1)
    printed = (2 * 10000 * part + base) // (2 * base) + 7 * slip()
    return pd.DataFrame(
        {
            "合计": one + other + slip(), "甲": one, "乙": other, "受理": base, "办结": part + 6000 * slip(),
            "成功": part,
            "成功率": [f"{p // 100}.{p % 100:02d}" for p in printed.tolist()],
        }
    )  # fmt: skip


def _measure(way: str) -> dict:
    made = table()
    work = {"frame": dict, "bare": lambda: _bare(made), "gouji": lambda: _gouji(made), "gx": lambda: _gx(made)}[way]()
    seconds, broken = {}, {}
    for check, one in work.items():
        seconds[check] = best(one, 2)
        broken[check] = int(one())
    return {"seconds": seconds, "broken": broken, "memory": _peak()}


def _bare(made) -> dict:
    """The predicates on integers that are at hand already."""
    import numpy as np

    from expectations.arithmetic.predicates import rounds_half_up

    printed = np.array([int(t.replace(".", "")) for t in made["成功率"]], dtype=np.int64)
    c = {name: made[name].to_numpy() for name in made.columns if name != "成功率"}
    return {
        "sum": lambda: (c["合计"] != c["甲"] + c["乙"]).sum(),
        "order": lambda: (c["办结"] > c["受理"]).sum(),
        "rate": lambda: (~rounds_half_up(10000 * c["成功"], c["受理"], printed)).sum(),
    }


def _gouji(made) -> dict:
    import expectations as xp

    asked = {
        "sum": xp.ExpectPartsToSumToTotal(total="合计", parts=["甲", "乙"]),
        "order": xp.ExpectStagesInOrder(stages=["受理", "办结"]),
        "rate": xp.ExpectRatesToRecompute(numerator="成功", denominator="受理", rate="成功率"),
    }
    return _through(made, asked)


def _gx(made) -> dict:
    """GX has no total in a column and no rate: the user prepares a column for each, in floats."""
    import great_expectations.expectations as gxe

    made["负合计"] = -made["合计"]
    made["算得"] = (100 * made["成功"] / made["受理"]).round(2)
    made["所报"] = made["成功率"].astype(float)
    asked = {
        "sum": gxe.ExpectMulticolumnSumToEqual(column_list=["负合计", "甲", "乙"], sum_total=0),
        "order": gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="受理", column_B="办结", or_equal=True),
        "rate": gxe.ExpectColumnPairValuesToBeEqual(column_A="所报", column_B="算得"),
    }
    return _through(made, asked)


def _through(made, asked: dict) -> dict:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("bench").add_dataframe_asset("table")
    whole = asset.add_batch_definition_whole_dataframe("whole")

    def one(expectation):
        def run():
            found = whole.get_batch({"dataframe": made}).validate(expectation)
            return found.result["unexpected_count"]

        return run

    return {name: one(expectation) for name, expectation in asked.items()}


def _peak() -> float:
    """The greatest memory of this process so far, in MB."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
