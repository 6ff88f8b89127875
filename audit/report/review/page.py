"""The review page: one file that opens offline and can load and run nothing but its own script and style.

What comes from a report reaches the page twice: as JSON in blocks that no browser runs, with every `<`, `>` and `&`
written as an escape, and, for readers without scripts, as escaped HTML. The script builds its elements from text alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from audit.config import Config
from audit.errors import InputError
from audit.model import Run
from audit.report.review.payload import payload

MAX_CHARS = 60_000_000  # characters of all reports together: about 300 MB of page, which browsers still open
_SLOT = re.compile(r"\{\{([a-z_.]+)\}\}")
_LANG = {"zh": "zh-CN", "en": "en"}
_JSON_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029\x7f"}
_ENDS_ITS_ELEMENT = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)


def render(run: Run, config: Config, title: str = "") -> str:
    """The review page of a run.

    Args:    run: what was audited; config: its language and checks; title: the page's heading.
    Returns: an HTML document, the same for the same run. Its Content-Security-Policy names its own script and style by
             their hashes and allows nothing else; a marker in its head keeps `gouji check` from reading it as a report.
    Raises:  InputError: more reports than one page can hold.
    """
    if (chars := sum(len(d.parsed.source) for d in run.documents)) > MAX_CHARS:
        hint = "make a page for each folder"
        raise InputError(f"{chars:,} characters of reports are more than one page can hold ({MAX_CHARS:,})", hint=hint)
    head, reports = payload(run, config, title)
    head["title"] = head["title"] or _title(head)
    ui = head["ui"]
    script, style = _bundle("script", ".js"), _bundle("style", ".css")
    blocks = [_block("run", head), *(_block(f"report-{k}", r) for k, r in enumerate(reports))]
    slots = {
        "lang": _LANG[config.lang],
        "version": escape(head["tool"]["version"]),
        "title": escape(f"{head['title']} · {ui['page']}"),
        "policy": policy(script, style),
        "style": style,
        "script": script,
        "static": _static(head),
        "data": "\n".join(blocks),
    }

    def fill(match: re.Match) -> str:
        key = match[1]
        return escape(ui[key[3:]]) if key.startswith("ui.") else slots[key]

    return _SLOT.sub(fill, _asset("template.html"))


def policy(script: str, style: str) -> str:
    """A Content-Security-Policy that lets this very script and style in, and nothing else.

    No network, no frame, no form, no eval, no event attribute; and no markup made from strings, not even by our script.
    """
    rules = (
        "default-src 'none'",
        f"script-src '{_hash(script)}'",
        f"style-src '{_hash(style)}'",
        "img-src data:",  # the icon of the tab
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return "; ".join(rules)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _title(head: Mapping[str, Any]) -> str:
    """What the page is of: the one report's title, or how many reports there are."""
    rows = head["reports"]
    if len(rows) == 1:
        return rows[0]["title"] or rows[0]["short"]
    return f"{len(rows)} {head['ui']['reports']}"


def _asset(name: str) -> str:
    return (files("audit.report.review") / "assets" / name).read_text("utf-8").replace("\r\n", "\n")


def _bundle(folder: str, suffix: str) -> str:
    """The files of a folder in the order of their names; scripts share one scope of their own."""
    place = files("audit.report.review") / "assets" / folder
    names = sorted(f.name for f in place.iterdir() if f.name.endswith(suffix))
    text = "\n".join(_asset(f"{folder}/{name}") for name in names)
    if suffix == ".js":
        text = f'(() => {{\n"use strict";\n{text}}})();\n'
    if _ENDS_ITS_ELEMENT.search(text):
        raise ValueError(f"an asset in {folder} holds markup that would end its element")
    return text


def _block(name: str, data: Any) -> str:
    """Data as an element that browsers do not run. Nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f'<script type="application/json" id="{name}">{text.translate(_JSON_ESCAPES)}</script>'


def _static(head: Mapping[str, Any]) -> str:
    """The findings as plain HTML, for readers without scripts."""
    ui = head["ui"]
    out = []
    for row in head["reports"]:
        out.append(f"<h2>{escape(row['title'] or row['short'])}</h2><p>{escape(row['path'])}</p>")
        out.append(_items([head["findings"][n] for n in row["f"]], ui))
    if head["failures"]:
        messages = "".join(f"<li>{escape(message)}</li>" for _, message in head["failures"])
        out.append(f"<h2>{escape(ui['failures'])}</h2><ul>{messages}</ul>")
    return "".join(out)


def _items(findings: Sequence[Mapping[str, Any]], ui: Mapping[str, str]) -> str:
    if not findings:
        return f"<p>{escape(ui['no_findings'])}</p>"
    rows = []
    for f in findings:
        words = (ui[f["s"]], f["c"], ui["line"].format(f["l"]), f["m"])
        rows.append(f"<li>{' '.join(escape(w) for w in words)}</li>")
    return f"<ol>{''.join(rows)}</ol>"
