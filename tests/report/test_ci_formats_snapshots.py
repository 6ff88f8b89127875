"""Each CI format over the one list of findings that all renderers share. UPDATE_SNAPSHOTS=1 writes them anew."""

import json
import os
from pathlib import Path

import pytest
from shared_findings import shared_run

from audit.config import Config
from audit.report import github, gitlab, junit, markdown, sarif

SNAPSHOTS = Path(__file__).parent / "snapshots"
FORMATS = {"sarif": sarif, "junit.xml": junit, "github.txt": github, "gitlab.json": gitlab, "markdown.md": markdown}


def steady(name, text):
    """A SARIF log without the pages of the rules, which change with the checks and have tests of their own."""
    if name != "sarif":
        return text
    log = json.loads(text)
    driver = log["runs"][0]["tool"]["driver"]
    index = {r["id"]: n for n, r in enumerate(driver["rules"])}
    used = sorted({r["ruleId"] for r in log["runs"][0]["results"]})
    driver["rules"] = [{k: v for k, v in driver["rules"][index[c]].items() if k in ("id", "name")} for c in used]
    for result in log["runs"][0]["results"]:
        del result["ruleIndex"]
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_snapshot(name, lang):
    made = steady(name, FORMATS[name].render(shared_run(), Config(lang=lang, baseline="gouji-baseline.json")))
    path = SNAPSHOTS / f"ci.{lang}.{name}"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.write_bytes(made.encode())
    assert path.is_file(), f"{path} is missing: run with UPDATE_SNAPSHOTS=1 and read what it wrote"
    assert made.encode() == path.read_bytes()
