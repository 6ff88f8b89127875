"""Reports a second on one core: read, parse and relate; then the whole audit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from audit import Config, check
from audit.pipeline import parse
from ci.bench.measure import Row, best
from ci.bench.texts import files, sources

REPORTS, SIZE = 50, 16 << 10


def rows() -> Iterator[Row]:
    """Measure reports of 16 KiB made of each source."""
    for name, texts in sources().items():
        with tempfile.TemporaryDirectory() as folder:
            paths = files(Path(folder), texts, REPORTS, SIZE)
            parsed = best(lambda paths=paths: [parse(f) for f in paths])
            audited = best(lambda paths=paths: check(paths, Config(jobs=1)), 2)
        yield Row(f"read + parse + relate: {name}", REPORTS / parsed, "reports/s", goal="150")
        yield Row("check, all in one process", REPORTS / audited, "reports/s", f"{audited / parsed:.1f} times as long")
