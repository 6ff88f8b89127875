"""python -m ci.bench [SECTION…]: measure, and print figures with the ratios and goals that they stand beside."""

from __future__ import annotations

import platform
import sys
from importlib import import_module

from tabulate import tabulate

SECTIONS = ("extraction", "reports", "judging", "start", "outputs", "datasets")


def main(names: list[str]) -> int:
    """Run the sections, in order."""
    unknown = [n for n in names if n not in SECTIONS]
    if unknown:
        print(f"no section {unknown[0]}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}; best of a few runs each\n")
    for name in names or SECTIONS:
        module = import_module(f"ci.bench.{name}")
        print(f"{name}: {module.__doc__.strip()}")
        table = [(r.what, f"{r.figure:.3g}", r.unit, r.ratio, r.goal) for r in module.rows()]
        print(tabulate(table, headers=("", "measured", "", "beside", "goal"), disable_numparse=True) + "\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
