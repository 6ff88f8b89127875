"""What discovery hands over: proposed rules with what the rows say about each, keys, and the domains of columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.dataset.rules import Rule
from audit.dataset.shape import Long
from audit.dataset.table import Table

# names and numbers agree; names say nothing; names alone say it; a rate that never exceeds 100 says it
AGREE, SILENT, ONLY, RATE = "agree", "silent", "only", "rate"


def table_name(table: Table) -> str:
    """What rules call a table: its sheet, else its name."""
    return table.sheet or table.name


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that a table seems to keep.

    Attributes:
        rule: as a contract has it; without id. judged: rows it can be judged on. exceptions: rows that break it, the
            first row of the table being 0.
        chance: log10 of an upper bound of the probability that it holds by chance, the number of looks counted in.
        names: agree, silent, or only (the numbers alone would not show it), rate (only a rate that stays at or below
            100 shows it).
        also: other forms that fit the rows as well, and are left out.
    """

    rule: Rule
    judged: int
    exceptions: tuple[int, ...]
    chance: float
    names: str = SILENT
    also: tuple[str, ...] = ()

    @property
    def held(self) -> int:
        """Rows that keep it."""
        return self.judged - len(self.exceptions)


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What a column is: for the `columns` of a contract."""

    name: str
    type: str
    unit: str = ""
    decimals: int | None = None
    low: int | None = None
    high: int | None = None
    values: tuple[str, ...] = ()
    required: bool = False
    exceptions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found in one table.

    Attributes:
        table: the table that the rules are for; of a long table the wide one. long: indicator, value, unit column, and
            keys, where the table that was read is long. keys: columns that name a row. doubled: rows that repeat a key.
        columns: facts, in order. proposals: in the order of the table. searched: how many columns of numbers.
        left_out: columns of numbers that were not searched, with the reason: nonum (no number), few (stated in fewer
            than three rows), same (in every row), large (too large for the search).
    """

    table: Table
    keys: tuple[str, ...] = ()
    doubled: tuple[int, ...] = ()
    columns: tuple[ColumnFacts, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    searched: int = 0
    left_out: dict[str, str] = field(default_factory=dict)
    long: Long | None = None
