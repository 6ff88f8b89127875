"""SARIF and JUnit against their published schemas, by validators that are not ours; regions against the text."""

import json
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from shared_findings import PATH_1, TEXT_1, clean_run, nothing_run, readable_run, shared_run

from audit.config import Config
from audit.report import junit, sarif

SCHEMAS = Path(__file__).parents[1] / "schemas"
RUNS = {"shared": shared_run, "readable": readable_run, "clean": clean_run, "nothing": nothing_run}
CONFIGS = {
    "zh": Config(),
    "en": Config(lang="en", fail_on="warning"),
    "baseline": Config(baseline="gouji-baseline.json"),
    "never": Config(fail_on="never"),
}


@pytest.fixture(scope="module")
def sarif_schema():
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="module")
def junit_schema():
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd")))


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@pytest.mark.parametrize("make", RUNS.values(), ids=RUNS)
class TestSchemas:
    """Every run in every setting."""

    def test_sarif(self, make, config, sarif_schema):
        log = json.loads(sarif.render(make(), config))
        assert [f"{e.json_path}: {e.message}" for e in sarif_schema.iter_errors(log)] == []

    def test_junit(self, make, config, junit_schema):
        tree = etree.fromstring(junit.render(make(), config).encode())
        assert junit_schema.validate(tree), junit_schema.error_log


