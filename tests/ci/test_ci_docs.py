"""The pages about CI and waivers say what is so: commands parse, inputs exist, examples are what gouji writes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("ci-github", "ci-gitlab", "pre-commit", "waivers")


def page(name):
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def blocks(name, language):
    return re.findall(rf"```{language}\n(.*?)```", page(name), re.S)


def yaml(text):
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(text)


COMMANDS = [line[2:] for name in PAGES for block in blocks(name, "console") for line in block.splitlines()]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_parses(line):
    from audit.cli.arguments import parse_arguments

    program, *words = shlex.split(line)
    assert program == "gouji"
    module, _ = parse_arguments(words)
    assert module is not None


def test_there_are_commands_to_test():
    assert len(COMMANDS) >= 8


def test_the_action_page_names_every_input_and_output():
    action = yaml((ROOT / "ci/github/action.yml").read_text("utf-8"))
    chinese, english = page("ci-github").split("## English")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in chinese, name
    for name in action["inputs"]:
        assert f"`{name}`" in english, name
    used = [
        s["with"] for b in blocks("ci-github", "yaml")[:1] for s in yaml(b)["jobs"]["figures"]["steps"] if "with" in s
    ]
    assert used
    assert all(set(w) <= set(action["inputs"]) for w in used)
    defaults = {name: str(x.get("default", "")) for name, x in action["inputs"].items()}
    for name in ("fail-on", "python-version", "install"):
        assert re.search(rf"\| `{name}` \|.*\| {re.escape(defaults[name])} \|", chinese), name


def test_the_gitlab_page_names_every_variable():
    variables = yaml((ROOT / "ci/gitlab/gouji.yml").read_text("utf-8"))["gouji"]["variables"]
    ours = {name for name in variables if name.startswith("GOUJI_")}
    assert ours == set(re.findall(r"^\| `(GOUJI_\w+)` \|", page("ci-gitlab"), re.M))
    (first, *_) = blocks("ci-gitlab", "yaml")
    assert set(yaml(first)["gouji"]["variables"]) <= ours


def test_the_hooks_page_names_every_hook():
    hooks = {h["id"] for h in yaml((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert hooks == set(re.findall(r"^\| `([\w-]+)` \|", page("pre-commit"), re.M))


def test_the_example_of_a_waiver_is_what_the_command_writes(tmp_path, monkeypatch):
    from audit.cli import main
    from audit.gate.waivers import read

    report = (
        "甲县2023年法治政府建设年度报告\n\n一、主要举措和成效\n\n"
        "行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。\n\n甲县人民政府\n2024年1月20日\n"
    )
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "甲县.txt").write_text(report, "utf-8")
    monkeypatch.chdir(tmp_path)
    (shown,) = (b for b in blocks("waivers", "yaml") if "waivers:" in b)
    _, *words = shlex.split(COMMANDS[[c.startswith("gouji waive") for c in COMMANDS].index(True)])
    assert main([*words, "--today", "2026-03-01"]) == 0
    written = tmp_path / ".gouji-waivers.yaml"
    made = written.read_text("utf-8")
    made = "".join(line for line in made.splitlines(keepends=True) if not line.startswith("#"))
    assert re.sub(r"fingerprint: \w+", "", made) == re.sub(r"fingerprint: \w+", "", shown)
    assert read(written)[0].code == "RAT102"


def test_the_keys_of_a_waiver_are_all_explained():
    from audit.gate.waivers import KEYS

    rows = "\n".join(line for line in page("waivers").splitlines() if line.startswith("|"))
    assert all(f"`{key}`" in rows for key in KEYS)
