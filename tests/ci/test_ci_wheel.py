"""The wheel and the sdist hold all that the program needs, and the wheel runs outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Both archives, built without the net by the build tool that the developers' packages hold."""
    pytest.importorskip("hatchling", reason="NOT TESTED: hatchling is not installed (make test installs it)")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True)
    return folder


def test_what_the_archives_hold(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        sources = {name.partition("/")[2] for name in sdist.getnames()}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("NOT TESTED: no git checkout to compare with")
    files = tracked.stdout.splitlines()
    for folder in ("audit/", "expectations/"):
        assert not {f for f in files if f.startswith(folder)} - names
    fixtures = {f for f in files if f.startswith("fixtures/") and f.isascii()}
    assert not {f"audit/{f}" for f in fixtures} - names
    assert not fixtures - sources
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "requirements.lock"} <= sources


def test_the_wheel_runs_outside_the_checkout(built, tmp_path):
    site = tmp_path / "site"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "GITHUB_ACTIONS")} | {"PYTHONPATH": str(site)}
    code = "import sys, audit, audit.cli; print(audit.__file__); sys.exit(audit.cli.main(['demo', '--quiet']))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert str(site) in done.stdout
    assert "RAT102" in done.stdout
