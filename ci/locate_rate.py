#!/usr/bin/env python3
"""How often does locate/ name the figure that a slip altered, and its original print?

    ci/locate_rate.py OUT [OUT …] [--show]

OUT is a folder that `tools/inject.py make` wrote: reports with one seeded slip each, and seeded.jsonl. A slip counts
(`touched`) where a finding at warning or error has a place on the altered figure; of several the loudest, then the
earliest speaks. Of these, shares: `named` it has suspects; `first` the first is the altered figure with its original
print; `equal` that repair scores as high as the first; `three` it is among the first three; `listed` it is there.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

KEYS = ("touched", "named", "first", "equal", "three", "listed")


def altered(row: dict, text: str) -> list[dict]:
    """The spans that hold the altered print."""
    return [s for s in row["spans"] if text[s["start"] : s["end"]] == row["now"]]


def judge(row: dict, document, spans: list[dict]) -> tuple:
    """What the first finding that touches the altered figure says of it."""
    from audit.model import RANK

    count: collections.Counter = collections.Counter()
    hits = [
        f for f in document.findings
        if f.severity != "info" and not f.code.startswith("XDR")
        and any(s["start"] < p.end and p.start < s["end"] for p in f.places for s in spans)
    ]  # fmt: skip
    if not hits:
        return None, count
    f = min(hits, key=lambda x: (-RANK[x.severity], x.start))
    count["touched"] = 1
    at = {p.figure: p for p in f.places}

    def right(suspect) -> bool:
        p = at.get(suspect.figure)
        same = suspect.repair.replace(" ", "") == row["was"].replace(" ", "")
        return p is not None and same and any(s["start"] < p.end and p.start < s["end"] for s in spans)

    rank = next((n for n, s in enumerate(f.suspects) if right(s)), None)
    count["named"] = int(bool(f.suspects))
    if rank is not None:
        count["listed"] = 1
        count["first"] = int(rank == 0)
        count["equal"] = int(f.suspects[rank].score == f.suspects[0].score)
        count["three"] = int(rank < 3)
    return f, count


def main() -> None:
    """Print a table for each folder, by the kind of the seeded relation and by the code of the finding."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", nargs="+", type=pathlib.Path)
    parser.add_argument("--show", action="store_true", help="list the slips that are not named first")
    args = parser.parse_args()
    from audit import Config, check

    whole: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for out in args.out:
        rows = [json.loads(line) for line in (out / "seeded.jsonl").read_text("utf-8").splitlines() if line]
        begin = time.perf_counter()
        run = check([out / row["file"] for row in rows], Config(jobs=1))
        seconds = time.perf_counter() - begin
        by_name = {pathlib.Path(d.parsed.path).name: d for d in run.documents}
        table: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
        for row in rows:
            document = by_name[row["file"]]
            f, count = judge(row, document, altered(row, document.parsed.source))
            count["seeded"] = 1
            keys = ["all", f"kind {row['kind']}", f"role {row['kind']}/{row['role']}"]
            for key in keys + ([f"code {f.code}"] if f else []):
                table[key].update(count)
            if args.show and count["touched"] and not count["first"]:
                said = "; ".join(f"{s.printed}→{s.repair} {s.slip} {s.score}" for s in f.suspects)
                print(row["file"], f.code, row["kind"], row["role"], row["was"], "printed", row["now"], f.formula, said)
        print(f"{out}  {len(rows)} slips, {seconds:.1f} s")
        show(table)
        for key, count in table.items():
            whole[key].update(count)
    if len(args.out) > 1:
        print("together")
        show(whole)


def show(table: dict[str, collections.Counter]) -> None:
    """Print counts and shares."""
    for key in sorted(table):
        c = table[key]
        n = c["touched"]
        shares = "  ".join(f"{k} {c[k] / n:6.1%}" for k in KEYS[1:]) if n else ""
        print(f"  {key:34} seeded {c['seeded']:4}  touched {n:4}  {shares}")


if __name__ == "__main__":
    main()
