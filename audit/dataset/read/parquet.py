"""parquet: typed columns as printed cells. A binary float does not say how many decimals it was printed with."""

from __future__ import annotations

import hashlib
import io
import os
from typing import Any

from audit.dataset.read.build import Rows, build, refuse_cells
from audit.dataset.read.extracted import Extracted
from audit.dataset.table import Table
from audit.errors import FormatError, InputError


def read_parquet(where: str, data: bytes) -> Table:
    """Read a parquet file.

    Args:    where: its path. data: its bytes.
    Returns: the table; `source` is its extracted text, heads in line 1.
    Raises:  InputError: damaged, too large, a nested column. FormatError: pyarrow is not there.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise FormatError(
            "is parquet, which needs pyarrow", path=where, hint='pip install "gouji[parquet]", or save it as csv'
        ) from None
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        refuse_cells(file.metadata.num_rows * file.metadata.num_columns, where)
        read = file.read()
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"is damaged: {str(error).splitlines()[0]}", path=where, hint="save it again") from error
    heads = [str(name) for name in read.column_names]
    if not heads:
        raise InputError("has no column", path=where)
    columns: list[list[str]] = []
    floats: set[int] = set()
    typed: dict[tuple[int, int], str] = {}
    for n, (name, column) in enumerate(zip(heads, read.columns, strict=True)):
        texts, binary, dates = _texts(column, name, where)
        columns.append(texts)
        if binary:
            floats.add(n)
        if dates:
            typed |= {(i + 1, n): "date" for i, text in enumerate(texts) if text}
    grid = [heads, *(list(row) for row in zip(*columns, strict=True))]
    if len(grid) < 2:
        raise InputError("holds no row", path=where)
    text = Extracted(grid)
    table = Table(
        os.path.splitext(os.path.basename(where))[0], where, hashlib.sha256(data).hexdigest(), format="parquet",
        source=text.text,
    )  # fmt: skip
    if floats:
        names = ", ".join(heads[n] for n in sorted(floats))
        table.notes.append(f"binary floats, read with as many decimals as the longest of the column: {names}")
    kept = build(table, Rows(grid, list(range(1, len(grid) + 1)), typed, frozenset(floats), heads=0))
    table.cell = text.of(kept)
    return table


def _texts(column: Any, name: str, where: str) -> tuple[list[str], bool, bool]:
    """The cells of a column as text; whether they are binary floats; whether they are dates."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = kind.value_type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        raise InputError(
            f"the column {name!r} holds {kind}, which is no cell", path=where, hint="give each value its own column"
        )
    try:
        values = column.to_pylist()
    except (UnicodeDecodeError, ValueError, OverflowError) as error:  # text that is no UTF-8, a day before the year 1
        raise InputError(f"the column {name!r} is damaged: {error}", path=where, hint="save it again") from error
    if pa.types.is_floating(kind):
        return [_float(v, kind) for v in values], True, False
    if pa.types.is_boolean(kind):
        return ["" if v is None else "true" if v else "false" for v in values], False, False
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return ["" if v is None else _day(v) for v in values], False, True
    if pa.types.is_decimal(kind):
        return ["" if v is None else format(v, "f") for v in values], False, False
    return ["" if v is None else str(v) for v in values], False, False


def _float(value: float | None, kind: Any) -> str:
    if value is None or value != value:
        return ""
    if value in (float("inf"), float("-inf")):
        return str(value)
    if kind.bit_width < 64:
        import numpy as np

        return np.format_float_positional(np.float32(value) if kind.bit_width == 32 else np.float16(value), trim="-")
    from decimal import Decimal

    text = format(Decimal(repr(value)), "f") if abs(value) < 1e30 else repr(value)
    return text.removesuffix(".0")


def _day(value: Any) -> str:
    text = value.isoformat(" ") if hasattr(value, "hour") else value.isoformat()
    return text[:10] if text[10:] in ("", " 00:00:00") else text
