"""Does the gold of the fixtures hold? Read it beside the reports, without what made it.

    python ci/verify_fixtures.py

Every span gives its text in what gouji reads of the file; every value stands in that text; the verdict of every
relation follows from its values in exact arithmetic; every flag rests on a relation in doubt or on a place. Prints what
does not hold; exit code 1 where anything does not.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
sys.path[:0] = [str(ROOT)]

DOUBT = {"truncated", "mismatch", "impossible", "suspicious", "ambiguous_basis"}
_NUMERALS = dict(zip("无一二两三四五六七八九十", (0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def problems(fixtures: Path = FIXTURES) -> Iterator[str]:
    """What does not hold, one line each.

    Args:    fixtures: the folder that holds `reports` and `gold`.
    Yields:  `id: what is wrong`.
    """
    from audit.read import read_raw

    sources = {p.stem: read_raw(p).source for p in sorted((fixtures / "reports").iterdir())}
    figures, relations, flags = (rows(fixtures / "gold" / f"{n}.jsonl") for n in ("figures", "relations", "flags"))
    by_id = {f["id"]: f for f in figures}
    if len(by_id) != len(figures):
        yield "figures: an id stands twice"
    for f in figures:
        if sources[f["report"]][f["start"] : f["end"]] != f["text"]:
            yield f"{f['id']}: the span does not give {f['text']}"
        elif f["kind"] != "name_number" and not stands(f):
            yield f"{f['id']}: {f['value']} does not stand in {f['text']}"
    for one, next_ in pairwise(figures):
        if one["report"] == next_["report"] and one["end"] > next_["start"]:
            yield f"{one['id']}: reaches into {next_['id']}"
    for r in relations:
        for m in r["members"]:
            if sources[m["report"]][m["start"] : m["end"]] != m["text"]:
                yield f"{r['id']}: the span of {m['role']} does not give {m['text']}"
        found = verdict(r, by_id)
        if r["verdict"] not in found:
            yield f"{r['id']}: {r['kind']} is {r['verdict']}, the values give {' or '.join(sorted(found))}"
    known = {r["id"]: r for r in relations}
    flagged = {i for g in flags for i in g["relations"]}
    for g in flags:
        if not g["spans"]:
            yield f"{g['id']}: points nowhere"
        if g["must"] and g["relations"] and not any(known[i]["verdict"] in DOUBT for i in g["relations"]):
            yield f"{g['id']}: rests on relations that tie"
    for r in relations:
        if r["verdict"] in ("truncated", "mismatch", "impossible") and r["id"] not in flagged:
            yield f"{r['id']}: {r['verdict']}, and no flag says so"


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def stands(figure: dict) -> bool:
    """Is the value of a figure what its text prints, 万 and 亿 applied (in the text, or in the head of a column)?"""
    text = unescape(re.sub(r"<[^>]*>|[\s,]", "", figure["text"]))
    value = Decimal(str(figure["value"]))
    if digits := re.search(r"-?\d+(?:\.\d+)?", text):
        printed = Decimal(digits.group())
        scale = 10**4 if "万" in text else 10**8 if "亿" in text else 1
        return value == printed * scale or (text == digits.group() and value == printed * 10**4)
    return value == _NUMERALS[text[0]]


def verdict(relation: dict, figures: dict[str, dict]) -> set[str]:
    """The verdicts that the values of a relation allow; its own verdict where it is no matter of arithmetic."""
    members = relation["members"]
    of: dict[str, list[Decimal]] = {}
    for m in members:
        if m["id"] and figures[m["id"]]["value"] is not None:
            of.setdefault(m["role"], []).append(Decimal(str(figures[m["id"]]["value"])))
    printed = next((figures[m["id"]] for m in members if m["role"] == "reported"), None)
    kind, said = relation["kind"], {relation["verdict"]}
    if relation["verdict"] in ("ambiguous_basis", "cannot_check"):
        return said
    if kind == "rate":
        return rate(sum(of["numerator"]) * 100 / sum(of["denominator"]), printed)
    if kind == "year_on_year":
        if "delta" in of:
            base = of["current"][0] - of["delta"][0]
        elif "previous" in of:
            base = of["previous"][0]
        else:  # a fall to the printed value from some whole number
            falls = range(1, 10**4)
            return set().union(*(rate((n - of["current"][0]) * 100 / n, printed) for n in falls)) - {"mismatch"}
        return rate((of["current"][0] - base) * 100 / base, printed)
    if kind in ("sum", "balance"):
        return {"ok_exact"} if sum(of["part"]) == sum(of["total"]) else {"mismatch"}
    if kind == "subset":
        within = all(p <= of["total"][0] for p in of["part"])
        return {"ok_exact", "suspicious"} if within else {"mismatch", "suspicious"}
    if kind == "order":
        return {"ok_exact"} if of["earlier"][0] >= of["later"][0] else {"mismatch"}
    if kind == "repeat" and "a" in of:
        return {"ok_exact", "suspicious"} if len({v for vs in of.values() for v in vs}) == 1 else {"mismatch"}
    if kind == "enumeration":
        items = sum(m["role"] == "item" for m in members)
        announced = of.get("announced", [Decimal(items)])[0]
        return {"ok_exact"} if not items or items == announced else {"mismatch"}
    if kind == "granularity":
        return attainable(of["denominator"][0], printed, members, figures)
    return said


def rate(exact: Decimal, printed: dict) -> set[str]:
    """How a printed rate follows from the exact one."""
    step = Decimal(1).scaleb(-printed["decimals"])
    value = Decimal(str(printed["value"]))
    sign = -1 if exact < 0 and value >= 0 else 1  # a fall is printed without its sign
    if exact * sign == value:
        return {"ok_exact"}
    if (exact * sign).quantize(step, ROUND_HALF_UP) == value:
        return {"ok_rounded_half_up"}
    return {"truncated"} if (exact * sign).quantize(step, ROUND_DOWN) == value else {"mismatch"}


def attainable(base: Decimal, printed: dict, members: list[dict], figures: dict[str, dict]) -> set[str]:
    """Can a whole number of the base give the printed rate? A base with 余 is any number of its range."""
    hedged = any(m["role"] == "denominator" and figures[m["id"]]["hedge"] for m in members)
    zeros = len(str(base)) - len(str(base).rstrip("0"))
    bases = range(int(base) + 1, int(base) + 10**zeros) if hedged else [int(base)]
    found: set[str] = set()
    for n in bases:
        around = Decimal(str(printed["value"])) * n / 100
        for k in range(max(0, int(around) - 1), int(around) + 3):
            found |= rate(Decimal(k) * 100 / n, printed) - {"mismatch"}
    if found & {"ok_exact", "ok_rounded_half_up"}:
        return {"ok_exact", "ok_rounded_half_up"}
    return found or {"impossible"}


def main() -> int:
    wrong = list(problems())
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
