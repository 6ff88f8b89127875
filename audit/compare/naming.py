"""What a reader calls a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol


class Named(Protocol):
    """A row that knows its report."""

    @property
    def path(self) -> str:
        """Of its file."""

    @property
    def place(self) -> str:
        """Who reports; may be empty."""

    @property
    def title(self) -> str:
        """Of the report; may be empty."""


def names_of(rows: Sequence[Named], by_file: bool = False) -> list[str]:
    """Name each report: its place, else its title, else its file; with the file where two are alike.

    Args: rows: one a report; by_file: by the file alone, as where the place is known.
    """
    files = [re.split(r"[/\\]", row.path)[-1] for row in rows]
    if by_file:
        return files
    names = [row.place or row.title or file for row, file in zip(rows, files, strict=True)]
    twice = {name for name, count in Counter(names).items() if count > 1}
    return [
        f"{name}（{file}）" if name in twice and file != name else name for name, file in zip(names, files, strict=True)
    ]
