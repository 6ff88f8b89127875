"""Copies of one report: compared once, not against themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class _Row(Protocol):
    @property
    def document(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def signature(self) -> str: ...


Row = TypeVar("Row", bound=_Row)


def originals(rows: Iterable[Row]) -> list[Row]:
    """The rows of each report once: a report whose bytes, or whose figures and title, were seen before is a copy.

    Returns: rows in order, those of copies left out.
    """
    owner: dict[tuple, str] = {}
    out = []
    for row in rows:
        keys = (("bytes", row.sha256), ("figures", row.title, row.signature))
        first = next((owner[k] for k in keys if k in owner), row.document)
        for k in keys:
            owner.setdefault(k, first)
        if first == row.document:
            out.append(row)
    return out
