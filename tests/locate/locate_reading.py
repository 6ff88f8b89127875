"""A text parsed and judged without Great Expectations, by the same predicates."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

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
