"""A view: how a user's columns make the frame of a kind. Plain data, so that it can key a metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def view(
    label: str,
    *,
    amounts: Mapping[str, str | Sequence[str]] | None = None,
    printed: str | None = None,
    decimals: int | None = None,
    whole: dict[str, str] | None = None,
    days: dict[str, str] | None = None,
    constants: dict[str, int] | None = None,
    fixed: dict[str, int | str] | None = None,
    rounded: bool | str = False,
) -> dict[str, Any]:
    """Describe one relation that every row of a user's table states.

    Args:
        label: names the relation in the result.
        amounts: stem of an interval -> the column, or several that are added up.
        printed: the column of the printed value (becomes rep and scale).
        decimals: how many decimals it was printed with, where the column itself does not say.
        whole: frame column -> user's column of whole numbers.
        days: frame column -> user's column of dates.
        constants: frame column -> value.
        fixed: stem of an interval -> an amount that is no column, such as the 100 that shares make; text: a decimal.
        rounded: amounts with decimals, or in 万 or 亿, stand for their rounding band; "all": whole numbers too.
    Returns: JSON-able description.
    """
    return {
        "label": label,
        "amounts": {k: [v] if isinstance(v, str) else list(v) for k, v in (amounts or {}).items()},
        "printed": printed,
        "decimals": decimals,
        "whole": dict(whole or {}),
        "days": dict(days or {}),
        "constants": dict(constants or {}),
        "fixed": dict(fixed or {}),
        "rounded": rounded,
    }


def columns_of(view: dict[str, Any]) -> list[str]:
    """Return the user's columns that a view reads, each once, in order.

    Args: view: from `view`. Returns: column names.
    """
    names = [name for columns in view["amounts"].values() for name in columns]
    names += [view["printed"]] if view["printed"] else []
    names += [*view["whole"].values(), *view["days"].values()]
    return list(dict.fromkeys(names))
