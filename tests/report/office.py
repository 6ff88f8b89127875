"""LibreOffice for the tests. Where it is missing they are skipped, and say so; on CI that is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = "apt-get install -y --no-install-recommends libreoffice-writer libreoffice-calc poppler-utils fonts-noto-cjk"


def needs(*programs: str) -> None:
    """Skip a test, loudly, where a program is missing; fail on CI."""
    missing = [p for p in programs if shutil.which(p) is None]
    if missing:
        said = f"{', '.join(missing)} missing; {PACKAGES}"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)


def converted(files: list[Path], form: str, folder: Path) -> list[Path]:
    """Convert files with LibreOffice, with a profile of its own, so that a running one is not in the way."""
    needs("soffice")
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir"]
    subprocess.run([*command, str(folder), *map(str, files)], check=True, capture_output=True, timeout=240)
    out = [folder / f"{f.stem}.{form.partition(':')[0]}" for f in files]
    assert all(f.is_file() for f in out), sorted(folder.iterdir())
    return out
