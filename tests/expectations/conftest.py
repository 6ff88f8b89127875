"""Shared by the tests of expectations: small frames, and one validation of a user's table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def widen(kind: Any, rows: list[dict[str, int]]) -> pd.DataFrame:
    """Write rows short: num for num_lo and num_hi, rep for its hedge interval too."""
    full = []
    for row in rows:
        wide = {}
        for name, value in row.items():
            low, high = value if isinstance(value, tuple) else (value, value)
            wide |= {name: value} if name in kind.columns else {f"{name}_lo": low, f"{name}_hi": high}
        if "rep_lo" in kind.columns:
            wide = {"rep_lo": row["rep"], "rep_hi": row["rep"], **wide}
        full.append(wide)
    return pd.DataFrame(full, dtype=object)


@pytest.fixture
def verdicts():
    """Judge rows of one kind that are written short; return (verdict, how) a row."""
    from expectations.arithmetic import judge_frame, kind_of
    from expectations.arithmetic.verdicts import unpack

    def judge(kind: str, *rows: dict[str, int]) -> list[tuple[str, str]]:
        return [unpack(int(code)) for code in judge_frame(kind, widen(kind_of(kind), list(rows))).packed]

    return judge


@pytest.fixture
def frame():
    """Build a frame of one kind from rows that are written short, with relation ids."""
    from expectations.arithmetic import kind_of

    def build(kind: str, *rows: dict[str, Any], **columns: Any) -> pd.DataFrame:
        checks = [row.get("check") for row in rows]
        plain = [{name: value for name, value in row.items() if name != "check"} for row in rows]
        made = widen(kind_of(kind), plain).assign(relation_id=[f"R{i}" for i in range(len(rows))], **columns)
        return made.assign(check=checks) if any(checks) else made

    return build


@pytest.fixture(scope="session")
def validate():
    """Validate a pandas table with one expectation, as any user of Great Expectations would."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("user")
    batches = source.add_dataframe_asset("table").add_batch_definition_whole_dataframe("all")

    def run(expectation: Any, table: pd.DataFrame, result_format: Any = "BASIC") -> Any:
        return batches.get_batch({"dataframe": table}).validate(expectation, result_format=result_format)

    return run


@pytest.fixture(scope="session")
def swallowed():
    """Return the message of the exception that Great Expectations kept in a result, or nothing."""

    def message(result: Any) -> str:
        info = result.exception_info
        ones = [info] if "raised_exception" in info else list(info.values())
        return " ".join(str(one["exception_message"]) for one in ones if one["raised_exception"])

    return message
