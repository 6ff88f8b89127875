"""The forms that checks take: a frame of relations, or the columns of anybody's table. Imports Great Expectations."""

from __future__ import annotations

from expectations.forms.amounts import (
    BalancesExpectation,
    ContradictionsExpectation,
    DifferencesExpectation,
    OrdersExpectation,
    RepeatsExpectation,
    SharesExpectation,
    SumsExpectation,
)
from expectations.forms.base import FrameExpectation, gx_severity
from expectations.forms.comparing import ComparisonsExpectation
from expectations.forms.plain import (
    CountsExpectation,
    DatesExpectation,
    EnumerationsExpectation,
    HedgesExpectation,
    MarksExpectation,
)
from expectations.forms.rates import (
    BackChangesExpectation,
    BasesExpectation,
    BoundsExpectation,
    ChangesExpectation,
    GranularityExpectation,
    RatesExpectation,
)

__all__ = [
    "BackChangesExpectation",
    "BalancesExpectation",
    "BasesExpectation",
    "BoundsExpectation",
    "ChangesExpectation",
    "ComparisonsExpectation",
    "ContradictionsExpectation",
    "CountsExpectation",
    "DatesExpectation",
    "DifferencesExpectation",
    "EnumerationsExpectation",
    "FrameExpectation",
    "GranularityExpectation",
    "HedgesExpectation",
    "MarksExpectation",
    "OrdersExpectation",
    "RatesExpectation",
    "RepeatsExpectation",
    "SharesExpectation",
    "SumsExpectation",
    "gx_severity",
]
