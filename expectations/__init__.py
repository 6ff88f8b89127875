"""Expectations for figures in reports: exact arithmetic that any Great Expectations user can import.

    from expectations import ExpectRatesToRecompute
    batch.validate(ExpectRatesToRecompute(numerator="成功调解", denominator="调解", rate="成功率"))

Importing this package imports nothing heavy; a name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "Rule": "expectations.catalogue",
    "rule_of": "expectations.catalogue",
    "judge": "expectations.runner",
    "judge_frame": "expectations.arithmetic",
    "all_kinds": "expectations.arithmetic",
    "load_suite": "expectations.loading",
    "register": "expectations.loading",
    "read_suite": "expectations.suite",
    "suite_names": "expectations.suite",
    "to_gx": "expectations.suite",
    "CatalogueError": "expectations.errors",
    "ColumnError": "expectations.errors",
    "ExpectationsError": "expectations.errors",
    "FrameError": "expectations.errors",
    "RunnerError": "expectations.errors",
    "SuiteError": "expectations.errors",
}


def __getattr__(name: str) -> Any:
    """Load a name on first use; the expectation classes are found in the catalogue, there is no list to keep."""
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    if name.startswith("Expect"):
        from expectations.catalogue import catalogue
        from expectations.loading import expectation_class

        for rule in catalogue():
            if rule.expectation == name:
                return expectation_class(rule)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the names, the expectation classes included."""
    from expectations.catalogue import catalogue

    return sorted([*_PLACES, *(rule.expectation for rule in catalogue())])
