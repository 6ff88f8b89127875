#!/usr/bin/env python3
"""How often does audit.locate.cells name the cell that a slip altered, and say "undecided" where nothing tells?

    ci/cells_rate.py [--seeds 1 2 3] [--rows 10000] [--slips 300] [--double 30] [--show]

Seeded slips in the synthetic panel. A single slip is identifiable where no other cell, changed alone to any value,
makes every rule hold: found here by trying every value of every cell, with no code of the engine. Only rows count
in which the slip breaks a rule. Of double slips: the rows where both break something.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [p for p in (str(HERE), str(HERE.parent)) if p not in sys.path]

from synthetic_oracle import _before, _condition  # noqa: E402
from synthetic_panel import Panel, panel  # noqa: E402

SIGNED = ("受理增减", "受理同比")
REACH = 100  # times the largest value of a column, as the engine has it: values that are tried
QUICK = ("sum", "balance", "order", "subset", "inequality", "rate")  # kinds in the order they are asked
DEC = 4  # decimals of every value here; a slip may leave one more than a column prints


class Brute:
    """Tries every value of a cell against the rules that hold it. int64; a print has at most DEC decimals."""

    def __init__(self, made: Panel) -> None:
        self.made, self.columns = made, {c.name: c for c in made.table.columns}
        rows = range(made.table.rows)
        self.masks = {r.id: [self.where(r.where)(i) for i in rows] for r in made.rules}
        self.before = {r.id: _before(self.columns, r, made.table.rows) for r in made.rules if r.kind == "change"}
        self.after = {k: {b: i for i, b in enumerate(rows) if b is not None} for k, rows in self.before.items()}
        self.broken = defaultdict(set)
        for rule, row in made.broken:
            self.broken[row].add(rule)
        self.by_id = {r.id: r for r in made.rules}
        self.most = {
            c.name: max(abs(n) * 10 ** (DEC - d) for n, d in zip(c.num, c.dec, strict=True) if n is not None)
            for c in made.table.columns
            if c.kind in ("number", "percent")
        }

    def where(self, text: str):
        """A condition as a function of the row."""
        return _condition(text, self.columns)

    def reads(self, rule, row: int) -> set[tuple[int, str]]:
        """The cells that a rule looks at in a row."""
        cells = {(row, n) for role, names in rule.columns.items() if role not in ("key", "time") for n in names}
        if rule.kind == "change" and self.before[rule.id][row] is not None:
            cells.add((self.before[rule.id][row], rule.columns["current"][0]))
        return cells

    def holding(self, cell: tuple[int, str]) -> Iterator[tuple]:
        """The rules, and rows, that look at a cell."""
        row, name = cell
        for rule in self.made.rules:
            rows = [row] if any(name in names for names in rule.columns.values()) else []
            if rule.kind == "change" and rule.columns["current"][0] == name and row in self.after[rule.id]:
                rows.append(self.after[rule.id][row])
            yield from ((rule, r) for r in rows if self.masks[rule.id][r])

    def culprits(self, row: int) -> set[tuple[int, str]]:
        """The cells of which a change alone makes every rule around a row hold."""
        near = {row, *(after[row] for after in self.after.values() if row in after)}
        broken = [(self.by_id[r], at) for at in near for r in self.broken[at]]
        spoilt = {(row, n) for n in self.most if n not in SIGNED and (self.columns[n].num[row] or 0) < 0}
        wholes = {(row, n) for n in self.most if self.columns[n].kind == "number" and self.columns[n].dec[row]}
        cells = set.intersection(*(self.reads(rule, at) for rule, at in broken))
        for out in (spoilt, wholes):
            cells = cells & out if out else cells
        return {cell for cell in cells if cell[1] in self.most and self.mends(cell)}

    def mends(self, cell: tuple[int, str]) -> bool:
        """Does any value of a cell make every rule hold that looks at it?"""
        name = cell[1]
        column = self.columns[name]
        if column.num[cell[0]] is None:
            return False
        step = 10 ** (DEC - Counter(column.dec).most_common(1)[0][0])
        top = REACH * self.most[name] // step * step
        values = np.arange(-top if name in SIGNED else 0, top + 1, step, dtype=np.int64)
        quick = sorted(
            self.holding(cell), key=lambda at: QUICK.index(at[0].kind) if at[0].kind in QUICK else len(QUICK)
        )
        for rule, row in quick:
            if len(values):
                values = values[self.judge(rule, row, cell, values)]
        return bool(len(values))

    def judge(self, rule, row: int, cell: tuple[int, str], values: np.ndarray) -> np.ndarray:
        """Which values of a cell make a rule hold; a rule that cannot be told holds, unless a new value made it so."""
        every = np.ones(len(values), dtype=bool)

        def value(name: str, at: int = row):
            if (at, name) == cell:
                return values
            if name not in self.columns:
                return np.int64(int(name) * 10**DEC)
            c = self.columns[name]
            if c.num[at] is None:
                raise LookupError
            return np.int64(c.num[at]) * 10 ** (DEC - c.dec[at]) if c.dec[at] <= DEC else np.int64(-(10**9))

        def total(role: str):
            return sum(value(name) for name in rule.columns[role])

        def digits(name: str) -> int:
            c = self.columns[name]
            own = Counter(c.dec).most_common(1)[0][0] if (row, name) == cell else c.dec[row]
            return 10 ** (DEC - own)

        def prints(n, d, name: str):
            rep, unit = value(name), digits(name)
            unit = np.int64(unit)
            # |n / d - rep| <= unit / 2, a half away from zero or to the even digit
            left, right = 2 * (100 * 10**DEC * n - rep * d), unit * d
            inside = (abs(left) < right) | ((left == right) & ((rep // unit % 2 == 0) | (n < 0)))
            return (d > 0) & (inside | ((left == -right) & ((rep // unit % 2 == 0) | (n > 0))))

        try:
            kind, roles = rule.kind, rule.columns
            if kind == "sum":
                return every & (total("total") == total("parts"))
            if kind == "balance":
                return every & (total("plus") == total("minus"))
            if kind == "subset":
                return every & (total("parts") <= total("whole"))
            if kind == "order":
                held = every
                for a, b in zip(roles["items"], roles["items"][1:], strict=False):
                    held = held & (value(a) >= value(b))
                return held
            if kind == "inequality":
                a, b, op = total("left"), total("right"), rule.options["op"]
                return every & {"==": a == b, "<=": a <= b, ">=": a >= b}[op]
            if kind == "rate":
                n, d = total("numerator"), total("denominator")
                return every & (prints(n, d, roles["reported"][0]) | self.empty(rule, row, n, d))
            if kind == "attainable":
                d, name = total("denominator"), roles["reported"][0]
                whole = d // 10**DEC
                near = value(name) * whole // (100 * 10**DEC)
                hit = ~every
                for k in (near - 1, near, near + 1, near + 2):
                    hit = hit | ((k >= 0) & (k <= whole) & prints(k * 10**DEC, d, name))
                return every & (hit | self.empty(rule, row, d, d))
            last = self.before[rule.id][row] if "time" in roles else None
            if last is None:
                return every
            now, then = value(roles["current"][0]), value(roles["current"][0], last)
            if "delta" in roles:
                return every & (now - then == total("delta"))
            if "percent" in roles:
                return every & (prints(now - then, then, roles["percent"][0]) | self.empty(rule, row, now, then))
            return every & (then == total("previous"))
        except LookupError:
            return every

    def empty(self, rule, row: int, n, d):  # noqa: ARG002
        """An empty base cannot be told, and may stay so where it is printed so."""
        was = [self.columns[c].num[row] for c in rule.columns.get("denominator", ())]
        if rule.kind == "change":
            was = [self.columns[rule.columns["current"][0]].num[self.before[rule.id][row]]]
        return (d <= 0) & (None not in was and sum(was) <= 0)


def rate(made: Panel, brute: Brute, count: Counter, show: bool = False) -> None:
    """Localise a panel and count what is said of its slips."""
    from audit.locate.cells import localise

    masks = {r.id: brute.masks[r.id] for r in made.rules if r.where}
    rows = sorted({row for _, row in made.broken})
    start = time.perf_counter()
    verdicts = localise(made.table, made.rules, rows, applies=masks)
    count["seconds"] += time.perf_counter() - start
    count["rows"] += len(rows)
    count["open"] += sum(v.proof.how == "open" for v in verdicts)
    said = defaultdict(list)
    for v in verdicts:
        for row in {cell.row for cells in (v.cells, *(c for c, _ in v.alternatives)) for cell in cells}:
            said[row].append(v)
    slips = defaultdict(list)
    for s in made.slips:
        slips[s.row].append(s)
    for row, wrong in sorted(slips.items()):
        near = {row, *(after[row] for after in brute.after.values() if row in after)}
        if not any(brute.broken[r] for r in near):
            count["unseen"] += 1
        elif len(wrong) == 1:
            _single(row, wrong[0], said[row], brute, count, show)
        else:
            _double(row, wrong, said[row], count)


def _single(row: int, slip, verdicts: list, brute: Brute, count: Counter, show: bool) -> None:
    culprits = brute.culprits(row)
    kind = "identifiable" if culprits == {(row, slip.column)} else "open to several"
    count[kind] += 1
    if len(verdicts) != 1:
        count[f"{kind}: other number of faults"] += 1
        return
    (v,) = verdicts
    named = {(c.row, c.column) for c in v.cells}
    first = named == {(row, slip.column)}
    listed = {(c.row, c.column) for cells in (v.cells, *(c for c, _ in v.alternatives)) for c in cells}
    count[f"{kind}: first"] += first
    count[f"{kind}: listed"] += (row, slip.column) in listed
    count[f"{kind}: undecided"] += v.undecided
    count[f"{kind}: as brute force"] += listed == culprits
    if first:
        values = [x.text for x in v.cells[0].values]
        count[f"{kind}: value first"] += bool(values) and values[0] == slip.was
        count[f"{kind}: value listed"] += slip.was in values
    if show and listed != culprits:
        print(row, slip, "engine", sorted(listed), "brute force", sorted(culprits))


def _double(row: int, wrong: list, verdicts: list, count: Counter) -> None:
    count["double"] += 1
    truth = {(row, s.column) for s in wrong}
    named = {(c.row, c.column) for v in verdicts for c in v.cells}
    listed = {(c.row, c.column) for v in verdicts for cs in (v.cells, *(c for c, _ in v.alternatives)) for c in cs}
    count["double: both first"] += named == truth
    count["double: both listed"] += truth <= listed
    count["double: one explains all, or one is unseen"] += len(named) < 2
    decided = bool(verdicts) and not any(v.undecided for v in verdicts)
    count["double: decided"] += decided
    count["double: decided, both first"] += decided and named == truth
    count["double: decided, one of them"] += decided and named < truth
    count["double: decided, an innocent cell"] += decided and not named <= truth
    count["double: as two faults"] += named == truth and len(verdicts) == 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--slips", type=int, default=300)
    parser.add_argument("--double", type=int, default=30)
    parser.add_argument("--show", action="store_true", help="the rows where engine and brute force differ")
    args = parser.parse_args()
    whole: Counter = Counter()
    for seed in args.seeds:
        made = panel(rows=args.rows, seed=seed, slips=args.slips, double=args.double)
        count: Counter = Counter()
        rate(made, Brute(made), count, args.show)
        report(f"seed {seed}", count)
        whole.update(count)
    report(f"all {len(args.seeds)} seeds", whole)
    return 0


def report(name: str, count: Counter) -> None:
    """Print the figures of one panel."""
    print(f"{name}: {count['rows']} broken rows in {count['seconds']:.2f} s, {count['open']} not proved")
    for kind in ("identifiable", "open to several", "double"):
        mine = {key.partition(": ")[2]: n for key, n in sorted(count.items()) if key.startswith(f"{kind}: ")}
        parts = [f"{key} {n} ({n / max(1, count[kind]):.1%})" for key, n in mine.items()]
        print(f"  {kind}: {count[kind]}; {', '.join(parts)}")
    print(f"  break no rule: {count['unseen']}")


if __name__ == "__main__":
    sys.exit(main())
