"""The same judgement on Spark: the cases of a kind are built with operators, so they take Columns as they are.

Every operand is a decimal(38,0). A row whose products might need more digits than that is undetermined, `too_large`;
bases given as a range are undetermined, `base_range`. Nothing is computed in floating point.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import and_, or_
from typing import Any

import numpy as np
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from expectations.arithmetic.judging import judge_columns, kind_of
from expectations.arithmetic.kind import Kind
from expectations.arithmetic.verdicts import pack, unpack
from expectations.errors import FrameError
from expectations.forms.judgement import CHECK, RELATION, Judgement, Scope
from expectations.forms.parsed import ABSENT, ILLEGIBLE
from expectations.forms.spark_filling import TOO_LARGE, UNIT, WHOLE, fill_on_spark
from expectations.forms.views import columns_of

DIGITS = 34  # of 38: the predicates double a product, and add to it
SMALL, SMALL_DIGITS = ("per", "scale", "low", "high"), 6  # what stays small in any sensible row
UNSOUND = -1  # a row that no relation can be: the frame was built wrongly
_PACKED, _STATUS = "__packed", "__status"


class SparkColumns:
    """Columns by name, all decimal(38,0); the twin of `arithmetic.columns.Arrays`."""

    def __init__(self, columns: dict[str, Column]) -> None:
        """Keep the columns as attributes. Args: columns: name -> Column."""
        self.__dict__.update(columns)
        self.kept: dict[str, Column] = {}

    def keep(self, value: Any) -> Column:
        """Give a value a column of its own, so that the plan does not write it out wherever it is used."""
        name = f"__kept_{len(self.kept)}"
        self.kept[name] = value
        return F.col(name)

    @staticmethod
    def where(condition: Column, yes: Any, no: Any) -> Column:
        """Choose row by row."""
        return F.when(condition, yes).otherwise(no)

    @staticmethod
    def quotient(num: Any, den: Any) -> Column:
        """Divide and round down, perhaps one too many: Spark rounds a quotient. Predicates confirm every candidate."""
        return F.floor(num / F.when(den > 0, den).otherwise(1)).cast(WHOLE)

    @staticmethod
    def search(_function: Any, _names: tuple[str, ...], rows: Column) -> Column:
        """Say -1: no scalar function is called here."""
        return F.when(rows, F.lit(-1)).otherwise(F.lit(0))


class SparkJudgement(Judgement):
    """Judged by Spark; only counts and a sample come to the driver."""

    def __init__(self, kind_name: str, views: list[dict[str, Any]], table: DataFrame) -> None:
        """Prepare the verdict columns; Spark computes them when they are asked for.

        Args: as for `PandasJudgement`; table: a Spark DataFrame.
        Raises: FrameError, ColumnError: the table is not what was said.
        """
        self._kind = kind_of(kind_name)
        self._has_checks = not views and CHECK in table.columns
        self._views = views
        self._parts = [_judged(self._kind, *fill_on_spark(self._kind, view, table)) for view in views] or [
            _judged(self._kind, *_frame(self._kind, table))
        ]
        self._counted: list[list[tuple[Any, int, int]]] = []

    def _count(self) -> list[list[tuple[Any, int, int]]]:
        """Count rows by check and verdict, once a relation."""
        if not self._counted:
            for part in self._parts:
                keys = [CHECK, _PACKED] if self._has_checks else [_PACKED]
                rows = part.groupBy(*keys).count().collect()
                counted = [(row[CHECK] if self._has_checks else None, row[_PACKED], row["count"]) for row in rows]
                unsound = sum(count for _, packed, count in counted if packed == UNSOUND)
                if unsound:
                    what = "an interval upside down, or a value outside its set"
                    raise FrameError(f"{self._kind.name}: {unsound} rows with {what}")
                self._counted.append(counted)
        return self._counted

    def counts(self, scope: Scope) -> Counter[tuple[str, str]]:
        """Count by verdict and how."""
        total: Counter[tuple[str, str]] = Counter()
        for counted in self._count():
            for check, packed, count in counted:
                if not self._has_checks or check in scope.codes:
                    total[unpack(packed)] += count
        return total

    def _reported(self, scope: Scope, number: int) -> DataFrame | None:
        """Return the rows of one relation that are reported, or None."""
        codes = {packed for _, packed, _ in self._count()[number] if scope.reports(*unpack(packed))}
        return self._rows(scope, number, codes)

    def _rows(self, scope: Scope, number: int, packed: set[int]) -> DataFrame | None:
        """Return the rows of one relation with certain verdicts, or None where there are none."""
        if not packed:
            return None
        rows = self._parts[number].where(F.col(_PACKED).isin(sorted(packed)))
        return rows.where(F.col(CHECK).isin(list(scope.codes))) if self._has_checks else rows

    def examples(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Describe some reported rows; Spark has no first ones."""
        found: list[dict[str, Any]] = []
        for number in range(len(self._parts)):
            rows = self._reported(scope, number)
            for row in [] if rows is None or len(found) >= limit else rows.limit(limit - len(found)).collect():
                found.append(self._describe(number, row.asDict()))
        return found

    def undetermined(self, scope: Scope, limit: int) -> list[dict[str, Any]]:
        """Name some undetermined rows."""
        found: list[dict[str, Any]] = []
        for number, counted in enumerate(self._count()):
            packed = {code for _, code, _ in counted if unpack(code)[0] == "undetermined"}
            rows = self._rows(scope, number, packed)
            for row in [] if rows is None or len(found) >= limit else rows.limit(limit - len(found)).collect():
                found.append(self._named(number, row.asDict()))
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

    def _named(self, number: int, row: dict[str, Any]) -> dict[str, Any]:
        """Name a row and its how."""
        named = {"index": row.get(RELATION), "how": unpack(row[_PACKED])[1]}
        if len(self._parts) > 1:
            named["relation"] = self._views[number]["label"]
        return named

    def _describe(self, number: int, row: dict[str, Any]) -> dict[str, Any]:
        """Name a row with its values; numpy says what was expected."""
        numbers = {name: int(row[_of(name)]) for name in self._kind.columns}
        values: dict[str, Any] = numbers
        if self._views:
            view = self._views[number]
            values = {name: str(row[name]) for name in columns_of(view)}
            numbers = _shortened(numbers, int(row[f"__fill_{UNIT}"]), [*view["amounts"], *view["fixed"]])
        columns = {name: np.array([numbers[name]], dtype=object) for name in self._kind.columns}
        judged = judge_columns(self._kind, columns, np.zeros(1, dtype=bool))
        ends = dict.fromkeys(self._kind.tell(numbers, int(end[0])) for end in (judged.low, judged.high))
        expected = "..".join(ends) if judged.known[0] else None
        return {
            **self._named(number, row),
            "values": values,
            "expected": expected,
            "arithmetic": self._kind.show(numbers),
        }


