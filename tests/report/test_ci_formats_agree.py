"""All outputs of one run agree: the same findings in the same order, the same counts; and again on a second run."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from shared_findings import clean_run, readable_run, shared_run

from audit.config import Config
from audit.gate.select import exit_of
from audit.report import github, gitlab, junit, markdown, sarif
from audit.report import json as run_json
from audit.report.words import state

MODULES = {"sarif": sarif, "junit": junit, "github": github, "gitlab": gitlab, "markdown": markdown, "json": run_json}
LEVEL = {"error": "error", "note": "info", "warning": "warning"}
ROOT = Path(__file__).parents[2]


def told(name, text, run):
    """(code, line, waived) of each finding, as a format has it, in its order."""
    if name == "json":
        return [(f["code"], f["line"], bool(f["waiver"])) for f in json.loads(text)["findings"]]
    if name == "sarif":
        return [
            (r["ruleId"], r["locations"][0]["physicalLocation"]["region"]["startLine"], "suppressions" in r)
            for r in json.loads(text)["runs"][0]["results"]
        ]
    if name == "gitlab":
        return [
            (i["check_name"].split()[0], i["location"]["lines"]["begin"], i["description"].startswith("["))
            for i in json.loads(text)
            if i["check_name"] != "unreadable-input"
        ]
    if name == "github":
        pattern = re.compile(r"::\w+ file=[^,]*,line=(\d+),.*?title=(\w{3}\d{3}) [^:]*?(\[[^\]]*\])?::")
        return [(m[2], int(m[1]), bool(m[3])) for m in map(pattern.match, text.splitlines()) if m]
    if name == "markdown":
        rows = [[c.strip() for c in re.split(r"(?<!\\)\|", x)[1:-1]] for x in text.splitlines() if x.startswith("| ")]
        rows = [r for r in rows if re.fullmatch(r"\w{3}\d{3}", r[2])]
        return [(r[2], int(r[1].split(":")[-2]), r[0].startswith("~~")) for r in rows]
    assert name == "junit"
    out = []
    for case in ET.fromstring(text).iter("testcase"):
        body = "\n".join(case.itertext())
        for m in re.finditer(r":(\d+):\d+: (\w{3}\d{3}) .*?\n(?:(?!\S+:\d+:\d+: ).*\n)*?\s+指纹: (\w{20})", body):
            f = next(f for f in run.findings if f.fingerprint == m[3])
            out.append((m[2], int(m[1]), bool(f.waiver) and state(f.waiver, "zh") in m[0]))
    return out


@pytest.mark.parametrize("make", [shared_run, readable_run, clean_run])
@pytest.mark.parametrize("name", MODULES)
def test_the_same_findings_in_the_same_order(name, make):
    run = make()
    expected = [(f.code, f.line, bool(f.waiver)) for f in run.findings]
    found = told(name, MODULES[name].render(run, Config()), run)
    if name == "junit":  # a case a check: in order of the codes, within a report
        found, expected = sorted(found), sorted(expected)
    assert found == expected


def test_the_same_counts():
    run = readable_run()
    counts = run.summary["findings"]
    assert counts == {"error": 3, "warning": 3, "info": 1}
    results = json.loads(sarif.render(run, Config()))["runs"][0]["results"]
    for level, severity in LEVEL.items():
        assert sum(r["level"] == level and "suppressions" not in r for r in results) == counts[severity]
    lines = github.render(run, Config()).splitlines()
    assert sum(x.startswith("::error ") for x in lines) == counts["error"]
    assert sum(x.startswith("::warning ") for x in lines) == counts["warning"]
    assert sum(x.startswith("::notice ") for x in lines) == counts["info"] + run.summary["waived"]
    head = markdown.render(run, Config()).splitlines()[1]
    assert [int(n) for n in re.findall(r"\d+", head)] == [*counts.values(), run.summary["waived"]]
    issues = [i["severity"] for i in json.loads(gitlab.render(run, Config()))]
    assert (issues.count("critical"), issues.count("minor")) == (counts["error"], counts["warning"])
    root = ET.fromstring(junit.render(run, Config(fail_on="info")))
    assert int(root.get("failures")) == len({(f.document or f.path, f.code) for f in run.findings if not f.waiver})


@pytest.mark.parametrize("fail_on", ["error", "warning", "info", "never"])
def test_all_say_the_same_of_pass_and_failure(fail_on):
    run, config = readable_run(), Config(fail_on=fail_on)
    code = exit_of(run.summary, fail_on)
    assert json.loads(sarif.render(run, config))["runs"][0]["invocations"][0]["exitCode"] == code
    assert (int(ET.fromstring(junit.render(run, config)).get("failures")) > 0) == (code == 1)
    assert ("❌" in markdown.render(run, config)) == (code == 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", MODULES)
def test_a_second_run_is_the_same_byte_for_byte(name, lang):
    config = Config(lang=lang)
    assert MODULES[name].render(shared_run(), config) == MODULES[name].render(shared_run(), config)


def test_real_reports_agree_too():
    reports = ROOT.parent / "shared" / "reports"
    if not reports.is_dir():
        pytest.skip(f"SKIPPED: {reports} is not there")
    from audit import check

    run = check(reports)
    assert len(run.findings) > 10
    expected = [(f.code, f.line, False) for f in run.findings]
    for name, module in MODULES.items():
        found = told(name, module.render(run, Config()), run)
        assert (sorted(found) if name == "junit" else found) == (sorted(expected) if name == "junit" else expected), (
            name
        )
