"""Suites: which checks run, how severe each is. Read strictly: Great Expectations drops what it cannot load."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.catalogue import Rule, built_in, catalogue
from expectations.errors import SuiteError
from expectations.loading import expectation_class

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

SUITES = Path(__file__).parent / "suites"
_KEYS = {"name", "id", "expectations", "suite_parameters", "meta", "notes"}
_ENTRY_KEYS = {"type", "kwargs", "meta", "notes", "description", "severity", "id", "rendered_content"}
_FROM_GX = {"critical": "error", "warning": "warning", "info": "info"}
_TO_GX = {ours: theirs for theirs, ours in _FROM_GX.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One expectation of a suite. `frame` is the kind of relation it judges, `severity` ours (error, warning, info)."""

    rule: Rule
    frame: str
    severity: str
    kwargs: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return it as Great Expectations' suites write it; `meta` carries the key results are joined by."""
        meta = {"code": self.rule.code, "frame": self.frame}
        return {"type": self.rule.type, "kwargs": self.kwargs, "meta": meta, "severity": _TO_GX[self.severity]}


@dataclass(frozen=True, slots=True)
class Plan:
    """A suite that was read and found whole."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def severities(self) -> dict[str, str]:
        """Return code -> severity in force."""
        return {entry.rule.code: entry.severity for entry in self.entries}

    @property
    def rules(self) -> dict[str, Rule]:
        """Return code -> rule."""
        return {entry.rule.code: entry.rule for entry in self.entries}


def suite_names(suites: Iterable[str | Path] = ()) -> list[str]:
    """Return the names of the suites that can be asked for.

    Args: suites: more files or folders of suites. Returns: names, sorted.
    """
    return sorted({path.stem for path in _files(suites)})


def read_suite(
    suite: str | Path | dict[str, Any] = "general",
    *,
    extra_checks: Iterable[str | Path] = (),
    suites: Iterable[str | Path] = (),
) -> Plan:
    """Read a suite without importing Great Expectations.

    Args:
        suite: a name, the path of a .json file, or the suite's JSON itself.
        extra_checks: folders of more checks; they run too, at their own severity, unless the suite lists them.
        suites: more files or folders in which a name is looked up; they come before ours.
    Returns: the plan.
    Raises: SuiteError: no such suite, unreadable JSON, an unknown or doubled expectation, none at all, or rows that
        one check leaves to another which is not there. CatalogueError: an extra check is wrong.
    """
    text, where = _source(suite, suites)
    extra = list(extra_checks)
    rules = {rule.type: rule for rule in catalogue(extra)}
    unknown = set(text) - _KEYS
    if unknown or not isinstance(text.get("expectations"), list) or not text.get("name"):
        raise SuiteError(
            f"{where}: a suite has a name and a list of expectations; unknown: {sorted(unknown) or 'none'}"
        )
    entries = [_entry(item, rules, where) for item in text["expectations"]]
    if not entries:
        raise SuiteError(f"{where}: the suite checks nothing")
    listed = {entry.rule.code for entry in entries}
    ours = built_in()
    entries += [
        Entry(rule, frame, rule.severity, {})
        for rule in rules.values()
        if rule.code not in ours and rule.code not in listed
        for frame in rule.frames
    ]
    _whole(entries, where)
    return Plan(str(text["name"]), tuple(entries))


def to_gx(plan: Plan) -> ExpectationSuite:
    """Make Great Expectations' suite of a plan, with every class imported and every expectation counted.

    Args: plan. Returns: the suite.
    Raises: SuiteError: an expectation refuses its settings, or was dropped. CatalogueError: a check cannot be loaded.
    """
    import great_expectations as gx

    for entry in plan.entries:
        expectation_class(entry.rule)
    items = [entry.to_json() for entry in plan.entries]
    try:
        suite = gx.ExpectationSuite(name=plan.name, expectations=items)
    except ValueError as error:  # pydantic's ValidationError is one
        raise SuiteError(f"suite {plan.name}: {error}") from error
    made = sorted((e.meta or {}).get("code", "?") + (e.meta or {}).get("frame", "?") for e in suite.expectations)
    asked = sorted(item["meta"]["code"] + item["meta"]["frame"] for item in items)
    if made != asked:
        raise SuiteError(f"suite {plan.name}: Great Expectations dropped {sorted(set(asked) - set(made))}")
    return suite


def _source(suite: str | Path | dict[str, Any], suites: Iterable[str | Path]) -> tuple[dict[str, Any], str]:
    """Return the suite's JSON and what to call it in messages."""
    if isinstance(suite, dict):
        return suite, f"suite {suite.get('name', '?')}"
    path = Path(suite)
    if path.suffix != ".json":
        known = {found.stem: found for found in reversed(_files(suites))}
        if str(suite) not in known:
            near = get_close_matches(str(suite), known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
            raise SuiteError(f"there is no suite {suite!r}; {hint}")
        path = known[str(suite)]
    try:
        text = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SuiteError(f"{path}: no such suite") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: not JSON: {error}") from error
    if not isinstance(text, dict):
        raise SuiteError(f"{path}: a suite is a JSON object")
    return text, str(path)


def _files(suites: Iterable[str | Path]) -> list[Path]:
    """Return the suite files, those asked for before ours."""
    found: list[Path] = []
    for place in [*map(Path, suites), SUITES]:
        if place.is_dir():
            found += sorted(place.glob("*.json"))
        elif place.is_file():
            found.append(place)
        else:
            raise SuiteError(f"{place}: no such file or folder of suites")
    return found


def _entry(item: Any, rules: dict[str, Rule], where: str) -> Entry:
    """Read one expectation of a suite."""
    if not isinstance(item, dict) or set(item) - _ENTRY_KEYS or "type" not in item:
        raise SuiteError(f"{where}: not an expectation: {item!r}")
    rule = rules.get(item["type"])
    if rule is None:
        near = get_close_matches(item["type"], rules, n=1)
        raise SuiteError(
            f"{where}: unknown expectation {item['type']!r}" + (f"; did you mean {near[0]}?" if near else "")
        )
    severity = item.get("severity") or _TO_GX[rule.severity]
    if severity not in _FROM_GX:
        raise SuiteError(f"{where}: {rule.code}: severity {severity!r} is none of {', '.join(_FROM_GX)}")
    kwargs = dict(item.get("kwargs") or {})
    frame = kwargs.get("frame", rule.frame)
    if frame not in rule.frames:
        raise SuiteError(f"{where}: {rule.code} judges {' or '.join(rule.frames)}, not {frame!r}")
    return Entry(rule, frame, _FROM_GX[severity], kwargs)


def _whole(entries: list[Entry], where: str) -> None:
    """Refuse doubled entries, and rows that nobody would report."""
    seen = set()
    for entry in entries:
        key = (entry.rule.code, entry.frame)
        if key in seen:
            raise SuiteError(f"{where}: {entry.rule.code} is listed twice for {entry.frame}")
        seen.add(key)
    for entry in entries:
        code = entry.rule.code
        for how in entry.kwargs.get("leaves", ()):
            others = [e for e in entries if e.frame == entry.frame and code in e.rule.also_for and how in e.rule.speaks]
            if not others:
                raise SuiteError(f"{where}: {code} leaves {how!r} to others, but no check of the suite reports it")
        if entry.rule.also_for and not any((other, entry.frame) in seen for other in entry.rule.also_for):
            needed = " or ".join(entry.rule.also_for)
            raise SuiteError(f"{where}: {code} speaks on the rows of {needed}, which the suite does not run")
