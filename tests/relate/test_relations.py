"""Relations that short texts must give: kind and members as data, in tests/cases/relations.jsonl."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.pipeline import parse

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "relations.jsonl").read_text("utf-8").splitlines()
]
# What may stand for what: the same arithmetic may be written as either.
LIKE = {
    "rate": {"rate", "basis"},
    "sum": {"sum", "balance", "subset"},
    "balance": {"sum", "balance", "subset"},
    "subset": {"subset", "sum", "balance", "order", "rate"},
    "order": {"order", "rate", "subset", "balance", "sum", "repeat"},
    "year_on_year": {"year_on_year"},
    "enumeration": {"enumeration"},
}


def held(parsed) -> list[tuple[str, list[str]]]:
    """Each relation of a report: its kind and the prints of its members, without separators."""
    source, f = parsed.source, parsed.figures
    out = []
    for r in parsed.relations:
        prints = [f["text"][i].replace(",", "").replace(" ", "") for _, i in r.members]
        out.append((r.kind, prints + [source[a:b] for _, a, b in r.spans]))
    return out


def test_cases_are_all_read():
    assert len(CASES) >= 100
    assert len({c["id"] for c in CASES}) == len(CASES)
    assert {c["kind"] for c in CASES} <= set(LIKE)


# a row marked `open` is one that gouji does not find yet: once it does, this fails until the mark goes
OPEN = pytest.mark.xfail(strict=True, reason="not found yet")


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"], marks=OPEN if c.get("open") else ()) for c in CASES])
def test_relation_is_found(case):
    found = held(parse("-", case["text"].encode()))
    wanted = case["members"]
    hits = [
        prints
        for kind, prints in found
        if kind in LIKE[case["kind"]]
        and len(prints) <= len(wanted) + 1
        and all(any(w in p for p in prints) for w in wanted)
    ]
    assert hits, found
