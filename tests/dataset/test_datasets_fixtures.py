"""The datasets that come with gouji: they pass or break as their lists say, and trace to our reports."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from audit.config import Config
from audit.dataset.contract import load_contract
from audit.dataset.gate import run_gate
from audit.dataset.read import read_tables
from audit.dataset.trace import trace

ROOT = Path(__file__).parents[2]
DATA = ROOT / "fixtures" / "datasets"
WAIVERS = str(DATA / "clean" / "waivers.yaml")
OWN = {"clean": "clean", "long": "long", "seeded": "clean", "panel": "panel"}


@pytest.fixture(scope="module")
def reports():
    from audit.pipeline import parse
    from audit.read import expand

    return [parse(path) for path in expand([ROOT / "fixtures" / "reports"])]


def gate(data: str, contract: str = "", waivers: str = WAIVERS):
    tables = read_tables(DATA / data)
    own = load_contract(DATA / (contract or OWN[data.split("/")[0]]) / "contract.yaml")
    return run_gate(tables, own, Config(waivers=waivers), locate=False)


def errors(folder: str) -> list[dict[str, str]]:
    with (DATA / folder / "errors.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def key(row: dict[str, str]) -> str:
    return f"{row['地区']} {row['年度']}"


@pytest.mark.parametrize(("data", "contract"), [("clean", "clean"), ("long", "long"), ("long", "clean")])
def test_the_clean_one_passes_and_shows_what_is_waived(data, contract):
    run = gate(data, contract)
    assert not run.run.failures
    assert [f for f in run.findings if not f.waiver] == []
    assert sorted(f.code for f in run.findings) == ["GRN101", "RAT101", "RAT101", "RAT102"]
    assert run.summary["relations"]["ties"] >= 25
    assert len(gate(data, contract, waivers="").findings) == 4


@pytest.mark.parametrize("data", ["clean", "long"])
def test_the_clean_one_traces_to_the_last_value(data, reports):
    out = trace(read_tables(DATA / data), reports, Config())
    cells = [c for row in csv.reader((DATA / "clean" / "counties.csv").open(encoding="utf-8")) for c in row[2:] if c]
    heads = len(next(csv.reader((DATA / "clean" / "counties.csv").open(encoding="utf-8")))) - 2
    assert out.summary["printed"] == out.summary["values"] == len(cells) - heads
    assert out.findings == []
    assert out.nothing == ""


def test_every_seeded_error_is_found_by_the_gate_and_nothing_else():
    found = {(f.code, f.label.split(" · ")[0]) for f in gate("seeded/counties.csv").findings if not f.waiver}
    wanted = {(e["gate"], key(e)) for e in errors("seeded") if e["gate"]}
    twice = {c for c in found if c[0] == "DST104"}
    assert len(twice) == 1
    assert found - twice == {w for w in wanted if w[0] != "DST104"}


def test_every_seeded_error_is_found_by_tracing_and_nothing_else(reports):
    out = trace(read_tables(DATA / "seeded" / "counties.csv"), reports, Config())
    found = {(f.code, f.label) for f in out.findings}
    wanted = {
        (e["trace"], f"{key(e)} · {e['column']}" if e["column"] else key(e)) for e in errors("seeded") if e["trace"]
    }
    assert found == wanted
    shown = {f.label: f for f in out.findings}
    for e in errors("seeded"):
        if e["trace"] == "TRC101":
            assert shown[f"{key(e)} · {e['column']}"].reported == e["is"]


def test_every_kind_of_error_is_seeded():
    kinds = {e["kind"] for e in errors("seeded")}
    assert kinds >= {"digit", "transposition", "dropped", "doubled", "unit", "share", "truncated", "rounded", "hedge"}
    assert kinds >= {"columns", "rows", "bound", "letter", "zero", "twice", "stranger"}
    assert all(e["gate"] or e["trace"] for e in errors("seeded"))


def test_the_panel():
    clean = gate("panel/panel.csv", waivers="")
    assert clean.findings == []
    assert (clean.summary["relations"]["ties"], clean.summary["relations"]["undetermined"]) == (45, 9)
    found = {(f.code, f.label) for f in gate("panel/panel.seeded.csv", waivers="").findings}
    wanted = {(e["gate"], f"{key(e)} · {e['column']}") for e in errors("panel")}
    assert len(wanted) == 5
    assert wanted <= found


def test_the_files_are_what_the_script_writes():
    done = subprocess.run(
        [sys.executable, str(ROOT / "ci" / "make_datasets.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("folder", OWN)
def test_the_packages_describe_their_tables(folder):
    package = json.loads((DATA / folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (DATA / folder / resource["path"]).open(encoding="utf-8", newline="") as text:
            heads = next(csv.reader(text))
        assert [f["name"] for f in resource["schema"]["fields"]] == heads
    assert read_tables(DATA / folder)[0].rows


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "text"])
def test_every_format_takes_findings_of_tracing(form, tmp_path, capfd, monkeypatch):
    from audit.cli import main

    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    out = tmp_path / "out"
    argv = ["gate", str(DATA / "seeded"), "--contract", str(DATA / "clean" / "contract.yaml"), "--select", "TRC"]
    assert main([*argv, "--reports", "fixtures/reports", "--format", form, "-o", str(out), "--quiet"]) == 1
    text = out.read_text("utf-8")
    assert text.count("TRC101") >= 13
    assert "43601件" in text
    capfd.readouterr()
