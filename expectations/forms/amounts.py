"""User's columns for what compares amounts with amounts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar

from expectations.forms.base import FrameExpectation
from expectations.forms.naming import all_or_none
from expectations.forms.views import view

Columns = str | list[str] | None


class AmountsExpectation(FrameExpectation):
    """What every expectation on amounts takes.

    Args:
        rounded: True: amounts with decimals, or in 万 or 亿, stand for their rounding band. By default they are
            taken as exact, so 0.1 + 0.2 is 0.3 and nothing else.
    """

    rounded: bool = False

    def ask(self, label: str, needs: dict[str, Columns], **constants: int) -> list[dict[str, Any]]:
        """Return one view of intervals if all columns are named.

        Args: label: names the relation. needs: "parameter:stem" -> columns. constants: frame column -> value.
        Returns: one view, or none: the batch is then the frame.
        Raises: ValueError: only some are named.
        """
        named = {key.partition(":")[0]: columns for key, columns in needs.items()}
        if not all_or_none(self, named):
            return []
        amounts = {key.partition(":")[2]: columns for key, columns in needs.items() if columns}
        return [view(label, amounts=amounts, constants=constants, rounded=self.rounded)]


class SumsExpectation(AmountsExpectation):
    """A frame of sums, or columns.

    Args: total: the column of the stated total. parts: the columns that add up to it.
    """

    kind: ClassVar[str] = "sums"
    mode: ClassVar[int] = 0
    total: Columns = None
    parts: Columns = None

    def views(self) -> list[dict[str, Any]]:
        """Return total = parts, or parts <= total."""
        sign = "=" if self.mode == 0 else "≥"
        label = f"{_join(self.total)} {sign} {_join(self.parts)}"
        return self.ask(label, {"total:total": self.total, "parts:parts": self.parts}, mode=self.mode)


class SharesExpectation(AmountsExpectation):
    """A frame of sums, or columns of shares.

    Args:
        shares: the columns of percentages that make the whole.
        whole: what they make, 100 by default.
        rounded: True by default: each share stands for its rounding band, so m shares may miss by m half units.
    """

    kind: ClassVar[str] = "sums"
    shares: list[str] | None = None
    whole: int = 100
    rounded: bool = True

    def views(self) -> list[dict[str, Any]]:
        """Return whole = the shares added up."""
        if not self.shares:
            return []
        return [
            view(
                f"{self.whole} = {_join(self.shares)}",
                amounts={"parts": self.shares},
                fixed={"total": self.whole},
                constants={"mode": 0},
                rounded="all" if self.rounded else False,
            )
        ]


class BalancesExpectation(AmountsExpectation):
    """A frame of sums, or columns.

    Args: incoming: the columns that come in (上年结转, 新收). outgoing: those that go out or remain (办结, 结转下年).
    """

    kind: ClassVar[str] = "sums"
    incoming: Columns = None
    outgoing: Columns = None

    def views(self) -> list[dict[str, Any]]:
        """Return incoming = outgoing."""
        label = f"{_join(self.incoming)} = {_join(self.outgoing)}"
        return self.ask(label, {"incoming:total": self.incoming, "outgoing:parts": self.outgoing}, mode=0)


class DifferencesExpectation(AmountsExpectation):
    """A frame of differences, or columns.

    Args:
        current, previous: columns of amounts. difference: the column of the printed difference.
        signed: True: a fall is printed with a minus sign. False: the size alone is printed.
    """

    kind: ClassVar[str] = "differences"
    current: Columns = None
    previous: Columns = None
    difference: Columns = None
    signed: bool = True

    def views(self) -> list[dict[str, Any]]:
        """Return difference = current - previous."""
        needs = {"current:cur": self.current, "previous:prev": self.previous, "difference:delta": self.difference}
        label = f"{_join(self.difference)} = {_join(self.current)} - {_join(self.previous)}"
        return self.ask(label, needs, sign=int(self.signed))


class OrdersExpectation(AmountsExpectation):
    """A frame of orders, or columns.

    Args: stages: columns from the first stage to the last (申请, 受理, 办结); none may exceed the one before it.
    """

    kind: ClassVar[str] = "orders"
    stages: list[str] | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return one view a pair of neighbours."""
        if self.stages is None:
            return []
        if len(self.stages) < 2:
            raise ValueError(f"{type(self).__name__}: stages needs at least two columns")
        return [
            view(f"{big} ≥ {small}", amounts={"big": big, "small": small}, rounded=self.rounded)
            for big, small in pairwise(self.stages)
        ]


class RepeatsExpectation(AmountsExpectation):
    """A frame of repeats, or columns.

    Args: first, second: two columns that state one quantity.
    """

    kind: ClassVar[str] = "repeats"
    first: Columns = None
    second: Columns = None

    def views(self) -> list[dict[str, Any]]:
        """Return first = second."""
        return self.ask(f"{_join(self.first)} = {_join(self.second)}", {"first:a": self.first, "second:b": self.second})


class ContradictionsExpectation(AmountsExpectation):
    """A frame of contradictions, or columns.

    Args: exact: the column of exact figures. low, high: the columns of what the hedge leaves open, ends included.
    """

    kind: ClassVar[str] = "contradictions"
    exact: str | None = None
    low: str | None = None
    high: str | None = None

    def views(self) -> list[dict[str, Any]]:
        """Return low <= exact <= high."""
        if not all_or_none(self, {"exact": self.exact, "low": self.low, "high": self.high}):
            return []
        whole = {"exact_lo": self.exact, "exact_hi": self.exact, "hedged_lo": self.low, "hedged_hi": self.high}
        return [view(f"{self.low} ≤ {self.exact} ≤ {self.high}", whole={k: v for k, v in whole.items() if v})]


def _join(columns: Columns) -> str:
    """Write one column, or several with a plus sign."""
    return " + ".join(columns) if isinstance(columns, list) else str(columns)
