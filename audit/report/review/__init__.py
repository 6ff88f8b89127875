"""`gouji review PATH… -o review.html`: a page to review the findings of a run in, offline, one file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Run

NAME = "gouji-review.html"


def render(run: Run, config: Config, title: str = "") -> str:
    """The review page of a run as an HTML document; see `audit.report.review.page.render`."""
    from audit.report.review.page import render

    return render(run, config, title)
