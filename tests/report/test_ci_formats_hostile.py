"""Text of a report cannot become a command, markup, a mention or a broken file, whatever it holds."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from shared_findings import HOSTILE, PATH_3, shared_run

from audit.config import Config
from audit.report import github, gitlab, junit, markdown, sarif
from audit.report.paper.text import line as one_line
from audit.report.paper.text import visible

LANGS = ("zh", "en")


def runner(line: str) -> tuple[str, dict[str, str], str] | None:
    """Read a line as the Actions runner does (ActionCommand.TryParseV2, then TryParse)."""
    known = {"error", "warning", "notice", "add-mask", "stop-commands", "debug", "group", "set-output"}
    text = line.lstrip()
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        name, _, rest = text[2:end].partition(" ")
        if name in known or name.startswith("gouji-"):
            pairs = [p.split("=", 1) for p in rest.strip().split(",") if p]
            fields = {p[0]: undo(p[1], ":,") for p in pairs if len(p) == 2 and p[1]}
            return name, fields, undo(text[end + 2 :], "")
    if (m := re.search(r"##\[([^\]\s]*)[^\]]*\]", line)) and m[1] in known:
        return m[1], {}, line[m.end() :]
    return None


def undo(text: str, more: str) -> str:
    for c in "\r\n" + more + "%":
        text = text.replace(f"%{ord(c):02X}", c)
    return text


@pytest.mark.parametrize("lang", LANGS)
def test_each_line_is_one_annotation_and_says_what_was_meant(lang):
    run, config = shared_run(), Config(lang=lang)
    lines = github.render(run, config).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(run.failures) + len(run.findings)
    for f, line in zip(run.findings, lines[len(run.failures) :], strict=True):
        name, fields, data = runner(line)
        assert name == ("notice" if f.waiver or f.severity == "info" else f.severity)
        assert fields["file"] == visible(f.path)
        assert int(fields["line"]) == f.line
        assert one_line(f.message) in data.split("\n")
        assert fields["title"].startswith(f.code)
        if "col" in fields:
            assert int(fields["endColumn"]) - int(fields["col"]) == f.end - f.start
        else:
            assert int(fields["endLine"]) > f.line


def test_a_path_with_a_newline_and_a_command_in_it_comes_back_whole():
    hostile = [runner(x) for x in github.render(shared_run(), Config()).splitlines() if "%0A%3A%3Aerror" in x]
    assert [fields["file"] for _, fields, _ in hostile] == [PATH_3]


@given(st.text(), st.text())
def test_any_text_goes_through_a_command(title, data):
    line = github.command("error", data, file="a.txt", title=title)
    assert "\n" not in line
    assert "\r" not in line
    name, fields, got = runner(line)
    assert name == "error"
    assert got == visible(data)
    assert fields.get("title", "").strip() == visible(title).strip()  # the runner strips what ends the properties
    assert fields["file"] == "a.txt"


@pytest.mark.parametrize("name", HOSTILE)
def test_guarded_text_is_printed_and_not_obeyed(name):
    quoted = f"::add-mask::gouji\n{HOSTILE[name]}\n##[error]x\n::set-output name=a::b"
    lines = github.guard(quoted).split("\n")
    first = runner(lines[0])
    assert first[0] == "stop-commands"
    token = first[2]
    assert token not in quoted
    assert lines[-2] == f"::{token}::"
    inside = lines[1:-2]
    assert "\n".join(inside) == quoted
    # between the two the runner obeys nothing but the token
    assert all((runner(x) or ("",))[0] != token for x in inside)
    assert github.guard(quoted) == github.guard(quoted)


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_renders_to_nothing_active(lang):
    text = markdown.render(shared_run(), Config(lang=lang))
    html = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"]).render(text)
    tags = set(re.findall(r"<\s*/?([a-z0-9]+)", html.lower()))
    allowed = {
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "em",
        "s",
        "br",
        "sub",
    }
    assert tags <= allowed
    assert tags >= {"h2", "h3", "table", "strong", "s"}
    rows = [r for r in text.splitlines() if r.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", r)) for r in rows} == {5}, "no cell breaks its table"
    assert text.startswith("<!-- gouji ")
    # what GitHub makes links and mentions of is broken up by a comment
    shown = re.sub(r"<!-- -->", "\0", text)
    assert not re.search(r"@\w", shown.replace("\0", " "))
    assert "://" not in shown
    assert not re.search(r"#\d", shown)


def test_markdown_shows_the_text_itself():
    text = markdown.render(shared_run(), Config())
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    shown = "".join(etree.HTML(html).itertext())
    for name, wanted in HOSTILE.items():
        assert one_line(wanted) in shown, name


def test_markdown_keeps_to_the_room_it_is_given():
    run = shared_run()
    whole = markdown.render(run, Config())
    part = markdown.render(run, Config(), most=1500)
    assert len(part.encode()) <= 1500 < len(whole.encode())
    listed = sum(line.startswith("| ") and "说明 |" not in line for line in part.splitlines())
    said = int(re.search(r"另有 (\d+) 条", part)[1])
    assert listed + said == len(run.findings)
    assert markdown.render(run, Config(), most=10**6) == whole


def test_the_summary_page_is_appended_to(tmp_path, monkeypatch):
    page = tmp_path / "summary.md"
    page.write_text("before\n", "utf-8")
    assert not github.write_summary(shared_run(), Config())
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert github.write_summary(shared_run(), Config())
    assert page.read_text("utf-8") == "before\n" + markdown.render(shared_run(), Config())


def test_inside_actions_is_known_by_its_own_word(monkeypatch):
    assert not github.active()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert github.active()


@given(st.text())
def test_xml_holds_any_text(text):
    root = etree.fromstring(f"<a b={_quoted(junit.xml(text))}/>".encode())
    assert root.get("b") is not None
    junit_text = junit.xml(text)
    assert etree.fromstring(f"<a>{_escaped(junit_text)}</a>".encode()).text in (junit_text, None)


def _escaped(text):
    from xml.sax.saxutils import escape

    return escape(text)


def _quoted(text):
    from xml.sax.saxutils import quoteattr

    return quoteattr(text)


def test_junit_tells_the_hostile_message_whole():
    run = shared_run()
    root = etree.fromstring(junit.render(run, Config()).encode())
    told = "\n".join(root.itertext())
    for f in run.findings:
        assert one_line(f.message) in told
        assert f.fingerprint in told


@given(st.text())
def test_a_sarif_message_has_no_link_and_no_placeholder_that_is_not_ours(text):
    made = sarif.message(text)
    assert not re.search(r"(?<!\\)\]\(", made)
    assert not re.search(r"\{\d+\}", made.replace("{{", "").replace("}}", ""))


def test_sarif_links_of_the_hostile_report_are_only_ours():
    log = json.loads(sarif.render(shared_run(), Config()))["runs"][0]
    for result in log["results"]:
        ids = re.findall(r"(?<!\\)\]\(([^)]*)\)", result["message"]["text"])
        assert ids == [str(r["id"]) for r in result.get("relatedLocations", [])]


def test_gitlab_paths_and_words_hold_no_control_character():
    for issue in json.loads(gitlab.render(shared_run(), Config())):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", issue["description"])
        assert "\n" not in issue["location"]["path"]


def test_output_can_be_written_as_utf_8():
    for module in (github, gitlab, junit, markdown, sarif):
        assert module.render(shared_run(), Config()).encode("utf-8")
