"""The review page as a file: what it may load, what it holds, that it is the same twice; and its command."""

import argparse
import base64
import hashlib
import importlib.util
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import page_reports
import pytest

from audit.config import Config
from audit.errors import ConfigError
from audit.model import Parsed
from audit.read import expand
from audit.report import review
from audit.report.review import page, render
from audit.report.review.display import FIGURE, display
from audit.report.review.payload import payload, run_key, short_paths
from audit.report.review.words import words

ASSETS = Path(review.__file__).parent / "assets"
SHARED = Path(__file__).parents[1] / "report" / "shared_findings.py"


class Elements(HTMLParser):
    """Every start tag of a page, and the text of its scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.inside, self._open = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open = (tag, dict(attrs), [])

    def handle_data(self, data):
        if self._open:
            self._open[2].append(data)

    def handle_endtag(self, tag):
        if self._open and tag == self._open[0]:
            self.inside.append((*self._open[:2], "".join(self._open[2])))
            self._open = None


def test_page_says_who_made_it_and_is_not_read_as_a_report(html, tmp_path):
    assert re.search(r'<meta name="generator" content="gouji \d', html.encode()[:1024].decode("utf-8", "replace"))
    (tmp_path / "review.html").write_text(html, "utf-8")
    (tmp_path / "report.txt").write_text(page_reports.CLEAN, "utf-8")
    assert [p.name for p in expand([tmp_path])] == ["report.txt"]


def test_policy_lets_in_this_script_and_this_style_only(html):
    found = Elements(html)
    policy = next(a["content"] for t, a in found.tags if t == "meta" and a.get("http-equiv"))
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    for tag, attributes, text in found.inside:
        if attributes.get("type") == "application/json":
            continue
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    # the policy stands before anything that it is to rule
    assert html.index("Content-Security-Policy") < min(html.index(x) for x in ("<style", "<script", "<link", "<title"))


def test_page_refers_to_nothing_outside(html):
    for tag, attributes in Elements(html).tags:
        assert not [a for a in attributes if a == "style" or a.startswith("on")], tag
        for name in ("src", "href", "srcset", "action", "data", "poster", "xlink:href"):
            value = attributes.get(name, "#")
            assert value.startswith(("#", "data:image/svg+xml,")), (tag, name, value)
    own = "".join(text for _, a, text in Elements(html).inside if a.get("type") != "application/json")
    assert not re.search(
        r"@import|url\(|\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|fetch)\b", own
    )
    assert re.findall(r"https?://[^\"' )]+", own) == ["http://www.w3.org/2000/svg"]


def test_data_can_end_no_element(html):
    blocks = [(a["id"], text) for _, a, text in Elements(html).inside if a.get("type") == "application/json"]
    assert [name for name, _ in blocks] == ["run", "report-0", "report-1", "report-2", "report-3"]
    for _, text in blocks:
        assert not set(text) & set("<>&\u2028\u2029\x00")
        json.loads(text)
    assert "window.pwned=" in "".join(text for _, text in blocks)  # it is there, as text
    # five blocks of data and the page's own script; what the report brings is none
    assert [t for t, _ in Elements(html).tags].count("script") == 6
    assert "{{script}}" in html  # a report cannot fill a slot of the template


def test_same_run_same_bytes_whatever_the_processes(folder, html):
    from audit import check

    for jobs in (1, 2):
        assert render(check(str(folder), Config(jobs=jobs)), Config(jobs=jobs)) == html


@pytest.mark.parametrize("name", ["shared_run", "readable_run", "clean_run", "nothing_run"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_runs_made_by_hand_render(name, lang):
    if not SHARED.exists():
        pytest.skip(f"NOT TESTED: {SHARED} is missing")
    spec = importlib.util.spec_from_file_location("shared_findings_of_the_page", SHARED)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = getattr(module, name)()
    head, rows = payload(made, Config(lang=lang))
    assert [f["fp"] for f in head["findings"]] == [f.fingerprint for f in made.findings]
    assert [bool(f.get("waiver")) for f in head["findings"]] == [bool(f.waiver) for f in made.findings]
    assert len(rows) == len(made.documents)
    assert len(head["failures"]) == len(made.failures)
    first, second = render(made, Config(lang=lang)), render(getattr(module, name)(), Config(lang=lang))
    assert first == second
    first.encode("utf-8")  # not a lone surrogate in it
    assert [t for t, _ in Elements(first).tags].count("script") == len(rows) + 2


# ----------------------------------------------------------------------------------------------- the report as written


def text_of(blocks):
    """The text of blocks, line by line; and the figures in it."""
    lines, figures = [], {}

    def say(pieces):
        out = []
        for piece in pieces:
            text = piece if isinstance(piece, str) else piece[2]
            if not isinstance(piece, str) and piece[0] == FIGURE:
                figures[piece[1]] = figures.get(piece[1], "") + text
            out.append(text)
        return "".join(out)

    for block in blocks:
        if block["k"] == "table":
            lines += ["\t".join(say(cell[2]) for cell in row) for row in block["r"]]
        else:
            lines.append(say(block["s"]))
    return lines, figures


@pytest.mark.parametrize("number", [0, 3])
def test_plain_report_is_shown_as_written(run, number):
    d = run.documents[number]
    lines, figures = text_of(display(d.parsed, [])[0])
    assert lines == [line.rstrip() for line in d.parsed.source.split("\n") if line.strip()]
    assert figures == dict(enumerate(d.parsed.figures["text"]))


def test_page_of_a_site_is_shown_as_read(run):
    d = run.documents[1]
    blocks, _ = display(d.parsed, [])
    lines, figures = text_of(blocks)
    assert "全年收到申请120件，其中受理100件、不予受理20件。" in lines
    assert "诉讼\t22\t28\t51" in lines
    assert list(figures) == list(range(len(d.parsed.figures["text"])))
    assert figures == dict(enumerate(d.parsed.figures["text"]))
    table = next(b for b in blocks if b["k"] == "table")
    assert (len(table["r"]), table["h"]) == (4, 1)


def test_hidden_characters_do_not_reach_the_reader(run):
    text = "\n".join(text_of(display(run.documents[2].parsed, [])[0])[0])
    assert "␇" in text
    assert "␛[31m" in text
    assert "👩‍⚖️" in text
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\u200b]", text)


@pytest.mark.parametrize(
    "spans",
    [[], [(0, 3)], [(0, 12), (4, 8)], [(0, 8), (4, 12), (8, 9)], [(2, 2)], [(0, 400)], [(5, 9), (5, 9), (20, 21)]],
)
def test_quoted_places_cut_pieces_and_lose_nothing(run, spans):
    parsed = run.documents[0].parsed
    blocks, _ = display(parsed, spans)
    assert text_of(blocks)[0] == text_of(display(parsed, [])[0])[0]
    marked = dict.fromkeys(range(len(spans)), "")
    for block in blocks:
        for piece in block["s"]:
            for k in piece[3] if isinstance(piece, list) and len(piece) > 3 else ():
                marked[k] += piece[2]
    for k, (a, b) in enumerate(spans):
        quoted = "".join(parsed.source[a : max(b, a + 1)].split())
        # a figure or year that a place cuts through is marked whole
        assert quoted in "".join(marked[k].split()), (k, quoted, marked[k])


HOSTILE_TEXTS = [
    "",
    " ",
    "\n\n",
    "\x00",
    "1",
    "\u2028" * 5,
    "|" * 50,
    "# \n#\n##  \n",
    "\t1\t\n" * 9,
    "a\r\nb\rc",
    "一" * 3000,
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_any_text_can_be_laid_out(text, form):
    empty = {name: [] for name in ("start", "end", "text", "reason")}
    parsed = Parsed("x", "", form, "utf-8", text, figures=empty, ledger=empty)
    blocks, cut = display(parsed, [(0, 5)])
    assert isinstance(blocks, list)
    assert cut is False


def test_word_document_keeps_its_headings_and_merged_cells(tmp_path):
    spec = importlib.util.spec_from_file_location("read_made", Path(__file__).parents[1] / "read" / "read_made.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = [[(1, "类别"), (2, "件数")], [(1, "复议"), (1, "31"), (1, "28")], [(1, "诉讼"), (1, "22"), (1, "29")]]
    grid = "".join("<w:tr>" + "".join(cell.format(*c) for c in row) + "</w:tr>" for row in rows)
    body = made.paragraph("某镇2023年工作情况报告") + f"<w:tbl>{grid}</w:tbl>" + made.paragraph("共办理110件。")
    (tmp_path / "r.docx").write_bytes(made.make_docx(body))
    from audit.pipeline import parse

    parsed = parse(tmp_path / "r.docx")
    table = next(b for b in display(parsed, [])[0] if b["k"] == "table")
    assert [[c[0] for c in row] for row in table["r"]] == [[1, 2], [1, 1, 1], [1, 1, 1]]
    (tmp_path / "r.docx").unlink()  # the page can be made where the file has gone
    assert text_of(display(parsed, [])[0])[1] == dict(enumerate(parsed.figures["text"]))


# ------------------------------------------------------------------------------------------------------------ the data


def test_findings_are_those_of_the_run_in_its_order(run):
    head, _ = payload(run, Config())
    codes = [f.code for f in run.findings]
    assert {"RAT101", "SCP101", "HDG101", "SUM101", "XDR101"} <= set(codes)
    assert [(f["c"], f["s"], f["l"], f["fp"]) for f in head["findings"]] == [
        (f.code, f.severity, f.line, f.fingerprint) for f in run.findings
    ]
    listed = [n for row in head["reports"] for n in row["f"]]
    assert sorted(set(listed)) == list(range(len(codes)))
    across = codes.index("XDR101")
    assert [k for k, row in enumerate(head["reports"]) if across in row["f"]] == [0, 1]


def test_verdict_of_a_figure_is_the_worst_of_its_relations(run):
    _, rows = payload(run, Config())
    for d, row in zip(run.documents, rows, strict=True):
        assert row["figures"]["v"].count("none") == d.ledger["unchecked"]
        assert len(row["ledger"]["text"]) == d.ledger["identifiers"]
        for relation in row["relations"]:
            for _, figure, *_ in relation["m"]:
                if figure >= 0 and relation["v"] == "breaks":
                    assert row["figures"]["v"][figure] == "break"
    figures = rows[0]["figures"]
    shown = dict(zip(figures["text"], figures["v"], strict=True))
    assert (shown["92.8%"], shown["186人"], shown["86批次"]) == ("break", "tie", "none")


def test_marks_are_kept_under_the_reports_not_their_places(run, folder, tmp_path):
    from audit import check

    for file in sorted(folder.iterdir(), reverse=True):
        (tmp_path / ("x" + file.name)).write_bytes(file.read_bytes())
    assert run_key(check(str(tmp_path))) == run_key(run)
    (tmp_path / "xd-clean.txt").unlink()
    assert run_key(check(str(tmp_path))) != run_key(run)


@pytest.mark.parametrize(
    ("paths", "short"),
    [
        ([], []),
        (["a/b.txt"], ["b.txt"]),
        (["a/b.txt", "a/c/b.txt"], ["b.txt", "c/b.txt"]),
        (["a/ab.txt", "a/ac.txt"], ["ab.txt", "ac.txt"]),
        (["/x/b.txt", "/y/b.txt"], ["/x/b.txt", "/y/b.txt"]),
        (["/x/q/b.txt", "/x/r/b.txt"], ["q/b.txt", "r/b.txt"]),
    ],
)
def test_short_paths(paths, short):
    assert short_paths(paths) == short


# ----------------------------------------------------------------------------------------------------------- the words


def test_both_languages_say_the_same_things():
    (zh, zh_names), (en, en_names) = words("zh"), words("en")
    assert set(zh) == set(en)
    for key, text in zh.items():
        assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", en[key])), key
    assert set(zh_names) == set(en_names)
    for table in zh_names:
        assert set(zh_names[table]) >= set(en_names[table]), table
    assert not re.search("[一-鿿]", "".join(en.values()))


def test_every_word_is_used_and_every_used_word_is_there():
    used = set(re.findall(r"\{\{ui\.([a-z_0-9]+)\}\}", page._asset("template.html")))
    script = page._bundle("script", ".js")
    python = "".join(p.read_text("utf-8") for p in ASSETS.parent.glob("*.py"))
    known = set(words("zh")[0])
    literal = set(re.findall(r"\bt\(\"([a-z_0-9]+)\"[,)]", script))
    assert literal <= known
    quoted = set(re.findall(r"\"([a-z_0-9]+)\"", script + python))  # t(key), where key comes from a list
    made = {f"v_{v}{tail}" for v in ("break", "tie", "open", "none", "ledger") for tail in ("", "_long")}
    made |= {f"m_{m}{tail}" for m in ("true", "false", "scope") for tail in ("", "_long")}
    made |= {f"r_{r}" for r in ("half_up", "truncation", "mixed", "unknown")}
    made |= {f"theme_{x}" for x in ("auto", "light", "dark")}
    assert made <= known
    assert sorted(known - used - literal - quoted - made) == []


def test_every_word_of_the_data_has_a_name(run):
    _, names = words("zh")
    from expectations.arithmetic.verdicts import HOWS

    assert set(HOWS) <= set(names["how"])
    for d in run.documents:
        assert {r["kind"] for r in d.relations} <= set(names["kind"])
        assert {m["role"] for r in d.relations for m in r["members"]} <= set(names["role"])
        assert set(d.parsed.figures["unchecked"]) - {None} <= set(names["unchecked"])
        assert set(d.parsed.ledger["reason"]) <= set(names["ledger"])


# ---------------------------------------------------------------------------------------------------------- the colours


def tokens(block):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def contrast(a, b):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough_to_read(theme):
    css = page._asset("style/01-tokens.css")
    blocks = re.findall(r":root(?:\[data-theme=\"dark\"\])? \{(.*?)\n\}", css, re.S)
    colour = tokens(blocks[theme])
    for ink in ("ink", "soft", "accent", "break", "warn", "note", "tie", "none", "open"):
        for ground in ("paper", "panel", "ground", "accent-ground"):
            if (ink, ground) in (("none", "accent-ground"), ("none", "ground")):
                continue  # line numbers stand on paper only
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground, contrast(colour[ink], colour[ground]))
    for ink, ground in (
        ("break", "break-ground"),
        ("warn", "warn-ground"),
        ("note", "note-ground"),
        ("on-accent", "accent"),
    ):
        assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)


# --------------------------------------------------------------------------------------------------------- the command


def called(paths, output, config=None, **more):
    parser = argparse.ArgumentParser()
    review.add_arguments(parser)
    args = parser.parse_args([*map(str, paths), "-o", str(output)])
    for key, value in more.items():
        setattr(args, key, value)
    return review.run(args, config or Config())


def test_command_writes_the_page(folder, tmp_path, html, capsys):
    out = tmp_path / "gouji-review.html"
    assert called([folder], out) == 0  # findings are no failure of this command
    assert out.read_text("utf-8") == html
    assert "4 份报告" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["gouji-review.html"]


def test_what_cannot_be_read_is_on_the_page_and_the_exit_code_says_so(folder, tmp_path, capsys):
    out = tmp_path / "r.html"
    assert called([folder / "d-clean.txt", tmp_path / "missing.txt"], out) == 2
    assert "missing.txt" in capsys.readouterr().err
    head = json.loads(next(text for _, a, text in Elements(out.read_text("utf-8")).inside if a.get("id") == "run"))
    assert len(head["reports"]) == 1
    assert "missing.txt" in head["failures"][0][1]


def test_nothing_checked_is_no_pass(tmp_path, capsys):
    (tmp_path / "n.txt").write_text("没有数字的文本，只有文字而已，说明情况。\n", "utf-8")
    assert called([tmp_path / "n.txt"], tmp_path / "r.html") == 2
    assert "nothing was checked" in capsys.readouterr().err


def test_page_never_overwrites_a_report(folder):
    before = (folder / "b-site.html").read_bytes()
    with pytest.raises(ConfigError, match="is one of the reports"):
        called([folder], folder / "b-site.html")
    assert (folder / "b-site.html").read_bytes() == before


@pytest.mark.parametrize("where", ["", "no/such/folder/r.html"])
def test_page_that_cannot_be_written_is_said(folder, tmp_path, where):
    with pytest.raises(ConfigError):
        called([folder / "d-clean.txt"], tmp_path / where)


def test_english_page(folder, tmp_path):
    called([folder / "a-main.txt"], tmp_path / "r.html", Config(lang="en"))
    text = (tmp_path / "r.html").read_text("utf-8")
    assert '<html lang="en">' in text
    assert "does not recompute" in text
    assert "Review" in text
