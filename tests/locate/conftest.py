"""What the tests of locate/ share: a text parsed and judged without Great Expectations, by the same predicates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from audit.locate.index import Index
from audit.locate.suspects import Locator
from audit.model import Parsed
from audit.pipeline import parse
from audit.relate.relations import Relation
from expectations.arithmetic import judge_frame
from expectations.arithmetic.verdicts import unpack


def judged(relation: Relation) -> dict:
    """The outcome of one relation, as the runner gives it."""
    result = judge_frame(relation.frame, pd.DataFrame([relation.values]))
    verdict, how = unpack(int(result.packed[0]))
    return {"code": relation.check, "verdict": verdict, "how": how, "expected": result.expected()[0], "power": 0.0}


def read(text: str | Path) -> tuple[Parsed, list[dict]]:
    """A text, or a file, parsed and judged; figures have ids."""
    parsed = parse(text) if isinstance(text, Path) else parse("-", text.encode())
    parsed.figures["id"] = [f"f{i}" for i in range(len(parsed.figures["start"]))]
    return parsed, [judged(r) for r in parsed.relations]


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
