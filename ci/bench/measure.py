"""Times and rows of the bench."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, the figure, its unit, how it compares with what stands beside it, the goal."""

    what: str
    figure: float
    unit: str
    ratio: str = ""
    goal: str = ""


def best(work: Callable[[], Any], times: int = 3) -> float:
    """Return the least processor time of some runs, in seconds: other work on the machine counts least in it."""
    shortest = float("inf")
    for _ in range(times):
        begin = time.process_time()
        work()
        shortest = min(shortest, time.process_time() - begin)
    return shortest


def best_wall(work: Callable[[], Any], times: int = 3) -> float:
    """Return the shortest wall time of some runs, in seconds: for what other processes do."""
    shortest = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest
