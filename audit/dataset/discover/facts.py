"""What each column is, and which columns name a row: the first half of a contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.dataset.discover.across import keys_of
from audit.dataset.discover.bounds import Domain
from audit.dataset.discover.data import TOLD, Data
from audit.dataset.discover.proposal import ColumnFacts
from audit.dataset.table import Column

FEW_WORDS = 8  # values that a column of words may have to be listed
OFTEN = 5  # rows a value


def keys(data: Data) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The columns that name a row, in the order of the table; and rows that repeat a name, where nearly none does."""
    names = keys_of(data)
    order = [c.name for c in data.table.columns]
    names = tuple(sorted(names, key=order.index))
    if not names:
        return (), ()
    cells = list(zip(*(data.table.column(n).text for n in names), strict=True))
    count = Counter(cells)
    return names, tuple(row for row, key in enumerate(cells) if count[key] > 1)


def facts(data: Data, domains: Sequence[Domain], key: Sequence[str]) -> tuple[ColumnFacts, ...]:
    """Facts of every column of a table."""
    by_name = {data.names[d.column]: d for d in domains}
    return tuple(_of(data, c, by_name.get(c.name), c.name in key) for c in data.table.columns)


def _of(data: Data, c: Column, domain: Domain | None, key: bool) -> ColumnFacts:
    required = key or all(null is None for null in c.null)
    if c.kind in ("text", "date"):
        values = tuple(sorted(set(c.text)))
        listed = c.kind == "text" and not key and 1 < len(values) <= FEW_WORDS and len(c.text) >= OFTEN * len(values)
        return ColumnFacts(c.name, c.kind, values=values if listed and all(values) else (), required=required)
    decs = {dec for dec, num in zip(c.dec, c.num, strict=True) if num is not None}
    plain = decs == {0} and not any(c.step)
    kind = "percent" if c.kind == "percent" else "integer" if plain else "number"
    usual = Counter(dec for dec, num in zip(c.dec, c.num, strict=True) if num is not None).most_common(1)
    stated = sum(num is not None for num in c.num)
    share = usual[0][1] / stated if stated >= TOLD else 0
    scaled = any(step > 1 for step in c.step)  # under a head in 万: decimals of the print are not those of the value
    decimals = usual[0][0] if usual and kind != "integer" and share >= 0.9 and not scaled else None
    low, high = (domain.low, domain.high) if domain else (None, None)
    broken = tuple(int(r) for r in data.rows[domain.broken]) if domain else ()
    return ColumnFacts(c.name, kind, c.unit, decimals, low, high, (), required, broken)
