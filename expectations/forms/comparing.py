"""User's columns on two sides of a sign."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from great_expectations.compatibility import pydantic

from expectations.arithmetic.kinds.comparisons import OPS
from expectations.forms.amounts import AmountsExpectation
from expectations.forms.naming import all_or_none
from expectations.forms.views import view


class ComparisonsExpectation(AmountsExpectation):
    """A frame of comparisons, or columns.

    Args:
        left, right: a column, several that are added up, or a number.
        op: one of < <= == >= > !=
    """

    kind: ClassVar[str] = "comparisons"
    left: int | str | list[str] | None = None
    op: str = "<="
    right: int | str | list[str] | None = None
    # a text is a column unless these say that it is a number
    left_is_number: bool = False
    right_is_number: bool = False

    @pydantic.validator("op")
    def _known(cls, op: str) -> str:
        if op not in OPS:
            raise ValueError(f"op: {op!r} is none of {' '.join(OPS)}")
        return op

    def views(self) -> list[dict[str, Any]]:
        """Return left op right."""
        needs = {"left": self.left if self.left != 0 else "0", "right": self.right if self.right != 0 else "0"}
        if not all_or_none(self, needs):
            return []
        amounts, fixed = {}, {}
        for side in ("left", "right"):
            value = getattr(self, side)
            if isinstance(value, int) or getattr(self, f"{side}_is_number"):
                fixed[side] = _number(value, side)
            else:
                amounts[side] = value
        if not amounts:
            raise ValueError("left, right: at least one side is a column")
        label = f"{_words(self.left)} {self.op} {_words(self.right)}"
        constants = {"op": OPS.index(self.op)}
        return [view(label, amounts=amounts, fixed=fixed, constants=constants, rounded=self.rounded)]


def _number(value: Any, side: str) -> int | str:
    if isinstance(value, int):
        return value
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{side}: {value!r} is no number") from error
    if not number.is_finite():
        raise ValueError(f"{side}: {value!r} is no number")
    return int(number) if number == number.to_integral_value() else format(number, "f")


def _words(side: Any) -> str:
    return " + ".join(side) if isinstance(side, list) else str(side)
