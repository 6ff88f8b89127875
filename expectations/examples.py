"""The examples in a check's docstring, as rows of its frame; the contract test runs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from expectations.errors import CatalogueError

SECTIONS = (
    "What it does",
    "Why it matters",
    "Example (breaks / ties)",
    "Needs",
    "Stays silent",
    "Source",
    "中文",
)
_PAIR = re.compile(r"([a-z_]+)=(-?\d+)(?:\.\.(-?\d+))?")


class Example(NamedTuple):
    """One row: the words, the frame it is in, the columns, and what the verdict must be."""

    text: str
    frame: str
    row: dict[str, int]
    verdict: str
    how: str


def sections_of(doc: str) -> dict[str, str]:
    """Return the sections of a check's docstring by heading, in order; the summary line stands under ''.

    Args: doc: the docstring. Returns: heading -> text.
    """
    parts = re.split(r"^## (.+)$", doc, flags=re.MULTILINE)
    return {"": parts[0].strip(), **{parts[i].strip(): parts[i + 1].strip() for i in range(1, len(parts), 2)}}


def examples_of(doc: str, frame: str, columns: Iterable[str]) -> list[Example]:
    """Read the table of examples.

    A row is written short: ``num=41`` stands for num_lo and num_hi, ``den=41..49`` for an interval, rep_lo and rep_hi
    are rep where they are not given, and a leading ``differences:`` names another frame than the check's first.

    Args: doc: the docstring. frame: the check's first. columns: of every frame it uses.
    Returns: the examples in order.
    Raises: CatalogueError: a row that cannot be read.
    """
    known = set(columns)
    lines = [line for line in sections_of(doc).get(SECTIONS[2], "").splitlines() if line.startswith("|")]
    return [_example(line, frame, known) for line in lines[2:]]


def _example(line: str, frame: str, known: set[str]) -> Example:
    """Read one line of the table."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if len(cells) != 3 or len(cells[2].split()) != 2:
        raise CatalogueError(f"an example has a text, a row and a verdict with its how: {line}")
    text, short, verdict = cells
    named = re.match(r"([a-z_]+): ", short)
    if named:
        frame, short = named[1], short[named.end() :]
    row: dict[str, int] = {}
    for name, low, high in _PAIR.findall(short):
        if name in known and not high:
            row[name] = int(low)
        else:
            row[f"{name}_lo"], row[f"{name}_hi"] = int(low), int(high or low)
    if "rep_lo" in known and "rep" in row:
        row = {"rep_lo": row["rep"], "rep_hi": row["rep"], **row}
    return Example(text, frame, row, *verdict.split())
