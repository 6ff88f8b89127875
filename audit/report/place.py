"""Where a report lies in its repository, as CI services name files, and what stands at a place in it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from audit.explain.findings import Lines
from audit.model import Audited, Finding, Run
from audit.report.paper.text import line as one_line

# What a CI service calls the folder of the checkout.
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
_BRACKET = re.compile(r"^([一二三四五六七八九十]{1,3}[)）])")  # a heading that lost its opening bracket gets it back
_SHEET = re.compile(r"(.+\.xls[xm])#(.+)", re.I | re.S)
BINARY = frozenset({"docx", "xlsx", "parquet"})  # lines and columns of these are of the extracted text


def relative(path: str) -> str:
    """Return a path as the repository has it: from the root of the checkout, with slashes.

    The root is what the CI service says it is, where we stand inside it, else the current folder. A path outside it
    stays as it was given; `-`, standard input, too.
    """
    if path == "-":
        return path
    full, here = os.path.abspath(path), os.getcwd()
    for root in [*(os.path.abspath(os.environ[name]) for name in _ROOTS if os.environ.get(name)), here]:
        if _within(here, root) and _within(full, root):
            return Path(os.path.relpath(full, root)).as_posix()
    return path.replace(os.sep, "/")


def _within(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def file_of(path: str) -> tuple[str, str]:
    """The file that a path names, and the sheet of it where it names one: book.xlsx#复议."""
    m = _SHEET.fullmatch(path)
    return (m[1], m[2]) if m else (path, "")


def uri(path: str) -> tuple[str, bool]:
    """Return a path as a URI, and whether it is relative to the root of the checkout."""
    path = file_of(path)[0]
    inside = relative(path)
    if inside == "-" or _outside(inside):
        full = "-" if inside == "-" else Path(os.path.abspath(path)).as_posix()
        return ("stdin:/" if full == "-" else "file://" + _quoted("/" + full.lstrip("/"))), False
    return _quoted(inside), True


def _outside(path: str) -> bool:
    return os.path.isabs(path) or path == ".." or path.startswith("../")


def _quoted(path: str) -> str:
    """Percent-encode as UTF-8; the bytes of an undecodable file name stay what they are."""
    return quote(path, safe="/", errors="surrogateescape")


class Places:
    """The reports of a run by path: lines, columns, snippets, sections of the places in them."""

    def __init__(self, run: Run) -> None:
        self.by_id: dict[str, Audited] = {d.id: d for d in run.documents}
        self.by_path: dict[str, Audited] = {d.parsed.path: d for d in run.documents}
        self._lines: dict[str, Lines] = {}
        self._headings: dict[str, Sequence[tuple[int, int, int, str]]] = {}

    def lines(self, path: str) -> Lines | None:
        """Position -> (line, column) of a report of the run, both from 1; None for any other file."""
        if path not in self._lines:
            if path not in self.by_path:
                return None
            self._lines[path] = Lines(self.by_path[path].parsed.source)
        return self._lines[path]

    def end(self, f: Finding) -> tuple[int, int]:
        """The line and column after the last character of a finding's figure."""
        at = self.lines(f.path)
        return at(f.end) if at else (f.line, f.column + f.end - f.start)

    def section(self, path: str, position: int) -> str:
        """The path of headings above a position: 三、… / （二）…; empty above the first."""
        d = self.by_path.get(path)
        found = ""
        for start, _, _, title in d.parsed.sections if d else ():
            if start > position:
                break
            found = title
        return " / ".join(_BRACKET.sub(r"（\1", part) for part in one_line(found).split(" / "))

    def binary(self, path: str) -> bool:
        """Is a file one whose lines and columns no other program counts, such as a Word document or a workbook?"""
        d = self.by_path.get(path)
        return d is not None and d.parsed.format in BINARY


def owned(run: Run) -> list[tuple[str, list[Finding]]]:
    """The findings of a run by whose they are, in order of the run.

    Returns: (id of the report, its findings) for every report, also those without findings; then ("", findings across
        reports) and (path, findings) for each file that is no report, such as the file of waivers, where there are any.
    """
    ids = {d.id for d in run.documents}
    reports = {d.parsed.path for d in run.documents}
    out: dict[str, list[Finding]] = {d.id: [] for d in run.documents}
    for f in run.findings:
        key = f.document if f.document in ids else "" if f.path in reports else f.path
        out.setdefault(key, []).append(f)
    return list(out.items())
