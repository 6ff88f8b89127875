"""Spark gives the verdicts that pandas gives. Skipped, and said so, where pyspark is not installed."""

from __future__ import annotations

import os
import random
import sys
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

import expectations as xp
from expectations.arithmetic import all_kinds, judge_frame
from expectations.arithmetic.predicates import rounds_half_even, rounds_half_up, truncates

NEEDED = ("pyspark", "pyarrow")
ABSENT = [name for name in NEEDED if find_spec(name) is None]
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(bool(ABSENT), reason=f"SPARK NOT TESTED: no {', '.join(ABSENT)} (extra `spark`)")


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def validate_spark(spark):
    assert spark.version
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    batches = context.data_sources.add_spark("s").add_dataframe_asset("t").add_batch_definition_whole_dataframe("all")

    def run(expectation, table, result_format="BASIC"):
        return batches.get_batch({"dataframe": table}).validate(expectation, result_format=result_format)

    return run


def rows_of(kind, rng, count=150):
    """Draw sound rows of a kind."""
    rows = []
    for _ in range(count):
        row = {}
        for column in kind.columns:
            choices = kind.choices.get(column)
            small = rng.choice([1, 10, 100])
            row[column] = rng.choice(choices) if choices else small if column in kind.positive else rng.randint(-3, 60)
        for stem in kind.intervals:
            ends = sorted((row[f"{stem}_lo"], row[f"{stem}_hi"]))
            row[f"{stem}_lo"], row[f"{stem}_hi"] = (ends[0], ends[0]) if rng.random() < 0.6 else ends
        rows.append(row)
    return rows


@pytest.mark.parametrize("name", ["rates", "granularity", "sums"])
def test_a_frame_on_spark_is_judged_as_on_pandas(spark, name):
    from expectations.forms.spark import PACKED, SparkJudgement

    table = pd.DataFrame(rows_of(all_kinds()[name], random.Random(3))).assign(relation_id=range(150))
    judged = SparkJudgement(name, [], spark.createDataFrame(table))
    rows = judged._parts[0].select("relation_id", PACKED).collect()
    assert [code for _, code in sorted(map(tuple, rows))] == judge_frame(name, table).packed.tolist()


USERS = [
    ("53", 41, "77.35%"),
    ("1,231", 1205, "97.87"),
    ("—", 3, "50%"),
    ("８", 1, "１２．５％"),
    ("0", 0, "100%"),
    (None, 1, "1"),
    ("53", 41, "七成"),
]


def test_a_user_s_table_on_spark(spark, validate_spark, validate):
    expectation = xp.ExpectRatesToRecompute(numerator="成功调解", denominator="调解", rate="成功率")
    columns = ["调解", "成功调解", "成功率"]
    here = validate(expectation, pd.DataFrame(USERS, columns=columns))
    there = validate_spark(expectation, spark.createDataFrame(USERS, columns))
    assert there.success is here.success is False
    same = ("element_count", "unexpected_count", "undetermined_count", "ties", "breaks", "undetermined")
    assert {key: there.result[key] for key in same} == {key: here.result[key] for key in same}
    sums = {row["arithmetic"] for row in there.result["partial_unexpected_list"]}
    assert sums == {row["arithmetic"] for row in here.result["partial_unexpected_list"]}


def test_stages_and_a_condition_on_spark(spark, validate_spark):
    from great_expectations.expectations.row_conditions import Column

    table = spark.createDataFrame([(5, 4, 4), (6, 7, 8)], ["a", "b", "c"])
    assert validate_spark(xp.ExpectStagesInOrder(stages=["a", "b", "c"]), table).result["unexpected_count"] == 2
    some = xp.ExpectStagesInOrder(stages=["a", "b", "c"], row_condition=Column("a") < 6)
    assert validate_spark(some, table).success


def test_a_frame_with_checks_ids_and_wide_decimals(spark, validate_spark):
    wide = Decimal(3 * 10**25)
    rows = [("S0", "SUM101", wide, wide, wide, wide, 0), ("S1", "SUM104", wide, wide, wide + 1, wide + 1, 0)]
    rows.append(("S2", "SUM101", wide, wide, wide + 1, wide + 1, 0))
    columns = ["relation_id", "check", "total_lo", "total_hi", "parts_lo", "parts_hi", "mode"]
    numbers = ", ".join(f"{column} decimal(38,0)" for column in columns[2:6])
    table = spark.createDataFrame(rows, f"relation_id string, check string, {numbers}, mode int")
    result = validate_spark(xp.ExpectPartsToSumToTotal(), table, "COMPLETE").result
    assert (result["element_count"], result["unexpected_index_list"]) == (2, ["S2"])
    assert result["partial_unexpected_list"][0]["index"] == "S2"


def test_nulls_stay_integers_and_nothing_is_passed_silently(spark, validate_spark, swallowed):
    table = spark.createDataFrame([(2**60 + 1, 2**60 + 1), (None, 1)], "found bigint, expected bigint")
    result = validate_spark(xp.ExpectQuotesToBalance(found="found", expected="expected"), table).result
    assert (result["ties"], result["undetermined"]) == ({"exact": 1}, {"missing": 1})
    floats = spark.createDataFrame([(41, 53, 77.36)], ["成功调解", "调解", "成功率"])
    rates = {"numerator": "成功调解", "denominator": "调解", "rate": "成功率"}
    assert "pass decimals=" in swallowed(validate_spark(xp.ExpectRatesToRecompute(**rates), floats))
    assert validate_spark(xp.ExpectRatesToRecompute(**rates, decimals=2), floats).success
    assert not validate_spark(xp.ExpectRatesToRecompute(**rates, decimals=2), floats.limit(0)).success


def test_the_predicates_take_spark_columns_as_they_are(spark):
    rng = random.Random(5)
    rows = [(rng.randint(-300, 300), rng.randint(1, 60), rng.randint(-9, 9)) for _ in range(200)]
    rows += [(n, 2 * n if n else 1, r) for n in range(-5, 6) for r in range(-1, 2) if n > 0]
    table = spark.createDataFrame(rows, ["n", "d", "rep"])
    n, d, rep = (table[name].cast("decimal(38,0)") for name in ("n", "d", "rep"))
    shown = table.select(rounds_half_up(n, d, rep), rounds_half_even(n, d, rep), truncates(n, n, d, d, rep)).collect()
    assert [tuple(row) for row in shown] == [
        (rounds_half_up(*row), rounds_half_even(*row), truncates(row[0], row[0], row[1], row[1], row[2]))
        for row in rows
    ]
