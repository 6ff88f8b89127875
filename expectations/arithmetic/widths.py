"""Which rows fit into int64 and which need Python ints. A wrapped int64 can pass a wrong figure."""

from __future__ import annotations

import numpy as np

from expectations.arithmetic.kind import Kind

# The predicates double a product, add a base to it, or take rep + per * scale for rep: at most four bits more.
# 63 - 4 leaves room for all of that below 2 ** 63.
LIMIT = 59
INT64 = np.iinfo(np.int64)


def needs_python_ints(kind: Kind, columns: dict[str, np.ndarray]) -> np.ndarray:
    """Tell which rows form products that int64 may not hold.

    Args:
        kind: whose `products` name the widest products.
        columns: int64, or Python ints in object dtype where some value does not fit.
    Returns: booleans, one a row. Bits are counted, so a row is never wrongly called narrow.
    """
    length = len(next(iter(columns.values())))
    if _widest(kind, {name: _greatest(column) for name, column in columns.items()}) <= LIMIT:
        return np.zeros(length, dtype=bool)
    bits = {name: _bits(column) for name, column in columns.items()}
    return np.broadcast_to(_widest(kind, bits) > LIMIT, (length,))


def _widest(kind: Kind, bits: dict[str, np.ndarray]) -> np.ndarray:
    """Return the bits of the widest product."""
    sums = [sum(_of_stem(stem, bits) for stem in product) for product in kind.products]
    every = [np.asarray(column) for column in bits.values()]  # a lone huge operand must not wrap either
    return np.maximum.reduce([*np.broadcast_arrays(*sums, *every)])


def _of_stem(stem: str, bits: dict[str, np.ndarray]) -> np.ndarray:
    """Return the bits of a column and of both ends of its interval, whichever there are; the print has all three."""
    return np.maximum.reduce([bits[name] for name in (stem, f"{stem}_lo", f"{stem}_hi") if name in bits])


def _greatest(column: np.ndarray) -> np.ndarray:
    """Return the bits of the column's greatest magnitude."""
    if not len(column):
        return np.asarray(0)
    return np.asarray(max(abs(int(column.min())), abs(int(column.max()))).bit_length())


def _bits(column: np.ndarray) -> np.ndarray:
    """Return the bits of each magnitude: exact for Python ints, at most one too many for int64."""
    if column.dtype == object:
        return np.fromiter((abs(value).bit_length() for value in column), dtype=np.int64, count=len(column))
    return np.frexp(column.astype(np.float64))[1].astype(np.int64)
