"""Rules and a table -> frames of integers for the judges: one block a rule, or a pair of neighbours of an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from audit.dataset.amounts import Arrays, Cells, Constant, factor_of, ints, per_of, total
from audit.dataset.before import rows_before
from audit.dataset.contract import kinds
from audit.dataset.contract.bind import find, named
from audit.dataset.contract.where import mask, parse
from audit.dataset.rules import Rule
from audit.dataset.table import Column, Table
from audit.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np

OPS = ("<", "<=", "==", ">=", ">", "!=")


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a block: its role, and the rows of `table` that its cells stand in; or a number of the contract."""

    role: str
    column: int  # among the columns of the table, -1: a number
    rows: Any = None  # an array parallel to the block's rows
    number: str = ""
    table: Table | None = None  # where it is another one


@dataclass(slots=True)
class Block:
    """The relations of one rule in one table.

    rows: the rows of the table that are judged. frame, check: who judges. columns: the frame's. dec: decimals of the
    scale of amounts. missing: rows that the rule is about and that cannot be judged, by reason.
    """

    rule: Rule
    frame: str
    check: str
    rows: np.ndarray
    columns: dict[str, np.ndarray]
    members: tuple[Member, ...]
    dec: int = 0
    missing: dict[str, int] = field(default_factory=dict)


