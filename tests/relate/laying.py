"""Lay out a text as the pipeline does, relate its tables, and write relations as lines that a reader can check."""

from __future__ import annotations

import pandas as pd

from audit.parse.figures import scan
from audit.parse.grids import grids
from audit.read.normalise import drop_invisible, normalise
from audit.read.structure import structure
from audit.relate.context import Context, build
from audit.relate.relations import Relation
from audit.relate.restated import restated
from audit.relate.tables import tables
from expectations.arithmetic import judge_frame


def lay(text: str, marks: tuple = (), year: int | None = None) -> Context:
    """A text laid out, its tables as grids."""
    text, _ = drop_invisible(normalise(text))
    layout = structure(text, marks)
    numerals = scan(text, layout)
    laid = grids(text, layout, numerals.figures, numerals.ledger)
    c = build(text, layout, numerals, laid)
    c.year = year
    return c


def relate_tables(c: Context) -> list[Relation]:
    """The relations that hold a table cell."""
    out: list[Relation] = []
    tables(c, out)
    restated(c, out)
    return out


def verdicts(relations: list[Relation]) -> list[str]:
    """ties, breaks or undetermined, a relation."""
    said = [""] * len(relations)
    frames: dict[str, list[int]] = {}
    for n, r in enumerate(relations):
        frames.setdefault(r.frame, []).append(n)
    for frame, rows in frames.items():
        judged = judge_frame(frame, pd.DataFrame([relations[n].values for n in rows], dtype=object))
        for n, breaks, open_ in zip(rows, judged.breaks, judged.undetermined, strict=True):
            said[n] = "breaks" if breaks else "undetermined" if open_ else "ties"
    return said


def line(c: Context, r: Relation, verdict: str) -> str:
    """A relation as one line: `sum 204 = 120 + 84`, `breaks error: rate 1790 / 1853 = 69.60%`."""
    by: dict[str, list[str]] = {}
    for role, i in r.members:
        by.setdefault(role, []).append(c.text[c.figures.start[i] : c.figures.end[i]])
    said = {role: " + ".join(words) for role, words in by.items()}
    shape = {
        "sum": "sum {total} = {part}" if "total" in said else "hundred {part}",
        "subset": "subset {total} >= {part}",
        "balance": "balance {plus} = {minus}" if "plus" in said else "balance {total} = {part}",
        "rate": "rate {numerator} / {denominator} = {reported}",
        "order": "order {earlier} >= {later}",
        "repeat": "repeat {announced} = {item}",
        "enumeration": "listed {announced} = " + str(r.values.get("listed")),
        "year_on_year": "difference {current} - {previous} = {delta}" if "delta" in said
        else "change {previous} -> {current} = {reported}" if "previous" in said
        else "back {current} = {reported}",
    }[r.kind].format(**said)  # fmt: skip
    return shape if verdict == "ties" else f"{verdict} {r.cap}: {shape}"


def lines(c: Context) -> list[str]:
    """Every relation of a document's tables as a line."""
    relations = relate_tables(c)
    return [line(c, r, v) for r, v in zip(relations, verdicts(relations), strict=True)]
