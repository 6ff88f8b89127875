"""Fill the frame of a kind from a user's Spark columns, with the very parser that pandas tables get.

Spark hands its batches to Python as pandas tables (`mapInPandas`, so pyarrow is needed and this package on the
workers), and takes the integers back; the verdict is then Spark's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from expectations.arithmetic.judging import kind_of
from expectations.arithmetic.kind import Kind
from expectations.errors import ColumnError
from expectations.forms.filling import fill
from expectations.forms.judgement import RELATION
from expectations.forms.views import columns_of

WHOLE = T.DecimalType(38, 0)
GREATEST = 10**38 - 1
STATUS, UNIT = "__read", "__unit"
TOO_LARGE = -1


def fill_on_spark(kind: Kind, view: dict[str, Any], table: DataFrame) -> tuple[DataFrame, dict[str, Column], Column]:
    """Make the columns of a kind from a user's table.

    Args: kind. view: from `views.view`. table: the user's.
    Returns: a table of the columns read and `relation_id` if there is one; the frame's columns as decimals; the status
        of each row.
    Raises: ColumnError: a column is absent, or is a float without `decimals=`. Other floats are refused by a worker.
    """
    names = columns_of(view)
    absent = [name for name in names if name not in table.columns]
    if absent:
        raise ColumnError(f"there is no column {absent[0]!r}; there are {', '.join(table.columns)}")
    names += [RELATION] if RELATION in table.columns and RELATION not in names else []
    table = table.select(*(F.col(f"`{name}`") for name in names))
    types = {field.name: field.dataType for field in table.schema.fields}
    floats = isinstance(types.get(view["printed"]), T.FloatType | T.DoubleType)
    if floats and view["decimals"] is None:
        raise ColumnError(f"column {view['printed']!r} holds floats: pass decimals=, or cast it to text or decimal")
    numbers = [T.StructField(f"__fill_{name}", WHOLE) for name in (*kind.columns, UNIT)]
    schema = T.StructType([*table.schema.fields, T.StructField(STATUS, T.LongType()), *numbers])
    filled = table.mapInPandas(_Reader(kind.name, view), schema)
    return filled, {name: F.col(f"__fill_{name}") for name in kind.columns}, F.col(STATUS)


class _Reader:
    """Reads the batches of a table on a worker; a class, so that it can be pickled."""

    def __init__(self, kind: str, view: dict[str, Any]) -> None:
        """Keep what to read. Args: kind: by name. view: plain data."""
        self.kind, self.view = kind, view

    def __call__(self, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Read each batch. Args: batches. Yields: the batch with the frame's columns."""
        kind = kind_of(self.kind)
        for batch in batches:
            filled = fill(kind, self.view, batch)
            columns = {**filled.columns, UNIT: filled.unit}
            large = [any(abs(int(value)) > GREATEST for value in row) for row in zip(*columns.values(), strict=True)]
            batch[STATUS] = [TOO_LARGE if much else status for much, status in zip(large, filled.status, strict=True)]
            for name, column in columns.items():
                values = (1 if much else int(value) for much, value in zip(large, column, strict=True))
                batch[f"__fill_{name}"] = pd.Series(map(Decimal, values), index=batch.index, dtype=object)
            yield batch
