"""The kinds of relation, one frame each. Found by scanning this folder: a module here holds KINDS."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from expectations.arithmetic.kind import Kind


@cache
def all_kinds() -> dict[str, Kind]:
    """Return every kind by the name of its frame, in a fixed order.

    Returns: name -> kind.
    """
    modules = sorted(module.name for module in iter_modules(__path__))
    found = [kind for name in modules for kind in import_module(f"{__name__}.{name}").KINDS]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}