class Layer:
    """Lays out the rules of one table."""

    def __init__(self, table: Table, others: Sequence[Table] = ()) -> None:
        self.table = table
        self.others = {t.name: t for t in others if t is not table} | {t.sheet: t for t in others if t.sheet}
        self._arrays: dict[tuple[int, int], Arrays] = {}
        self._before: dict[tuple, list[int | None]] = {}
        self._masks: dict[str, list[bool]] = {}

    @cached_property
    def every(self) -> np.ndarray:
        """All rows."""
        import numpy as np

        return np.arange(self.table.rows)

    def arrays(self, name: str, table: Table | None = None) -> Arrays:
        """The arrays of a column."""
        table = table or self.table
        key = (id(table), table.index(name))
        if key not in self._arrays:
            column = table.columns[key[1]]
            if column.kind in ("text", "date"):
                raise ConfigError(
                    f"the column {name} holds {'dates' if column.kind == 'date' else 'text'}, not numbers",
                    path=table.path, place=f"column {column.place}", hint=f"columns: {{{name}: {{type: number}}}}",
                )  # fmt: skip
            self._arrays[key] = Arrays(column)
        return self._arrays[key]

    def applies(self, rule: Rule) -> list[bool] | None:
        """Which rows a rule's condition picks; None: all."""
        if not rule.where:
            return None
        if rule.where not in self._masks:

            def resolve(name: str) -> Column:
                found = find(self.table, name)
                if found is None:
                    raise ConfigError(f"the rule {rule.id} names the column {name!r}, which {self.table.path} lacks")
                return found

            self._masks[rule.where] = mask(parse(rule.where), self.table, resolve)
        return self._masks[rule.where]

    def before(self, rule: Rule) -> list[int | None]:
        """The row of the time before, for a rule of change."""
        stated = rule.columns.get("percent") or rule.columns.get("delta")
        key = (rule.columns.get("key"), rule.columns["time"], str(sorted(rule.options.items())), stated)
        if key not in self._before:
            self._before[key] = rows_before(self.table, rule)
        return self._before[key]

    def blocks(self, rule: Rule) -> list[Block]:
        """The blocks of one rule.

        Raises: ConfigError: a column of the rule holds no numbers.
        """
        import numpy as np

        where = self.applies(rule)
        rows = self.every if where is None else np.flatnonzero(np.fromiter(where, dtype=bool, count=len(where)))
        return list(getattr(self, f"_{rule.kind}")(rule, rows))

    # one method a kind

    def _sum(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        yield self._sums(rule, rows, "total", "parts", 0, ("total", "part"))

    def _balance(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        yield self._sums(rule, rows, "plus", "minus", 0, ("plus", "minus"))

    def _subset(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        yield self._sums(rule, rows, "whole", "parts", 1, ("total", "part"))

    def _sums(self, rule: Rule, rows: np.ndarray, one: str, other: str, mode: int, words: tuple[str, str]) -> Block:
        lay = _Laying(self, rule, rows)
        lay.side("total", rule.columns[one], words[0])
        lay.side("parts", rule.columns[other], words[1])
        return lay.block("sums", lambda n: {"mode": _full(n, mode)})

    def _order(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        items = rule.columns["items"]
        for bigger, smaller in pairwise(items):
            lay = _Laying(self, rule, rows)
            lay.side("big", (bigger,), "earlier")
            lay.side("small", (smaller,), "later")
            yield lay.block("orders")

    def _repeat(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        lay = _Laying(self, rule, rows)
        lay.side("a", rule.columns["a"], "announced")
        other = next((n.partition(".")[0] for n in rule.columns["b"] if self.elsewhere(n)), "")
        if not other:
            lay.side("b", rule.columns["b"], "item")
        else:
            there = self.others[other]
            lay.side(
                "b", [n.partition(".")[2] for n in rule.columns["b"]], "item", self._matching(rule, there, rows), there
            )
        yield lay.block("repeats")

    def elsewhere(self, name: str) -> bool:
        """Is this the column of another table?"""
        return find(self.table, name) is None and name.partition(".")[0] in self.others

    def _matching(self, rule: Rule, there: Table, rows: np.ndarray) -> np.ndarray:
        """The row of the other table with the same key; -1 where there is none, or more than one."""
        import numpy as np

        from audit.dataset.cells import clean

        keys = rule.columns.get("key", ())
        if not keys:
            raise ConfigError(f"the rule {rule.id} compares two tables and names no key", hint="key: [地区, 年度]")
        for name in keys:
            if find(there, name) is None:
                raise ConfigError(f"the rule {rule.id}: {there.path} has no column {name!r}, its key")

        def key_of(table: Table, row: int) -> tuple:
            columns = [named(table, name) for name in keys]
            return tuple(c.num[row] if c.kind == "date" else clean(c.text[row]) for c in columns)

        at: dict[tuple, int] = {}
        for row in range(there.rows):
            key = key_of(there, row)
            at[key] = -1 if key in at else row
        return np.array([at.get(key_of(self.table, int(row)), -1) for row in rows], dtype=np.int64)

    def _inequality(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        lay = _Laying(self, rule, rows)
        lay.side("left", rule.columns["left"], "reported")
        lay.side("right", rule.columns["right"], "item")
        op = OPS.index(rule.options["op"])
        yield lay.block("comparisons", lambda n: {"op": _full(n, op)})

    def _rate(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        lay = _Laying(self, rule, rows)
        lay.side("num", rule.columns["numerator"], "numerator")
        lay.side("den", rule.columns["denominator"], "denominator")
        lay.printed(rule.columns["reported"][0], hedges=True)
        yield lay.block("rates", lambda n: {"per": _full(n, self.per(rule, rule.columns["reported"][0]))})

    def _attainable(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        lay = _Laying(self, rule, rows)
        lay.side("den", rule.columns["denominator"], "denominator", whole=True)
        lay.printed(rule.columns["reported"][0])
        yield lay.block("granularity", lambda n: {"per": _full(n, self.per(rule, rule.columns["reported"][0]))})

    def _change(self, rule: Rule, rows: np.ndarray) -> Iterator[Block]:
        import numpy as np

        columns = rule.columns
        lay = _Laying(self, rule, rows)
        inside = "previous" in columns and ("percent" in columns or "delta" in columns)
        if not inside:
            before = self.before(rule)
            earlier = np.array([-1 if before[int(r)] is None else before[int(r)] for r in rows], dtype=np.int64)
        if "percent" not in columns and "delta" not in columns:
            lay.side("a", columns["previous"], "previous")
            lay.side("b", columns["current"], "item", earlier)
            yield lay.block("repeats")
            return
        lay.side("cur", columns["current"], "current")
        if inside:
            lay.side("prev", columns["previous"], "previous")
        else:
            lay.side("prev", columns["current"], "previous", earlier)
        if "delta" in columns:
            lay.side("delta", columns["delta"], "delta")
            yield lay.block("differences", lambda n: {"sign": _full(n, 1)})
            return
        lay.printed(columns["percent"][0], hedges=True)
        per = self.per(rule, columns["percent"][0])
        yield lay.block("changes", lambda n: {"per": _full(n, per), "sign": _full(n, 1)})

    def per(self, rule: Rule, name: str) -> int:
        """100 for %, 1000 for ‰, 1 for a mean or a bare ratio."""
        if "per" in rule.options:
            return int(rule.options["per"])
        return per_of(self.table.column(name))


def _full(n: int, value: int) -> np.ndarray:
    import numpy as np

    return np.full(n, value, dtype=np.int64)


class _Laying:
    """One block in the making: sides are added, then the rows in which all are present are kept."""

    def __init__(self, layer: Layer, rule: Rule, rows: np.ndarray) -> None:
        import numpy as np

        self.layer, self.rule, self.rows = layer, rule, rows
        self.rounded = bool(rule.options.get("rounded", True))
        self.present = np.ones(len(rows), dtype=bool)
        self.without = np.zeros(len(rows), dtype=bool)  # no row of the time before, or of the key elsewhere
        self.sides: list[tuple[str, list[Cells | Constant], bool]] = []
        self.print: tuple[Cells, bool] | None = None
        self.members: list[Member] = []

    def side(
        self, stem: str, names: Sequence[str], role: str, at: np.ndarray | None = None, table: Table | None = None,
        whole: bool = False,
    ) -> None:  # fmt: skip
        """Add an interval: columns that are added up, in the rows of the block or in the rows `at` of a table."""
        import numpy as np

        home = table or self.layer.table
        rows = self.rows if at is None else np.maximum(at, 0)
        if at is not None:
            self.without |= at < 0
        parts: list[Cells | Constant] = []
        for name in names:
            if table is None and find(home, name) is None and kinds.NUMBER.fullmatch(name):
                parts.append(Constant(name, len(self.rows)))
                self.members.append(Member(role, -1, number=name))
                continue
            cells = self.layer.arrays(name, home).take(rows) if home.rows else None
            if cells is None:
                self.present &= False
                continue
            self.present &= cells.present
            parts.append(cells)
            self.members.append(Member(role, home.index(name), rows, table=table))
        self.sides.append((stem, parts, whole))

    def printed(self, name: str, hedges: bool = False) -> None:
        """Add the printed value of a rate or change."""
        cells = self.layer.arrays(name).take(self.rows)
        self.present &= cells.present
        self.print = (cells, hedges)
        self.members.append(Member("reported", self.layer.table.index(name), self.rows))

    def block(self, frame: str, constants: Callable[[int], dict[str, np.ndarray]] | None = None) -> Block:
        """The block: only rows with every figure; those without are counted."""
        import numpy as np

        keep = np.flatnonzero(self.present & ~self.without)
        without = int(self.without.sum())
        missing = {"no row before": without, "missing": int((~self.present & ~self.without).sum())}
        every = [p for _, parts, _ in self.sides for p in parts]
        kept = [_kept(p, keep) for p in every]
        dec = max((p.decimals(self.rounded) for p in kept), default=0)
        columns: dict[str, np.ndarray] = {}
        at = iter(kept)
        for stem, parts, whole in self.sides:
            bands = [next(at).band(dec, self.rounded) for _ in parts]
            low, high = total(bands)
            if whole:  # a base is counted: what is rounded leaves a range of whole numbers
                low, high = -(-low // 10**dec), high // 10**dec
                high = np.maximum(low, high)
            columns[f"{stem}_lo"], columns[f"{stem}_hi"] = low, high
        if self.print:
            columns |= self._print(*self.print, keep)
            coarse = columns.pop("step")
            if (coarse > 1).any():  # 3.25万元 is 325 of a hundred: a hundred goes to the other side
                for name in columns.keys() & {"den_lo", "den_hi"}:
                    columns[name] = ints([int(a) * int(b) for a, b in zip(columns[name], coarse, strict=True)])
        columns |= constants(len(keep)) if constants else {}
        members = tuple(
            Member(m.role, m.column, None if m.rows is None else m.rows[keep], m.number, m.table) for m in self.members
        )
        check = kinds.check_of(self.rule.kind, self.rule.columns)
        return Block(
            self.rule, frame, check, self.rows[keep], columns, members, dec, {k: n for k, n in missing.items() if n}
        )

    def _print(self, printed: Cells, hedges: bool, keep: np.ndarray) -> dict[str, np.ndarray]:
        import numpy as np

        from audit.dataset.amounts import times_power

        cells = Cells(printed.arrays, printed.rows[keep])
        dec, num = cells.dec, cells.num
        step = np.maximum(cells.step, 1)
        least = self.rule.options.get("decimals")
        if (step > 1).any():
            if least is not None:
                step = np.minimum(step, max(1, factor_of(cells.arrays.column) // 10**least))
            num = num // step
        elif least is not None:  # a table of numbers that lost its zeros
            num = times_power(num, np.maximum(least - dec, 0))
            dec = np.maximum(dec, least)
        scale = times_power(np.ones(len(keep), dtype=np.int64), dec)
        out = {"rep": num, "scale": scale, "step": step}
        if hedges:
            low = high = num
            if cells.hedged.any():
                low, high = num.astype(object), num.astype(object)
                column = cells.arrays.column
                for i in np.flatnonzero(cells.hedged):
                    row = int(cells.rows[i])
                    by, of = 10 ** int(dec[i] - cells.dec[i]), int(step[i])
                    a, b = column.low[row], column.high[row]
                    low[i] = -(10**30) if a is None else a * by // of
                    high[i] = 10**30 if b is None else -(-b * by // of)
                    low[i], high[i] = min(low[i], num[i]), max(high[i], num[i])
            out |= {"rep_lo": low, "rep_hi": high}
        return out


def _kept(part: Cells | Constant, keep: np.ndarray) -> Cells | Constant:
    if isinstance(part, Constant):
        return Constant(part.text, len(keep))
    return Cells(part.arrays, part.rows[keep])
