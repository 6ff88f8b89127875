"""The scaffold writes a check that runs as it stands, and overwrites nothing."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from expectations.arithmetic import all_kinds, judge_frame
from expectations.arithmetic.verdicts import unpack
from expectations.catalogue import catalogue
from expectations.examples import SECTIONS, examples_of, sections_of
from expectations.loading import expectation_class
from expectations.scaffold import main


@pytest.mark.parametrize("frame", sorted({rule.frame for rule in catalogue()}))
def test_a_new_check_runs(tmp_path, frame, capsys):
    number = 900 + sorted(all_kinds()).index(frame)
    arguments = [f"ABC{number}", f"new-{frame.replace('_', '-')}", "--frame", frame]
    arguments += ["--checks", str(tmp_path / "checks"), "--cases", str(tmp_path / "cases")]
    assert main(arguments) == 0
    assert capsys.readouterr().out.count("\n") == 2
    rule = next(rule for rule in catalogue([tmp_path / "checks"]) if rule.code == f"ABC{number}")
    assert (rule.status, rule.frame, rule.severity) == ("preview", frame, "warning")
    assert tuple(sections_of(rule.doc)) == ("", *SECTIONS)
    assert expectation_class(rule).code == rule.code
    for example in examples_of(rule.doc, frame, all_kinds()[frame].columns):
        judged = judge_frame(example.frame, pd.DataFrame([example.row]))
        assert unpack(int(judged.packed[0])) == (example.verdict, example.how)
    cases = [json.loads(line) for line in (tmp_path / "cases" / f"{rule.code}.jsonl").read_text().splitlines()]
    assert {case["verdict"] for case in cases} == {"breaks", "ties", "silent"}
    assert main(arguments) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["RAT101", "some-name"], "RAT101 is rate-does-not-recompute already"),
        (["RATE1", "some-name"], "is called like"),
        (["ABC999", "Some Name"], "is called like"),
        (["ABC999", "some-name", "--frame", "rats"], "no check judges a frame 'rats'"),
    ],
)
def test_what_does_not_fit(arguments, message, tmp_path, capsys):
    assert main([*arguments, "--checks", str(tmp_path), "--cases", str(tmp_path)]) == 2
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
