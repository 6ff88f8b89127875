"""What users add from outside our folders: lexicon rows, checks by folder and by entry point, suites."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = '''"""A rate that rounding does not give, in our office's words.

## What it does

Speaks where RAT101's arithmetic fails by more than truncation.

## Why it matters

Our office sends such reports back.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 调解53件，成功41件，成功率78.35% | num=41 den=53 rep=7835 scale=100 per=100 | breaks off |
| 调解53件，成功41件，成功率77.36% | num=41 den=53 rep=7736 scale=100 per=100 | ties half_up |

## Needs

The rows of RAT101.

## Stays silent

Where RAT102 speaks.

## Source

An office manual.

## 中文

本单位用语。
"""

from expectations.forms import RatesExpectation, gx_severity

CODE = "USR101"
NAME = "rate-sent-back"
TITLE = {"zh": "退回修改", "en": "Sent back"}
FRAME = "rates"
SEVERITY = "error"
STATUS = "stable"
ALSO_FOR = ("RAT101",)
SPEAKS = ("off",)
MESSAGE = {
    "zh": "{label} {reported} 退回修改：{formula}，应为 {expected}{detail}",
    "en": "{label} {reported} goes back: {formula}, {expected}{detail}",
}
HELP = {"zh": "退回报送单位。", "en": "Send it back."}


class ExpectRatesNotToBeSentBack(RatesExpectation):
    """Expect no rate that has to go back."""

    code = CODE
    title = TITLE["en"]
    also_for = ALSO_FOR
    speaks = SPEAKS
    severity = gx_severity(SEVERITY)
'''


def codes(gouji, *argv) -> dict[str, str]:
    """Code -> severity of the findings."""
    return {f["code"]: f["severity"] for f in json.loads(gouji("check", *argv, "--format", "json").out)["findings"]}


def test_a_lexicon_row_changes_the_declared_base(gouji, reports):
    assert "SCP101" in codes(gouji, "closed.txt")
    assert "SCP101" not in codes(gouji, "filed.txt")
    (reports / "mine.yaml").write_text("rates:\n  - rate: 败诉率\n    declared: [审结, 结案, 办结]\n", "utf-8")
    (reports / "gouji.toml").write_text('lexicon = ["mine.yaml"]\n', "utf-8")
    for jobs in (1, 2):
        assert "SCP101" not in codes(gouji, "closed.txt", "clean.txt", "--jobs", jobs)
        assert "SCP101" in codes(gouji, "filed.txt", "clean.txt", "--jobs", jobs)
    (reports / "gouji.toml").write_text("", "utf-8")
    assert "SCP101" in codes(gouji, "closed.txt")


def test_a_lexicon_word_makes_a_figure(gouji, reports):
    (reports / "unit.txt").write_text("甲县2023年工作情况\n\n全年归档7宗卷。\n", "utf-8")
    before = gouji("figures", "unit.txt").out
    (reports / "mine.yaml").write_text("units:\n  count: [宗卷]\n", "utf-8")
    (reports / "gouji.toml").write_text('lexicon = ["mine.yaml"]\n', "utf-8")
    after = gouji("figures", "unit.txt").out
    assert "7宗卷" not in before
    assert ",7宗卷,7," in after


def test_a_folder_of_checks_adds_a_code_that_fires(gouji, reports):
    (reports / "checks").mkdir()
    (reports / "checks" / "usr101_rate_sent_back.py").write_text(CHECK, "utf-8")
    assert "USR101" not in codes(gouji, "wrong.txt")
    (reports / "gouji.toml").write_text('checks = ["checks"]\n', "utf-8")
    assert codes(gouji, "wrong.txt")["USR101"] == "error"
    assert codes(gouji, "wrong.txt", "--select", "USR") == {"USR101": "error"}
    assert "USR101" not in codes(gouji, "cut.txt", "clean.txt")
    answer = gouji("check", "wrong.txt")
    assert answer.code == 1
    assert "USR101 error 调解成功率 97.87% 退回修改" in answer.out
    assert "退回报送单位。" in answer.out
    assert "USR101" in gouji("rules").out
    assert "本单位用语" in gouji("explain", "USR101").out


def test_an_entry_point_adds_one_too(reports, tmp_path):
    site = tmp_path / "site"
    (site / "office_checks").mkdir(parents=True)
    (site / "office_checks" / "__init__.py").write_text("", "utf-8")
    (site / "office_checks" / "usr101_rate_sent_back.py").write_text(CHECK, "utf-8")
    info = site / "office_checks-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: office-checks\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[gouji.checks]\noffice = office_checks\n", "utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    argv = [sys.executable, "-m", "audit", "check", "wrong.txt", "--format", "json"]
    done = subprocess.run(argv, cwd=reports, env=env, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    assert "USR101" in {f["code"] for f in json.loads(done.stdout)["findings"]}


def test_a_suite_lowers_a_severity_and_leaves_checks_out(gouji, reports):
    suite = json.loads((ROOT / "expectations/suites/general.json").read_text("utf-8"))
    suite["name"] = "office"
    kept = [e for e in suite["expectations"] if e["meta"]["code"] in ("RAT101", "RAT102")]
    for e in kept:
        if e["meta"]["code"] == "RAT101":
            e["severity"] = "info"
    suite["expectations"] = kept
    (reports / "suites").mkdir()
    (reports / "suites" / "office.json").write_text(json.dumps(suite, ensure_ascii=False), "utf-8")
    (reports / "gouji.toml").write_text('suites = ["suites"]\nsuite = "office"\n', "utf-8")
    assert codes(gouji, "wrong.txt", "cut.txt", "closed.txt") == {"RAT101": "info", "RAT102": "warning"}
    assert gouji("check", "wrong.txt").code == 0
    assert codes(gouji, "wrong.txt", "--suite", "general")["RAT101"] == "error"
    assert codes(gouji, "wrong.txt", "--suite", "suites/office.json")["RAT101"] == "info"
    assert "RAT101" in gouji("rules", "--suite", "office").out
    assert "SUM101" not in gouji("rules", "--suite", "office").out


@pytest.mark.parametrize(
    ("config", "files", "said"),
    [
        ('checks = ["nowhere"]', {}, "no such folder of checks"),
        (
            'checks = ["checks"]',
            {"checks/usr101_rate_sent_back.py": CHECK.replace("CODE = ", "KODE = ")},
            "no literal CODE",
        ),
        ('checks = ["checks"]', {"checks/usr101_other.py": CHECK}, "must be called usr101_rate_sent_back.py"),
        ('checks = ["checks"]', {"checks/usr101_rate_sent_back.py": CHECK.replace("USR101", "RAT101")}, "RAT101"),
        ('suites = ["nowhere"]', {}, "no such file or folder of suites"),
        ('suite = "s.json"', {"s.json": '{"name": "s", "expectations": []}'}, "the suite checks nothing"),
        ('suite = "s.json"', {"s.json": '{"name": "s", "expectations": [{"type": "expect_magic"}]}'}, "expect_magic"),
        ('lexicon = ["nowhere.yaml"]', {}, "cannot be read"),
    ],
)
def test_what_is_wrong_in_them_is_said_before_any_work(gouji, reports, config, files, said):
    for name, text in files.items():
        (reports / name).parent.mkdir(exist_ok=True)
        (reports / name).write_text(text, "utf-8")
    (reports / "gouji.toml").write_text(config + "\n", "utf-8")
    answer = gouji("check", "clean.txt")
    assert answer.code == 2, answer
    assert said in answer.err
    assert answer.out == ""
