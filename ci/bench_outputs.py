"""How long each output of one run takes, for `make bench`: python ci/bench_outputs.py PATH… (the first 50 reports)."""

from __future__ import annotations

import sys
import time
from importlib import import_module

from audit import check
from audit.config import FORMATS, Config
from audit.read.find import find

MOST = 50


def main(paths: list[str]) -> None:
    """Audit up to MOST reports once, then time every format over the same run."""
    files, _ = find(paths)
    config = Config()
    begin = time.perf_counter()
    run = check(files[:MOST], config)
    reports = len(run.documents)
    print(f"{'audit':10} {time.perf_counter() - begin:8.3f} s  {reports} reports, {len(run.findings)} findings")
    for name in FORMATS:
        module = import_module(f"audit.report.{name}")
        begin = time.perf_counter()
        made = module.render(run, config)
        print(f"{name:10} {time.perf_counter() - begin:8.3f} s  {len(made.encode('utf-8', 'replace')) / 1024:8.1f} KiB")


if __name__ == "__main__":
    main(sys.argv[1:] or ["fixtures/reports"])
