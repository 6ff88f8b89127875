"""How an announced count and its list are written."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation


def announce(c: Context, i: int, ids: list[int], out: list[Relation]) -> None:
    """Write that figure i announces as many figures as are listed."""
    members = [("announced", i)] + [("item", j) for j in ids]
    out.append(
        Relation(
            "enumeration",
            "enumerations",
            "ENU101",
            members,
            {"announced": c.figures.num[i], "listed": len(ids)},
            i,
            WARNING,
            0.0,
            [],
            c.label[i],
        )
    )


def span_items(c: Context, i: int, at: int, listing: str, found: list[str], out: list[Relation]) -> None:
    """Write that figure i announces as many names as stand in a stretch of text."""
    values = {"announced": c.figures.num[i], "listed": len(found)}
    out.append(
        Relation(
            "enumeration",
            "enumerations",
            "ENU101",
            [("announced", i)],
            values,
            i,
            WARNING,
            0.0,
            [("item", at, at + min(78, len(listing)))],
            c.label[i],
            "",
            {"items": found},
        )
    )
