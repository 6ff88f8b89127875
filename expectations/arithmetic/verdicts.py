"""The words of a verdict, and the columnar table of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

VERDICTS = ("ties", "breaks", "undetermined")

HOWS = {
    # ties
    "exact": "equal to the last digit",
    "half_up": "rounded, ties away from zero (四舍五入)",
    "half_even": "rounded, ties to the even digit",
    "hedged": "within what the hedge (余, 近, 约 …) leaves open",
    "band": "the inputs are rounded, and some value inside their bands gives the print",
    "within": "a bound that holds",
    # breaks
    "truncated": "only dropping the digits gives the print",
    "off": "neither rounding nor truncation gives the print",
    "exceeds": "above its bound",
    "below": "below its bound",
    "direction": "the words and the figures go different ways",
    "unattainable": "no integers give the print",
    "differs": "two figures that must be equal are not",
    "unround": "a hedge on a figure that is exact to the unit",
    "out_of_order": "the earlier comes after the later",
    "other_base": "the declared base gives another print",
    "marked": "found upstream by comparing words or sets",
    # undetermined
    "zero_base": "the base is zero or may be",
    "negative_base": "the base is negative",
    "negative": "a count is negative",
    "missing": "a figure is missing",
    "unreadable": "a figure cannot be read",
    "either_base": "the declared base gives the print by truncation",
    "unfit_base": "the fitted base does not give the print either",
    "not_in_suite": "the suite in force does not run this check",
}

_VERDICT_CODE = {word: code for code, word in enumerate(VERDICTS)}
_HOW_CODE = {word: code for code, word in enumerate(HOWS)}
SPAN = 64  # a packed verdict is verdict * SPAN + how


def pack(verdict: str, how: str) -> int:
    """Return one small integer for a verdict and its how.

    Args: verdict: of VERDICTS. how: of HOWS. Returns: the code. Raises: KeyError: an unknown word.
    """
    return _VERDICT_CODE[verdict] * SPAN + _HOW_CODE[how]


def unpack(code: int) -> tuple[str, str]:
    """Return (verdict, how) of a packed code.

    Args: code: from `pack`. Returns: the two words.
    """
    return VERDICTS[code // SPAN], tuple(HOWS)[code % SPAN]


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict a row, in columns; row i belongs to row i of the frame that was judged.

    Attributes:
        packed: int16, `pack`ed verdict and how.
        low, high: int64 or Python ints; what the print may have been; equal where the inputs are exact.
        known: bool; False where nothing is expected (no base, a missing figure).
        power: float64 in [0, 1], for display only: how much an error of one unit would have shown.
    """

    packed: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known: np.ndarray
    power: np.ndarray

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.packed)

    @property
    def breaks(self) -> np.ndarray:
        """Return a boolean a row: the verdict is breaks."""
        return self.packed // SPAN == _VERDICT_CODE["breaks"]

    @property
    def undetermined(self) -> np.ndarray:
        """Return a boolean a row: the verdict is undetermined."""
        return self.packed // SPAN == _VERDICT_CODE["undetermined"]

    def has(self, *hows: str) -> np.ndarray:
        """Return a boolean a row: its how is one of `hows`."""
        import numpy as np

        return np.isin(self.packed % SPAN, [_HOW_CODE[how] for how in hows])

    def take(self, rows: np.ndarray) -> Judged:
        """Return the verdicts of some rows, given as positions or as a mask."""
        return Judged(self.packed[rows], self.low[rows], self.high[rows], self.known[rows], self.power[rows])

    def expected(self) -> np.ndarray:
        """Return an object array: an int, a tuple (low, high), or None where nothing is expected."""
        import numpy as np

        expected = self.low.astype(object)  # Python ints, and a copy
        for i in np.flatnonzero(self.low != self.high):
            expected[i] = (int(self.low[i]), int(self.high[i]))
        expected[~self.known] = None
        return expected

    def to_frame(self, index: Any = None) -> pd.DataFrame:
        """Return the table with columns verdict, how (categories), expected (objects), power.

        Args: index: of the frame that was judged.
        Returns: one row a verdict.
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "verdict": pd.Categorical.from_codes(self.packed // SPAN, categories=list(VERDICTS)),
                "how": pd.Categorical.from_codes(self.packed % SPAN, categories=list(HOWS)),
                "expected": pd.Series(self.expected(), dtype=object, index=index),
                "power": self.power,
            },
            index=index,
        )
