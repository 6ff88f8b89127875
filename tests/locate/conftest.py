"""What the tests of locate/ share: a text parsed and judged without Great Expectations, by the same predicates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from locate_reading import read

from audit.locate.index import Index
from audit.locate.suspects import Locator
from audit.model import Parsed
from audit.relate.relations import Relation


def locator(text: str | Path) -> Locator:
    """The locator of a text."""
    return Locator(Index(*read(text)))


def broken(index: Index) -> list[int]:
    """The broken relations of a text that values could mend."""
    return [k for k, o in enumerate(index.outcomes) if o["verdict"] == "breaks" and index.recipe(k) is not None]


def same(parsed: Parsed, outcomes: Sequence[dict], relation: Relation) -> dict | None:
    """The outcome of the same relation in another reading of nearly the same text, where it is related the same way."""

    def asks(r: Relation) -> tuple:
        return r.frame, r.check, r.note, r.members, r.values.get("mode"), r.values.get("sign")

    found = (o for r, o in zip(parsed.relations, outcomes, strict=True) if asks(r) == asks(relation))
    return next(found, None)


def with_print(parsed: Parsed, i: int, text: str) -> str:
    """The source with another print in the place of figure i."""
    start, end = parsed.figures["start"][i], parsed.figures["end"][i]
    old = parsed.source[start:end]
    return parsed.source[:start] + old.replace(old.strip(), text) + parsed.source[end:]


@pytest.fixture(scope="session")
def near():
    """The helpers above, for tests in this folder."""

    class Near:
        read, locator, broken, same, with_print = (staticmethod(f) for f in (read, locator, broken, same, with_print))

    return Near
