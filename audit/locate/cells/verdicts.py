"""What is said of a fault: the cells that are wrong, what they were likely meant to be, and why no fewer would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audit.model import Suspect


@dataclass(frozen=True, slots=True)
class Likely:
    """A print that a cell may have been meant to have. score: its share of all that could be."""

    text: str
    slip: str
    score: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is wrong, or may be. `table`: name of the other table that it stands in, "" for the table itself."""

    column: str
    printed: str
    values: tuple[Likely, ...]  # likeliest first; empty where the rules leave it open and no slip fits
    row: int
    table: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why no cheaper set of cells can be wrong: of each group one cell must be, and no cheaper set takes one of each.

    how: exact, solver (HiGHS found it, exact integers proved it), open (not proved to be the cheapest).
    complete: no other set is as good as those that are named. size: cells that must change; weight: their weight.
    """

    groups: tuple[tuple[tuple[int, str], ...], ...]  # (row, column)
    size: int
    weight: float
    how: str
    complete: bool

    def text(self, lang: str = "zh") -> str:
        """The proof as a sentence of arithmetic that a reader can redo."""
        sets = ["{" + ", ".join(name for _, name in g) + "}" for g in self.groups]
        if lang == "zh":
            said = f"每组至少一格有误：{'；'.join(sets)}。最少须改 {self.size} 格"
            tail = {"open": "（未能证明最少）", "solver": "（求解器所得，经精确整数验证）"}.get(self.how, "")
            return said + tail + ("" if self.complete else "；另有同样好的组合未列出") + "。"
        said = f"One cell of each group is wrong: {'; '.join(sets)}. At least {self.size} must change"
        tail = {"open": " (not proved least)", "solver": " (by the solver, proved in exact integers)"}.get(self.how, "")
        return said + tail + ("" if self.complete else "; more sets are as good") + "."


@dataclass(frozen=True, slots=True)
class CellVerdict:
    """One fault of a table: rules that break together, and the cells whose change makes every rule hold.

    row: that of the first cell, else of the first broken rule. rules: ids of what it explains; broken: (id, row) each.
    cells: the likeliest of the smallest sets; empty where no change of cells that may change mends it. alternatives:
    the other sets that are as small, likeliest first, with their shares. undecided: there are such.
    """

    row: int
    rules: tuple[str, ...]
    cells: tuple[Cell, ...]
    undecided: bool
    alternatives: tuple[tuple[tuple[Cell, ...], float], ...]
    share: float
    proof: Proof
    broken: tuple[tuple[str, int], ...] = ()

    def suspects(self, figure: Callable[[Cell], str] | None = None, most: int = 5) -> tuple[Suspect, ...]:
        """The likely values of its cells as suspects of a finding, best first.

        Args:    figure: how a cell is named; its column where not given. most: how many.
        """
        name = figure or (lambda cell: cell.column)
        found = [
            (-likely.score, n, Suspect(name(cell), cell.printed, likely.text, likely.slip, likely.score))
            for n, (cells, _) in enumerate([(self.cells, self.share), *self.alternatives])
            for cell in cells for likely in cell.values
        ]  # fmt: skip
        found.sort(key=lambda item: item[:2])
        return tuple(suspect for _, _, suspect in found[:most])
