"""How much of what was planted does discovery find, how much does it make up, and how long does it take?

    python ci/discover_rate.py                   the panel and wide tables, several seeds, clean and with errors
    python ci/discover_rate.py --show            with every rule that was missed or made up

A rule counts as found where it follows from the proposals, and a proposal as made up where it does not follow from the
planted rules and from counts being counts (ci/discover_theory.py says how that is proved).
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [p for p in (str(HERE), str(HERE.parent)) if p not in sys.path]

from discover_theory import Theory  # noqa: E402
from synthetic_panel import Panel, panel  # noqa: E402
from synthetic_wide import wide  # noqa: E402

from audit.dataset.discover import Discovery, discover  # noqa: E402
from audit.dataset.discover.words import formula  # noqa: E402
from audit.dataset.rules import Rule  # noqa: E402


@dataclass(frozen=True, slots=True)
class Score:
    """What came out of one table."""

    planted: int
    missed: tuple[Rule, ...]
    proposed: int
    spurious: tuple[Rule, ...]
    keys_found: bool
    seconds: float

    @property
    def recall(self) -> float:
        """The share of planted rules that follow from the proposals."""
        return 1 - len(self.missed) / self.planted

    @property
    def made_up(self) -> float:
        """The share of proposals that do not follow from the planted rules."""
        return len(self.spurious) / max(self.proposed, 1)


def score(made: Panel) -> Score:
    """Run discovery on a table with planted rules."""
    began = time.perf_counter()
    found = discover([made.table])[0]
    seconds = time.perf_counter() - began
    return scored(made, found, seconds)


def scored(made: Panel, found: Discovery, seconds: float = 0.0) -> Score:
    """Compare proposals with what was planted, each way round."""
    counts = {c.name: 0 for c in made.table.columns if c.kind == "number" and "-" not in "".join(c.text)}
    truth = Theory(made.rules, made.table, low=_never_negative(made, counts))
    rules = [p.rule for p in found.proposals]
    domains = [f for f in found.columns if f.type not in ("text", "date")]
    low = {f.name: f.low for f in domains if f.low is not None}
    high = {f.name: f.high for f in domains if f.high is not None}
    said = Theory(rules, made.table, low=low, high=high)
    missed = tuple(r for r in made.rules if not said.entails(r))
    told = [Rule("", "inequality", {"left": (n,), "right": (str(k),)}, {"op": ">="}) for n, k in low.items() if k]
    told += [Rule("", "inequality", {"left": (n,), "right": (str(k),)}, {"op": "<="}) for n, k in high.items()]
    proposed = [*rules, *told]
    spurious = tuple(r for r in proposed if not truth.entails(r))
    return Score(len(made.rules), missed, len(proposed), spurious, set(found.keys) == set(made.keys), seconds)


def _never_negative(made: Panel, counts: dict[str, int]) -> dict[str, int]:
    """Counts are never negative but for a slip, and so are the shares of counts."""
    low = dict(counts)
    for c in made.table.columns:
        if c.kind == "number" and c.name not in low:
            values = [v for v in c.num if v is not None]
            if sum(v < 0 for v in values) < 0.01 * len(values):
                low[c.name] = 0
    return low


def shuffled(made: Panel, seed: int) -> Panel:
    """The same columns, each in an order of its own: nothing is left of any rule but what single columns keep."""
    import random

    from synthetic_table import put

    rng = random.Random(seed)
    for c in made.table.columns:
        if c.kind in ("number", "percent"):
            cells = list(zip(c.text, c.num, c.dec, c.step, strict=True))
            rng.shuffle(cells)
            for row, (text, num, dec, step) in enumerate(cells):
                put(c, row, text, num, dec, step)
    return made


def gaps(made: Panel, seed: int, share: float = 0.05) -> Panel:
    """Some cells of every column of numbers are not published."""
    import random

    from synthetic_table import NONE, put

    rng = random.Random(seed)
    for c in made.table.columns:
        if c.kind in ("number", "percent"):
            for row in range(made.table.rows):
                if rng.random() < share:
                    put(c, row, NONE, None, 0, 0)
    return made


CASES = (  # name, table, least recall: short tables do not show everything
    ("panel 10,000 x 30, clean", lambda seed: panel(10_000, seed), 0.95),
    ("panel 10,000 x 30, 3 % of rows hit", lambda seed: panel(10_000, seed, 300, 30), 0.95),
    ("panel 3,000 x 30, 10 % of rows hit", lambda seed: panel(3_000, seed, 300, 30), 0.95),
    ("panel 3,000 x 30, 5 % of cells blank", lambda seed: gaps(panel(3_000, seed, 90), seed), 0.95),
    ("panel 600 x 30, 2 % of rows hit", lambda seed: panel(600, seed, 12), 0.95),
    ("wide 3,000 x 100, 2 % of rows hit", lambda seed: wide(3_000, 100, seed, 60), 0.95),
    ("wide 1,000 x 60, 10 % of cells blank", lambda seed: gaps(wide(1_000, 60, seed, 20), seed, 0.1), 0.95),
    ("wide 500 x 60, 5 % of rows hit", lambda seed: wide(500, 60, seed, 25), 0.95),
    ("wide 100 x 40, clean", lambda seed: wide(100, 40, seed), 0.9),
    ("wide 15 x 30, clean", lambda seed: wide(15, 30, seed), 0.7),
)
NOISE = (  # every rule proposed here is made up
    ("panel 2,000 x 30, shuffled", lambda seed: shuffled(panel(2_000, seed), seed)),
    ("wide 100 x 60, shuffled", lambda seed: shuffled(wide(100, 60, seed), seed)),
    ("wide 10 x 60, shuffled", lambda seed: shuffled(wide(10, 60, seed), seed)),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--show", action="store_true", help="rules that were missed or made up")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    args = parser.parse_args()
    print(f"{'table':36} seed  planted  found  recall  proposed  made up   share  keys     s")
    bad = 0
    for name, make, least in CASES:
        if args.only not in name:
            continue
        for seed in range(1, args.seeds + 1):
            s = score(make(seed))
            found = s.planted - len(s.missed)
            print(
                f"{name:36} {seed:4}  {s.planted:7}  {found:5}  {s.recall:6.1%}  {s.proposed:8}  {len(s.spurious):7}  "
                f"{s.made_up:6.1%}  {'yes' if s.keys_found else 'no':4}  {s.seconds:4.1f}",
                flush=True,
            )
            bad += s.recall < least or s.made_up > 0.05 or not s.keys_found
            if args.show:
                for what, rules in (("missed", s.missed), ("made up", s.spurious)):
                    for rule in rules:
                        print(f"    {what}: {rule.id} {formula(rule, 'en')}")
    for name, make in NOISE:
        if args.only not in name:
            continue
        for seed in range(1, args.seeds + 1):
            found = discover([make(seed).table])[0].proposals
            print(f"{name:36} {seed:4}  {len(found)} made up", flush=True)
            bad += len(found) > 1
            for p in found if args.show else ():
                print(f"    made up: {formula(p.rule, 'en')}; chance 1e{p.chance:.0f}, {p.held} of {p.judged} rows")
    print("all within bounds" if not bad else f"{bad} fall short of the least recall, or make up more than 5 %")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
