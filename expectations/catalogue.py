"""The catalogue of checks, read from their files with `ast`: nothing is imported, no pandas, no Great Expectations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from expectations.errors import CatalogueError

CHECKS = Path(__file__).parent / "checks"
ENTRY_POINTS = "gouji.checks"
SEVERITIES = ("error", "warning", "info")
LANGUAGES = ("zh", "en")
FIELDS = frozenset({"label", "reported", "expected", "formula", "detail"})
REQUIRED = ("CODE", "NAME", "TITLE", "FRAME", "SEVERITY", "MESSAGE", "HELP", "STATUS")
OPTIONAL = ("ALSO_FOR", "SPEAKS")
CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One check, as its file states it.

    Attributes:
        code, name: RAT101, rate-does-not-recompute.
        title, message, help: by language, zh and en; message is a str.format template over FIELDS.
        severity: by default: error, warning or info.
        frame: the kind of relation it judges; the first of `frames` where it judges several.
        doc: the docstring, its manual page. path: its file.
        status: stable or preview. expectation: the name of its class.
        also_for: checks on whose rows it speaks too; it then has no rows of its own.
        speaks: the ways of breaking it reports; empty: all.
        module: its dotted name, empty where it is a loose file.
    """

    code: str
    name: str
    title: Mapping[str, str]
    severity: str
    frame: str
    message: Mapping[str, str]
    help: Mapping[str, str]
    doc: str
    path: Path
    status: str = "stable"
    expectation: str = ""
    frames: tuple[str, ...] = ()
    also_for: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()
    module: str = field(default="")

    @property
    def type(self) -> str:
        """Return the expectation's name in a suite: its class in snake case, as Great Expectations makes it."""
        name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", self.expectation)
        return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def catalogue(extra: Iterable[str | Path] = ()) -> list[Rule]:
    """Read every check: ours, those of installed packages (entry point `gouji.checks`), and those of folders.

    Args: extra: folders of check files, or single files.
    Returns: the rules, sorted by code.
    Raises: CatalogueError: a folder is absent, a literal is missing or wrong, two files claim one code or class.
    """
    rules = list(_ours()) + [rule for module in _installed() for rule in _of_package(module)]
    for place in extra:
        rules += [read_rule(path) for path in _files(Path(place))]
    return _distinct(rules)


def built_in() -> frozenset[str]:
    """Return the codes of the checks of this package: what users add is not among them, installed or not."""
    return frozenset(rule.code for rule in _ours())


def rule_of(code: str, extra: Iterable[str | Path] = ()) -> Rule:
    """Return one rule.

    Args: code: RAT101. extra: as in `catalogue`. Returns: the rule. Raises: CatalogueError: there is none.
    """
    for rule in catalogue(extra):
        if rule.code == code:
            return rule
    raise CatalogueError(f"there is no check {code}; `gouji rules` lists them")


def read_rule(path: Path, module: str = "") -> Rule:
    """Read one check's file without importing it.

    Args: path. module: its dotted name, if it has one.
    Returns: the rule.
    Raises: CatalogueError: the file cannot be parsed, a literal is missing or wrong, its name does not fit.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: {error}") from error
    literals = _literals(tree, path)
    missing = [name for name in REQUIRED if name not in literals]
    if missing:
        raise CatalogueError(f"{path}: no literal {', '.join(missing)} (a check states {', '.join(REQUIRED)})")
    frames = literals["FRAME"]
    frames = (frames,) if isinstance(frames, str) else tuple(frames)
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and node.name.startswith("Expect")]
    if len(classes) != 1:
        raise CatalogueError(f"{path}: a check's file holds one class whose name begins with Expect")
    rule = Rule(
        code=literals["CODE"],
        name=literals["NAME"],
        title=literals["TITLE"],
        severity=literals["SEVERITY"],
        frame=frames[0],
        message=literals["MESSAGE"],
        help=literals["HELP"],
        doc=ast.get_docstring(tree) or "",
        path=path,
        status=literals["STATUS"],
        expectation=classes[0],
        frames=frames,
        also_for=tuple(literals.get("ALSO_FOR", ())),
        speaks=tuple(literals.get("SPEAKS", ())),
        module=module,
    )
    _check(rule)
    return rule


def _literals(tree: ast.Module, path: Path) -> dict[str, Any]:
    """Return the module's literals by name."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in REQUIRED or name in OPTIONAL:
                try:
                    found[name] = ast.literal_eval(node.value)
                except ValueError as error:
                    raise CatalogueError(f"{path}:{node.lineno}: {name} must be a literal") from error
    return found


def _check(rule: Rule) -> None:
    """Refuse a rule whose literals do not fit."""

    def refuse(wrong: bool, what: str) -> None:
        if wrong:
            raise CatalogueError(f"{rule.path}: {what}")

    refuse(not CODE.fullmatch(rule.code), f"CODE {rule.code!r} is not three letters and three digits")
    refuse(not NAME.fullmatch(rule.name), f"NAME {rule.name!r} is not in kebab-case")
    stem = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    refuse(rule.path.stem != stem, f"the file of {rule.code} {rule.name} must be called {stem}.py")
    refuse(rule.severity not in SEVERITIES, f"SEVERITY {rule.severity!r} is none of {', '.join(SEVERITIES)}")
    refuse(rule.status not in ("stable", "preview"), f"STATUS {rule.status!r} is neither stable nor preview")
    for name, texts in (("TITLE", rule.title), ("MESSAGE", rule.message), ("HELP", rule.help)):
        refuse(set(texts) != set(LANGUAGES), f"{name} must be given in {' and '.join(LANGUAGES)}")
    for text in rule.message.values():
        unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - FIELDS
        refuse(bool(unknown), f"MESSAGE uses {', '.join(sorted(unknown))}; there are {', '.join(sorted(FIELDS))}")
    refuse(bool(rule.also_for) and not rule.speaks, "ALSO_FOR needs SPEAKS: which ways of breaking does it report?")


@cache
def _ours() -> tuple[Rule, ...]:
    """Return the checks of this package."""
    return tuple(read_rule(path, f"expectations.checks.{path.stem}") for path in _files(CHECKS))


@cache
def _installed() -> tuple[str, ...]:
    """Return the packages of checks that installed distributions announce."""
    from importlib.metadata import entry_points

    return tuple(sorted({point.value for point in entry_points(group=ENTRY_POINTS)}))


def _of_package(module: str) -> list[Rule]:
    """Return the checks of a package, found without importing its modules."""
    from importlib.util import find_spec

    try:
        spec = find_spec(module)
    except ModuleNotFoundError as error:
        raise CatalogueError(f"entry point {ENTRY_POINTS} names {module}, which is not there") from error
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise CatalogueError(f"entry point {ENTRY_POINTS} names {module}, which is no package")
    return [read_rule(path, f"{module}.{path.stem}") for place in places for path in _files(Path(place))]


def _files(place: Path) -> list[Path]:
    """Return the check files of a folder, or the one file."""
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise CatalogueError(f"{place}: no such folder of checks")
    return sorted(path for path in place.glob("*.py") if not path.name.startswith("_"))


def _distinct(rules: list[Rule]) -> list[Rule]:
    """Sort by code; refuse two files with one code or one class."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for key in (rule.code, rule.expectation):
            other = seen.setdefault(key, rule)
            if other.path != rule.path and other.path.resolve() != rule.path.resolve():
                raise CatalogueError(f"{rule.path} and {other.path} both claim {key}")
    return sorted({rule.code: rule for rule in rules}.values(), key=lambda rule: rule.code)
