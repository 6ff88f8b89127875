"""What the tests of the review page share: one audited run, its page, and a real Chromium."""

import os
import shutil
from pathlib import Path

import pytest
import reports

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SIZES = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 360, "height": 740}}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with the four reports."""
    where = tmp_path_factory.mktemp("reports")
    for name, text in reports.FILES.items():
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


class Visit:
    """A visitor with a profile of his own: opens pages and keeps what went wrong and what was asked of the network."""

    def __init__(self, browser, size, **settings):
        self.narrow = size == "narrow"
        settings = {"reduced_motion": "reduce", "color_scheme": "light"} | settings
        self.context = browser.new_context(viewport=SIZES[size], has_touch=self.narrow, **settings)
        self.wrong, self.asked = [], []

    def open(self, address):
        """Open an address and wait until the page has built itself."""
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("request", lambda r: self.asked.append(r.url))
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        return page


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
