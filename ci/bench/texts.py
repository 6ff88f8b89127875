"""The texts of the bench: the reports of fixtures/, dense with figures; and the real ones where they are."""

from __future__ import annotations

from pathlib import Path

from audit.read import read_raw

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "fixtures" / "reports"
REAL = ROOT.parent / "shared" / "reports"


def sources() -> dict[str, list[str]]:
    """Return name -> the texts of its reports, without markup: those that come with gouji, then the real ones."""
    folders = {"fixtures/reports": REPORTS, "../shared/reports": REAL}
    return {
        name: [read_raw(path).text for path in sorted(folder.iterdir()) if path.is_file()]
        for name, folder in folders.items()
        if folder.is_dir()
    }


def of_size(texts: list[str], size: int, first: int = 0) -> str:
    """Return a text of about `size` bytes in UTF-8: whole reports one after the other, the last one cut at a line.

    Args: texts; size; first: which report comes first, so that texts differ.
    """
    parts: list[str] = []
    left, n = size, first
    while left > 0:
        for line in texts[n % len(texts)].splitlines():
            parts.append(line)
            left -= len(line.encode()) + 1
            if left <= 0:
                break
        n += 1
    return "\n".join(parts) + "\n"


def files(folder: Path, texts: list[str], count: int, size: int) -> list[str]:
    """Write reports of a size into a folder; return their paths."""
    paths = []
    for n in range(count):
        path = folder / f"report-{n:03}.txt"
        path.write_text(of_size(texts, size, n), "utf-8")
        paths.append(str(path))
    return paths
