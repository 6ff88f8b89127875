"""The same judgement on Spark. Spark hands its batches to Python as pandas tables and takes the verdicts back.

So there is one arithmetic and one parser for every engine, and Python ints wherever int64 is too narrow. (Written out
as decimal(38,0) Columns the cases outgrew what Spark's code generator compiles.) `mapInArrow` needs pyarrow and
this package on the workers. Only counts and a sample come to the driver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from expectations.arithmetic.judging import kind_of
from expectations.arithmetic.verdicts import unpack
from expectations.errors import ColumnError, FrameError
from expectations.forms.judgement import CHECK, RELATION, Judgement, PandasJudgement, Scope
from expectations.forms.views import columns_of

PACKED = "__packed"  # the verdict and its how, as `verdicts.pack` makes them
FLOATS = (T.FloatType, T.DoubleType)
_NULLABLE = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
}


class SparkJudgement(Judgement):
    """Judged by Spark's workers, a relation at a time."""

    def __init__(self, kind_name: str, views: list[dict[str, Any]], table: DataFrame) -> None:
        """Prepare the verdicts; Spark computes them when they are asked for.

        Args: as for `PandasJudgement`; table: a Spark DataFrame.
        Raises: FrameError, ColumnError: a column is absent or of the wrong type. What only a value shows is raised by
            a worker, when the verdicts are asked for.
        """
        self._kind = kind_of(kind_name)
        self._views = views
        self._has_checks = not views and CHECK in table.columns
        self._parts = [self._judged(table, view) for view in views] or [self._judged(table, None)]
        self._counted: list[list[tuple[Any, int, int]]] = []

    def counts(self, scope: Scope) -> Counter[tuple[str, str]]:
        """Count by verdict and how."""
        total: Counter[tuple[str, str]] = Counter()
        for counted in self._count():
            for check, packed, count in counted:
                if not self._has_checks or check in scope.codes:
                    total[unpack(packed)] += count
        return total

    def examples(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Describe some reported rows; a Spark table has no first ones."""
        found: list[dict[str, Any]] = []
        for number in range(len(self._parts)):
            rows = self._reported(scope, number)
            if rows is None or len(found) >= limit:
                continue
            sample = _collected(rows, limit - len(found))
            views = self._views[number : number + 1]
            for row in PandasJudgement(self._kind.name, views, sample).examples(scope, limit):
                found.append(self._named(number, row, sample.iloc[row["index"]]))
        return found

    def undetermined(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Name some undetermined rows."""
        found: list[dict[str, Any]] = []
        for number, counted in enumerate(self._count()):
            packed = {code for _, code, _ in counted if unpack(code)[0] == "undetermined"}
            rows = self._rows(scope, number, packed)
            for row in [] if rows is None or len(found) >= limit else rows.limit(limit - len(found)).collect():
                found.append(self._named(number, {"how": unpack(row[PACKED])[1]}, row.asDict()))
        return found

    def index(self, scope: Scope) -> list[Any]:
        """Return the relation_id of every reported row, where there is such a column."""
        found: dict[Any, None] = {}
        for number, part in enumerate(self._parts):
            rows = self._reported(scope, number) if RELATION in part.columns else None
            if rows is not None:
                found.update(dict.fromkeys(row[0] for row in rows.select(RELATION).collect()))
        return sorted(found, key=str)

    def outcomes(self, scope: Scope, reported_only: bool) -> None:  # noqa: ARG002
        """Return nothing: the verdicts stay in Spark."""
        return

    def _judged(self, table: DataFrame, view: dict[str, Any] | None) -> DataFrame:
        """Return the columns that one relation reads, with its verdict."""
        names = columns_of(view) if view else list(self._kind.columns)
        types = {field.name: field.dataType for field in table.schema.fields}
        absent = [name for name in names if name not in types]
        if absent and view:
            raise ColumnError(f"there is no column {absent[0]!r}; there are {', '.join(types)}")
        if absent:
            raise FrameError(
                f"{self._kind.name}: the frame has no column {', '.join(absent)}; it needs {', '.join(names)}"
            )
        if view and isinstance(types.get(view["printed"]), FLOATS) and view["decimals"] is None:
            raise ColumnError(f"column {view['printed']!r} holds floats: pass decimals=, or cast it to text or decimal")
        extra = [RELATION, CHECK] if not view else [RELATION]
        names += [name for name in extra if name in types and name not in names]
        table = table.select(*(F.col(f"`{name}`") for name in names))
        schema = T.StructType([*table.schema.fields, T.StructField(PACKED, T.IntegerType())])
        return table.mapInArrow(_Judge(self._kind.name, view), schema)

    def _count(self) -> list[list[tuple[Any, int, int]]]:
        """Count rows by check and verdict, once a relation."""
        if not self._counted:
            keys = [CHECK, PACKED] if self._has_checks else [PACKED]
            for part in self._parts:
                rows = part.groupBy(*keys).count().collect()
                self._counted.append([(row[CHECK] if self._has_checks else None, row[PACKED], row[-1]) for row in rows])
        return self._counted

    def _reported(self, scope: Scope, number: int) -> DataFrame | None:
        """Return the rows of one relation that are reported, or None."""
        return self._rows(scope, number, {p for _, p, _ in self._count()[number] if scope.reports(*unpack(p))})

    def _rows(self, scope: Scope, number: int, packed: set[int]) -> DataFrame | None:
        """Return the rows of one relation with certain verdicts, or None where there are none."""
        if not packed:
            return None
        rows = self._parts[number].where(F.col(PACKED).isin(sorted(packed)))
        return rows.where(F.col(CHECK).isin(list(scope.codes))) if self._has_checks else rows

    def _named(self, number: int, row: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """Name the row by its relation_id, as Spark has no index, and the relation where there are several."""
        named = {**row, "index": values.get(RELATION)}
        return {**named, "relation": self._views[number]["label"]} if len(self._parts) > 1 else named


class _Judge:
    """Judges the batches of a table on a worker; a class, so that it can be pickled."""

    def __init__(self, kind: str, view: dict[str, Any] | None) -> None:
        """Keep what to judge. Args: kind: by name. view: plain data, or None for a frame."""
        self.kind, self.view = kind, view

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Judge each batch. Args: batches. Yields: the batch with its verdicts."""
        for batch in batches:
            table = batch.to_pandas(types_mapper=_NULLABLE.get)  # a bigint with nulls must not become floats
            judgement = PandasJudgement(
                self.kind, [self.view] if self.view else [], table if self.view else _ints(table)
            )
            packed = pa.array(judgement.packed().astype(np.int32))
            yield pa.RecordBatch.from_arrays([*batch.columns, packed], names=[*batch.schema.names, PACKED])


def _collected(rows: DataFrame, limit: int) -> pd.DataFrame:
    """Bring a few rows to the driver."""
    rows = rows.drop(PACKED)
    return _ints(
        pd.DataFrame([row.asDict() for row in rows.limit(limit).collect()], columns=rows.columns, dtype=object)
    )


def _ints(table: pd.DataFrame) -> pd.DataFrame:
    """Write decimals without places as Python ints: Spark's way of holding what bigint cannot."""
    for name in table.columns:
        if table[name].dtype == object and table[name].map(_is_whole_decimal).any():
            values = [int(value) if _is_whole_decimal(value) else value for value in table[name]]
            table[name] = pd.Series(values, index=table.index, dtype=object)
    return table


def _is_whole_decimal(value: Any) -> bool:
    """Tell whether a value is a decimal printed without places."""
    return isinstance(value, Decimal) and value.as_tuple().exponent == 0
