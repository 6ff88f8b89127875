"""Exact arithmetic on printed figures: integers only, vectorised, no Great Expectations, no input or output."""

from __future__ import annotations

from expectations.arithmetic.attainable import attained, bases, floor_sum, numerators, previous_values, print_band
from expectations.arithmetic.judging import judge_frame, kind_of
from expectations.arithmetic.kinds import all_kinds
from expectations.arithmetic.rounding import printed, quotient_text, round_ratio, rounding_band
from expectations.arithmetic.verdicts import HOWS, VERDICTS, Judged

__all__ = [
    "HOWS",
    "Judged",
    "VERDICTS",
    "attained",
    "bases",
    "floor_sum",
    "judge_frame",
    "kind_of",
    "all_kinds",
    "numerators",
    "previous_values",
    "print_band",
    "printed",
    "quotient_text",
    "round_ratio",
    "rounding_band",
]
