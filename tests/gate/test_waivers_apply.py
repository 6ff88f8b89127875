"""What a waiver covers: its finding and its values, until its last day; and what is said when it no longer does."""

from __future__ import annotations

import datetime

import pytest
from gate_reports import REPORT, of

from audit import check
from audit.config import Config
from audit.errors import ConfigError
from audit.gate.select import exit_of
from audit.gate.waivers import apply, read

DAY = datetime.date(2026, 6, 30)


def waive(corpus, f, name=".gouji-waivers.yaml", **more):
    """Write one waiver by hand."""
    entry = {
        "fingerprint": f.fingerprint,
        "code": f.code,
        "place": f"reports/甲县.txt:{f.line}",
        "label": f.label,
        "reason": "已核实",
    }
    lines = [
        f'{"- " if n == 0 else "  "}{key}: "{value}"' for n, (key, value) in enumerate((entry | more).items()) if value
    ]
    path = corpus / name
    path.write_text("waivers:\n" + "\n".join(lines) + "\n", "utf-8")
    return str(path)


def run(file, today=DAY, **settings):
    return check("reports", Config(waivers=file, today=today.isoformat() if today else "", **settings))


@pytest.fixture
def found(corpus):  # noqa: ARG001 - it is the current folder
    """The open findings, by code."""
    by = {f.code: f for f in check("reports").findings}
    assert set(by) == {"RAT102", "RAT101", "SUM101"}
    assert by["RAT101"].severity == "error"
    return by


def test_a_waived_finding_stays_and_does_not_count(corpus, found):
    before = check("reports")
    after = run(waive(corpus, found["RAT102"], owner="张三", date="2026-01-01", expires="2026-06-30"))
    assert [f.fingerprint for f in after.findings] == [f.fingerprint for f in before.findings]
    (f,) = of(after.findings, "RAT102")
    assert f.waiver == {
        "kind": "waiver",
        "reason": "已核实",
        "owner": "张三",
        "date": "2026-01-01",
        "expires": "2026-06-30",
        "file": ".gouji-waivers.yaml",
        "line": 2,
    }
    assert after.summary["waived"] == 1
    assert after.summary["findings"]["warning"] == before.summary["findings"]["warning"] - 1
    assert "RAT102" not in after.summary["codes"]
    assert [x.waiver for x in after.documents[1].findings if x.code == "RAT102"] == [f.waiver], (
        "in the report's own list too"
    )


def test_the_exit_code_follows(corpus, found):
    assert exit_of(check("reports").summary, "error") == 1
    assert exit_of(run(waive(corpus, found["RAT101"])).summary, "error") == 0


def test_a_changed_value_opens_it_again(corpus, found):
    file = waive(corpus, found["RAT102"])
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("77.35%", "77.3%"), "utf-8")
    after = run(file)
    (again,) = [f for f in after.findings if f.label == found["RAT102"].label and f.code.startswith("RAT")]
    assert again.reported == "77.3%"
    assert not again.waiver
    (stale,) = of(after.findings, "GAT102")
    assert (stale.path, stale.line, stale.severity) == (".gouji-waivers.yaml", 2, "warning")


def test_a_changed_value_of_the_same_check_is_named(corpus, found):
    file = waive(corpus, found["RAT101"])
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("70%", "71%"), "utf-8")
    (stale,) = of(run(file).findings, "GAT102")
    assert "现为 71%" in stale.message


def test_a_changed_figure_of_the_arithmetic_opens_it_too(corpus, found):
    file = waive(corpus, found["RAT101"])
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("办结30件", "办结31件"), "utf-8")
    assert not any(f.waiver for f in run(file).findings)


def test_moving_the_line_does_not(corpus, found):
    file = waive(corpus, found["RAT102"])
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("一、主要", "为了说明情况。\n\n一、主要"), "utf-8")
    (f,) = of(run(file).findings, "RAT102")
    assert f.waiver
    assert f.line == found["RAT102"].line + 2


@pytest.mark.parametrize(
    ("expires", "covered"), [("2026-06-29", False), ("2026-06-30", True), ("2026-07-01", True), ("", True)]
)
def test_the_last_day_counts(corpus, found, expires, covered):
    after = run(waive(corpus, found["RAT101"], expires=expires))
    (f,) = of(after.findings, "RAT101")
    assert bool(f.waiver) == covered
    late = of(after.findings, "GAT101")
    assert len(late) == (not covered)
    if late:
        assert expires in late[0].message
        assert after.findings[-1] is late[0], "the gate speaks last"
        assert after.summary["codes"]["GAT101"] == 1
        assert exit_of(after.summary, "warning") == 1


def test_a_mended_report_leaves_a_stale_waiver(corpus, found):
    file = waive(corpus, found["RAT101"])
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("70%", "75%"), "utf-8")
    after = run(file)
    assert not of(after.findings, "RAT101")
    assert len(of(after.findings, "GAT102")) == 1
    assert not of(after.findings, "GAT101")


