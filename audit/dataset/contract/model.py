"""The nouns of a contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from audit.dataset.rules import Rule

SCHEMA = "gouji/contract/1"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What a column must be. `trust`: a weight for finding the wrong cell, higher is more trusted; None: the usual.

    `optional`: a table may lack the column; the rules that name it are then left out, and it is said.
    """

    name: str
    type: str = ""  # text, number, percent, date, integer; "": what the cells make it
    unit: str = ""
    decimals: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    values: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False
    unique: bool = False
    trust: float | None = None
    line: int = 0
    optional: bool = False

    @property
    def whole(self) -> bool:
        """Is it a column of whole numbers?"""
        return self.type == "integer"


@dataclass(frozen=True, slots=True)
class LongSpec:
    """Which columns of a long table hold the indicator and its value."""

    indicator: str
    value: str
    unit: str = ""
    key: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Contract:
    """What a dataset must keep.

    Attributes:
        path: of the YAML file, as outputs name it. title: its own. columns: name -> what it must be, in order.
        keys: the columns that name a row. rules: in the order of the file. long: of a long table.
        inferred: the rules were read off the heads; nobody wrote them.
    """

    path: str = ""
    title: str = ""
    columns: dict[str, ColumnSpec] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    long: LongSpec | None = None
    keys_line: int = 0
    inferred: bool = False
