"""Section numbers run 一、二、三 without gap or repeat."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation


def numbering(c: Context, out: list[Relation]) -> None:
    """Section numbers run 一、二、三 and （一）（二）（三） without gap or repeat inside each parent."""
    runs: list[list[tuple[int, int, int, int, int]]] = []
    stack: dict[int, list] = {}
    for mark in c.layout.markers:
        level, number = mark[2], mark[3]
        if level > 2 or number == 0:
            continue
        for deeper in [k for k in stack if k > level]:
            runs.append(stack.pop(deeper))
        if level in stack and number == 1:
            runs.append(stack.pop(level))
        stack.setdefault(level, []).append(mark)
    runs.extend(stack.values())
    for run in sorted(runs, key=lambda r: r[0][0]):
        if len(run) < 3:
            continue
        numbers = [m[3] for m in run]
        if numbers[0] != 1:
            continue
        gaps = [k for k in range(1, len(run)) if numbers[k] != numbers[k - 1] + 1]
        listed = len(run)
        announced = numbers[-1]
        spans = [
            ("item", m[0], max(m[1], min(m[4], m[0] + 12))) for m in (run if len(run) <= 12 else [run[0], run[-1]])
        ]
        if gaps:
            k = gaps[0]
            if len(gaps) > 1 or numbers[k] == 1:
                continue
            spans = [
                ("item", run[k - 1][0], max(run[k - 1][1], run[k - 1][4])),
                ("item", run[k][0], max(run[k][1], run[k][4])),
            ]
            spans = [(r, a, min(b, a + 40)) for r, a, b in spans]
            values = {"announced": numbers[k - 1] + 1, "listed": numbers[k]}
            out.append(
                Relation(
                    "enumeration",
                    "enumerations",
                    "ENU102",
                    [],
                    values,
                    -1,
                    WARNING,
                    0.0,
                    spans,
                    c.text[run[k][0] : run[k][1]].strip(),
                    "numbering",
                )
            )
            continue
        out.append(
            Relation(
                "enumeration",
                "enumerations",
                "ENU102",
                [],
                {"announced": announced, "listed": listed},
                -1,
                WARNING,
                0.0,
                spans,
                "",
                "numbering",
            )
        )