@pytest.mark.parametrize("more", [{"code": "RAT102"}, {"values": "[1件, 2件]"}])
def test_an_entry_that_misleads_its_readers_covers_nothing(corpus, found, more):
    file = waive(corpus, found["RAT101"], **more)
    text = (corpus / ".gouji-waivers.yaml").read_text("utf-8").replace('"[1件, 2件]"', "[1件, 2件]")
    (corpus / ".gouji-waivers.yaml").write_text(text, "utf-8")
    after = run(file)
    assert not any(f.waiver for f in after.findings)
    (stale,) = of(after.findings, "GAT102")
    assert "代码或数值" in stale.message


def test_reports_that_are_not_in_the_run_are_left_alone(corpus, found):
    file = waive(corpus, found["RAT101"], expires="2026-01-01")
    only = check("reports/乙县.txt", Config(waivers=file, today=DAY.isoformat()))
    assert not [f for f in only.findings if f.code.startswith("GAT")]


def test_a_report_that_is_gone_leaves_a_stale_waiver(corpus, found):
    file = waive(corpus, found["RAT101"])
    (corpus / "reports/甲县.txt").unlink()
    (stale,) = of(run(file).findings, "GAT102")
    assert "报告已不在" in stale.message


def test_checks_that_are_not_run_are_left_alone(corpus, found):
    file = waive(corpus, found["RAT101"])
    assert not of(run(file, select=("SUM", "GAT")).findings, "GAT102")
    assert not of(run(file, ignore=("RAT",)).findings, "GAT102")


def test_the_gates_own_findings_can_be_left_out(corpus, found):
    file = waive(corpus, found["RAT101"], expires="2026-01-01")
    assert of(run(file).findings, "GAT101")
    assert not of(run(file, ignore=("GAT",)).findings, "GAT101")
    assert not of(run(file, select=("RAT",)).findings, "GAT101")


@pytest.mark.parametrize("code", ["GAT", "GAT101"])
def test_the_gates_own_findings_can_be_selected_alone(corpus, found, code):
    file = waive(corpus, found["RAT101"], expires="2026-01-01")
    assert [f.code for f in run(file, select=(code,)).findings] == ["GAT101"]
    file = waive(corpus, found["RAT101"])
    assert not run(file, select=(code,)).findings, "it is in force, and says nothing"


def test_selected_alone_they_are_in_the_summary(corpus, found, gouji):
    file = waive(corpus, found["RAT101"], expires="2026-01-01")
    code, out, _ = gouji("check", "reports", "--select", "GAT", "--waivers", file, "--fail-on", "warning")
    assert (code, "GAT101" in out, "未发现不符" in out) == (1, True, False), out


def test_paths_of_entries_count_from_their_file(corpus, found):
    (corpus / "conf").mkdir()
    (corpus / "reports/甲县.txt").write_text(REPORT.replace("70%", "75%"), "utf-8")
    file = waive(corpus, found["RAT101"], name="conf/w.yaml", place="../reports/甲县.txt:6")
    assert len(of(run(file).findings, "GAT102")) == 1


def test_the_language_of_messages_does_not_matter(corpus, found):
    file = waive(corpus, found["RAT101"])
    (f,) = of(run(file, lang="en").findings, "RAT101")
    assert f.waiver


def test_apply_is_pure_and_takes_the_day(corpus, found):
    file = waive(corpus, found["RAT101"], expires="2026-06-30")
    waivers = read(corpus / file)
    findings = check("reports").findings
    for today, covered in ((DAY, 1), (DAY + datetime.timedelta(1), 0), (None, 1)):
        assert sum(bool(f.waiver) for f in apply(findings, waivers, today)) == covered
    assert not any(f.waiver for f in findings)


def test_a_file_that_cannot_be_followed_ends_the_run_before_it_begins(corpus):
    (corpus / "w.yaml").write_text("waivers:\n  - fingerprint: abc\n", "utf-8")
    with pytest.raises(ConfigError, match="states no reason"):
        check("reports", Config(waivers="w.yaml"))
    with pytest.raises(ConfigError, match="no such file of waivers"):
        check("reports", Config(waivers="absent.yaml"))


def test_a_today_that_is_no_day_is_said(corpus):  # noqa: ARG001 - it is the current folder
    with pytest.raises(ConfigError, match="today is not a date"):
        check("reports", Config(today="heute"))


def test_the_python_api_reads_no_file_that_it_was_not_told_of(corpus, found):
    waive(corpus, found["RAT101"])
    assert not any(f.waiver for f in check("reports").findings)


def test_every_process_count_gives_the_same(corpus, found):
    file = waive(corpus, found["RAT101"], expires="2026-01-01")
    assert run(file).findings == run(file, jobs=2).findings
