"""What a dataset must keep: the edit rules of a contract, as data. Columns are named as in Column.name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = ("rate", "sum", "balance", "subset", "order", "change", "repeat", "attainable", "inequality")


@dataclass(frozen=True, slots=True)
class Rule:
    """One edit rule.

    columns: role -> names of columns, in the order of the contract: rate reported/numerator/denominator (several names
    of a role are summed); sum total/parts; balance plus/minus; subset whole/parts; order items (each at least the
    next); change current/percent, delta or previous, with key and time; repeat a/b (b may be "table.column");
    attainable reported/denominator; inequality left/right with options["op"] in < <= > >= == !=.
    """

    id: str
    kind: str
    columns: dict[str, tuple[str, ...]]
    options: dict[str, Any] = field(default_factory=dict)  # per, decimals, tolerance never
    where: str = ""  # a condition on the row: 类型 == "行政复议" and 年度 >= 2021
    severity: str = "error"
    source: str = ""
    note: str = ""
    line: int = 0  # of the contract
    table: str = ""  # where the contract has several
