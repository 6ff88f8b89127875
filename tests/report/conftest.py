"""What every renderer's tests need: no CI service in the environment, and the run that is made by hand."""

import pytest


@pytest.fixture(autouse=True)
def no_ci_service(monkeypatch):
    """Paths are named from the checkout of a CI service where there is one; here there is none."""
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
