"""The demo runs everything on the reports that come with gouji."""

from __future__ import annotations

import pytest

from audit.cli import demo


def test_on_reports_of_ours(gouji, monkeypatch):
    monkeypatch.setattr(demo, "fixtures", lambda: ["wrong.txt", "cut.txt"])
    answer = gouji("demo")
    assert answer.code == 0
    assert answer.out.startswith("随附的 2 份样例报告")
    assert "RAT101" in answer.out
    assert "gouji explain RAT101" in answer.out
    assert answer.out.index("结论：不可发布") < answer.out.index("结论：可以发布") < answer.out.index("上年未结 + 受理")
    assert gouji("demo", "--lang", "en").out.startswith("2 reports come with gouji")


def test_it_writes_every_output(gouji, reports, monkeypatch):
    monkeypatch.setattr(demo, "fixtures", lambda: ["wrong.txt", "cut.txt"])
    answer = gouji("demo", "-o", "out")
    assert answer.code == 0, answer.err
    assert {p.name for p in (reports / "out").iterdir()} == {name for _, name, _ in demo.OUTPUTS} | {"datasets"}
    assert all(p.stat().st_size for p in (reports / "out").iterdir())
    assert {f"datasets/{p.name}" for p in (reports / "out" / "datasets").iterdir()} >= {n for _, n, _ in demo.DATASETS}
    assert len(answer.out.splitlines()) == len(demo.OUTPUTS) + len(demo.DATASETS)
    # a run over the folder takes none of its own outputs for a report
    assert "holds no report" in gouji("check", "out").err


def test_the_reports_that_come_with_gouji(gouji):
    from audit.errors import ConfigError

    try:
        files = demo.fixtures()
    except ConfigError:
        pytest.skip("fixtures/reports is not written yet")
    answer = gouji("demo")
    assert answer.code == 0
    assert len(files) >= 1
    assert "error" in answer.out


def test_without_them_it_says_so(gouji, monkeypatch, tmp_path):
    import audit

    monkeypatch.setattr(audit, "__file__", str(tmp_path / "audit" / "__init__.py"))
    answer = gouji("demo")
    assert answer.code == 2
    assert "not installed" in answer.err
