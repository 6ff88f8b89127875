"""Which findings a run keeps (--select, --ignore), and what its exit code is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from audit.config import Config
from audit.errors import ConfigError
from audit.model import RANK, Finding

EXIT_OK, EXIT_FINDINGS, EXIT_USAGE, EXIT_BUG = 0, 1, 2, 3


class Selector:
    """Keeps findings whose code begins with one of `select` (all, where empty) and with none of `ignore`.

    A code, the beginning of one (RAT, RAT1) or a check's name (rate-truncated) selects; case does not matter.
    Raises: ConfigError: nothing has such a code or name.
    """

    def __init__(self, config: Config) -> None:
        self.select = resolve(config.select, config)
        self.ignore = resolve(config.ignore, config)

    def __call__(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings to keep, in order."""
        return [f for f in findings if self.keeps(f.code)]

    def keeps(self, code: str) -> bool:
        """Say whether findings of a code are kept."""
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))


def selected(findings: Iterable[Finding], config: Config) -> list[Finding]:
    """Return the findings that `select` and `ignore` leave.

    Raises: ConfigError: a code that no check has.
    """
    return Selector(config)(findings)


def resolve(asked: Iterable[str], config: Config) -> tuple[str, ...]:
    """Return the codes, or beginnings of codes, that codes and names stand for.

    Raises: ConfigError: nothing has such a code or name.
    """
    asked = tuple(asked)
    if not asked:
        return ()
    from audit.explain.rules import rules_of

    rules = rules_of(config)
    by_name = {rule.name: code for code, rule in rules.items()}
    out = []
    for word in asked:
        code = by_name.get(word.lower(), word.upper())
        if not word or not any(known.startswith(code) for known in rules):
            from difflib import get_close_matches

            near = get_close_matches(code, rules, n=1) or [
                by_name[n] for n in get_close_matches(word.lower(), by_name, n=1)
            ]
            near_hint = f"did you mean {near[0]}? " if near else ""
            raise ConfigError(
                f"unknown code {word!r}",
                hint=f"{near_hint}gouji rules lists the codes; the beginning of one such as RAT works too",
            )
        out.append(code)
    return tuple(out)


def exit_code(findings: Iterable[Finding], fail_on: str, failures: int, checked: int) -> int:
    """Return the exit code of a run that is at hand as a whole.

    Args: findings: those kept. fail_on: error, warning, info or never. failures: inputs that could not be read.
        checked: what was checked; 0 is never a pass.
    Returns: 2 where something could not be read or nothing was checked, else 1 where a finding that no waiver covers
        reaches `fail_on`, else 0.
    """
    if failures or not checked:
        return EXIT_USAGE
    if fail_on == "never":
        return EXIT_OK
    loud = any(RANK[f.severity] >= RANK[fail_on] and not f.waiver for f in findings)
    return EXIT_FINDINGS if loud else EXIT_OK


def exit_of(summary: Mapping[str, Any], fail_on: str) -> int:
    """Return the exit code by a run's summary, which counts no waived finding; the highest applies.

    Returns: 3 a bug, 2 an input that could not be read or nothing checked, 1 findings that reach `fail_on`, 0.
    """
    if summary.get("bugs"):
        return EXIT_BUG
    if summary["failures"] or unchecked(summary):
        return EXIT_USAGE
    if fail_on == "never":
        return EXIT_OK
    loud = any(n and RANK[severity] >= RANK[fail_on] for severity, n in summary["findings"].items())
    return EXIT_FINDINGS if loud else EXIT_OK


def unchecked(summary: Mapping[str, Any]) -> str:
    """Why a run checked nothing, which is never a pass; empty where it did check something."""
    if not summary["documents"]:
        return "no report was audited"
    if not summary.get("figures", summary["ledger"]["numerals"]):
        return "no figure was found"
    relations = summary["relations"]
    if not relations["ties"] + relations["breaks"]:
        return "no relation was checked"
    return ""