def _shortened(numbers: dict[str, int], unit: int, stems: list[str]) -> dict[str, int]:
    """Drop the zeros that a common scale put behind every amount of a row, so that 6 is not written 6.000000."""
    amounts = [f"{stem}_{end}" for stem in stems for end in ("lo", "hi")]
    while unit > 1 and all(numbers[name] % 10 == 0 for name in amounts):
        numbers = {name: value // 10 if name in amounts else value for name, value in numbers.items()}
        unit //= 10
    return {**numbers, "unit": unit}


def _of(name: str) -> str:
    """Name a column of the frame so that it hides none of the user's."""
    return f"__{name}"


def _frame(kind: Kind, table: DataFrame) -> tuple[DataFrame, dict[str, Column], Column]:
    """Take the columns of a table that is a frame already; an absent figure is noted."""
    types = {field.name: field.dataType for field in table.schema.fields}
    columns = {}
    for name in kind.columns:
        found = types.get(name)
        if found is None:
            raise FrameError(f"{kind.name}: the frame has no column {name}; it needs {', '.join(kind.columns)}")
        if not isinstance(found, T.IntegralType) and not (isinstance(found, T.DecimalType) and found.scale == 0):
            raise FrameError(f"{kind.name}: column {name} is {found.simpleString()}; every value is an integer")
        columns[name] = F.col(name).cast(WHOLE)
    absent = reduce(or_, (column.isNull() for column in columns.values()))
    return table, columns, F.when(absent, ABSENT).otherwise(0)


def _judged(kind: Kind, table: DataFrame, columns: dict[str, Column], status: Column) -> DataFrame:
    """Add the frame's columns and the packed verdict to a table."""
    table = table.withColumn(_STATUS, status)
    state = (
        F.when(F.col(_STATUS) != 0, F.col(_STATUS))
        .when(_too_large(kind, columns), F.lit(TOO_LARGE))
        .otherwise(F.lit(0))
    )
    table = table.withColumn(_STATUS, state)
    for name, column in columns.items():
        # rows that are not judged compute with ones: a CASE does not keep Spark from evaluating an overflow
        table = table.withColumn(_of(name), F.when(F.col(_STATUS) == 0, column).otherwise(F.lit(1).cast(WHOLE)))
    c = SparkColumns({name: F.col(_of(name)) for name in kind.columns})
    verdict = F.when(F.col(_STATUS) == ABSENT, pack("undetermined", "missing"))
    verdict = verdict.when(F.col(_STATUS) == ILLEGIBLE, pack("undetermined", "unreadable"))
    verdict = verdict.when(F.col(_STATUS) == TOO_LARGE, pack("undetermined", "too_large"))
    verdict = verdict.when(~_sound(kind, c), UNSOUND)
    cases = kind.cases(c)
    for name, value in c.kept.items():
        table = table.withColumn(name, value)
    for case in cases:
        verdict = verdict.when(F.coalesce(case.when, F.lit(False)), pack(case.verdict, case.how))
    return table.withColumn(_PACKED, verdict.otherwise(pack(*kind.otherwise)))


def _too_large(kind: Kind, columns: dict[str, Column]) -> Column:
    """Tell whether a product of the row might need more than DIGITS digits."""
    digits = DIGITS
    for product in kind.products:
        small = sum(stem in SMALL for stem in product)
        if small < len(product):
            digits = min(digits, (DIGITS - SMALL_DIGITS * small) // (len(product) - small))
    limits = ((column, SMALL_DIGITS if name in SMALL else digits) for name, column in columns.items())
    return reduce(or_, (F.abs(column) > F.lit(str(10**limit)).cast(WHOLE) for column, limit in limits))


def _sound(kind: Kind, c: SparkColumns) -> Column:
    """Tell whether a row is one that a relation can have."""
    conditions = [getattr(c, f"{stem}_lo") <= getattr(c, f"{stem}_hi") for stem in kind.intervals]
    conditions += [getattr(c, name) >= 1 for name in kind.positive]
    conditions += [getattr(c, name).isin(list(choices)) for name, choices in kind.choices.items()]
    return reduce(and_, conditions, F.lit(True))
