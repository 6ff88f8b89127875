"""Which findings a run keeps: --select and --ignore by code, family or prefix."""

from __future__ import annotations

from collections.abc import Iterable

from audit.config import Config
from audit.errors import ConfigError
from audit.model import RANK, Finding

EXIT_OK, EXIT_FINDINGS, EXIT_USAGE, EXIT_BUG = 0, 1, 2, 3


def selected(findings: Iterable[Finding], config: Config) -> list[Finding]:
    """Findings whose code starts with one of `select` (all, where empty) and with none of `ignore`.

    Raises: ConfigError: a code that no check has.
    """
    from audit.explain.rules import rules_of

    known = rules_of(config)
    for code in (*config.select, *config.ignore):
        if not any(k.startswith(code) for k in known):
            raise ConfigError(f"unknown code {code!r}", hint="gouji rules lists the codes; a prefix such as RAT works too")
    return [
        f for f in findings
        if (not config.select or f.code.startswith(config.select)) and not (config.ignore and f.code.startswith(config.ignore))
    ]  # fmt: skip


def exit_code(findings: Iterable[Finding], fail_on: str, failures: int, checked: int) -> int:
    """The exit code of a run: 2 where something could not be read or nothing was checked, else 1 where a finding that no waiver covers reaches `fail_on`."""
    if failures or not checked:
        return EXIT_USAGE
    if fail_on == "never":
        return EXIT_OK
    loud = any(RANK[f.severity] >= RANK[fail_on] and not f.waiver for f in findings)
    return EXIT_FINDINGS if loud else EXIT_OK
