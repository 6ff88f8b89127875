"""GitHub Actions: annotations as workflow commands, and what keeps a report's text from becoming a command.

Columns are code points, as everywhere in gouji; GitHub states no unit and draws no column. They differ from UTF-16 only
behind an emoji or a rare character on the same line. `endColumn` is the column after the last character. GitHub shows
ten annotations a level and step; the job summary (format markdown) holds them all.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from audit.config import Config
from audit.model import Failure, Finding, Run
from audit.report.paper.text import line as one_line
from audit.report.paper.text import visible
from audit.report.place import Places, file_of, relative
from audit.report.words import accepted, arithmetic, state, title

COMMAND = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def active() -> bool:
    """Does this process run inside GitHub Actions? The command line then annotates where it would print text."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def render(run: Run, config: Config) -> str:
    """Return a run as workflow commands, one a line; a waived finding is a notice that says why."""
    places = Places(run)
    lines = [_failed(failed) for failed in run.failures]
    lines += [annotation(f, places, config) for f in run.findings]
    return "".join(f"{text}\n" for text in lines)


def annotation(f: Finding, places: Places, config: Config) -> str:
    """Return one finding as a workflow command."""
    waived = accepted(f.waiver, config.lang)
    file, sheet = file_of(f.path)
    fields = {"file": relative(file)}
    words = [one_line(f.message)]
    if places.binary(f.path):  # the lines of a Word document's text are lines of no file
        at = f"第{f.line}行" if config.lang == "zh" else f"line {f.line}"
        if file.lower().endswith((".xlsx", ".xlsm")):
            at = f"{_letters(f.column)}{f.line}"
        words.insert(0, f"{one_line(sheet)} {at}" if sheet else at)
    else:
        last, after = places.end(f)
        fields["line"] = str(f.line)
        if last == f.line:  # GitHub drops columns of a place that spans lines
            fields |= {"col": str(f.column), "endColumn": str(after)}
        else:
            fields["endLine"] = str(last)
    fields["title"] = title(f, config)
    if f.waiver:
        fields["title"] += f" [{state(f.waiver, config.lang)}]"
        words.insert(0, one_line(waived))
    if redo := arithmetic(f):
        words.append(redo)
    if f.help:
        words.append(one_line(f.help))
    return command("notice" if waived else COMMAND[f.severity], "\n".join(words), **fields)


def _letters(column: int) -> str:
    """The letters of a spreadsheet's column: 1 is A, 28 is AB."""
    out = ""
    while column > 0:
        column, n = divmod(column - 1, 26)
        out = chr(65 + n) + out
    return out


def _failed(failed: Failure) -> str:
    name = "gouji: internal error" if failed.bug else "gouji: unreadable input"
    return command("error", one_line(failed.message), file=relative(failed.path), title=name)


def command(name: str, data: str, **fields: str) -> str:
    """Return a workflow command with everything in it escaped, so that text can neither end it nor begin another."""
    given = ",".join(f"{key}={_escape(visible(value), _PROPERTY)}" for key, value in fields.items() if value)
    data = _escape(visible(data), _DATA)
    return f"::{name} {given}::{data}" if given else f"::{name}::{data}"


def _escape(text: str, table: dict[str, str]) -> str:
    return re.sub("[" + "".join(table) + "]", lambda m: table[m[0]], text)


def guard(text: str) -> str:
    """Return text that GitHub prints and does not obey: `::add-mask::` or `##[error]` in a report stays a quotation.

    Workflow commands are switched off before it and on after it, by a token that the text cannot contain: its own hash.
    """
    token = "gouji-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"::stop-commands::{token}\n{text.rstrip(chr(10))}\n::{token}::\n"


def write_summary(run: Run, config: Config) -> bool:
    """Append the Markdown summary to the job's page; does nothing outside GitHub Actions.

    Returns: whether there was a page to write to.
    """
    from audit.report.markdown import STEP_BYTES, render

    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page:
        return False
    with Path(page).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(render(run, config, most=STEP_BYTES))
    return True
