"""A user names all the columns that an expectation needs, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.forms.base import FrameExpectation


def all_or_none(expectation: FrameExpectation, needs: dict[str, Any]) -> bool:
    """Tell whether the user named the columns.

    Args: expectation: for the message. needs: parameter -> column name or names.
    Returns: True: all; False: none. Raises: ValueError: only some.
    """
    absent = [name for name, value in needs.items() if not value]
    if absent and len(absent) < len(needs):
        raise ValueError(f"{type(expectation).__name__}: name the column for {', '.join(absent)} too")
    return not absent
