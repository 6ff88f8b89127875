"""The very scripts of ci/ on a repository made for the test: a clean change passes, a seeded error fails with the right
annotation, a waived one passes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from warm_gouji import client

ROOT = Path(__file__).parents[2]
BASH = "/bin/bash"

CLEAN = """甲县2023年法治政府建设年度报告

一、主要举措和成效

行政争议调解中心调解案件50件，成功调解40件，调解成功率80%。

甲县人民政府
2024年1月20日
"""
SEEDED = CLEAN.replace("80%", "85%")
REPORT = "reports/2023 甲县.txt"

pytestmark = pytest.mark.skipif(not Path(BASH).exists(), reason="SKIPPED: no bash, the scripts of ci/ cannot be run")


def yaml(path):
    from ruamel.yaml import YAML

    return YAML(typ="safe").load((ROOT / path).read_text("utf-8"))


class Repository:
    """A repository with one report, and gouji on its PATH as an installed command would be."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder / "repository"
        self.outside = folder
        (self.folder / "reports").mkdir(parents=True)
        (self.folder / ".git").mkdir()
        self.write(CLEAN)
        tools = folder / "tools"
        tools.mkdir()
        client(tools / "gouji", address)
        keep = ("HOME", "LANG", "TMPDIR")
        self.environment = {k: v for k, v in os.environ.items() if k in keep} | {"PATH": f"{tools}:/usr/bin:/bin"}

    def write(self, text: str, path: str = REPORT) -> None:
        (self.folder / path).write_text(text, "utf-8")

    def run(self, *argv: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            argv,
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def waive(self, reason: str = "口径不同，已核实") -> None:
        done = self.run("gouji", "waive", "reports", "--code", "RAT101", "--reason", reason, "--today", "2026-01-01")
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a warm gouji."""
    address = str(tmp_path_factory.mktemp("warm") / "socket")
    command = [sys.executable, str(Path(__file__).with_name("warm_gouji.py")), address]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout.readline() == "ready\n"
        yield address
        process.terminate()


@pytest.fixture
def repository(tmp_path, server):
    return Repository(tmp_path, server)


class TestGitHub:
    """ci/bin/github.sh, with the environment that ci/github/action.yml gives it."""

    def step(self, repository: Repository, **inputs: str) -> tuple[subprocess.CompletedProcess, dict[str, str], str]:
        """Run the step of the action that audits: (process, outputs, the job's page)."""
        action = yaml("ci/github/action.yml")
        defaults = {name: str(x.get("default", "")) for name, x in action["inputs"].items()}
        given = defaults | {"paths": "reports"} | {k.replace("_", "-"): v for k, v in inputs.items()}
        step = action["runs"]["steps"][-1]
        environment = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda m: given[m[1]], text)
            for name, text in step["env"].items()
        }
        page, output = repository.outside / "page.md", repository.outside / "output.txt"
        page.write_text("")
        output.write_text("")
        done = repository.run(
            BASH, "-c", step["run"], **environment, GITHUB_ACTION_PATH=str(ROOT / "ci/github"), GITHUB_ACTIONS="true",
            GITHUB_WORKSPACE=str(repository.folder), GITHUB_STEP_SUMMARY=str(page), GITHUB_OUTPUT=str(output),
        )  # fmt: skip
        outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return done, outputs, page.read_text("utf-8")

    def test_a_clean_change_passes(self, repository):
        done, outputs, page = self.step(repository)
        assert done.returncode == 0, done.stdout + done.stderr
        assert outputs == {"exit-code": "0"}
        assert "::error" not in done.stdout
        assert "✅" in page

    def test_a_seeded_error_fails_with_its_annotation(self, repository):
        repository.write(SEEDED)
        done, outputs, page = self.step(repository)
        assert done.returncode == 1
        assert outputs["exit-code"] == "1"
        (line,) = [x for x in done.stdout.splitlines() if x.startswith("::error ")]
        place = SEEDED.splitlines()[4].index("85%") + 1
        head = f"::error file={REPORT},line=5,col={place},endColumn={place + 3},title=RAT101 "
        assert line.startswith(head), line
        assert "40 ÷ 50 = 80%25" in line
        assert "❌" in page
        assert "RAT101" in page

    def test_a_waived_one_passes_and_stays_visible(self, repository):
        repository.write(SEEDED)
        repository.waive()
        done, outputs, page = self.step(repository)
        assert (done.returncode, outputs["exit-code"]) == (0, "0"), done.stdout + done.stderr
        (line,) = [x for x in done.stdout.splitlines() if "RAT101" in x]
        assert line.startswith("::notice ")
        assert "口径不同" in line
        assert "口径不同" in page

    def test_a_waiver_does_not_cover_the_next_error(self, repository):
        repository.write(SEEDED)
        repository.waive()
        repository.write(CLEAN.replace("80%", "86%"))
        done, _, _ = self.step(repository)
        assert done.returncode == 1
        assert "86%25" in done.stdout
        assert "GAT102" in done.stdout

    def test_a_baseline_lets_the_old_one_pass(self, repository):
        repository.write(SEEDED)
        assert repository.run("gouji", "baseline", "reports", "-o", "gouji-baseline.json").returncode == 0
        assert self.step(repository, baseline="gouji-baseline.json")[0].returncode == 0
        repository.write(SEEDED.replace("50件", "60件"))
        assert self.step(repository, baseline="gouji-baseline.json")[0].returncode == 1

    def test_other_formats_of_the_same_run(self, repository):
        repository.write(SEEDED)
        done, outputs, _ = self.step(repository, sarif="out.sarif", junit="out.xml", json="out.json")
        assert done.returncode == 1
        assert (outputs["sarif"], outputs["junit"], outputs["json"]) == ("out.sarif", "out.xml", "out.json")
        (result,) = [
            r
            for r in json.loads((repository.folder / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
            if r["level"] == "error"
        ]
        assert (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            == "reports/2023%20%E7%94%B2%E5%8E%BF.txt"
        )
        assert 'failures="1"' in (repository.folder / "out.xml").read_text("utf-8")
        findings = json.loads((repository.folder / "out.json").read_text("utf-8"))["findings"]
        assert [f["fingerprint"] for f in findings if f["severity"] == "error"] == [
            result["partialFingerprints"]["gouji/v1"]
        ]

    def test_paths_are_lines_and_may_hold_spaces_and_patterns(self, repository):
        repository.write(SEEDED)
        assert self.step(repository, paths=f"\n  {REPORT}  \n")[0].returncode == 1
        assert self.step(repository, paths="reports/*甲县.txt")[0].returncode == 1

    @pytest.mark.parametrize("hostile", ["$(touch x)", "`touch x`", "; touch x", "a\n$(touch x)", "--output=x"])
    def test_no_input_is_run(self, repository, hostile):
        done, _, _ = self.step(repository, paths=hostile, select="", waivers="")
        assert done.returncode == 2, done.stdout
        done, _, _ = self.step(repository, suite=hostile)
        assert done.returncode == 2
        assert not (repository.folder / "x").exists()

    def test_without_paths_it_says_so(self, repository):
        done, _, _ = self.step(repository, paths=" \n ")
        assert (done.returncode, "no path was given" in done.stdout) == (2, True)

    def test_an_unreadable_report_fails_and_the_rest_is_audited(self, repository):
        repository.write(SEEDED)
        (repository.folder / "reports" / "空.txt").write_text("")
        done, outputs, page = self.step(repository)
        assert (done.returncode, outputs["exit-code"]) == (2, "2")
        assert "::error file=reports/空.txt,title=gouji%3A unreadable input::" in done.stdout
        assert "RAT101" in done.stdout
        assert "⚠️" in page

    def test_a_subfolder_is_named_from_the_root_of_the_checkout(self, repository):
        repository.write(SEEDED)
        repository.folder = repository.folder / "reports"
        done, _, _ = self.step(repository, paths=".")
        # the workspace is one level up from where the step works
        done = repository.run(
            BASH,
            str(ROOT / "ci/bin/github.sh"),
            INPUT_PATHS=".",
            GITHUB_ACTIONS="true",
            GITHUB_WORKSPACE=str(repository.folder.parent),
        )
        assert f"::error file={REPORT},line=5" in done.stdout

    def test_the_action_and_the_script_know_the_same_inputs(self):
        action = yaml("ci/github/action.yml")
        script = (ROOT / "ci/bin/github.sh").read_text("utf-8")
        steps = action["runs"]["steps"]
        given = set(steps[-1]["env"])
        assert set(re.findall(r"INPUT_[A-Z_]+", script)) - {"INPUT_"} == given
        used = {m for text in steps[-1]["env"].values() for m in re.findall(r"inputs\.([a-z-]+)", text)}
        assert used | {"working-directory", "python-version", "install"} == set(action["inputs"])
        assert not [s for s in steps if "${{" in s.get("run", "")], "an input is part of a command"
        outputs = {m for x in action["outputs"].values() for m in re.findall(r"outputs\.([a-z-]+)", x["value"])}
        assert outputs == {"exit-code", "sarif", "junit", "json"}

    def test_the_install_script_installs_this_checkout(self, repository):
        log = repository.outside / "log"
        python = repository.outside / "tools" / "python"
        # a Python that makes the environment it is asked for out of itself, and notes what it is called with
        python.write_text(
            f'#!/bin/sh\necho "$@" >>"{log}"\nif [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n'
            f'if [ "$1" = -c ]; then exec "{sys.executable}" "$@"; fi\n'
        )
        python.chmod(0o755)
        path = repository.outside / "path.txt"
        temp = repository.outside / "runner"
        done = repository.run(
            BASH, str(ROOT / "ci/bin/install.sh"), PYTHON=str(python), RUNNER_TEMP=str(temp), GITHUB_PATH=str(path)
        )
        assert done.returncode == 0, done.stderr
        assert log.read_text().splitlines()[-1] == f"-m pip install --quiet --disable-pip-version-check {ROOT}"
        assert path.read_text().strip() == f"{temp}/gouji-environment/bin"


class TestGitLab:
    """The script of ci/gitlab/gouji.yml."""

    def job(self, repository: Repository, **variables: str) -> subprocess.CompletedProcess:
        job = yaml("ci/gitlab/gouji.yml")["gouji"]
        environment = {k: str(v) for k, v in job["variables"].items()} | variables
        # as the runner does: every line of the script, ended by the first that fails; sh, which slim images have
        script = "set -eu\n" + "\n".join(job["script"])
        return repository.run("/bin/sh", "-c", script, **environment, CI="true", CI_PROJECT_DIR=str(repository.folder))

    def issues(self, repository: Repository) -> list[dict]:
        return json.loads((repository.folder / "gl-code-quality-report.json").read_text("utf-8"))

    def test_a_clean_change_passes(self, repository):
        done = self.job(repository)
        assert done.returncode == 0, done.stderr
        assert not [i for i in self.issues(repository) if i["severity"] != "info"]

    def test_a_seeded_error_fails_with_its_place(self, repository):
        repository.write(SEEDED)
        done = self.job(repository)
        assert done.returncode == 1
        (issue,) = [i for i in self.issues(repository) if i["severity"] == "critical"]
        assert issue["location"] == {"path": REPORT, "lines": {"begin": 5, "end": 5}}
        assert issue["check_name"].startswith("RAT101")
        assert "RAT101" in done.stdout, "the log shows it too"

    def test_a_waived_one_passes_and_stays_visible(self, repository):
        repository.write(SEEDED)
        repository.waive()
        done = self.job(repository)
        assert done.returncode == 0, done.stderr
        (issue,) = [i for i in self.issues(repository) if i["check_name"].startswith("RAT101")]
        assert (issue["severity"], "口径不同" in issue["description"]) == ("info", True)

    def test_with_a_cold_command(self, repository):
        """Once as a user's job runs it: a process of its own."""
        repository.write(SEEDED)
        command = repository.outside / "tools" / "gouji"
        command.write_text(
            f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" '
            '-c "import sys; from audit.cli import main; sys.exit(main())" "$@"\n'
        )
        done = self.job(repository)
        assert done.returncode == 1
        assert [i["check_name"].split()[0] for i in self.issues(repository) if i["severity"] == "critical"] == [
            "RAT101"
        ]

    def test_variables(self, repository):
        repository.write(SEEDED)
        assert self.job(repository, GOUJI_FAIL_ON="never").returncode == 0
        assert self.job(repository, GOUJI_OPTIONS="--select\nDOC").returncode == 0
        assert self.job(repository, GOUJI_PATHS=f"{REPORT}\nreports/*.txt").returncode == 1
        assert self.job(repository, GOUJI_PATHS="$(touch x)").returncode == 2
        assert not (repository.folder / "x").exists()

    def test_what_the_job_keeps_is_what_it_writes(self, repository):
        self.job(repository)
        artifacts = yaml("ci/gitlab/gouji.yml")["gouji"]["artifacts"]
        kept = {*artifacts["reports"].values(), *artifacts["paths"]}
        assert kept == {"gl-code-quality-report.json", "gouji-junit.xml", "gouji.sarif"}
        assert all((repository.folder / name).is_file() for name in kept)
        assert artifacts["when"] == "always"


class TestPreCommit:
    """The hooks of .pre-commit-hooks.yaml, called as pre-commit calls them."""

    def hook(
        self, repository: Repository, name: str, *files: str, args: list[str] | None = None
    ) -> subprocess.CompletedProcess:
        hook = next(h for h in yaml(".pre-commit-hooks.yaml") if h["id"] == name)
        chosen = [f for f in files if re.search(hook["files"], f)]
        if not chosen:
            pytest.fail("pre-commit would not run the hook")
        given = args if args is not None else hook.get("args", [])
        return repository.run(*hook["entry"].split(), *given, *(chosen if hook.get("pass_filenames", True) else []))

    @pytest.mark.parametrize("name", ["gouji", "gouji-all"])
    def test_clean_seeded_waived(self, repository, name):
        assert self.hook(repository, name, REPORT).returncode == 0
        repository.write(SEEDED)
        done = self.hook(repository, name, REPORT)
        assert done.returncode == 1
        assert f"{REPORT}:5:" in done.stdout
        assert "RAT101" in done.stdout
        repository.waive()
        done = self.hook(repository, name, REPORT)
        assert done.returncode == 0, done.stdout
        assert "口径不同" in done.stdout

    def test_only_the_files_of_the_commit_are_judged(self, repository):
        repository.write(SEEDED)
        repository.waive()
        repository.write(CLEAN.replace("甲县", "乙县"), "reports/乙县.txt")
        done = self.hook(repository, "gouji", "reports/乙县.txt")
        assert done.returncode == 0
        assert "GAT" not in done.stdout, "waivers of other reports are not stale"

    def test_which_files_it_takes(self):
        hook = next(h for h in yaml(".pre-commit-hooks.yaml") if h["id"] == "gouji")
        taken = [
            f
            for f in ("a.txt", "b.MD", "c/d.docx", "e.html", "f.htm", "g.py", "h.txt.bak", "i.pdf")
            if re.search(hook["files"], f)
        ]
        assert taken == ["a.txt", "b.MD", "c/d.docx", "e.html", "f.htm"]
        assert hook["require_serial"], "one process, so that reports are compared"
