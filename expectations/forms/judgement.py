"""What the metric hands to an expectation: counts, examples and outcomes, whatever engine judged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from expectations.arithmetic.judging import judge_columns, kind_of
from expectations.arithmetic.kind import Kind
from expectations.arithmetic.reading import check_frame, read_frame
from expectations.arithmetic.verdicts import Judged, pack, unpack
from expectations.forms.filling import fill
from expectations.forms.parsed import ABSENT, OK
from expectations.forms.views import columns_of

if TYPE_CHECKING:
    import pandas as pd

CHECK, RELATION = "check", "relation_id"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows an expectation looks at and which of them it reports.

    Attributes:
        codes: values of the `check` column that are its rows; without such a column all rows are.
        speaks: the ways of breaking it reports; empty: all.
        leaves: the ways of breaking that another expectation reports.
    """

    codes: tuple[str, ...]
    speaks: tuple[str, ...] = ()
    leaves: tuple[str, ...] = field(default=())

    def reports(self, verdict: str, how: str) -> bool:
        """Tell whether a verdict is one this expectation reports.

        Args: verdict, how: the words. Returns: True for a break within its reach.
        """
        return verdict == "breaks" and how not in self.leaves and (not self.speaks or how in self.speaks)


class Judgement(ABC):
    """Every row judged once; each expectation of the batch takes its part."""

    @abstractmethod
    def counts(self, scope: Scope) -> Counter[tuple[str, str]]:
        """Return how many rows of the scope have which verdict and how."""

    @abstractmethod
    def examples(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Return the first reported rows: index, values, how, expected, arithmetic."""

    @abstractmethod
    def undetermined(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Return the first undetermined rows: index and how."""

    @abstractmethod
    def index(self, scope: Scope) -> list[Any]:
        """Return the index of every reported row."""

    @abstractmethod
    def outcomes(self, scope: Scope, reported_only: bool) -> pd.DataFrame | None:
        """Return the verdicts in columns, or None where the engine keeps them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One relation judged over all rows of the table."""

    label: str
    judged: Judged
    columns: dict[str, np.ndarray]
    unit: np.ndarray | None
    shown: tuple[str, ...]


class PandasJudgement(Judgement):
    """Judged in memory with numpy."""

    def __init__(self, kind_name: str, views: list[dict[str, Any]], table: pd.DataFrame) -> None:
        """Judge a table.

        Args:
            kind_name: of the frame.
            views: how the user's columns make the frame; none: the table is the frame.
            table: the batch.
        Raises: FrameError, ColumnError: the table is not what was said.
        """
        self._kind = kind_of(kind_name)
        self._table = table
        self._checks = table[CHECK] if not views and CHECK in table.columns else None
        self._parts = [_from_view(self._kind, view, table) for view in views] or [_from_frame(self._kind, table)]
        self._masks: dict[Scope, tuple[Any, list[np.ndarray]]] = {}

    def _rows(self, scope: Scope) -> tuple[Any, list[np.ndarray]]:
        """Return the mask of the scope's rows, and for each part the positions that are reported."""
        if scope not in self._masks:
            among = None if self._checks is None else _among(self._checks, scope.codes)
            mine = slice(None) if among is None or among.all() else among  # no copies of what is taken whole
            reported = []
            for part in self._parts:
                hit = part.judged.breaks
                if scope.leaves:
                    hit &= ~part.judged.has(*scope.leaves)
                if scope.speaks:
                    hit &= part.judged.has(*scope.speaks)
                if not isinstance(mine, slice):
                    hit &= mine
                reported.append(np.flatnonzero(hit))
            self._masks[scope] = (mine, reported)
        return self._masks[scope]

    def packed(self) -> np.ndarray:
        """Return the packed verdict of every row; for a table with one relation a row."""
        return self._parts[0].judged.packed

    def counts(self, scope: Scope) -> Counter[tuple[str, str]]:
        """Count by verdict and how."""
        mine, _ = self._rows(scope)
        total: Counter[tuple[str, str]] = Counter()
        for part in self._parts:
            for code, count in enumerate(np.bincount(part.judged.packed[mine])):
                if count:
                    total[unpack(code)] += int(count)
        return total

    def examples(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Describe the first reported rows, in the order of the table."""
        _, reported = self._rows(scope)
        first = sorted((i, number) for number, rows in enumerate(reported) for i in rows[:limit])[:limit]
        return [self._describe(self._parts[number], int(i)) for i, number in first]

    def undetermined(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Name the first undetermined rows."""
        mine, _ = self._rows(scope)
        found = []
        for part in self._parts:
            rows = part.judged.undetermined
            if not isinstance(mine, slice):
                rows &= mine
            found += [(int(i), self._named(part, int(i))) for i in np.flatnonzero(rows)[:limit]]
        return [row for _, row in sorted(found, key=lambda pair: pair[0])[:limit]]

    def index(self, scope: Scope) -> list[Any]:
        """Return the index of every reported row, once."""
        _, reported = self._rows(scope)
        rows = reported[0] if len(reported) == 1 else np.unique(np.concatenate(reported))
        return self._table.index[rows].tolist()

    def outcomes(self, scope: Scope, reported_only: bool) -> pd.DataFrame | None:
        """Return the verdicts of a frame; a user's table with several relations a row gets them one after another."""
        import pandas as pd

        mine, reported = self._rows(scope)
        tables = []
        for part, hits in zip(self._parts, reported, strict=True):
            rows = hits if reported_only else mine
            table = part.judged.take(rows).to_frame(self._table.index[rows])
            if len(self._parts) > 1:
                table.insert(0, "relation", part.label)
            tables.append(table)
        return tables[0] if len(tables) == 1 else pd.concat(tables)

    def _named(self, part: Part, i: int) -> dict[str, Any]:
        """Name a row and its how."""
        row = {"index": _plain(self._table.index[i]), "how": unpack(int(part.judged.packed[i]))[1]}
        if not part.shown and RELATION in self._table.columns:
            row["relation_id"] = _plain(self._table[RELATION].iloc[i])
        if len(self._parts) > 1:
            row["relation"] = part.label
        return row

    def _describe(self, part: Part, i: int) -> dict[str, Any]:
        """Name a row with its values, what was expected, and the sum to redo."""
        numbers = {name: int(column[i]) for name, column in part.columns.items()}
        values = {name: str(self._table[name].iloc[i]) for name in part.shown} or numbers
        if part.unit is not None:
            numbers["unit"] = int(part.unit[i])
        judged = part.judged
        ends = dict.fromkeys(self._kind.tell(numbers, int(end[i])) for end in (judged.low, judged.high))
        expected = "..".join(ends) if judged.known[i] else None
        return {**self._named(part, i), "values": values, "expected": expected, "arithmetic": self._kind.show(numbers)}


def _from_frame(kind: Kind, table: pd.DataFrame) -> Part:
    """Judge a table that is a frame already."""
    columns, missing = read_frame(kind, table)
    check_frame(kind, columns, missing, table.index)
    return Part(kind.name, judge_columns(kind, columns, missing), columns, None, ())


def _from_view(kind: Kind, view: dict[str, Any], table: pd.DataFrame) -> Part:
    """Fill the frame from the user's columns and judge it."""
    filled = fill(kind, view, table)
    judged = judge_columns(kind, filled.columns, filled.status == ABSENT)
    illegible = (filled.status != OK) & (filled.status != ABSENT)
    judged.packed[illegible] = pack("undetermined", "unreadable")
    judged.known[illegible] = False
    judged.power[illegible] = 0.0
    return Part(view["label"], judged, filled.columns, filled.unit, tuple(columns_of(view)))


def _among(checks: pd.Series, codes: tuple[str, ...]) -> np.ndarray:
    """Return a boolean a row: its check is one of `codes`."""
    mask = np.zeros(len(checks), dtype=bool)
    for code in codes:
        mask |= (checks == code).to_numpy(dtype=bool, na_value=False)
    return mask


def _plain(value: Any) -> Any:
    """Return a label without numpy's wrapper, so that JSON takes it."""
    return value.item() if hasattr(value, "item") else value
