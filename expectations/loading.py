"""From a rule to its expectation class. Imports Great Expectations."""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from expectations.catalogue import Rule
from expectations.errors import CatalogueError

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

    from expectations.forms.base import FrameExpectation


def expectation_class(rule: Rule) -> type[FrameExpectation]:
    """Import a check and return its class; importing registers it with Great Expectations.

    Args: rule: from the catalogue.
    Returns: the class.
    Raises: CatalogueError: the class is no FrameExpectation, or its code, frame or reach differ from the literals.
    """
    from expectations.arithmetic.kinds import all_kinds
    from expectations.forms.base import FrameExpectation

    module = import_module(rule.module) if rule.module else _load(rule)
    found = getattr(module, rule.expectation)
    if not (isinstance(found, type) and issubclass(found, FrameExpectation)):
        raise CatalogueError(f"{rule.path}: {rule.expectation} must derive from a form of expectations.forms")
    unknown = [frame for frame in rule.frames if frame not in all_kinds()]
    if unknown:
        raise CatalogueError(f"{rule.path}: there is no frame {', '.join(unknown)}; there are {', '.join(all_kinds())}")
    stated = {"code": rule.code, "also_for": rule.also_for, "speaks": rule.speaks, "kind": rule.frame}
    for name, value in stated.items():
        if getattr(found, name) != value:
            raise CatalogueError(f"{rule.path}: {rule.expectation}.{name} is {getattr(found, name)!r}, not {value!r}")
    return found


def register() -> int:
    """Register every check of ours with Great Expectations, so that suites can name them by type.

    Returns: how many there are.
    """
    from expectations.catalogue import catalogue

    return len([expectation_class(rule) for rule in catalogue()])


def load_suite(path: str | Path) -> ExpectationSuite:
    """Load a suite of Great Expectations that names our expectations, such as `gouji contract compile` writes.

    Args: path: of the JSON.
    Returns: the suite, every expectation of it made: Great Expectations alone drops those it does not know.
    Raises: SuiteError: no such file, no JSON, an expectation that is refused or unknown.
    """
    import json

    import great_expectations as gx

    from expectations.errors import SuiteError

    register()
    try:
        text = json.loads(Path(path).read_text(encoding="utf-8"))
        suite = gx.ExpectationSuite(**text)
    except FileNotFoundError as error:
        raise SuiteError(f"{path}: no such suite") from error
    except (ValueError, TypeError) as error:  # no JSON; pydantic's ValidationError
        raise SuiteError(f"{path}: {error}") from error
    asked = [item.get("type") for item in text.get("expectations", [])]
    made = [e.expectation_type for e in suite.expectations]
    if sorted(asked) != sorted(made):
        raise SuiteError(f"{path}: Great Expectations dropped {sorted(set(asked) - set(made))}")
    return suite


def _load(rule: Rule) -> ModuleType:
    """Import a loose file once, under a name of its own."""
    path = rule.path.resolve()
    name = f"gouji_checks_{sha256(str(path).encode()).hexdigest()[:12]}.{rule.path.stem}".replace(".", "_")
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise CatalogueError(f"{path}: cannot be imported")
    module = module_from_spec(spec)
    sys.modules[name] = module  # pydantic looks the module up while the class is made
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
