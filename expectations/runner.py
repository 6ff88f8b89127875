"""Drive Great Expectations over the frames of a run: the only module that does. Relations in, outcomes out.

Great Expectations passes too easily: an empty batch succeeds, an exception becomes a result, a dropped expectation is
only logged, and results come back in another order. So nothing is taken on trust here: results are joined by their
meta, exceptions are raised, and every row is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from expectations.catalogue import Rule, built_in, catalogue
from expectations.errors import FrameError, RunnerError
from expectations.suite import Entry, Plan, read_suite, to_gx

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.data_context import AbstractDataContext

COLUMNS = ("relation_id", "code", "verdict", "how", "expected", "power")
RESULT_FORMAT = {"result_format": "COMPLETE", "partial_unexpected_count": 0}
_ONE_AT_A_TIME = Lock()  # Great Expectations keeps one current project for the whole process


def judge(
    frames: Mapping[str, pd.DataFrame],
    suite: str | Path | dict[str, Any] = "general",
    extra_checks: Iterable[str | Path] = (),
    *,
    suites: Iterable[str | Path] = (),
    allow_empty: bool = False,
) -> pd.DataFrame:
    """Judge every relation of a run: one batch a frame, one expectation a check.

    Args:
        frames: name of the kind -> frame: its integer columns, `relation_id`, a unique index, and `check` (the code
            of the check a row belongs to) where several checks share the frame. Other columns are left alone.
        suite: a name, a .json file, or a suite's JSON.
        extra_checks: folders of more checks. suites: where else to look up a suite's name.
        allow_empty: True: no row at all gives an empty table; otherwise it is an error, as nothing was checked.
    Returns: one row a relation, frames in alphabetical order, rows in the frame's order: relation_id, code (of the
        check that speaks), verdict, how, expected (an int, a tuple (low, high), or None; at the row's scale), power
        (for display). A row whose check the suite does not run is undetermined, `not_in_suite`.
    Raises: RunnerError: a frame that cannot be judged, an exception inside a check, a row that nobody judged.
        SuiteError: a suite that is not whole. CatalogueError: a check that cannot be loaded.
    """
    import pandas as pd

    extra = list(extra_checks)
    plan = read_suite(suite, extra_checks=extra, suites=suites)
    primaries = {rule.code: rule for rule in catalogue(extra) if not rule.also_for}
    ours = built_in()
    every = {name: _checked(name, frames[name], primaries, ours) for name in sorted(frames)}
    checked = {name: checks for name, checks in every.items() if len(checks)}
    if not checked and not allow_empty:
        raise RunnerError("no relation was given: nothing would be checked; pass allow_empty=True if that is expected")
    codes = sorted({*primaries, *plan.rules})
    if not checked:
        return _nothing(codes)
    with _ONE_AT_A_TIME, _session() as batches:
        outcomes = [_outcomes(name, frames[name], checks, plan, codes, batches) for name, checks in checked.items()]
    return pd.concat(outcomes, ignore_index=True)


def _checked(name: str, frame: pd.DataFrame, primaries: Mapping[str, Rule], ours: frozenset[str]) -> pd.Series:
    """Refuse a frame that cannot be joined to its outcomes; return the code of each row as a category."""
    import numpy as np
    import pandas as pd

    from expectations.arithmetic import kind_of

    try:
        kind = kind_of(name)
    except FrameError as error:
        raise RunnerError(str(error)) from error
    absent = [column for column in ("relation_id", *kind.columns) if column not in frame.columns]
    if absent:
        raise RunnerError(f"{name}: the frame has no column {', '.join(absent)}")
    if not frame.index.is_unique:
        raise RunnerError(f"{name}: the index is not unique: results could not be joined to rows")
    if not _is_key(frame["relation_id"]):
        raise RunnerError(f"{name}: relation_id is not unique, or absent in some row")
    serving = sorted(code for code, rule in primaries.items() if name in rule.frames)
    if "check" not in frame.columns:
        usual = [code for code in serving if code in ours]  # an added check gets only the rows that name it
        if len(usual) != 1:
            raise RunnerError(f"{name}: {', '.join(serving)} share this frame, so each row needs its `check`")
        return pd.Series(pd.Categorical.from_codes(np.zeros(len(frame), dtype=np.int8), categories=usual))
    column = frame["check"].astype("category")
    rows = np.bincount(column.cat.codes.to_numpy() + 1, minlength=len(column.cat.categories) + 1)
    unknown = [str(code) for code, n in zip(column.cat.categories, rows[1:], strict=True) if n and code not in serving]
    if unknown or rows[0]:
        raise RunnerError(
            f"{name}: a row's check is {', '.join(unknown) or 'absent'}; here it is one of {', '.join(serving)}"
        )
    used = column if rows[1:].all() else column.cat.remove_unused_categories()
    return used.reset_index(drop=True)


def _is_key(ids: pd.Series) -> bool:
    """Tell whether every row has an id of its own; ids that rise need no table of them."""
    import pandas as pd

    index = pd.Index(ids)
    return bool((index.is_monotonic_increasing and index.is_unique) or (index.is_unique and not index.hasnans))


def _outcomes(
    name: str, frame: pd.DataFrame, checks: pd.Series, plan: Plan, codes: list[str], batches: BatchDefinition
) -> pd.DataFrame:
    """Judge one frame and make sure that every row got its verdict from its own check."""
    import numpy as np
    import pandas as pd

    from expectations.arithmetic.verdicts import HOWS, VERDICTS

    present = set(checks.cat.categories)
    entries = [e for e in plan.entries if e.frame == name and present & {e.rule.code, *e.rule.also_for}]
    tables = _validate(name, _batch(name, frame, checks), Plan(plan.name, tuple(entries)), batches) if entries else {}
    verdict = np.full(len(frame), VERDICTS.index("undetermined"), dtype=np.int8)
    how = np.full(len(frame), list(HOWS).index("not_in_suite"), dtype=np.int8)
    expected = np.full(len(frame), None, dtype=object)
    power = np.zeros(len(frame))
    judged = np.zeros(len(frame), dtype=np.int16)
    for entry in (e for e in entries if not e.rule.also_for):
        table = tables[entry.rule.code]
        rows = table.index.to_numpy()
        if len(rows) == len(frame):  # one check judges all: nothing to put together
            rows = slice(None)
        judged[rows] += 1
        verdict[rows], how[rows] = table["verdict"].cat.codes, table["how"].cat.codes
        expected[rows], power[rows] = table["expected"].to_numpy(), table["power"].to_numpy()
    due = _is(checks, {entry.rule.code for entry in entries})
    if not np.array_equal(judged, due.astype(np.int16)):
        raise RunnerError(f"{name}: {int((judged != due).sum())} rows were judged by no check, or by more than one")
    code = np.array([codes.index(c) for c in checks.cat.categories])[checks.cat.codes.to_numpy()]
    _speak(name, entries, tables, code, codes, _left(entries, checks, how, verdict))
    return pd.DataFrame(
        {
            "relation_id": frame["relation_id"].array,
            "code": pd.Categorical.from_codes(code, categories=codes),
            "verdict": pd.Categorical.from_codes(verdict, categories=list(VERDICTS)),
            "how": pd.Categorical.from_codes(how, categories=list(HOWS)),
            "expected": pd.Series(expected, dtype=object),
            "power": power,
        }
    )


def _is(checks: pd.Series, codes: set[str]) -> np.ndarray:
    """Return a boolean a row: its check is one of `codes`."""
    import numpy as np

    return np.array([code in codes for code in checks.cat.categories], dtype=bool)[checks.cat.codes.to_numpy()]


def _left(entries: list[Entry], checks: pd.Series, how: np.ndarray, verdict: np.ndarray) -> np.ndarray:
    """Return which rows their own check leaves to another."""
    import numpy as np

    from expectations.arithmetic.verdicts import HOWS, VERDICTS

    left = np.zeros(len(how), dtype=bool)
    for entry in entries:
        if entry.kwargs.get("leaves"):
            ways = np.isin(how, [list(HOWS).index(way) for way in entry.kwargs["leaves"]])
            left |= ways & (verdict == VERDICTS.index("breaks")) & _is(checks, {entry.rule.code})
    return left


def _speak(
    name: str,
    entries: list[Entry],
    tables: Mapping[str, pd.DataFrame],
    code: np.ndarray,
    codes: list[str],
    left: np.ndarray,
) -> None:
    """Give a row to the check that speaks on it: one defect, one outcome."""
    for entry in (e for e in entries if e.rule.also_for):
        rows = tables[entry.rule.code].index.to_numpy()
        code[rows] = codes.index(entry.rule.code)
        left[rows] = False
    if left.any():
        raise RunnerError(f"{name}: {int(left.sum())} rows were left to another check, which did not report them")


def _batch(name: str, frame: pd.DataFrame, checks: pd.Series) -> pd.DataFrame:
    """Return the columns that are judged, on a plain index: Great Expectations hashes all it is given."""
    from expectations.arithmetic import kind_of

    table = frame[list(kind_of(name).columns)].reset_index(drop=True)
    table["check"] = checks
    return table


def _validate(name: str, table: pd.DataFrame, plan: Plan, batches: BatchDefinition) -> dict[str, pd.DataFrame]:
    """Run the expectations of one frame in one batch; return code -> verdicts by position."""
    from great_expectations.validator.v1_validator import Validator

    # what Batch.validate does, with one batch instead of two: each batch is hashed whole
    validator = Validator(batches, result_format=dict(RESULT_FORMAT), batch_parameters={"dataframe": table})
    answer = validator.validate_expectation_suite(to_gx(plan))
    tables = {}
    for result in answer.results:
        code = (result.expectation_config.meta or {}).get("code") if result.expectation_config else None
        _refuse_exception(name, code, result.exception_info)
        if code is None or code in tables or "outcomes" not in result.result:
            raise RunnerError(f"{name}: a result came back for {code or 'no check'} that was not asked for")
        tables[code] = result.result["outcomes"]
    absent = set(plan.rules) - set(tables)
    if absent:
        raise RunnerError(f"{name}: no result came back for {', '.join(sorted(absent))}")
    return tables


def _refuse_exception(name: str, code: str | None, info: Mapping[str, Any] | None) -> None:
    """Raise an exception that Great Expectations swallowed; it keeps it flat, or by metric."""
    if not info:
        return
    for one in [info] if "raised_exception" in info else info.values():
        if one.get("raised_exception"):
            raise RunnerError(
                f"{name}: {code or 'a check'} raised {one.get('exception_message')}\n{one.get('exception_traceback')}"
            )


@contextmanager
def _session() -> Iterator[BatchDefinition]:
    """Make our context the current one, and give back the user's at the end.

    Yields: the definition of a batch that is handed its table.
    """
    from great_expectations.data_context.data_context.context_factory import project_manager
    from great_expectations.exceptions import DataContextRequiredError

    try:
        before = project_manager.get_current_project()
    except DataContextRequiredError:
        before = None
    try:
        context, batches = _context()
        project_manager.set_project(context)
        yield batches
    finally:
        project_manager.set_project(before)


@cache
def _context() -> tuple[AbstractDataContext, BatchDefinition]:
    """Open an ephemeral context without progress bars or telemetry, once a process; it keeps nothing of a run."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")  # a bare call could pick a cloud context from the environment
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.variables.analytics_enabled = False
    asset = context.data_sources.add_pandas("gouji").add_dataframe_asset("relations")
    return context, asset.add_batch_definition_whole_dataframe("frame")


def _nothing(codes: list[str]) -> pd.DataFrame:
    """Return the empty table of outcomes."""
    import pandas as pd

    from expectations.arithmetic.verdicts import HOWS, VERDICTS

    return pd.DataFrame(
        {
            "relation_id": pd.Series(dtype=object),
            "code": pd.Categorical([], categories=codes),
            "verdict": pd.Categorical([], categories=list(VERDICTS)),
            "how": pd.Categorical([], categories=list(HOWS)),
            "expected": pd.Series(dtype=object),
            "power": pd.Series(dtype=float),
        }
    )
