"""Text from a report does nothing in a memo, a letter or a checklist: no tag, no handler, nothing hidden."""

import base64
import hashlib
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree

import pytest
from shared_findings import HOSTILE, shared_run

from audit.config import Config
from audit.report import checklist
from audit.report.letter.content import Wishes, letters, paper_of
from audit.report.memo import render
from audit.report.paper.deliver import written
from audit.report.paper.text import file_name, line, markdown, visible

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def outputs(suffix):
    """Every paper of the hostile run in a format."""
    run, config = shared_run(), Config()
    out = {
        "memo": render(run, config, suffix),
        "letter": written(paper_of(letters(run, "info"), run, config, Wishes()), suffix),
    }
    if suffix != ".docx":
        out["checklist"] = checklist.render(run, config, suffix, every=True)
    return out


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.style, self.policy, self.inside = set(), set(), "", "", ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.inside = tag
        if dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attrs)["content"]

    def handle_data(self, data):
        if self.inside == "style":
            self.style += data

    def handle_endtag(self, _):
        self.inside = ""


@pytest.mark.parametrize("kind", ["memo", "letter", "checklist"])
def test_a_page_holds_no_tag_but_ours_and_no_handler(kind):
    page = _Tags()
    page.feed(outputs(".html")[kind].decode())
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "form", "link", "base", "audio", "video"}
    assert not [a for a in page.attributes if a.startswith("on") or a in ("style", "src", "srcdoc", "action")]
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert page.policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize("kind", ["memo", "letter", "checklist"])
def test_markdown_holds_no_tag_but_ours(kind):
    text = outputs(".md")[kind].decode()
    assert text.startswith("<!-- gouji ")
    outside = re.sub(r"`[^`\n]*`", "", text)  # nothing in a code span is a tag
    assert set(re.findall(r"<(?!/)[^>\n]*>", outside[outside.index("\n") :])) <= {"<b>", "<br>"}
    assert "](http" not in re.sub(r"\\[\[\]]", "", outside)


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_nothing_hidden_is_left(suffix):
    for kind, data in outputs(suffix).items():
        text = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode() if suffix == ".docx" else data.decode()
        assert not HIDDEN.search(text), (kind, suffix)


def test_the_parts_of_a_word_file_are_well_formed():
    for data in outputs(".docx").values():
        archive = zipfile.ZipFile(BytesIO(data))
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_is_shown_as_it_stands(text):
    assert not HIDDEN.search(re.sub(r"[\t\r\n]", "", visible(text)))
    assert "\n" not in line(text)
    assert not re.search(r"<[a-z!/]", markdown(text))
    assert re.fullmatch(r"[0-9A-Za-z一-鿿〇_-]+", file_name(text))
    assert file_name("../../etc/passwd") == "etc-passwd"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- 项", "\\- 项"),
        ("1. 项", "1\\. 项"),
        ("+1", "+1"),
        ("= 项", "\\= 项"),
        ("2023年", "2023年"),
        ("a|b*c_d", "a\\|b\\*c\\_d"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("--- ", "\\---"),
    ],
)
def test_markdown_stays_a_line_of_text(text, shown):
    assert markdown(text) == shown
