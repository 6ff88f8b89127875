"""gouji/run/1: valid against its schema, positions right, order right, and what jsonl says is the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/schema/run.schema.json").read_text("utf-8"))
SHARED = ROOT.parent / "shared" / "reports"
HTML = """<html><head><title>己县2023年工作情况</title></head>
<body><p>全年调解案件53件，成功调解<b>41</b>件，调解成功率77.35%。</p></body></html>"""


def run_of(gouji, *argv):
    return json.loads(gouji("check", *argv, "--format", "json").out)


def wrong_in(run) -> list[str]:
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(SCHEMA).iter_errors(run)]


def test_the_schema_is_one_and_refuses_what_is_wrong(gouji):
    Draft202012Validator.check_schema(SCHEMA)
    run = run_of(gouji, "cut.txt")
    assert wrong_in(run) == []
    run["findings"][0]["severity"] = "loud"
    del run["documents"][0]["figures"][0]["value"]
    assert len(wrong_in(run)) == 2


def test_a_run_with_everything_in_it(gouji, reports):
    (reports / "page.html").write_text(HTML, "utf-8")
    (reports / "crlf.txt").write_bytes((reports / "cut.txt").read_text("utf-8").replace("\n", "\r\n").encode("utf-16"))
    run = run_of(gouji, ".", "nope.txt")
    assert wrong_in(run) == []
    assert {f["code"] for f in run["findings"]} >= {"RAT101", "RAT102", "SCP101", "XDR101"}
    assert [f["path"] for f in run["failures"]] == ["nope.txt"]


def strict(node):
    """The schema with nothing allowed but what it names."""
    if isinstance(node, list):
        return [strict(x) for x in node]
    if not isinstance(node, dict):
        return node
    closed = {"additionalProperties": False} if "properties" in node and "type" in node else {}
    return {k: strict(v) for k, v in node.items()} | closed


STRICT = Draft202012Validator(strict(SCHEMA))


def unknown_in(run) -> set[str]:
    """What a run has that the schema does not name, or has otherwise."""
    return {f"{'/'.join(str(p) for p in e.path if isinstance(p, str))}: {e.message}" for e in STRICT.iter_errors(run)}


def test_every_field_is_in_the_schema(gouji, reports):
    (reports / "page.html").write_text(HTML, "utf-8")
    run = run_of(gouji, ".", "nope.txt")
    assert unknown_in(run) == set()
    run["summary"]["more"] = run["findings"][0]["more"] = 1
    assert len(unknown_in(run)) == 2


def test_waivers_and_a_baseline_as_the_schema_has_them(gouji):
    assert gouji("waive", "cut.txt", "--all", "--reason", "截尾口径", "--owner", "乙", "-o", "w.yaml").code == 0
    assert gouji("baseline", "wrong.txt", "-o", "known.txt").code == 0
    run = run_of(gouji, "cut.txt", "wrong.txt", "--waivers", "w.yaml", "--baseline", "known.txt")
    assert unknown_in(run) == set()
    notes = [f["waiver"] for f in run["findings"] if f["waiver"]]
    assert {n["kind"] for n in notes} == {"waiver", "baseline"}
    assert next(n for n in notes if n["kind"] == "waiver").keys() >= {"reason", "owner", "date", "file", "line"}
    assert run["summary"]["waived"] == len(notes)
    assert run["summary"]["baseline"] == {"known": sum(n["kind"] == "baseline" for n in notes), "gone": 0}
    del notes[0]["kind"]
    run["summary"]["baseline"]["gone"] = -1
    assert len(wrong_in(run)) == 2


@pytest.mark.parametrize("data", ["clean", "seeded"])
def test_a_gate_as_the_schema_has_it(gouji, data):
    base = ROOT / "fixtures" / "datasets"
    words = ("--contract", base / "clean" / "contract.yaml", "--waivers", base / "clean" / "waivers.yaml")
    given = ("gate", base / data, *words, "--reports", ROOT / "fixtures" / "reports", "--format", "json")
    run = json.loads(gouji(*given).out)
    assert unknown_in(run) == set()
    assert run["summary"]["dataset"]["rules"]
    states = ("printed", "rounded", "elsewhere", "different", "absent", "unsourced")
    assert sum(run["summary"]["trace"][s] for s in states) == run["summary"]["trace"]["values"]


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real reports are not at {SHARED}")
def test_the_real_reports(gouji):
    run = run_of(gouji, SHARED)
    assert len(run["documents"]) == 5
    assert unknown_in(run) == set()


def test_positions_slice_to_their_text(gouji, reports):
    from audit.read import read_raw

    (reports / "crlf.txt").write_bytes((reports / "cut.txt").read_text("utf-8").replace("\n", "\r\n").encode("utf-16"))
    (reports / "page.html").write_text(HTML, "utf-8")
    run = run_of(gouji, ".")
    for d in run["documents"]:
        source = read_raw(d["path"]).source
        assert d["chars"] == len(source)
        at = {f["id"]: f for f in d["figures"]}
        for f in d["figures"]:
            if d["format"] != "html":
                assert source[f["start"] : f["end"]] == f["text"]
        for f in (f for f in run["findings"] if f["document"] == d["id"]):
            line = source.count("\n", 0, f["start"]) + 1
            assert (f["line"], f["column"]) == (line, f["start"] - source.rfind("\n", 0, f["start"]))
            for p in f["places"]:
                if p["figure"]:
                    assert (p["start"], p["end"]) == (at[p["figure"]]["start"], at[p["figure"]]["end"])


def test_ids_are_unique_and_members_are_there(gouji):
    run = run_of(gouji, ".")
    figures = [f["id"] for d in run["documents"] for f in d["figures"]]
    relations = [r for d in run["documents"] for r in d["relations"]] + run["relations"]
    ids = [*figures, *(d["id"] for d in run["documents"]), *(r["id"] for r in relations)]
    assert len(ids) == len(set(ids))
    assert {m["figure"] for r in relations for m in r["members"] if "figure" in m} <= set(figures)
    assert {f["relation"] for f in run["findings"]} <= {r["id"] for r in relations}
    held = {m["figure"] for r in relations for m in r["members"] if "figure" in m}
    for d in run["documents"]:
        for f in d["figures"]:
            assert (f["unchecked"] is None) == (f["id"] in held)


def test_findings_are_in_order_and_those_across_reports_last(gouji):
    run = run_of(gouji, ".")
    order = {d["id"]: n for n, d in enumerate(run["documents"])}
    keys = [(order.get(f["document"], 99), f["start"]) for f in run["findings"]]
    assert keys == sorted(keys)
    assert [f["code"] for f in run["findings"]][-1] == "XDR101"
    assert run["findings"][-1]["document"] is None
    assert [r["kind"] for r in run["relations"]] == ["basis"]


def test_jsonl_says_the_same_and_findings_follow_their_report(gouji):
    run = run_of(gouji, ".", "nope.txt")
    lines = [json.loads(x) for x in gouji("check", ".", "nope.txt", "--format", "jsonl").out.splitlines()]
    by: dict[str, list] = {}
    owner = None
    for line in lines:
        kind = line.pop("type")
        by.setdefault(kind, []).append(line)
        owner = line["id"] if kind == "document" else owner
        if kind == "finding" and line["document"]:
            assert line["document"] == owner
    assert by["run"] == [{"schema": run["schema"], "tool": run["tool"]}]
    assert by["document"] == run["documents"]
    assert by["finding"] == run["findings"]
    assert by["failure"] == run["failures"]
    assert by["relation"] == run["relations"]
    assert by["summary"] == [run["summary"]]


def test_the_api_renders_what_the_command_streams(gouji, reports):
    from audit import Config, check
    from audit.report import STREAMED, renderer

    (reports / "d.txt").write_bytes(b"")
    (reports / "z.txt").write_bytes(b"")
    for form in STREAMED:
        told = gouji("check", ".", "nope.txt", "--format", form).out
        run = check([".", "nope.txt"], Config())
        assert renderer(form).render(run, Config()) == told


def test_findings_beyond_the_spool_come_out_whole(gouji, monkeypatch):
    from audit.report import json as writer

    whole = gouji("check", ".", "--format", "json").out
    monkeypatch.setattr(writer, "SPOOL_BYTES", 1)
    assert gouji("check", ".", "--format", "json").out == whole


def test_a_file_name_that_is_no_unicode(gouji, reports):
    import os

    name = os.fsdecode(b"b\xff\xe4d.txt")
    try:
        (reports / name).write_bytes((reports / "cut.txt").read_bytes())
    except OSError:
        pytest.skip("this file system takes no such name")
    answer = gouji("check", name, "--format", "json", "-o", "run.json")
    assert answer.code == 0
    assert json.loads((reports / "run.json").read_text("utf-8"))["documents"][0]["path"] == name
    for form in ("text", "jsonl"):
        assert gouji("check", name, "--format", form).code == 0
    for suffix in ("csv", "jsonl", "xlsx", "parquet"):
        assert gouji("figures", name, "-o", f"f.{suffix}").code == 0


def test_machine_output_is_utf8_whatever_the_terminal_has(reports):
    import os
    import subprocess
    import sys

    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    for form in ("json", "text"):
        argv = [sys.executable, "-m", "audit", "check", "cut.txt", "--format", form]
        done = subprocess.run(argv, cwd=reports, env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        if form == "json":
            assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["title"].startswith("乙县")
        else:
            assert b"RAT102" in done.stdout
