"""gouji: audits whether the figures in official reports agree.

from audit import check
run = check("reports/")
run.findings, run.figures(), run.relation_table()
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
_PLACES = {
    "check": "audit.scale.run",
    "stream": "audit.scale.run",
    "parse": "audit.pipeline",
    "Config": "audit.config",
    "Run": "audit.model",
    "Finding": "audit.model",
    "AuditError": "audit.errors",
}


def __getattr__(name: str) -> Any:
    """Load the public names on first use: importing the package costs nothing."""
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*_PLACES, "__version__"])
