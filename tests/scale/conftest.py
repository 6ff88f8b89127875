"""Many small reports, varied, with bad files among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from varied_reports import report


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Paths: 48 reports, five bad files among them, a path that is not there."""
    folder = tmp_path_factory.mktemp("many")
    for n in range(48):
        (folder / f"r{n:02}.txt").write_text(report(n), "utf-8")
    for n, data in enumerate((b"", b"\x89PNG\r\n\x1a\n" * 40, b"%PDF-1.7", b"\x00\x01\x02" * 99, b" \n")):
        (folder / f"r{n * 11:02}x.txt").write_bytes(data)
    return [str(folder / "missing.txt"), *map(str, sorted(Path(folder).glob("*.txt")))]
