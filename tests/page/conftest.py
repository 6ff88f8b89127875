"""What the tests of the review page share: one audited run, its page, and a real Chromium."""

import os
import shutil
from pathlib import Path

import page_reports
import pytest
from page_visit import SIZES, Visit

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with the four reports."""
    where = tmp_path_factory.mktemp("reports")
    for name, text in page_reports.FILES.items():
        (where / name).write_text(text, "utf-8")
    return where


@pytest.fixture(scope="session")
def run(folder):
    """The four reports, audited."""
    from audit import check

    return check(str(folder))


@pytest.fixture(scope="session")
def html(run):
    """The page of the run."""
    from audit.config import Config
    from audit.report.review import render

    return render(run, Config())


@pytest.fixture(scope="session")
def address(html, tmp_path_factory):
    """The page as a file, and its address."""
    file = tmp_path_factory.mktemp("page") / "gouji-review.html"
    file.write_bytes(html.encode("utf-8", "replace"))
    return file.as_uri()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium. Where there is none the tests are skipped, and say so; in CI that is an error."""
    missing = "" if Path(CHROMIUM).exists() else "no chromium: apt-get install -y chromium fonts-noto-cjk"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = "no playwright: pip install playwright"
    if missing:
        if os.environ.get("CI"):
            pytest.fail(f"the review page was not tested: {missing}")
        pytest.skip(f"THE REVIEW PAGE IS NOT TESTED: {missing}")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(params=list(SIZES))
def visit(request, browser):
    """A visitor at 1280 and at 360 pixels. After each test nothing may have gone wrong, and no request been made."""
    visitor = Visit(browser, request.param)
    yield visitor
    visitor.context.close()
    assert visitor.wrong == []
    assert [url for url in visitor.asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture
def wide(browser):
    """A visitor at 1280 pixels only."""
    visitor = Visit(browser, "wide")
    yield visitor
    visitor.context.close()
    assert visitor.wrong == []
