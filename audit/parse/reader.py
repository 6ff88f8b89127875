"""What a scan has gathered so far, and the one place where a figure is added to it."""

from __future__ import annotations

from audit.parse import hedging
from audit.parse.columns import Figures, Ledger, Scan
from audit.parse.grammar import Grammar
from audit.read.structure import Structure

Row = tuple[
    int, int, int, int, int | None, int | None, int, int, str, str, str, tuple[int, int, int] | None
]  # of _COLUMNS
_COLUMNS = ("start", "end", "num", "dec", "low", "high", "step", "printed", "unit", "kind", "hedge", "cell")


class Reader:
    """The state of one scan: `figures` holds rows of _COLUMNS, `ledger` rows of (start, end, reason)."""

    __slots__ = ("dates", "figures", "fraction", "g", "layout", "ledger", "markers", "text", "upper")

    def __init__(self, text: str, layout: Structure, g: Grammar) -> None:
        self.text = text
        self.layout = layout
        self.g = g
        self.markers = {m[0] for m in layout.markers}
        self.figures: list[Row] = []
        self.ledger: list[tuple[int, int, str]] = []
        self.dates: list[tuple[int, int, str, int]] = []
        self.fraction: dict[int, tuple[int, int]] = {}
        self.upper: dict[int, int] = {}

    def note(self, start: int, end: int, reason: str) -> None:
        """Enter a numeral in the ledger."""
        self.ledger.append((start, end, reason))

    def figure(
        self,
        start: int,
        end: int,
        value: tuple[int, int, int],
        printed: int,
        unit: str,
        kind: str,
        inner: str = "",
        behind: str = "",
        cell: tuple[int, int, int] | None = None,
    ) -> None:
        """Add a figure, and the hedge that stands before it.

        Args:    start, end: its span; value: (num, dec, step); printed: decimals as printed; unit; kind; inner: the
                 hedge between number and unit; behind: that after the unit (codes); cell: (table, row, col).
        """
        num, dec, step = value
        ahead = hedging.before(self.g, self.text, start)
        if ahead == "near" and kind == "duration" and unit in self.g.not_near:
            ahead = ""
        low: int | None = num
        high: int | None = num
        hedge = ""
        if ahead or inner or behind:
            codes = list(dict.fromkeys(filter(None, (ahead, inner, behind))))
            if kind == "fraction":
                low, high = hedging.of_fraction(codes, num)
            else:
                low, high = hedging.interval(codes, num, step, kind in hedging.WHOLE)
            hedge = "+".join(codes)
        self.figures.append((start, end, num, dec, low, high, step, printed, unit, kind, hedge, cell))

    def range(
        self, start: int, end: int, low: tuple[int, int], high: tuple[int, int], printed: int, unit: str, kind: str
    ) -> None:
        """Add the figure of a range; its value is its first number.

        Args:    start, end: its span; low, high: (num, dec) of its ends; printed: decimals of the first; unit; kind.
        """
        dec = max(low[1], high[1])
        first, last = low[0] * 10 ** (dec - low[1]), high[0] * 10 ** (dec - high[1])
        self.upper[len(self.figures)] = last
        self.figures.append((start, end, first, dec, first, last, 0, printed, unit, kind, "range", None))

    def finish(self) -> Scan:
        """The columns of what was gathered, in the order of the text."""
        figures = Figures(fraction=self.fraction, upper=self.upper)
        if self.figures:
            for name, column in zip(_COLUMNS, zip(*self.figures, strict=True), strict=True):
                setattr(figures, name, list(column))
        ledger = Ledger(*map(list, zip(*self.ledger, strict=True))) if self.ledger else Ledger()
        return Scan(figures, ledger, self.dates)
