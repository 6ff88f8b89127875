"""The API in Python: settings are held to the rules of a file, and what it returns is shown on a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import Config, check
from audit.config import with_options
from audit.errors import ConfigError

WRONG = [
    ({"lang": "fr"}, "lang must be one of zh, en, not 'fr'"),
    ({"fail_on": "x"}, "fail_on must be one of error, warning, info, never, not 'x'"),
    ({"engine": "spark"}, "engine must be one of local, not 'spark'"),
    ({"jobs": "2"}, "jobs must be a number"),
    ({"jobs": True}, "jobs must be a number"),
    ({"select": 3}, "select must be a list of strings"),
    ({"ignore": (1,)}, "ignore must be a list of strings"),
    ({"waivers": None}, "waivers must be a string"),
    ({"today": "soon"}, "today is not a date such as 2026-01-31: 'soon'"),
]


@pytest.mark.parametrize(("settings", "said"), WRONG, ids=[str(s) for s, _ in WRONG])
def test_a_setting_that_is_not_understood_is_named_with_its_choices(settings, said):
    with pytest.raises(ConfigError) as error:
        Config(**settings)
    assert str(error.value) == said
    if None not in settings.values():
        with pytest.raises(ConfigError):
            with_options(Config(), **settings)


def test_what_python_code_may_write():
    assert Config(select="RAT").select == Config(select=["RAT"]).select == ("RAT",)
    assert Config(waivers=Path("a.yaml")).waivers == "a.yaml"
    assert hash(Config(checks=[Path("x.py")])) == hash(Config(checks=("x.py",)))


def test_what_is_returned_is_shown_on_a_line(tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(
            f"甲县2023年度工作报告\n\n调解案件5{n}件，成功调解41件，调解成功率77.35%。\n", "utf-8"
        )
    run = check(tmp_path, Config(fail_on="never"))
    audited = run.documents[0]
    assert repr(run).startswith("Run(documents=3, relations=0, findings=")
    assert repr(audited).startswith("Audited('d1', '")
    assert "relations=1" in repr(audited)
    assert repr(audited.parsed).startswith("Parsed('")
    assert "figures=3" in repr(audited.parsed)
    assert all(len(repr(x)) < 120 + len(str(tmp_path)) for x in (run, audited, audited.parsed))
