"""Reports of a few lines, compared without Great Expectations."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from audit.compare import compare, gather
from audit.config import Config
from audit.model import Audited
from audit.pipeline import parse
from expectations.arithmetic import judge_frame
from expectations.arithmetic.verdicts import unpack


def text_of(place: str, year: int, body: str) -> str:
    """A report as places publish them."""
    title = f"{place}{year}年法治政府建设年度报告"
    return f"{title}\n\n一、主要举措和成效\n\n{year}年，{body}\n\n{place}人民政府\n{year + 1}年3月1日\n"


def audited(folder: Path, number: int, text: str) -> Audited:
    """One report parsed and judged by the predicates."""
    path = folder / f"r{number}.txt"
    path.write_text(text, "utf-8")
    parsed = parse(path)
    parsed.figures["id"] = [f"d{number}f{i}" for i in range(len(parsed.figures["start"]))]
    outcomes = []
    for r in parsed.relations:
        verdict, how = unpack(int(judge_frame(r.frame, pd.DataFrame([r.values])).packed[0]))
        outcomes.append({"verdict": verdict, "how": how})
    return Audited(f"d{number}", parsed, outcomes, {}, {})


@pytest.fixture
def compared(tmp_path):
    """[place, year, body] rows or whole texts -> relations and findings across them."""

    def run(reports, lang: str = "zh"):
        texts = [r if isinstance(r, str) else text_of(*r) for r in reports]
        documents = [audited(tmp_path, n, text) for n, text in enumerate(texts, 1)]
        kept = [row for d in documents for row in gather([d])]
        return compare((), Config(lang=lang), kept)

    return run
