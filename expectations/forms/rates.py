"""User's columns for what compares a printed value with a quotient."""

from __future__ import annotations

from typing import Any, ClassVar

from expectations.forms.base import FrameExpectation
from expectations.forms.naming import all_or_none
from expectations.forms.views import view


class PrintedExpectation(FrameExpectation):
    """What every expectation on a printed value takes.

    Args:
        per: 100 for %, 1000 for ‰, 1 for a mean or a bare ratio.
        decimals: how many decimals were printed, where the column does not say (floats). A text column says it:
            98.50 has two, with or without %.
        rounded: True: amounts with decimals, or in 万 or 亿, stand for their rounding band. By default they are
            taken as exact.
    """

    per: int = 100
    decimals: int | None = None
    rounded: bool = False

    def ask(self, label: str, needs: dict[str, Any], **how: Any) -> list[dict[str, Any]]:
        """Return the view if all columns it needs are named; nothing if none is.

        Args: label: names the relation. needs: parameter -> column name or names. how: the rest of `view`.
        Returns: one view, or none: the batch is then the frame.
        Raises: ValueError: only some are named.
        """
        return [view(label, decimals=self.decimals, rounded=self.rounded, **how)] if all_or_none(self, needs) else []


class RatesExpectation(PrintedExpectation):
    """A frame of rates, or columns.

    Args:
        numerator, denominator: columns of amounts; several are added up.
        rate: the column of the printed rate.
    """

    kind: ClassVar[str] = "rates"
    numerator: str | list[str] | None = None
    denominator: str | list[str] | None = None
    rate: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return rate = per * numerator / denominator."""
        needs = {"numerator": self.numerator, "denominator": self.denominator, "rate": self.rate}
        return self.ask(
            f"{self.rate} = {self.numerator} ÷ {self.denominator}",
            needs,
            amounts={"num": self.numerator, "den": self.denominator},
            printed=self.rate,
            constants={"per": self.per},
        )


class ChangesExpectation(PrintedExpectation):
    """A frame of changes, or columns.

    Args:
        current, previous: columns of amounts.
        change: the column of the printed change, a fall with a minus sign.
    """

    kind: ClassVar[str] = "changes"
    current: str | list[str] | None = None
    previous: str | list[str] | None = None
    change: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return change = per * (current - previous) / previous."""
        needs = {"current": self.current, "previous": self.previous, "change": self.change}
        return self.ask(
            f"{self.change} = ({self.current} - {self.previous}) ÷ {self.previous}",
            needs,
            amounts={"cur": self.current, "prev": self.previous},
            printed=self.change,
            constants={"per": self.per, "sign": 1},  # printed without a minus sign, it states a rise
        )


class BackChangesExpectation(PrintedExpectation):
    """A frame of changes without a previous value, or columns.

    Args: current: the column of counts. change: the column of the printed change, a fall with a minus sign.
    """

    kind: ClassVar[str] = "back_changes"
    current: str | None = None
    change: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return: some whole previous count exists."""
        return self.ask(
            f"{self.current} after {self.change}",
            {"current": self.current, "change": self.change},
            whole={"cur_lo": self.current, "cur_hi": self.current},
            printed=self.change,
            constants={"per": self.per, "sign": 0},
        )


class GranularityExpectation(PrintedExpectation):
    """A frame of rates without a numerator, or columns.

    Args: rate: the column of the printed rate. base: the column of whole numbers it is on.
    """

    kind: ClassVar[str] = "granularity"
    rate: str | None = None
    base: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return: some whole numerator gives the rate on the base."""
        return self.ask(
            f"{self.rate} on {self.base}",
            {"rate": self.rate, "base": self.base},
            whole={"den_lo": self.base, "den_hi": self.base},
            printed=self.rate,
            constants={"per": self.per},
        )


class BoundsExpectation(PrintedExpectation):
    """A frame of bounds, or columns.

    Args: rate: the column of the printed value. low, high: whole bounds, both allowed.
    """

    kind: ClassVar[str] = "bounds"
    rate: str | list[str] | None = None
    low: int = 0
    high: int = 100

    def views(self) -> list[dict[str, Any]]:
        """Return low <= rate <= high, once a column."""
        columns = [self.rate] if isinstance(self.rate, str) else self.rate or []
        return [
            view(
                f"{self.low} ≤ {column} ≤ {self.high}",
                decimals=self.decimals,
                printed=column,
                constants={"low": self.low, "high": self.high},
            )
            for column in columns
        ]


class BasesExpectation(PrintedExpectation):
    """A frame of bases, or columns.

    Args:
        numerator: the column of amounts. fitted: the column of the base that gives the rate.
        declared: the column of the base that was declared. rate: the column of the printed rate.
    """

    kind: ClassVar[str] = "bases"
    numerator: str | list[str] | None = None
    fitted: str | list[str] | None = None
    declared: str | list[str] | None = None
    rate: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return: the declared base gives the print that the fitted base gives."""
        return self.ask(
            f"{self.rate} on {self.declared}, not {self.fitted}",
            {"numerator": self.numerator, "fitted": self.fitted, "declared": self.declared, "rate": self.rate},
            amounts={"num": self.numerator, "fitted": self.fitted, "declared": self.declared},
            printed=self.rate,
            constants={"per": self.per},
        )