def test_the_schemas_refuse_what_is_wrong(sarif_schema, junit_schema):
    log = json.loads(sarif.render(shared_run(), Config()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not sarif_schema.is_valid(log)
    log = json.loads(sarif.render(shared_run(), Config()))
    log["runs"][0]["columnKind"] = "bytes"
    assert not sarif_schema.is_valid(log)
    assert not junit_schema.validate(etree.fromstring("<testsuites><testcase/></testsuites>"))


def results(config=None):
    """The results of the shared run, the run itself, and the log."""
    run = shared_run()
    log = json.loads(sarif.render(run, config or Config()))["runs"][0]
    return run, log, log["results"]


def test_regions_slice_to_the_text():
    run, log, found = results()
    sources = {d.parsed.path: d.parsed.source for d in run.documents}
    paths = [d.parsed.path for d in run.documents]
    checked = 0
    for result in found:
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            physical = location["physicalLocation"]
            n = physical["artifactLocation"]["index"]
            if n >= len(paths):
                continue
            source = sources[paths[n]]
            for region in filter(None, (physical["region"], physical.get("contextRegion"))):
                a, b = region["charOffset"], region["charOffset"] + region["charLength"]
                assert region["snippet"]["text"] == source[a:b].encode("utf-8", "replace").decode()
                lines = source.split("\n")
                start = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
                end = sum(len(line) + 1 for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
                assert (start, end) == (a, b)
                checked += 1
    assert checked > 30
    assert log["columnKind"] == "unicodeCodePoints"


def test_columns_count_code_points_behind_an_emoji():
    _, _, found = results()
    line = TEXT_1.splitlines()[4]
    region = found[0]["locations"][0]["physicalLocation"]["region"]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "77.35%"
    utf16 = len(line[: region["startColumn"] - 1].encode("utf-16-le")) // 2 + 1
    assert utf16 == region["startColumn"] + 1, "the fixture has a character outside the basic plane before the figure"


def test_a_context_holds_its_region_and_more():
    _, _, found = results()
    for result in found:
        physical = result["locations"][0]["physicalLocation"]
        if "contextRegion" in physical:
            inner, outer = physical["region"], physical["contextRegion"]
            assert outer["charOffset"] <= inner["charOffset"]
            assert outer["charOffset"] + outer["charLength"] >= inner["charOffset"] + inner["charLength"]
            assert outer["charLength"] > inner["charLength"]


def test_links_of_a_message_lead_to_its_related_locations():
    _, _, found = results()
    first = found[0]
    assert first["message"]["text"].split("\n")[1] == "[分子 41件](1) · [分母 53件](2)"
    assert [r["id"] for r in first["relatedLocations"]] == [1, 2]
    assert [r["physicalLocation"]["region"]["snippet"]["text"] for r in first["relatedLocations"]] == ["41件", "53件"]


def test_waived_findings_are_suppressed_and_known_ones_unchanged():
    run, _, found = results(Config(baseline="gouji-baseline.json"))
    for f, result in zip(run.findings, found, strict=True):
        assert ("suppressions" in result) == bool(f.waiver)
        known = bool(f.waiver) and f.waiver["kind"] == "baseline"
        assert result["baselineState"] == ("unchanged" if known else "new")
    waived = next(r["suppressions"][0] for f, r in zip(run.findings, found, strict=True) if f.code == "HDG101")
    assert (waived["kind"], waived["status"]) == ("external", "accepted")
    assert waived["justification"].startswith("原文如此")
    assert waived["properties"]["expires"] == "2026-12-31"
    assert waived["location"]["physicalLocation"]["region"]["startLine"] == 4
    assert all("baselineState" not in r for r in results()[2])


def test_fingerprints_are_our_own_under_both_names():
    run, _, found = results()
    for f, result in zip(run.findings, found, strict=True):
        marks = result["partialFingerprints"]
        assert marks == {"gouji/v1": f.fingerprint, "primaryLocationLineHash": f"{f.fingerprint}:1"}


def test_artifacts_state_hash_and_encoding():
    run, log, _ = results()
    for d, artifact in zip(run.documents, log["artifacts"], strict=False):
        assert artifact["hashes"] == {"sha-256": d.parsed.sha256}
        assert artifact["encoding"] == d.parsed.encoding
        assert artifact["roles"] == ["analysisTarget"]
    first = log["artifacts"][0]["location"]
    assert first == {"uri": "reports/%E7%94%B2%20%E5%8E%BF%231%20100%25.txt", "uriBaseId": "%SRCROOT%"}
    from urllib.parse import unquote

    assert unquote(first["uri"]) == PATH_1


@pytest.mark.parametrize(
    ("make", "fail_on", "code", "ids"),
    [
        (shared_run, "error", 2, ["unreadable-input"]),
        (readable_run, "error", 1, []),
        (readable_run, "never", 0, []),
        (clean_run, "info", 0, []),
        (nothing_run, "never", 2, ["nothing-checked"]),
    ],
)
def test_the_invocation_says_how_it_ended(make, fail_on, code, ids):
    log = json.loads(sarif.render(make(), Config(fail_on=fail_on)))["runs"][0]
    (invocation,) = log["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (code, code < 2)
    notes = invocation["toolExecutionNotifications"]
    assert [n["descriptor"]["id"] for n in notes] == ids
    known = [n["id"] for n in log["tool"]["driver"]["notifications"]]
    assert all(known[n["descriptor"]["index"]] == n["descriptor"]["id"] for n in notes)


def test_rules_hold_their_whole_page():
    from audit.explain.rules import rules_of

    _, log, found = results()
    rules = log["tool"]["driver"]["rules"]
    catalogue = rules_of(Config())
    assert [r["id"] for r in rules] == list(catalogue)
    for result in found:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        page = catalogue[rule["id"]].doc
        assert all(part.strip() in rule["help"]["markdown"] for part in page.split("## 中文"))
        assert rule["help"]["text"]
        assert len(rule["name"]) <= 255


def test_a_section_is_a_logical_location():
    _, _, found = results()
    assert found[0]["locations"][0]["logicalLocations"] == [
        {"name": "一、主要举措和成效", "fullyQualifiedName": "一、主要举措和成效", "kind": "section"}
    ]


@pytest.mark.parametrize(("fail_on", "failed"), [("error", 3), ("warning", 6), ("info", 7), ("never", 0)])
def test_junit_fails_what_fail_on_says(fail_on, failed):
    root = etree.fromstring(junit.render(readable_run(), Config(fail_on=fail_on)).encode())
    cases = root.findall(".//testcase")
    assert len(cases) == len(root.findall(".//testcase[failure]")) + len(root.findall(".//testcase[skipped]")) + len(
        [c for c in cases if c.find("failure") is None and c.find("skipped") is None]
    )
    assert len(root.findall(".//failure")) == failed == int(root.get("failures"))
    assert len(root.findall(".//skipped")) == 2
    for suite in root.findall("testsuite"):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


def test_junit_says_what_passed_and_how_much_it_checked():
    root = etree.fromstring(junit.render(clean_run(), Config()).encode())
    (case,) = root.findall(".//testcase")
    assert case.get("name").startswith("RAT101 ")
    assert case.findtext("system-out") == "核对 2 项：相合 2，不合 0，不定 0"


def test_junit_leaves_out_checks_that_were_not_asked_for():
    root = etree.fromstring(junit.render(readable_run(), Config(select=("SUM",))).encode())
    names = {c.get("name").split()[0] for c in root.findall(".//testcase")}
    found = {f.code for f in readable_run().findings}
    assert "ORD101" not in names
    assert names == found | {"SUM101"}


def test_junit_errors_are_inputs_that_failed():
    root = etree.fromstring(junit.render(shared_run(), Config()).encode())
    (error,) = root.findall(".//error")
    assert error.get("type") == "input"
    assert root.get("errors") == "1"
