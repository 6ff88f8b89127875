"""User's columns for plain comparisons of whole numbers and dates."""

from __future__ import annotations

from typing import Any, ClassVar

from expectations.forms.base import FrameExpectation
from expectations.forms.naming import all_or_none
from expectations.forms.views import view


class WholeExpectation(FrameExpectation):
    """What every expectation on whole numbers shares."""

    def ask(self, needs: dict[str, str | None]) -> list[dict[str, Any]]:
        """Return one view of whole numbers if all columns are named.

        Args: needs: parameter, which is the frame's column too -> the user's column.
        Returns: one view, or none. Raises: ValueError: only some are named.
        """
        named = {name: column for name, column in needs.items() if column}
        return [view(" / ".join(named.values()), whole=named)] if all_or_none(self, needs) else []


class EnumerationsExpectation(WholeExpectation):
    """A frame of enumerations, or columns.

    Args: announced: the column of the announced number. listed: the column of how many are listed.
    """

    kind: ClassVar[str] = "enumerations"
    announced: str | None = None
    listed: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return announced = listed."""
        return self.ask({"announced": self.announced, "listed": self.listed})


class CountsExpectation(WholeExpectation):
    """A frame of counts, or columns.

    Args: found: the column of how many there are. expected: the column of how many there should be.
    """

    kind: ClassVar[str] = "counts"
    found: str | None = None
    expected: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return found = expected."""
        return self.ask({"found": self.found, "expected": self.expected})


class HedgesExpectation(WholeExpectation):
    """A frame of hedges, or columns.

    Args:
        value, unit, digits: columns of the figure, the place value of its last non-zero digit, its significant digits.
        hedge: the column of the hedge's sort: 1 余 多 近, 2 约 左右.
    """

    kind: ClassVar[str] = "hedges"
    value: str | None = None
    unit: str | None = None
    digits: str | None = None
    hedge: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return the four columns."""
        return self.ask({"value": self.value, "unit": self.unit, "digits": self.digits, "hedge": self.hedge})


class MarksExpectation(WholeExpectation):
    """A frame of marks, or a column.

    Args: flag: the column that says what was found upstream: 0 nothing, 1 something.
    """

    kind: ClassVar[str] = "marks"
    flag: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return the one column."""
        return self.ask({"flag": self.flag})


class DatesExpectation(FrameExpectation):
    """A frame of dates, or columns.

    Args: earlier, later: columns of dates (datetimes, or text such as 2023-12-31); the first may not come after.
    """

    kind: ClassVar[str] = "dates"
    earlier: str | None = None
    later: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return earlier <= later."""
        if not all_or_none(self, {"earlier": self.earlier, "later": self.later}):
            return []
        days = {"earlier": str(self.earlier), "later": str(self.later)}
        return [view(f"{self.earlier} ≤ {self.later}", days=days)]
