"""Every output of a run of 50 reports: the formats of check, and the files that people read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from audit import Config, check
from audit.cli import main
from audit.config import FORMATS
from ci.bench.measure import Row, best_wall
from ci.bench.texts import files, sources

REPORTS, SIZE = 50, 16 << 10
FILES = (
    ("memo", "docx"),
    ("memo", "html"),
    ("letter", "docx"),
    ("checklist", "xlsx"),
    ("checklist", "html"),
    ("review", "html"),
)


def rows() -> Iterator[Row]:
    """Measure rendering from one run; files of people with the audit that they stand on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = files(folder, sources()["fixtures/reports"], REPORTS, SIZE)
        config = Config()
        run = check(paths, config)
        audit = best_wall(lambda: check(paths, config), 1)
        yield Row(f"audit of {REPORTS} reports of {SIZE >> 10} KiB", audit, "s")
        for form in FORMATS:
            module = import_module(f"audit.report.{form}")
            yield Row(form, best_wall(lambda module=module: module.render(run, config), 1), "s", goal="seconds")
        for command, suffix in FILES:
            target = (
                str(folder / f"gouji-{command}.{suffix}") if command != "letter" else str(folder / "gouji-letters.docx")
            )
            arguments = [command, *paths, "-o", target, "--quiet"]
            took = best_wall(lambda arguments=arguments: main(arguments), 1)
            yield Row(
                f"{command} .{suffix}, audit included", took, "s", f"{took / audit:.1f} times the audit", "seconds"
            )
