"""The rules in force: the catalogue, and the severities of the suite that runs."""

from __future__ import annotations

from functools import lru_cache

from audit.config import Config


def rules_of(config: Config) -> dict:
    """code -> catalogue rule, the user's own checks included."""
    return _rules(config.checks)


def severities_of(config: Config) -> dict[str, str]:
    """code -> severity of the suite in force."""
    return _severities(config.suite or "general", config.checks, config.suites)


@lru_cache(maxsize=8)
def _rules(checks: tuple[str, ...]) -> dict:
    from expectations.catalogue import catalogue

    return {rule.code: rule for rule in catalogue(checks)}


@lru_cache(maxsize=8)
def _severities(suite: str, checks: tuple[str, ...], suites: tuple[str, ...]) -> dict[str, str]:
    from expectations.suite import read_suite

    plan = read_suite(suite, extra_checks=checks, suites=suites)
    return {entry.rule.code: entry.severity for entry in plan.entries}
